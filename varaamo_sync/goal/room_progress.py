"""How far rooms are, as values: one room, and a whole catalogue."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import field
from typing import Any

from varaamo_sync.findings import Finding
from varaamo_sync.goal.evidence import Evidence, Reason, evidence_as_dict
from varaamo_sync.goal.stage_counts import Counts, Stage
from varaamo_sync.model import Coverage, Earlier, Lang, Room, ServiceUnit
from varaamo_sync.startup.fast_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class RoomProgress:
    """One room's stage with what it rests on.

    Attributes:
        room: The room of the catalogue.
        stage: How far it is.
        reason: The first thing that stands in the way, or that it is bookable. What the catalogue
            itself lacks comes before what the booking system shows.
        evidence: What the booking system showed of it, and when that was read.
        findings: Findings of the catalogue that keep it from residents.
        earlier: What it was before the goal began: as the catalogue states it, else as the room
            was when it was found.
    """

    room: Room
    stage: Stage
    reason: Reason
    evidence: Evidence
    findings: tuple[Finding, ...] = ()
    earlier: Earlier = Earlier.NONE

    @property
    def lost(self) -> bool:
        """Whether it was bookable before the goal began, and by the evidence is no more."""
        known = self.stage not in (Stage.EARLIER, Stage.UNKNOWN)
        return self.earlier is Earlier.BOOKABLE and known

    @property
    def moment(self) -> dt.datetime | dt.date | None:
        """The moment that the reason speaks of: when something begins, or has ended."""
        return self.evidence.moment(self.reason)

    def as_dict(self, lang: Lang) -> dict[str, Any]:
        """Return it as JSON values; ``lang`` is the language of the room's name."""
        return {
            "room": self.room.key,
            "name": self.room.label(lang),
            "service_unit": self.room.service_unit.value,
            "stage": self.stage.value,
            "reason": self.reason.value,
            "goal": self.room.goal,
            "earlier": self.earlier.value,
            "no_longer_bookable": self.lost,
            "pk": self.evidence.pk,
            "evidence": evidence_as_dict(self.evidence),
        }


@dataclass(frozen=True)
class Progress:
    """How far every room of a catalogue is, at one moment.

    Attributes:
        taken: When the booking system was read; ``None`` when it was not.
        rooms: Every room, in catalogue order; rooms of the files that could not be read stand at
            the end, *unknown*, with their key and nothing else.
        coverage: How much of its files the catalogue rests on.
        origin: Which booking system was read; ``None`` when none was.
    """

    taken: dt.datetime | None
    rooms: tuple[RoomProgress, ...]
    coverage: Coverage = field(default_factory=Coverage)
    origin: str | None = None

    @property
    def complete(self) -> bool:
        """Whether no room is missing: only then may the counts be kept."""
        return self.coverage.whole

    def of(self, unit: ServiceUnit) -> tuple[RoomProgress, ...]:
        """Return the rooms of a service unit.

        Raises:
            ValueError: There is no such service unit.
        """
        unit = ServiceUnit(unit)
        return tuple(item for item in self.rooms if item.room.service_unit is unit)

    def counts(self, unit: ServiceUnit | None = None) -> Counts:
        """Return the counts of a service unit, or of all."""
        return count(self.rooms if unit is None else self.of(unit))

    def as_dict(self, lang: Lang = "fi") -> dict[str, Any]:
        """Return it as JSON values, as ``schemas/progress.schema.json`` describes them.

        Args:
            lang: Language of the rooms' names.
        """
        return {
            "format_version": 1,
            "taken": self.taken.isoformat() if self.taken else None,
            "origin": self.origin,
            "complete": self.complete,
            "total": self.counts().as_dict(),
            "units": {unit.value: self.counts(unit).as_dict() for unit in ServiceUnit},
            "rooms": [item.as_dict(lang) for item in self.rooms],
        }


def count(rooms: Iterable[RoomProgress]) -> Counts:
    """Count rooms by stage."""
    found = list(rooms)
    by_stage = Counter(item.stage for item in found)
    return Counts(
        viewable=sum(item.earlier is Earlier.VIEWABLE for item in found),
        **{stage.value: by_stage[stage] for stage in Stage},
    )
