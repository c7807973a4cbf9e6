"""Rooms of ours that are there twice: what no waiting time can rule out (facts, section 4c)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from varaamo_sync.snapshot import RemoteRoom, RemoteSpace, keys_of
from varaamo_sync.startup.fast_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Double:
    """Two rooms, or two spaces, where one key has one.

    Attributes:
        key: Key of the room.
        spaces: ``pk`` of each space that carries its code.
        rooms: Each room that is in these spaces alone.
    """

    key: str
    spaces: tuple[int, ...]
    rooms: tuple[RemoteRoom, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "room": self.key,
            "spaces": list(self.spaces),
            "rooms": [{"pk": room.pk, "shown": room.publishing.visible} for room in self.rooms],
        }


def find_doubles(
    prefix: str, spaces: Iterable[RemoteSpace], rooms: Iterable[RemoteRoom]
) -> tuple[Double, ...]:
    """Return the keys that stand for more than one room or more than one space.

    A room that joins several rooms' spaces is no double: staff make such rooms on purpose.

    Args:
        prefix: What stands before the key in the codes of a catalogue.
        spaces: Spaces of the catalogue's venues.
        rooms: Rooms of the catalogue's venues.
    """
    keys = keys_of(spaces, prefix)
    coded: defaultdict[str, list[int]] = defaultdict(list)
    for pk, its in keys.items():
        coded[its].append(pk)
    users: defaultdict[str, list[RemoteRoom]] = defaultdict(list)
    for room in rooms:
        owners = {keys.get(pk) for pk in room.spaces}
        if len(owners) == 1 and (key := owners.pop()) is not None:
            users[key].append(room)
    return tuple(
        Double(key, tuple(sorted(coded[key])), tuple(users[key]))
        for key in sorted(coded)
        if len(coded[key]) > 1 or len(users[key]) > 1
    )


def find_same_named(
    made: Mapping[str, tuple[int, str]], known: Collection[int], rooms: Iterable[RemoteRoom]
) -> tuple[Double, ...]:
    """Return the rooms that were made more than once where no key can stand in them.

    Args:
        made: Venue and Finnish name of each room that was made, by its key.
        known: Numbers of the rooms that were there before.
        rooms: Rooms that are there now.
    """
    named: defaultdict[tuple[int, str], list[RemoteRoom]] = defaultdict(list)
    for room in rooms:
        if room.pk not in known:
            named[room.venue, room.name].append(room)
    wanted = Counter(made.values())
    return tuple(
        Double(key, (), tuple(named[place]))
        for key, place in made.items()
        if len(named[place]) > wanted[place]
    )
