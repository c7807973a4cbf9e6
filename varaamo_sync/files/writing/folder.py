"""The files of a catalogue folder as they are written: venues and rooms with their places."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from varaamo_sync.files.faults import Unreadable
from varaamo_sync.files.sources import CATALOGUE, Source, load, room_files
from varaamo_sync.findings import Path as Steps
from varaamo_sync.rooms import ServiceUnit, Venue

_MOST_BYTES = 200_000_000


class PlacedVenue(NamedTuple):
    """A venue as a file has it."""

    unit: ServiceUnit
    venue: Venue


@dataclass(slots=True)
class RoomsText:
    """A file of rooms.

    Attributes:
        data: Its plain values.
        rooms: Path of each room by its key.
    """

    source: Source
    data: dict[str, Any]
    unit: ServiceUnit
    rooms: dict[str, Steps] = field(default_factory=dict)

    @property
    def venues(self) -> list[dict[str, Any]]:
        """The venues, as they are written."""
        venues = self.data.get("venues")
        return venues if isinstance(venues, list) else []


def rooms_texts(folder: Path) -> list[RoomsText]:
    """Return the files of rooms that can be read; the others are the reader's to complain of."""
    found: list[RoomsText] = []
    for path in room_files(folder):
        if path.name == CATALOGUE:
            continue
        try:
            source = load(folder, path, _MOST_BYTES)
            data = source.read()
            unit = ServiceUnit(str(data.get("service_unit")))
        except (Unreadable, ValueError):
            continue
        text = RoomsText(source, data, unit)
        for number, venue in enumerate(text.venues):
            rooms = venue.get("rooms") if isinstance(venue, dict) else None
            for index, room in enumerate(rooms if isinstance(rooms, list) else ()):
                key = room.get("key") if isinstance(room, dict) else None
                if isinstance(key, str):
                    text.rooms.setdefault(key, ("venues", number, "rooms", index))
        found.append(text)
    return found


def catalogue_venues(folder: Path | str) -> tuple[PlacedVenue, ...]:
    """Return the venues of a catalogue folder, those without rooms among them."""
    placed: list[PlacedVenue] = []
    for text in rooms_texts(Path(folder)):
        for entry in text.venues:
            if isinstance(entry, dict):
                fields = {name: entry[name] for name in Venue.model_fields if name in entry}
                try:
                    placed.append(PlacedVenue(text.unit, Venue.model_validate(fields)))
                except ValidationError:
                    continue  # the reader complains of it
    return tuple(placed)
