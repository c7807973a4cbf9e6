"""Opening hours of a catalogue: planned three ways, and taken to the system that keeps them."""

from varaamo_sync.sync.hours.plan import (
    Clash,
    HoursPlan,
    PeriodAction,
    PeriodPlan,
    RoomHours,
    Waits,
)
from varaamo_sync.sync.hours.preparation import HoursRoom, prepare_hours, prepare_hours_async
from varaamo_sync.sync.hours.pushing import (
    HoursOutcome,
    HoursResult,
    push_hours,
    push_hours_async,
)
from varaamo_sync.sync.hours.reasons import explain_missing_hours, lacks_hours, no_hours_of

__all__ = [
    "Clash",
    "HoursOutcome",
    "HoursPlan",
    "HoursResult",
    "HoursRoom",
    "PeriodAction",
    "PeriodPlan",
    "RoomHours",
    "Waits",
    "explain_missing_hours",
    "lacks_hours",
    "no_hours_of",
    "prepare_hours",
    "prepare_hours_async",
    "push_hours",
    "push_hours_async",
]
