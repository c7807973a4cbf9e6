"""Edits of a catalogue: fields of rooms and venues, new rooms and venues, into the right files."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from varaamo_sync.errors import CatalogueError, CatalogueNotFound
from varaamo_sync.files.places_yaml import YamlPlaces
from varaamo_sync.files.sources import CATALOGUE
from varaamo_sync.files.writing.folder import RoomsText, rooms_texts
from varaamo_sync.files.writing.json_editing import JsonEditor
from varaamo_sync.files.writing.patching import Patch, as_read, patched
from varaamo_sync.files.writing.replacing import FileChange, write_changes
from varaamo_sync.files.writing.yaml_editing import YamlEditor
from varaamo_sync.files.writing.yaml_nodes import Cannot
from varaamo_sync.findings import Path as Steps
from varaamo_sync.rooms import RoomEntry, ServiceUnit, Venue

_BOM = b"\xef\xbb\xbf"
_HEAD = "format: 1\nservice_unit: {unit}\nvenues: []\n"
_ORDER = tuple(RoomEntry.model_fields)
_VENUE_ORDER = (*Venue.model_fields, "defaults", "rooms")


@dataclass(frozen=True, slots=True)
class Edit:
    """A field of a room and its new value, in plain catalogue form.

    Texts, whole numbers, booleans, ``Decimal`` for money, lists and mappings; ``None`` is
    written as ``null``. Paths of images count from the catalogue folder.
    """

    key: str
    path: Steps
    value: Any


@dataclass(frozen=True, slots=True)
class NewRoom:
    """A room to be appended to its venue, in the file of its service unit."""

    service_unit: ServiceUnit
    venue: Venue
    entry: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class NewVenue:
    """A venue to be appended to the file of a service unit, if it is not there."""

    service_unit: ServiceUnit
    venue: Venue


@dataclass(frozen=True, slots=True)
class VenueEdit:
    """A field of a venue and its new value, in every file that has the venue."""

    venue: Venue
    path: Steps
    value: Any


@dataclass(frozen=True, slots=True)
class Edits:
    """Everything that is to be written at once."""

    rooms: Sequence[Edit] = ()
    new_rooms: Sequence[NewRoom] = ()
    venues: Sequence[VenueEdit] = ()
    new_venues: Sequence[NewVenue] = ()


def apply_edits(
    folder: Path | str, edits: Iterable[Edit], new_rooms: Iterable[NewRoom] = ()
) -> tuple[Path, ...]:
    """Write edits and new rooms into the files of a catalogue folder.

    Returns:
        The files that changed.

    Raises:
        CatalogueError: A room is not in the files, or its file cannot be edited in place.
        UsageError: A file cannot be written.
    """
    return write_changes(prepare_edits(folder, Edits(tuple(edits), tuple(new_rooms))))


def prepare_edits(folder: Path | str, edits: Edits) -> tuple[FileChange, ...]:
    """Return what files would be after edits; nothing is written.

    Raises:
        CatalogueNotFound: There is no such folder.
        CatalogueError: A room is not in the files, or its file cannot be edited in place.
    """
    folder = Path(folder)
    if not (folder / CATALOGUE).exists():
        raise CatalogueNotFound(f"there is no {CATALOGUE} in {folder}")
    texts = rooms_texts(folder)
    work = {id(text): _FileEdits() for text in texts}
    for edit in edits.rooms:
        text = next((text for text in texts if edit.key in text.rooms), None)
        if text is None:
            raise CatalogueError(f"there is no room {edit.key} in the files of {folder}")
        path = text.rooms[edit.key]
        value = _images(edit.path, edit.value, text.source.name)
        work[id(text)].room(path).add(edit.path, value)
    for change in edits.venues:
        for text in texts:
            for number, entry in enumerate(text.venues):
                if is_venue(entry, change.venue):
                    work[id(text)].venue(("venues", number)).add(change.path, change.value)
    appended: list[NewRoom | NewVenue] = [*edits.new_venues, *edits.new_rooms]
    for one in appended:
        text = _text_for(folder, texts, one.service_unit, one.venue)
        if id(text) not in work:
            texts.append(text)
            work[id(text)] = _FileEdits()
        work[id(text)].append(text, one)
    made = (_change(text, work[id(text)]) for text in texts if not work[id(text)].empty)
    return tuple(one for one in made if one is not None)


@dataclass(slots=True)
class _FileEdits:
    """What is to be done in one file."""

    rooms: dict[Steps, Patch] = field(default_factory=dict)
    venues: dict[Steps, Patch] = field(default_factory=dict)
    rooms_of: dict[int, list[Mapping[str, Any]]] = field(default_factory=dict)
    new_venues: list[tuple[Venue, dict[str, Any]]] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return not (self.rooms or self.venues or self.rooms_of or self.new_venues)

    def room(self, path: Steps) -> Patch:
        return self.rooms.setdefault(path, Patch())

    def venue(self, path: Steps) -> Patch:
        return self.venues.setdefault(path, Patch())

    def append(self, text: RoomsText, one: NewRoom | NewVenue) -> None:
        entry: dict[str, Any] | None = None
        if isinstance(one, NewRoom):
            name = text.source.name
            entry = {k: _images((k,), v, name) for k, v in one.entry.items()}
        place = next((n for n, v in enumerate(text.venues) if is_venue(v, one.venue)), None)
        if place is not None:
            if entry is not None:
                self.rooms_of.setdefault(place, []).append(entry)
            return
        made = next((made for venue, made in self.new_venues if same_venue(venue, one.venue)), None)
        if made is None:
            made = {**_venue_entry(one.venue), "rooms": []}
            self.new_venues.append((one.venue, made))
        if entry is not None:
            made["rooms"].append(entry)


def is_venue(entry: Any, venue: Venue) -> bool:
    """Tell whether an entry of a file is a venue: by its TPREK id, else its name or address."""
    if not isinstance(entry, dict):
        return False
    if venue.tprek or entry.get("tprek"):
        return bool(entry.get("tprek") == venue.tprek)
    name = entry.get("name")
    own = name.get("fi") if isinstance(name, dict) else None
    if own or venue.name.fi:
        return bool(own == venue.name.fi)
    return entry.get("address") is not None and entry.get("address") == venue.address


def same_venue(one: Venue, other: Venue) -> bool:
    """Tell whether two venues are one."""
    return is_venue(_venue_entry(one), other)


def _venue_entry(venue: Venue) -> dict[str, Any]:
    values = venue.model_dump(exclude_none=True, exclude_defaults=True)
    return {name: list(v) if isinstance(v, tuple) else v for name, v in values.items()}


def _text_for(
    folder: Path, texts: Sequence[RoomsText], unit: ServiceUnit, venue: Venue
) -> RoomsText:
    """Return the file that a room goes into: that of its venue, else the unit's biggest."""
    of_unit = [text for text in texts if text.unit is unit]
    for text in of_unit:
        if any(is_venue(entry, venue) for entry in text.venues):
            return text
    if of_unit:
        return max(of_unit, key=lambda text: len(text.rooms))
    from varaamo_sync.files.sources import Source

    path = folder / f"{unit.value.lower()}.yaml"
    number = 1
    while path.exists():  # a file of that name that is no file of this service unit
        number += 1
        path = folder / f"{unit.value.lower()}-{number}.yaml"
    source = Source(path.name, path, b"")
    return RoomsText(source, {"format": 1, "service_unit": unit.value, "venues": []}, unit)


def _images(path: Steps, value: Any, file: str) -> Any:
    """Return a value with paths of images as the file writes them: counted from itself."""
    start = posixpath.dirname(file)
    if path[:1] != ("images",) or not start:
        return value
    if isinstance(value, list):
        return [
            {**image, "file": posixpath.relpath(image["file"], start)}
            if isinstance(image, dict) and "file" in image
            else image
            for image in value
        ]
    return posixpath.relpath(value, start) if path[-1] == "file" else value


def _change(text: RoomsText, edits: _FileEdits) -> FileChange | None:
    source = text.source
    new_file = not source.data
    before = _HEAD.format(unit=text.unit.value) if new_file else source.text
    is_json = source.name.lower().endswith(".json")
    read = _read_json if is_json else _read_yaml
    try:
        data = read(before)
        editor = JsonEditor(before) if is_json else YamlEditor(before, YamlPlaces(before), data)
        for path, patch in edits.rooms.items():
            editor.patch(path, patch, _ORDER)
        for path, patch in edits.venues.items():
            editor.patch(path, patch, _VENUE_ORDER)
        for number, rooms in edits.rooms_of.items():
            editor.append(("venues", number), "rooms", rooms)
        if edits.new_venues:
            editor.append((), "venues", [made for _, made in edits.new_venues])
        after = editor.text()
        _prove(read(after), _expected(read(before), edits))
    except (Cannot, ValueError, KeyError, IndexError) as error:
        raise CatalogueError(
            f"{source.name} is written in a way that cannot be edited in place; "
            "nothing was written.",
            fix="Write the rooms that change as plain indented YAML, without anchors and aliases.",
        ) from error
    bom = _BOM if source.data.startswith(_BOM) else b""
    written = bom + after.encode("utf-8")
    if written == source.data:
        return None
    return FileChange(source.path, None if new_file else source.data, written)


def _prove(given: Any, expected: Any) -> None:
    """Make sure that the edited text says what it should, and nothing else."""
    if given != expected:
        raise Cannot


def _expected(data: Any, edits: _FileEdits) -> Any:
    for number, rooms in edits.rooms_of.items():
        venue = data["venues"][number]
        venue["rooms"] = [*(venue.get("rooms") or []), *as_read(rooms)]
    for path, patch in (*edits.rooms.items(), *edits.venues.items()):
        holder = data
        for step in path[:-1]:
            holder = holder[step]
        holder[path[-1]] = patched(holder[path[-1]], _patch_as_read(patch))
    if edits.new_venues:
        made = [as_read(entry) for _, entry in edits.new_venues]
        data["venues"] = [*(data.get("venues") or []), *made]
    return data


def _patch_as_read(patch: Any) -> Any:
    if isinstance(patch, Patch):
        return Patch({step: _patch_as_read(value) for step, value in patch.items()})
    return as_read(patch)


def _read_yaml(text: str) -> Any:
    from ryaml import loads  # type: ignore[attr-defined]  # exported, but not by __all__

    return loads(text)


def _read_json(text: str) -> Any:
    return json.loads(text)
