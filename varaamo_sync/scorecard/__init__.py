"""Scorecards: binding goals as data that people keep, and how far each is, as pure functions."""

from varaamo_sync.scorecard.consistency import Inconsistency, find_inconsistencies
from varaamo_sync.scorecard.evaluation import (
    GoalResult,
    ScorecardResult,
    evaluate_scorecard,
    is_met,
)
from varaamo_sync.scorecard.levels import (
    ChangeReached,
    Condition,
    Level,
    MilestonesDone,
    UnitsReached,
    ValueReached,
)
from varaamo_sync.scorecard.measures import (
    Amount,
    Baseline,
    DatedValue,
    Direction,
    Measure,
    MeasureKind,
)
from varaamo_sync.scorecard.scorecards import (
    Deadline,
    Goal,
    GoalsFile,
    NamedMilestone,
    Scorecard,
    Statement,
)

__all__ = [
    "Amount",
    "Baseline",
    "ChangeReached",
    "Condition",
    "DatedValue",
    "Deadline",
    "Direction",
    "Goal",
    "GoalResult",
    "GoalsFile",
    "Inconsistency",
    "Level",
    "Measure",
    "MeasureKind",
    "MilestonesDone",
    "NamedMilestone",
    "Scorecard",
    "ScorecardResult",
    "Statement",
    "UnitsReached",
    "ValueReached",
    "evaluate_scorecard",
    "find_inconsistencies",
    "is_met",
]
