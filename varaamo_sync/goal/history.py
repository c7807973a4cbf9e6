"""History: what was counted on a day, by this tool or by hand before it existed.

The two are never mixed: a surveyed count can be traced to rooms, a reported one is text as
somebody wrote it.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import field, replace
from enum import StrEnum
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from varaamo_sync.errors import CatalogueIncomplete
from varaamo_sync.goal.stage_counts import Counts, Stage
from varaamo_sync.model import HELSINKI, Earlier, ServiceUnit
from varaamo_sync.startup.fast_dataclass import dataclass

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from varaamo_sync.goal.room_progress import Progress

_FORMAT = 1


class Source(StrEnum):
    """Where counts come from."""

    SURVEYED = "surveyed"
    """Derived from what the booking system showed."""
    REPORTED = "reported"
    """Written down by a person."""


@dataclass(frozen=True, slots=True)
class SurveyedUnit:
    """Rooms of one service unit, by key, as a survey found them.

    Attributes:
        stages: Keys by stage, in catalogue order; each room stands in one stage.
        viewable: Keys of rooms that were shown before the goal began, but not bookable.
        goal: Keys of rooms that belong to the goal.
        note: The note (*Huomiot*) of that day.
        files: Files of the catalogue that the rooms stood in.
        pks: Number in the booking system of each room that was there, by key: a room whose key
            is changed later is known again by it. Empty in entries of older versions.
    """

    stages: Mapping[Stage, tuple[str, ...]] = field(default_factory=dict)
    viewable: tuple[str, ...] = ()
    goal: tuple[str, ...] = ()
    note: str = ""
    files: tuple[str, ...] = ()
    pks: Mapping[str, int] = field(default_factory=dict)

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of all rooms."""
        return tuple(key for keys in self.stages.values() for key in keys)

    @property
    def counts(self) -> Counts:
        """The counts, which are never anything but the number of the rooms."""
        return Counts(
            viewable=len(self.viewable),
            **{stage.value: len(self.stages.get(stage, ())) for stage in Stage},
        )

    @property
    def bookable(self) -> frozenset[str]:
        """Keys of rooms that residents could book."""
        return frozenset(
            key for stage, keys in self.stages.items() if stage.bookable for key in keys
        )

    @property
    def unknown(self) -> frozenset[str]:
        """Keys of rooms that could not be read."""
        return frozenset(self.stages.get(Stage.UNKNOWN, ()))

    @property
    def missing(self) -> tuple[str, ...]:
        """Keys of rooms that belonged to the goal and could not be booked."""
        bookable = self.bookable
        return tuple(key for key in self.goal if key not in bookable)

    @property
    def short(self) -> int:
        """How many more bookable rooms it took; a unit without any goal room needs one."""
        return len(self.missing) if self.goal else 1


@dataclass(frozen=True, slots=True)
class ReportedUnit:
    """One row of a table that was kept by hand: text to the letter, doubt included.

    Attributes:
        note: The note (*Huomiot*).
    """

    prepared: str = ""
    in_progress: str = ""
    ready: str = ""
    earlier: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Dropped:
    """That an entry counts no more.

    Attributes:
        reason: Why.
        date: The day on which it was dropped.
    """

    reason: str
    date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """Counts on a day (*seurantamerkintä*).

    Attributes:
        date: The day, in Helsinki.
        source: Whether the counts were surveyed or reported.
        taken: Surveyed: when the booking system was read.
        origin: Surveyed: which booking system; ``None`` in entries of 0.1.0, whose store knows.
        surveyed: Surveyed: rooms by service unit.
        reported: Reported: the table's rows by service unit.
        forecast: Reported: what was said of the goal, in the words of that day.
        complete: Whether no room is missing from the counts; others are shown, never kept.
        dropped: That and why it counts no more; it stays to be seen.
    """

    date: dt.date
    source: Source
    taken: dt.datetime | None = None
    origin: str | None = None
    surveyed: Mapping[ServiceUnit, SurveyedUnit] = field(default_factory=dict)
    reported: Mapping[ServiceUnit, ReportedUnit] = field(default_factory=dict)
    forecast: str = ""
    complete: bool = True
    dropped: Dropped | None = None

    @property
    def id(self) -> str:
        """What tells it from others: the same wherever it is kept, ten letters and digits.

        A survey is told by its booking system and its moment, a report by what it says.
        """
        if self.taken is not None:
            said = f"{self.origin}|{self.taken.astimezone(dt.UTC).isoformat()}"
        else:
            undropped = replace(self, dropped=None)
            values = _adapter().dump_python(undropped, mode="json", exclude_defaults=True)
            said = json.dumps(values, sort_keys=True)
        return sha256(said.encode()).hexdigest()[:10]


def rows_of(
    progress: Progress, notes: Mapping[ServiceUnit, str] | None = None
) -> dict[ServiceUnit, SurveyedUnit]:
    """Return the rooms of every service unit by stage."""
    return {unit: _row(progress, unit, (notes or {}).get(unit, "")) for unit in ServiceUnit}


def _row(progress: Progress, unit: ServiceUnit, note: str) -> SurveyedUnit:
    items = progress.of(unit)
    stages = {
        stage: tuple(item.room.key for item in items if item.stage is stage) for stage in Stage
    }
    return SurveyedUnit(
        stages={stage: keys for stage, keys in stages.items() if keys},
        viewable=tuple(item.room.key for item in items if item.earlier is Earlier.VIEWABLE),
        goal=tuple(item.room.key for item in items if item.room.goal),
        note=note,
        files=tuple(name for name, of in (progress.coverage.files or {}).items() if of is unit),
        pks={i.room.key: i.evidence.pk for i in items if i.evidence.pk is not None},
    )


def entry_to_record(
    progress: Progress, notes: Mapping[ServiceUnit, str] | None = None
) -> HistoryEntry:
    """Return the history entry of a survey.

    Args:
        progress: How far every room is.
        notes: Notes (*Huomiot*) per service unit.

    Raises:
        ValueError: Nothing was read, so there is nothing to record.
        CatalogueIncomplete: Rooms may be missing from the counts: not all of the catalogue could
            be read.
    """
    if progress.taken is None:
        raise ValueError("what was not read cannot be recorded")
    if not progress.complete:
        coverage = progress.coverage
        lost = (name for names in coverage.lost.values() for name in names)
        raise CatalogueIncomplete(sorted({*coverage.broken, *lost}), sorted(coverage.unread))
    return entry_to_show(progress, notes)


def entry_to_show(
    progress: Progress, notes: Mapping[ServiceUnit, str] | None = None
) -> HistoryEntry:
    """Return what a survey counts, to be shown; only ``entry_to_record`` returns what may be kept.

    Raises:
        ValueError: Nothing was read.
    """
    if progress.taken is None:
        raise ValueError("what was not read cannot be counted")
    return HistoryEntry(
        date=progress.taken.astimezone(HELSINKI).date(),
        source=Source.SURVEYED,
        taken=progress.taken,
        origin=progress.origin,
        surveyed=rows_of(progress, notes),
        complete=progress.complete,
    )


@cache
def _adapter() -> TypeAdapter[HistoryEntry]:
    from pydantic import TypeAdapter  # few ask for JSON

    return TypeAdapter(HistoryEntry)


def entry_as_dict(entry: HistoryEntry) -> dict[str, Any]:
    """Return an entry as JSON values; surveyed counts stand beside the rooms behind them.

    Raises:
        ValueError: Rooms are missing from its counts, so it is not to be kept.
    """
    if not entry.complete:
        raise ValueError("counts that rooms are missing from are not kept")
    values: dict[str, Any] = _adapter().dump_python(entry, mode="json", exclude_defaults=True)
    for unit, row in entry.surveyed.items():
        counts = row.counts
        values["surveyed"][unit.value]["counts"] = {
            stage.value: getattr(counts, stage.value) for stage in Stage
        } | {"earlier_viewable": counts.viewable}
    return {"format": _FORMAT} | values


def entry_from_dict(values: Mapping[str, Any]) -> HistoryEntry:
    """Return an entry as ``entry_as_dict`` wrote it.

    Raises:
        ValueError: It is something else, or of a later version.
    """
    if not isinstance(values, Mapping) or values.get("format") != _FORMAT:
        raise ValueError("not a history entry of this version")
    return _adapter().validate_python(dict(values))
