"""Reading a text as a resident sees it: without tags, and for what it says.

Everything here is a heuristic, used by warnings and hints only. Each function first asks a
cheap question that most texts answer with no: ten thousand rooms hold thirty thousand texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from varaamo_sync.startup.lazy_pattern import lazy_pattern

_TAG = lazy_pattern(r"<!--.*?-->|</?[A-Za-z][^<>]*>", re.DOTALL)

_PERSONS_WORD = (
    r"(?::?(?:lle|n|ta|tä|lla|llä|stä|sta))?[\s-]*"
    r"(?:[Hh](?:enkilö(?:ä|itä|lle|ille|n|llä|stä)?\b|en(?:gen|gelle|gellä|keä|kelle)\b|lö\w*)"
    r"|[Oo]sallistuja\w*|[Pp]erson(?:er|ers|s)?\b|deltagare\b|people\b|participants\b)"
)
_UNIT = lazy_pattern(_PERSONS_WORD)
_LONGEST_UNIT = 24  # characters behind a number; many texts say it alike
_PERSONS = lazy_pattern(r"(\d{1,4})(?:\s?[-–—]\s?(\d{1,4}))?" + _PERSONS_WORD)
_PART_OF_NUMBER = frozenset("0123456789.,:/+-–")
_THOUSANDS_BEFORE = lazy_pattern(r"\d[ \u00a0]$")
_NOT_A_MOST = lazy_pattern(
    r"(?:vähintään|vähimmäis\w*|minim\w*|\bmin\.?|\byli|\balle|\bminst|\bat least|\bover|\bunder"
    r"|more than|less than|fewer than|mer än|fler än|mindre än|färre än|\bfrom|\bfrån)"
    r"[^.!?;\d]{0,8}$",
    re.IGNORECASE,
)
_SEATS = lazy_pattern(
    r"istu|pöy[td]|tuol|paik|seat|sitt|sits|table|\bbord|chair|stol|kohden|kohti|\bper\b|kpl",
    re.IGNORECASE,
)

_AMOUNT = lazy_pattern(
    r"(?<![\d.,])(?P<whole>\d{1,3}(?:[ \u00a0]\d{3}){1,2}|\d{1,6})(?:[.,](?P<part>\d{1,2}))?"
    r"\s?(?:€|euro[an]?\b|euros\b|eur\b)"
    r"|(?:€|\beur)\s?(?P<whole2>\d{1,6})(?:[.,](?P<part2>\d{1,2}))?(?!\d)",
    re.IGNORECASE,
)
_NOT_A_PRICE = lazy_pattern(
    r"pant[ti]|\bpant\b|takuu|vakuu|deposi|siivo|städ|clean|korva|sakko|böter|\bfines?\b|penalt"
    r"|peruut|peruma|perumi|avbok|cancel|avai[nm]|nyckel|\bkeys?\b|kahvi|coffee|kaffe|vahin"
    r"|damage|skad|kado|materia|tarvik",
    re.IGNORECASE,
)
_CLAUSE_END = lazy_pattern(r"[.!?;]\s|\n")
_AROUND = 80  # characters on each side; no clause of a description is much longer


def visible(text: str) -> str:
    """Return a text as it shows: tags gone, entities decoded, ends trimmed."""
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "&" in text:
        from html import unescape  # with its tables of names; few texts have such a sign

        text = unescape(text)
    return text.strip()


def comparable_text(text: str) -> str:
    """Return what a text shows in lower case, with single spaces, to compare it by."""
    return " ".join(visible(text).split()).casefold()


class Persons(NamedTuple):
    """A number of persons that a text speaks of, with the words around it."""

    number: int
    before: str
    after: str

    def contradicts(self, most: int) -> bool:
        """Whether a room for so many persons at the most is another one.

        "At least 5 persons" and "over 20 persons" say nothing of the most, and seats for fewer
        persons than the room holds are no contradiction.
        """
        if _THOUSANDS_BEFORE.search(self.before) or _NOT_A_MOST.search(self.before):
            return False
        return self.number > most or not _SEATS.search(_clause(self.before, self.after))


def says_persons(text: str, figure: str) -> bool:
    """Whether a text speaks of just so many persons; the cheap question before ``persons``."""
    at = text.find(figure)
    if at < 0 or (at and text[at - 1] in _PART_OF_NUMBER):
        return False
    end = at + len(figure)
    return _is_of_persons(text[end : end + _LONGEST_UNIT])


@lru_cache(maxsize=4096)
def _is_of_persons(tail: str) -> bool:
    return _UNIT.match(tail) is not None


def persons(text: str) -> list[Persons]:
    """Return each number of persons that a text speaks of."""
    found: list[Persons] = []
    shown = visible(text)
    for match in _PERSONS.finditer(shown):
        start, end = match.span()
        if start and shown[start - 1] in _PART_OF_NUMBER:
            continue
        low, high = match.groups()
        before, after = shown[max(0, start - _AROUND) : start], shown[end : end + _AROUND]
        found.append(Persons(int(high or low), before, after))
    return found


def says_euros(text: str) -> bool:
    """Whether a text speaks of euros at all; the cheap question before ``amounts``."""
    return "€" in text or "eur" in text or "EUR" in text or "&euro;" in text


def amounts(text: str) -> Iterator[Decimal]:
    """Yield each amount in euros that a text gives as a price.

    Deposits, fines, cleaning and the like are left out.
    """
    shown = visible(text)
    for match in _AMOUNT.finditer(shown):
        before = shown[max(0, match.start() - _AROUND) : match.start()]
        if _NOT_A_PRICE.search(_clause(before, shown[match.end() : match.end() + _AROUND])):
            continue
        whole = re.sub(r"\D", "", match["whole"] or match["whole2"])
        yield Decimal(f"{whole}.{match['part'] or match['part2'] or 0}")


def _clause(before: str, after: str) -> str:
    """Return what stands around a match in its own clause."""
    return f"{_CLAUSE_END.split(before)[-1]} {_CLAUSE_END.split(after)[0]}"
