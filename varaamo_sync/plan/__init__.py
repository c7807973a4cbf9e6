"""The plan: what a push would do, as a value, without doing any of it."""

from varaamo_sync.plan.changes import Action, FieldChange, Plan, RoomPlan
from varaamo_sync.plan.compare import make_plan

__all__ = ["Action", "FieldChange", "Plan", "RoomPlan", "make_plan"]
