"""Rows that begin on a day: prices and ways of getting in.

Of those that have begun only the latest is in force; the older ones are never sent. A row without
a day has begun before all others (design, three ways).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Protocol, TypeVar


class Dated(Protocol):
    """A price or a way of getting in."""

    @property
    def begins(self) -> date | None:
        """First day; ``None`` is before all others."""
        ...


_RowT = TypeVar("_RowT", bound=Dated)


def in_force(rows: Sequence[Dated], today: date) -> int | None:
    """Return the place of the row in force, or ``None``."""
    best: int | None = None
    latest = date.min
    for place, row in enumerate(rows):
        begins = row.begins or date.min
        if latest <= begins <= today:  # of two of one day the later one in the file
            best, latest = place, begins
    return best


def passed(rows: Sequence[Dated], today: date) -> Collection[int]:
    """Return the places of rows that another row has followed already."""
    if len(rows) < 2:
        return ()
    current = in_force(rows, today)
    return [
        place
        for place, row in enumerate(rows)
        if place != current
        and (row.begins or date.min) <= today
        and current is not None
        and row.begins != rows[current].begins
    ]


def doubles(rows: Sequence[Dated], today: date) -> Iterator[tuple[int, str]]:
    """Yield the place and the day of each row that begins on the same day as one before it."""
    if len(rows) < 2:
        return
    gone = passed(rows, today)
    seen: set[date | None] = set()
    for place, row in enumerate(rows):
        if place in gone:
            continue
        if row.begins in seen:
            yield place, row.begins.isoformat() if row.begins else "–"
        seen.add(row.begins)


def sent(rows: Sequence[_RowT] | None, today: date) -> Sequence[tuple[int, _RowT]]:
    """Return the rows that are sent, with their places: the one in force and those to come."""
    if not rows or len(rows) == 1:
        return tuple(enumerate(rows or ()))
    gone = passed(rows, today)
    return [(place, row) for place, row in enumerate(rows) if place not in gone]
