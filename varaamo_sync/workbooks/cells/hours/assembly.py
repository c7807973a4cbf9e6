"""Hours of what a cell says, one statement after the other."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from varaamo_sync.model import Hours, OpenTimes
from varaamo_sync.model.hours import format_weekdays
from varaamo_sync.workbooks.cells.hours.other_days import Ends, other_days
from varaamo_sync.workbooks.cells.hours.statements import NotUnderstood, Statement

_Week = dict[int, OpenTimes]


class Assembly:
    """Puts statements together.

    A week for which no days of the year are said holds on those that no other week has: whoever
    writes *ma–pe 8–16, 1.6.–31.8. ma–pe 9–15* means that summer is otherwise.
    """

    def __init__(self) -> None:
        self._weeks: dict[str | None, _Week] = {}
        self._exceptions: dict[str, OpenTimes] = {}
        self._inherits = False
        self._around: Statement | None = None

    def add(self, one: Statement) -> None:
        """Take in a statement.

        Raises:
            NotUnderstood: It cannot be, or contradicts one before it.
        """
        _check(one)
        if one.holidays or _is_exception(one):
            self._except(one)
            return
        if one.inherits:
            if self._inherits or self._weeks:
                raise NotUnderstood(one.text)
            self._inherits = True
        elif not one.days:
            raise NotUnderstood(one.text)
        week = self._weeks.setdefault(self._dates_of(one), {})
        for day in one.days:
            if week.setdefault(day, one.times) != one.times:
                raise NotUnderstood(one.text, "twice")
        self._around = one if one.dates else self._around
        if self._around is not None:
            self._around.broken = self._around.broken or one.broken

    def _except(self, one: Statement) -> None:
        if one.days or one.since or one.until or one.inherits:
            raise NotUnderstood(one.text)
        for name in one.named:
            if self._exceptions.setdefault(name, one.times) != one.times:
                raise NotUnderstood(one.text, "twice")

    def _dates_of(self, one: Statement) -> str | None:
        """Return the days of the year on which weekdays hold: its own, or those said before."""
        if one.exceptional or len(one.dates) > 1 or (one.otherwise and one.dates):
            raise NotUnderstood(one.text)
        if one.otherwise:
            self._around = None
        if not one.dates and self._around is not None and not one.inherits:
            if self._around.broken:  # of those days still, or of the whole year?
                raise NotUnderstood(one.text)
            one = self._around
        if not one.dates:
            return None
        (dates,) = one.dates
        if one.since:
            return f"{dates}.."
        return f"..{dates}" if one.until else dates

    def hours(self, *, by_hand: bool) -> Hours:
        """Return what all of it makes.

        Args:
            by_hand: Whether it is said that somebody keeps the hours elsewhere.

        Raises:
            NotUnderstood: It makes no hours.
        """
        if by_hand and self._weeks:
            raise NotUnderstood("")
        entry = self._periods()
        if self._inherits:
            entry["inherit"] = "venue"
        if by_hand:
            entry["kept_in"] = "hauki"
        if self._exceptions:
            entry["exceptions"] = self._exceptions
        if not entry:
            raise NotUnderstood("")
        return Hours.model_validate(entry)

    def _periods(self) -> dict[str, Any]:
        for week in self._weeks.values():
            if not self._inherits and all(times.closed for times in week.values()):
                raise NotUnderstood("")  # only that it is closed, and not when it is open
        found = [(_ends(dates), week) for dates, week in self._weeks.items() if dates is not None]
        base = self._weeks.get(None)
        if base is not None:
            taken = [ends for ends, _ in found]
            found = [*((ends, base) for ends in other_days(taken)), *found]
        said = [_period(ends, week) for ends, week in found]
        if len(said) > 1 and self._inherits:
            raise NotUnderstood("")
        return {"periods": said} if len(said) > 1 else said[0] if said else {}


def _check(one: Statement) -> None:
    """Make sure that times end after they begin, and that a season has its days."""
    if any(span.goes_backwards or span.is_empty for span in one.spans):
        raise NotUnderstood(one.text, "order")
    if any(a.overlaps(b) for a, b in pairwise(sorted(one.spans))):
        raise NotUnderstood(one.text)
    ends = one.since + one.until
    if ends > 1 or (ends and len(one.dates) != 1) or (one.season and not one.dates):
        raise NotUnderstood(one.text, one.lack)


def _is_exception(one: Statement) -> bool:
    """Whether its days of the year are exceptional: closed, single, or said to be."""
    if not one.dates or one.days or one.inherits or one.since or one.until:
        return False
    return one.closed or one.exceptional or all(".." not in day for day in one.dates)


def _ends(dates: str) -> Ends:
    first, between, last = dates.partition("..")
    return (first or None, last or None) if between else (dates, dates)


def _period(ends: Ends, week: _Week) -> dict[str, Any]:
    names = zip(("from", "until"), ends, strict=True)
    said: dict[str, Any] = {name: day for name, day in names if day is not None}
    by_times: dict[OpenTimes, list[int]] = {}
    for day, times in sorted(week.items()):
        if not times.closed:
            by_times.setdefault(times, []).append(day)
    return said | {format_weekdays(tuple(days)): times for times, days in by_times.items()}
