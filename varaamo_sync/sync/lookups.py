"""Looking for what a write may have made, by what identifies it in the booking system."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from varaamo_sync.booking import (
    ArchiveRoom,
    DeleteSpace,
    ReadRoom,
    ReadRooms,
    ReadSpaces,
    Stored,
)
from varaamo_sync.booking.flow import Flow
from varaamo_sync.errors import AmbiguousWrite
from varaamo_sync.snapshot import RemoteRoom, RemoteSpace

_CLOCKS = timedelta(minutes=10)
"""How far the clock of a booking system may be from ours."""


def find_space_by_code(venue: int, code: str) -> Flow[int | None]:
    """Look for the space that carries a code."""
    spaces: tuple[RemoteSpace, ...] = yield ReadSpaces((venue,))
    found = [space.pk for space in spaces if space.code == code]
    if len(found) > 1:
        raise AmbiguousWrite("several-spaces", count=len(found), mark=code)
    return found[0] if found else None


def find_room_by_space(venue: int, space: int) -> Flow[RemoteRoom | None]:
    """Look for the room that uses a space."""
    rooms: tuple[RemoteRoom, ...] = yield ReadRooms((venue,), logged_in=True)
    found = [room for room in rooms if space in room.spaces]
    if len(found) > 1:
        numbers = ", ".join(str(room.pk) for room in found)
        raise AmbiguousWrite("several-rooms", space=str(space), numbers=numbers)
    return found[0] if found else None


def find_rooms_by_name(venue: int, name: str) -> Flow[list[RemoteRoom]]:
    """Look for the rooms of a venue that have a Finnish name."""
    rooms: tuple[RemoteRoom, ...] = yield ReadRooms((venue,), logged_in=True)
    return [room for room in rooms if room.venue == venue and room.name == name]


def find_new_room(
    venue: int, name: str, before: Collection[str], since: datetime
) -> Flow[RemoteRoom | None]:
    """Look for a room that was just made where no key of ours can stand.

    Args:
        venue: Its venue.
        name: Its Finnish name.
        before: Identities of the rooms of that name that were there before.
        since: When it was first sent.

    Raises:
        AmbiguousWrite: Several were made since: nobody can tell which is ours.
    """
    named = yield from find_rooms_by_name(venue, name)
    new = [room for room in named if room.ext_uuid not in before]
    found = [room for room in new if room.created is None or room.created >= since - _CLOCKS]
    if len(found) > 1:
        numbers = ", ".join(room.ext_uuid for room in found)
        raise AmbiguousWrite("several-made", name=name, numbers=numbers)
    return found[0] if found else None


def find_room(pk: int) -> Flow[RemoteRoom | None]:
    """Look whether a room is there."""
    room: RemoteRoom | None = yield ReadRoom(pk)
    return room


def find_added_picture(room: int, before: int) -> Flow[int | None]:
    """Look whether a room has one picture more than before."""
    found: RemoteRoom | None = yield ReadRoom(room)
    more = 0 if found is None else found.images - before
    if more > 1:
        raise AmbiguousWrite("several-pictures", room=str(room), count=more)
    return room if more == 1 else None


def undo_of_space(venue: int, code: str, pk: int) -> Flow[DeleteSpace | None]:
    """Look whether another space carries a code; return what deletes this one then."""
    spaces: tuple[RemoteSpace, ...] = yield ReadSpaces((venue,))
    others = [space for space in spaces if space.code == code and space.pk != pk]
    return DeleteSpace(pk) if others else None


def undo_of_room(venue: int, space: int, made: Stored) -> Flow[ArchiveRoom | None]:
    """Look whether another room uses a space; return what archives this draft then."""
    rooms: tuple[RemoteRoom, ...] = yield ReadRooms((venue,), logged_in=True)
    users = {room.pk: room for room in rooms if space in room.spaces}
    mine = users.pop(made.pk, None)
    return ArchiveRoom(made.pk) if users and mine is not None and mine.is_draft else None


def undo_of_new_room(
    venue: int, name: str, before: Collection[str], made: Stored
) -> Flow[ArchiveRoom | None]:
    """Look whether another room of a name was made, too; return what archives this draft then."""
    named = yield from find_rooms_by_name(venue, name)
    new = {room.pk: room for room in named if room.ext_uuid not in before}
    mine = new.pop(made.pk, None)
    return ArchiveRoom(made.pk) if new and mine is not None and mine.is_draft else None


def answer_of(room: RemoteRoom) -> Stored:
    """Return a room as a write to it would have answered."""
    return Stored(room.pk, room.ext_uuid, room.publishing)
