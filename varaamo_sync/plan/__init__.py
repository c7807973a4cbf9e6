"""The plan: what a push would do, as a value, without doing any of it."""

from typing import TYPE_CHECKING

from varaamo_sync.startup.lazy_door import open_lazily

if TYPE_CHECKING:
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

_HOMES = {
    "actions": "Action",
    "changes": "UNRECOGNISED FieldChange Plan RoomPlan",
    "compare": "SPACE_MISSING OnConflict make_plan",
    "departed": "UNIT find_unit",
    "doubles": "Double find_doubles find_same_named",
    "example_catalogue": "require_own_catalogue",
    "guard": "Breach",
    "others": "Departed Foreign",
    "pairing": "Pair RoomMatch pair",
    "seal": "Seal",
    "spaces": "CODE DERIVED_FROM MEMBERSHIP PART_OF SpaceOwners wanted_space",
}
"""Where each name is at home."""

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


if not TYPE_CHECKING:  # they see the imports above, and no name beside these
    __getattr__, __dir__ = open_lazily(__name__, _HOMES)
