"""Texts that stand in the field of a language and are not in it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from varaamo_sync.findings import Level, Owner, Severity
from varaamo_sync.model import Lang
from varaamo_sync.rules.context import Context
from varaamo_sync.rules.room_view import Column
from varaamo_sync.rules.rule import Hit, a_room, rule
from varaamo_sync.rules.rule_ids import RuleId
from varaamo_sync.rules.text_analysis.finnish import finnish_name, looks_finnish
from varaamo_sync.rules.text_analysis.text_heuristics import squeezed

_WORTH_TRANSLATING = 15  # characters; "Studio 1" is the same in every language


@rule(
    id="text-identical",
    severity=Severity.WARNING,
    level=Level.QUALITY,
    owner=Owner.TRANSLATOR,
    bad=a_room(description={"en": "En rymlig sal för fester och möten."}),
    good=a_room(name={"fi": "Studio 1", "sv": "Studio 1", "en": "Studio 1"}),
)
def text_identical(context: Context) -> Iterator[Hit]:
    """One text in two languages was copied, not translated."""
    for field in (context.names, *context.long_texts):
        worth = finnish_name if field is context.names else _is_long
        beginnings = {column.path: _beginnings(column) for column in field.columns()}
        for one, other in combinations(field.columns(), 2):
            params = {"field": other.field, "other": one.field}
            pairs = zip(beginnings[one.path], beginnings[other.path], strict=True)
            perhaps = [  # mostly the first letters tell
                place
                for place, (begins, also) in enumerate(pairs)
                if begins == also or not begins or not also
            ]
            for place in perhaps:
                text, again = one.texts[place], other.texts[place]
                if text and again and worth(again) and _alike(text, again):
                    yield Hit(place, other.path, params)


def _beginnings(column: Column) -> list[str]:
    """Return the first letter of each text; nothing where another sign stands before it."""
    return [text[0].lower() if text and text[0].isalpha() else "" for text in column.texts]


def _is_long(text: str) -> bool:
    return len(text) >= _WORTH_TRANSLATING


def _alike(one: str, other: str) -> bool:
    """Whether two texts show the same words."""
    return one == other or squeezed(one) == squeezed(other)


def _not_finnish(id: RuleId, lang: Lang) -> None:
    @rule(
        id=id,
        severity=Severity.WARNING,
        level=Level.QUALITY,
        owner=Owner.TRANSLATOR,
        bad=a_room(description={lang: "Valoisa tila, joka sopii kokouksiin ja juhliin."}),
        good=a_room(name={lang: "Oodi, studio 1"}),
    )
    def in_finnish(context: Context) -> Iterator[Hit]:
        # A text that is the Finnish one to the letter is for text-identical to speak of.
        for field in (context.names, *context.long_texts):
            column = Column((*field.path, lang), getattr(field, lang))
            for place, text in enumerate(column.texts):
                if not text:
                    continue
                if finnish_name(text) if field is context.names else looks_finnish(text, lang):
                    source = field.fi[place]
                    if not source or not _alike(source, text):
                        yield Hit(place, column.path, {"field": column.field})


_not_finnish("finnish-in-swedish", "sv")
_not_finnish("finnish-in-english", "en")
