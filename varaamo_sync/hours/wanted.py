"""The periods that a room should have in Hauki, by what its catalogue says."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time, timedelta

from varaamo_sync.hours.inheritance import Limits, inherited_period
from varaamo_sync.hours.protocol.periods import DatePeriod, TimeSpan, TimeSpanGroup
from varaamo_sync.hours.protocol.states import ResourceState, state_of
from varaamo_sync.model import LANGS, Hours, Lang, OpenTimes, Period, Text
from varaamo_sync.model.hours import (
    MIDNIGHT,
    DateRange,
    HolidayDates,
    SomeDays,
    Span,
    YearlyDates,
    holiday_named,
)
from varaamo_sync.startup.fast_dataclass import dataclass

_DAYS_TO_FETCH = 730


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedPeriod:
    """A period that a room should have in Hauki.

    Attributes:
        number: What it is known by among the periods of its room. It stays the same as other
            periods come and go, and as years pass: ``1`` is the first period in the catalogue,
            ``1-2027`` what that is in one year, ``e20271224`` an exception from a day on, ``v81``
            the venue's period 81. Letters, digits and ``-``.
        period: The period, without origins.
    """

    number: str
    period: DatePeriod


def hours_horizon(today: date) -> DateRange:
    """Return the days for which Varaamo takes hours: two years, to the end of the month (facts)."""
    last = today + timedelta(days=_DAYS_TO_FETCH)
    return DateRange(today, last.replace(day=monthrange(last.year, last.month)[1]))


def wanted_periods(
    hours: Hours,
    *,
    resource: int,
    horizon: DateRange,
    of_venue: Iterable[DatePeriod] = (),
) -> tuple[WantedPeriod, ...]:
    """Return the periods that a room should have in Hauki, in one order.

    Hours that staff keep there by hand are none of ours.

    Args:
        hours: What the catalogue says.
        resource: Number of the room's resource in Hauki.
        horizon: Days for which periods of every year and holidays are wanted. A period that has
            ended before its first day is not wanted any more; whoever compares should let one
            that is there be, for it is history.
        of_venue: Periods of the venue as Hauki has them; looked at where the room inherits them.

    Raises:
        ValueError: A period or a time would end before it begins. Rules find such a room, and it
            is not to be sent: one period that is turned round takes the hours of all others down.
    """
    if hours.kept_in:
        return ()
    found = [
        *_of_periods(hours, resource, horizon),
        *_of_exceptions(hours, resource, horizon),
        *_of_venue(hours, resource, horizon, of_venue if hours.inherit else ()),
    ]
    if any(wanted.period.is_reversed for wanted in found):
        raise ValueError("a period ends before it begins")
    by_number = {wanted.number: wanted for wanted in found}  # of two of the same days the later
    return tuple(sorted(by_number.values(), key=_order))


def _of_periods(hours: Hours, resource: int, horizon: DateRange) -> Iterator[WantedPeriod]:
    for number, period in enumerate(hours.open_periods, 1):
        groups = _groups(period)
        if not groups:
            continue
        for days in period.days.occurrences(horizon):
            yield WantedPeriod(
                number=f"{number}{_year(period, days)}",
                period=DatePeriod(
                    resource=resource,
                    name=_texts(period.name),
                    start_date=days.first,
                    end_date=days.last,
                    time_span_groups=groups,
                ),
            )


def _year(period: Period, days: DateRange) -> str:
    """Return the mark of one year of a period of every year."""
    return f"-{days.first.year}" if isinstance(period.days, YearlyDates) and days.first else ""


def _of_venue(
    hours: Hours, resource: int, horizon: DateRange, of_venue: Iterable[DatePeriod]
) -> Iterator[WantedPeriod]:
    for venues in of_venue:
        for days in hours.days.occurrences(horizon):
            period = inherited_period(venues, resource, Limits(days, hours.week))
            if period is not None and _range(period).overlaps(horizon):
                yield WantedPeriod(number=f"v{venues.pk}{_year(hours, days)}", period=period)


def _of_exceptions(hours: Hours, resource: int, horizon: DateRange) -> Iterator[WantedPeriod]:
    for _, when, times in hours.exceptional():
        for days in when.occurrences(horizon):
            assert days.first is not None
            assert days.last is not None
            length = f"-{days.days}" if days.first != days.last else ""
            state = ResourceState.CLOSED if times.closed else ResourceState.WITH_RESERVATION
            yield WantedPeriod(
                number=f"e{days.first:%Y%m%d}{length}",
                period=DatePeriod(
                    resource=resource,
                    name=_name_of(when),
                    start_date=days.first,
                    end_date=days.last,
                    resource_state=state,
                    override=True,
                    time_span_groups=_exceptional_groups(days, times),
                ),
            )


def _exceptional_groups(days: DateRange, times: OpenTimes) -> tuple[TimeSpanGroup, ...]:
    if times.closed or days.is_reversed:
        return ()
    assert days.first is not None
    each = (days.first + timedelta(days=step) for step in range(min(days.days, 7)))
    weekdays = tuple(sorted({day.isoweekday() for day in each}))
    state = ResourceState.WITH_RESERVATION
    spans = (_span(span, weekdays, state) for span in sorted(times.spans))
    return (TimeSpanGroup(time_spans=tuple(spans)),)


def _groups(period: Period) -> tuple[TimeSpanGroup, ...]:
    """Return the times of a week: those of the same hours together, as people would enter them."""
    by_span: dict[Span, list[int]] = {}
    for day, times in period.week.items():
        for span in times.spans:
            by_span.setdefault(span, []).append(day)
    state = state_of(period.state)
    spans = [_span(span, tuple(days), state) for span, days in by_span.items()]
    spans.sort(key=lambda span: (span.weekdays or (), span.start_time or time.min))
    return (TimeSpanGroup(time_spans=tuple(spans)),) if spans else ()


def _span(span: Span, weekdays: tuple[int, ...], state: ResourceState | str) -> TimeSpan:
    if span.goes_backwards or span.is_empty:
        raise ValueError("a time ends before it begins")
    if span.start == 0 and span.last == MIDNIGHT:
        return TimeSpan(full_day=True, weekdays=weekdays, resource_state=state)
    return TimeSpan(
        start_time=_time(span.start),
        end_time=_time(span.end),
        end_time_on_next_day=span.last >= MIDNIGHT,
        weekdays=weekdays,
        resource_state=state,
    )


def _time(minutes: int) -> time:
    return time(*divmod(minutes % MIDNIGHT, 60))


def _texts(name: Text | None) -> Mapping[Lang, str]:
    if name is None:
        return {}
    return {lang: text for lang in LANGS if (text := name.get(lang))}


def _name_of(when: SomeDays) -> Mapping[Lang, str]:
    """Return the name of a holiday: by the Finnish one Hauki's pages know it for one."""
    holiday = holiday_named(when.name) if isinstance(when, HolidayDates) else None
    return holiday.name if holiday else {}


def _range(period: DatePeriod) -> DateRange:
    return DateRange(period.start_date, period.end_date)


def _order(wanted: WantedPeriod) -> tuple[bool, date, date, str]:
    period = wanted.period
    first, last = period.start_date or date.min, period.end_date or date.max
    return period.override, first, last, wanted.number
