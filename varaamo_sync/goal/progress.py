"""Counts per service unit, each of which can be traced to its rooms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from varaamo_sync.goal.stages import Reason, Stage, stage_of
from varaamo_sync.pairing import Match, Pair, pair
from varaamo_sync.rooms import Catalogue, Earlier, Room, ServiceUnit
from varaamo_sync.snapshot import RemoteRoom, Snapshot


@dataclass(frozen=True, slots=True)
class RoomProgress:
    """One room's stage with what it rests on.

    Attributes:
        room: The room of the catalogue.
        stage: How far it is.
        reason: The first thing that stands in the way, or that it is bookable.
        remote: What the booking system has of it.
        recognised: How it was recognised there.
    """

    room: Room
    stage: Stage
    reason: Reason
    remote: RemoteRoom | None = None
    recognised: Match = Match.NONE

    @property
    def lost(self) -> bool:
        """Whether it was bookable before the goal began, and is no more."""
        return self.room.earlier is Earlier.BOOKABLE and self.stage is not Stage.EARLIER


@dataclass(frozen=True, slots=True)
class Counts:
    """Rooms by stage; the five always sum to the total.

    Attributes:
        viewable: Of all rooms, those that were shown before the goal began but not bookable.
    """

    prepared: int = 0
    in_progress: int = 0
    ready: int = 0
    earlier: int = 0
    unknown: int = 0
    viewable: int = 0

    @property
    def total(self) -> int:
        """Number of rooms."""
        return self.prepared + self.in_progress + self.ready + self.earlier + self.unknown


@dataclass(frozen=True)
class Progress:
    """How far every room of a catalogue is, at one moment.

    Attributes:
        taken: When the booking system was read; ``None`` when it was not.
        rooms: Every room, in catalogue order.
    """

    taken: datetime | None
    rooms: tuple[RoomProgress, ...]

    def of(self, unit: ServiceUnit) -> tuple[RoomProgress, ...]:
        """Return the rooms of a service unit."""
        return tuple(item for item in self.rooms if item.room.service_unit is unit)

    def counts(self, unit: ServiceUnit | None = None) -> Counts:
        """Return the counts of a service unit, or of all."""
        return count(self.rooms if unit is None else self.of(unit))


def count(rooms: Iterable[RoomProgress]) -> Counts:
    """Count rooms by stage."""
    found = list(rooms)
    by_stage = Counter(item.stage for item in found)
    return Counts(
        viewable=sum(item.room.earlier is Earlier.VIEWABLE for item in found),
        **{stage.value: by_stage[stage] for stage in Stage},
    )


def progress(catalogue: Catalogue, snapshot: Snapshot | None) -> Progress:
    """Return how far every room is.

    Args:
        catalogue: Rooms as wanted.
        snapshot: What the booking system showed; ``None`` when it could not be read: then
            every room is unknown, and none is guessed.

    Example:
        >>> from varaamo_sync import Catalogue, progress
        >>> progress(Catalogue(id="demo"), None).counts().total
        0
    """
    if snapshot is None:
        return Progress(
            None,
            tuple(
                RoomProgress(room, Stage.UNKNOWN, Reason.OPENING_NOT_READ)
                for room in catalogue.rooms
            ),
        )
    pairs: Mapping[str, Pair] = pair(catalogue, snapshot)
    rooms = []
    for item in pairs.values():
        stage, reason = stage_of(item)
        rooms.append(RoomProgress(item.room, stage, reason, item.remote, item.match))
    return Progress(snapshot.taken, tuple(rooms))
