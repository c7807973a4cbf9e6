"""When a room is open to bookings: set by hand, or taken over from the opening-hours system."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Protocol

from varaamo_sync.sandbox.data.availability import HELSINKI
from varaamo_sync.sandbox.data.database import Database
from varaamo_sync.startup.fast_dataclass import dataclass

OPENS, CLOSES = time(8), time(22)
"""Daily hours of a room whose hours were set by hand."""

Span = tuple[datetime, datetime]
"""Beginning and end of a time within which a room is open."""


class RoomHours(Protocol):
    """The hours of a room."""

    @property
    def fully_booked(self) -> bool:
        """Whether every one of them is taken."""
        ...

    def between(self, first: date, last: date) -> Iterator[Span]:
        """Yield the times that touch some days, in order."""
        ...


@dataclass(frozen=True, slots=True)
class SetHours:
    """The same hours every day, set by hand.

    Attributes:
        until: The last day of them; ``None`` for ever.
        fully_booked: Whether every one of them is taken.
    """

    until: date | None
    fully_booked: bool

    def between(self, first: date, last: date) -> Iterator[Span]:
        """Yield the times of some days."""
        last = min(last, self.until or last)
        while first <= last:
            yield (
                datetime.combine(first, OPENS, HELSINKI),
                datetime.combine(first, CLOSES, HELSINKI),
            )
            first += timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TakenHours:
    """Hours as they were taken over.

    Attributes:
        spans: Times, in order.
    """

    spans: Sequence[Sequence[str]]
    fully_booked: bool = False

    def between(self, first: date, last: date) -> Iterator[Span]:
        """Yield the times that touch some days."""
        begin = datetime.combine(first, time(), HELSINKI)
        end = datetime.combine(last, time(), HELSINKI) + timedelta(days=1)
        for opens, closes in self.spans:
            span = datetime.fromisoformat(opens), datetime.fromisoformat(closes)
            if span[1] > begin and span[0] < end:
                yield span[0].astimezone(HELSINKI), span[1].astimezone(HELSINKI)


def hours_of(database: Database, room: int) -> RoomHours | None:
    """Return the hours of a room; ``None`` where it has no link to their system.

    Those that were set by hand hold until the other system says something new.
    """
    row = database.row("SELECT * FROM hours WHERE reservationUnit = ?", room)
    if row is not None:
        until = date.fromisoformat(row["until"]) if row["until"] else None
        return SetHours(until, bool(row["fullyBooked"]))
    spans = database.value("SELECT spans FROM hoursLink WHERE reservationUnit = ?", room)
    return None if spans is None else TakenHours(json.loads(spans))
