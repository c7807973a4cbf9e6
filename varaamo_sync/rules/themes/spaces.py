"""Rooms within rooms: a hall and its parts exclude each other through their spaces."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from varaamo_sync.findings import Owner
from varaamo_sync.model import LANGS, Catalogue, Room, Venue
from varaamo_sync.rules.room_view import RoomView
from varaamo_sync.rules.rule import Hits, a_room, draft_error, hit, quality_warning, some_rooms
from varaamo_sync.suggest import join_names, suggest

# Without its own space, which needs that of the whole, a room cannot be published.
_NO_SPACE = "RESERVATION_UNIT_MISSING_SPACES_OR_RESOURCES"

_PART: dict[str, Any] = {"part_of": "sali", "area": None, "capacity": {"max": 20}}


@draft_error(
    "part-of-unknown",
    of="part_of",
    owner=Owner.COORDINATOR,
    code=_NO_SPACE,
    bad=a_room(part_of="halli"),
    good=some_rooms(
        {"key": "sali"}, {"key": "sali-1", "name": {"fi": "Lohko 1"}, "part_of": "sali"}
    ),
)
def part_of_unknown(room: RoomView) -> Hits:
    """The room that this one is part of is in the catalogue."""
    whole = room.entry.part_of
    if whole is not None and whole not in room.context.catalogue.by_key:
        keys = room.context.once(_keys_by_venue)[room.venue.identity]
        yield hit("part_of", whole=whole, near=join_names(suggest(whole, keys)))


def _keys_by_venue(catalogue: Catalogue) -> Mapping[str, Mapping[str, str]]:
    keys: dict[str, dict[str, str]] = defaultdict(dict)
    for room in catalogue.rooms:
        keys[room.venue.identity][room.key.casefold()] = room.key
    return keys


@draft_error(
    "part-of-other-venue",
    of="part_of",
    owner=Owner.COORDINATOR,
    bad=some_rooms(
        {"key": "sali"},
        {
            "key": "lohko",
            "name": {"fi": "Lohko 1"},
            "part_of": "sali",
            "venue": {"tprek": "demo-012", "name": {"fi": "Stoa"}},
        },
    ),
    good=some_rooms(
        {"key": "sali"}, {"key": "lohko", "name": {"fi": "Lohko 1"}, "part_of": "sali"}
    ),
)
def part_of_other_venue(room: RoomView) -> Hits:
    """A part is in the same venue as the whole; the API would take any parent."""
    key = room.entry.part_of
    whole = room.context.catalogue.by_key.get(key) if key is not None else None
    if whole is None:
        return
    ours, theirs = room.venue, whole.venue
    known = ours.tprek and theirs.tprek
    if (ours.tprek != theirs.tprek) if known else (_names(ours) != _names(theirs)):
        yield hit("part_of", whole=key, ours=ours.label(), theirs=theirs.label())


def _names(venue: Venue) -> list[str | None]:
    """Return a venue's names; whether a language is left out or cleared makes no other venue."""
    return [venue.name.get(lang) for lang in LANGS]


@draft_error(
    "part-of-cycle",
    of="part_of",
    owner=Owner.COORDINATOR,
    code=_NO_SPACE,
    bad=some_rooms(
        {"key": "sali", "part_of": "lohko"},
        {"key": "lohko", "name": {"fi": "Lohko 1"}, "part_of": "sali"},
    ),
    good=some_rooms(
        {"key": "sali"}, {"key": "lohko", "name": {"fi": "Lohko 1"}, "part_of": "sali"}
    ),
)
def part_of_cycle(room: RoomView) -> Hits:
    """No room contains itself, however many rooms lie between."""
    if room.entry.part_of is not None:
        way = room.context.once(_rounds).get(room.entry.key)
        if way is not None:
            yield hit("part_of", way=way)


def _rounds(catalogue: Catalogue) -> Mapping[str, str]:
    """Return the way round from each room that contains itself, by its key."""
    wholes = {room.key: room.part_of for room in catalogue.rooms if room.part_of is not None}
    rounds: dict[str, str] = {}
    seen: set[str] = set()
    for start in wholes:
        way: dict[str, None] = {}  # in order
        key: str | None = start
        while key is not None and key not in way and key not in seen:
            way[key] = None
            key = wholes.get(key)
        if key in way:
            steps = list(way)
            members = steps[steps.index(key) :]
            for at, member in enumerate(members):
                rounds[member] = " → ".join([*members[at:], *members[:at], member])
        seen.update(way)
    return rounds


@quality_warning(
    "parts-larger-area",
    bad=some_rooms(
        {"key": "sali", "area": 100},
        _PART | {"key": "a", "name": {"fi": "Lohko 1"}, "area": 60},
        _PART | {"key": "b", "name": {"fi": "Lohko 2"}, "area": 60},
    ),
    good=some_rooms(
        {"key": "sali", "area": 120},
        _PART | {"key": "a", "name": {"fi": "Lohko 1"}, "area": 60},
        _PART | {"key": "b", "name": {"fi": "Lohko 2"}, "area": 60},
    ),
)
def parts_larger_area(room: RoomView) -> Hits:
    """The parts of a hall together are not larger than the hall."""
    whole = room.area or 0
    if whole > 0 and (parts := _parts(room)):
        total = sum(part.area or 0 for part in parts)
        if total > whole:
            yield hit("area", whole=whole, parts=total, count=len(parts))


@quality_warning(
    "parts-larger-capacity",
    bad=some_rooms(
        {"key": "sali", "capacity": {"max": 100}},
        _PART | {"key": "a", "name": {"fi": "Lohko 1"}, "capacity": {"max": 80}},
        _PART | {"key": "b", "name": {"fi": "Lohko 2"}, "capacity": {"max": 80}},
    ),
    good=some_rooms(
        {"key": "sali", "capacity": {"max": 100}},
        _PART | {"key": "a", "name": {"fi": "Lohko 1"}, "capacity": {"max": 50}},
        _PART | {"key": "b", "name": {"fi": "Lohko 2"}, "capacity": {"max": 50}},
    ),
)
def parts_larger_capacity(room: RoomView) -> Hits:
    """The parts of a hall together do not hold more persons than the hall."""
    whole = room.capacity.max or 0
    if whole > 0 and (parts := _parts(room)):
        total = sum((part.capacity.max or 0) if part.capacity else 0 for part in parts)
        if total > whole:
            yield hit("capacity", "max", whole=whole, parts=total, count=len(parts))


def _parts(room: RoomView) -> Sequence[Room]:
    """Return the rooms whose space lies in that of a room."""
    parts = room.context.once(_parts_by_whole).get(room.entry.key, ())
    is_meant = bool(parts) and room.context.catalogue.by_key[room.entry.key] is room.entry
    return parts if is_meant else ()


def _parts_by_whole(catalogue: Catalogue) -> Mapping[str, Sequence[Room]]:
    parts: dict[str, list[Room]] = defaultdict(list)
    for room in catalogue.rooms:
        if room.part_of is not None:
            parts[room.part_of].append(room)
    return parts
