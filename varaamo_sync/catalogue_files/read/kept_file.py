"""Files beside the rooms that hold one list, such as ``history.yaml``: read row by row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import BaseModel

from varaamo_sync.catalogue_files.read.file_header import format_fault
from varaamo_sync.catalogue_files.read.file_notes import FileNotes
from varaamo_sync.catalogue_files.read.validation import validate
from varaamo_sync.catalogue_files.text.faults import Unreadable
from varaamo_sync.catalogue_files.text.sources import Source, load
from varaamo_sync.findings import Finding

T = TypeVar("T")


class KeptReading(NamedTuple, Generic[T]):
    """What came of reading such a file.

    Attributes:
        rows: Its rows that are as they should be.
        findings: What is wrong, in the order of the text, each with its place.
        source: The file; ``None`` where it could not be read.
    """

    rows: Sequence[T]
    findings: tuple[Finding, ...]
    source: Source | None


def is_there(file: Path) -> bool:
    """Whether there is something to read or to complain of: a link that leads nowhere, too."""
    return file.exists() or file.is_symlink()


def read_kept(
    folder: Path,
    name: str,
    read_rows: Callable[[dict[str, Any], FileNotes], Sequence[T]],
    max_bytes: int,
) -> KeptReading[T]:
    """Read a file that is there; whatever is wrong becomes a finding.

    Args:
        folder: The catalogue folder.
        name: The file.
        read_rows: Reads the rows of its values, and notes what is wrong with them.
        max_bytes: Size of the biggest file that is read.
    """
    notes = FileNotes(name)
    rows: Sequence[T] = ()
    source = None
    try:
        source = load(folder, folder / name, max_bytes)
        rows = read_rows(source.read(), notes)
    except Unreadable as unreadable:
        notes.add(unreadable.fault)
    findings = notes.findings(lambda: source.places() if source else None)
    return KeptReading(rows, tuple(findings), source)


def rows_under(
    data: dict[str, Any], name: str, shape: type[BaseModel], notes: FileNotes
) -> Sequence[Any]:
    """Check all of a file but its rows, and return these, to be read one by one.

    Args:
        data: Values of the file.
        name: Key of its list.
        shape: What the file should be.
        notes: Takes what is wrong.
    """
    format = format_fault(data)
    if format is not None:
        notes.add(format)
        if format.rule == "format-unknown":
            return ()
    rows = data.get(name)
    one_by_one = {name: ()} if isinstance(rows, list) else {}
    _, faults = validate(shape, data | one_by_one)
    notes.add(*(fault for fault in faults if fault.path[:1] != ("format",)))
    return rows if isinstance(rows, list) else ()
