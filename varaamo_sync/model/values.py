"""The kinds of value that a catalogue holds: durations, money, dates, names.

Each takes what a person writes in a file and what a Python caller passes, and nothing that
would have to be guessed: no number from text but an amount as we write it, no money through a
float, no hour that does not exist in Helsinki.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from varaamo_sync.startup.lazy_pattern import lazy_pattern

HELSINKI = ZoneInfo("Europe/Helsinki")
"""The time zone of every date and hour in a catalogue."""

START_INTERVALS = (15, 30, 60, 90, 120, 180, 240, 300, 360, 420)
"""Start intervals that Varaamo knows, in minutes (its enum ``ReservationStartInterval``)."""

_SPOKEN = lazy_pattern(
    r"(?:(?P<days>\d{1,4})\s*d)?\s*(?:(?P<hours>\d{1,5})\s*h)?\s*(?:(?P<minutes>\d{1,6})\s*min)?"
)
_ISO = lazy_pattern(r"P(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?)?")


@lru_cache(maxsize=4096)
def parse_duration(text: str) -> timedelta:
    """Read a duration as people write it: ``30 min``, ``1 h 30 min``, ``1 d``, or ISO 8601.

    Args:
        text: The duration, in whole minutes.

    Raises:
        ValueError: The text is no duration in whole minutes.
    """
    stripped = text.strip()
    match = _ISO.fullmatch(stripped) if stripped.startswith("P") else _SPOKEN.fullmatch(stripped)
    if match is None or not any(match.groups()):
        raise ValueError(text)
    days, hours, minutes = (int(group or 0) for group in match.groups())
    return timedelta(days=days, hours=hours, minutes=minutes)


def format_duration(value: timedelta) -> str:
    """Write a duration as ``parse_duration`` reads it: ``1 h 30 min``."""
    total = int(value.total_seconds() // 60)
    hours, minutes = divmod(total, 60)
    parts = [f"{hours} h"] if hours else []
    if minutes or not parts:
        parts.append(f"{minutes} min")
    return " ".join(parts)


def _duration(value: Any) -> timedelta:
    if isinstance(value, str):
        try:
            return parse_duration(value)
        except ValueError:
            pass
    elif isinstance(value, timedelta) and value >= timedelta(0) and value.total_seconds() % 60 == 0:
        return value
    raise PydanticCustomError(
        "duration", "is not a duration in whole minutes; write for instance 30 min or 1 h 30 min"
    )


_MOST_DIGITS = 20
"""Digits of an amount before its point; the booking system keeps 8, and arithmetic only 28."""


_WRITTEN = lazy_pattern(rf"-?[0-9]{{1,{_MOST_DIGITS}}}\.[0-9]{{2}}")
"""An amount as JSON that we write has it: no other text is one, for it would be guessed."""


def _money(value: Any) -> Decimal:
    if isinstance(value, str) and _WRITTEN.fullmatch(value):
        return Decimal(value)
    if isinstance(value, float):
        raise PydanticCustomError("money_float", "money must not pass through a float; use Decimal")
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise PydanticCustomError("money", "is not an amount; write a number such as 12.50")
    amount = Decimal(value)
    if not amount.is_finite() or amount.adjusted() >= _MOST_DIGITS:
        raise PydanticCustomError("money", "is not an amount; write a number such as 12.50")
    if amount != round(amount, 2):
        raise PydanticCustomError("money_decimals", "has more than two decimals")
    return amount.quantize(Decimal("0.01"))


def _date(value: Any) -> date:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value) if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else _no()
        except ValueError:
            pass
    elif isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise PydanticCustomError("date", "is not a date; write year-month-day, such as 2027-01-31")


def _no() -> date:
    raise ValueError


@lru_cache(maxsize=4096)
def _parse_moment(text: str) -> datetime:
    if not re.match(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d|$)", text):
        raise ValueError(text)
    return datetime.fromisoformat(text)


_FIRST_YEAR = 1900
"""Before it there were no hours of Helsinki; a rule tells which years are too far away."""


def _no_moment() -> PydanticCustomError:
    return PydanticCustomError("moment", "is not a date and time; write 2027-01-31 08:00")


def _moment(value: Any) -> datetime:
    if isinstance(value, str):
        try:
            value = _parse_moment(value)
        except ValueError:
            value = None
    if not isinstance(value, datetime) or value.year < _FIRST_YEAR:
        raise _no_moment()
    if value.tzinfo is not None:
        try:
            return in_helsinki(value)
        except OverflowError:
            raise _no_moment() from None
    local = value.replace(tzinfo=HELSINKI)
    if local.astimezone(UTC).astimezone(HELSINKI).replace(tzinfo=None) != value:
        raise PydanticCustomError(
            "moment_missing", "does not exist in Helsinki: the clocks skip that hour"
        )
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        raise PydanticCustomError(
            "moment_twice", "exists twice in Helsinki: write it with its offset, such as +02:00"
        )
    return local


def in_helsinki(moment: datetime) -> datetime:
    """Return a moment in Helsinki's time, such that it is compared as the instant that it is.

    Python compares moments of one zone by the clock on the wall, and calls a moment of an hour
    that comes twice equal to none of another zone. In such an hour a moment therefore has its
    offset alone, without the zone.

    Args:
        moment: A moment with time zone.
    """
    local = moment.astimezone(HELSINKI)
    offset = local.utcoffset()
    assert offset is not None
    if offset == local.replace(fold=1 - local.fold).utcoffset():
        return local
    return local.replace(tzinfo=timezone(offset), fold=0)


def format_moment(moment: datetime) -> str:
    """Write a moment as files have it: ``2027-01-31 08:00``, with its offset where needed.

    Args:
        moment: A moment with time zone.
    """
    local = moment.astimezone(HELSINKI)
    twice = local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()
    if twice or local.second or local.microsecond:
        return local.isoformat(" ")
    return f"{local:%Y-%m-%d %H:%M}"


def _interval(value: timedelta) -> timedelta:
    if value.total_seconds() / 60 not in START_INTERVALS:
        raise PydanticCustomError(
            "interval",
            "is not a start interval; use one of {allowed} min",
            {"allowed": ", ".join(map(str, START_INTERVALS))},
        )
    return value


_DURATION_SCHEMA = {
    "type": "string",
    "examples": ["30 min", "1 h 30 min", "PT2H"],
    "description": "Whole minutes: 30 min, 1 h 30 min, 1 d, or ISO 8601.",
}

Duration = Annotated[
    timedelta,
    BeforeValidator(_duration),
    PlainSerializer(format_duration, return_type=str, when_used="json"),
    WithJsonSchema(_DURATION_SCHEMA),
]
"""A length of time in whole minutes."""

StartInterval = Annotated[
    timedelta,
    AfterValidator(_interval),
    BeforeValidator(_duration),
    PlainSerializer(format_duration, return_type=str, when_used="json"),
    WithJsonSchema(_DURATION_SCHEMA | {"examples": ["30 min", "1 h"]}),
]
"""Minutes between the moments at which a booking may begin; one of ``START_INTERVALS``."""

_AMOUNT_SCHEMA = {"type": ["number", "string"], "pattern": rf"^{_WRITTEN.pattern}$"}
_AMOUNT_WRITTEN = _AMOUNT_SCHEMA | {"type": "string"}

Euros = Annotated[
    Decimal,
    BeforeValidator(_money),
    PlainSerializer(str, return_type=str, when_used="json"),
    WithJsonSchema(_AMOUNT_SCHEMA | {"examples": [12.5]}, mode="validation"),
    WithJsonSchema(_AMOUNT_WRITTEN | {"examples": ["12.50"]}, mode="serialization"),
]
"""An amount in euros, VAT included, at most two decimals."""

Percent = Annotated[
    Decimal,
    BeforeValidator(_money),
    PlainSerializer(str, return_type=str, when_used="json"),
    WithJsonSchema(_AMOUNT_SCHEMA | {"examples": [25.5]}, mode="validation"),
    WithJsonSchema(_AMOUNT_WRITTEN | {"examples": ["25.50"]}, mode="serialization"),
]
"""A percentage of VAT, at most two decimals."""

Day = Annotated[date, BeforeValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]
"""A day in Helsinki."""

Moment = Annotated[
    datetime,
    BeforeValidator(_moment),
    WithJsonSchema({"type": "string", "examples": ["2027-01-31 08:00", "2027-01-31T08:00+02:00"]}),
]
"""A moment; without an offset it is Helsinki's time. It is compared as an instant."""

RoomKey = Annotated[
    str,
    StringConstraints(
        strict=True, min_length=1, max_length=100, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$"
    ),
]
"""Identity of a room in its catalogue: unique, never reused, at most 100 characters."""

Words = Annotated[str, Field(strict=True)]
"""Text as it was written; numbers and booleans are refused."""

Name = Annotated[str, StringConstraints(strict=True, min_length=1)]
"""A name that must not be empty."""

Whole = Annotated[int, Field(strict=True)]
"""A whole number; text, booleans and decimals are refused."""

Flag = Annotated[bool, Field(strict=True)]
"""``true`` or ``false``; words such as ``kyllä`` and numbers are refused."""
