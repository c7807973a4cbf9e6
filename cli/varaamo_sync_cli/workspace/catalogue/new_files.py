"""Writes a file that a person named."""

from __future__ import annotations

from pathlib import Path

from varaamo_sync.catalogue_files import write_whole
from varaamo_sync.errors import UsageError


def write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet: nothing that a person filled in is overwritten.

    Raises:
        UsageError: It exists already, or cannot be written.
        OutputUnwritable: The disk is full.
    """
    if path.is_file():
        raise UsageError("file-exists", file=path)
    write_whole(path, data)


def workbook_name(path: Path) -> Path:
    """Return the name of a workbook that is to be written.

    Raises:
        UsageError: It is that of some other file, which would be overwritten.
    """
    if path.suffix.lower() != ".xlsx":
        raise UsageError("workbook-name", file=path)
    return path
