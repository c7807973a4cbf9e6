"""Commands as flows of single requests; they know the order of these and nothing of HTTP."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta
from typing import Any, TypeVar, cast

from varaamo_sync.booking import port
from varaamo_sync.booking.flow import Flow
from varaamo_sync.booking.protocol.exchange import JSON
from varaamo_sync.capabilities import RESPA
from varaamo_sync.errors import NotFound, ProtocolMismatch
from varaamo_sync.model.open_times import Span, sum_up_hours
from varaamo_sync.respa.booking import calls, reading, writing
from varaamo_sync.respa.booking.ids import KnownIds
from varaamo_sync.respa.booking.session import RespaSession
from varaamo_sync.snapshot import Reference, RemoteRoom, RemoteVenue
from varaamo_sync.startup.fast_dataclass import dataclass

T = TypeVar("T")

_MOST_PAGES = 200
"""Pages of one list: more rooms than any city has."""

_FEW = 3
"""Units that are read one by one; more of them are read with all others."""


@dataclass(frozen=True, slots=True)
class Around:
    """What every command needs.

    Attributes:
        session: Who asks.
        ids: Ids that were read, by number.
        today: Tells the day in Helsinki.
    """

    session: RespaSession
    ids: KnownIds
    today: Callable[[], date]


def flow_of(command: port.Command[T], around: Around) -> Flow[T]:
    """Return the flow that carries out a command.

    Args:
        command: What to do.
        around: What every command needs.

    Raises:
        TypeError: Respa knows nothing of the kind: it has no spaces.
    """
    maker = FLOWS.get(type(command))
    if maker is None:
        raise TypeError(f"unknown command {type(command).__name__}")
    return cast("Flow[T]", maker(command, around))


def _read_user(_: port.ReadUser, around: Around) -> Flow[port.User | None]:
    name = around.session.username
    if name is None:
        return None
    yield calls.who()
    # Rights are Django's, for rooms of all units; only a write tells whether one is held.
    return port.User(pk=0, username=name, manages_all=True)


def _read_reference(_: port.ReadReference, __: Around) -> Flow[Reference]:
    types = yield from _rows("Types", "type")
    purposes = yield from _rows("Purposes", "purpose")
    return Reference(
        types=tuple(map(reading.named, types)),
        purposes=tuple(map(reading.named, purposes)),
        cancellation_rules=(),
        capabilities=RESPA,
    )


def _read_venues(_: port.ReadVenues, around: Around) -> Flow[tuple[RemoteVenue, ...]]:
    rows = yield from _rows("Venues", "unit")
    return tuple(reading.venue(row, around.ids) for row in rows)


def _read_spaces(_: port.ReadSpaces, __: Around) -> Flow[tuple[()]]:
    return ()
    yield


def _read_rooms(command: port.ReadRooms, around: Around) -> Flow[tuple[RemoteRoom, ...]]:
    rows = yield from _rows_of("Rooms", command.venues, around)
    rooms = (reading.room(row, around.ids) for row in rows)
    return tuple(room for room in rooms if room.venue in command.venues)


def _read_room(command: port.ReadRoom, around: Around) -> Flow[RemoteRoom | None]:
    id = yield from _id_of(command.pk, around)
    if id is None:
        return None
    try:
        row: JSON = yield calls.room(id)
    except NotFound:
        return None
    return reading.room(row, around.ids)


def _read_openings(command: port.ReadOpenings, around: Around) -> Flow[Mapping[int, port.Opening]]:
    first = around.today()
    last = first + timedelta(weeks=port.WEEKS_READ)
    found = yield from _spans(command.rooms, first, last, around)
    return {
        pk: port.Opening(
            closed=not spans, first_reservable=None, hours=sum_up_hours(spans, first, last)
        )
        for pk, spans in found.items()
    }


def _read_hours(
    command: port.ReadHours, around: Around
) -> Flow[Mapping[int, tuple[Span, ...] | None]]:
    return (yield from _spans(command.rooms, command.first, command.last, around))


def _check_rights(_: port.CheckRights, around: Around) -> Flow[bool]:
    return around.session.has_login
    yield


def _create_room(command: port.CreateRoom, around: Around) -> Flow[port.Stored]:
    unit = yield from _id_of(command.venue, around, kind="unit")
    if unit is None:
        raise NotFound("room-vanished", operation="createReservationUnit")
    row = yield calls.create(writing.creation(command, unit))
    return reading.stored(row, around.ids)


def _update_room(command: port.UpdateRoom, around: Around) -> Flow[port.Stored]:
    body = writing.change(command)
    row = yield calls.update(command.room.ext_uuid, body)
    return reading.stored(row, around.ids)


def _archive_room(command: port.ArchiveRoom, around: Around) -> Flow[int]:
    id = yield from _id_of(command.pk, around)
    if id is None:
        raise NotFound("room-vanished", operation="archiveReservationUnit")
    yield calls.delete(id)
    return command.pk


def _restore_room(command: port.RestoreRoom, around: Around) -> Flow[port.Stored]:
    row = yield calls.restore(around.ids.id(command.pk))
    return reading.stored(row, around.ids)


def _upload_image(command: port.UploadImage, around: Around) -> Flow[int]:
    id = yield from _id_of(command.room, around)
    if id is None:
        raise NotFound("room-vanished", operation="createReservationUnitImage")
    row = yield calls.room(id)
    names = writing.names_of(reading.room(row, around.ids))
    picture = port.Picture(command.filename, command.content, command.type)
    body = {"images": [writing.image(picture, names)]}
    yield calls.update(id, body, name="createReservationUnitImage")
    return command.room


def _spans(
    rooms: Collection[int], first: date, last: date, around: Around
) -> Flow[Mapping[int, tuple[Span, ...]]]:
    # Moments are turned to UTC there and cut to days: noon is the same day everywhere.
    asked = {"start": f"{first}T12:00:00+00:00", "end": f"{last}T12:00:00+00:00"}
    units = around.ids.units(tuple(rooms))
    rows = yield from _rows_of("Openings", units, around, **asked)
    found = {around.ids.note(row["id"]): reading.spans(row, first, last) for row in rows}
    return {pk: spans for pk, spans in found.items() if pk in rooms}


def _id_of(number: int, around: Around, *, kind: str = "resource") -> Flow[str | None]:
    """Return the id of a number; all are read where it was not met yet and tells none itself."""
    if not around.ids.knows(number):
        rows = yield from _rows("Venues" if kind == "unit" else "Rooms", kind)
        for row in rows:
            around.ids.note(row["id"])
    return around.ids.id(number) if around.ids.knows(number) else None


def _rows_of(
    name: str, units: Collection[int] | None, around: Around, **query: str
) -> Flow[list[JSON]]:
    """Read the rooms of some units, or all there are; each once."""
    if units is not None and len(units) <= _FEW:
        found: dict[str, JSON] = {}
        for unit in units:
            id = yield from _id_of(unit, around, kind="unit")
            rows = yield from _rows(name, "resource", unit=id or "?", **query)
            found.update((row["id"], row) for row in rows)
        return list(found.values())
    return (yield from _rows(name, "resource", **query))


def _rows(name: str, kind: str, **query: str) -> Flow[list[JSON]]:
    """Read a list to its end; a row that moved to the next page meanwhile is there once."""
    found: dict[str, JSON] = {}
    for number in range(1, _MOST_PAGES + 1):
        page: calls.Page = yield calls.page(name, kind, number, **query)
        found.update((row["id"], row) for row in page.rows)
        if not page.more:
            return list(found.values())
    raise ProtocolMismatch("answer-unasked-rows", operation=name)


FLOWS: Mapping[type[port.Command[Any]], Callable[[Any, Around], Flow[Any]]] = {
    port.ReadUser: _read_user,
    port.ReadReference: _read_reference,
    port.ReadVenues: _read_venues,
    port.ReadSpaces: _read_spaces,
    port.ReadRooms: _read_rooms,
    port.ReadRoom: _read_room,
    port.ReadOpenings: _read_openings,
    port.ReadHours: _read_hours,
    port.CheckRights: _check_rights,
    port.CreateRoom: _create_room,
    port.UpdateRoom: _update_room,
    port.ArchiveRoom: _archive_room,
    port.RestoreRoom: _restore_room,
    port.UploadImage: _upload_image,
}
"""The flow of every command that Respa knows; it has no spaces."""
