"""The flows that look: users, reference data, venues, spaces and rooms."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import chain
from typing import Any, TypeVar

from varaamo_sync.booking import port
from varaamo_sync.booking.flow import Flow
from varaamo_sync.booking.port import Opening
from varaamo_sync.booking.protocol import documents
from varaamo_sync.booking.protocol.exchange import Operation
from varaamo_sync.booking.protocol.fields import nodes
from varaamo_sync.booking.protocol.lists import Rows, at_once, by_number, pieces
from varaamo_sync.errors import ServerFault
from varaamo_sync.model.open_times import Span
from varaamo_sync.snapshot import Reference, RemoteRoom, RemoteSpace, RemoteVenue

T = TypeVar("T")
JSON = dict[str, Any]
Today = Callable[[], date]

_REFERENCE: tuple[Rows[Any], ...] = (
    Rows("Types", documents.TYPES, "reservationUnitTypes", nodes.reference_rows),
    Rows("Purposes", documents.PURPOSES, "intendedUses", nodes.reference_rows),
    Rows("Equipment", documents.EQUIPMENT, "equipments", nodes.reference_rows),
    Rows("Terms", documents.TERMS, "termsOfUse", nodes.reference_rows),
    Rows("Taxes", documents.TAXES, "taxPercentages", nodes.taxes),
    Rows(
        "CancellationRules",
        documents.CANCELLATION_RULES,
        "reservationUnitCancellationRules",
        nodes.reference_rows,
    ),
)
"""The lists of reference data; the last one is for those who are logged in."""

_OVERFLOWS = ("out of range", "must have magnitude")
"""What the server says when a number leads past the end of its calendar (facts, section 4c)."""

_HOPELESS = 20
"""Rooms that the server may stumble over one after the other until the fault is the server's."""


def _read_user(_: port.ReadUser, __: Today) -> Flow[port.User | None]:
    user: port.User | None = yield Operation(
        name="CurrentUser",
        document=documents.CURRENT_USER,
        parse=nodes.user,
        doubtful=lambda user: user is None,
    )
    return user


def _check_rights(command: port.CheckRights, _: Today) -> Flow[bool]:
    allowed: bool = yield Operation(
        name="CheckPermissions",
        document=documents.CHECK_PERMISSIONS,
        variables={"units": [command.venue]},
        parse=lambda data: bool(data["checkPermissions"]["hasPermission"]),
        doubtful=lambda allowed: not allowed,
    )
    return allowed


def _read_reference(command: port.ReadReference, _: Today) -> Flow[Reference]:
    # Without a session the API denies the cancellation rules (facts, section 4b).
    lists = _REFERENCE if command.logged_in else _REFERENCE[:-1]
    found = yield from at_once("Reference", documents.REFERENCE, lists, login=command.logged_in)
    types, purposes, equipment, terms, taxes, *rules = map(tuple, found)
    return Reference(
        types=types,
        purposes=purposes,
        equipment=equipment,
        terms=terms,
        cancellation_rules=rules[0] if rules else None,
        taxes=taxes,
    )


def _read_venues(_: port.ReadVenues, __: Today) -> Flow[tuple[RemoteVenue, ...]]:
    venues: tuple[RemoteVenue, ...] = yield Operation(
        name="Venues", document=documents.VENUES, parse=nodes.venues
    )
    return venues


def _read_spaces(command: port.ReadSpaces, _: Today) -> Flow[tuple[RemoteSpace, ...]]:
    found = yield from by_number(
        Rows("Spaces", documents.SPACES, "units", nodes.spaces), "venues", command.venues
    )
    return tuple(chain.from_iterable(found))


def _read_rooms(command: port.ReadRooms, today: Today) -> Flow[tuple[RemoteRoom, ...]]:
    if not command.venues:  # an empty filter would be no filter (facts, section 2)
        return ()
    # Their numbers come in one answer, so no page can move under the reading (facts, 4c).
    numbers: tuple[int, ...] = yield Operation(
        name="RoomNumbers",
        document=documents.ROOM_NUMBERS,
        variables={"venues": list(command.venues)},
        parse=lambda data: tuple(sorted(node["pk"] for node in data["reservationUnitsAll"])),
    )
    if not numbers:
        return ()
    rows = _rooms("Rooms", documents.ROOMS, today())
    rooms = yield from by_number(rows, "rooms", numbers, login=command.logged_in)
    return tuple(room for room in rooms if room.venue in command.venues)


def _read_room(command: port.ReadRoom, today: Today) -> Flow[RemoteRoom | None]:
    rows = _rooms("Room", documents.ROOM, today())
    found = yield from by_number(rows, "rooms", (command.pk,), login=command.logged_in)
    return found[0] if found else None


def _rooms(name: str, document: str, today: date) -> Rows[RemoteRoom]:
    return Rows(name, document, "reservationUnits", partial(nodes.rooms, today=today))


def _read_openings(command: port.ReadOpenings, today: Today) -> Flow[dict[int, Opening]]:
    found: dict[int, Opening] = {}
    for piece in pieces(command.rooms):
        found.update((yield from read_openings(piece, today())))
    return found


def read_openings(rooms: Sequence[int], today: date) -> Flow[dict[int, Opening]]:
    """Read the openings of as many rooms as fit into one answer.

    Args:
        rooms: Their numbers.
        today: From which day on opening hours are read.

    Raises:
        ServerFault: It is no room's fault: of twenty rooms not one could be read.
    """
    last = today + timedelta(weeks=port.WEEKS_READ, days=-1)
    parse = partial(nodes.openings, first=today, last=last)
    rows = Rows("Openings", documents.OPENINGS, "reservationUnits", parse)
    days = {"first": today.isoformat(), "last": last.isoformat()}
    found: dict[int, Opening] = {}
    broken: dict[int, Opening] = {}
    pending = [(rooms, False)]
    while pending:
        piece, patient = pending.pop()
        try:
            found.update((yield from by_number(rows, "rooms", piece, patient=patient, **days)))
        except ServerFault as fault:
            if fault.answered is None:
                raise
            if len(piece) > 1:  # asked again it would break again: no need to wait
                middle = len(piece) // 2
                pending += [(piece[middle:], False), (piece[:middle], False)]
            elif patient or broken or any(text in fault.answered for text in _OVERFLOWS):
                broken[piece[0]] = Opening(closed=None, first_reservable=None, fault=fault.answered)
                if len(broken) >= _HOPELESS and not found:
                    raise
            else:  # of the first one, a fault that nobody knows may yet pass
                pending.append((piece, True))
    return found | broken


def _read_hours(command: port.ReadHours, _: Today) -> Flow[dict[int, tuple[Span, ...] | None]]:
    rows = Rows("Hours", documents.HOURS, "reservationUnits", nodes.hours)
    first, last = command.first.isoformat(), command.last.isoformat()
    return dict((yield from by_number(rows, "rooms", command.rooms, first=first, last=last)))


READS: Mapping[type, Callable[[Any, Today], Flow[Any]]] = {
    port.ReadUser: _read_user,
    port.CheckRights: _check_rights,
    port.ReadReference: _read_reference,
    port.ReadVenues: _read_venues,
    port.ReadSpaces: _read_spaces,
    port.ReadRooms: _read_rooms,
    port.ReadRoom: _read_room,
    port.ReadOpenings: _read_openings,
    port.ReadHours: _read_hours,
}
"""The flow of each command that looks."""
