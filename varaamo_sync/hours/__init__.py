"""Opening hours: what can be asked of the system that keeps them (Hauki), and its values."""

from varaamo_sync.hours.protocol.ids import (
    LONGEST_ORIGIN,
    ROOMS,
    VENUES,
    PeriodOrigin,
    ResourceId,
    ResourceOrigin,
)
from varaamo_sync.hours.protocol.periods import DatePeriod, Rule, TimeSpan, TimeSpanGroup
from varaamo_sync.hours.protocol.reading import (
    Rows,
    Unread,
    read_period,
    read_periods,
    read_resource,
    read_resources,
)
from varaamo_sync.hours.protocol.resources import (
    HASH_OF_NOTHING,
    DailyHours,
    Resource,
    TimeElement,
)
from varaamo_sync.hours.protocol.states import Effect, ResourceState, effect_of, state_of
from varaamo_sync.hours.protocol.writing import period_body

__all__ = [
    "HASH_OF_NOTHING",
    "LONGEST_ORIGIN",
    "ROOMS",
    "VENUES",
    "DailyHours",
    "DatePeriod",
    "Effect",
    "PeriodOrigin",
    "Resource",
    "ResourceId",
    "ResourceOrigin",
    "ResourceState",
    "Rows",
    "Rule",
    "TimeElement",
    "TimeSpan",
    "TimeSpanGroup",
    "Unread",
    "effect_of",
    "period_body",
    "read_period",
    "read_periods",
    "read_resource",
    "read_resources",
    "state_of",
]
