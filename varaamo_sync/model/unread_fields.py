"""Fields that a form filled in, but nobody could read: they are not unstated, and never sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from varaamo_sync.model.parts import Part
from varaamo_sync.model.room import Catalogue, Room, RoomEntry

_AROUND = ("venue", "service_unit")
"""What stands around a room in its file; it may be filled in on a form, too."""


def is_unread(room: RoomEntry, path: str) -> bool:
    """Tell whether a field of a room, or a part of it, could not be read."""
    return any(_touch(path, unread) for unread in room.unread)


def _touch(one: str, other: str) -> bool:
    """Tell whether one of two dotted paths is the other, or stands within it."""
    return f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}.")


def readable_catalogue(catalogue: Catalogue) -> Catalogue:
    """Return a catalogue whose rooms state nothing of what could not be read."""
    if not any(vars(room)["unread"] for room in catalogue.rooms):
        return catalogue
    rooms = tuple(readable_room(room) for room in catalogue.rooms)
    return catalogue.model_copy(update={"rooms": rooms})


def readable_room(room: Room) -> Room:
    """Return a room that states nothing of what could not be read.

    An older value may still stand beside the words that replaced it on the form; nobody knows
    whether it holds. What a room cannot be without stays.
    """
    for path in room.unread:
        room = _drop(room, path.split("."))
    return room


def _drop(part: Any, steps: list[str]) -> Any:
    """Return a part without a field; of a list, in which entries hang together, nothing is left."""
    names = {info.alias or name: name for name, info in type(part).model_fields.items()}
    step, *inner = steps
    name = names.get(step)
    if name is None or name in _AROUND or name not in part.model_fields_set:
        return part
    held = getattr(part, name)
    if inner and isinstance(held, Part):
        return part.model_copy(update={name: _drop(held, inner)})
    if type(part).model_fields[name].is_required():
        return part
    default = type(part).model_fields[name].get_default(call_default_factory=True)
    made = part.model_copy(update={name: default})
    made.model_fields_set.discard(name)
    return made


def drop_defaults_of_unread(
    values: dict[str, Any], entry: Mapping[str, Any], unread: Iterable[str]
) -> dict[str, Any]:
    """Return a room's plain values without defaults of what could not be read.

    Args:
        values: The room as it is with the defaults of blocks above it.
        entry: What the room itself states.
        unread: Dotted paths of what could not be read.
    """
    for path in unread:
        values = _drop_default(values, entry, path.split("."))
    return values


def _drop_default(values: dict[str, Any], entry: Any, steps: list[str]) -> dict[str, Any]:
    step, *inner = steps
    if step not in values:
        return values
    own = entry.get(step) if isinstance(entry, Mapping) else None
    stated = isinstance(entry, Mapping) and step in entry
    held = values[step]
    if inner and isinstance(held, dict):
        return {**values, step: _drop_default(held, own, inner)}
    if stated:
        return values
    return {name: value for name, value in values.items() if name != step}
