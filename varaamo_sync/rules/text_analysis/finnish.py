"""Whether a text is Finnish though it stands in the field of another language.

Counted are common words that are Finnish only, against those of the field's language; words that
two of the languages share (Finnish "on" and "en", Swedish "se") count for neither. Of a name only
the endings of its words are looked at, because Swedish and English keep Finnish proper names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from varaamo_sync.model import Lang
from varaamo_sync.rules.text_analysis.text_heuristics import visible

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
_NAME_ENDING = re.compile(
    r"(?:huone|huoneen|huoneisto|talo|talon|sali|salin|tila|tilan|keittiö|keittiön|kirjasto"
    r"|kirjaston|luokka|halli|hallin|paja|kenttä|puisto|puiston|kerros|kerroksen|yläkerta|aula)\b"
)


def looks_finnish(text: str, lang: Lang) -> bool:
    """Whether a text in the field of another language reads as Finnish.

    Args:
        text: A description or an instruction.
        lang: Language of the field, Swedish or English.
    """
    if "<" in text or "&" in text:
        text = visible(text)
    words = text[:_BEGINNING].lower().split()
    if _FINNISH.isdisjoint(words):
        return False
    finnish = _count(words, _FINNISH)
    other = _count(words, _OTHER[lang])
    if len(words) <= _SHORT:
        return finnish > other
    return finnish >= _ENOUGH and finnish > 2 * other


def _count(words: Iterable[str], known: frozenset[str]) -> int:
    return len(known.intersection(words))


def finnish_name(name: str) -> bool:
    """Whether a name has a word for a room or a house that is Finnish only."""
    return _NAME_ENDING.search(name.lower()) is not None
