"""The plan: what a push would do, as a value, without doing any of it."""

from varaamo_sync.plan.changes import (
    Action,
    Breach,
    Departed,
    FieldChange,
    Plan,
    RoomPlan,
)
from varaamo_sync.plan.compare import OnConflict, make_plan
from varaamo_sync.plan.spaces import wanted_space

__all__ = [
    "Action",
    "Breach",
    "Departed",
    "FieldChange",
    "OnConflict",
    "Plan",
    "RoomPlan",
    "make_plan",
    "wanted_space",
]
