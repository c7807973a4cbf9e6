"""Rooms of a catalogue and of a booking system, as likeness knows them."""

from __future__ import annotations

from collections.abc import Iterable

from varaamo_sync.likeness.twins import Called, House
from varaamo_sync.model import LANGS, Lang, Room, Venue
from varaamo_sync.snapshot import RemoteRoom, RemoteVenue


def called(room: Room) -> tuple[Called, ...]:
    """Return what a room of a catalogue is called: by ``same_as``, where it is stated, and here."""
    seats = room.capacity.max if room.capacity else None
    names: dict[Lang, str] = {lang: name for lang in LANGS if (name := room.name.get(lang))}
    there = (Called({"fi": room.same_as}, seats),) if room.same_as else ()
    return (*there, Called(names, seats))


def house_of(
    venue: RemoteVenue, rooms: Iterable[RemoteRoom], ours: Iterable[Venue] = ()
) -> House[int]:
    """Return some rooms of a venue of the booking system by their ``pk``.

    Args:
        venue: The venue.
        rooms: The rooms.
        ours: What catalogues call the venue.
    """
    names = (
        name for one in ours for name in (*(one.name.get(lang) for lang in LANGS), *one.aliases)
    )
    return House((*venue.name.values(), *names), ((room.pk, _there(room)) for room in rooms))


def _there(room: RemoteRoom) -> Called:
    seats = room.values.get("capacity.max")
    names: dict[Lang, str] = {
        lang: str(name) for lang in LANGS if (name := room.values.get(f"name.{lang}"))
    }
    return Called(names, seats if isinstance(seats, int) else None)
