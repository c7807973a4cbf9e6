"""Opening the database of a store: engine, migrations, and the two dialects' ways of upserting."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.schema import CreateColumn

from varaamo_sync.errors import StoreUnusable
from varaamo_sync.secrecy import strike, without_passwords
from varaamo_sync.store.failures import unusable
from varaamo_sync.store.tables import (
    COLUMNS_OF_VERSION,
    SCHEMA_VERSION,
    TABLES_OF_VERSION,
    VERSION,
)
from varaamo_sync.words import system_reason

_MOST_PORTS = 65_535

Row = Mapping[str, str | int | None]
"""Values by the names of their columns."""

_PATIENCE = dict.fromkeys(("connect_timeout", "keepalives_idle", "keepalives_interval"), "15") | {
    "keepalives_count": "3", "tcp_user_timeout": "60000",
}  # fmt: skip
"""A server that is cut off is waited for as long as a lock lasts; systems would wait for hours."""

_MIGRATION_LOCK = 746237
"""Any number: PostgreSQL's advisory lock while tables are made."""


class Database:
    """A database with our tables; threads may share it.

    Args:
        url: Its address.
        clock: Tells seconds, instead of the store's own clock.
        looking: Work on a copy in memory, where it is a file; there need be none.
    """

    def __init__(
        self, url: str, clock: Callable[[], float] | None = None, *, looking: bool = False
    ) -> None:
        self._url = _address(url)
        self._engine = _engine(self._url, looking=looking)
        self._clock = clock
        self._failures = (SQLAlchemyError, self._engine.dialect.loaded_dbapi.Error)
        # Threads that wait for SQLite itself sleep for ever longer times, so they take turns.
        self._turn = Lock() if self._engine.dialect.name == "sqlite" else nullcontext()
        try:
            with self.transaction() as connection:
                _migrate(connection)
        except StoreUnusable:
            self.close()
            raise

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()

    @property
    def where(self) -> str:
        """File of an SQLite database, host and name of another one."""
        url = self._url
        return f"PostgreSQL {url.host or ''}/{url.database}" if url.host else str(url.database)

    @property
    def psycopg_address(self) -> str:
        """Address for the driver of PostgreSQL; it may hold a password.

        Raises:
            StoreUnusable: It is no PostgreSQL.
        """
        if self._engine.dialect.name != "postgresql":
            raise StoreUnusable("store-not-shared")
        plain = self._url.set(drivername="postgresql")
        return plain.render_as_string(hide_password=False)

    @property
    def has_one_clock(self) -> bool:
        """Whether everybody who uses the database reads the same clock."""
        return self._clock is not None or self._engine.dialect.name == "postgresql"

    def ticks(self, connection: sa.Connection) -> float:
        """Return the seconds on the store's own clock, which nobody sets.

        A server tells its own; for a file it is the machine's, counted from its last start.
        """
        if self._clock is not None:
            return self._clock()
        if connection.dialect.name == "postgresql":
            moment = sa.select(sa.extract("epoch", sa.func.clock_timestamp()))
            return float(connection.execute(moment).scalar_one())
        return time.monotonic()

    @contextmanager
    def transaction(self) -> Iterator[sa.Connection]:
        """Give a connection for one transaction.

        Raises:
            StoreUnusable: The database failed.
        """
        try:
            with self._turn, self._engine.begin() as connection:
                yield connection
        except self._failures as exc:
            told = self._told(str(exc))
            file = _file(self._url) if self._engine.dialect.name == "sqlite" else None
            raise unusable(exc, file, self._told) from exc if told == str(exc) else None

    def _told(self, text: str) -> str:
        """Return what the database says, without the password by which it was opened."""
        named = [v for name, v in self._url.query.items() if "pass" in name.lower()]
        given = [v for value in named for v in ((value,) if isinstance(value, str) else value)]
        return without_passwords(strike(text, (self._url.password, *given)))


def default_url(folder: Path) -> str:
    """Return the address of the store in a folder of local state, whatever the folder's name."""
    return f"sqlite:///{quote(str((folder / 'state.db').resolve()), safe='/')}"


def _address(url: str) -> sa.URL:
    # None of the errors tells the address or is caused by one that does: it may hold a password.
    if not url.startswith("sqlite") and "@" in url.partition("://")[2].rpartition("@")[0]:
        raise StoreUnusable("store-address-at")
    parsed = _parsed(url)
    backend = parsed.get_backend_name()
    if backend == "sqlite":
        return parsed.set(drivername="sqlite")
    if backend == "postgresql":
        stated = {**_PATIENCE, **parsed.query}
        return parsed.set(drivername="postgresql+psycopg", query=stated)
    raise StoreUnusable("store-backend", backend=backend)


def _parsed(url: str) -> sa.URL:
    try:
        parsed = sa.make_url(url)
        backend = parsed.get_backend_name()
    except (ArgumentError, ValueError):  # ValueError: a port that is no number
        raise StoreUnusable("store-address") from None
    if not url.isprintable() or not 0 <= (parsed.port or 0) <= _MOST_PORTS:
        raise StoreUnusable("store-address")
    if backend == "sqlite" and ("?" in url or parsed.host):
        raise StoreUnusable("store-address-sqlite")
    return parsed


def _engine(url: sa.URL, *, looking: bool) -> sa.Engine:
    if url.get_backend_name() == "sqlite":
        engine, file = _created(url), _file(url)
        if looking and file is not None:
            engine = _created(sa.make_url("sqlite://"))
            if _is_there(file):
                event.listen(engine, "connect", lambda made, _: _copy_into(made, file))
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", lambda begun: begun.exec_driver_sql("BEGIN IMMEDIATE"))
        return engine
    try:
        return _created(url)
    except ImportError as exc:
        raise StoreUnusable("store-no-driver") from exc


def _created(url: sa.URL) -> sa.Engine:
    try:
        if url.get_backend_name() == "sqlite":  # one connection, at which threads take turns
            shared = {"check_same_thread": False}
            return sa.create_engine(url, poolclass=sa.StaticPool, connect_args=shared)
        return sa.create_engine(url, pool_pre_ping=True)
    except (ArgumentError, ValueError, TypeError):
        raise StoreUnusable("store-address") from None


def _is_there(file: Path) -> bool:
    try:
        file.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as exc:
        raise StoreUnusable("store-unreadable", file=file, reason=system_reason(exc)) from exc
    return True


def _file(url: sa.URL) -> Path | None:
    """Return the file of an address of SQLite, its path decoded, if it names one."""
    name = url.database or ":memory:"
    return None if name == ":memory:" else Path(name)


def _copy_into(connection: sqlite3.Connection, file: Path) -> None:
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


def _prepare_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = None  # transactions are begun below, for writing at once
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout=30000")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.close()


def _migrate(connection: sa.Connection) -> None:
    if connection.dialect.name == "postgresql":  # two first uses at once must not collide
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATION_LOCK)))
    VERSION.create(connection, checkfirst=True)
    version = connection.execute(sa.select(VERSION.c.version)).scalar() or 0
    if version > SCHEMA_VERSION:
        raise StoreUnusable("store-newer", version=version)
    for step in range(version + 1, SCHEMA_VERSION + 1):
        for table in TABLES_OF_VERSION.get(step, ()):
            table.create(connection, checkfirst=True)
        for column in COLUMNS_OF_VERSION.get(step, ()):
            _add_column(connection, column)
    if version != SCHEMA_VERSION:
        connection.execute(sa.delete(VERSION))
        connection.execute(sa.insert(VERSION).values(version=SCHEMA_VERSION))


def _add_column(connection: sa.Connection, column: sa.Column[Any]) -> None:
    """Add a column, unless its table has just been made with it."""
    there = sa.inspect(connection).get_columns(column.table.name)
    if column.name not in {found["name"] for found in there}:
        written = CreateColumn(column).compile(dialect=connection.dialect)
        connection.execute(sa.text(f"ALTER TABLE {column.table.name} ADD COLUMN {written}"))


def matching(table: sa.Table, scope: Mapping[str, Any]) -> list[sa.ColumnElement[bool]]:
    """Return the conditions that single out the rows of a scope."""
    return [table.c[name] == value for name, value in scope.items()]


def upsert(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> None:
    """Insert rows, or replace those of the same primary key; all have the same columns."""
    if rows:
        statement = _upserting(connection.dialect.name, table, tuple(rows[0]))
        connection.execute(statement, list(rows))


@cache
def _upserting(dialect: str, table: sa.Table, columns: tuple[str, ...]) -> Any:
    """Return the statement for rows of some columns; making it takes as long as running it."""
    keys = [column.name for column in table.primary_key.columns]
    statement = _insert(dialect, table)
    replaced = {name: statement.excluded[name] for name in columns if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=replaced)


def insert_if_new(connection: sa.Connection, table: sa.Table, row: Mapping[str, Any]) -> bool:
    """Insert a row unless one of the same primary key is there; tell whether it was inserted."""
    first = next(iter(table.primary_key.columns))
    statement = _insert(connection.dialect.name, table).values(dict(row)).on_conflict_do_nothing()
    return connection.execute(statement.returning(first)).first() is not None


def _insert(dialect: str, table: sa.Table) -> Any:
    if dialect == "postgresql":  # its dialect brings five drivers, of which SQLite needs none
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(table)
