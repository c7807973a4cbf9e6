"""Rooms that belong to the binding goal and would not count for it."""

from __future__ import annotations

from varaamo_sync.model import BookingKind
from varaamo_sync.rules.room_view import RoomView
from varaamo_sync.rules.rule import Hits, a_room, hit, quality_hint, quality_warning


@quality_warning(
    "goal-season-only",
    bad=a_room(booking={"kind": "season"}),
    good=a_room(booking={"kind": "season"}, goal=False),
)
def goal_season_only(room: RoomView) -> Hits:
    """A room that is applied for by season only is never one that a resident can book."""
    if room.booking.kind is BookingKind.SEASON and room.entry.goal:
        yield hit("booking", "kind")


@quality_hint(
    "goal-handled-by-staff",
    bad=a_room(booking={"handling": True}),
    good=a_room(booking={"handling": True}, goal=False),
)
def goal_handled_by_staff(room: RoomView) -> Hits:
    """Handling by staff does not keep a room from being ready, but makes residents wait."""
    if room.booking.handling and room.entry.goal:
        yield hit("booking", "handling")
