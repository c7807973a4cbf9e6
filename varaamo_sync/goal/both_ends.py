"""A move from one booking system to another, seen from both ends at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from enum import StrEnum

from varaamo_sync.goal.room_progress import Progress, RoomProgress
from varaamo_sync.goal.stage_counts import Stage
from varaamo_sync.model import Earlier, Room, ServiceUnit
from varaamo_sync.startup.fast_dataclass import dataclass


class Whereabouts(StrEnum):
    """In which of two booking systems a room is, as a draft or shown."""

    OLD = "old"
    """In the one that is left alone."""
    BOTH = "both"
    """In both."""
    NEW = "new"
    """In the one that is moved to alone."""
    NEITHER = "neither"
    """In none of them."""
    UNKNOWN = "unknown"
    """One of them did not tell."""


@dataclass(frozen=True, slots=True)
class RoomAtBothEnds:
    """A room of the catalogue, as two booking systems show it.

    Attributes:
        old: How far it is in the one that is left.
        new: How far it is in the one that is moved to.
    """

    old: RoomProgress
    new: RoomProgress

    @property
    def room(self) -> Room:
        """The room of the catalogue."""
        return self.new.room

    @property
    def whereabouts(self) -> Whereabouts:
        """Where it is; what one of the two did not tell is no absence."""
        here, there = _is_there(self.old), _is_there(self.new)
        if here is None or there is None:
            return Whereabouts.UNKNOWN
        if here and there:
            return Whereabouts.BOTH
        if not (here or there):
            return Whereabouts.NEITHER
        return Whereabouts.OLD if here else Whereabouts.NEW

    @property
    def bookable_twice(self) -> bool:
        """Whether residents can book it in both, so the same hour may be given away twice."""
        return self.old.stage.bookable and self.new.stage.bookable

    @property
    def bookable_no_more(self) -> bool:
        """Whether residents could book it before, and can in neither now."""
        known = Stage.UNKNOWN not in (self.old.stage, self.new.stage)
        could = Earlier.BOOKABLE in (self.old.earlier, self.new.earlier)
        return known and could and not (self.old.stage.bookable or self.new.stage.bookable)


@dataclass(frozen=True, slots=True)
class EndCounts:
    """How many rooms are where, and where they can be booked."""

    old: int = 0
    both: int = 0
    new: int = 0
    neither: int = 0
    unknown: int = 0
    bookable_old: int = 0
    bookable_new: int = 0
    bookable_twice: int = 0

    @property
    def total(self) -> int:
        """Number of rooms."""
        return self.old + self.both + self.new + self.neither + self.unknown


@dataclass(frozen=True, slots=True)
class BothEnds:
    """How far a move is: every room that both surveys were asked for.

    Attributes:
        old: The survey of the booking system that is left.
        new: The survey of the one that is moved to.
        rooms: The rooms, in catalogue order.
    """

    old: Progress
    new: Progress
    rooms: tuple[RoomAtBothEnds, ...]

    @property
    def complete(self) -> bool:
        """Whether no room of the catalogue is missing from either survey."""
        return self.old.complete and self.new.complete

    def in_place(self, whereabouts: Whereabouts) -> tuple[RoomAtBothEnds, ...]:
        """Return the rooms that are somewhere."""
        return tuple(one for one in self.rooms if one.whereabouts is whereabouts)

    def counts(self, unit: ServiceUnit | None = None) -> EndCounts:
        """Return the counts of a service unit, or of all."""
        rooms = [one for one in self.rooms if unit in (None, one.room.service_unit)]
        places = Counter(one.whereabouts for one in rooms)
        return EndCounts(
            **{place.value: places[place] for place in Whereabouts},
            bookable_old=sum(one.old.stage.bookable for one in rooms),
            bookable_new=sum(one.new.stage.bookable for one in rooms),
            bookable_twice=sum(one.bookable_twice for one in rooms),
        )


def compare_ends(
    old: Progress, new: Progress, units: Collection[ServiceUnit] = tuple(ServiceUnit)
) -> BothEnds:
    """Hold two surveys of one catalogue against each other, room by room.

    Args:
        old: The survey of the booking system that is left.
        new: The survey of the one that is moved to.
        units: Service units whose rooms are compared.
    """
    before = {item.room.key: item for item in old.rooms}
    rooms = tuple(
        RoomAtBothEnds(before[item.room.key], item)
        for item in new.rooms
        if item.room.key in before and item.room.service_unit in units
    )
    return BothEnds(old, new, rooms)


def _is_there(item: RoomProgress) -> bool | None:
    """Tell whether a booking system has a room; nothing where that is not known."""
    if item.evidence.pk is not None:
        return True
    return None if item.stage is Stage.UNKNOWN else False
