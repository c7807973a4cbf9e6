"""Values of the model as a catalogue's files state them, and rooms read back from that form.

This is the one place where values are written: what goes into a file, a workbook or a message of
a change has the same form, and is read as the value that it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any

from pydantic import BaseModel

from varaamo_sync.model.hours import YearDay, format_times, lay_over_hours
from varaamo_sync.model.hours.times import OpenTimes
from varaamo_sync.model.room import Room, Venue
from varaamo_sync.model.units import ServiceUnit
from varaamo_sync.model.values import format_duration, format_moment

MISSING = object()
"""Stands where an entry states nothing."""


def to_entry(value: Any) -> Any:
    """Return a value as a catalogue states it; of a part only what is stated.

    That is: texts, whole numbers, booleans, ``Decimal`` for money, lists and mappings.
    """
    if isinstance(value, BaseModel):
        value = value.model_dump(by_alias=True, exclude_unset=True)
    if isinstance(value, Mapping):
        return {name: to_entry(item) for name, item in value.items()}
    if isinstance(value, tuple | list | frozenset):
        items = [to_entry(item) for item in value]
        return sorted(items) if isinstance(value, frozenset) else items
    return _word(value)


def _word(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, timedelta):
        return format_duration(value)
    if isinstance(value, datetime):
        return format_moment(value)
    if isinstance(value, OpenTimes):
        return format_times(value)
    if isinstance(value, YearDay):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def room_entry(room: Room) -> dict[str, Any]:
    """Return what is stated of a room, without its service unit and venue."""
    dumped = room.model_dump(by_alias=True, exclude_unset=True, exclude={"service_unit", "venue"})
    entry: dict[str, Any] = to_entry(dumped)
    return entry


def room_of(entry: Mapping[str, Any], unit: ServiceUnit, venue: Venue) -> Room:
    """Return the room that an entry states.

    Raises:
        pydantic.ValidationError: The entry states what no room has.
    """
    values = {**entry, "service_unit": unit, "venue": venue}
    return Room.model_validate(values, by_alias=True, by_name=False)


def entry_at(entry: Any, path: Sequence[str | int]) -> Any:
    """Return what an entry states at a path: ``None`` within what is ``null``, or ``MISSING``."""
    for step in path:
        if entry is None:
            return None
        if not isinstance(entry, Mapping) or step not in entry:
            return MISSING
        entry = entry[step]
    return entry


def entry_values(entry: Any, paths: Iterable[tuple[str | int, ...]]) -> list[Any]:
    """Return what an entry states at some paths, one after the other."""
    return [entry_at(entry, path) for path in paths]


def put_at(entry: dict[str, Any], path: Sequence[str | int], value: Any) -> None:
    """Write a value into an entry at a path; what stands in the way gives way."""
    *outer, last = map(str, path)
    for step in outer:
        inner = entry.get(step)
        if not isinstance(inner, dict):
            inner = entry[step] = {}
        entry = inner
    entry[last] = value


def lay_over(base: Mapping[str, Any], entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return an entry on top of what is stated for all: mappings by key, all else replaced.

    Of hours the exceptions go by key, and the rest hangs together.
    """
    values = {**base, **entry}
    for name, below in base.items():
        above = entry.get(name)
        if isinstance(below, dict) and isinstance(above, dict):
            lay = lay_over_hours if name == "hours" else lay_over
            values[name] = lay(below, above)
    return values
