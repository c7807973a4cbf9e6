"""What a room takes over of its venue's periods: made bookable, and within the room's own limits.

Hauki's own copying would not do: it leaves the venue's states, of which residents cannot book
any, and doubles what was copied before (facts, Hauki).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import time

from varaamo_sync.hours.protocol.periods import WEEKDAYS, DatePeriod, TimeSpan, TimeSpanGroup
from varaamo_sync.hours.protocol.states import Effect, ResourceState, effect_of
from varaamo_sync.model import OpenTimes
from varaamo_sync.model.hours import MIDNIGHT, DateRange
from varaamo_sync.startup.fast_dataclass import dataclass

_TAKEN_OVER: Mapping[str, ResourceState] = {
    ResourceState.OPEN: ResourceState.WITH_RESERVATION,
    ResourceState.SELF_SERVICE: ResourceState.WITH_RESERVATION,
    ResourceState.MAINTENANCE: ResourceState.MAINTENANCE,
    ResourceState.NOT_IN_USE: ResourceState.NOT_IN_USE,
}
_LEFT_OUT = frozenset(
    {
        ResourceState.UNDEFINED,
        ResourceState.BY_APPOINTMENT,
        ResourceState.NO_OPENING_HOURS,
    }
)
"""They say nothing of a room; Varaamo would take them for closed."""

_Minutes = tuple[int, int]
"""From and until, after the midnight that a day begins with."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The room's own limits.

    Attributes:
        days: Days outside of which nothing is taken over.
        week: Times of each weekday outside of which it is not open; empty where there are none.
    """

    days: DateRange
    week: Mapping[int, OpenTimes]


def inherited_period(venues: DatePeriod, resource: int, limits: Limits) -> DatePeriod | None:
    """Return what a room takes over of a period of its venue; ``None`` if nothing.

    A period that overrides others, and of which no time is left, stays as a closed one: without
    it the hours that the venue does not keep on those days would be the room's.

    Args:
        venues: The venue's period.
        resource: Number of the room's resource in Hauki.
        limits: The room's own limits.
    """
    days = DateRange(venues.start_date, venues.end_date).within(limits.days)
    if venues.is_reversed or days.is_reversed:
        return None
    made = DatePeriod(
        resource=resource,
        name=venues.name,
        description=venues.description,
        start_date=days.first,
        end_date=days.last,
        override=venues.override,
    )
    if not venues.time_span_groups:
        state = _state(venues.resource_state)
        if state is not None and effect_of(state) is Effect.CLOSING:
            return replace(made, resource_state=state)
        spans = () if state is None else (TimeSpan(full_day=True, resource_state=state),)
        groups: Iterable[TimeSpanGroup] = (TimeSpanGroup(time_spans=spans),)
    else:
        groups = venues.time_span_groups
    taken = tuple(_group(group, venues.resource_state, limits) for group in groups)
    kept = tuple(group for group in taken if group.time_spans)
    if kept:
        return replace(made, time_span_groups=kept)
    return replace(made, resource_state=ResourceState.CLOSED) if venues.override else None


def _state(state: ResourceState | str) -> ResourceState | None:
    """Return the state that a room takes over; ``None`` where the venue's says nothing of it."""
    if state in _TAKEN_OVER:
        return _TAKEN_OVER[state]
    effect = effect_of(state)
    if effect is Effect.IGNORED or state in _LEFT_OUT:
        return None
    return ResourceState.CLOSED if effect is Effect.CLOSING else ResourceState(state)


def _group(group: TimeSpanGroup, around: ResourceState | str, limits: Limits) -> TimeSpanGroup:
    spans: list[TimeSpan] = []
    for span in group.time_spans:
        own = span.resource_state
        state = _state(around if own == ResourceState.UNDEFINED else own)
        if state is None:
            continue
        taken = replace(span, resource_state=state, further={})
        if limits.week and effect_of(state) is Effect.BOOKABLE:
            spans += _limited(taken, limits.week)
        else:
            spans.append(taken)
    return TimeSpanGroup(time_spans=tuple(spans), rules=group.rules)


def _limited(span: TimeSpan, week: Mapping[int, OpenTimes]) -> Iterator[TimeSpan]:
    """Yield what of a span is within the times of a week, equal times of several days together."""
    days_of: dict[_Minutes, list[int]] = {}
    for day in span.weekdays or WEEKDAYS:
        for start, end in _common(_minutes(span), _around(day, week)):
            later, start_there = divmod(start, MIDNIGHT)
            there = (day + later - 1) % 7 + 1
            days_of.setdefault((start_there, end - later * MIDNIGHT), []).append(there)
    for (start, end), days in sorted(days_of.items()):
        whole = (start, end) == (0, MIDNIGHT)
        yield replace(
            span,
            start_time=None if whole else _time(start),
            end_time=None if whole else _time(end),
            end_time_on_next_day=not whole and end >= MIDNIGHT,
            full_day=whole,
            weekdays=tuple(sorted(days)),
        )


def _minutes(span: TimeSpan) -> _Minutes:
    if span.full_day:
        return 0, MIDNIGHT
    start = 0 if span.start_time is None else _of(span.start_time)
    if span.end_time is None:
        return start, MIDNIGHT
    over = span.end_time_on_next_day or _of(span.end_time) <= start
    return start, _of(span.end_time) + MIDNIGHT * over


def _around(day: int, week: Mapping[int, OpenTimes]) -> Sequence[_Minutes]:
    """Return the times of a day, and those of the days beside it, counted from its midnight."""
    found: list[_Minutes] = []
    for step in (-1, 0, 1):
        times = week.get((day + step - 1) % 7 + 1, OpenTimes())
        found += [(s.start + step * MIDNIGHT, s.last + step * MIDNIGHT) for s in times.spans]
    joined: list[_Minutes] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _common(one: _Minutes, others: Sequence[_Minutes]) -> Iterator[_Minutes]:
    for other in others:
        start, end = max(one[0], other[0]), min(one[1], other[1])
        if start < end:
            yield start, end


def _of(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _time(minutes: int) -> time:
    return time(*divmod(minutes % MIDNIGHT, 60))
