"""Opening hours: what can be asked of the system that keeps them (Hauki), and its values.

What speaks to a real one stands in ``varaamo_sync.hours.client`` (HTTP).
"""

from typing import TYPE_CHECKING

from varaamo_sync.startup.lazy_door import open_lazily

if TYPE_CHECKING:
    from varaamo_sync.hours.absence import Absence, Why, why_no_hours
    from varaamo_sync.hours.bookable import bookable_spans, spans_within
    from varaamo_sync.hours.port import (
        AsyncHoursAPI,
        CheckHoursRight,
        CreatePeriod,
        DeletePeriod,
        HoursAPI,
        HoursUser,
        ReadDailyHours,
        ReadHoursUser,
        ReadPeriods,
        ReadResources,
        ReplacePeriod,
        Resources,
    )
    from varaamo_sync.hours.protocol.fields import Unfit
    from varaamo_sync.hours.protocol.ids import (
        LONGEST_ORIGIN,
        ROOMS,
        VENUES,
        PeriodOrigin,
        ResourceId,
        ResourceOrigin,
    )
    from varaamo_sync.hours.protocol.periods import (
        WEEKDAYS,
        DatePeriod,
        Rule,
        TimeSpan,
        TimeSpanGroup,
    )
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
    from varaamo_sync.hours.saying import (
        Unsayable,
        said_exception,
        said_period,
        said_week,
        weekday_entries,
    )
    from varaamo_sync.hours.survey import RoomHoursSeen, RoomToAsk, survey_hours
    from varaamo_sync.hours.wanted import WantedPeriod, hours_horizon, wanted_periods

_HOMES = {
    "absence": "Absence Why why_no_hours",
    "bookable": "bookable_spans spans_within",
    "port": (
        "AsyncHoursAPI CheckHoursRight CreatePeriod DeletePeriod HoursAPI HoursUser "
        "ReadDailyHours ReadHoursUser ReadPeriods ReadResources ReplacePeriod Resources"
    ),
    "protocol.fields": "Unfit",
    "protocol.ids": "LONGEST_ORIGIN ROOMS VENUES PeriodOrigin ResourceId ResourceOrigin",
    "protocol.periods": "WEEKDAYS DatePeriod Rule TimeSpan TimeSpanGroup",
    "protocol.reading": "Rows Unread read_period read_periods read_resource read_resources",
    "protocol.resources": "HASH_OF_NOTHING DailyHours Resource TimeElement",
    "protocol.states": "Effect ResourceState effect_of state_of",
    "protocol.writing": "period_body",
    "saying": "Unsayable said_exception said_period said_week weekday_entries",
    "survey": "RoomHoursSeen RoomToAsk survey_hours",
    "wanted": "WantedPeriod hours_horizon wanted_periods",
}
"""Where each name is at home."""

__all__ = [
    "HASH_OF_NOTHING",
    "LONGEST_ORIGIN",
    "ROOMS",
    "VENUES",
    "WEEKDAYS",
    "Absence",
    "AsyncHoursAPI",
    "CheckHoursRight",
    "CreatePeriod",
    "DailyHours",
    "DatePeriod",
    "DeletePeriod",
    "Effect",
    "HoursAPI",
    "HoursUser",
    "PeriodOrigin",
    "ReadDailyHours",
    "ReadHoursUser",
    "ReadPeriods",
    "ReadResources",
    "ReplacePeriod",
    "Resource",
    "ResourceId",
    "ResourceOrigin",
    "ResourceState",
    "Resources",
    "RoomHoursSeen",
    "RoomToAsk",
    "Rows",
    "Rule",
    "TimeElement",
    "TimeSpan",
    "TimeSpanGroup",
    "Unfit",
    "Unread",
    "Unsayable",
    "WantedPeriod",
    "Why",
    "bookable_spans",
    "effect_of",
    "hours_horizon",
    "period_body",
    "read_period",
    "read_periods",
    "read_resource",
    "read_resources",
    "said_exception",
    "said_period",
    "said_week",
    "spans_within",
    "state_of",
    "survey_hours",
    "wanted_periods",
    "weekday_entries",
    "why_no_hours",
]


if not TYPE_CHECKING:  # they see the imports above, and no name beside these
    __getattr__, __dir__ = open_lazily(__name__, _HOMES)
