"""What is remembered of the rooms of one catalogue in one booking system, and its journal."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Lock
from typing import Any

import sqlalchemy as sa

from varaamo_sync.errors import LockLost
from varaamo_sync.model import Earlier
from varaamo_sync.snapshot import Value
from varaamo_sync.state.records import Fence, Intent, IntentState, RoomState, StateUpdate, Step
from varaamo_sync.state.values import dumps
from varaamo_sync.store.engine import Database, Row, insert_if_new, matching, upsert
from varaamo_sync.store.legible import earlier_of, intent_of, pairing_of, value_of
from varaamo_sync.store.process import this_place
from varaamo_sync.store.tables import APPLIED, EARLIER, JOURNAL, LOCK, PAIRING

_NOTE = sa.insert(JOURNAL).returning(JOURNAL.c.id)
_PAIRED = sa.select(PAIRING.c.pk, PAIRING.c.ext_uuid, PAIRING.c.space).where(
    *(PAIRING.c[name] == sa.bindparam(name) for name in ("target", "catalogue", "key"))
)
# What another holder has settled meanwhile stays as it is.
_SETTLE = (
    sa.update(JOURNAL)
    .where(JOURNAL.c.id == sa.bindparam("intent"), JOURNAL.c.fate == IntentState.OPEN.value)
    .returning(JOURNAL.c.id)
)


class DatabaseState:
    """Pairings, last applied values and intents; threads may share it.

    A note of an intent is on disk when it returns. What became of it, and what is remembered, is
    kept back until the next note, ``flush`` or reading, and written in the same transaction. What
    is lost that way is found out again from the notes and from the booking system.
    """

    def __init__(
        self, database: Database, target: str, catalogue: str, fence: Fence | None = None
    ) -> None:
        self._database = database
        self._fence = fence
        self._scope = {"target": target, "catalogue": catalogue}
        self._lock = Lock()
        self._kept: list[tuple[Row | None, StateUpdate | None]] = []

    @contextmanager
    def _transaction(self) -> Iterator[sa.Connection]:
        """Give a connection for a transaction in which what was kept back is written first."""
        with self._lock:
            with self._database.transaction() as connection:
                kept = len(self._kept)
                for settled, update in self._kept[:kept]:
                    if settled is not None:
                        counts = connection.execute(_SETTLE, dict(settled)).first() is not None
                    else:
                        counts = self._is_held(connection)
                    if update is not None and counts:
                        self._write(connection, update)
                yield connection
            del self._kept[:kept]  # other threads may have added more behind

    def _is_held(self, connection: sa.Connection) -> bool:
        """Whether the lock is held by whom the fence names; without a fence nobody asks."""
        if self._fence is None:
            return True
        held = self._scope | {"owner": self._fence.owner, "token": self._fence.token}
        row = connection.execute(sa.select(LOCK).where(*matching(LOCK, held))).one_or_none()
        return row is not None and not is_over(self._database, connection, row, None)

    def remembered(self) -> dict[str, RoomState]:
        """Return what is remembered of every room, by key."""
        with self._transaction() as connection:
            pairings = connection.execute(self._all(PAIRING)).all()
            applied: defaultdict[str, dict[str, Value]] = defaultdict(dict)
            for row in connection.execute(self._all(APPLIED)):
                applied[row.key][row.path] = value_of(row)
        return {row.key: RoomState(pairing_of(row), applied[row.key]) for row in pairings}

    def recall(self, key: str) -> RoomState | None:
        """Return what is remembered of one room."""
        scope = self._scope | {"key": key}
        with self._transaction() as connection:
            row = connection.execute(sa.select(PAIRING).where(*matching(PAIRING, scope))).first()
            if row is None:
                return None
            applied = connection.execute(sa.select(APPLIED).where(*matching(APPLIED, scope)))
            values = {value.path: value_of(value) for value in applied}
        return RoomState(pairing_of(row), values)

    def remember(self, update: StateUpdate) -> None:
        """Note which room a key stands for, and add to the values that were last applied to it.

        Values of another room, one with another ``ext_uuid``, are forgotten.
        """
        self._kept.append((None, update))

    def _write(self, connection: sa.Connection, update: StateUpdate) -> None:
        scope, pairing = self._scope | {"key": update.key}, update.pairing
        row: Row = {"pk": pairing.pk, "ext_uuid": pairing.ext_uuid, "space": pairing.space}
        known = connection.execute(_PAIRED, scope).first()
        if known is None and pairing.ext_uuid:
            _rename(connection, self._scope, update)
        if known != tuple(row.values()):
            if known is not None and known.ext_uuid != pairing.ext_uuid:
                connection.execute(sa.delete(APPLIED).where(*matching(APPLIED, scope)))
            upsert(connection, PAIRING, [{**scope, **row}])
        rows = [scope | {"path": p, "value": dumps(v)} for p, v in update.applied.items()]
        upsert(connection, APPLIED, rows)

    def earlier(self) -> dict[str, Earlier]:
        """Return what rooms were when they were found, by ``ext_uuid``."""
        with self._transaction() as connection:
            rows = connection.execute(self._all(EARLIER)).all()
        return {row.ext_uuid: earlier_of(row) for row in rows}

    def note_earlier(self, found: Mapping[str, Earlier]) -> None:
        """Note what rooms were when they were found; what was noted first stays."""
        with self._transaction() as connection:
            for ext_uuid, earlier in found.items():
                row = self._scope | {"ext_uuid": ext_uuid, "earlier": earlier.value}
                insert_if_new(connection, EARLIER, row)

    def note(self, key: str, step: Step, detail: Mapping[str, Any], begun: datetime) -> int:
        """Note a write before it is sent; return the number of the note.

        Raises:
            LockLost: Somebody else may be writing: it was not noted, and must not be sent.
        """
        row = self._scope | {
            "key": key,
            "step": step.value,
            "detail": json.dumps(dict(detail), sort_keys=True),
            "begun": utc(begun),
            "fate": IntentState.OPEN.value,
        }
        with self._transaction() as connection:
            if not self._is_held(connection):
                raise LockLost
            return int(connection.execute(_NOTE, row).scalar_one())

    def require_lock(self) -> None:
        """Make sure that what was noted may still be sent.

        Raises:
            LockLost: The lock was lost.
        """
        with self._database.transaction() as connection:
            if not self._is_held(connection):
                raise LockLost

    def settle(
        self,
        intent: int,
        state: IntentState,
        at: datetime,
        pk: int | None = None,
        update: StateUpdate | None = None,
    ) -> None:
        """Note what became of an intent, and with it what is to be remembered of its room."""
        row: Row = {"intent": intent, "fate": state.value, "settled": utc(at), "pk": pk}
        self._kept.append((row, update))

    def flush(self) -> None:
        """Write what was kept back."""
        if self._kept:
            with self._transaction():
                pass

    def intents(self, *states: IntentState) -> tuple[Intent, ...]:
        """Return the intents in some states, oldest first."""
        wanted = JOURNAL.c.fate.in_([state.value for state in states])
        query = self._all(JOURNAL).where(wanted).order_by(JOURNAL.c.id)
        with self._transaction() as connection:
            rows = connection.execute(query).all()
        return tuple(map(intent_of, rows))

    def last_note(self) -> int:
        """Return the number of the last intent that was noted; 0 before the first."""
        query = sa.select(sa.func.max(JOURNAL.c.id)).where(*matching(JOURNAL, self._scope))
        with self._transaction() as connection:
            return connection.execute(query).scalar() or 0

    def _all(self, table: sa.Table) -> sa.Select[Any]:
        return sa.select(table).where(*matching(table, self._scope))


def is_over(database: Database, connection: sa.Connection, row: Any, now: datetime | None) -> bool:
    """Whether a lock has expired, by the clock of the store where everybody reads the same.

    Args:
        database: Tells the store's own clock.
        connection: A connection to it.
        row: The row of the lock.
        now: What the clock on the wall says, for rows of another machine or of another start of
            this one; ``None`` for a row of one's own.
    """
    same = now is None or (row.place is not None and row.place == this_place())
    if row.ticks is not None and (same or database.has_one_clock):
        return bool(row.ticks <= database.ticks(connection))
    return now is not None and bool(row.expires <= utc(now))


def _rename(connection: sa.Connection, scope: Row, update: StateUpdate) -> None:
    """Let what is remembered of a room follow it to a new key: one room has one key."""
    same = {**scope, "ext_uuid": update.pairing.ext_uuid}
    query = sa.select(PAIRING.c.key).where(*matching(PAIRING, same))
    for (old,) in connection.execute(query).all():
        for table in (PAIRING, APPLIED):
            rows = matching(table, {**scope, "key": old})
            connection.execute(sa.update(table).where(*rows).values(key=update.key))


def utc(moment: datetime) -> str:
    """Return a moment as the store keeps it: ISO 8601 in UTC, which sorts as text."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
