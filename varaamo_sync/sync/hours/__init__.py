"""Opening hours of a catalogue: planned three ways, and taken to the system that keeps them."""

from varaamo_sync.sync.hours.plan import (
    Clash,
    Dropped,
    HoursPlan,
    LeftRoom,
    PeriodAction,
    PeriodPlan,
    RoomHours,
    Waits,
)
from varaamo_sync.sync.hours.planning import HoursRoom
from varaamo_sync.sync.hours.preparation import (
    HoursOptions,
    prepare_hours,
    prepare_hours_async,
)
from varaamo_sync.sync.hours.pulling import (
    HoursLeftReason,
    HoursTakeover,
    LeftHours,
    TakenHours,
    take_over_hours,
)
from varaamo_sync.sync.hours.pushing import (
    HoursOutcome,
    HoursResult,
    push_hours,
    push_hours_async,
)
from varaamo_sync.sync.hours.reasons import explain_missing_hours, lacks_hours, no_hours_of

__all__ = [
    "Clash",
    "Dropped",
    "HoursLeftReason",
    "HoursOptions",
    "HoursOutcome",
    "HoursPlan",
    "HoursResult",
    "HoursRoom",
    "HoursTakeover",
    "LeftHours",
    "LeftRoom",
    "PeriodAction",
    "PeriodPlan",
    "RoomHours",
    "TakenHours",
    "Waits",
    "explain_missing_hours",
    "lacks_hours",
    "no_hours_of",
    "prepare_hours",
    "prepare_hours_async",
    "push_hours",
    "push_hours_async",
    "take_over_hours",
]
