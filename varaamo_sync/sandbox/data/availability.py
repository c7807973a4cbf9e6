"""Whether a room is shown, whether it takes bookings, and when it is first free.

Moments are ISO texts in UTC, all of one form, so that they compare as texts.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from varaamo_sync.sandbox.data.room_hours import RoomHours

HELSINKI = ZoneInfo("Europe/Helsinki")

_HORIZON = timedelta(days=731)
"""How far ahead the server looks for a free moment."""


def publishing_state(  # noqa: PLR0911  # one return for each state
    archived: bool, draft: bool, begins: str | None, ends: str | None, now: str
) -> str:
    """Return a room's ``ReservationUnitPublishingState`` (facts, section 4b)."""
    if archived:
        return "ARCHIVED"
    if draft:
        return "DRAFT"
    ahead = begins is not None and begins > now
    over = ends is not None and ends <= now
    if ahead and (ends is None or over):
        return "SCHEDULED_PUBLISHING"
    if begins is not None and begins == ends:
        return "HIDDEN"
    if over and (begins is None or (begins <= now and begins <= str(ends))):
        return "HIDDEN"
    if ends is not None and ends > now:
        hides_first = begins is None or begins <= now or begins > ends
        return "SCHEDULED_HIDING" if hides_first else "SCHEDULED_PERIOD"
    return "PUBLISHED"


def reservation_state(  # noqa: PLR0911  # one return for each state
    price: str | None, product: str | None, begins: str | None, ends: str | None, now: str
) -> str:
    """Return a room's ``ReservationUnitReservationState``.

    Args:
        price: Highest price in force, or ``None`` where no price is in force.
        product: Payment product; a paid room without one takes no bookings in production.
        begins: When booking opens.
        ends: When booking closes.
        now: This moment.
    """
    ahead = begins is not None and begins > now
    if ahead and (ends is None or ends <= now):
        return "SCHEDULED_RESERVATION"
    if ahead and ends is not None and str(begins) < ends:
        return "SCHEDULED_PERIOD"
    if price is None or (Decimal(price) > 0 and product is None):
        return "RESERVATION_CLOSED"
    if ends is not None:
        if ends == begins:
            return "RESERVATION_CLOSED"
        if ends > now:
            return "SCHEDULED_CLOSING"
        if begins is None or begins < ends:
            return "RESERVATION_CLOSED"
    return "RESERVABLE"


def first_free(
    room: Mapping[str, Any], hours: RoomHours | None, now: datetime
) -> tuple[bool, datetime | None]:
    """Return whether a room is closed, and the first moment at which it can be booked.

    Args:
        room: Row of the room.
        hours: Its opening hours.
        now: This moment.

    Raises:
        OverflowError: A number of the room leads past the last day of the calendar (facts, 4c).
    """
    first_day, last_moment = window(room, now)
    if hours is None:  # facts, 4b: no opening hours means closed, whatever the states say
        return True, None
    opens = max(_moment(room["reservationBeginsAt"]) or now, now)
    closes = now + _HORIZON
    for end in (room["reservationEndsAt"], room["publishEndsAt"]):
        closes = min(closes, _moment(end) or closes)
    if _next_start(room, hours, opens, closes, timedelta(minutes=15)) is None:
        return True, None
    if hours.fully_booked:
        return False, None
    opens, closes = max(opens, first_day), min(closes, last_moment or closes)
    interval = interval_of(room["reservationStartInterval"])
    length = max(timedelta(seconds=room["minReservationDuration"] or 0), interval)
    longest = room["maxReservationDuration"]
    if longest is not None and timedelta(seconds=longest) < length:
        return False, None
    return False, _next_start(room, hours, opens, closes, length)


def window(room: Mapping[str, Any], now: datetime) -> tuple[datetime, datetime | None]:
    """Return from when on and until when a room can be booked now.

    Raises:
        OverflowError: That is past the last day of the calendar.
    """
    today = now.astimezone(HELSINKI).date()
    first_day = today + timedelta(days=room["reservationsMinDaysBefore"] or 0)
    longest = room["reservationsMaxDaysBefore"]
    last = now + timedelta(days=longest) if longest else None
    return datetime.combine(first_day, time(), HELSINKI), last


def spans(
    hours: RoomHours | None, first: date, last: date, today: date
) -> list[tuple[datetime, datetime]] | None:
    """Return the opening hours that touch some days, those that are known today.

    Args:
        hours: Opening hours of a room.
        first: First day.
        last: Last day; before the first one nothing is found.
        today: The day that it is.

    Returns:
        Beginning and end of each in local time; ``None`` where the room has no link to the
        opening-hours system (facts, 4c).
    """
    if hours is None:
        return None
    first, last = max(first, today), min(last, today + _HORIZON)
    return list(hours.between(first, last)) if first <= last else []


def _next_start(
    room: Mapping[str, Any],
    hours: RoomHours,
    opens: datetime,
    closes: datetime,
    length: timedelta,
) -> datetime | None:
    interval = interval_of(room["reservationStartInterval"])
    first, last = (moment.astimezone(HELSINKI).date() for moment in (opens, closes))
    for begins, ends in hours.between(first, last):
        if begins >= closes:
            break
        missed = max(opens - begins, timedelta(0))
        start = begins + interval * -(-missed // interval)
        if start + length <= min(ends, closes):
            return start
    return None


def interval_of(name: str) -> timedelta:
    """Return the length that a ``ReservationStartInterval`` names."""
    return timedelta(minutes=int(name.split("_")[1]))


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def as_stored(moment: datetime) -> str:
    """Return a moment as the database keeps it; without an offset it is Helsinki's time."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=HELSINKI)
    return aware.astimezone(UTC).isoformat()
