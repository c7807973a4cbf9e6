"""Statements that are made once and run often, by the driver itself.

SQLAlchemy's own way to run a statement takes longer than the statement, and a push runs a dozen of
them for each room while other threads wait.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

Row = Mapping[str, str | int | None]
"""Values by the name of what they are bound to; of kinds that need no translation."""


def run(connection: sa.Connection, statement: Any, row: Row) -> tuple[Any, ...] | None:
    """Run a statement with the values of one row; return the first row of its answer."""
    bound = _prepared(connection.dialect, statement, tuple(row))
    with closing(connection.connection.cursor()) as cursor:
        cursor.execute(bound.sql, bound.values(row))
        rows = cursor.fetchall() if cursor.description else ()
    return rows[0] if rows else None


def run_many(connection: sa.Connection, statement: Any, rows: Sequence[Row]) -> None:
    """Run a statement with the values of each row; all have the same names."""
    bound = _prepared(connection.dialect, statement, tuple(rows[0]))
    with closing(connection.connection.cursor()) as cursor:
        cursor.executemany(bound.sql, [bound.values(row) for row in rows])


class _Prepared:
    """A statement in the words of one dialect."""

    def __init__(self, dialect: sa.Dialect, statement: Any, columns: Sequence[str]) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=list(columns))
        self.sql = str(compiled)
        self._places: Sequence[str] | None = compiled.positiontup

    def values(self, row: Row) -> Any:
        """Return the values as the driver wants them: by place or by name."""
        return dict(row) if self._places is None else [row[name] for name in self._places]


_prepared = lru_cache(maxsize=64)(_Prepared)
