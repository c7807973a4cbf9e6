"""How far the goals of a scorecard are: which level each has reached, and what that is worth.

What nobody knows is never counted as reached, and never as missed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from varaamo_sync.model import Phase
from varaamo_sync.scorecard.levels import (
    ChangeReached,
    Condition,
    Level,
    MilestonesDone,
    UnitsReached,
    ValueReached,
)
from varaamo_sync.scorecard.measures import Direction, Measure
from varaamo_sync.scorecard.scorecards import Goal, Scorecard
from varaamo_sync.startup.fast_dataclass import dataclass

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class GoalResult:
    """How far a goal is.

    Attributes:
        goal: The goal.
        levels: Of each of its levels whether it is reached; ``None`` where nobody knows.
    """

    goal: Goal
    levels: tuple[bool | None, ...]

    @property
    def reached(self) -> Level | None:
        """The highest level that is known to be reached."""
        known = [level for level, met in zip(self.goal.levels, self.levels, strict=True) if met]
        return known[-1] if known else None

    @property
    def certain(self) -> bool:
        """Whether of every level above the one that is reached it is known that it is not."""
        last = max((n for n, met in enumerate(self.levels) if met), default=-1)
        return None not in self.levels[last + 1 :]

    @property
    def points(self) -> Decimal | None:
        """What the level is worth of the scorecard, in percent.

        ``None`` where the goal has no weight, or a level of it has no payout.
        """
        weight = self.goal.weight
        if weight is None or not self.goal.levels:
            return None
        if any(level.payout is None for level in self.goal.levels):
            return None
        payout = self.reached.payout if self.reached else Decimal(0)
        return weight * (payout or Decimal(0)) / _HUNDRED


@dataclass(frozen=True, slots=True)
class ScorecardResult:
    """How far a scorecard is.

    Attributes:
        scorecard: The scorecard.
        day: The day on which it is.
        goals: Its goals, in order.
    """

    scorecard: Scorecard
    day: date
    goals: tuple[GoalResult, ...]

    @property
    def points(self) -> Decimal | None:
        """The weighted result in percent; ``None`` unless every goal has points."""
        points = [result.points for result in self.goals]
        if not points or None in points:
            return None
        return sum((point for point in points if point is not None), Decimal(0))


def evaluate_scorecard(scorecard: Scorecard, day: date) -> ScorecardResult:
    """Return how far each goal of a scorecard was on a day.

    Args:
        scorecard: The scorecard.
        day: The day; later values do not count.
    """
    goals = tuple(
        GoalResult(goal, tuple(_is_level_reached(goal, level, day) for level in goal.levels))
        for goal in scorecard.goals
    )
    return ScorecardResult(scorecard, day, goals)


def is_met(goal: Goal, condition: Condition, day: date) -> bool | None:
    """Tell whether something that a level asks for was so on a day; ``None`` if nobody knows."""
    if isinstance(condition, MilestonesDone):
        return _are_done(goal, condition)
    measure = next((item for item in goal.measures if item.id == condition.measure), None)
    if measure is None:
        return None
    if isinstance(condition, UnitsReached):
        return _have_units_reached(measure, condition, day)
    found = measure.value_on(day)
    if found is None or found.value is None:
        return None
    if isinstance(condition, ValueReached):
        return _is_as_good(measure, found.value, condition.value)
    return _has_changed(measure, found.value, condition)


def _is_level_reached(goal: Goal, level: Level, day: date) -> bool | None:
    return _all(is_met(goal, condition, day) for condition in level.needs) if level.needs else None


def _all(known: Iterable[bool | None]) -> bool | None:
    """Tell whether all is so; what is not so decides, whatever else nobody knows."""
    found = list(known)
    if False in found:
        return False
    return None if None in found else True


def _are_done(goal: Goal, condition: MilestonesDone) -> bool | None:
    told = {item.id: item.judged_phase for item in goal.milestones}
    wanted = [told.get(name) for name in condition.milestones]
    needed = condition.at_least or len(wanted)
    done = wanted.count(Phase.DONE)
    if done >= needed:
        return True
    return None if done + wanted.count(None) >= needed else False


def _have_units_reached(measure: Measure, condition: UnitsReached, day: date) -> bool | None:
    found = measure.value_on(day)

    def has_reached(unit: str, wanted: Decimal) -> bool | None:
        value = found.units.get(unit) if found else None
        return _is_as_good(measure, value, wanted) if isinstance(value, Decimal) else None

    return _all(has_reached(unit, wanted) for unit, wanted in condition.units.items())


def _has_changed(measure: Measure, value: Decimal, condition: ChangeReached) -> bool | None:
    base = measure.baseline.value if measure.baseline else None
    if base is None or (condition.percent and not base):
        return None
    by = abs(base) * condition.by / _HUNDRED if condition.percent else condition.by
    wanted = base - by if measure.direction is Direction.DOWN else base + by
    return _is_as_good(measure, value, wanted)


def _is_as_good(measure: Measure, value: Decimal, wanted: Decimal) -> bool:
    return value <= wanted if measure.direction is Direction.DOWN else value >= wanted
