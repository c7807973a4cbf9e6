"""The file ``history.yaml``: counts of surveys, and what people reported before them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from varaamo_sync.catalogue_files.read.file_header import format_fault
from varaamo_sync.catalogue_files.read.file_notes import FileNotes
from varaamo_sync.catalogue_files.read.history_entries import read_entry
from varaamo_sync.catalogue_files.read.validation import validate
from varaamo_sync.catalogue_files.text.faults import Unreadable
from varaamo_sync.catalogue_files.text.sources import load
from varaamo_sync.findings import Finding
from varaamo_sync.goal import HistoryEntry
from varaamo_sync.schema import HistoryFile

HISTORY = "history.yaml"


class HistoryReading(NamedTuple):
    """What came of reading a history file.

    Attributes:
        entries: The entries that are as they should be, in file order; ``entries_that_count``
            tells which of them count.
        findings: What is wrong, in the order of the text, each with its place.
    """

    entries: tuple[HistoryEntry, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_history(path: Path | str = ".", *, max_bytes: int = 200_000_000) -> HistoryReading:
    """Read the history of a catalogue folder: of every booking system, with what was dropped.

    Whatever is wrong becomes a finding; what can be read is read. Cells are kept to the letter.

    Args:
        path: The catalogue folder; it need not have a ``history.yaml``.
        max_bytes: Size of the biggest file that is read.
    """
    folder = Path(path)
    file = folder / HISTORY
    if not file.exists() and not file.is_symlink():
        return HistoryReading()
    notes = FileNotes(HISTORY)
    entries: tuple[HistoryEntry, ...] = ()
    source = None
    try:
        source = load(folder, file, max_bytes)
        entries = _entries(source.read(), notes)
    except Unreadable as unreadable:
        notes.add(unreadable.fault)
    return HistoryReading(
        entries, tuple(notes.findings(lambda: source.places() if source else None))
    )


def _entries(data: dict[str, Any], notes: FileNotes) -> tuple[HistoryEntry, ...]:
    format = format_fault(data)
    if format is not None:
        notes.add(format)
        if format.rule == "format-unknown":
            return ()
    rows = data.get("entries")
    one_by_one = {"entries": ()} if isinstance(rows, list) else {}
    _, faults = validate(HistoryFile, data | one_by_one)
    notes.add(*(fault for fault in faults if fault.path[:1] != ("format",)))
    entries = []
    for index, row in enumerate(rows if isinstance(rows, list) else ()):
        entry, faults = read_entry(row)
        notes.add(*faults, within=("entries", index))
        if entry is not None:
            entries.append(entry)
    return tuple(entries)
