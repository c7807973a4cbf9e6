"""Whether the binding goal is met, per service unit and in all, and what is missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from varaamo_sync.findings import Finding
from varaamo_sync.goal.counts import add_findings
from varaamo_sync.goal.entry_lists import entries_that_count
from varaamo_sync.goal.forecast import Forecast, ForecastInput, forecast, pace_needed
from varaamo_sync.goal.history import (
    HistoryEntry,
    Source,
    SurveyedUnit,
    entry_to_show,
    rows_of,
)
from varaamo_sync.goal.next_actions import ActionGroup, Missing, group_actions
from varaamo_sync.goal.outlook import (
    Outlook,
    RequirementStatus,
    outlook_of,
    overall_outlook,
    requirements_on,
)
from varaamo_sync.goal.renames import rename_rooms
from varaamo_sync.goal.room_progress import Progress
from varaamo_sync.model import HELSINKI, GoalTerms, ServiceUnit
from varaamo_sync.startup.fast_dataclass import dataclass

ALL_UNITS = tuple(ServiceUnit)


@dataclass(frozen=True, slots=True)
class UnitStatus:
    """The goal for one service unit.

    Attributes:
        rooms_outlook: Whether it is met as far as the rooms go.
        rooms: Keys of the rooms that belong to the goal.
        missing: Rooms that belong to the goal and cannot be booked yet.
        left: Keys of rooms that belonged to the goal at an earlier survey, but do no more; none
            while rooms of the unit could not be read, for nobody can tell.
        needed: Rooms per week that must become bookable until the deadline.
        complete: Whether all of the unit's rooms could be read in the catalogue.
        requirements: What the goal requires beside rooms, with this unit's answers.
    """

    unit: ServiceUnit
    rooms_outlook: Outlook
    rooms: tuple[str, ...]
    missing: tuple[Missing, ...]
    left: tuple[str, ...] = ()
    needed: Fraction | None = None
    complete: bool = True
    requirements: tuple[RequirementStatus, ...] = ()

    @property
    def outlook(self) -> Outlook:
        """Whether it is met: by the rooms, and by all else that is required of the unit."""
        answers = (item.outlook_of(self.unit) for item in self.requirements)
        return overall_outlook((self.rooms_outlook, *answers))

    @property
    def short(self) -> int:
        """How many more bookable rooms it takes; a unit without any goal room needs one."""
        return len(self.missing) if self.rooms else 1


@dataclass(frozen=True, slots=True)
class GoalStatus:
    """The goal on one day.

    Attributes:
        goal: The goal as the catalogue states it.
        today: The day; ``None`` when neither a day was given nor anything was read.
        units: The goal for each service unit that was looked at.
        needed: Rooms per week that must become bookable until the deadline.
        forecast: What is to be expected.
        requirements: What it requires beside rooms, with the answers of these units by that day.
    """

    goal: GoalTerms
    today: dt.date | None
    units: Mapping[ServiceUnit, UnitStatus]
    needed: Fraction | None
    forecast: Forecast
    requirements: tuple[RequirementStatus, ...] = ()

    @property
    def outlook(self) -> Outlook:
        """Met when every service unit meets it; unknown when only what nobody knows is missing."""
        return overall_outlook(status.outlook for status in self.units.values())

    @property
    def rooms_outlook(self) -> Outlook:
        """Whether it is met as far as the rooms go."""
        return overall_outlook(status.rooms_outlook for status in self.units.values())

    @property
    def missing(self) -> tuple[Missing, ...]:
        """Every room that belongs to the goal and cannot be booked yet."""
        return tuple(room for status in self.units.values() for room in status.missing)

    @property
    def short(self) -> int:
        """How many more bookable rooms it takes."""
        return sum(status.short for status in self.units.values())

    @property
    def action_groups(self) -> tuple[ActionGroup, ...]:
        """What would move the goal, most rooms first."""
        return group_actions(self.missing)

    @property
    def days_left(self) -> int | None:
        """Days until the deadline, the last day included; negative when it has passed."""
        if self.goal.deadline is None or self.today is None:
            return None
        days = (self.goal.deadline - self.today).days
        return days + 1 if days >= 0 else days


def evaluate(
    goal: GoalTerms,
    progress: Progress,
    history: Sequence[HistoryEntry] = (),
    today: dt.date | None = None,
    *,
    findings: Iterable[Finding] = (),
    unread: Collection[ServiceUnit] = (),
    units: Collection[ServiceUnit] | None = None,
) -> GoalStatus:
    """Return whether the goal is met, what is missing, and what is to be expected.

    It is met for a service unit when at least one of its rooms belongs to the goal and every
    such room can be booked (design: *From a room to the goal*), and the unit has said yes to all
    that the goal requires beside rooms, by the day that is judged.

    Args:
        goal: The goal as the catalogue states it.
        progress: How far every room is.
        history: What was counted before, in any order; what was dropped, and surveys of other
            booking systems, count for nothing.
        today: The day; by default that on which the booking system was read.
        findings: What readiness and the reader found, where the progress does not have it yet;
            those that block a room are kept with it.
        unread: Service units whose rooms are not all known, beside those of which the progress
            itself says so: no such unit is said to meet the goal.
        units: Service units to look at; by default those that the goal is about.

    Example:
        >>> from varaamo_sync import Catalogue, evaluate, progress
        >>> catalogue = Catalogue(id="demo")
        >>> evaluate(catalogue.goal, progress(catalogue, None)).outlook
        <Outlook.NOT_MET: 'not_met'>
    """
    taken = progress.taken
    day = today or (taken.astimezone(HELSINKI).date() if taken else None)
    progress = add_findings(progress, findings)
    missing = {
        item.room.key: Missing(
            item.room.key, item.stage, item, item.findings, _is_late(item.moment, goal.deadline)
        )
        for item in progress.rooms
        if not item.stage.bookable
    }
    entry = entry_to_show(progress) if taken else None
    rows = entry.surveyed if entry else rows_of(progress)
    return _status(
        goal,
        rows=rows,
        entry=entry,
        history=entries_that_count(history, progress.origin),
        today=day,
        missing=missing,
        unread={*unread, *progress.coverage.units},
        units=(goal.units or ALL_UNITS) if units is None else units,
    )


def evaluate_entry(
    goal: GoalTerms,
    entry: HistoryEntry,
    history: Sequence[HistoryEntry] = (),
    today: dt.date | None = None,
    *,
    units: Collection[ServiceUnit] | None = None,
) -> GoalStatus:
    """Return how the goal stood by a surveyed entry; what was missing is known by key and stage.

    Args:
        goal: The goal as the catalogue states it.
        entry: What was surveyed last.
        history: What was counted before, in any order; see ``evaluate``.
        today: The day on which to judge; by default that of the entry.
        units: Service units to look at; by default those that the goal is about.

    Raises:
        ValueError: The entry is a reported one: its figures cannot be traced to rooms.
    """
    if entry.source is not Source.SURVEYED:
        raise ValueError("a reported entry cannot be evaluated")
    missing = {
        key: Missing(key, stage)
        for row in entry.surveyed.values()
        for stage, keys in row.stages.items()
        for key in keys
    }
    return _status(
        goal,
        rows=entry.surveyed,
        entry=entry,
        history=entries_that_count(history, entry.origin),
        today=today or entry.date,
        missing=missing,
        unread=(),
        units=(goal.units or ALL_UNITS) if units is None else units,
    )


def _status(
    goal: GoalTerms,
    *,
    rows: Mapping[ServiceUnit, SurveyedUnit],
    entry: HistoryEntry | None,
    history: Sequence[HistoryEntry],
    today: dt.date | None,
    missing: Mapping[str, Missing],
    unread: Collection[ServiceUnit],
    units: Collection[ServiceUnit],
) -> GoalStatus:
    upto = [item for item in history if today is None or item.date <= today]
    known = rename_rooms(upto, rows)

    def needed(count: int) -> Fraction | None:
        return None if today is None else pace_needed(count, goal.deadline, today)

    chosen = tuple(unit for unit in ServiceUnit if unit in units)
    required = requirements_on(goal, chosen, today)
    found = {}
    for unit in chosen:
        row, complete = rows.get(unit, SurveyedUnit()), unit not in unread
        status = UnitStatus(
            unit,
            outlook_of(row, complete=complete),
            row.goal,
            tuple(missing[key] for key in row.missing),
            _left(row, unit, known, goal.start) if complete else (),
            complete=complete,
            requirements=required,
        )
        found[unit] = replace(status, needed=needed(status.short))
    late = tuple(room.key for status in found.values() for room in status.missing if room.late)
    standing = ForecastInput(
        today=today or dt.date.min,
        outlook=overall_outlook(status.outlook for status in found.values()),
        rooms_outlook=overall_outlook(status.rooms_outlook for status in found.values()),
        entry=entry,
        needed=needed(sum(status.short for status in found.values())),
        late=late,
        units=tuple(found),
        complete=not set(unread) & set(found),
    )
    expected = forecast(goal, known, standing)
    return GoalStatus(goal, today, found, standing.needed, expected, required)


def _left(
    row: SurveyedUnit,
    unit: ServiceUnit,
    history: Sequence[HistoryEntry],
    start: dt.date | None,
) -> tuple[str, ...]:
    """Return keys that belonged to the goal once: a goal is not met by forgetting rooms."""
    once = {
        key: None
        for entry in history
        if start is None or entry.date >= start
        for key in entry.surveyed.get(unit, SurveyedUnit()).goal
    }
    belonging = set(row.goal)
    return tuple(sorted(key for key in once if key not in belonging))


def _is_late(moment: dt.datetime | dt.date | None, deadline: dt.date | None) -> bool:
    if moment is None or deadline is None:
        return False
    day = moment.astimezone(HELSINKI).date() if isinstance(moment, dt.datetime) else moment
    return day > deadline
