"""The store: the door to everything that is remembered between pushes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Self

import sqlalchemy as sa

from varaamo_sync.errors import LockHeld
from varaamo_sync.records import LockHolder, Process
from varaamo_sync.store.engine import Database, insert_if_new, matching
from varaamo_sync.store.memory import Memory, utc
from varaamo_sync.store.process import is_dead
from varaamo_sync.store.tables import HISTORY, LOCK, SCHEMA_VERSION, USED_PLAN


class Store:
    """Memories, locks and history of any number of catalogues and booking systems.

    SQLite by default, one file for one person; PostgreSQL for a team. Threads may share it. Use it
    as a context manager.

    Args:
        url: Such as ``sqlite:///path/state.db`` or ``postgresql://user@host/name``.

    Raises:
        StoreUnusable: The database cannot be opened.
    """

    def __init__(self, url: str) -> None:
        self._database = Database(url)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._database.close()

    @property
    def where(self) -> str:
        """Where it is, for people; it holds no password."""
        return self._database.where

    @property
    def version(self) -> int:
        """Version of its tables; opening a store brings older ones up to it."""
        return SCHEMA_VERSION

    def memory(self, target: str, catalogue: str) -> Memory:
        """Return the memory of a catalogue in a booking system.

        Args:
            target: Origin of the booking system.
            catalogue: Id of the catalogue.
        """
        return Memory(self._database, target, catalogue)

    def acquire_lock(self, target: str, catalogue: str, holder: LockHolder) -> LockHolder | None:
        """Take the lock of a catalogue and a target.

        Returns:
            Who had it before and has fallen silent, or died on this machine; ``None`` when it was
            free.

        Raises:
            LockHeld: Somebody holds it; the error names who.
        """
        scope = {"target": target, "catalogue": catalogue}
        query = sa.select(LOCK).where(*matching(LOCK, scope))
        with self._database.transaction() as connection:
            row = connection.execute(query).one_or_none()
            before = None if row is None else _holder(row)
            if before is not None and _gives_way(before, holder):
                theirs = matching(LOCK, scope | {"owner": before.owner})
                connection.execute(sa.delete(LOCK).where(*theirs))
            insert_if_new(connection, LOCK, scope | _row(holder))
            found = connection.execute(query).one()
        if found.owner != holder.owner:
            raise LockHeld(_holder(found))
        return None if before is None or before.owner == holder.owner else before

    def beat(
        self, target: str, catalogue: str, owner: str, *, now: datetime, lasts: timedelta
    ) -> bool:
        """Say that the holder is alive; ``False`` when the lock was broken meanwhile."""
        scope = {"target": target, "catalogue": catalogue, "owner": owner}
        change = sa.update(LOCK).where(*matching(LOCK, scope))
        with self._database.transaction() as connection:
            values = {"heartbeat": utc(now), "expires": utc(now + lasts)}
            return bool(connection.execute(change.values(values)).rowcount == 1)

    def release_lock(self, target: str, catalogue: str, owner: str | None = None) -> None:
        """Give the lock back; without an owner, break whoever's it is."""
        scope = {"target": target, "catalogue": catalogue}
        if owner is not None:
            scope["owner"] = owner
        with self._database.transaction() as connection:
            connection.execute(sa.delete(LOCK).where(*matching(LOCK, scope)))

    def lock_holder(self, target: str, catalogue: str) -> LockHolder | None:
        """Return who holds the lock, or ``None``."""
        scope = {"target": target, "catalogue": catalogue}
        with self._database.transaction() as connection:
            row = connection.execute(sa.select(LOCK).where(*matching(LOCK, scope))).one_or_none()
        return _holder(row) if row else None

    def add_history(
        self, target: str, catalogue: str, taken: datetime, entry: Mapping[str, Any]
    ) -> None:
        """Add an entry to the history of a catalogue and a target."""
        row = {
            "target": target,
            "catalogue": catalogue,
            "taken": utc(taken),
            "entry": json.dumps(dict(entry), ensure_ascii=False),
        }
        with self._database.transaction() as connection:
            connection.execute(sa.insert(HISTORY).values(row))

    def history(self, target: str, catalogue: str) -> list[dict[str, Any]]:
        """Return the entries of a catalogue and a target, oldest first."""
        scope = {"target": target, "catalogue": catalogue}
        query = sa.select(HISTORY).where(*matching(HISTORY, scope))
        with self._database.transaction() as connection:
            rows = connection.execute(query.order_by(HISTORY.c.taken, HISTORY.c.id)).all()
        return [json.loads(row.entry) for row in rows]

    def use_plan(self, digest: str, at: datetime) -> bool:
        """Note that a saved plan is being used; ``False`` when it was used before."""
        with self._database.transaction() as connection:
            return insert_if_new(connection, USED_PLAN, {"digest": digest, "used": utc(at)})


def _gives_way(before: LockHolder, holder: LockHolder) -> bool:
    """Whether a lock may be taken from who had it: the same one, a silent one, a dead one."""
    silent = before.expires <= holder.since
    return before.owner == holder.owner or silent or is_dead(before.process)


def _row(holder: LockHolder) -> dict[str, Any]:
    process = holder.process
    return {
        "owner": holder.owner,
        "host": holder.host,
        "command": holder.command,
        "since": utc(holder.since),
        "heartbeat": utc(holder.heartbeat),
        "expires": utc(holder.expires),
        "place": process.place if process else None,
        "pid": process.pid if process else None,
        "started": process.started if process else None,
    }


def _holder(row: Any) -> LockHolder:
    known = row.place is not None and row.pid is not None and row.started is not None
    return LockHolder(
        owner=row.owner,
        host=row.host,
        command=row.command,
        since=datetime.fromisoformat(row.since),
        heartbeat=datetime.fromisoformat(row.heartbeat),
        expires=datetime.fromisoformat(row.expires),
        process=Process(row.place, row.pid, row.started) if known else None,
    )
