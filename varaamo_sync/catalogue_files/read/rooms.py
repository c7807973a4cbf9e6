"""Rooms from plain values, with what many rooms have in common kept once."""

from __future__ import annotations

from typing import Any

from varaamo_sync.catalogue_files.read.file_header import Stated
from varaamo_sync.catalogue_files.read.prepare import states
from varaamo_sync.catalogue_files.read.validation import unknown_key, validate
from varaamo_sync.catalogue_files.text.faults import Fault
from varaamo_sync.model import (
    Room,
    RoomEntry,
    ServiceUnit,
    Venue,
    drop_defaults_of_unread,
    lay_over,
)

_NOT_IN_A_ROOM = ("service_unit", "venue")
_ALIKE = (
    "access",
    "booking",
    "hours",
    "pricing",
    "publish",
    "terms",
)  # others are made as fast anew
_MOST_KEPT = 20_000

_Written = tuple[str, str]
"""Name of a part and what ``repr`` makes of it: 1, 1.0 and true are not alike."""


class RoomMaker:
    """Makes rooms.

    Parts that are written alike are one value: they are frozen, and thousands of rooms have
    the same few prices and booking rules. It halves the memory, and the time of validation.
    """

    def __init__(self) -> None:
        self._parts: dict[_Written, Any] = {}

    def make(
        self,
        entry: dict[str, Any],
        stated: Stated,
        unit: ServiceUnit | None,
        venue: Venue | None,
    ) -> tuple[Room | None, list[Fault]]:
        """Make a room.

        Args:
            entry: What the room itself states.
            stated: What ``defaults`` blocks state.
            unit: The service unit, if it is known.
            venue: The venue, if it is as it should be.

        Returns:
            The room, if it can be one; what is wrong with it, but for what was told at a block.
        """
        values = lay_over(stated.values, entry) if stated.values else dict(entry)
        if isinstance(unread := entry.get("unread"), dict):
            values = drop_defaults_of_unread(values, entry, filter(_is_text, unread))
        values["service_unit"] = unit or ServiceUnit.NUP  # a stand-in: the room itself is
        values["venue"] = venue or Venue()  # checked, and left out
        unseen = self._put_known_parts(values)
        room, faults = validate(Room, values, written=RoomEntry)
        if room is not None and len(self._parts) < _MOST_KEPT:
            self._parts.update((written, getattr(room, name)) for name, written in unseen)
        stray = [unknown_key(RoomEntry, (name,)) for name in _NOT_IN_A_ROOM if name in entry]
        own = [
            fault
            for fault in faults
            if fault.path not in stated.broken or states(entry, fault.path)
        ]
        usable = unit is not None and venue is not None and not stray
        return (room if usable else None), own + stray

    def _put_known_parts(self, values: dict[str, Any]) -> list[tuple[str, _Written]]:
        """Put parts that were made before in place of what is written; return the others."""
        unseen = []
        for name in _ALIKE:
            value = values.get(name)
            if value:
                written = name, repr(value)
                if written in self._parts:
                    values[name] = self._parts[written]
                else:
                    unseen.append((name, written))
        return unseen


def _is_text(value: Any) -> bool:
    return isinstance(value, str)
