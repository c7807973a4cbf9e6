"""Texts that stand in the field of a language and are not in it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import combinations

from varaamo_sync.findings import Owner, Path, dotted
from varaamo_sync.model import Lang
from varaamo_sync.rules.room_view import RoomView
from varaamo_sync.rules.rule import Hits, a_room, hit_field, quality_warning
from varaamo_sync.rules.rule_ids import RuleId
from varaamo_sync.rules.text_analysis.text_heuristics import comparable_text, visible
from varaamo_sync.startup.lazy_pattern import lazy_pattern

_WORTH_TRANSLATING = 15  # characters; "Studio 1" is the same in every language
_ENOUGH = 2
_BEGINNING = 400  # characters; who writes so far in one language goes on in it
_SHORT = 3  # words


def _as_written(words: str) -> frozenset[str]:
    """Return words with and without the marks that may follow them."""
    return frozenset(word + mark for word in words.split() for mark in ("", *".,:;!)"))


_FINNISH = _as_written(
    """
    ja tai sekä että ei ovat myös joka jossa jonka voi voit voidaan voivat tila tilan tilassa
    tilaan tilat tilaa sali salin salissa saliin huone huoneen huoneessa huoneeseen varattavissa
    varata varaa sopii soveltuu mahtuu henkilöä henkilölle henkeä hengen noin kun jos sisältää
    löytyy sijaitsee käytössä käyttää käyttöön kanssa varten mukaan kokouksiin juhliin tämä olla
    vain ennen jälkeen maksuton maksutta kerroksessa nuorisotalon kirjaston pöydät tuolit keittiö
    pieni suuri valoisa avara
    """
)
_OTHER: Mapping[Lang, frozenset[str]] = {
    "sv": _as_written(
        """
        och är i på för att ett det som med till kan av inte finns den eller de om rum rummet
        lokalen vid från har en
        """
    ),
    "en": _as_written(
        """
        the and is of to in for a an with you can are or at by room space from has there
        """
    ),
}
_NAME_ENDING = lazy_pattern(
    r"(?:huone|huoneen|huoneisto|talo|talon|sali|salin|tila|tilan|keittiö|keittiön|kirjasto"
    r"|kirjaston|luokka|halli|hallin|paja|kenttä|puisto|puiston|kerros|kerroksen|yläkerta|aula)\b"
)


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
    return _finnish_name(text) if path[0] == "name" else len(text) >= _WORTH_TRANSLATING


def _alike(one: str, other: str) -> bool:
    """Whether two texts show the same words; mostly their first letters tell."""
    if one[0].isalpha() and other[0].isalpha() and one[0].lower() != other[0].lower():
        return False
    return one == other or comparable_text(one) == comparable_text(other)


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
                if _finnish_name(text) if path[0] == "name" else _looks_finnish(text, lang):
                    # Of a text that is the Finnish one to the letter text-identical speaks.
                    path_of_source, source = field[0]
                    if path_of_source[-1] != "fi" or not _alike(source, text):
                        yield hit_field(*path)


_not_finnish("finnish-in-swedish", "sv")
_not_finnish("finnish-in-english", "en")


@lru_cache(maxsize=4096)
def _looks_finnish(text: str, lang: Lang) -> bool:
    """Whether a text in the field of another language reads as Finnish.

    Counted are common words that are Finnish only, against those of the field's language; words
    that two of the languages share (Finnish "on" and "en", Swedish "se") count for neither.
    """
    if "<" in text or "&" in text:
        text = visible(text)
    words = text[:_BEGINNING].lower().split()
    if _FINNISH.isdisjoint(words):
        return False
    finnish = len(_FINNISH.intersection(words))
    other = len(_OTHER[lang].intersection(words))
    if len(words) <= _SHORT:
        return finnish > other
    return finnish >= _ENOUGH and finnish > 2 * other


def _finnish_name(name: str) -> bool:
    """Whether a name has a word for a room or a house that is Finnish only.

    Only endings are looked at, because Swedish and English keep Finnish proper names.
    """
    return _NAME_ENDING.search(name.lower()) is not None
