"""What is remembered of the rooms of one catalogue in one booking system, and its journal."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from varaamo_sync.records import Fate, Intent, Pairing, Remembered, Step
from varaamo_sync.snapshot import Value
from varaamo_sync.store.engine import Database, matching, upsert
from varaamo_sync.store.tables import APPLIED, JOURNAL, PAIRING
from varaamo_sync.stored_values import dumps, loads

# Statements that every write of a push needs; making one takes longer than running it.
_NOTE = sa.insert(JOURNAL).returning(JOURNAL.c.id)
_SETTLE = sa.update(JOURNAL).where(JOURNAL.c.id == sa.bindparam("intent"))


class Memory:
    """Pairings, last applied values and intents; threads may share it.

    Each method is one transaction. A note of an intent is on disk when it returns; the rest may be
    lost in a power cut, and is then found out again from the notes and from the booking system.
    """

    def __init__(self, database: Database, target: str, catalogue: str) -> None:
        self._database = database
        self._scope = {"target": target, "catalogue": catalogue}

    def remembered(self) -> dict[str, Remembered]:
        """Return what is remembered of every room, by key."""
        with self._database.transaction() as connection:
            pairings = connection.execute(self._all(PAIRING)).all()
            applied: defaultdict[str, dict[str, Value]] = defaultdict(dict)
            for row in connection.execute(self._all(APPLIED)):
                applied[row.key][row.path] = loads(row.value)
        return {
            row.key: Remembered(Pairing(row.pk, row.ext_uuid, row.space), applied[row.key])
            for row in pairings
        }

    def recall(self, key: str) -> Remembered | None:
        """Return what is remembered of one room."""
        scope = self._scope | {"key": key}
        with self._database.transaction() as connection:
            row = connection.execute(sa.select(PAIRING).where(*matching(PAIRING, scope))).first()
            if row is None:
                return None
            applied = connection.execute(sa.select(APPLIED).where(*matching(APPLIED, scope)))
            values = {value.path: loads(value.value) for value in applied}
        return Remembered(Pairing(row.pk, row.ext_uuid, row.space), values)

    def remember(self, key: str, pairing: Pairing, applied: Mapping[str, Value]) -> None:
        """Note which room a key stands for, and add to the values that were last applied to it.

        Values of another room, one with another ``ext_uuid``, are forgotten.
        """
        scope = self._scope | {"key": key}
        row = {"pk": pairing.pk, "ext_uuid": pairing.ext_uuid, "space": pairing.space}
        with self._database.transaction(durable=False) as connection:
            query = sa.select(PAIRING.c.ext_uuid).where(*matching(PAIRING, scope))
            known = connection.execute(query).scalar()
            if known is not None and known != pairing.ext_uuid:
                connection.execute(sa.delete(APPLIED).where(*matching(APPLIED, scope)))
            upsert(connection, PAIRING, [scope | row])
            rows = [scope | {"path": p, "value": dumps(v)} for p, v in applied.items()]
            upsert(connection, APPLIED, rows)

    def note(self, key: str, step: Step, detail: Mapping[str, Any], begun: datetime) -> int:
        """Note a write before it is sent; return the number of the note."""
        row = self._scope | {
            "key": key,
            "step": step.value,
            "detail": json.dumps(dict(detail), sort_keys=True),
            "begun": utc(begun),
            "fate": Fate.OPEN.value,
        }
        with self._database.transaction() as connection:
            number = connection.execute(_NOTE, row).scalar_one()
        return int(number)

    def settle(self, intent: int, fate: Fate, at: datetime, pk: int | None = None) -> None:
        """Note what became of an intent."""
        row = {"intent": intent, "fate": fate.value, "settled": utc(at), "pk": pk}
        with self._database.transaction(durable=False) as connection:
            connection.execute(_SETTLE, row)

    def intents(self, *fates: Fate) -> tuple[Intent, ...]:
        """Return the intents of some fates, oldest first."""
        wanted = JOURNAL.c.fate.in_([fate.value for fate in fates])
        query = self._all(JOURNAL).where(wanted).order_by(JOURNAL.c.id)
        with self._database.transaction() as connection:
            rows = connection.execute(query).all()
        return tuple(
            Intent(
                id=row.id,
                key=row.key,
                step=Step(row.step),
                begun=datetime.fromisoformat(row.begun),
                detail=json.loads(row.detail),
                fate=Fate(row.fate),
                pk=row.pk,
            )
            for row in rows
        )

    def _all(self, table: sa.Table) -> sa.Select[Any]:
        return sa.select(table).where(*matching(table, self._scope))


def utc(moment: datetime) -> str:
    """Return a moment as the store keeps it: ISO 8601 in UTC, which sorts as text."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
