"""Periods of Hauki as a catalogue writes them: what ``wanted_periods`` makes, read backwards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

from varaamo_sync.hours.protocol.periods import WEEKDAYS, DatePeriod, TimeSpan
from varaamo_sync.hours.protocol.states import Effect, ResourceState, effect_of
from varaamo_sync.model import OpenTimes
from varaamo_sync.model.hours import (
    ALL_DAY,
    BOOKABLE,
    MIDNIGHT,
    Span,
    format_times,
    format_weekdays,
    parse_weekdays,
)


class Unsayable(ValueError):
    """A catalogue has no words for a period, such as one of every second week."""


def said_week(period: DatePeriod) -> dict[int, OpenTimes]:
    """Return the times of a period by weekday.

    Raises:
        Unsayable: It holds by rules, or a time of it has a text of its own.
    """
    return {day: times for day in WEEKDAYS if (times := _times_on(period, day)) is not None}


def said_period(period: DatePeriod) -> dict[str, Any]:
    """Return a period as an entry of ``periods``, plain.

    Raises:
        Unsayable: There are no words for it.
    """
    states = {_state(span, period) for span in _spans(period)}
    if period.override or len(states) != 1:
        raise Unsayable
    ends = {"from": period.start_date, "until": period.end_date}
    entry: dict[str, Any] = {name: day.isoformat() for name, day in ends.items() if day}
    if period.name:
        entry["name"] = dict(period.name)
    (state,) = states
    if state != BOOKABLE:
        entry["state"] = str(state)
    return entry | weekday_entries(said_week(period), {})


def weekday_entries(
    week: Mapping[int, OpenTimes], written: Mapping[str, OpenTimes]
) -> dict[str, Any]:
    """Return the times of a week under weekdays; such as are written already are kept.

    Args:
        week: Times by weekday, those at which it is open.
        written: Times by weekdays as they are written now: ``mon-fri``.
    """
    left, found = dict(week), dict[str, Any]()
    for key, times in written.items():
        days = parse_weekdays(key)
        if all(day in left and left[day] == left[days[0]] for day in days):
            found[key] = format_times(left[days[0]])
            left = {day: times for day, times in left.items() if day not in days}
        elif times.closed and not any(day in week for day in days):
            found[key] = format_times(times)
    by_times: dict[OpenTimes, list[int]] = {}
    for day, times in left.items():
        by_times.setdefault(times, []).append(day)
    return found | {format_weekdays(tuple(days)): format_times(t) for t, days in by_times.items()}


def said_exception(period: DatePeriod) -> tuple[str, Any]:
    """Return the days of an overriding period, and the times on each of them, plain.

    Raises:
        Unsayable: There are no words for it.
    """
    first, last = period.start_date, period.end_date
    if not period.override or first is None or last is None:
        raise Unsayable
    days = first.isoformat() if first == last else f"{first}..{last}"
    if not period.time_span_groups:
        if effect_of(period.resource_state) is Effect.CLOSING:
            return days, format_times(OpenTimes())
        raise Unsayable
    if {_state(span, period) for span in _spans(period)} != {ResourceState.WITH_RESERVATION}:
        raise Unsayable
    found = set(said_week(period).values())
    if len(found) != 1:
        raise Unsayable
    return days, format_times(found.pop())


def _spans(period: DatePeriod) -> tuple[TimeSpan, ...]:
    if any(group.rules for group in period.time_span_groups):
        raise Unsayable
    return tuple(span for group in period.time_span_groups for span in group.time_spans)


def _state(span: TimeSpan, period: DatePeriod) -> ResourceState | str:
    own = span.resource_state
    return period.resource_state if own == ResourceState.UNDEFINED else own


def _times_on(period: DatePeriod, day: int) -> OpenTimes | None:
    spans = [s for s in _spans(period) if s.weekdays is None or day in s.weekdays]
    return OpenTimes(sorted(map(_span, spans))) if spans else None


def _span(span: TimeSpan) -> Span:
    if span.name or span.description:
        raise Unsayable
    if span.full_day:
        return ALL_DAY
    if span.start_time is None or span.end_time is None:
        raise Unsayable
    end = _minutes(span.end_time)
    if span.end_time_on_next_day and end == 0:
        return Span(_minutes(span.start_time), MIDNIGHT)
    return Span(_minutes(span.start_time), end, span.end_time_on_next_day)


def _minutes(clock: time) -> int:
    if clock.second or clock.microsecond:
        raise Unsayable
    return clock.hour * 60 + clock.minute
