"""Opening hours as a catalogue says them; ``Hours`` itself is named by ``varaamo_sync.model``."""

from varaamo_sync.model.hours.conflicts import (
    overlapping_exceptions,
    overlapping_periods,
    overlapping_times,
    times_overlap,
)
from varaamo_sync.model.hours.days import (
    DateRange,
    Dates,
    ExceptionDays,
    HolidayDates,
    PeriodDay,
    SomeDays,
    YearDay,
    YearlyDates,
    parse_days,
)
from varaamo_sync.model.hours.holiday_dates import Holiday, holiday_named, holidays
from varaamo_sync.model.hours.hours import (
    BOOKABLE,
    BOOKABLE_STATES,
    lay_over_hours,
)
from varaamo_sync.model.hours.said import (
    said_days,
    said_hours,
    said_times,
    said_week,
    said_weekdays,
)
from varaamo_sync.model.hours.times import (
    ALL_DAY,
    MIDNIGHT,
    Span,
    Times,
    format_span,
    format_time,
    format_times,
    parse_span,
    parse_times,
    times_meant,
)
from varaamo_sync.model.hours.weekdays import (
    WEEKDAYS,
    format_weekdays,
    parse_weekdays,
    weekdays_meant,
)

__all__ = [
    "ALL_DAY",
    "BOOKABLE",
    "BOOKABLE_STATES",
    "MIDNIGHT",
    "WEEKDAYS",
    "DateRange",
    "Dates",
    "ExceptionDays",
    "Holiday",
    "HolidayDates",
    "PeriodDay",
    "SomeDays",
    "Span",
    "Times",
    "YearDay",
    "YearlyDates",
    "format_span",
    "format_time",
    "format_times",
    "format_weekdays",
    "holiday_named",
    "holidays",
    "lay_over_hours",
    "overlapping_exceptions",
    "overlapping_periods",
    "overlapping_times",
    "parse_days",
    "parse_span",
    "parse_times",
    "parse_weekdays",
    "said_days",
    "said_hours",
    "said_times",
    "said_week",
    "said_weekdays",
    "times_meant",
    "times_overlap",
    "weekdays_meant",
]
