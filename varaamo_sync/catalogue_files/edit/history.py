"""Writes into ``history.yaml``: entries are added and marked, nothing is taken out of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from varaamo_sync.catalogue_files.edit.patching import Patch, as_read
from varaamo_sync.catalogue_files.edit.replacing import FileChange, write_changes
from varaamo_sync.catalogue_files.edit.yaml_editing import YamlEditor
from varaamo_sync.catalogue_files.edit.yaml_nodes import Cannot
from varaamo_sync.catalogue_files.history import HISTORY, read_history
from varaamo_sync.catalogue_files.history_entries import dropped_mark, entry_row, read_entry
from varaamo_sync.catalogue_files.places_yaml import YamlPlaces
from varaamo_sync.catalogue_files.sources import Source, load
from varaamo_sync.errors import CatalogueError, CatalogueInvalid
from varaamo_sync.goal import Dropped, HistoryEntry, merge_entries

_MOST_BYTES = 200_000_000
_BOM = b"\xef\xbb\xbf"
_NEW = """\
# Seurantamerkinnät. Tilanteet kirjaa varaamo-sync status --record (source: surveyed). Ihmisen
# ilmoittamat luvut ovat tekstiä (source: reported). Pidä tiedosto versionhallinnassa.
format: 1
entries: []
"""
_ORDER = ("date", "source", "dropped")
_FAILURES = (Cannot, ValueError, KeyError, IndexError)


def append_entries(folder: Path | str, entries: Sequence[HistoryEntry]) -> tuple[HistoryEntry, ...]:
    """Add entries to the history of a catalogue folder; comments and other entries stay.

    Args:
        folder: The catalogue folder; it need not have a ``history.yaml`` yet.
        entries: Entries in any order; those that are there already are left out.

    Returns:
        The entries that were added.

    Raises:
        CatalogueInvalid: The file cannot be read whole: mend it first.
        CatalogueError: It is written in a way that cannot be edited in place, or an entry is
            such that it could not be read back.
        UsageError: It cannot be written.
        ValueError: Rooms are missing from an entry's counts.
    """
    file = _File(Path(folder))
    there = {entry.id for entry in file.entries}
    new = [entry for entry in merge_entries(entries) if entry.id not in there]
    if new:
        rows = [_proven(entry) for entry in new]
        file.write(
            lambda editor: editor.append((), "entries", rows),
            [*file.rows, *as_read(rows)],
        )
    return tuple(new)


def drop_entry(folder: Path | str, id: str, dropped: Dropped | None) -> HistoryEntry | None:
    """Mark an entry as one that counts no more, or take the mark away.

    Args:
        folder: The catalogue folder.
        id: The entry's id.
        dropped: Why and when; ``None`` makes it count again.

    Returns:
        The entry as it was; ``None`` where the file has none of that id.

    Raises:
        CatalogueInvalid: The file cannot be read whole: mend it first.
        CatalogueError: It is written in a way that cannot be edited in place.
        UsageError: It cannot be written.
    """
    file = _File(Path(folder))
    places = [n for n, entry in enumerate(file.entries) if entry.id == id]
    if not places:
        return None
    mark = dropped_mark(dropped) if dropped is not None else None
    rows = [{**row, "dropped": mark} if n in places else row for n, row in enumerate(file.rows)]

    def edit(editor: YamlEditor) -> None:
        for number in places:  # a merge of two branches leaves an entry twice
            editor.patch(("entries", number), Patch({"dropped": mark}), _ORDER)

    file.write(edit, rows)
    return file.entries[places[0]]


def _proven(entry: HistoryEntry) -> dict[str, Any]:
    """Return an entry as the file holds it, once it is sure that it can be read from there."""
    row = entry_row(entry)
    _, faults = read_entry(row)
    if faults:
        raise CatalogueError(
            f"The entry of {entry.date} cannot be kept in {HISTORY}: {faults[0].rule} at "
            f"{'.'.join(map(str, faults[0].path))}; nothing was written."
        )
    return row


class _File:
    """The file as it was read, or a new one."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / HISTORY
        self.entries, findings = read_history(folder, max_bytes=_MOST_BYTES)
        if findings:
            message = f"Not all of {HISTORY} can be read ({findings[0].position})."
            error = CatalogueInvalid(message, findings)
            error.fix = f"Mend {HISTORY} first: varaamo-sync history names what is wrong."
            raise error
        there = self._path.exists()
        self._source: Source | None = load(folder, self._path, _MOST_BYTES) if there else None
        self._text = self._source.text if self._source else _NEW
        empty: dict[str, Any] = {"format": 1, "entries": []}
        self._data = self._source.read() if self._source else empty
        self.rows: list[Any] = list(self._data.get("entries") or ())

    def write(self, edit: Callable[[YamlEditor], None], rows: list[Any]) -> None:
        """Edit the text, prove that it holds some rows and all else as before, and write it."""
        for shallow in (True, False):
            try:
                after = self._edited(edit, rows, shallow=shallow)
                break
            except _FAILURES:
                continue
        else:
            raise CatalogueError(
                f"{HISTORY} is written in a way that cannot be edited in place; nothing was "
                "written.",
                fix="Write its entries as plain indented YAML, without anchors.",
            )
        before = self._source.data if self._source else None
        bom = _BOM if before is not None and before.startswith(_BOM) else b""
        write_changes([FileChange(self._path, before, bom + after.encode("utf-8"))])

    def _edited(self, edit: Callable[[YamlEditor], None], rows: list[Any], *, shallow: bool) -> str:
        from ryaml import loads  # type: ignore[attr-defined]  # exported, but not by __all__

        editor = YamlEditor(self._text, YamlPlaces(self._text), self._data, shallow=shallow)
        edit(editor)
        after = editor.text()
        if loads(after) != {**self._data, "entries": rows}:
            raise Cannot
        return after
