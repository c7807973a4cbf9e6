"""From the rows of answers to values of the snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from varaamo_sync.booking.port import Opening, Role, Span, Stored, User
from varaamo_sync.booking.protocol.fields.wire import (
    decode_access,
    decode_fields,
    decode_price,
    moment_of,
)
from varaamo_sync.model import LANGS, Lang
from varaamo_sync.snapshot import (
    Named,
    PublishingState,
    RemoteRoom,
    RemoteSpace,
    RemoteVenue,
    ReservationState,
    TaxRate,
)

JSON = dict[str, Any]

_MANAGERS = frozenset({"ADMIN", "SUPERUSER"})
"""Roles that may manage rooms (facts, section 1)."""


def names(node: JSON) -> Mapping[Lang, str]:
    """Return the names of a row by language, without the missing ones."""
    found: dict[Lang, str] = {}
    for lang in LANGS:
        name = node.get(f"name{lang.capitalize()}")
        if name:
            found[lang] = name
    return found


def venue(node: JSON) -> RemoteVenue:
    """Read a venue (API: ``UnitAllNode``)."""
    return RemoteVenue(pk=node["pk"], tprek=node["tprekId"], name=names(node))


def spaces(node: JSON) -> tuple[RemoteSpace, ...]:
    """Read the spaces of a venue (API: ``UnitNode``)."""
    return tuple(
        RemoteSpace(
            pk=row["pk"],
            code=row["code"],
            venue=node["pk"],
            parent=row["parent"]["pk"] if row["parent"] else None,
            name=names(row),
            area=row["surfaceArea"],
            max_persons=row["maxPersons"],
        )
        for row in node["spaces"]
    )


def room(node: JSON, today: date) -> RemoteRoom:
    """Read a room (API: ``ReservationUnitNode``); ``today`` tells which price is in force."""
    prices = sorted((decode_price(row, today) for row in node["pricings"]), key=lambda p: p[2])
    access = sorted((decode_access(row, today) for row in node["accessTypes"]), key=lambda a: a[2])
    # Were several in force by their date, only the latest is (the API hides past ones, 4b).
    prices = prices[max(sum(row.begins is None for _, row, _ in prices) - 1, 0) :]
    access = access[max(sum(row.begins is None for _, row, _ in access) - 1, 0) :]
    values = decode_fields(node)
    values["pricing"] = tuple(row for _, row, _ in prices)
    values["access"] = tuple(row for _, row, _ in access)
    return RemoteRoom(
        pk=node["pk"],
        ext_uuid=node["extUuid"],
        venue=node["unit"]["pk"],
        values=values,
        spaces=tuple(row["pk"] for row in node["spaces"]),
        is_draft=node["isDraft"],
        publishing=PublishingState(node["publishingState"]),
        reservation=ReservationState(node["reservationState"]),
        season_only=node["reservationKind"] == "SEASON",
        prices=tuple(prices),
        access=tuple(access),
        images=len(node["images"]),
    )


def opening(node: JSON) -> tuple[int, Opening]:
    """Read whether a room has opening hours and a free moment."""
    first = node["firstReservableDatetime"]
    moment = moment_of(first) if first else None
    return node["pk"], Opening(closed=node["isClosed"], first_reservable=moment)


def hours(node: JSON) -> tuple[int, tuple[Span, ...] | None]:
    """Read the opening hours of a room; ``None`` where their system does not know it."""
    spans = node["reservableTimeSpans"]
    if spans is None:
        return node["pk"], None
    return node["pk"], tuple(
        Span(moment_of(span["startDatetime"]), moment_of(span["endDatetime"])) for span in spans
    )


def named(node: JSON) -> Named:
    """Read a row of reference data."""
    return Named(pk=node["pk"], name=names(node), kind=node.get("termsType", ""))


def tax(node: JSON) -> TaxRate:
    """Read a VAT percentage."""
    value = Decimal(str(node["value"])).quantize(Decimal("0.01"))
    return TaxRate(pk=node["pk"], value=value, enabled=node["isEnabled"])


def user(data: JSON) -> User | None:
    """Read who is logged in; only administrators may manage rooms (facts, section 1)."""
    node = data["currentUser"]
    if node is None:
        return None
    roles = [Role("SUPERUSER")] if node["isSuperuser"] else []
    roles += [Role(row["role"]) for row in node["generalRoles"]]
    roles += [
        Role(row["role"], frozenset(unit["pk"] for unit in row["units"]))
        for row in node["unitRoles"]
    ]
    managing = [role for role in roles if role.name in _MANAGERS]
    return User(
        pk=node["pk"],
        username=node["username"],
        manages_all=any(role.venues is None for role in managing),
        venues=frozenset(pk for role in managing for pk in role.venues or ()),
        roles=tuple(roles),
    )


def stored(field: str, data: JSON) -> Stored:
    """Read what a write to a room answered."""
    node = data[field]
    return Stored(
        pk=node["pk"],
        ext_uuid=node.get("extUuid"),
        publishing=PublishingState(node["publishingState"]),
    )
