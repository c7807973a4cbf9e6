"""The file ``history.yaml``: counts of surveys, and what people reported before them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from varaamo_sync.catalogue_files.checking import validate
from varaamo_sync.catalogue_files.faults import Fault, Unreadable
from varaamo_sync.catalogue_files.heads import format_fault
from varaamo_sync.catalogue_files.history_entries import read_entry
from varaamo_sync.catalogue_files.places import Places
from varaamo_sync.catalogue_files.sources import load
from varaamo_sync.findings import Finding, Level, Position, Severity
from varaamo_sync.findings import Path as Steps
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
    try:
        source = load(folder, file, max_bytes)
    except Unreadable as unreadable:
        return HistoryReading((), (_finding(unreadable.fault, None),))
    try:
        data = source.read()
    except Unreadable as unreadable:
        return HistoryReading((), (_finding(unreadable.fault, source.places()),))
    entries, faults = _entries(data)
    places = source.places() if faults else None
    findings = [_finding(fault, places) for fault in faults]
    return HistoryReading(entries, tuple(sorted(findings, key=_line)))


def _entries(data: dict[str, Any]) -> tuple[tuple[HistoryEntry, ...], list[Fault]]:
    format = format_fault(data)
    if format is not None and format.rule == "format-unknown":
        return (), [format]
    rows = data.get("entries")
    one_by_one = {"entries": ()} if isinstance(rows, list) else {}
    _, faults = validate(HistoryFile, data | one_by_one)
    faults = [fault for fault in faults if fault.path[:1] != ("format",)]
    if format is not None:
        faults.insert(0, format)
    entries = []
    for index, row in enumerate(rows if isinstance(rows, list) else ()):
        entry, wrong = read_entry(row)
        faults += [_within(fault, ("entries", index)) for fault in wrong]
        if entry is not None:
            entries.append(entry)
    return tuple(entries), faults


def _within(fault: Fault, path: Steps) -> Fault:
    return Fault(fault.rule, fault.params, (*path, *fault.path), fault.at_key, fault.place)


def _finding(fault: Fault, places: Places | None) -> Finding:
    return Finding(
        rule=fault.rule,
        severity=Severity.ERROR,
        level=Level.DRAFT,
        path=fault.path,
        params=fault.params,
        position=_position(fault, places),
    )


def _position(fault: Fault, places: Places | None) -> Position:
    if fault.place is not None:
        return Position(HISTORY, *fault.place)
    if places is None or not fault.path:
        return Position(HISTORY, 1, 1)
    return Position(HISTORY, *places.find(fault.path, at_key=fault.at_key).place)


def _line(finding: Finding) -> Position:
    return finding.position or Position(HISTORY, 1, 1)
