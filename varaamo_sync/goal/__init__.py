"""Stages, counts and the binding goal: derived from evidence, never entered by hand."""

from varaamo_sync.goal.evaluation import GoalStatus, Outlook, UnitStatus, evaluate
from varaamo_sync.goal.progress import Counts, Progress, RoomProgress, progress
from varaamo_sync.goal.stages import Reason, Stage

__all__ = [
    "Counts",
    "GoalStatus",
    "Outlook",
    "Progress",
    "Reason",
    "RoomProgress",
    "Stage",
    "UnitStatus",
    "evaluate",
    "progress",
]
