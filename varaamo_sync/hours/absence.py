"""Why a room has no hours in which it could be booked, from what Hauki has of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum

from varaamo_sync.hours.protocol.periods import DatePeriod
from varaamo_sync.hours.protocol.reading import Rows
from varaamo_sync.hours.protocol.resources import Resource
from varaamo_sync.hours.protocol.states import Effect, ResourceState, effect_of
from varaamo_sync.startup.fast_dataclass import dataclass

COMING_DAYS = 28
"""Days that are looked at: the coming weeks, as a survey has them."""

_UNBOUNDED = timedelta.max


class Why(StrEnum):
    """Why nobody can book a room, or that somebody can."""

    NOT_IN_VARAAMO = "not_in_varaamo"
    """It is not in the booking system, so nobody links it."""
    VENUE_UNKNOWN = "venue_unknown"
    """It is not linked, and cannot be: Hauki does not know its venue."""
    NO_DEPARTMENT = "no_department"
    """It is not linked, and cannot be: its venue has no department."""
    NOT_LINKED = "not_linked"
    """It is not linked, although it could be: saving it in the booking system does it."""
    NEVER = "never"
    """It has never had a period."""
    REVERSED = "reversed"
    """A period begins after its end, so that nobody can read the hours of any list it is in."""
    ONLY_IGNORED = "only_ignored"
    """Its hours are all in states that Varaamo ignores."""
    ONLY_CLOSED = "only_closed"
    """Its periods only say when it is closed."""
    ENDED = "ended"
    """Its last bookable hours are over."""
    LATER = "later"
    """Its bookable hours begin after the coming weeks."""
    OVERRIDDEN = "overridden"
    """It has bookable hours, and an overriding period takes their place."""
    CLOSED = "closed"
    """It has bookable hours, and a period closes it at the same time."""
    OTHER = "other"
    """It has bookable hours on none of the coming days: weekdays or rules leave none."""
    UNREAD = "unread"
    """Some of its periods could not be read, and the others give no hours."""
    HAS_HOURS = "has_hours"
    """It has bookable hours in the coming weeks."""


@dataclass(frozen=True, slots=True)
class Absence:
    """Why a room has no bookable hours.

    Attributes:
        why: The reason.
        period: The period that it is about, where it is about one.
        day: The day that it is about: the last of hours that ended, the first of those to come.
        states: States that are ignored, in which its hours are.
    """

    why: Why
    period: DatePeriod | None = None
    day: date | None = None
    states: tuple[ResourceState | str, ...] = ()


def why_no_hours(
    room: Resource | None, venue: Resource | None, periods: Rows[DatePeriod], today: date
) -> Absence:
    """Return why a room has no bookable hours, or that it has some.

    Args:
        room: The room in Hauki; ``None`` where it is not there.
        venue: Its venue there, likewise.
        periods: The room's periods.
        today: The day that it is.
    """
    if room is None:
        return Absence(_why_not_linked(venue))
    known = periods.read
    for period in known:
        if period.is_reversed and (period.end_date or date.max) >= today:
            return Absence(Why.REVERSED, period)
    if not known:
        return Absence(Why.UNREAD if periods.unread else Why.NEVER)
    found = _of_states(known) or _of_time(known, today)
    if found.why is not Why.HAS_HOURS and periods.unread:
        return Absence(Why.UNREAD)
    return found


def _why_not_linked(venue: Resource | None) -> Why:
    if venue is None:
        return Why.VENUE_UNKNOWN
    return Why.NO_DEPARTMENT if venue.organization is None else Why.NOT_LINKED


def _of_states(periods: Sequence[DatePeriod]) -> Absence | None:
    states = {state for period in periods for state in _states(period)}
    effects = {effect_of(state) for state in states}
    if Effect.BOOKABLE in effects:
        return None
    ignored = tuple(sorted(state for state in states if effect_of(state) is Effect.IGNORED))
    return Absence(Why.ONLY_IGNORED, states=ignored) if ignored else Absence(Why.ONLY_CLOSED)


def _of_time(periods: Sequence[DatePeriod], today: date) -> Absence:
    bookable = [period for period in periods if _is_bookable(period)]
    current = [period for period in bookable if (period.end_date or date.max) >= today]
    if not current:
        return Absence(Why.ENDED, day=max(p.end_date for p in bookable if p.end_date))
    days = [today + timedelta(days=n) for n in range(COMING_DAYS)]
    if any(_can_be_booked(periods, day) for day in days):
        return Absence(Why.HAS_HOURS)
    first = min(period.start_date or date.min for period in current)
    if first > days[-1]:
        return Absence(Why.LATER, day=first)
    plain = [period for period in periods if not period.override]
    for day in days:
        if _can_be_booked(plain, day) and (period := _overriding(periods, day)):
            return Absence(Why.OVERRIDDEN, period)
    for day in days:
        if _can_be_booked(bookable, day):
            closing = [p for p in periods if p not in bookable and any(_on(p, day))]
            return Absence(Why.CLOSED, closing[0] if closing else None)
    return Absence(Why.OTHER)


def _can_be_booked(periods: Sequence[DatePeriod], day: date) -> bool:
    overriding = _overriding(periods, day)
    holding = [overriding] if overriding else periods
    found = [one for period in holding for one in _on(period, day)]
    if any(whole and effect_of(state) is Effect.CLOSING for state, whole in found):
        return False
    return any(effect_of(state) is Effect.BOOKABLE for state, _ in found)


def _overriding(periods: Sequence[DatePeriod], day: date) -> DatePeriod | None:
    """Return the overriding period that counts on a day: the shortest."""
    found = [period for period in periods if period.override and any(_on(period, day))]
    return min(found, key=_length, default=None)


def _length(period: DatePeriod) -> timedelta:
    if period.start_date is None or period.end_date is None:
        return _UNBOUNDED
    return period.end_date - period.start_date


def _on(period: DatePeriod, day: date) -> Iterator[tuple[ResourceState | str, bool]]:
    """Yield the states of a period on a day, each with whether it lasts the whole day.

    A group with rules counts as if they held.
    """
    if not (period.start_date or date.min) <= day <= (period.end_date or date.max):
        return
    if not period.time_span_groups:
        if period.resource_state != ResourceState.UNDEFINED:
            yield period.resource_state, True
        return
    for group in period.time_span_groups:
        for span in group.time_spans:
            if not span.weekdays or day.isoweekday() in span.weekdays:
                whole = span.full_day or (span.start_time is None and span.end_time is None)
                yield _state_of(period, span.resource_state), whole


def _states(period: DatePeriod) -> Iterator[ResourceState | str]:
    """Yield every state that a period has."""
    if not period.time_span_groups and period.resource_state != ResourceState.UNDEFINED:
        yield period.resource_state
    for group in period.time_span_groups:
        for span in group.time_spans:
            yield _state_of(period, span.resource_state)


def _state_of(period: DatePeriod, state: ResourceState | str) -> ResourceState | str:
    return period.resource_state if state == ResourceState.UNDEFINED else state


def _is_bookable(period: DatePeriod) -> bool:
    return any(effect_of(state) is Effect.BOOKABLE for state in _states(period))
