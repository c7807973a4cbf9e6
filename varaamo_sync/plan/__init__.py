"""The plan: what a push would do, as a value, without doing any of it."""

from varaamo_sync.plan.actions import Action
from varaamo_sync.plan.changes import UNRECOGNISED, FieldChange, Plan, RoomPlan
from varaamo_sync.plan.compare import SPACE_MISSING, OnConflict, make_plan
from varaamo_sync.plan.departed import UNIT, find_unit
from varaamo_sync.plan.doubles import Double, find_doubles, find_same_named
from varaamo_sync.plan.example_catalogue import require_own_catalogue
from varaamo_sync.plan.guard import Breach
from varaamo_sync.plan.others import Departed, Foreign
from varaamo_sync.plan.pairing import Pair, RoomMatch, pair
from varaamo_sync.plan.seal import Seal
from varaamo_sync.plan.spaces import (
    CODE,
    DERIVED_FROM,
    MEMBERSHIP,
    PART_OF,
    SpaceOwners,
    wanted_space,
)

__all__ = [
    "CODE",
    "DERIVED_FROM",
    "MEMBERSHIP",
    "PART_OF",
    "SPACE_MISSING",
    "UNIT",
    "UNRECOGNISED",
    "Action",
    "Breach",
    "Departed",
    "Double",
    "FieldChange",
    "Foreign",
    "OnConflict",
    "Pair",
    "Plan",
    "RoomMatch",
    "RoomPlan",
    "Seal",
    "SpaceOwners",
    "find_doubles",
    "find_same_named",
    "find_unit",
    "make_plan",
    "pair",
    "require_own_catalogue",
    "wanted_space",
]
