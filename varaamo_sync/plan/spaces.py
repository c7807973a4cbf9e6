"""What a room's own space should hold, as values beside those of the room."""

from __future__ import annotations

from varaamo_sync.rooms import LANGS, Room
from varaamo_sync.snapshot import RemoteSpace, Value
from varaamo_sync.stored_form import plain


def wanted_space(room: Room, parent: int | None = None) -> dict[str, Value]:
    """Return what a room's own space should hold, by path, as far as the catalogue states it.

    Args:
        room: The room.
        parent: ``pk`` of the space that contains it, once that is known.
    """
    wanted: dict[str, Value] = {
        f"space.name.{lang}": name for lang in LANGS if (name := plain(room.name.get(lang)))
    }
    if "area" in room.model_fields_set:
        wanted["space.area"] = room.area
    capacity = room.capacity
    if "capacity" in room.model_fields_set and (
        capacity is None or "max" in capacity.model_fields_set
    ):
        wanted["space.max_persons"] = capacity.max if capacity else None
    if room.part_of and parent is not None:
        wanted["space.parent"] = parent
    return wanted


def space_values(space: RemoteSpace) -> dict[str, Value]:
    """Return what a space holds, by the same paths."""
    values: dict[str, Value] = {f"space.name.{lang}": space.name.get(lang, "") for lang in LANGS}
    return values | {
        "space.area": space.area,
        "space.max_persons": space.max_persons,
        "space.parent": space.parent,
    }
