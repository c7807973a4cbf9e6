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
        written.write_bytes(data)
        written.replace(path)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(f"{path} cannot be written: {reason}.") from error
