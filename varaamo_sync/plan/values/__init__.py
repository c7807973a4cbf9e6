"""A plan as JSON values, and back."""

from varaamo_sync.plan.values.told import (
    BOOKING_TIMES,
    Locate,
    is_asked,
    names_of_others,
    plan_as_dict,
    plan_summary,
)
from varaamo_sync.plan.values.whole import whole_as_dict, whole_from_dict

__all__ = [
    "BOOKING_TIMES",
    "Locate",
    "is_asked",
    "names_of_others",
    "plan_as_dict",
    "plan_summary",
    "whole_as_dict",
    "whole_from_dict",
]
