"""The words of ``words.toml``, to be looked up."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from functools import lru_cache
from typing import Any, NamedTuple

from varaamo_sync.model.hours import ALL_DAY, holidays
from varaamo_sync.workbooks.text import fold
from varaamo_sync.workbooks.words import word_file


class Kind(Enum):
    """What a piece of a cell says."""

    DAYS = auto()
    """Weekdays; the value is a tuple of them."""
    TIME = auto()
    """From when until when; the value is a ``Span``."""
    CLOSED = auto()
    ALWAYS = auto()
    """Every day, around the clock."""
    DATES = auto()
    """A day, or days from one to another; the value is their text in a catalogue."""
    HOLIDAYS = auto()
    """Holidays; the value is a tuple of their names."""
    MONTH = auto()
    """A month; the value is its number."""
    NEXT_DAY = auto()
    EXCEPTIONALLY = auto()
    SINCE = auto()
    UNTIL = auto()
    VENUE = auto()
    BY_HAND = auto()
    SEASON = auto()
    OTHERWISE = auto()
    TOGETHER = auto()
    TO = auto()
    """``-``, or a word for it."""
    COMMA = auto()
    BREAK = auto()
    """A semicolon or the end of a line."""
    NOISE = auto()
    UNKNOWN = auto()


class Meaning(NamedTuple):
    """What a word means."""

    kind: Kind
    value: Any = None
    english: bool = False


_KINDS = {
    "closed": Kind.CLOSED,
    "always": Kind.ALWAYS,
    "next_day": Kind.NEXT_DAY,
    "exceptionally": Kind.EXCEPTIONALLY,
    "since": Kind.SINCE,
    "until": Kind.UNTIL,
    "venue": Kind.VENUE,
    "by_hand": Kind.BY_HAND,
    "seasons": Kind.SEASON,
    "otherwise": Kind.OTHERWISE,
    "together": Kind.TOGETHER,
    "noise": Kind.NOISE,
}

STEMS = (
    "tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka",
    "marras", "joulu",
)  # fmt: skip
"""What Finnish names of months begin with, as in *kesä–elokuussa*."""


def plain_words(text: str) -> str:
    """Return a word as it is looked up: folded, without full stops at its end."""
    return fold(text).rstrip(".")


@lru_cache(maxsize=1)
def meanings() -> Mapping[str, Meaning]:
    """Return what each word or phrase means."""
    words = word_file("cells/hours/words")
    english = frozenset(words["words"]["english"])
    found: dict[str, Meaning] = {}
    for name, kind in _KINDS.items():
        found |= {plain_words(word): Meaning(kind) for word in words["words"][name]}
    found |= {plain_words(word): Meaning(Kind.TIME, ALL_DAY) for word in words["words"]["all_day"]}
    for days, said in words["weekdays"].items():
        first, _, last = days.partition("-")
        each = tuple(range(int(first), int(last or first) + 1))
        found |= {plain_words(w): Meaning(Kind.DAYS, each, w in english) for w in said}
    for month, said in words["months"].items():
        found |= {plain_words(word): Meaning(Kind.MONTH, int(month)) for word in said}
    for entry in words["holidays"]:
        meant = Meaning(Kind.HOLIDAYS, tuple(entry["of"]))
        found |= {plain_words(word): meant for word in entry["others"]}
    for fi, holiday in holidays().items():
        for name in holiday.name.values():
            found[plain_words(name)] = Meaning(Kind.HOLIDAYS, (fi,))
    return found


@lru_cache(maxsize=1)
def most_words() -> int:
    """Return how many words the longest phrase has."""
    return max(len(phrase.split()) for phrase in meanings())


@lru_cache(maxsize=1)
def months() -> Mapping[str, int]:
    """Return months by their words."""
    return {w: meant.value for w, meant in meanings().items() if meant.kind is Kind.MONTH}
