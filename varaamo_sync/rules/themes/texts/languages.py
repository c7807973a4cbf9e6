"""Texts that stand in the field of a language and are not in it."""

from __future__ import annotations

from itertools import combinations

from varaamo_sync.findings import Owner, Path, dotted
from varaamo_sync.model import Lang
from varaamo_sync.rules.room_view import RoomView
from varaamo_sync.rules.rule import Hits, a_room, hit_field, quality_warning
from varaamo_sync.rules.rule_ids import RuleId
from varaamo_sync.rules.text_analysis.finnish import finnish_name, looks_finnish
from varaamo_sync.rules.text_analysis.text_heuristics import squeezed

_WORTH_TRANSLATING = 15  # characters; "Studio 1" is the same in every language


@quality_warning(
    "text-identical",
    owner=Owner.TRANSLATOR,
    bad=a_room(description={"en": "En rymlig sal för fester och möten."}),
    good=a_room(name={"fi": "Studio 1", "sv": "Studio 1", "en": "Studio 1"}),
)
def text_identical(room: RoomView) -> Hits:
    """One text in two languages was copied, not translated."""
    for field in (room.names, *room.text_fields):
        for (first, text), (path, again) in combinations(field, 2):
            if _alike(text, again) and _is_worth_translating(path, again):
                yield hit_field(*path, other=dotted(first))


def _is_worth_translating(path: Path, text: str) -> bool:
    return finnish_name(text) if path[0] == "name" else len(text) >= _WORTH_TRANSLATING


def _alike(one: str, other: str) -> bool:
    """Whether two texts show the same words; mostly their first letters tell."""
    if one[0].isalpha() and other[0].isalpha() and one[0].lower() != other[0].lower():
        return False
    return one == other or squeezed(one) == squeezed(other)


def _not_finnish(id: RuleId, lang: Lang) -> None:
    @quality_warning(
        id,
        owner=Owner.TRANSLATOR,
        bad=a_room(description={lang: "Valoisa tila, joka sopii kokouksiin ja juhliin."}),
        good=a_room(name={lang: "Oodi, studio 1"}),
    )
    def in_finnish(room: RoomView) -> Hits:
        for field in (room.names, *room.text_fields):
            for path, text in field:
                if path[-1] != lang:
                    continue
                if finnish_name(text) if path[0] == "name" else looks_finnish(text, lang):
                    # Of a text that is the Finnish one to the letter text-identical speaks.
                    path_of_source, source = field[0]
                    if path_of_source[-1] != "fi" or not _alike(source, text):
                        yield hit_field(*path)


_not_finnish("finnish-in-swedish", "sv")
_not_finnish("finnish-in-english", "en")
