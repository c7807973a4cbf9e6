"""Which room of the catalogue is which room of the booking system.

A room owns one space, and that space carries our code; nothing else in the API can hold a key
(facts, section 4). What was proven once is remembered with the identity that the server made,
and counts only while both agree. A room without the code is recognised by venue and Finnish
name, and only when exactly one fits. A person may say by name which room it is (``same_as``), or
which ones it is not (``differs_from``). Where nobody has, a room that is called almost the same
is never taken for it, and never for another one either: somebody is asked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum

from varaamo_sync.capabilities import Feature
from varaamo_sync.model import Catalogue, Room, catalogue_of_code
from varaamo_sync.snapshot import RemoteRoom, RemoteSpace, RemoteVenue, Snapshot
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.state.records import Pairing


class RoomMatch(StrEnum):
    """How a room was recognised, or why not."""

    STORE = "store"
    """It is the room that was paired before: number and identity agree."""
    CODE = "code"
    """Its own space carries our code; where there are no spaces: its key is its identity there."""
    NAME = "name"
    """Exactly one room of the venue has its Finnish name, or the one that ``same_as`` says."""
    NONE = "none"
    """The booking system does not have it."""
    HALF = "half"
    """A space carries our code, but no room uses it: archived by someone, or half made."""
    VANISHED = "vanished"
    """It was paired before and is gone, while its space stayed: archived by someone."""
    HIDDEN = "hidden"
    """It was paired before, and is not shown to who is not logged in: a draft, or archived."""
    SEVERAL = "several"
    """More than one room fits; none is chosen."""
    LIKELY = "likely"
    """The venue has a room that is likely this one, and nobody has said whether it is."""
    NOT_THERE = "not_there"
    """``same_as`` names a room that the venue does not have, or that is another one of ours."""
    RENAMED = "renamed"
    """It carries our code under a key that has left the catalogue: the key was changed."""
    MOVED = "moved"
    """It is ours, but in another venue than the catalogue says."""
    FOREIGN = "foreign"
    """It would be a room that carries the code of another catalogue."""
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
        space: The space that is its own, whether its room uses it or not.
        candidates: Rooms that fit, where several do or none for certain, the likeliest first.
        old_key: Key that its space carries, where it was renamed.
    """

    room: Room
    match: RoomMatch
    venue: RemoteVenue | None = None
    remote: RemoteRoom | None = None
    space: RemoteSpace | None = None
    candidates: tuple[RemoteRoom, ...] = ()
    old_key: str | None = None


class _Index:
    """A snapshot, looked up by what pairing asks."""

    def __init__(self, snapshot: Snapshot, catalogue: Catalogue) -> None:
        self.snapshot = snapshot
        self.prefix = catalogue.code("")
        self.foreign = owners(snapshot, catalogue.id)
        self.by_identity = {remote.ext_uuid: remote for remote in snapshot.rooms}
        self.users: dict[int, list[RemoteRoom]] = defaultdict(list)
        for remote in snapshot.rooms:
            for space in remote.spaces:
                self.users[space].append(remote)
        self.coded: dict[str, list[RemoteSpace]] = defaultdict(list)
        for found in snapshot.spaces:
            if found.code:
                self.coded[found.code].append(found)

    def marked(self, remote: RemoteRoom) -> RemoteSpace | None:
        """Return the space of a room that carries a code of this catalogue."""
        spaces = (self.snapshot.space_by_pk.get(pk) for pk in remote.spaces)
        return next((s for s in spaces if s and s.code.startswith(self.prefix)), None)

    def key_of(self, remote: RemoteRoom) -> str | None:
        """Return the key that a room carries in the code of its space."""
        marked = self.marked(remote)
        return marked.code.removeprefix(self.prefix) if marked else None


def pair(
    catalogue: Catalogue,
    snapshot: Snapshot,
    known: Mapping[str, Pairing] | None = None,
    left_out: Collection[str] = (),
) -> Mapping[str, Pair]:
    """Pair every room of a catalogue, by key, in catalogue order.

    Args:
        catalogue: Rooms as wanted.
        snapshot: What the booking system showed.
        known: Pairings that were proven before.
        left_out: Keys that stand in the files but could not be read: their rooms are theirs.
    """
    index = _Index(snapshot, catalogue)
    pairs = {
        room.key: _proven(room, index.prefix + room.key, index, (known or {}).get(room.key))
        for room in catalogue.rooms
    }
    free = _unpaired(pairs, index, left_out)
    _pair_by_name(pairs, free, index)
    _find_twins(pairs, free, index)
    return pairs


def _proven(room: Room, code: str, index: _Index, known: Pairing | None) -> Pair:
    venue = index.snapshot.venue_by_tprek.get(room.venue.tprek or "")
    if known is not None:
        remote = index.snapshot.room_by_pk.get(known.pk)
        if remote is not None and remote.ext_uuid == known.ext_uuid:
            own = _own_space(remote, code, known, index)
            if remote.pk in index.foreign and (own is None or own.code != code):
                # What stands there overrules what is remembered.
                return Pair(room, RoomMatch.FOREIGN, venue, candidates=(remote,))
            return _in_place(Pair(room, RoomMatch.STORE, venue, remote, own))
        space = index.snapshot.space_by_pk.get(known.space or 0)
        if remote is None and space is not None and space.code == code:
            # An archived room leaves its space behind; a database made anew has neither.
            return Pair(room, RoomMatch.VANISHED, venue, space=space)
    if venue is None:
        return Pair(room, RoomMatch.NO_VENUE)
    if Feature.SPACES not in index.snapshot.reference.capabilities.features:
        return _by_identity(room, venue, known, index)
    return _by_code(room, venue, code, index)


def _by_identity(room: Room, venue: RemoteVenue, known: Pairing | None, index: _Index) -> Pair:
    """Return a room that no code can tell: by its key, where that is its identity there.

    So it is of rooms that were imported from there. Else nothing but what is remembered tells.
    """
    remote = index.by_identity.get(room.key)
    if remote is not None:
        return _in_place(Pair(room, RoomMatch.CODE, venue, remote))
    if known is None or known.pk in index.snapshot.room_by_pk:
        return Pair(room, RoomMatch.NONE, venue)
    features = index.snapshot.reference.capabilities.features
    told = index.snapshot.logged_in or Feature.DRAFTS_TO_ALL in features
    return Pair(room, RoomMatch.VANISHED if told else RoomMatch.HIDDEN, venue)


def _by_code(room: Room, venue: RemoteVenue, code: str, index: _Index) -> Pair:
    spaces = index.coded.get(code, [])
    if not spaces:
        return Pair(room, RoomMatch.NONE, venue)
    owners = {r.pk: (r, space) for space in spaces for r in index.users.get(space.pk, [])}
    if not owners:
        return Pair(room, RoomMatch.HALF, venue, space=spaces[0])
    if len(owners) > 1:
        candidates = tuple(remote for remote, _ in owners.values())
        return Pair(room, RoomMatch.SEVERAL, venue, candidates=candidates)
    remote, space = next(iter(owners.values()))
    return _in_place(Pair(room, RoomMatch.CODE, venue, remote, space))


def _own_space(remote: RemoteRoom, code: str, known: Pairing, index: _Index) -> RemoteSpace | None:
    """Return the space that is a room's own, also where staff took it away from the room."""
    coded = index.coded.get(code, [])
    attached = [space for space in coded if space.pk in remote.spaces]
    if attached or coded:
        return (attached or coded)[0]
    free = _free_space(remote, index)  # staff may have emptied its code
    return free if free is not None and free.pk == known.space else None


def _in_place(item: Pair) -> Pair:
    """Return a pair as it is, or as one whose room is in another venue than it should be."""
    elsewhere = item.remote and item.venue and item.remote.venue != item.venue.pk
    return replace(item, match=RoomMatch.MOVED) if elsewhere else item


def _unpaired(
    pairs: Mapping[str, Pair], index: _Index, left_out: Collection[str]
) -> list[RemoteRoom]:
    """Return the rooms that are no room of ours yet."""
    taken = {item.remote.pk for item in pairs.values() if item.remote}
    return [
        remote
        for remote in index.snapshot.rooms
        if remote.pk not in taken and index.key_of(remote) not in left_out
    ]


def _pair_by_name(pairs: dict[str, Pair], free: Iterable[RemoteRoom], index: _Index) -> None:
    named: dict[tuple[int, str], list[RemoteRoom]] = defaultdict(list)
    for remote in free:
        named[remote.venue, _name(remote.label)].append(remote)
    places = {
        key: place
        for key, item in pairs.items()
        if item.match is RoomMatch.NONE and (place := _place(item, named)) is not None
    }
    wanted = Counter(places.values())
    for key, place in places.items():
        found = _by_name(pairs[key], named[place], wanted[place], index)
        old_key = index.key_of(found.remote) if found.remote else None
        if old_key is not None and old_key not in pairs:
            space = index.marked(found.remote) if found.remote else None
            found = replace(found, match=RoomMatch.RENAMED, space=space, old_key=old_key)
        pairs[key] = found
    for key, item in pairs.items():
        if item.match is RoomMatch.NONE and item.room.same_as and item.venue:
            pairs[key] = replace(item, match=RoomMatch.NOT_THERE)


def _place(
    item: Pair, named: Mapping[tuple[int, str], Collection[RemoteRoom]]
) -> tuple[int, str] | None:
    """Return the venue and the name by which a room is there; ``None`` where none has it.

    What a person said goes before the room's own name, which it has once a push has written it.
    """
    room, venue = item.room, item.venue
    if venue is None:
        return None
    names = [_name(room.same_as)] if room.same_as else []
    if _name(room.name.fi) not in _others(room):
        names.append(_name(room.name.fi))
    return next(((venue.pk, name) for name in names if name and (venue.pk, name) in named), None)


def _others(room: Room) -> frozenset[str]:
    return frozenset(map(_name, room.differs_from or ()))


def _by_name(item: Pair, named: list[RemoteRoom], wanted: int, index: _Index) -> Pair:
    candidates = [remote for remote in named if remote.pk not in index.foreign]
    if not candidates:
        return Pair(item.room, RoomMatch.FOREIGN, item.venue, candidates=tuple(named))
    if len(candidates) > 1 or wanted > 1:
        return Pair(item.room, RoomMatch.SEVERAL, item.venue, candidates=tuple(candidates))
    remote = candidates[0]
    return Pair(item.room, RoomMatch.NAME, item.venue, remote, _free_space(remote, index))


def _find_twins(pairs: dict[str, Pair], free: Iterable[RemoteRoom], index: _Index) -> None:
    """Find the new rooms that are likely there already under other names."""
    new = {
        key: item
        for key, item in pairs.items()
        if item.match in {RoomMatch.NONE, RoomMatch.NOT_THERE}
    }
    if not new:
        return
    from varaamo_sync.likeness import names_of, rooms_of_venue

    taken = {item.remote.pk for item in pairs.values() if item.remote}
    there: dict[int, list[RemoteRoom]] = defaultdict(list)
    taken |= index.foreign.keys()
    for remote in free:
        if remote.pk not in taken and index.key_of(remote) not in pairs:
            there[remote.venue].append(remote)
    for venue, items in _by_venue(new.values()):
        rooms = there.get(venue.pk, ())
        if not rooms:
            continue
        known = rooms_of_venue(venue, rooms, [item.room.venue for item in items])
        others = {
            item.room.key: [r.pk for r in rooms if _name(r.label) in _others(item.room)]
            for item in items
        }
        found = known.find_twins({item.room.key: names_of(item.room) for item in items}, others)
        for key, twins in found.items():
            if twins:
                item = pairs[key]
                match = RoomMatch.LIKELY if item.match is RoomMatch.NONE else item.match
                candidates = tuple(index.snapshot.room_by_pk[pk] for pk in twins)
                pairs[key] = replace(item, match=match, candidates=candidates)


def _by_venue(items: Iterable[Pair]) -> Iterator[tuple[RemoteVenue, list[Pair]]]:
    grouped: dict[int, list[Pair]] = defaultdict(list)
    venues = {}
    for item in items:
        if item.venue:
            grouped[item.venue.pk].append(item)
            venues[item.venue.pk] = item.venue
    return ((venues[pk], of_venue) for pk, of_venue in grouped.items())


def _free_space(remote: RemoteRoom, index: _Index) -> RemoteSpace | None:
    """Return the one space of a room, where nobody else uses it and nobody has marked it."""
    if len(remote.spaces) != 1 or len(index.users[remote.spaces[0]]) != 1:
        return None
    space = index.snapshot.space_by_pk.get(remote.spaces[0])
    return space if space is not None and not space.code else None


def owners(snapshot: Snapshot, catalogue: str) -> Mapping[int, str]:
    """Return which rooms belong to other catalogues, by number, each with the id of that one.

    Their spaces carry that one's code. Codes of staff's own are nobody's.

    Args:
        snapshot: What the booking system showed.
        catalogue: Id of the catalogue that asks.
    """
    marked = {
        space.pk: owner
        for space in snapshot.spaces
        if (owner := catalogue_of_code(space.code)) not in (None, catalogue)
    }
    return {
        remote.pk: owner
        for remote in snapshot.rooms
        if (owner := next((marked[pk] for pk in remote.spaces if pk in marked), None))
    }


def _name(text: str | None) -> str:
    return " ".join((text or "").split()).casefold()
