"""Rows that begin on a day: prices and ways of getting in.

Of those that have begun only the latest is in force; the older ones are never sent. A row without
a day has begun before all others (design, three ways).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Protocol, TypeVar


class Dated(Protocol):
    """A price or a way of getting in."""

    @property
    def begins(self) -> date | None:
        """First day; ``None`` is before all others."""
        ...


_RowT = TypeVar("_RowT", bound=Dated)


_AnyT = TypeVar("_AnyT")


def row_in_force(
    rows: Iterable[_AnyT], day: date, begins: Callable[[_AnyT], date | None]
) -> _AnyT | None:
    """Return the row that is in force on a day, or ``None``.

    Args:
        rows: Rows of any shape; of two that begin on one day the later one holds.
        day: The day.
        begins: Gives a row's first day; ``None`` is before all others.
    """
    begun = (row for row in rows if _first_day(begins(row)) <= day)
    held: _AnyT | None = None
    for row in begun:
        if held is None or _first_day(begins(row)) >= _first_day(begins(held)):
            held = row
    return held


def rows_to_send(rows: Sequence[_RowT], today: date) -> Sequence[tuple[int, _RowT]]:
    """Return the rows that are sent, with their places: the one in force and those to come.

    Where several begin on the day of the one in force, all of them are there.
    """
    current = row_in_force(rows, today, _begins) if len(rows) > 1 else None
    if current is None:
        return tuple(enumerate(rows))
    day = current.begins
    return [
        (place, row)
        for place, row in enumerate(rows)
        if row.begins == day or _first_day(row.begins) > today
    ]


def stored_rows(rows: Sequence[_RowT], today: date) -> list[tuple[date | None, _RowT]]:
    """Return the row in force, without its day, and those to come, by their day."""
    current = row_in_force(rows, today, _begins)
    now = [] if current is None else [(None, current)]
    coming = [(row.begins, row) for row in rows if row.begins and row.begins > today]
    return [*now, *sorted(coming, key=lambda item: item[0])]


def repeated_days(sent: Iterable[tuple[int, _RowT]]) -> Iterator[tuple[int, _RowT]]:
    """Yield those of the rows that are sent that begin on the same day as one before them."""
    seen: set[date | None] = set()
    for place, row in sent:
        if row.begins in seen:
            yield place, row
        seen.add(row.begins)


def _begins(row: Dated) -> date | None:
    return row.begins


def _first_day(begins: date | None) -> date:
    return begins or date.min
