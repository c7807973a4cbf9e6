"""Numbers as names of rooms write them: digits, Roman, in words; and those with a unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from varaamo_sync.likeness.vocabulary import NUMBERS, ORDINALS

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9}

_STOREY = r"(?:krs|kerro[a-z]*|van(?:ing[a-z]*)?|floor)"
_FLOORS = re.compile(
    rf"\b(?:(?P<number>\d{{1,2}})(?:st|nd|rd|th|:a|:e)?|(?P<roman>[ivx]{{1,4}})"
    rf"|(?P<ordinal>{'|'.join(ORDINALS)}))\s*\.?\s*-?\s*{_STOREY}\b\.?"
    rf"|\b{_STOREY}\b\.?\s*(?P<after>\d{{1,2}})\b",
    re.IGNORECASE,
)
_HEIGHTS = re.compile(
    r"\b(?:(?P<up>ylaker(?:ta|ran|rassa|ros|roksen)|upstairs|ovre vaningen)"
    r"|(?P<down>alaker(?:ta|ran|rassa|ros|roksen)|downstairs|nedre vaningen"
    r"|katutaso[a-z]*|pohjakerro[a-z]*)"
    r"|(?P<cellar>kellari(?:n|ssa|kerros|kerroksen)?|kallaren?|kallarvaningen|basement)"
    r"|(?P<attic>ullak(?:ko|on|olla)|vint(?:ti|in|illa)|vinden|attic))\b",
    re.IGNORECASE,
)
_SEATS = re.compile(
    r"(?:\b(?:max|enintaan|korkeintaan|noin|ca|hogst|up to)\b\.?\s*)?"
    r"\b(?:\d{1,4}\s*-\s*)?(?P<seats>\d{1,5})\s*-?:?\s*"
    r"(?:hlo|henk|paikk|istu|pers|people|seat|plats|sittplats)[a-z]*\b\.?"
    r"|\b(?:max|enintaan|korkeintaan)\b\.?\s*(?P<most>\d{1,5})\b(?!\s*(?:h|t|min|tuntia)\b)",
    re.IGNORECASE,
)
_MEASURES = re.compile(
    r"\b\d+(?:[.,]\d+)?\s*(?:m2|m|nelio[a-z]*|kvm|sqm|h|t|tuntia|min|eur|€)(?:/\w+)?(?=\W|$)|€/\w+",
    re.IGNORECASE,
)
_FRACTION = re.compile(r"(?<![\d/])([1-3])/([2-4])(?![\d/])")


@dataclass(slots=True)
class Measured:
    """What a name says in numbers with a unit."""

    floors: set[str] = field(default_factory=set)
    seats: set[int] = field(default_factory=set)
    fractions: set[str] = field(default_factory=set)

    def take(self, text: str) -> str:
        """Take what has a unit out of a plain name, and return what is left."""
        text = _HEIGHTS.sub(self._height, _FLOORS.sub(self._floor, text))
        text = _MEASURES.sub(" ", _SEATS.sub(self._seats, text))
        return _FRACTION.sub(self._fraction, text)

    def _floor(self, found: re.Match[str]) -> str:
        said = found["number"] or found["after"]
        roman, ordinal = found["roman"], found["ordinal"]
        number = int(said) if said else _ROMAN.get(roman.lower()) if roman else None
        number = ORDINALS[ordinal.lower()] if ordinal else number
        if number is not None:
            self.floors.add(str(number))
        return " "

    def _height(self, found: re.Match[str]) -> str:
        self.floors.add(str(found.lastgroup))
        return " "

    def _seats(self, found: re.Match[str]) -> str:
        self.seats.add(int(found["seats"] or found["most"]))
        return " "

    def _fraction(self, found: re.Match[str]) -> str:
        if found[1] != found[2]:  # 3/3 is all of it
            self.fractions.add(found[0])
        return " "


def number_of(token: str, *, first: bool, capital: bool) -> int | None:
    """Return the number that a folded token is: digits, a Roman number, or a word.

    Args:
        token: The token.
        first: It is the first word of the name, where a Roman number does not stand.
        capital: It is written in capitals, as a Roman number of one letter is.
    """
    if token.isdecimal():
        return int(token)
    if token in _ROMAN and not first and (capital or len(token) > 1):
        return _ROMAN[token]
    return NUMBERS.get(token)
