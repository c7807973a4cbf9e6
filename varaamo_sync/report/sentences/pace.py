"""A pace as people say it: about two rooms a month; and two of them held against each other.

A figure is rounded to what a person would say, and what is concluded from two paces is concluded
before that. Where the rounded ones would say something else, words say it instead of figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from varaamo_sync.model import Lang
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.words import Theme, number

said = Theme("report/pace")

_DAYS = {"week": Fraction(7), "month": Fraction(1461, 48), "year": Fraction(1461, 4)}
"""Days in each span of time that a pace is told by, the shortest first."""

_ERROR = Fraction(1, 5)
"""How much of a pace may be rounded away before a longer span is taken for it."""

_HALF = Fraction(3, 2)
_IN_WORDS = 10


@dataclass(frozen=True, slots=True)
class Pace:
    """So many rooms in a span of time, as it is said.

    Attributes:
        count: Rooms, as a person says it.
        days: Days in the span.
        span: Name of the span; ``None`` where its days are told.
        exact: Whether nothing was rounded.
    """

    count: Fraction
    days: Fraction
    span: str | None
    exact: bool = True

    @property
    def weekly(self) -> Fraction:
        """Rooms a week, as far as the words tell."""
        return self.count * 7 / self.days

    def told(self, lang: Lang) -> str:
        """Return the words."""
        if self.span is None:
            return said("in_days", lang, rooms=int(self.count), days=int(self.days))
        if not self.count:
            return said("less", lang)
        many = int(self.count) if self.count.denominator == 1 else 2
        text = said(f"span.{self.span}", lang, count=_digits(self.count, lang), rooms=many)
        return text if self.exact else said("about", lang, pace=text)


def _digits(count: Fraction, lang: Lang) -> str:
    if count.denominator != 1:
        return number(count, lang)
    return said(f"number.{count}", lang) if count <= _IN_WORDS else str(count)


def pace_of(weekly: Fraction) -> Pace:
    """Return a pace of so many rooms a week, more than none, as it is said best."""
    options = list(_options(weekly))
    return next((pace for pace in options if _fits(pace, weekly)), options[-1])


def _options(weekly: Fraction) -> Iterator[Pace]:
    for span, days in _DAYS.items():
        count = weekly * days / 7
        whole = Pace(Fraction(int(count + Fraction(1, 2))), days, span)
        half = Pace(_HALF, days, span)
        pace = half if _fits(half, weekly) and not _fits(whole, weekly) else whole
        yield replace(pace, exact=pace.count == count)


def _fits(pace: Pace, weekly: Fraction) -> bool:
    return abs(pace.weekly - weekly) <= _ERROR * weekly


def pace_for(rooms: int, days: int) -> Pace:
    """Return the pace that some rooms need in the days that are left.

    No span is taken that is longer than those days.
    """
    pace = pace_of(Fraction(rooms * 7, days))
    return pace if pace.days <= days else Pace(Fraction(rooms), Fraction(days), None)


def compare_paces(weekly: Fraction, needed: Fraction, least: Pace, lang: Lang) -> str:
    """Return how a pace stands to the one that is needed.

    Args:
        weekly: The pace in rooms a week; none or less where no more rooms became bookable.
        needed: The pace that is needed, in rooms a week.
        least: The same as it is said.
        lang: The language.
    """
    if weekly <= 0:
        return said("still" if weekly == 0 else "back", lang, needed=least.told(lang))
    pace = pace_of(weekly)
    if least.span is not None:
        pace, least = _alike(weekly, needed) or (pace, least)
    relation = _relation(weekly, pace, needed, least)
    return said(relation, lang, pace=pace.told(lang), needed=least.told(lang))


def _alike(weekly: Fraction, needed: Fraction) -> tuple[Pace, Pace] | None:
    """Return two paces in one span of time, where one does for both."""
    for pace, least in zip(_options(weekly), _options(needed), strict=True):
        if _fits(pace, weekly) and _fits(least, needed):
            return pace, least
    return None


def _relation(weekly: Fraction, pace: Pace, needed: Fraction, least: Pace) -> str:
    """Return which sentence says what is so, and whether it may name both figures."""
    shown, wanted = pace.weekly, least.weekly
    if weekly >= needed:
        return "against" if shown > wanted else "enough"
    if 2 * weekly < needed:
        return "against" if 2 * shown < wanted else "over_twice"
    if shown >= wanted:
        return "little_more"
    return "against" if 2 * shown >= wanted else "about_twice"
