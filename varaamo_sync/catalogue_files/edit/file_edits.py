"""What is to be done in one file of rooms, and the text that comes of it, proven."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import field
from typing import Any

from varaamo_sync.catalogue_files.edit.folder import RoomsText, VenueId, venue_entry, venue_id
from varaamo_sync.catalogue_files.edit.json_editor import JsonEditor
from varaamo_sync.catalogue_files.edit.patch import REMOVED, Patch, patched
from varaamo_sync.catalogue_files.edit.removing import without_rooms
from varaamo_sync.catalogue_files.edit.text_editor import Cannot
from varaamo_sync.catalogue_files.edit.yaml_editor import YamlEditor
from varaamo_sync.catalogue_files.whole_file import FileChange
from varaamo_sync.errors import CatalogueError
from varaamo_sync.findings import Path as Steps
from varaamo_sync.model import RoomEntry, Venue
from varaamo_sync.startup.fast_dataclass import dataclass

FAILURES = (Cannot, ValueError, KeyError, IndexError)
"""What comes of a text that cannot be edited in place."""

_BOM = b"\xef\xbb\xbf"
_HEAD = "format: 1\nservice_unit: {unit}\nvenues: []\n"
_VENUE_ORDER = (*Venue.model_fields, "hours", "defaults", "rooms")
_ORDERS = {0: (), 2: _VENUE_ORDER, 4: tuple(RoomEntry.model_fields)}
"""In which order fields stand: beside venues, of a venue, of a room, by the depth of its path."""


@dataclass(slots=True)
class FileEdits:
    """What is to be done in one file."""

    text: RoomsText
    patches: dict[Steps, Patch] = field(default_factory=dict)
    rooms_of: dict[int, list[Mapping[str, Any]]] = field(default_factory=dict)
    new_venues: dict[VenueId | None, dict[str, Any]] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.patches or self.rooms_of or self.new_venues or self.removed)

    def edit_place(self, path: Steps, value: Any) -> None:
        """Change a value at a path of the file: within a room, a venue, or beside them."""
        depth = 0 if path[0] != "venues" else 4 if path[2] == "rooms" else 2
        self.patches.setdefault(path[:depth], Patch()).add(path[depth:], value)

    def edit_room(self, key: str, path: Steps, value: Any) -> None:
        """Change a field of a room."""
        value = _images(path, value, self.text.source.name)
        self.edit_place((*self.text.rooms[key], *path), value)

    def edit_venue(self, number: int, path: Steps, value: Any) -> None:
        """Change a field of a venue."""
        self.edit_place(("venues", number, *path), value)

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
        for path, patch in self.patches.items():
            _settle_removals(patch, self._held(path))
        new_file = not source.data
        unit = self.text.unit.value if self.text.unit else ""
        before = _HEAD.format(unit=unit) if new_file else source.text
        try:
            after = self._edited(before)
        except FAILURES as error:
            raise CatalogueError("file-not-editable", file=source.name) from error
        bom = _BOM if source.data.startswith(_BOM) else b""
        written = bom + after.encode("utf-8")
        if written == source.data:
            return None
        return FileChange(source.path, None if new_file else source.data, written)

    def _edited(self, before: str) -> str:
        form = JsonEditor if self.text.source.is_json else YamlEditor
        editor = form(before)
        for path, patch in self.patches.items():
            editor.patch(path, patch, _ORDERS[len(path)])
        for number, rooms in self.rooms_of.items():
            editor.append(("venues", number), "rooms", rooms)
        if self.new_venues:
            editor.append((), "venues", list(self.new_venues.values()))
        text = editor.text()
        return without_rooms(text, form, self.removed) if self.removed else text

    def _held(self, path: Steps) -> Mapping[str, Any]:
        held: Any = self.text.data
        for step in path:
            held = held[step]
        return held  # type: ignore[no-any-return]


def _settle_removals(patch: Patch, room: Mapping[str, Any]) -> None:
    """Write a mapping anew that something is taken away from; an empty one is taken away whole.

    Hours are edited line by line: people write beside them why they are so.
    """
    for step, inner in list(patch.items()):
        if isinstance(inner, Patch) and any(value is REMOVED for value in inner.values()):
            after = patched(room.get(str(step)) or {}, inner)
            if step != "hours" or not after:
                patch[step] = after or REMOVED
    for step in [s for s, value in patch.items() if value is REMOVED and s not in room]:
        del patch[step]


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
