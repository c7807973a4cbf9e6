"""Bounds of every number and every day: what lies beyond is a slip of the pen, or breaks lists.

The booking system keeps nearly any number (facts, sections 4b and 4c). So each bound is an error
of the draft level: what lies beyond is never sent. Those of amounts stand with the prices.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from varaamo_sync.model import HELSINKI, Hours, format_duration, format_moment
from varaamo_sync.model.hours import Dates
from varaamo_sync.rules.context import Context
from varaamo_sync.rules.room_view import RoomView
from varaamo_sync.rules.rule import Example, Hits, a_room, draft_error, goal_error, hit_field

MOST_PERSONS = 100_000
"""More than any stadium in the country holds."""

LARGEST_AREA = 1_000_000
"""A square kilometre, in m²; larger than any room or field."""

MOST_BOOKINGS = 10_000
"""Bookings of one person at a time; no limit at all is an empty field."""

MOST_DAYS_AHEAD = 3_650
"""Ten years. Opening hours are known for two; where the server adds so many days that its
calendar ends, every list of openings with the room in it is lost (facts, section 4c)."""

LONGEST_BOOKING = timedelta(days=731)
"""Opening hours are known for two years, so nothing longer can be booked."""

LONGEST_BUFFER = timedelta(days=31)
"""Time before and after each booking; with more nobody else could ever book."""

FIRST_DAY = date(1921, 5, 1)
"""Before it Helsinki's offset had seconds, and the booking system answers 400 (facts, 4c)."""

LAST_DAY = date(2100, 12, 31)
"""Years after it are slips, or stand for no end, for which the field is left out."""

_FIRST_MOMENT = datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, tzinfo=HELSINKI)
_DATES = {"least": FIRST_DAY.isoformat(), "most": LAST_DAY.isoformat()}


@draft_error(
    "number-too-large",
    bad=a_room(area=3_000_000_000),
    good=a_room(area=LARGEST_AREA, capacity={"max": MOST_PERSONS}),
)
def number_too_large(room: RoomView) -> Hits:
    """No room is larger than a square kilometre, and none holds more than 100,000 persons.

    What is no integer of GraphQL is refused before anything runs; the rest would be stored.
    """
    if room.area is not None and abs(room.area) > LARGEST_AREA:
        yield hit_field("area", value=room.area, most=LARGEST_AREA)
    for name, value in (("min", room.capacity.min), ("max", room.capacity.max)):
        if value is not None and abs(value) > MOST_PERSONS:
            yield hit_field("capacity", name, value=value, most=MOST_PERSONS)


@draft_error(
    "booking-number-too-large",
    bad=a_room(booking={"max_per_person": 3_000_000_000}),
    good=a_room(booking={"max_per_person": MOST_BOOKINGS}),
)
def booking_number_too_large(room: RoomView) -> Hits:
    """A limit to the bookings of one person that nobody could reach is no limit."""
    value = room.booking.max_per_person
    if value is not None and abs(value) > MOST_BOOKINGS:
        yield hit_field("booking", "max_per_person", value=value, most=MOST_BOOKINGS)


@draft_error(
    "booking-window-too-large",
    fixed=True,
    bad=a_room(booking={"window": {"max_days": 2_920_000}}),
    good=a_room(booking={"window": {"min_days": 1, "max_days": MOST_DAYS_AHEAD}}),
)
def booking_window_too_large(room: RoomView) -> Hits:
    """Days ahead that lead past the end of the calendar take everybody's lists down.

    2,920,000 is stored without a word, and from then on the booking system cannot say of any
    room of the same list whether it is open (facts, section 4c).
    """
    for name, days in (("min_days", room.window.min_days), ("max_days", room.window.max_days)):
        if days is not None and days > MOST_DAYS_AHEAD:
            yield hit_field("booking", "window", name, value=days, most=MOST_DAYS_AHEAD)


@draft_error(
    "duration-too-long",
    fixed=True,
    bad=a_room(booking={"max": "9999 d"}),
    good=a_room(booking={"max": "24 h", "buffer_before": "31 d"}),
)
def duration_too_long(room: RoomView) -> Hits:
    """Opening hours are known for two years: what is longer can be added to no moment of them."""
    booking = room.booking
    for name, length, longest in (
        ("min", booking.min, LONGEST_BOOKING),
        ("max", booking.max, LONGEST_BOOKING),
        ("buffer_before", booking.buffer_before, LONGEST_BUFFER),
        ("buffer_after", booking.buffer_after, LONGEST_BUFFER),
    ):
        if length is not None and length > longest:
            said = format_duration(length)
            yield hit_field("booking", name, value=said, most=format_duration(longest))


@draft_error(
    "moment-out-of-range",
    fixed=True,
    bad=a_room(booking={"closes": "2206-12-31 16:00"}),
    good=a_room(booking={"closes": "2100-12-31 16:00"}),
)
def moment_out_of_range(room: RoomView) -> Hits:
    """A moment is one that the booking system takes, and of a year that somebody may mean."""
    for part, name, moment in (
        ("booking", "opens", room.booking.opens),
        ("booking", "closes", room.booking.closes),
        ("publish", "from", room.publish.begins),
        ("publish", "until", room.publish.ends),
    ):
        if moment and not (moment >= _FIRST_MOMENT and moment.year <= LAST_DAY.year):
            yield hit_field(part, name, value=format_moment(moment), **_DATES)


@draft_error(
    "day-out-of-range",
    fixed=True,
    bad=a_room(access=[{"type": "unrestricted"}, {"type": "physical_key", "from": "2207-01-01"}]),
    good=a_room(access=[{"type": "unrestricted", "from": "1990-01-01"}]),
)
def day_out_of_range(room: RoomView) -> Hits:
    """A first day of the year 27 has begun long ago, and would hold today; 2027 was meant."""
    for at, row in enumerate(room.access):
        if row.begins is not None:
            yield from _beyond(row.begins, "access", at, "from")
    for at, price in enumerate(room.pricing):
        if price.begins is not None:
            yield from _beyond(price.begins, "pricing", at, "from")
    if room.entry.hours is not None:
        yield from _hours_beyond(room.entry.hours)


def _hours_beyond(hours: Hours) -> Hits:
    periods = enumerate(hours.periods or ())
    for path, period in ((), hours), *((("periods", at), period) for at, period in periods):
        for name, day in (("from", period.begins), ("until", period.ends)):
            yield from _beyond(day if isinstance(day, date) else None, "hours", *path, name)
    for words, when, _ in hours.exceptional():
        if isinstance(when, Dates):
            for day in dict.fromkeys((when.range.first, when.range.last)):
                yield from _beyond(day, "hours", "exceptions", words)


def _beyond(day: date | None, *path: str | int) -> Hits:
    if day is not None and not FIRST_DAY <= day <= LAST_DAY:
        yield hit_field(*path, value=day.isoformat(), **_DATES)


@goal_error(
    "goal-date-out-of-range",
    bad=Example(goal={"deadline": "2207-01-31"}),
    good=Example(goal={"start": "2027-01-01", "deadline": "2027-12-31"}),
)
def goal_date_out_of_range(context: Context) -> Hits:
    """A deadline of another century makes every forecast say that the goal will be met."""
    goal = context.catalogue.goal
    yield from _beyond(goal.start, "goal", "start")
    yield from _beyond(goal.deadline, "goal", "deadline")
