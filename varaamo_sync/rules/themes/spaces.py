"""Rooms within rooms: a hall and its parts exclude each other through their spaces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from varaamo_sync.findings import Level, Owner, Severity
from varaamo_sync.model import Room
from varaamo_sync.rules.context import Context
from varaamo_sync.rules.rule import Hit, a_room, rule, some_rooms

# Without its own space, which needs that of the whole, a room cannot be published.
_NO_SPACE = "RESERVATION_UNIT_MISSING_SPACES_OR_RESOURCES"

_DIVIDED = some_rooms(
    {"key": "sali"}, {"key": "lohko", "name": {"fi": "Lohko 1"}, "part_of": "sali", "area": 60}
)
_PART: dict[str, Any] = {"part_of": "sali", "area": None, "capacity": {"max": 20}}


@rule(
    id="part-of-unknown",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.COORDINATOR,
    code=_NO_SPACE,
    bad=a_room(part_of="halli"),
    good=some_rooms(
        {"key": "sali"}, {"key": "sali-1", "name": {"fi": "Lohko 1"}, "part_of": "sali"}
    ),
)
def part_of_unknown(context: Context) -> Iterator[Hit]:
    """The room that this one is part of is in the catalogue."""
    for place, room, whole in _parts(context):
        if whole not in context.place_of:
            yield Hit(place, ("part_of",), {"whole": whole, "near": context.near_keys(room)})


def _parts(context: Context) -> Iterator[tuple[int, Room, str]]:
    for place, room in context.rooms:
        if room.part_of is not None:
            yield place, room, room.part_of


@rule(
    id="part-of-other-venue",
    severity=Severity.ERROR,
    level=Level.DRAFT,
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
def part_of_other_venue(context: Context) -> Iterator[Hit]:
    """A part is in the same venue as the whole; the API would take any parent."""
    for place, room, key in _parts(context):
        at = context.place_of.get(key)
        if at is None:
            continue
        ours, theirs = room.venue, context.catalogue.rooms[at].venue
        known = ours.tprek and theirs.tprek
        if (ours.tprek != theirs.tprek) if known else (ours.name != theirs.name):
            params = {"whole": key, "ours": ours.label(), "theirs": theirs.label()}
            yield Hit(place, ("part_of",), params)


@rule(
    id="part-of-cycle",
    severity=Severity.ERROR,
    level=Level.DRAFT,
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
def part_of_cycle(context: Context) -> Iterator[Hit]:
    """No room contains itself, however many rooms lie between."""
    wholes = {room.key: whole for _, room, whole in _parts(context)}
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
    for place, room, _ in _parts(context):
        if room.key in rounds:
            yield Hit(place, ("part_of",), {"way": rounds[room.key]})


@rule(
    id="parts-larger-area",
    severity=Severity.WARNING,
    level=Level.QUALITY,
    owner=Owner.UNIT,
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
def parts_larger_area(context: Context) -> Iterator[Hit]:
    """The parts of a hall together are not larger than the hall."""
    for place, room, parts in _wholes(context):
        total = sum(part.area or 0 for part in parts)
        if room.area is not None and total > room.area > 0:
            params = {"whole": room.area, "parts": total, "count": len(parts)}
            yield Hit(place, ("area",), params)


def _wholes(context: Context) -> Iterator[tuple[int, Room, Sequence[Room]]]:
    for key in context.parts_of:
        place = context.place_of.get(key)
        if place is not None:
            yield place, context.catalogue.rooms[place], context.parts_of[key]


@rule(
    id="parts-larger-capacity",
    severity=Severity.WARNING,
    level=Level.QUALITY,
    owner=Owner.UNIT,
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
def parts_larger_capacity(context: Context) -> Iterator[Hit]:
    """The parts of a hall together do not hold more persons than the hall."""
    for place, room, parts in _wholes(context):
        total = sum((part.capacity.max or 0) if part.capacity else 0 for part in parts)
        most = room.capacity.max if room.capacity else None
        if most is not None and total > most > 0:
            params = {"whole": most, "parts": total, "count": len(parts)}
            yield Hit(place, ("capacity", "max"), params)
