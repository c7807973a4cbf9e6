"""Numbers as names of rooms write them: digits, Roman, in words; and those with a unit."""

from __future__ import annotations

import re
from collections.abc import Callable, MutableMapping
from typing import Any

from varaamo_sync.likeness.vocabulary import NUMBERS, ORDINALS
from varaamo_sync.startup.lazy_pattern import lazy_pattern

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9}

_STOREY = r"(?:krs|kerro[a-z]*|van(?:ing[a-z]*)?|floor)"
_FLOOR = (
    rf"\b(?:(?P<number>\d{{1,2}})(?:st|nd|rd|th|:a|:e)?|(?P<roman>[ivx]{{1,4}})"
    rf"|(?P<ordinal>{'|'.join(ORDINALS)}))\s*\.?\s*-?\s*{_STOREY}\b\.?"
    rf"|\b{_STOREY}\b\.?\s*(?P<after>\d{{1,2}})\b"
)
_HEIGHT = (
    r"\b(?:(?P<up>ylaker(?:ta|ran|rassa|ros|roksen)|upstairs|ovre vaningen)"
    r"|(?P<down>alaker(?:ta|ran|rassa|ros|roksen)|downstairs|nedre vaningen"
    r"|katutaso[a-z]*|pohjakerro[a-z]*)"
    r"|(?P<cellar>kellari(?:n|ssa|kerros|kerroksen)?|kallaren?|kallarvaningen|basement)"
    r"|(?P<attic>ullak(?:ko|on|olla)|vint(?:ti|in|illa)|vinden|attic))\b"
)
_SEATS = (
    r"(?:\b(?:max|enintaan|korkeintaan|noin|ca|hogst|up to)\b\.?\s*)?"
    r"\b(?:\d{1,4}\s*-\s*)?(?P<seats>\d{1,5})\s*-?:?\s*"
    r"(?:hlo|henk|paikk|istu|pers|people|seat|plats|sittplats)[a-z]*\b\.?"
    r"|\b(?:max|enintaan|korkeintaan)\b\.?\s*(?P<most>\d{1,5})\b(?!\s*(?:h|t|min|tuntia)\b)"
)
_OTHER = (
    r"\b\d+(?:[.,]\d+)?\s*(?:m2|m|nelio[a-z]*|kvm|sqm|h|t|tuntia|min|eur|€)(?:/\w+)?(?=\W|$)|€/\w+"
)
_FRACTION = r"(?<![\d/])(?P<of>[1-3])/(?P<all>[2-4])(?![\d/])"


def _floor(found: re.Match[str]) -> str | None:
    said, roman, ordinal = found["number"] or found["after"], found["roman"], found["ordinal"]
    number = ORDINALS[ordinal.lower()] if ordinal else _ROMAN.get((roman or "").lower())
    return str(int(said)) if said else str(number) if number else None


_MEASURES: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], object]], ...] = (
    ("floor", lazy_pattern(_FLOOR, re.IGNORECASE), _floor),
    ("floor", lazy_pattern(_HEIGHT, re.IGNORECASE), lambda found: found.lastgroup),
    ("seats", lazy_pattern(_SEATS, re.IGNORECASE), lambda m: int(m["seats"] or m["most"])),
    ("other", lazy_pattern(_OTHER, re.IGNORECASE), lambda _: None),
    # 3/3 is all of it.
    ("part", lazy_pattern(_FRACTION), lambda m: None if m["of"] == m["all"] else m[0]),
)
"""What has a unit: the sort of mark that it is, how it is written, and its value, if it counts."""


def take_measures(text: str, marks: MutableMapping[str, set[Any]]) -> str:
    """Take what has a unit out of a plain name, and return what is left."""
    for sort, pattern, value_of in _MEASURES:
        for found in pattern.finditer(text):
            if (value := value_of(found)) is not None:
                marks[sort].add(value)
        text = pattern.sub(" ", text)
    return text


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
