"""Rooms that belong to the binding goal and would not count for it."""

from __future__ import annotations

from collections.abc import Iterator

from varaamo_sync.findings import Level, Owner, Severity
from varaamo_sync.model import BookingKind
from varaamo_sync.rules.context import Context
from varaamo_sync.rules.rule import Hit, a_room, rule


@rule(
    id="goal-season-only",
    severity=Severity.WARNING,
    level=Level.QUALITY,
    owner=Owner.UNIT,
    bad=a_room(booking={"kind": "season"}),
    good=a_room(booking={"kind": "season"}, goal=False),
)
def goal_season_only(context: Context) -> Iterator[Hit]:
    """A room that is applied for by season only is never one that a resident can book."""
    for place, booking in context.bookings():
        if booking.kind is BookingKind.SEASON and context.catalogue.rooms[place].goal:
            yield Hit(place, ("booking", "kind"))


@rule(
    id="goal-handled-by-staff",
    severity=Severity.HINT,
    level=Level.QUALITY,
    owner=Owner.UNIT,
    bad=a_room(booking={"handling": True}),
    good=a_room(booking={"handling": True}, goal=False),
)
def goal_handled_by_staff(context: Context) -> Iterator[Hit]:
    """Handling by staff does not keep a room from being ready, but makes residents wait."""
    for place, booking in context.bookings():
        if booking.handling and context.catalogue.rooms[place].goal:
            yield Hit(place, ("booking", "handling"))
