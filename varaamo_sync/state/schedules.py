"""Catalogues that are synced on a schedule, and what became of each run, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum

from varaamo_sync.model import Lang, ServiceUnit
from varaamo_sync.startup.fast_dataclass import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """A catalogue that is synced with a booking system, again and again.

    Attributes:
        name: What it is called; no two are called the same.
        origin: Scheme, host and port of the booking system.
        catalogue: Id of the catalogue.
        folder: Where workers find its files.
        target: Name of the booking system in the catalogue, where it has one.
        units: Service units that are synced, each by a job of its own; all by one job where none
            is named.
        cron: When: minute, hour, day of the month, month, weekday, in Helsinki's time.
        last: The latest moment for which it was put into the queue, or at which it was added.
    """

    name: str
    origin: str
    catalogue: str
    folder: str
    target: str | None = None
    units: tuple[ServiceUnit, ...] = ()
    cron: str
    last: datetime

    @property
    def jobs(self) -> tuple[SyncJob, ...]:
        """What is to be done each time."""
        return tuple(SyncJob(self.name, unit) for unit in self.units or (None,))


@dataclass(frozen=True, slots=True)
class SyncJob:
    """One sync that is to be done: of all service units, or of one.

    Attributes:
        schedule: Name of the schedule.
        unit: The service unit, or ``None`` for all.
    """

    schedule: str
    unit: ServiceUnit | None = None


class RunResult(StrEnum):
    """What became of a run."""

    DONE = "done"
    """Every room is there as the catalogue wants it."""
    INCOMPLETE = "incomplete"
    """Nothing failed; rooms are not ready, or a person must decide about some."""
    PARTLY = "partly"
    """Some rooms failed, are unknown or were not tried; the next run goes on."""
    FAILED = "failed"
    """Nothing was sent: see the problem."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of a job.

    Attributes:
        job: Which.
        begun: When it began.
        ended: When it ended.
        result: What became of it.
        rooms: How many rooms there are of each status.
        problem: Why it failed, or what could not be read or kept, in words of each language.
        fix: What to do about it, likewise.
        again: When it is tried again, if a person need not act first.
    """

    job: SyncJob
    begun: datetime
    ended: datetime
    result: RunResult
    rooms: Mapping[str, int] = field(default_factory=dict)
    problem: Mapping[Lang, str] = field(default_factory=dict)
    fix: Mapping[Lang, str] = field(default_factory=dict)
    again: datetime | None = None
