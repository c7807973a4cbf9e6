"""The files of a catalogue folder as they are written: venues and rooms with their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from varaamo_sync.catalogue_files.text.faults import Unreadable
from varaamo_sync.catalogue_files.text.sources import CATALOGUE, GOALS, Source, load, room_files
from varaamo_sync.findings import Path as Steps
from varaamo_sync.model import ServiceUnit, Venue
from varaamo_sync.startup.fast_dataclass import dataclass

_MOST_BYTES = 200_000_000

VenueId = tuple[str, str]
"""What tells a venue from others: its TPREK id, else its Finnish name, else its address."""


class PlacedVenue(NamedTuple):
    """A venue as a file has it."""

    unit: ServiceUnit
    venue: Venue


@dataclass(slots=True)
class RoomsText:
    """A file of rooms, ``catalogue.yaml`` or ``goals.yaml``.

    Attributes:
        data: Its plain values.
        unit: Its service unit; ``None`` for a file that is of all.
        rooms: Path of each room by its key.
        venues: Number of each venue, by what tells it from others.
    """

    source: Source
    data: dict[str, Any]
    unit: ServiceUnit | None
    rooms: dict[str, Steps] = field(default_factory=dict)
    venues: dict[VenueId, list[int]] = field(default_factory=dict)


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
        for number, venue in _entries(data, "venues"):
            name = venue_id(venue)
            if name is not None:
                text.venues.setdefault(name, []).append(number)
            for index, room in _entries(venue, "rooms"):
                if isinstance(room.get("key"), str):
                    text.rooms.setdefault(room["key"], ("venues", number, "rooms", index))
        found.append(text)
    return found


def head_texts(folder: Path) -> list[RoomsText]:
    """Return ``catalogue.yaml`` and ``goals.yaml``, those of them that can be read."""
    found: list[RoomsText] = []
    for name in (CATALOGUE, GOALS):
        try:
            source = load(folder, folder / name, _MOST_BYTES)
            found.append(RoomsText(source, source.read(), None))
        except Unreadable:  # there is none, or the reader tells what is wrong
            continue
    return found


def _entries(holder: Mapping[str, Any], name: str) -> list[tuple[int, dict[str, Any]]]:
    held = holder.get(name)
    entries = held if isinstance(held, list) else ()
    return [(number, entry) for number, entry in enumerate(entries) if isinstance(entry, dict)]


def venue_id(entry: Mapping[str, Any]) -> VenueId | None:
    """Return what tells a venue from others, as a file writes it."""
    name = entry.get("name")
    finnish = name.get("fi") if isinstance(name, Mapping) else None
    for kind, value in (
        ("tprek", entry.get("tprek")),
        ("name", finnish),
        ("address", entry.get("address")),
    ):
        if isinstance(value, str) and value:
            return kind, value
    return None


def venue_entry(venue: Venue) -> dict[str, Any]:
    """Return a venue as a file writes it, without rooms."""
    values = venue.model_dump(exclude_none=True, exclude_defaults=True)
    return {name: list(v) if isinstance(v, tuple) else v for name, v in values.items()}


def placed_venues(texts: Sequence[RoomsText]) -> tuple[PlacedVenue, ...]:
    """Return the venues of some files, those without rooms among them."""
    placed: list[PlacedVenue] = []
    for text in texts:
        if text.unit is None:
            continue
        for _, entry in _entries(text.data, "venues"):
            fields = {name: entry[name] for name in Venue.model_fields if name in entry}
            try:
                placed.append(PlacedVenue(text.unit, Venue.model_validate(fields)))
            except ValidationError:
                continue  # the reader complains of it
    return tuple(placed)
