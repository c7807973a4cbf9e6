"""From the rows of answers to values of the snapshot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from varaamo_sync.booking.port import Opening, Role, Stored, User
from varaamo_sync.booking.protocol.fields.wire import (
    decode_access,
    decode_fields,
    decode_price,
    moment_of,
    money,
)
from varaamo_sync.model import LANGS, Lang
from varaamo_sync.model.open_times import Span, sum_up_hours
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


def venues(data: JSON) -> tuple[RemoteVenue, ...]:
    """Read every venue (API: ``UnitAllNode``)."""
    return tuple(
        RemoteVenue(pk=node["pk"], tprek=node["tprekId"], name=names(node))
        for node in data["unitsAll"]
    )


def spaces(nodes: Sequence[JSON]) -> list[tuple[RemoteSpace, ...]]:
    """Read the spaces of each of some venues (API: ``UnitNode``)."""
    return [
        tuple(
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
        for node in nodes
    ]


def rooms(nodes: Sequence[JSON], today: date) -> list[RemoteRoom]:
    """Read rooms; ``today`` tells which price is in force."""
    return [room(node, today) for node in nodes]


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


def openings(nodes: Sequence[JSON], first: date, last: date) -> list[tuple[int, Opening]]:
    """Read whether rooms have a free moment, and opening hours between two days."""
    found = []
    for node in nodes:
        free, spans = node["firstReservableDatetime"], _spans(node)
        opening = Opening(
            closed=node["isClosed"],
            first_reservable=moment_of(free) if free else None,
            linked=spans is not None,
            hours=sum_up_hours(spans or (), first, last),
        )
        found.append((node["pk"], opening))
    return found


def hours(nodes: Sequence[JSON]) -> list[tuple[int, tuple[Span, ...] | None]]:
    """Read the opening hours of rooms; ``None`` where their system does not know one."""
    return [(node["pk"], _spans(node)) for node in nodes]


def _spans(node: JSON) -> tuple[Span, ...] | None:
    spans = node["reservableTimeSpans"]
    if spans is None:  # the opening-hours system does not know the room (facts, section 4c)
        return None
    return tuple(
        Span(moment_of(span["startDatetime"]), moment_of(span["endDatetime"])) for span in spans
    )


def reference_rows(nodes: Sequence[JSON]) -> list[Named]:
    """Read rows of reference data."""
    return [
        Named(pk=node["pk"], name=names(node), kind=node.get("termsType", "")) for node in nodes
    ]


def taxes(nodes: Sequence[JSON]) -> list[TaxRate]:
    """Read VAT percentages."""
    return [
        TaxRate(pk=node["pk"], value=money(node["value"]), enabled=node["isEnabled"])
        for node in nodes
    ]


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


def write_answer(field: str, data: JSON) -> Stored:
    """Read what a write to a room answered."""
    node = data[field]
    return Stored(
        pk=node["pk"],
        ext_uuid=node.get("extUuid"),
        publishing=PublishingState(node["publishingState"]),
    )
