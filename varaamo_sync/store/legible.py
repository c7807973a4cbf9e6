"""Reading rows that something else than this library may have written to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from varaamo_sync.errors import StoreUnusable, part
from varaamo_sync.model import Earlier
from varaamo_sync.snapshot import Value
from varaamo_sync.state.records import Intent, IntentState, LockHolder, Pairing, Process, Step
from varaamo_sync.state.values import loads
from varaamo_sync.store.tables import APPLIED, EARLIER, HISTORY, JOURNAL, LOCK, PAIRING

_ILLEGIBLE = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What reading a value raises that is not what was written."""

_IDENTIFIES: Mapping[str, type] = {
    "venue": int,
    "space": int,
    "room": int,
    "code": str,
    "name": str,
    "sha256": str,
}
"""What notes hold by which what became of a write is found out."""

_MAY_LACK = frozenset({"space"})
"""What a note may say that there is none of: where a booking system has no spaces."""


def value_of(row: Any) -> Value:
    """Return a value that was last applied.

    Raises:
        StoreUnusable: It cannot be read.
    """
    with _legible(APPLIED, f"{row.path} of {row.key}", "applied"):
        return loads(row.value)


def pairing_of(row: Any) -> Pairing:
    """Return which room a key stands for.

    Raises:
        StoreUnusable: It cannot be read.
    """
    with _legible(PAIRING, row.key, "pairing"):
        _require(row.pk, int)
        _require(row.ext_uuid, str)
        if row.space is not None:
            _require(row.space, int)
        return Pairing(row.pk, row.ext_uuid, row.space)


def earlier_of(row: Any) -> Earlier:
    """Return what a room was when it was found.

    Raises:
        StoreUnusable: It cannot be read.
    """
    with _legible(EARLIER, str(row.ext_uuid), "earlier"):
        return Earlier(row.earlier)


def intent_of(row: Any) -> Intent:
    """Return a write that was noted before it was sent.

    Raises:
        StoreUnusable: It cannot be read.
    """
    what = f"note {row.id}, of {row.key}"
    with _legible(JOURNAL, what, "journal"):
        step, detail = Step(row.step), json.loads(row.detail)
        _require(detail, dict)
        for name, kind in _IDENTIFIES.items():
            if name in detail and not (detail[name] is None and name in _MAY_LACK):
                _require(detail[name], kind)
        _check_before(detail.get("before", 0))
        return Intent(
            id=row.id,
            key=row.key,
            step=step,
            begun=_moment(row.begun),
            detail=detail,
            state=IntentState(row.fate),
            pk=row.pk,
        )


def entry_of(row: Any) -> dict[str, Any]:
    """Return an entry of the history.

    Raises:
        StoreUnusable: It cannot be read.
    """
    with _legible(HISTORY, f"entry {row.id}", "history"):
        entry: dict[str, Any] = json.loads(row.entry)
        _require(entry, dict)
        return entry


def holder_of(row: Any) -> LockHolder:
    """Return who holds a lock.

    Raises:
        StoreUnusable: It cannot be read.
    """
    with _legible(LOCK, row.catalogue, "lock"):
        place, pid, started = row.place, row.pid, row.started
        process = None
        if place is not None and pid is not None and started is not None:
            process = Process(place, pid, started)
        if row.pid is not None:
            _require(row.pid, int)
        if row.ticks is not None:
            _require(row.ticks, float)
        return LockHolder(
            owner=row.owner,
            host=row.host,
            command=row.command,
            since=_moment(row.since),
            heartbeat=_moment(row.heartbeat),
            expires=_moment(row.expires),
            process=process,
        )


def _check_before(before: Any) -> None:
    """Make sure that what was there before is a number of pictures, or identities of rooms."""
    if type(before) is list:
        for identity in before:
            _require(identity, str)
    else:
        _require(before, int)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment without an offset")
    return moment


def _require(value: Any, kind: type) -> None:
    if type(value) is not kind:
        raise TypeError("of another kind")


@contextmanager
def _legible(table: sa.Table, what: str, afterwards: str) -> Iterator[None]:
    try:
        yield
    except _ILLEGIBLE as exc:
        raise StoreUnusable(
            "store-illegible",
            table=table.name,
            what=what,
            afterwards=part(f"afterwards-{afterwards}"),
        ) from exc
