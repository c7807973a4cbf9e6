"""Opening hours: what the opening-hours system (Hauki) would take, and residents would suffer from.

It takes nearly everything (facts, Hauki). A room of which a catalogue states no hours is no fault:
staff keep them there. Only where a service unit keeps hours in the catalogue is a room without
any more likely a slip than meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final

from varaamo_sync.findings import Path
from varaamo_sync.model import Catalogue, Hours, OpenTimes, Period, ServiceUnit, Wanted
from varaamo_sync.model.hours import (
    BOOKABLE_STATES,
    DateRange,
    Dates,
    HolidayDates,
    SomeDays,
    Span,
    format_span,
    holiday_named,
    holidays,
    overlapping_exceptions,
    overlapping_periods,
    overlapping_times,
    times_overlap,
)
from varaamo_sync.rules.room_view import RoomView
from varaamo_sync.rules.rule import (
    Hits,
    a_room,
    draft_error,
    hit,
    publish_error,
    quality_warning,
    some_rooms,
)
from varaamo_sync.suggest import join_names, suggest

_SpanTest = Callable[[Span], bool]

_HOURS: Final = "hours"
_YEAR = timedelta(days=366)
_NIGHT = {"sat": "18:00-02:00 next day"}
_WEEK = {"mon-fri": "08:00-16:00"}


def _horizon(room: RoomView) -> DateRange:
    """Return days that hold one of each year, those of which hours may be looked at."""
    return DateRange(room.context.today - _YEAR, room.context.today + 3 * _YEAR)


def _periods(hours: Hours) -> Iterator[tuple[Path, Period]]:
    """Yield the periods with their places; limits of what a room inherits are one."""
    yield (_HOURS,), hours
    for at, period in enumerate(hours.periods or ()):
        yield (_HOURS, "periods", at), period


def _written_times(hours: Hours) -> Iterator[tuple[Path, OpenTimes]]:
    for path, period in _periods(hours):
        for words, times in period.by_weekdays.items():
            yield (*path, words), times
    for words, _, times in hours.exceptional():
        yield (_HOURS, "exceptions", words), times


@draft_error(
    "hours-period-reversed",
    of=_HOURS,
    fixed=True,
    bad=a_room(hours={"from": "2027-12-31", "until": "2027-12-01", **_WEEK}),
    good=a_room(hours={"from": "12-24", "until": "01-06", **_WEEK}),
)
def hours_period_reversed(room: RoomView) -> Hits:
    """One period that begins after its end takes the hours of all other rooms down with it."""
    hours = room.hours
    for path, period in _periods(hours):
        if _is_reversed(period.days):
            yield hit(*path, "until", first=str(period.begins), last=str(period.ends))
    for words, when, _ in hours.exceptional():
        if isinstance(when, Dates) and when.range.is_reversed:
            first, last = str(when.range.first), str(when.range.last)
            yield hit(_HOURS, "exceptions", words, first=first, last=last)


def _is_reversed(when: SomeDays) -> bool:
    return isinstance(when, Dates) and when.range.is_reversed


@publish_error(
    "hours-time-backwards",
    of=_HOURS,
    bad=a_room(hours={"mon-fri": "16:00-08:00"}),
    good=a_room(hours=_NIGHT),
)
def hours_time_backwards(room: RoomView) -> Hits:
    """A time over midnight is said to be one; what ends before it begins is a slip."""
    yield from _times_that(room, lambda span: span.goes_backwards)


@publish_error(
    "hours-time-empty",
    of=_HOURS,
    bad=a_room(hours={"mon-fri": "08:00-08:00"}),
    good=a_room(hours={"mon-fri": "all day"}),
)
def hours_time_empty(room: RoomView) -> Hits:
    """Two equal times would be 24 hours in the opening-hours system."""
    yield from _times_that(room, lambda span: span.is_empty)


def _times_that(room: RoomView, are_odd: _SpanTest) -> Hits:
    for path, times in _written_times(room.hours):
        for span in times.spans:
            if are_odd(span):
                yield hit(*path, times=format_span(span))


@publish_error(
    "hours-times-overlap",
    of=_HOURS,
    bad=a_room(hours={"mon-fri": "08:00-16:00", "fri": "12:00-18:00"}),
    good=a_room(hours={"mon-thu": "08:00-16:00", "fri": ["08:00-12:00", "12:00-18:00"]}),
)
def hours_times_overlap(room: RoomView) -> Hits:
    """Of two times that overlap nobody knows which was meant; residents would get both."""
    for path, period in _periods(room.hours):
        for words, span in overlapping_times(period):
            yield hit(*path, words, times=format_span(span))
    for words, _, times in room.hours.exceptional():
        if times_overlap(times):
            yield hit(_HOURS, "exceptions", words, times=format_span(times.spans[-1]))


@publish_error(
    "hours-periods-overlap",
    of=_HOURS,
    bad=a_room(
        hours={
            "periods": [
                {"from": "2027-01-01", **_WEEK},
                {"from": "2027-06-01", "until": "2027-08-31", "mon-fri": "09:00-15:00"},
            ]
        }
    ),
    good=a_room(
        hours={
            "periods": [
                {"from": "09-01", "until": "05-31", **_WEEK},
                {"from": "06-01", "until": "08-31", "mon-fri": "09:00-15:00"},
            ]
        }
    ),
)
def hours_periods_overlap(room: RoomView) -> Hits:
    """On days of two periods the room would be open at the times of both."""
    for place, before in overlapping_periods(room.hours, _horizon(room)):
        at = place - (len(room.hours.open_periods) - len(room.hours.periods or ()))
        yield hit(_HOURS, "periods", at, number=place + 1, other=before + 1)


@publish_error(
    "hours-exceptions-overlap",
    of=_HOURS,
    bad=a_room(hours={**_WEEK, "exceptions": {"Jouluaatto": "closed", "12-24": "08:00-12:00"}}),
    good=a_room(hours={**_WEEK, "exceptions": {"12-24..12-26": "closed", "12-24": "08:00-12:00"}}),
)
def hours_exceptions_overlap(room: RoomView) -> Hits:
    """Of exceptions the shortest holds; of two of one length nobody can tell which."""
    for words, before in overlapping_exceptions(room.hours, _horizon(room)):
        yield hit(_HOURS, "exceptions", words, days=words, other=before)


@publish_error(
    "hours-state-unbookable",
    of=_HOURS,
    bad=a_room(hours={"state": "open", **_WEEK}),
    good=a_room(hours={"state": "with_reservation", **_WEEK}),
)
def hours_state_unbookable(room: RoomView) -> Hits:
    """Times of other states are shown in the opening-hours system, and cannot be booked."""
    for path, period in _periods(room.hours):
        if period.state not in BOOKABLE_STATES:
            yield hit(*path, "state", state=period.state)


@publish_error(
    "hours-said-twice",
    of=_HOURS,
    bad=a_room(hours={"inherit": "venue", "periods": [_WEEK]}),
    good=a_room(hours={"inherit": "venue", **_WEEK}),
)
def hours_said_twice(room: RoomView) -> Hits:
    """Weekdays, periods, the venue's hours and hours kept by hand: only one of them can hold."""
    hours = room.hours
    weekdays = bool(hours.by_weekdays) and not hours.inherit
    ways = {
        "periods": bool(hours.periods),
        "inherit": hours.inherit is not None,
        "kept_in": hours.kept_in is not None,
    }
    if weekdays + sum(ways.values()) > 1:
        last = next(name for name, said in reversed(ways.items()) if said)
        yield hit(_HOURS, last)


@publish_error(
    "hours-holiday-unknown",
    of=_HOURS,
    bad=a_room(hours={**_WEEK, "exceptions": {"Juhanusaatto": "closed"}}),
    good=a_room(hours={**_WEEK, "exceptions": {"Juhannusaatto": "closed"}}),
)
def hours_holiday_unknown(room: RoomView) -> Hits:
    """A holiday that nobody knows never comes: the room would be open on the day that was meant."""
    for words, when, _ in room.hours.exceptional():
        if isinstance(when, HolidayDates) and holiday_named(when.name) is None:
            near = suggest(when.name, {name.casefold(): name for name in holidays()})
            yield hit(_HOURS, "exceptions", words, name=words, near=join_names(near))


@quality_warning(
    "hours-over",
    of=_HOURS,
    bad=a_room(hours={"until": "2027-02-28", **_WEEK}),
    good=a_room(hours={"until": "2027-12-31", **_WEEK}),
)
def hours_over(room: RoomView) -> Hits:
    """Every period is over, so there are no times that anybody could book."""
    ends = [_end(period.days) for period in room.hours.open_periods if period.by_weekdays]
    if ends and all(end is not None and end < room.context.today for end in ends):
        last = max(end for end in ends if end is not None)
        yield hit(_HOURS, last=last.isoformat())


def _end(when: SomeDays) -> date | None:
    """Return the last day of all; ``None`` where there is none, or it comes every year."""
    return when.range.last if isinstance(when, Dates) else None


@quality_warning(
    "hours-exception-outside",
    of=_HOURS,
    bad=a_room(hours={"until": "2027-05-31", **_WEEK, "exceptions": {"2027-06-24": "closed"}}),
    good=a_room(hours={"until": "2027-05-31", **_WEEK, "exceptions": {"2027-05-06": "closed"}}),
)
def hours_exception_outside(room: RoomView) -> Hits:
    """An exception of days on which no period holds changes nothing, or opens a closed room."""
    hours = room.hours
    if hours.inherit or hours.kept_in or not hours.open_periods:
        return
    horizon = _horizon(room)
    held = [days for one in hours.open_periods for days in one.days.occurrences(horizon)]
    for words, when, _ in hours.exceptional():
        if not isinstance(when, Dates) or when.range.is_reversed:
            continue
        if when.range.overlaps(horizon) and not any(when.range.overlaps(one) for one in held):
            yield hit(_HOURS, "exceptions", words, days=words)


@quality_warning(
    "hours-missing",
    bad=some_rooms({"hours": _WEEK}, {"key": "nup-pieni", "name": {"fi": "Pieni sali"}}),
    good=some_rooms(
        {"hours": _WEEK},
        {"key": "nup-pieni", "name": {"fi": "Pieni sali"}, "hours": {"kept_in": "hauki"}},
    ),
)
def hours_missing(room: RoomView) -> Hits:
    """A room without hours beside rooms with hours cannot be booked, unless staff keep them.

    Where no room of the service unit states hours, all of them are kept in the opening-hours
    system by hand, and nothing is said.
    """
    with_hours = room.context.once(_units_with_hours)
    if room.entry.wanted is not Wanted.PUBLISHED or room.entry.service_unit not in with_hours:
        return
    if not _says_when(room.hours):
        yield hit(_HOURS)


def _says_when(hours: Hours) -> bool:
    """Whether hours have any time at which a room is open, or somebody else says so."""
    return bool(hours.inherit or hours.kept_in or any(one.week for one in hours.open_periods))


def _units_with_hours(catalogue: Catalogue) -> frozenset[ServiceUnit]:
    """Return the service units of which some room says in the catalogue when it is open."""
    return frozenset(
        room.service_unit for room in catalogue.rooms if room.hours and _says_when(room.hours)
    )
