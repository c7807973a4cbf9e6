"""Rooms that nobody can book because they have no opening hours, venue by venue."""

from __future__ import annotations

from collections.abc import Iterable

from varaamo_sync.goal.evidence import Reason
from varaamo_sync.goal.room_progress import RoomProgress
from varaamo_sync.model import Venue
from varaamo_sync.startup.fast_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class MissingHours:
    """The rooms of a venue that lack opening hours.

    Attributes:
        venue: The venue.
        rooms: Those whose hours can be set.
        not_linked: Those that the opening-hours system does not know: they must be linked first.
    """

    venue: Venue
    rooms: tuple[RoomProgress, ...] = ()
    not_linked: tuple[RoomProgress, ...] = ()

    @property
    def numbers(self) -> tuple[int, ...]:
        """Numbers in the booking system of the rooms whose hours can be set."""
        return tuple(item.evidence.pk for item in self.rooms if item.evidence.pk is not None)


def missing_hours(rooms: Iterable[RoomProgress]) -> tuple[MissingHours, ...]:
    """Return the venues whose rooms lack opening hours, most rooms first.

    Rooms for whose hours nobody has to do anything are left out.
    """
    by_venue: dict[str, list[RoomProgress]] = {}
    for item in rooms:
        told = item.evidence.no_hours
        if told is not None and told.passes:
            continue
        if item.reason in (Reason.NO_OPENING_HOURS, Reason.NOT_LINKED):
            by_venue.setdefault(item.room.venue.identity, []).append(item)
    found = [
        MissingHours(
            items[0].room.venue,
            tuple(item for item in items if item.reason is Reason.NO_OPENING_HOURS),
            tuple(item for item in items if item.reason is Reason.NOT_LINKED),
        )
        for items in by_venue.values()
    ]
    return tuple(sorted(found, key=lambda item: -len(item.rooms) - len(item.not_linked)))
