"""Whether the binding goal is met, per service unit and in all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from varaamo_sync.goal.progress import Progress, RoomProgress
from varaamo_sync.goal.stages import Stage
from varaamo_sync.rooms import ServiceUnit


class Outlook(StrEnum):
    """Whether a goal is met."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class UnitStatus:
    """The goal for one service unit.

    Attributes:
        outlook: Whether it is met.
        missing: Rooms that belong to the goal and cannot be booked yet.
    """

    unit: ServiceUnit
    outlook: Outlook
    missing: tuple[RoomProgress, ...]


@dataclass(frozen=True, slots=True)
class GoalStatus:
    """The goal in all service units."""

    units: Mapping[ServiceUnit, UnitStatus]

    @property
    def outlook(self) -> Outlook:
        """Met when every service unit meets it; unknown when only unknown rooms are missing."""
        outlooks = {status.outlook for status in self.units.values()}
        for outlook in (Outlook.NOT_MET, Outlook.UNKNOWN):
            if outlook in outlooks:
                return outlook
        return Outlook.MET


def evaluate(progress: Progress) -> GoalStatus:
    """Return whether the goal is met.

    It is met for a service unit when at least one of its rooms belongs to the goal and every
    such room can be booked (design: *From a room to the goal*).
    """
    return GoalStatus({unit: _unit_status(unit, progress.of(unit)) for unit in ServiceUnit})


def _unit_status(unit: ServiceUnit, rooms: tuple[RoomProgress, ...]) -> UnitStatus:
    belonging = [item for item in rooms if item.room.goal]
    missing = tuple(item for item in belonging if not item.stage.bookable)
    if belonging and not missing:
        outlook = Outlook.MET
    elif belonging and all(item.stage is Stage.UNKNOWN for item in missing):
        outlook = Outlook.UNKNOWN
    else:
        outlook = Outlook.NOT_MET
    return UnitStatus(unit, outlook, missing)
