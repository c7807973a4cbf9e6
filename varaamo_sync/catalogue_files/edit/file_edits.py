"""What is to be done in one file of rooms, and the text that comes of it, proven."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from varaamo_sync.catalogue_files.edit.folder import RoomsText, VenueId, venue_entry, venue_id
from varaamo_sync.catalogue_files.edit.json_editing import JsonEditor
from varaamo_sync.catalogue_files.edit.patching import REMOVED, Patch, as_read, patched
from varaamo_sync.catalogue_files.edit.replacing import FileChange
from varaamo_sync.catalogue_files.edit.yaml_editing import YamlEditor
from varaamo_sync.catalogue_files.edit.yaml_nodes import Cannot
from varaamo_sync.catalogue_files.places_yaml import YamlPlaces
from varaamo_sync.errors import CatalogueError
from varaamo_sync.findings import Path as Steps
from varaamo_sync.model import RoomEntry, Venue

_BOM = b"\xef\xbb\xbf"
_HEAD = "format: 1\nservice_unit: {unit}\nvenues: []\n"
_ORDER = tuple(RoomEntry.model_fields)
_VENUE_ORDER = (*Venue.model_fields, "defaults", "rooms")


@dataclass(slots=True)
class FileEdits:
    """What is to be done in one file."""

    text: RoomsText
    top: Patch = field(default_factory=Patch)
    rooms: dict[Steps, Patch] = field(default_factory=dict)
    venues: dict[Steps, Patch] = field(default_factory=dict)
    rooms_of: dict[int, list[Mapping[str, Any]]] = field(default_factory=dict)
    new_venues: dict[VenueId | None, dict[str, Any]] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.top or self._in_venues)

    @property
    def _in_venues(self) -> bool:
        return bool(self.rooms or self.venues or self.rooms_of or self.new_venues)

    def edit_place(self, path: Steps, value: Any) -> None:
        """Change a value at a path of the file: within a room, a venue, or beside them."""
        if path[0] != "venues":
            self.top.add(path, value)
        elif path[2] == "rooms":
            self.rooms.setdefault(path[:4], Patch()).add(path[4:], value)
        else:
            self.venues.setdefault(path[:2], Patch()).add(path[2:], value)

    def edit_room(self, key: str, path: Steps, value: Any) -> None:
        """Change a field of a room."""
        patch = self.rooms.setdefault(self.text.rooms[key], Patch())
        patch.add(path, _images(path, value, self.text.source.name))

    def edit_venue(self, number: int, path: Steps, value: Any) -> None:
        """Change a field of a venue."""
        self.venues.setdefault(("venues", number), Patch()).add(path, value)

    def append(self, venue: Venue, entry: Mapping[str, Any] | None) -> None:
        """Append a room to a venue; the venue, too, where it is not there."""
        written = venue_entry(venue)
        name = venue_id(written)
        places = self.text.venues.get(name) if name else None
        file = self.text.source.name
        room = {k: _images((k,), v, file) for k, v in entry.items()} if entry else None
        if places:
            if room is not None:
                self.rooms_of.setdefault(places[0], []).append(room)
            return
        made = self.new_venues.setdefault(name, {**written, "rooms": []})
        if room is not None:
            made["rooms"].append(room)

    def change(self) -> FileChange | None:
        """Return the file as it is to be; ``None`` where nothing changes.

        Raises:
            CatalogueError: It is written in a way that cannot be edited in place.
        """
        source = self.text.source
        for path, patch in self.rooms.items():
            _settle_removals(patch, self._room(path))
        new_file = not source.data
        unit = self.text.unit.value if self.text.unit else ""
        before = _HEAD.format(unit=unit) if new_file else source.text
        try:
            after = self._edited(before, shallow=True)
        except _FAILURES:
            after = self._edited_whole(before)
        bom = _BOM if source.data.startswith(_BOM) else b""
        written = bom + after.encode("utf-8")
        if written == source.data:
            return None
        return FileChange(source.path, None if new_file else source.data, written)

    def _edited_whole(self, before: str) -> str:
        try:
            return self._edited(before, shallow=False)
        except _FAILURES as error:
            raise CatalogueError("file-not-editable", file=self.text.source.name) from error

    def _edited(self, before: str, *, shallow: bool) -> str:
        """Return the text after all edits, proven by reading it again."""
        data = self.text.data if shallow else self._read(before)
        editor: JsonEditor | YamlEditor
        if self._is_json:
            editor = JsonEditor(before)
        else:
            editor = YamlEditor(before, YamlPlaces(before), data, shallow=shallow)
        if self.top:
            editor.patch((), self.top)
        for path, patch in self.rooms.items():
            editor.patch(path, patch, _ORDER)
        for path, patch in self.venues.items():
            editor.patch(path, patch, _VENUE_ORDER)
        for number, rooms in self.rooms_of.items():
            editor.append(("venues", number), "rooms", rooms)
        if self.new_venues:
            editor.append((), "venues", list(self.new_venues.values()))
        after = editor.text()
        if self._read(after) != self._expected(data):
            raise Cannot
        return after

    def _expected(self, data: Any) -> Any:
        """Return what the text should say afterwards; only what changes is made anew."""
        result = {**patched(data, _as_read(self.top))}
        if not self._in_venues:
            return result
        result["venues"] = list(data.get("venues") or [])
        venues = result["venues"]
        own = {int(path[1]) for path in self.rooms} | set(self.rooms_of)
        for number in own:
            held = list(venues[number].get("rooms") or [])
            venues[number] = {**venues[number], "rooms": held}
        for path, patch in self.rooms.items():
            number, index = int(path[1]), int(path[3])
            rooms = venues[number]["rooms"]
            rooms[index] = patched(rooms[index], _as_read(patch))
        for number, new in self.rooms_of.items():
            venues[number]["rooms"] += as_read(new)
        for path, patch in self.venues.items():
            number = int(path[1])
            venues[number] = patched(venues[number], _as_read(patch))
        venues += [as_read(entry) for entry in self.new_venues.values()]
        return result

    def _room(self, path: Steps) -> Mapping[str, Any]:
        room: Any = self.text.data
        for step in path:
            room = room[step]
        return room  # type: ignore[no-any-return]

    @property
    def _is_json(self) -> bool:
        return self.text.source.name.lower().endswith(".json")

    def _read(self, text: str) -> Any:
        if self._is_json:
            return json.loads(text)
        from ryaml import loads  # type: ignore[attr-defined]  # exported, but not by __all__

        return loads(text)


_FAILURES = (Cannot, ValueError, KeyError, IndexError)


def _settle_removals(patch: Patch, room: Mapping[str, Any]) -> None:
    """Write a mapping anew that something is taken away from; an empty one is taken away whole."""
    for step, inner in list(patch.items()):
        if isinstance(inner, Patch) and any(value is REMOVED for value in inner.values()):
            patch[step] = patched(room.get(str(step)) or {}, inner) or REMOVED
    for step in [s for s, value in patch.items() if value is REMOVED and s not in room]:
        del patch[step]


def _as_read(patch: Any) -> Any:
    if isinstance(patch, Patch):
        return Patch({step: _as_read(value) for step, value in patch.items()})
    return as_read(patch)


def _images(path: Steps, value: Any, file: str) -> Any:
    """Return a value with paths of images as the file writes them: counted from itself."""
    if path[0] != "images" or "/" not in file:
        return value
    start = posixpath.dirname(file)
    if isinstance(value, list):
        return [
            {**image, "file": posixpath.relpath(image["file"], start)}
            if isinstance(image, dict) and "file" in image
            else image
            for image in value
        ]
    return posixpath.relpath(value, start) if path[-1] == "file" else value
