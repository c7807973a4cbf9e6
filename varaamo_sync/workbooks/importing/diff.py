"""What one room of a workbook changes of the catalogue, and new ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from pydantic import ValidationError

from varaamo_sync.findings import Finding, Path
from varaamo_sync.model import LANGS, Room, RoomEntry, ServiceUnit, Venue, room_entry, room_of
from varaamo_sync.model.entries import MISSING, entry_at, entry_values, put_at
from varaamo_sync.words import Theme, field_name
from varaamo_sync.workbooks.cells.result import CLEARED
from varaamo_sync.workbooks.files.grid import CellRef
from varaamo_sync.workbooks.findings import finding
from varaamo_sync.workbooks.importing.entry import (
    answer_to,
    asks_for,
    is_answered,
    unchanged,
    unread_of,
    with_entries,
    with_hours,
    with_images,
)
from varaamo_sync.workbooks.importing.plan import Addition, Change, RoomCells, RoomMove
from varaamo_sync.workbooks.importing.sheet_rooms import SheetRoom
from varaamo_sync.workbooks.tables.fields import paths_of
from varaamo_sync.workbooks.tables.table import Stated
from varaamo_sync.workbooks.text import own_words, preview, tidy

_words = Theme("workbooks/sheets")

_NOT_FIELDS = ("key", "service_unit", "bookable")
_NOT_WITHIN = ("venue", "product", "price", "access")
_DEFAULTED = (("pricing",), ("access",))
"""What blocks of defaults often state; taking it away keeps them from speaking for a new room."""
_ENTRIES = {"price": "pricing", "access": "access"}
_PRICE_DEFAULTS = {"free": False, "unit": "per_hour", "on_begin": False}


class Comparison:
    """Gathers what changes."""

    def __init__(self, findings: list[Finding], has_image: Callable[[str], bool]) -> None:
        self.changes: list[Change] = []
        self.additions: list[Addition] = []
        self.moves: list[RoomMove] = []
        self.places: dict[str, RoomCells] = {}
        self._findings = findings
        self._has_image = has_image

    def compare(self, known: Room, room: SheetRoom) -> None:
        """Note what a sheet states otherwise than the catalogue."""
        cells = self._place(known.key, room)
        held = room_entry(known)
        unread = {
            path: one
            for path, one in unread_of(room).items()
            if not _says(held, path.split("."), one.value)
        }
        if room.recorded is not None:
            unread = {
                path: one
                for path, one in unread.items()
                if path in known.unread or not is_answered(held, path.split("."))
            }
            _keep_own_decisions(held, room)
        self._keep_unread(known, room, unread)
        stated = self._stated(room, held, unread)
        before = entry_values(held, [path for path, _ in stated])
        wanted = [
            (path, value)
            for (path, value), old in zip(stated, before, strict=True)
            if not unchanged(path, old, value)
        ]
        if wanted:
            place = known.service_unit, known.venue
            wanted, _ = self._valid(held, place, wanted, cells, unread)
        for path, value in wanted:
            old = entry_at(held, path)
            now = None if value is CLEARED else value
            self._note_change(
                known.key, path, None if old is MISSING else old, now, cells.locate(path)
            )
        self._compare_unread(known, room, unread, cells)
        if room.goes_to is not None:
            self.moves.append(RoomMove(known.key, room.goes_to, cells.first.position))

    def _keep_unread(self, known: Room, room: SheetRoom, unread: dict[str, Stated]) -> None:
        """Leave unread what a sheet says in the very words that nobody could read before."""
        for id, one in list(room.values.items()):
            for path in paths_of(id):
                if isinstance(one.value, str) and known.unread.get(path) == one.value:
                    unread[path] = one
                    room.values.pop(id, None)

    def _compare_unread(
        self, known: Room, room: SheetRoom, unread: Mapping[str, Stated], cells: RoomCells
    ) -> None:
        """Note what could not be read, and what was and is answered now."""
        for path, one in unread.items():
            before = known.unread.get(path)
            if before != one.value:
                self._note_change(known.key, ("unread", path), before, one.value, one.cell)
        for path, words in known.unread.items():
            if path in unread:
                continue
            answer = answer_to(path, room)
            if answer is not None:
                self._note_change(known.key, ("unread", path), words, None, answer.cell)
            elif asks_for(room.table, path):
                cell = cells.locate(("unread", path))
                header = room.table.headers.get(cell.column, path)
                params = {"text": preview(words), "header": preview(header)}
                self._findings.append(
                    finding("cell-still-unread", cell.position, params, key=known.key)
                )

    def _note_change(self, key: str, path: Path, before: Any, after: Any, cell: CellRef) -> None:
        self.changes.append(Change(key, path, before, after, cell.position))

    def add(
        self, key: str, room: SheetRoom, unit: ServiceUnit, venue: Venue, *, new_venue: bool
    ) -> None:
        """Note a room that the catalogue does not have."""
        cells = self._place(key, room)
        unread = unread_of(room)
        wanted = [
            (path, value)
            for path, value in self._stated(room, {}, unread)
            if value is not CLEARED or path in _DEFAULTED
        ]
        base = {"key": key, "name": {}}
        _, entry = self._valid(base, (unit, venue), wanted, cells, unread)
        if unread:
            entry["unread"] = {path: one.value for path, one in sorted(unread.items())}
        ordered = {name: entry[name] for name in RoomEntry.model_fields if name in entry}
        position = cells.first.position
        self.additions.append(Addition(key, unit, venue, ordered, position, new_venue))

    def _place(self, key: str, room: SheetRoom) -> RoomCells:
        stated = {id: one.cell for id, one in room.values.items()}
        for name, entries in room.entries.items():
            for entry in entries:
                for part, one in entry.items():
                    stated.setdefault(f"{name}.{part}", one.cell)
        stated.update({id: one.cell for id, one in room.unread.items()})
        self.places[key] = RoomCells(room.first, stated, room.table.places)
        return self.places[key]

    def _stated(
        self, room: SheetRoom, held: Mapping[str, Any], unread: dict[str, Stated]
    ) -> list[tuple[Path, Any]]:
        stated: list[tuple[Path, Any]] = []
        for id, one in room.values.items():
            if id in _NOT_FIELDS or id.partition(".")[0] in _NOT_WITHIN:
                continue
            if id == "images" and not self._images_there(one.value, one.cell):
                raw = room.table.sheet.value(one.cell.row, one.cell.column)
                unread["images"] = Stated(own_words(raw), one.cell)
                continue
            value: Any = one.value
            if id == "images" and value is not CLEARED:
                value = with_images(held.get(id), value)
            if id == "hours" and value is not CLEARED:
                value = with_hours(held.get(id), value)
            stated.append((tuple(id.split(".")), value))
        for name, field in _ENTRIES.items():
            entries = [
                {part: one.value for part, one in entry.items()} for entry in room.entries[name]
            ]
            if not entries:
                continue
            if all(value is CLEARED for entry in entries for value in entry.values()):
                stated.append(((field,), CLEARED))
                continue
            defaults = _PRICE_DEFAULTS if name == "price" else {}
            stated.append(((field,), with_entries(held.get(field), entries, defaults)))
        return self._unless_bookable(room, stated)

    def _unless_bookable(
        self, room: SheetRoom, stated: list[tuple[Path, Any]]
    ) -> list[tuple[Path, Any]]:
        """Leave a room a draft that the form says cannot be booked."""
        if room.value("bookable") is not False:
            return stated
        if room.value("wanted") == "published":
            cell = room.cell("bookable")
            params = {"room": preview(room.text("name.fi"))}
            self._findings.append(finding("import-not-bookable", cell.position, params))
        others = [(path, value) for path, value in stated if path != ("wanted",)]
        return [*others, (("wanted",), "draft")]

    def _images_there(self, images: Any, cell: CellRef) -> bool:
        held = [] if images is CLEARED else images
        missing = [image["file"] for image in held if not self._has_image(image["file"])]
        for file in missing:
            self._findings.append(
                finding("cell-image-missing", cell.position, {"text": preview(file)})
            )
        return not missing

    def _valid(
        self,
        base: Mapping[str, Any],
        place: tuple[ServiceUnit, Venue],
        wanted: list[tuple[Path, Any]],
        cells: RoomCells,
        unread: dict[str, Stated],
    ) -> tuple[list[tuple[Path, Any]], dict[str, Any]]:
        """Return what the model takes of what is wanted, and the entry with it.

        What the model refuses becomes a finding, and stays unread.
        """
        left = list(wanted)
        while True:
            entry = deepcopy(dict(base))
            for path, value in left:
                put_at(entry, path, None if value is CLEARED else value)
            try:
                room_of(entry, *place)
            except ValidationError as error:
                refused = self._refused(base["key"], error, left, cells)
                if not refused:
                    raise
                for path, value in left:
                    if path in refused:
                        words = own_words(value) if isinstance(value, str | int) else preview(value)
                        unread[".".join(map(str, path))] = Stated(words, cells.locate(path))
                left = [one for one in left if one[0] not in refused]
            else:
                return left, entry

    def _refused(
        self,
        key: str,
        error: ValidationError,
        wanted: list[tuple[Path, Any]],
        cells: RoomCells,
    ) -> set[Path]:
        refused: set[Path] = set()
        for details in error.errors(include_url=False):
            where = tuple(details["loc"])
            for path, value in wanted:
                if where[: len(path)] == path and path not in refused:
                    refused.add(path)
                    said = details["input"]
                    text = preview(value if isinstance(said, dict | list) else said)
                    params = {"text": text, **_why(where, missing=details["type"] == "missing")}
                    position = cells.locate(where).position
                    self._findings.append(
                        finding("cell-refused", position, params, key=key, path=where)
                    )
        return refused


def _keep_own_decisions(held: Mapping[str, Any], room: SheetRoom) -> None:
    """Leave to the catalogue whether a room is published, and the note that somebody wrote."""
    room.values.pop("wanted", None)
    if held.get("note"):
        room.values.pop("note", None)


def _why(where: Path, *, missing: bool) -> dict[str, str]:
    """Return in each language why a value is not taken."""
    field, code = ".".join(map(str, where)), "missing" if missing else "unfit"
    return {
        f"reason_{lang}": _words(f"refused.{code}", lang, field=field_name(field, lang))
        for lang in LANGS
    }


def _says(value: Any, steps: Sequence[str], words: str) -> bool:
    """Tell whether the catalogue itself states the words that nobody could read."""
    if steps and isinstance(value, Mapping):
        return _says(value.get(steps[0]), steps[1:], words)
    if steps and isinstance(value, list):
        return any(_says(item, steps, words) for item in value)
    if isinstance(value, str):
        return tidy(value) == words
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        names = [name.strip() for name in re.split(r"[;\n]", words)]
        return [tidy(item) for item in value if tidy(item)] == [name for name in names if name]
    return False
