"""The days that some periods leave: of every year, or of all time."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from itertools import pairwise

from varaamo_sync.model.hours import YearDay
from varaamo_sync.workbooks.cells.hours.statements import NotUnderstood

Ends = tuple[str | None, str | None]
"""First and last day as a catalogue writes them; ``None`` is since ever, or for ever."""

_LEAP = 2024


def other_days(taken: list[Ends]) -> list[Ends]:
    """Return the days that are in none of some periods.

    Raises:
        NotUnderstood: Some are of every year and others of one, or they overlap.
    """
    if not taken:
        return [(None, None)]
    yearly = {len(day) == len("mm-dd") for ends in taken for day in ends if day}
    if len(yearly) > 1:
        raise NotUnderstood("")
    return _of_every_year(taken) if yearly.pop() else _of_all_time(taken)


def _of_every_year(taken: list[Ends]) -> list[Ends]:
    ordered = sorted((first or "", last or "") for first, last in taken)
    if any(last >= following for (_, last), (following, _) in pairwise(ordered)):
        raise NotUnderstood("")
    (first, _), (_, last) = ordered[0], ordered[-1]
    if last < ordered[-1][0] and last >= first:  # it goes on in January, into the first one
        raise NotUnderstood("")
    left: list[Ends] = []
    for (_, end), (start, _) in pairwise([*ordered, ordered[0]]):
        begins, ends = _beside(end, 1), _beside(start, -1)
        if begins != start:
            left.append((begins, ends))
    return left


def _beside(day: str, step: int) -> str:
    """Return the day of every year after one, or before; 29 February is one of them."""
    month, number = map(int, day.split("-"))
    number += step
    if number < 1:
        month = (month - 2) % 12 + 1
        number = monthrange(_LEAP, month)[1]
    elif number > monthrange(_LEAP, month)[1]:
        month, number = month % 12 + 1, 1
    return YearDay(f"{month:02}-{number:02}")


def _of_all_time(taken: list[Ends]) -> list[Ends]:
    left: list[Ends] = []
    start: date | None = date.min
    for first, last in sorted(map(_as_dates, taken)):
        if start is None or first < start or last < first:
            raise NotUnderstood("")
        if first > start:
            left.append((_said(start), _said(first - timedelta(days=1))))
        start = None if last == date.max else last + timedelta(days=1)
    return left if start is None else [*left, (_said(start), None)]


def _as_dates(ends: Ends) -> tuple[date, date]:
    first, last = ends
    return (
        date.fromisoformat(first) if first else date.min,
        date.fromisoformat(last) if last else date.max,
    )


def _said(day: date) -> str | None:
    return None if day == date.min else day.isoformat()
