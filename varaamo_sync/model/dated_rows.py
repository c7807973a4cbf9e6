"""Rows that begin on a day: prices and ways of getting in.

Of those that have begun only the latest is in force; the older ones are never sent. A row without
a day has begun before all others (design, three ways).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Protocol, TypeVar


class Dated(Protocol):
    """A price or a way of getting in."""

    @property
    def begins(self) -> date | None:
        """First day; ``None`` is before all others."""
        ...


_RowT = TypeVar("_RowT", bound=Dated)


def row_in_force(rows: Sequence[Dated], today: date) -> int | None:
    """Return the place of the row in force, or ``None``."""
    best: int | None = None
    latest = date.min
    for place, row in enumerate(rows):
        begins = row.begins or date.min
        if latest <= begins <= today:  # of two of one day the later one in the file
            best, latest = place, begins
    return best


def rows_to_send(rows: Sequence[_RowT], today: date) -> Sequence[tuple[int, _RowT]]:
    """Return the rows that are sent, with their places: the one in force and those to come.

    Where several begin on the day of the one in force, all of them are there.
    """
    current = row_in_force(rows, today) if len(rows) > 1 else None
    if current is None:
        return tuple(enumerate(rows))
    day = rows[current].begins
    return [
        (place, row)
        for place, row in enumerate(rows)
        if row.begins == day or (row.begins or date.min) > today
    ]


def stored_rows(rows: Sequence[_RowT], today: date) -> list[tuple[date | None, _RowT]]:
    """Return the row in force, without its day, and those to come, by their day."""
    current = row_in_force(rows, today)
    now = [] if current is None else [(None, rows[current])]
    coming = [(row.begins, row) for row in rows if row.begins and row.begins > today]
    return [*now, *sorted(coming, key=lambda item: item[0])]


def repeated_days(sent: Iterable[tuple[int, _RowT]]) -> Iterator[tuple[int, _RowT]]:
    """Yield those of the rows that are sent that begin on the same day as one before them."""
    seen: set[date | None] = set()
    for place, row in sent:
        if row.begins in seen:
            yield place, row
        seen.add(row.begins)
