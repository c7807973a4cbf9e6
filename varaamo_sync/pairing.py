"""Which room of the catalogue is which room of the booking system.

A room owns one space, and that space carries our code; nothing else in the API can hold a key
(facts, section 4). What was proven once is remembered with the identity that the server made,
and counts only while both agree. A room without the code is recognised by venue and Finnish
name, and only when exactly one fits.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from varaamo_sync.records import Pairing
from varaamo_sync.rooms import Catalogue, Room
from varaamo_sync.snapshot import RemoteRoom, RemoteSpace, RemoteVenue, Snapshot


class Match(StrEnum):
    """How a room was recognised, or why not."""

    STORE = "store"
    """It is the room that was paired before: number and identity agree."""
    CODE = "code"
    """Its own space carries our code."""
    NAME = "name"
    """Exactly one room of the venue has its Finnish name."""
    NONE = "none"
    """The booking system does not have it."""
    HALF = "half"
    """A space carries our code, but no room uses it: archived by someone, or half made."""
    VANISHED = "vanished"
    """It was paired before and is gone, while its space stayed: archived by someone."""
    SEVERAL = "several"
    """More than one room fits; none is chosen."""
    NO_VENUE = "no_venue"
    """The booking system does not have the venue."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A room of the catalogue with what the booking system has of it.

    Attributes:
        room: The room of the catalogue.
        match: How it was recognised.
        venue: Its venue in the booking system.
        remote: Its room in the booking system.
        space: The space that is its own.
        candidates: Rooms that fit, where several do.
    """

    room: Room
    match: Match
    venue: RemoteVenue | None = None
    remote: RemoteRoom | None = None
    space: RemoteSpace | None = None
    candidates: tuple[RemoteRoom, ...] = ()


class _Index:
    """A snapshot, looked up by what pairing asks."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.users: dict[int, list[RemoteRoom]] = defaultdict(list)
        for remote in snapshot.rooms:
            for space in remote.spaces:
                self.users[space].append(remote)
        self.coded: dict[str, list[RemoteSpace]] = defaultdict(list)
        for found in snapshot.spaces:
            if found.code:
                self.coded[found.code].append(found)


def pair(
    catalogue: Catalogue, snapshot: Snapshot, known: Mapping[str, Pairing] | None = None
) -> Mapping[str, Pair]:
    """Pair every room of a catalogue, by key, in catalogue order.

    Args:
        catalogue: Rooms as wanted.
        snapshot: What the booking system showed.
        known: Pairings that were proven before.
    """
    index = _Index(snapshot)
    pairs = {
        room.key: _proven(room, catalogue.code(room.key), index, (known or {}).get(room.key))
        for room in catalogue.rooms
    }
    _pair_by_name(pairs, index)
    return pairs


def _proven(room: Room, code: str, index: _Index, known: Pairing | None) -> Pair:
    venue = index.snapshot.venue_by_tprek.get(room.venue.tprek or "")
    if known is not None:
        remote = index.snapshot.room_by_pk.get(known.pk)
        if remote is not None and remote.ext_uuid == known.ext_uuid:
            own = [space for space in index.coded.get(code, ()) if space.pk in remote.spaces]
            return Pair(room, Match.STORE, venue, remote, own[0] if own else None)
        space = index.snapshot.space_by_pk.get(known.space or 0)
        if remote is None and space is not None and space.code == code:
            # An archived room leaves its space behind; a database made anew has neither.
            return Pair(room, Match.VANISHED, venue, space=space)
    if venue is None:
        return Pair(room, Match.NO_VENUE)
    return _by_code(room, venue, code, index)


def _by_code(room: Room, venue: RemoteVenue, code: str, index: _Index) -> Pair:
    spaces = index.coded.get(code, [])
    if not spaces:
        return Pair(room, Match.NONE, venue)
    owners = {r.pk: (r, space) for space in spaces for r in index.users.get(space.pk, [])}
    if not owners:
        return Pair(room, Match.HALF, venue, space=spaces[0])
    if len(owners) > 1:
        candidates = tuple(remote for remote, _ in owners.values())
        return Pair(room, Match.SEVERAL, venue, candidates=candidates)
    remote, space = next(iter(owners.values()))
    return Pair(room, Match.CODE, venue, remote, space)


def _pair_by_name(pairs: dict[str, Pair], index: _Index) -> None:
    taken = {item.remote.pk for item in pairs.values() if item.remote}
    named: dict[tuple[int, str], list[RemoteRoom]] = defaultdict(list)
    for remote in index.snapshot.rooms:
        if remote.pk not in taken:
            named[remote.venue, _name(remote.name)].append(remote)
    places = {
        key: (item.venue.pk, _name(item.room.name.fi))
        for key, item in pairs.items()
        if item.match is Match.NONE and item.venue and item.room.name.fi
    }
    wanted = Counter(places.values())
    for key, place in places.items():
        pairs[key] = _by_name(pairs[key], named[place], wanted[place], index)


def _by_name(item: Pair, candidates: list[RemoteRoom], wanted: int, index: _Index) -> Pair:
    if not candidates:
        return item
    if len(candidates) > 1 or wanted > 1:
        return Pair(item.room, Match.SEVERAL, item.venue, candidates=tuple(candidates))
    remote = candidates[0]
    return Pair(item.room, Match.NAME, item.venue, remote, _free_space(remote, index))


def _free_space(remote: RemoteRoom, index: _Index) -> RemoteSpace | None:
    """Return the one space of a room, where nobody else uses it and nobody has marked it."""
    if len(remote.spaces) != 1 or len(index.users[remote.spaces[0]]) != 1:
        return None
    space = index.snapshot.space_by_pk.get(remote.spaces[0])
    return space if space is not None and not space.code else None


def _name(text: str | None) -> str:
    return " ".join((text or "").split()).casefold()
