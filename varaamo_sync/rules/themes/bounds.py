"""Bounds of every number and every day: what lies beyond is a slip of the pen, or breaks lists.

The booking system keeps nearly any number (facts, sections 4b and 4c). So each bound is an error
of the draft level: what lies beyond is never sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from varaamo_sync.findings import Level, Owner, Path, Severity
from varaamo_sync.model import HELSINKI, Booking, Price, format_duration
from varaamo_sync.rules.context import Context
from varaamo_sync.rules.room_view import dotted, minute
from varaamo_sync.rules.rule import Example, Hit, a_room, rule

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

HIGHEST_PRICE = Decimal(1_000_000)
"""Euros; the booking system itself holds ten digits (facts, section 4b)."""

HIGHEST_VAT = Decimal(100)

_FIRST_MOMENT = datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, tzinfo=HELSINKI)
_DATES = {"least": FIRST_DAY.isoformat(), "most": LAST_DAY.isoformat()}


@rule(
    id="number-too-large",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.UNIT,
    bad=a_room(area=3_000_000_000),
    good=a_room(area=LARGEST_AREA, capacity={"max": MOST_PERSONS}),
)
def number_too_large(context: Context) -> Iterator[Hit]:
    """No room is larger than a square kilometre, and none holds more than 100,000 persons.

    What is no integer of GraphQL is refused before anything runs; the rest would be stored.
    """
    for place, room in context.rooms:
        if room.area is not None and abs(room.area) > LARGEST_AREA:
            yield _too_large(place, ("area",), room.area, LARGEST_AREA)
    for place, capacity in context.capacities():
        for name, value in (("min", capacity.min), ("max", capacity.max)):
            if value is not None and abs(value) > MOST_PERSONS:
                yield _too_large(place, ("capacity", name), value, MOST_PERSONS)


def _too_large(place: int, path: Path, value: int, most: int) -> Hit:
    return Hit(place, path, {"field": dotted(path), "value": value, "most": most})


@rule(
    id="booking-number-too-large",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.UNIT,
    bad=a_room(booking={"max_per_person": 3_000_000_000}),
    good=a_room(booking={"max_per_person": MOST_BOOKINGS}),
)
def booking_number_too_large(context: Context) -> Iterator[Hit]:
    """A limit to the bookings of one person that nobody could reach is no limit."""
    for place, booking in context.bookings():
        value = booking.max_per_person
        if value is not None and abs(value) > MOST_BOOKINGS:
            yield _too_large(place, ("booking", "max_per_person"), value, MOST_BOOKINGS)


@rule(
    id="booking-window-too-large",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.UNIT,
    fixed=True,
    bad=a_room(booking={"window": {"max_days": 2_920_000}}),
    good=a_room(booking={"window": {"min_days": 1, "max_days": MOST_DAYS_AHEAD}}),
)
def booking_window_too_large(context: Context) -> Iterator[Hit]:
    """Days ahead that lead past the end of the calendar take everybody's lists down.

    2,920,000 is stored without a word, and from then on the booking system cannot say of any
    room of the same list whether it is open (facts, section 4c).
    """
    for place, booking in context.bookings():
        window = booking.window
        if window is None:
            continue
        for name, days in (("min_days", window.min_days), ("max_days", window.max_days)):
            if days is not None and days > MOST_DAYS_AHEAD:
                yield _too_large(place, ("booking", "window", name), days, MOST_DAYS_AHEAD)


@rule(
    id="duration-too-long",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.UNIT,
    fixed=True,
    bad=a_room(booking={"max": "9999 d"}),
    good=a_room(booking={"max": "24 h", "buffer_before": "31 d"}),
)
def duration_too_long(context: Context) -> Iterator[Hit]:
    """Opening hours are known for two years: what is longer can be added to no moment of them."""
    for place, booking in context.bookings():
        for name, length, longest in _lengths(booking):
            if length is not None and length > longest:
                params = {"field": f"booking.{name}", "value": format_duration(length)}
                params |= {"most": format_duration(longest)}
                yield Hit(place, ("booking", name), params)


def _lengths(booking: Booking) -> tuple[tuple[str, timedelta | None, timedelta], ...]:
    return (
        ("min", booking.min, LONGEST_BOOKING),
        ("max", booking.max, LONGEST_BOOKING),
        ("buffer_before", booking.buffer_before, LONGEST_BUFFER),
        ("buffer_after", booking.buffer_after, LONGEST_BUFFER),
    )


@rule(
    id="moment-out-of-range",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.UNIT,
    fixed=True,
    bad=a_room(booking={"closes": "2206-12-31 16:00"}),
    good=a_room(booking={"closes": "2100-12-31 16:00"}),
)
def moment_out_of_range(context: Context) -> Iterator[Hit]:
    """A moment is one that the booking system takes, and of a year that somebody may mean."""
    for place, booking in context.bookings():
        yield from _moment(place, ("booking", "opens"), booking.opens)
        yield from _moment(place, ("booking", "closes"), booking.closes)
    for place, room in context.rooms:
        if room.publish is not None:
            yield from _moment(place, ("publish", "from"), room.publish.begins)
            yield from _moment(place, ("publish", "until"), room.publish.ends)


def _moment(place: int, path: Path, moment: datetime | None) -> Iterator[Hit]:
    if moment is not None and not (moment >= _FIRST_MOMENT and moment.year <= LAST_DAY.year):
        yield Hit(place, path, {"field": dotted(path), "value": minute(moment), **_DATES})


@rule(
    id="day-out-of-range",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.UNIT,
    fixed=True,
    bad=a_room(access=[{"type": "unrestricted"}, {"type": "physical_key", "from": "2207-01-01"}]),
    good=a_room(access=[{"type": "unrestricted", "from": "1990-01-01"}]),
)
def day_out_of_range(context: Context) -> Iterator[Hit]:
    """A first day of the year 27 has begun long ago, and would hold today; 2027 was meant."""
    for place, rows in context.accesses():
        for at, row in enumerate(rows):
            yield from _day(place, ("access", at, "from"), row.begins)
    for place, prices in context.pricings():
        for at, price in enumerate(prices):
            yield from _day(place, ("pricing", at, "from"), price.begins)


def _day(place: int | None, path: Path, day: date | None) -> Iterator[Hit]:
    if day is not None and not FIRST_DAY <= day <= LAST_DAY:
        yield Hit(place, path, {"field": dotted(path), "value": day.isoformat(), **_DATES})


@rule(
    id="price-too-large",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.UNIT,
    bad=a_room(pricing=[{"lowest": 1, "highest": 10**8, "vat": 0, "payment": "online"}]),
    good=a_room(pricing=[{"lowest": 1, "highest": 10**6, "vat": 0, "payment": "online"}]),
)
def price_too_large(context: Context) -> Iterator[Hit]:
    """A price over a million euros has lost its decimal point."""
    for place, at, price in context.prices():
        for name, amount in (("lowest", price.lowest), ("highest", price.highest)):
            if amount is not None and abs(amount) > HIGHEST_PRICE:
                params = {"amount": str(amount), "most": str(HIGHEST_PRICE)}
                yield Hit(place, ("pricing", at, name), params)


@rule(
    id="vat-out-of-range",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.FINANCE,
    bad=a_room(pricing=[{"lowest": 10, "highest": 10, "vat": 255, "payment": "online"}]),
    good=a_room(
        pricing=[{"lowest": 10, "highest": 10, "vat": Decimal("25.5"), "payment": "online"}]
    ),
)
def vat_out_of_range(context: Context) -> Iterator[Hit]:
    """VAT is a percentage, also where no reference data is at hand to know which."""
    for place, at, price in context.prices():
        if not vat_possible(price):
            yield Hit(place, ("pricing", at, "vat"), {"vat": str(price.vat)})


def vat_possible(price: Price) -> bool:
    """Whether the VAT of a price, if it states one, is from 0 to 100 %."""
    return price.vat is None or 0 <= price.vat <= HIGHEST_VAT


@rule(
    id="goal-date-out-of-range",
    severity=Severity.ERROR,
    level=Level.QUALITY,
    owner=Owner.COORDINATOR,
    bad=Example(goal={"deadline": "2207-01-31"}),
    good=Example(goal={"start": "2027-01-01", "deadline": "2027-12-31"}),
)
def goal_date_out_of_range(context: Context) -> Iterator[Hit]:
    """A deadline of another century makes every forecast say that the goal will be met."""
    goal = context.catalogue.goal
    yield from _day(None, ("goal", "start"), goal.start)
    yield from _day(None, ("goal", "deadline"), goal.deadline)
