"""Writes a file that a person named."""

from __future__ import annotations

from pathlib import Path

from varaamo_sync.errors import UsageError


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        UsageError: It cannot be written.
    """
    written = path.with_name(f".{path.name}.new")
    try:
        if path.exists() and not path.is_file():  # a pipe or a terminal: there is no "whole"
            path.write_bytes(data)
            return
        written.write_bytes(data)
        written.replace(path)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(
            f"{path} cannot be written: {reason}.",
            fix="Name a file in a folder that is there and may be written to.",
        ) from error


def write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet: nothing that a person filled in is overwritten.

    Raises:
        UsageError: It exists already, or cannot be written.
    """
    if path.is_file():
        raise UsageError(f"{path} exists already.", fix="Name another file, or move that one away.")
    write_file(path, data)


def workbook_name(path: Path) -> Path:
    """Return the name of a workbook that is to be written.

    Raises:
        UsageError: It is that of some other file, which would be overwritten.
    """
    if path.suffix.lower() != ".xlsx":
        raise UsageError(f"{path} is not the name of a workbook.", fix="Let it end with .xlsx.")
    return path
