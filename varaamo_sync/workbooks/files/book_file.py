"""Reads workbook files; one that cannot be read becomes a finding."""

from __future__ import annotations

import stat
from pathlib import Path

from varaamo_sync.findings import Finding, Position
from varaamo_sync.workbooks.files.formats import is_lock
from varaamo_sync.workbooks.files.grid import Book
from varaamo_sync.workbooks.files.limits import MOST_BYTES, Unreadable, too_large
from varaamo_sync.workbooks.files.opening import open_book
from varaamo_sync.workbooks.findings import finding


def read_book(path: Path | str, *, macros: bool = False) -> tuple[Book | None, Finding | None]:
    """Read a workbook.

    Args:
        path: The file.
        macros: Whether to read one that holds macros; they are never run.

    Returns:
        The workbook and nothing, or nothing and why it cannot be read; a hint where it is no
        workbook, but what a program left beside one.
    """
    path = Path(path)
    try:
        data = read_bytes(path)
        if is_lock(path.name, data):
            return None, finding("workbook-lock", Position(path.name, 1, 1))
        return open_book(data, path.name, macros=macros), None
    except Unreadable as unreadable:
        params = unreadable.params
        position = Position(path.name, int(str(params.get("line", 1))), 1)
        return None, finding(unreadable.rule, position, params)


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file that is not too large.

    Raises:
        Unreadable: It is, or cannot be read.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable("workbook-unreadable", reason="not a file")
        if status.st_size > MOST_BYTES:
            raise too_large("bytes", MOST_BYTES)
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Unreadable("workbook-unreadable", reason=reason) from error
