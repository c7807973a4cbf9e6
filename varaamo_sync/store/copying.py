"""A copy of an SQLite file in memory, for who only looks: file and folder stay as they are."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote


def copy_into(connection: sqlite3.Connection, file: Path) -> None:
    """Copy everything that an SQLite file holds into an empty database.

    A connection that may write leaves no files behind that were not there. Where nothing can be
    written, the file is read as one that nobody changes.

    Args:
        connection: The empty database.
        file: The file; it is not made where there is none.

    Raises:
        sqlite3.Error: It cannot be read.
    """
    address = f"file:{quote(str(file.resolve()))}?mode="
    try:
        with closing(sqlite3.connect(f"{address}rw", uri=True)) as source:
            source.backup(connection)
    except sqlite3.OperationalError:
        waiting = file.with_name(f"{file.name}-wal")
        if not file.exists() or (waiting.exists() and waiting.stat().st_size):
            raise  # what a killed process wrote last stands there, and would be missed
        with closing(sqlite3.connect(f"{address}ro&immutable=1", uri=True)) as source:
            source.backup(connection)
