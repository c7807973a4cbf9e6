"""Stages, counts and the binding goal: derived from evidence, never entered by hand."""

from varaamo_sync.goal.blocking import withholding
from varaamo_sync.goal.entries import counting, entry_on, merged, timeline
from varaamo_sync.goal.evaluation import GoalStatus, UnitStatus, evaluate, evaluate_entry
from varaamo_sync.goal.evidence import Evidence, Reason, evidence_as_dict, evidence_of_remote
from varaamo_sync.goal.forecast import Forecast, Ground, Prospect
from varaamo_sync.goal.history import (
    Dropped,
    HistoryEntry,
    ReportedUnit,
    Source,
    SurveyedUnit,
    counted,
    entry_as_dict,
    entry_from_dict,
    recorded,
)
from varaamo_sync.goal.losses import only_remembered
from varaamo_sync.goal.outlook import Outlook
from varaamo_sync.goal.progress import (
    Counts,
    Progress,
    RoomProgress,
    progress,
    recall,
    survey_as_dict,
)
from varaamo_sync.goal.stages import Stage, earlier_of
from varaamo_sync.goal.steps import Missing, Move, NextStep, Turn

__all__ = [
    "Counts",
    "Dropped",
    "Evidence",
    "Forecast",
    "GoalStatus",
    "Ground",
    "HistoryEntry",
    "Missing",
    "Move",
    "NextStep",
    "Outlook",
    "Progress",
    "Prospect",
    "Reason",
    "ReportedUnit",
    "RoomProgress",
    "Source",
    "Stage",
    "SurveyedUnit",
    "Turn",
    "UnitStatus",
    "counted",
    "counting",
    "earlier_of",
    "entry_as_dict",
    "entry_from_dict",
    "entry_on",
    "evaluate",
    "evaluate_entry",
    "evidence_as_dict",
    "evidence_of_remote",
    "merged",
    "only_remembered",
    "progress",
    "recall",
    "recorded",
    "survey_as_dict",
    "timeline",
    "withholding",
]
