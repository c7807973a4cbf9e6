"""How the counts changed: since another day, and over time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import NamedTuple

from varaamo_sync.goal import HistoryEntry, Source, Stage, SurveyedUnit, timeline
from varaamo_sync.goal.renames import rename_rooms
from varaamo_sync.model import ServiceUnit
from varaamo_sync.startup.fast_dataclass import dataclass

_MOST_POINTS = 26
"""Days that a chart shows; of more, the last survey of each month stays."""


class Move(NamedTuple):
    """A room that is at another stage than before.

    Attributes:
        key: Its key.
        unit: Its service unit.
        before: Its stage before; ``None`` where it was not in the catalogue.
        after: Its stage now; ``None`` where it is in the catalogue no more.
    """

    key: str
    unit: ServiceUnit
    before: Stage | None
    after: Stage | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Counts held against earlier ones.

    Attributes:
        before: The earlier entry.
        after: The later one.
        moves: Rooms that moved, in the order of the units; none where one of the two was
            reported, for its figures cannot be traced to rooms.
    """

    before: HistoryEntry
    after: HistoryEntry
    moves: tuple[Move, ...] = ()

    @property
    def traceable(self) -> bool:
        """Whether both can be traced to rooms."""
        return self.before.source is self.after.source is Source.SURVEYED


def compare_entries(
    before: HistoryEntry, after: HistoryEntry, units: Collection[ServiceUnit]
) -> Comparison:
    """Return what changed from one entry to another.

    Args:
        before: The earlier entry.
        after: The later one.
        units: Service units that are looked at.
    """
    comparison = Comparison(before, after)
    if not comparison.traceable:
        return comparison
    (known,) = rename_rooms([before], after.surveyed)
    moves = (
        move
        for unit in ServiceUnit
        if unit in units
        for move in _moves(
            unit,
            known.surveyed.get(unit, SurveyedUnit()),
            after.surveyed.get(unit, SurveyedUnit()),
        )
    )
    return Comparison(known, after, tuple(moves))


def _moves(unit: ServiceUnit, old: SurveyedUnit, new: SurveyedUnit) -> Iterable[Move]:
    was, now = _stages(old), _stages(new)
    for key in dict.fromkeys([*now, *was]):
        if was.get(key) is not now.get(key):
            yield Move(key, unit, was.get(key), now.get(key))


def _stages(row: SurveyedUnit) -> dict[str, Stage]:
    return {key: stage for stage, keys in row.stages.items() for key in keys}


class Point(NamedTuple):
    """Rooms of the goal by stage on a day."""

    day: dt.date
    stages: dict[Stage, int]

    @property
    def bookable(self) -> int:
        """How many residents could book."""
        return sum(count for stage, count in self.stages.items() if stage.bookable)

    @property
    def total(self) -> int:
        """How many there were."""
        return sum(self.stages.values())


def goal_over_time(
    history: Iterable[HistoryEntry],
    now: HistoryEntry,
    units: Collection[ServiceUnit],
    start: dt.date | None,
) -> tuple[Point, ...]:
    """Return how the rooms of the goal stood in each survey since it began, oldest first.

    Of a day the last survey counts, and so does that of a month where there are many days.

    Args:
        history: Entries that count, of any source, in any order.
        now: The last one.
        units: Service units that are looked at.
        start: First day of the work, if any.
    """
    surveys = [
        entry
        for entry in history
        if entry.source is Source.SURVEYED
        and entry.date <= now.date
        and (start is None or entry.date >= start)
        and entry.id != now.id
    ]
    days = {entry.date: _point(entry, units) for entry in timeline([*surveys, now])}
    points = list(days.values())
    if len(points) > _MOST_POINTS:
        months = {(point.day.year, point.day.month): point for point in points}
        kept = {points[0].day, *(point.day for point in months.values())}
        points = [point for point in points if point.day in kept]
    return tuple(points)


def _point(entry: HistoryEntry, units: Collection[ServiceUnit]) -> Point:
    counts = dict.fromkeys(Stage, 0)
    for unit in units:
        row = entry.surveyed.get(unit, SurveyedUnit())
        goal = set(row.goal)
        for stage, keys in row.stages.items():
            counts[stage] += sum(key in goal for key in keys)
    return Point(entry.date, counts)
