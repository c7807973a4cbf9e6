"""Durations, windows and the time between which booking is open."""

from __future__ import annotations

from datetime import timedelta

from varaamo_sync.capabilities import Feature
from varaamo_sync.model import Booking, format_duration, format_moment
from varaamo_sync.rules.room_view import RoomView
from varaamo_sync.rules.rule import (
    Hits,
    a_room,
    draft_error,
    hit,
    hit_field,
    publish_error,
    quality_warning,
)

_DEFAULT_INTERVAL = timedelta(minutes=15)  # what the API assumes where none is given


@draft_error(
    "duration-min-over-max",
    code="RESERVATION_UNIT_MIN_MAX_RESERVATION_DURATIONS_INVALID",
    bad=a_room(booking={"min": "4 h", "max": "1 h"}),
    good=a_room(booking={"min": "1 h", "max": "1 h"}),
)
def duration_min_over_max(room: RoomView) -> Hits:
    """The shortest booking is not longer than the longest; zero means no limit."""
    least, most = room.booking.min, room.booking.max
    if least and most and least > most:
        yield hit("booking", "min", min=format_duration(least), max=format_duration(most))


@draft_error(
    "duration-min-interval",
    asks=Feature.START_STEPS,
    code="RESERVATION_UNIT_MIN_RESERVATION_DURATION_INVALID",
    bad=a_room(booking={"interval": "1 h", "min": "1 h 30 min", "max": "3 h"}),
    good=a_room(booking={"interval": "30 min", "min": "1 h 30 min", "max": "3 h"}),
)
def duration_min_interval(room: RoomView) -> Hits:
    """The shortest booking is a multiple of the start interval, drafts among them."""
    return _off_interval(room.booking, "min", room.booking.min)


@draft_error(
    "duration-max-interval",
    asks=Feature.START_STEPS,
    code="RESERVATION_UNIT_MAX_RESERVATION_DURATION_INVALID",
    bad=a_room(booking={"interval": "1 h", "min": "1 h", "max": "2 h 30 min"}),
    good=a_room(booking={"interval": "30 min", "min": "1 h", "max": "2 h 30 min"}),
)
def duration_max_interval(room: RoomView) -> Hits:
    """The longest booking is a multiple of the start interval."""
    return _off_interval(room.booking, "max", room.booking.max)


def _off_interval(booking: Booking, name: str, length: timedelta | None) -> Hits:
    # A multiple is never shorter than the interval, so one question answers both of the API's.
    interval = booking.interval or _DEFAULT_INTERVAL
    if length and length % interval:
        said = format_duration(length)
        yield hit("booking", name, length=said, interval=format_duration(interval))


@draft_error(
    "booking-number-negative",
    code="min_value",
    bad=a_room(booking={"window": {"min_days": -1}}),
    good=a_room(booking={"window": {"min_days": 0}}),
)
def booking_number_negative(room: RoomView) -> Hits:
    """Days and numbers of bookings are not negative."""
    bookings = room.booking.max_per_person
    if bookings is not None and bookings < 0:
        yield hit_field("booking", "max_per_person", value=bookings)
    for name, days in (("min_days", room.window.min_days), ("max_days", room.window.max_days)):
        if days is not None and days < 0:
            yield hit_field("booking", "window", name, value=days)


@publish_error(
    "booking-max-per-person-zero",
    bad=a_room(booking={"max_per_person": 0}),
    good=a_room(booking={"max_per_person": 1}),
)
def booking_max_per_person_zero(room: RoomView) -> Hits:
    """With zero bookings to a person nobody can book."""
    if room.booking.max_per_person == 0:
        yield hit("booking", "max_per_person")


@publish_error(
    "booking-window-inverted",
    bad=a_room(booking={"window": {"min_days": 30, "max_days": 7}}),
    good=a_room(booking={"window": {"min_days": 7, "max_days": 30}}),
)
def booking_window_inverted(room: RoomView) -> Hits:
    """A booking that must be made earlier than it may be made cannot be made; zero: no limit."""
    latest, earliest = room.window.min_days, room.window.max_days
    if latest and earliest and latest > earliest > 0:
        yield hit("booking", "window", "min_days", min=latest, max=earliest)


@publish_error(
    "booking-closes-before-opens",
    bad=a_room(booking={"opens": "2027-06-01 08:00", "closes": "2027-05-01 08:00"}),
    good=a_room(booking={"opens": "2027-05-01 08:00", "closes": "2027-06-01 08:00"}),
)
def booking_closes_before_opens(room: RoomView) -> Hits:
    """Booking does not end before it begins, nor at the same moment."""
    opens, closes = room.booking.opens, room.booking.closes
    if opens and closes and closes <= opens:
        said = format_moment(opens)
        yield hit("booking", "closes", opens=said, closes=format_moment(closes))


@quality_warning(
    "booking-over",
    bad=a_room(booking={"closes": "2027-01-31 16:00"}),
    good=a_room(booking={"closes": "2027-12-31 16:00"}),
)
def booking_over(room: RoomView) -> Hits:
    """The time for bookings has passed, so nobody can book."""
    opens, closes = room.booking.opens, room.booking.closes
    if closes and closes <= room.context.now and (opens is None or opens < closes):
        yield hit("booking", "closes", closes=format_moment(closes))
