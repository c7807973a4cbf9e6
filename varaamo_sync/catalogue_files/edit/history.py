"""Writes into ``history.yaml``: entries are added and marked, nothing is taken out of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from varaamo_sync.catalogue_files.edit.in_place import MOST_BYTES, edit_in_place
from varaamo_sync.catalogue_files.edit.patch import Patch
from varaamo_sync.catalogue_files.edit.yaml_editor import YamlEditor
from varaamo_sync.catalogue_files.read.history import (
    HISTORY,
    dropped_mark,
    entry_row,
    read_entry,
    read_history,
)
from varaamo_sync.catalogue_files.text.sources import prefix_of
from varaamo_sync.errors import CatalogueError, CatalogueInvalid
from varaamo_sync.goal import Dropped, HistoryEntry, merge_entries

_ORDER = ("date", "source", "dropped")


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
        file.write(lambda editor: editor.append((), "entries", rows))
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

    def edit(editor: YamlEditor) -> None:
        for number in places:  # a merge of two branches leaves an entry twice
            editor.patch(("entries", number), Patch({"dropped": mark}), _ORDER)

    file.write(edit)
    return file.entries[places[0]]


def _proven(entry: HistoryEntry) -> dict[str, Any]:
    """Return an entry as the file holds it, once it is sure that it can be read from there."""
    row = entry_row(entry)
    _, faults = read_entry(row)
    if faults:
        raise CatalogueError(
            "history-entry-refused",
            date=entry.date.isoformat(),
            file=HISTORY,
            rule=faults[0].rule,
            path=".".join(map(str, faults[0].path)),
        )
    return row


def _new() -> str:
    start = resources.files("varaamo_sync.catalogue_files") / "start" / HISTORY
    return start.read_text(encoding="utf-8")


class _File:
    """The file as it was read, or a new one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.entries, findings = read_history(folder, max_bytes=MOST_BYTES)
        if findings:
            place = findings[0].position and findings[0].position.behind(prefix_of(folder))
            raise CatalogueInvalid(
                "kept-file-unread", findings, file=HISTORY, position=place, command="history"
            )

    def write(self, edit: Callable[[YamlEditor], None]) -> None:
        """Edit the text and write it; all else stays as it was."""
        there = (self._folder / HISTORY).exists()
        edit_in_place(self._folder, HISTORY, edit, start=None if there else _new())
