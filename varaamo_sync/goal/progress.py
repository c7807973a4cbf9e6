"""Counts per service unit, each of which can be traced to its rooms."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from varaamo_sync.goal.evidence import (
    Evidence,
    Reason,
    evidence_as_dict,
    evidence_from_dict,
    evidence_of,
)
from varaamo_sync.goal.stages import Stage, stage_of
from varaamo_sync.pairing import Match, pair
from varaamo_sync.records import Pairing
from varaamo_sync.rooms import Catalogue, Earlier, Room, ServiceUnit, in_helsinki
from varaamo_sync.snapshot import Snapshot

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class RoomProgress:
    """One room's stage with what it rests on.

    Attributes:
        room: The room of the catalogue.
        stage: How far it is.
        reason: The first thing that stands in the way, or that it is bookable.
        evidence: What the booking system showed of it, and when that was read.
    """

    room: Room
    stage: Stage
    reason: Reason
    evidence: Evidence

    @property
    def lost(self) -> bool:
        """Whether it was bookable before the goal began, and by the evidence is no more."""
        known = self.stage not in (Stage.EARLIER, Stage.UNKNOWN)
        return self.room.earlier is Earlier.BOOKABLE and known

    @property
    def moment(self) -> dt.datetime | dt.date | None:
        """The moment that the reason speaks of: when something begins, or has ended."""
        return self.evidence.moment(self.reason)


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

    taken: dt.datetime | None
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


def progress(
    catalogue: Catalogue,
    snapshot: Snapshot | None,
    known: Mapping[str, Pairing] | None = None,
) -> Progress:
    """Return how far every room is.

    Args:
        catalogue: Rooms as wanted.
        snapshot: What the booking system showed; ``None`` when it could not be read: then
            every room is unknown, and none is guessed.
        known: Pairings that were proven before.

    Example:
        >>> from varaamo_sync import Catalogue, progress
        >>> progress(Catalogue(id="demo"), None).counts().total
        0
    """
    if snapshot is None:
        unread = Evidence()
        return Progress(None, tuple(_judged(room, unread) for room in catalogue.rooms))
    taken = snapshot.taken
    keys = Counter(room.key for room in catalogue.rooms)
    single = tuple(room for room in catalogue.rooms if keys[room.key] == 1)
    pairs = pair(catalogue.model_copy(update={"rooms": single}), snapshot, known)
    claims = Counter(item.remote.pk for item in pairs.values() if item.remote)
    # One remote room is never counted for two of ours, nor two of ours under one key.
    found = {
        key: evidence_of(item, taken)
        for key, item in pairs.items()
        if item.remote is None or claims[item.remote.pk] == 1
    }
    several = Evidence(read=taken, match=Match.SEVERAL)
    return Progress(
        taken, tuple(_judged(room, found.get(room.key, several)) for room in catalogue.rooms)
    )


def _judged(room: Room, evidence: Evidence) -> RoomProgress:
    return RoomProgress(room, *stage_of(room.earlier, evidence), evidence)


def survey_as_dict(progress: Progress) -> dict[str, Any]:
    """Return what was read of every room as JSON values, to be recalled without a network.

    Raises:
        ValueError: Nothing was read.
    """
    if progress.taken is None:
        raise ValueError("nothing was read")
    return {
        "format": _FORMAT,
        "taken": progress.taken.isoformat(),
        "rooms": {
            item.room.key: evidence_as_dict(item.evidence) | {"stage": item.stage.value}
            for item in progress.rooms
        },
    }


def recall(catalogue: Catalogue, survey: Mapping[str, Any]) -> Progress:
    """Return how far every room was when it was last read.

    Stages follow anew from the evidence. A room that the catalogue had not at that time is
    unknown.

    Args:
        catalogue: Rooms as wanted.
        survey: What ``survey_as_dict`` returned.

    Raises:
        ValueError: It is something else, or of a later version.
    """
    try:
        if survey["format"] != _FORMAT:
            raise ValueError("a survey of another version")
        taken = in_helsinki(dt.datetime.fromisoformat(survey["taken"]))
        rooms = {key: evidence_from_dict(values) for key, values in survey["rooms"].items()}
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError("not a survey") from error
    return Progress(
        taken,
        tuple(
            _judged(room, rooms[room.key])
            if room.key in rooms
            else RoomProgress(room, Stage.UNKNOWN, Reason.NOT_IN_SURVEY, Evidence(read=taken))
            for room in catalogue.rooms
        ),
    )
