"""Durations, windows and the time between which booking is open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from varaamo_sync.findings import Level, Owner, Path, Severity
from varaamo_sync.model import Booking, format_duration
from varaamo_sync.rules.context import Context
from varaamo_sync.rules.room_view import dotted, minute
from varaamo_sync.rules.rule import Hit, a_room, rule

_DEFAULT_INTERVAL = timedelta(minutes=15)  # what the API assumes where none is given


@rule(
    id="duration-min-over-max",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.UNIT,
    code="RESERVATION_UNIT_MIN_MAX_RESERVATION_DURATIONS_INVALID",
    bad=a_room(booking={"min": "4 h", "max": "1 h"}),
    good=a_room(booking={"min": "1 h", "max": "1 h"}),
)
def duration_min_over_max(context: Context) -> Iterator[Hit]:
    """The shortest booking is not longer than the longest; zero means no limit."""
    for place, booking in context.bookings():
        if booking.min and booking.max and booking.min > booking.max:
            params = {"min": format_duration(booking.min), "max": format_duration(booking.max)}
            yield Hit(place, ("booking", "min"), params)


@rule(
    id="duration-min-interval",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.UNIT,
    code="RESERVATION_UNIT_MIN_RESERVATION_DURATION_INVALID",
    bad=a_room(booking={"interval": "1 h", "min": "1 h 30 min", "max": "3 h"}),
    good=a_room(booking={"interval": "30 min", "min": "1 h 30 min", "max": "3 h"}),
)
def duration_min_interval(context: Context) -> Iterator[Hit]:
    """The shortest booking is a multiple of the start interval, drafts among them."""
    for place, booking in context.bookings():
        if booking.min and booking.min % (booking.interval or _DEFAULT_INTERVAL):
            yield Hit(place, ("booking", "min"), _off_interval(booking, booking.min))


@rule(
    id="duration-max-interval",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.UNIT,
    code="RESERVATION_UNIT_MAX_RESERVATION_DURATION_INVALID",
    bad=a_room(booking={"interval": "1 h", "min": "1 h", "max": "2 h 30 min"}),
    good=a_room(booking={"interval": "30 min", "min": "1 h", "max": "2 h 30 min"}),
)
def duration_max_interval(context: Context) -> Iterator[Hit]:
    """The longest booking is a multiple of the start interval."""
    for place, booking in context.bookings():
        if booking.max and booking.max % (booking.interval or _DEFAULT_INTERVAL):
            yield Hit(place, ("booking", "max"), _off_interval(booking, booking.max))


def _off_interval(booking: Booking, length: timedelta) -> Mapping[str, str]:
    # A multiple is never shorter than the interval, so one question answers both of the API's.
    return {
        "length": format_duration(length),
        "interval": format_duration(booking.interval or _DEFAULT_INTERVAL),
    }


@rule(
    id="booking-number-negative",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.UNIT,
    code="min_value",
    bad=a_room(booking={"window": {"min_days": -1}}),
    good=a_room(booking={"window": {"min_days": 0}}),
)
def booking_number_negative(context: Context) -> Iterator[Hit]:
    """Days and numbers of bookings are not negative."""
    for place, booking in context.bookings():
        if booking.max_per_person is not None and booking.max_per_person < 0:
            yield _negative(place, ("booking", "max_per_person"), booking.max_per_person)
        window = booking.window
        if window is None:
            continue
        for name, days in (("min_days", window.min_days), ("max_days", window.max_days)):
            if days is not None and days < 0:
                yield _negative(place, ("booking", "window", name), days)


def _negative(place: int, path: Path, value: int) -> Hit:
    return Hit(place, path, {"field": dotted(path), "value": value})


@rule(
    id="booking-max-per-person-zero",
    severity=Severity.ERROR,
    level=Level.PUBLISH,
    owner=Owner.UNIT,
    bad=a_room(booking={"max_per_person": 0}),
    good=a_room(booking={"max_per_person": 1}),
)
def booking_max_per_person_zero(context: Context) -> Iterator[Hit]:
    """With zero bookings to a person nobody can book."""
    for place, booking in context.bookings():
        if booking.max_per_person == 0:
            yield Hit(place, ("booking", "max_per_person"))


@rule(
    id="booking-window-inverted",
    severity=Severity.ERROR,
    level=Level.PUBLISH,
    owner=Owner.UNIT,
    bad=a_room(booking={"window": {"min_days": 30, "max_days": 7}}),
    good=a_room(booking={"window": {"min_days": 7, "max_days": 30}}),
)
def booking_window_inverted(context: Context) -> Iterator[Hit]:
    """A booking that must be made earlier than it may be made cannot be made; zero: no limit."""
    for place, booking in context.bookings():
        window = booking.window
        if window is None:
            continue
        latest, earliest = window.min_days, window.max_days
        if latest and earliest and latest > earliest > 0:
            params = {"min": latest, "max": earliest}
            yield Hit(place, ("booking", "window", "min_days"), params)


@rule(
    id="booking-closes-before-opens",
    severity=Severity.ERROR,
    level=Level.PUBLISH,
    owner=Owner.UNIT,
    bad=a_room(booking={"opens": "2027-06-01 08:00", "closes": "2027-05-01 08:00"}),
    good=a_room(booking={"opens": "2027-05-01 08:00", "closes": "2027-06-01 08:00"}),
)
def booking_closes_before_opens(context: Context) -> Iterator[Hit]:
    """Booking does not end before it begins, nor at the same moment."""
    for place, booking in context.bookings():
        opens, closes = booking.opens, booking.closes
        if opens and closes and closes <= opens:
            params = {"opens": minute(opens), "closes": minute(closes)}
            yield Hit(place, ("booking", "closes"), params)


@rule(
    id="booking-over",
    severity=Severity.WARNING,
    level=Level.QUALITY,
    owner=Owner.UNIT,
    bad=a_room(booking={"closes": "2027-01-31 16:00"}),
    good=a_room(booking={"closes": "2027-12-31 16:00"}),
)
def booking_over(context: Context) -> Iterator[Hit]:
    """The time for bookings has passed, so nobody can book."""
    for place, booking in context.bookings():
        opens, closes = booking.opens, booking.closes
        if closes and closes <= context.now and (opens is None or opens < closes):
            yield Hit(place, ("booking", "closes"), {"closes": minute(closes)})
