"""Fields of rooms that are computed or restricted."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from varaamo_sync.sandbox.data.availability import HELSINKI, first_free, spans
from varaamo_sync.sandbox.data.database import Row
from varaamo_sync.sandbox.data.room_hours import RoomHours, hours_of
from varaamo_sync.sandbox.graphql.asked import Asked
from varaamo_sync.sandbox.graphql.relations import ROOM, Resolver, access_types, to_one
from varaamo_sync.sandbox.rules.refusals import Code, RawText, Refused
from varaamo_sync.sandbox.rules.users import can_manage


def duration(column: str) -> Resolver:
    """Return the resolver of a column that holds seconds."""

    def resolve(row: Row, _asked: Asked) -> timedelta | None:
        value = row[column]
        return None if value is None else timedelta(seconds=value)

    return resolve


def _denied() -> Refused:
    return Refused("No permission to access field.", Code.FIELD_PERMISSION_DENIED)


def cancellation_rule(room: Row, asked: Asked) -> Row | None:
    """Return the cancellation rule, to those who are logged in (facts, 4b)."""
    if asked.context.user is None:
        raise _denied()
    rule: Row | None = ROOM["cancellationRule"](room, asked)
    return rule


def for_administrators(resolver: Resolver) -> Resolver:
    """Let only administrators of a room's venue read a field (facts, section 3)."""

    def resolve(room: Row, asked: Asked) -> Any:
        if not can_manage(asked.context.user, room["unit"]):
            raise _denied()
        return resolver(room, asked)

    return resolve


def not_calculated() -> Refused:
    """Return the refusal of what the list was not asked to calculate (facts, 4b)."""
    return Refused(
        "Not calculated: the list needs `calculateFirstReservableTime: true`.",
        Code.FIRST_RESERVABLE_NOT_CALCULATED,
    )


def availability(room: Row, asked: Asked) -> tuple[bool, datetime | None]:
    """Return whether a room is closed, and when it is first free.

    Raises:
        Refused: The list was not asked to calculate it.
        RawText: It cannot be calculated, and all that was asked with it is lost (facts, 4c).
    """
    if not room.get("_calculated"):
        raise not_calculated()
    if "_availability" not in room:
        now = asked.context.database.now()
        try:
            room["_availability"] = first_free(room, _hours(room, asked), now)
        except OverflowError as exc:
            raise RawText(str(exc)) from exc
    found: tuple[bool, datetime | None] = room["_availability"]
    return found


def _hours(room: Row, asked: Asked) -> RoomHours | None:
    return hours_of(asked.context.database, room["pk"])


def reservable_time_spans(
    room: Row,
    asked: Asked,
    startDate: date,  # noqa: N803  # as the API spells it
    endDate: date,  # noqa: N803
) -> list[dict[str, str]] | None:
    """Return the opening hours between two days; ``None`` without a link to their system."""
    today = asked.context.database.today()
    found = spans(_hours(room, asked), startDate, endDate, today)
    if found is None:
        return None
    return [
        {"startDatetime": opens.isoformat(), "endDatetime": closes.isoformat()}
        for opens, closes in found
    ]


def first_reservable(room: Row, asked: Asked) -> str | None:
    """Return the first moment at which a room can be booked, in UTC."""
    first = availability(room, asked)[1]
    return first.astimezone(UTC).isoformat() if first else None


def effective_access_type(room: Row, asked: Asked) -> str | None:
    """Return the way in at the first free moment, or today's."""
    first = availability(room, asked)[1]
    day = first.astimezone(HELSINKI).date() if first else asked.context.database.today()
    begun = [
        row["accessType"]
        for row in access_types(room, asked)
        if date.fromisoformat(row["beginDate"]) <= day
    ]
    return begun[-1] if begun else None


tax_percentage = to_one("taxPercentage", "taxPercentage")
"""The VAT of a price."""


def net(column: str) -> Resolver:
    """Return the resolver of a price without VAT."""

    def resolve(pricing: Row, asked: Asked) -> str:
        tax = tax_percentage(pricing, asked)
        return str(Decimal(pricing[column]) / (1 + Decimal(tax["value"]) / 100))

    return resolve


def image_url(image: Row, asked: Asked) -> str:
    """Return the address of a picture; one size is served for all."""
    context = asked.context
    return f"{context.origin}/media/{image['name']}"
