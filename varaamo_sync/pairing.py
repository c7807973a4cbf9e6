"""Which room of the catalogue is which room of the booking system.

A room owns one space, and that space carries our code; nothing else in the API can hold a key
(facts, section 4). A room without the code is recognised by venue and Finnish name, and only
when exactly one fits.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from varaamo_sync.rooms import Catalogue, Room
from varaamo_sync.snapshot import RemoteRoom, RemoteSpace, RemoteVenue, Snapshot


class Match(StrEnum):
    """How a room was recognised, or why not."""

    CODE = "code"
    """Its own space carries our code."""
    NAME = "name"
    """Exactly one room of the venue has its Finnish name."""
    NONE = "none"
    """The booking system does not have it."""
    HALF = "half"
    """A space carries our code, but no room uses it: archived by someone, or half made."""
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


def pair(catalogue: Catalogue, snapshot: Snapshot) -> Mapping[str, Pair]:
    """Pair every room of a catalogue, by key, in catalogue order."""
    users: dict[int, list[RemoteRoom]] = defaultdict(list)
    for remote in snapshot.rooms:
        for space in remote.spaces:
            users[space].append(remote)
    coded: dict[str, list[RemoteSpace]] = defaultdict(list)
    for found in snapshot.spaces:
        if found.code:
            coded[found.code].append(found)
    pairs = {
        room.key: _by_code(catalogue, room, snapshot, coded, users) for room in catalogue.rooms
    }
    _pair_by_name(pairs, snapshot, users)
    return pairs


def _pair_by_name(
    pairs: dict[str, Pair], snapshot: Snapshot, users: Mapping[int, list[RemoteRoom]]
) -> None:
    taken = {item.remote.pk for item in pairs.values() if item.remote}
    named: dict[tuple[int, str], list[RemoteRoom]] = defaultdict(list)
    for remote in snapshot.rooms:
        if remote.pk not in taken:
            named[remote.venue, _name(remote.name)].append(remote)
    places = {
        key: (item.venue.pk, _name(item.room.name.fi))
        for key, item in pairs.items()
        if item.match is Match.NONE and item.venue
    }
    wanted = Counter(places.values())
    for key, place in places.items():
        pairs[key] = _by_name(pairs[key], named[place], wanted[place], snapshot, users)


def _by_code(
    catalogue: Catalogue,
    room: Room,
    snapshot: Snapshot,
    coded: Mapping[str, list[RemoteSpace]],
    users: Mapping[int, list[RemoteRoom]],
) -> Pair:
    venue = snapshot.venue_by_tprek.get(room.venue.tprek or "")
    if venue is None:
        return Pair(room, Match.NO_VENUE)
    spaces = coded.get(catalogue.code(room.key), [])
    if not spaces:
        return Pair(room, Match.NONE, venue)
    owners = {remote.pk: (remote, s) for s in spaces for remote in users.get(s.pk, [])}
    if not owners:
        return Pair(room, Match.HALF, venue, space=spaces[0])
    if len(owners) > 1:
        candidates = tuple(remote for remote, _ in owners.values())
        return Pair(room, Match.SEVERAL, venue, candidates=candidates)
    remote, space = next(iter(owners.values()))
    return Pair(room, Match.CODE, venue, remote, space)


def _by_name(
    item: Pair,
    candidates: list[RemoteRoom],
    wanted: int,
    snapshot: Snapshot,
    users: Mapping[int, list[RemoteRoom]],
) -> Pair:
    if not candidates or not item.room.name.fi:
        return item
    if len(candidates) > 1 or wanted > 1:
        return Pair(item.room, Match.SEVERAL, item.venue, candidates=tuple(candidates))
    remote = candidates[0]
    own = [
        snapshot.space_by_pk[pk]
        for pk in remote.spaces
        if pk in snapshot.space_by_pk and len(users[pk]) == 1 and not snapshot.space_by_pk[pk].code
    ]
    space = own[0] if len(remote.spaces) == 1 and own else None
    return Pair(item.room, Match.NAME, item.venue, remote, space)


def _name(text: str | None) -> str:
    return " ".join((text or "").split()).casefold()
