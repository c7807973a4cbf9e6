"""Scorecards: binding goals as data that people keep, and how far each is, as pure functions."""

from typing import TYPE_CHECKING

from varaamo_sync.startup.lazy_door import open_lazily

if TYPE_CHECKING:
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
    from varaamo_sync.scorecard.lookup import (
        FoundGoal,
        FoundMeasure,
        FoundMilestone,
        choose_scorecard,
        find_goal,
        find_milestone,
        find_requirement,
        known_unit,
        requirements_of,
        surveyed_goal,
    )
    from varaamo_sync.scorecard.measures import (
        Amount,
        Baseline,
        DatedValue,
        Direction,
        Id,
        Measure,
        MeasureKind,
        Number,
        NumberOrWords,
        UnitCode,
    )
    from varaamo_sync.scorecard.plain import scorecard_as_dict
    from varaamo_sync.scorecard.scorecards import (
        Deadline,
        Goal,
        GoalsFile,
        NamedMilestone,
        Scorecard,
        Statement,
    )

_HOMES = {
    "consistency": "Inconsistency find_inconsistencies",
    "evaluation": "GoalResult ScorecardResult evaluate_scorecard is_met",
    "levels": "ChangeReached Condition Level MilestonesDone UnitsReached ValueReached",
    "lookup": (
        "FoundGoal FoundMeasure FoundMilestone choose_scorecard find_goal find_milestone "
        "find_requirement known_unit requirements_of surveyed_goal"
    ),
    "measures": (
        "Amount Baseline DatedValue Direction Id Measure MeasureKind Number NumberOrWords UnitCode"
    ),
    "plain": "scorecard_as_dict",
    "scorecards": "Deadline Goal GoalsFile NamedMilestone Scorecard Statement",
}
"""Where each name is at home."""

__all__ = [
    "Amount",
    "Baseline",
    "ChangeReached",
    "Condition",
    "DatedValue",
    "Deadline",
    "Direction",
    "FoundGoal",
    "FoundMeasure",
    "FoundMilestone",
    "Goal",
    "GoalResult",
    "GoalsFile",
    "Id",
    "Inconsistency",
    "Level",
    "Measure",
    "MeasureKind",
    "MilestonesDone",
    "NamedMilestone",
    "Number",
    "NumberOrWords",
    "Scorecard",
    "ScorecardResult",
    "Statement",
    "UnitCode",
    "UnitsReached",
    "ValueReached",
    "choose_scorecard",
    "evaluate_scorecard",
    "find_goal",
    "find_inconsistencies",
    "find_milestone",
    "find_requirement",
    "is_met",
    "known_unit",
    "requirements_of",
    "scorecard_as_dict",
    "surveyed_goal",
]


if not TYPE_CHECKING:  # they see the imports above, and no name beside these
    __getattr__, __dir__ = open_lazily(__name__, _HOMES)
