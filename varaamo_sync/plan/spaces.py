"""What follows from a room for its own space, and which spaces the room is to have.

All of it is *derived*: nobody writes it into a catalogue, and yet it is remembered and compared
three ways like every stated value, for staff may change it, too.
"""

from __future__ import annotations

from collections.abc import Mapping

from varaamo_sync.model import LANGS, Room
from varaamo_sync.plan.pairing import Pair
from varaamo_sync.snapshot import RemoteRoom, RemoteSpace, Value
from varaamo_sync.stored_form import stored_name

MEMBERSHIP = "spaces"
"""Path of the spaces that a room occupies: its own and no other."""

PART_OF = "part_of"
"""Path of the room whose space contains the room's own."""

CODE = "space.code"
"""Path of the mark by which a room's own space is recognised."""

DERIVED_FROM: Mapping[str, str] = {
    **{f"space.name.{lang}": f"name.{lang}" for lang in LANGS},
    "space.area": "area",
    "space.max_persons": "capacity.max",
}
"""Fields of a space by path, with the field of its room whose value they repeat."""


def wanted_space(room: Room) -> dict[str, Value]:
    """Return what a room's own space should hold, by path, as far as the catalogue states it.

    The space that contains it is the own one of the room that ``part_of`` names, by its key.
    """
    names = stored_name(room.name)
    wanted: dict[str, Value] = {f"space.name.{lang}": name for lang, name in names.items() if name}
    if "area" in room.model_fields_set:
        wanted["space.area"] = room.area
    capacity = room.capacity
    if "capacity" in room.model_fields_set and (
        capacity is None or "max" in capacity.model_fields_set
    ):
        wanted["space.max_persons"] = capacity.max if capacity else None
    if "part_of" in room.model_fields_set:
        wanted[PART_OF] = room.part_of
    return wanted


class SpaceOwners:
    """Which room's own each space is, by the room's key; other spaces are called by number.

    Args:
        keys: The key that spaces carry in their codes, by number of the space (``keys_of``).
        pairs: What was recognised otherwise, by key.
    """

    def __init__(self, keys: Mapping[int, str], pairs: Mapping[str, Pair] | None = None) -> None:
        found = {item.space.pk: key for key, item in (pairs or {}).items() if item.space}
        self._owners = {**keys, **found}

    def members(self, remote: RemoteRoom) -> frozenset[str]:
        """Return the spaces that a room occupies."""
        return frozenset(self._owner(pk) for pk in remote.spaces)

    def space_values(self, space: RemoteSpace) -> dict[str, Value]:
        """Return what a space holds, by the paths of ``wanted_space``, and its code."""
        names: dict[str, Value] = {f"space.name.{lang}": space.name.get(lang, "") for lang in LANGS}
        return names | {
            "space.area": space.area,
            "space.max_persons": space.max_persons,
            PART_OF: None if space.parent is None else self._owner(space.parent),
            CODE: space.code,
        }

    def _owner(self, pk: int) -> str:
        return self._owners.get(pk, f"#{pk}")
