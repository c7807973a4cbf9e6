"""The store: the door to everything that is remembered between pushes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from datetime import datetime, timedelta
from typing import Any, Self, Unpack

import sqlalchemy as sa

from varaamo_sync.errors import LockHeld
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.state.records import Fence, LockHolder
from varaamo_sync.store.database_state import DatabaseState, is_over, utc
from varaamo_sync.store.engine import Database, insert_if_new, matching
from varaamo_sync.store.legible import entry_of, holder_of
from varaamo_sync.store.locking import HeldLock, LockOptions, locked, locked_async
from varaamo_sync.store.process import is_dead
from varaamo_sync.store.schedules import ScheduleBook
from varaamo_sync.store.tables import FENCE, HISTORY, LOCK, SCHEMA_VERSION, USED_PLAN


@dataclass(frozen=True, slots=True)
class Acquired:
    """A lock that was taken.

    Attributes:
        fence: What says so before each write.
        taken_from: Who had it before and has fallen silent, or died on this machine; ``None`` when
            it was free.
    """

    fence: Fence
    taken_from: LockHolder | None


class Store:
    """States, locks and history of any number of catalogues and booking systems.

    SQLite by default, one file for one person; PostgreSQL for a team. Threads may share it. Use it
    as a context manager.

    Args:
        url: Such as ``sqlite:///path/state.db`` or ``postgresql://user@host/name``.
        clock: Tells seconds for how long locks last, instead of the store's own clock: that of a
            server, or the monotonic one of the machine.
        looking: Only look. A file of SQLite is copied into memory, and need be neither there nor
            open for writing; what is written is lost.

    Raises:
        StoreUnusable: The database cannot be opened.
    """

    def __init__(
        self,
        url: str,
        *,
        clock: Callable[[], float] | None = None,
        looking: bool = False,
    ) -> None:
        self._database = Database(url, clock, looking=looking)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
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

    @property
    def schedules(self) -> ScheduleBook:
        """Which catalogues are synced when."""
        return ScheduleBook(self._database)

    @property
    def psycopg_address(self) -> str:
        """Address of the database for its driver: a secret, for it may hold a password.

        Raises:
            StoreUnusable: It is no PostgreSQL.
        """
        return self._database.psycopg_address

    def state(self, target: str, catalogue: str, fence: Fence | None = None) -> DatabaseState:
        """Return what is remembered of a catalogue in a booking system.

        Args:
            target: Origin of the booking system.
            catalogue: Id of the catalogue.
            fence: What says that the lock is held. No write is noted once it is not; without one,
                nobody looks.
        """
        return DatabaseState(self._database, target, catalogue, fence)

    def lock(
        self,
        target: str,
        catalogue: str,
        *,
        command: str,
        now: Callable[[], datetime],
        **options: Unpack[LockOptions],
    ) -> AbstractContextManager[HeldLock]:
        """Return the lock of a catalogue and a booking system, to be entered; see ``locked``.

        Args:
            target: Origin of the booking system.
            catalogue: Id of the catalogue.
            command: What the holder does, for people.
            now: Tells the moment, with time zone.
            **options: See ``LockOptions``.
        """
        return locked(self, target, catalogue, command=command, now=now, **options)

    def lock_async(
        self,
        target: str,
        catalogue: str,
        *,
        command: str,
        now: Callable[[], datetime],
        **options: Unpack[LockOptions],
    ) -> AbstractAsyncContextManager[HeldLock]:
        """Return the same for asynchronous callers: no event loop waits for it; see ``lock``."""
        return locked_async(self, target, catalogue, command=command, now=now, **options)

    def acquire_lock(self, target: str, catalogue: str, holder: LockHolder) -> Acquired:
        """Take the lock of a catalogue and a target, for ``expires`` less ``since`` of the holder.

        Raises:
            LockHeld: Somebody holds it; the error names who.
        """
        scope = {"target": target, "catalogue": catalogue}
        query = sa.select(LOCK).where(*matching(LOCK, scope))
        with self._database.transaction() as connection:
            row = connection.execute(query).one_or_none()
            before = None if row is None else holder_of(row)
            if before is not None and self._gives_way(connection, row, holder):
                theirs = matching(LOCK, scope | {"owner": before.owner})
                connection.execute(sa.delete(LOCK).where(*theirs))
            ticks = (
                self._database.ticks(connection) + (holder.expires - holder.since).total_seconds()
            )
            mine = insert_if_new(connection, LOCK, scope | _row(holder) | {"ticks": ticks})
            if not mine:
                raise LockHeld(holder_of(connection.execute(query).one()))
            token = _next_token(connection, scope)
            change = sa.update(LOCK).where(*matching(LOCK, scope))
            connection.execute(change.values(token=token))
        again = before is None or before.owner == holder.owner
        return Acquired(Fence(holder.owner, token), None if again else before)

    def _gives_way(self, connection: sa.Connection, row: Any, holder: LockHolder) -> bool:
        """Whether a lock may be taken from who has it: the same one, a silent one, a dead one."""
        before = holder_of(row)
        silent = is_over(self._database, connection, row, holder.since)
        return before.owner == holder.owner or silent or is_dead(before.process)

    def beat(
        self, target: str, catalogue: str, fence: Fence, *, now: datetime, lasts: timedelta
    ) -> bool:
        """Say that the holder is alive; ``False`` when the lock was lost meanwhile."""
        scope = {"target": target, "catalogue": catalogue}
        held = matching(LOCK, scope | {"owner": fence.owner, "token": fence.token})
        with self._database.transaction() as connection:
            ticks = self._database.ticks(connection) + lasts.total_seconds()
            values = {"heartbeat": utc(now), "expires": utc(now + lasts), "ticks": ticks}
            change = sa.update(LOCK).where(*held).values(values)
            return bool(connection.execute(change).rowcount == 1)

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
        return holder_of(row) if row else None

    def lock_holders(self, catalogue: str) -> dict[str, LockHolder]:
        """Return who holds the locks of a catalogue, by what each is of: of rooms, of hours."""
        query = sa.select(LOCK).where(*matching(LOCK, {"catalogue": catalogue}))
        with self._database.transaction() as connection:
            rows = connection.execute(query.order_by(LOCK.c.target)).all()
        return {row.target: holder_of(row) for row in rows}

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

    def history(
        self, target: str, catalogue: str, *, newest: int | None = None
    ) -> list[dict[str, Any]]:
        """Return the entries of a catalogue and a target, oldest first.

        Args:
            target: Origin of the booking system.
            catalogue: Id of the catalogue.
            newest: Only so many of the newest ones.
        """
        scope = {"target": target, "catalogue": catalogue}
        query = sa.select(HISTORY).where(*matching(HISTORY, scope)).limit(newest)
        with self._database.transaction() as connection:
            rows = connection.execute(
                query.order_by(HISTORY.c.taken.desc(), HISTORY.c.id.desc())
            ).all()
        return [entry_of(row) for row in reversed(rows)]

    def replace_history(
        self, target: str, catalogue: str, taken: datetime, entry: Mapping[str, Any] | None
    ) -> None:
        """Put an entry in the place of what was taken at a moment; ``None`` takes it away."""
        scope = {"target": target, "catalogue": catalogue, "taken": utc(taken)}
        with self._database.transaction() as connection:
            connection.execute(sa.delete(HISTORY).where(*matching(HISTORY, scope)))
            if entry is not None:
                text = json.dumps(dict(entry), ensure_ascii=False)
                connection.execute(sa.insert(HISTORY).values(scope | {"entry": text}))

    def use_plan(self, digest: str, at: datetime) -> bool:
        """Note that a saved plan is being used; ``False`` when it was used before."""
        with self._database.transaction() as connection:
            return insert_if_new(connection, USED_PLAN, {"digest": digest, "used": utc(at)})


def _next_token(connection: sa.Connection, scope: Mapping[str, str]) -> int:
    change = sa.update(FENCE).where(*matching(FENCE, scope)).values(token=FENCE.c.token + 1)
    row = connection.execute(change.returning(FENCE.c.token)).first()
    if row is not None:
        return int(row.token)
    connection.execute(sa.insert(FENCE).values({**scope, "token": 1}))
    return 1


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
