"""The flows that look: users, reference data, venues, spaces and rooms."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from datetime import date
from functools import partial
from typing import Any, TypeVar

from varaamo_sync import booking
from varaamo_sync.booking import Opening
from varaamo_sync.errors import ProtocolMismatch
from varaamo_sync.protocol import documents, nodes
from varaamo_sync.protocol.exchange import Operation
from varaamo_sync.snapshot import Named, Reference, RemoteRoom, RemoteSpace, RemoteVenue

T = TypeVar("T")
JSON = dict[str, Any]
Today = Callable[[], date]
Flow = Generator[Operation[Any], Any, T]

PAGE = 100
"""Rows of a page; more is an error, and no size at all is silently cut (facts, section 2)."""

READINGS = 5
"""How often a list that changes while it is read is read again."""


def one(operation: Operation[T]) -> Flow[T]:
    """Make a flow of a single operation."""
    answer: T = yield operation
    return answer


def everything(
    name: str, document: str, field: str, parse: Callable[[JSON], T], **variables: Any
) -> Flow[list[T]]:
    """Read a list whole, and again when it changed under the pages."""
    for _ in range(READINGS):
        rows: dict[int | str, T] = {}
        last: int | str | None = None
        offset = total = 0
        steady = True
        while steady and (offset == 0 or offset + 1 < total):
            page: JSON = yield Operation(
                name=name,
                document=document,
                variables={"offset": offset, **variables},
                parse=lambda data: data[field],
            )
            nodes_of_page = [edge["node"] for edge in page["edges"] if edge["node"]]
            steady = offset == 0 or page["totalCount"] == total
            steady = steady and len(nodes_of_page) == min(PAGE, page["totalCount"] - offset)
            if steady and offset:
                steady = nodes_of_page.pop(0)["pk"] == last
            steady = steady and not any(node["pk"] in rows for node in nodes_of_page)
            total = page["totalCount"]
            for node in nodes_of_page:
                rows[node["pk"]] = parse(node)
                last = node["pk"]
            # Pages overlap by a row: where one row went from the front and one came at the end,
            # the total stays and none is seen twice, but every row between has moved up.
            offset += PAGE - 1
        if steady:
            return list(rows.values())
    raise ProtocolMismatch(
        f"The list of {name.lower()} changed {READINGS} times while it was being read.",
        operation=name,
        fix="Try again when nobody is editing many rooms at once.",
    )


def _read_user(_: booking.ReadUser, __: Today) -> Flow[booking.User | None]:
    return one(
        Operation(
            name="CurrentUser",
            document=documents.CURRENT_USER,
            parse=nodes.user,
            doubtful=lambda user: user is None,
        )
    )


def _check_rights(command: booking.CheckRights, _: Today) -> Flow[bool]:
    return one(
        Operation(
            name="CheckPermissions",
            document=documents.CHECK_PERMISSIONS,
            variables={"units": [command.venue]},
            parse=lambda data: bool(data["checkPermissions"]["hasPermission"]),
            doubtful=lambda allowed: not allowed,
        )
    )


def _read_reference(command: booking.ReadReference, _: Today) -> Flow[Reference]:
    def rows(name: str, document: str, field: str) -> Flow[tuple[Named, ...]]:
        return tuple((yield from everything(name, document, field, nodes.named)))

    rules: tuple[Named, ...] | None = None
    if command.logged_in:  # without a session the API denies them (facts, section 4b)
        rules = yield from rows(
            "CancellationRules", documents.CANCELLATION_RULES, "reservationUnitCancellationRules"
        )
    return Reference(
        types=(yield from rows("Types", documents.TYPES, "reservationUnitTypes")),
        purposes=(yield from rows("Purposes", documents.PURPOSES, "intendedUses")),
        equipment=(yield from rows("Equipment", documents.EQUIPMENT, "equipments")),
        terms=(yield from rows("Terms", documents.TERMS, "termsOfUse")),
        cancellation_rules=rules,
        taxes=tuple((yield from everything("Taxes", documents.TAXES, "taxPercentages", nodes.tax))),
    )


def _read_venues(_: booking.ReadVenues, __: Today) -> Flow[tuple[RemoteVenue, ...]]:
    def parse(data: JSON) -> tuple[RemoteVenue, ...]:
        return tuple(nodes.venue(node) for node in data["unitsAll"])

    return one(Operation(name="Venues", document=documents.VENUES, parse=parse))


def _read_spaces(command: booking.ReadSpaces, _: Today) -> Flow[tuple[RemoteSpace, ...]]:
    if not command.venues:  # an empty filter would be no filter (facts, section 2)
        return ()
    found = yield from everything(
        "Spaces", documents.SPACES, "units", nodes.spaces, venues=list(command.venues)
    )
    return tuple(space for spaces in found for space in spaces)


def _read_rooms(command: booking.ReadRooms, today: Today) -> Flow[tuple[RemoteRoom, ...]]:
    if not command.venues:
        return ()
    found = yield from everything(
        "Rooms",
        documents.ROOMS,
        "reservationUnits",
        partial(nodes.room, today=today()),
        venues=list(command.venues),
        login=command.logged_in,
    )
    return tuple(found)


def _read_room(command: booking.ReadRoom, today: Today) -> Flow[RemoteRoom | None]:
    found = yield from everything(
        "Room",
        documents.ROOMS,
        "reservationUnits",
        partial(nodes.room, today=today()),
        rooms=[command.pk],
        login=command.logged_in,
    )
    return found[0] if found else None


def _read_openings(command: booking.ReadOpenings, _: Today) -> Flow[dict[int, Opening]]:
    found: dict[int, Opening] = {}
    for start in range(0, len(command.rooms), PAGE):
        page = list(command.rooms[start : start + PAGE])
        found.update(
            (
                yield from everything(
                    "Openings", documents.OPENINGS, "reservationUnits", nodes.opening, rooms=page
                )
            )
        )
    return found


def _read_hours(
    command: booking.ReadHours, _: Today
) -> Flow[dict[int, tuple[booking.Span, ...] | None]]:
    found: dict[int, tuple[booking.Span, ...] | None] = {}
    for start in range(0, len(command.rooms), PAGE):
        rows = yield from everything(
            "Hours",
            documents.HOURS,
            "reservationUnits",
            nodes.hours,
            rooms=list(command.rooms[start : start + PAGE]),
            first=command.first.isoformat(),
            last=command.last.isoformat(),
        )
        found.update(rows)
    return found


READS: Mapping[type, Callable[[Any, Today], Flow[Any]]] = {
    booking.ReadUser: _read_user,
    booking.CheckRights: _check_rights,
    booking.ReadReference: _read_reference,
    booking.ReadVenues: _read_venues,
    booking.ReadSpaces: _read_spaces,
    booking.ReadRooms: _read_rooms,
    booking.ReadRoom: _read_room,
    booking.ReadOpenings: _read_openings,
    booking.ReadHours: _read_hours,
}
"""The flow of each command that looks."""
