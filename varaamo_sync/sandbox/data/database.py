"""What the sandbox stores, in SQLite: one connection, one statement or transaction at a time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from threading import RLock
from typing import Any
from urllib.parse import quote

from varaamo_sync.errors import UsageError, sqlite_reason
from varaamo_sync.sandbox.data.availability import HELSINKI, publishing_state, reservation_state
from varaamo_sync.sandbox.data.hours_tables import HOURS_SCHEMA
from varaamo_sync.sandbox.data.respa_tables import RESPA_SCHEMA
from varaamo_sync.sandbox.data.tables import ROOM_VIEW, SCHEMA, VERSION

_PATIENCE = 30.0
"""Seconds to wait for another process that writes to the same file."""

_FORBIDDEN = ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")
"""How sqlite's errors begin where it may not open or write a file."""


Row = dict[str, Any]
"""A row by its columns."""


def _row(cursor: sqlite3.Cursor, values: tuple[Any, ...]) -> Row:
    return dict(zip((column[0] for column in cursor.description), values, strict=True))


def _connect(path: Path | str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, check_same_thread=False, isolation_level=None, timeout=_PATIENCE
    )
    connection.row_factory = _row
    return connection


def _copy(path: Path | str) -> sqlite3.Connection:
    """Return what a file holds, in memory; the file and its folder stay as they are.

    A connection that may write leaves no files behind that were not there. Where nothing can be
    written, the file is read as one that nobody changes.
    """
    connection, file = _connect(":memory:"), Path(path)
    if file.exists():
        try:
            _fill_from(connection, file)
        except sqlite3.Error:
            connection.close()
            raise
    return connection


def _fill_from(connection: sqlite3.Connection, file: Path) -> None:
    address = f"file:{quote(str(file.resolve()))}?mode="
    try:
        with closing(sqlite3.connect(f"{address}rw", uri=True)) as source:
            source.backup(connection)
    except sqlite3.OperationalError:
        waiting = file.with_name(f"{file.name}-wal")
        if waiting.exists() and waiting.stat().st_size:
            raise  # what a killed process wrote last stands there, and would be missed
        with closing(sqlite3.connect(f"{address}ro&immutable=1", uri=True)) as source:
            source.backup(connection)


def _unusable(path: Path | str, exc: sqlite3.DatabaseError) -> UsageError:
    # Only what sqlite raises itself has a name; the file may be sound and must not be deleted.
    if getattr(exc, "sqlite_errorname", "").startswith(_FORBIDDEN):
        return UsageError("sandbox-unwritable", file=path, reason=sqlite_reason(exc) or exc)
    return UsageError("sandbox-of-another-version", file=path, reason=sqlite_reason(exc) or exc)


class Database:
    """The sandbox's data; safe to use from several threads and processes.

    Args:
        path: File, or ``:memory:``.
        clock: Tells this moment.
        copied: Work on a copy in memory; there need be no file.

    Raises:
        UsageError: The file is something else, or cannot be written.
    """

    def __init__(
        self, path: Path | str, clock: Callable[[], datetime], *, copied: bool = False
    ) -> None:
        self._clock = clock
        self._lock = RLock()
        try:
            self._connection = _copy(path) if copied else _connect(path)
        except sqlite3.DatabaseError as exc:
            raise _unusable(path, exc) from exc
        try:
            self.is_new = self._prepare()
        except sqlite3.DatabaseError as exc:
            self._connection.close()
            raise _unusable(path, exc) from exc
        self._functions()

    def _prepare(self) -> bool:
        # A sandbox may lose its last write in a power cut, so it need not wait for the disk.
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        with self.transaction():
            version = self.value("PRAGMA user_version")
            if version not in (0, VERSION):
                raise sqlite3.DatabaseError(f"version {version}")
            if version == 0:
                for statement in SCHEMA.split(";"):
                    self._connection.execute(statement)
                self._connection.execute(f"PRAGMA user_version = {VERSION}")
            # An older sandbox gets those of the other systems empty.
            for statement in (HOURS_SCHEMA + RESPA_SCHEMA).split(";"):
                self._connection.execute(statement)
        self._connection.execute(ROOM_VIEW)
        return bool(version == 0)

    def _functions(self) -> None:
        create = self._connection.create_function
        create("now", 0, lambda: self.now().isoformat())
        create("today", 0, lambda: self.today().isoformat())
        create("folded", 1, lambda text: None if text is None else text.casefold())
        create("publishing_state", 5, publishing_state, deterministic=True)
        create("reservation_state", 5, reservation_state, deterministic=True)

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            self._connection.close()

    def now(self) -> datetime:
        """Return this moment in UTC."""
        return self._clock().astimezone(UTC)

    def today(self) -> date:
        """Return the day that it is in Helsinki."""
        return self._clock().astimezone(HELSINKI).date()

    def rows(self, sql: str, *parameters: Any) -> list[Row]:
        """Return every row of a query."""
        with self._lock:
            return self._connection.execute(sql, parameters).fetchall()

    def row(self, sql: str, *parameters: Any) -> Row | None:
        """Return the first row of a query, or ``None``."""
        rows = self.rows(sql, *parameters)
        return rows[0] if rows else None

    def value(self, sql: str, *parameters: Any) -> Any:
        """Return the first value of the first row, or ``None``."""
        row = self.row(sql, *parameters)
        return next(iter(row.values())) if row else None

    def run(self, sql: str, *parameters: Any) -> int:
        """Carry out a statement; return the number of the row that it made."""
        with self._lock:
            return self._connection.execute(sql, parameters).lastrowid or 0

    def insert(self, table: str, values: Mapping[str, Any]) -> int:
        """Insert a row and return its number."""
        columns, marks = ", ".join(values), ", ".join("?" * len(values))
        # Names of tables and columns are the sandbox's own; only values come from outside.
        return self.run(f"INSERT INTO {table} ({columns}) VALUES ({marks})", *values.values())  # noqa: S608

    def update(self, table: str, pk: Any, values: Mapping[str, Any]) -> None:
        """Change some columns of a row."""
        if values:
            columns = ", ".join(f"{column} = ?" for column in values)
            self.run(f"UPDATE {table} SET {columns} WHERE pk = ?", *values.values(), pk)  # noqa: S608

    def exists(self, sql: str, *parameters: Any) -> bool:
        """Return whether a query has any row."""
        return self.row(sql, *parameters) is not None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do everything inside, or nothing; nobody else reads or writes meanwhile."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")


def many(values: Collection[Any]) -> str:
    """Return values as one parameter, for ``IN (SELECT value FROM json_each(?))``."""
    return json.dumps(list(values))
