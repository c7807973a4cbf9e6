"""A store that somebody or something else wrote to: told with what and how to mend it."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from varaamo_sync.errors import StoreUnusable
from varaamo_sync.state.records import IntentState, LockHolder, Pairing, StateUpdate, Step
from varaamo_sync.store import Store

NOW = datetime(2026, 11, 26, tzinfo=UTC)
SCOPE = ("http://sandbox.localhost", "demo")
HOLDER = LockHolder(
    owner="me", host="here", command="push", since=NOW, heartbeat=NOW, expires=NOW + timedelta(1)
)
DETAILS = {
    Step.CREATE_SPACE: {"venue": 1, "code": "demo:a"},
    Step.UPDATE_SPACE: {"space": 1},
    Step.CREATE_ROOM: {"venue": 1, "space": 2},
    Step.UPLOAD_IMAGE: {"room": 1, "before": 0, "sha256": "ab"},
    Step.ARCHIVE_ROOM: {"room": 1},
}
ODD: tuple[Any, ...] = (
    "",
    "{",
    "null",
    "[1]",
    "7",
    "1.5",
    '"x"',
    "NaN",
    "{}",
    '{"set": 3}',
    '{"set": [1]}',
    '{"seconds": "x"}',
    '{"seconds": 1e300}',
    '{"moment": 5}',
    '[{"price": {}}]',
    '[{"access": {"begins": "x"}}]',
    '[{"odd": 1}]',
    "[" * 100_000,
    '{"venue": "1", "code": 7, "space": null, "room": [], "before": {}, "sha256": 1}',
    b"\xff\xfe",
    b"\x80",
    "nämä ovat rivejä",
    "9" * 5_000,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give a store in which every table has rows."""
    path = tmp_path / "state.db"
    with Store(f"sqlite:///{path}") as store:
        store.acquire_lock(*SCOPE, HOLDER)
        store.add_history(*SCOPE, NOW, {"format": 1})
        memory = store.state(*SCOPE)
        applied = {"name.fi": "Sali", "purposes": frozenset({"a"}), "area": 3}
        memory.remember(StateUpdate("a", Pairing(1, "u", 2), applied))
        for step, detail in DETAILS.items():
            memory.note("a", step, detail, NOW)
        memory.flush()
    return path


def _read_all(store: Store) -> None:
    memory = store.state(*SCOPE)
    memory.remembered()
    memory.recall("a")
    memory.intents(*IntentState)
    store.history(*SCOPE)
    store.lock_holder(*SCOPE)


COLUMNS = {
    "varaamo_sync_applied": ("value",),
    "varaamo_sync_pairing": ("pk", "space"),
    "varaamo_sync_journal": ("step", "detail", "begun"),
    "varaamo_sync_history": ("entry",),
    "varaamo_sync_lock": ("since", "heartbeat", "expires", "pid", "ticks"),
}


def _edits() -> Iterator[tuple[str, str]]:
    for table, columns in COLUMNS.items():
        for column in columns:
            yield table, column


def test_a_sound_store_is_read(file: Path) -> None:
    """What this library wrote itself is read."""
    with Store(f"sqlite:///{file}") as store:
        _read_all(store)

        assert len(DETAILS) == len(store.state(*SCOPE).intents(IntentState.OPEN))


@pytest.mark.parametrize(("table", "column"), list(_edits()))
def test_what_cannot_be_read_is_told(file: Path, table: str, column: str) -> None:
    """Whatever a column holds: it is read, or the table, the row and the mending are told."""
    told = 0
    for odd in ODD:
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute(f"UPDATE {table} SET {column} = ?", (odd,))
        with Store(f"sqlite:///{file}") as store:
            try:
                _read_all(store)
            except StoreUnusable as error:
                told += 1
                message, fix = str(error), error.fix or ""
            else:
                continue
        # What was read must be something that the rest of the library can hold on to.
        assert table in message
        assert "copy of the store" in fix
    assert told > len(ODD) / 2


def test_values_that_were_applied_are_of_their_kinds(file: Path) -> None:
    """What is read of a value can be compared and written again."""
    from varaamo_sync.state.values import dumps, loads

    for odd in (text for text in ODD if isinstance(text, str)):
        value = _or_none(lambda odd=odd: loads(odd))
        assert value is None or json.loads(dumps(value)) == json.loads(odd)


def _or_none(call: Callable[[], Any]) -> Any:
    try:
        return call()
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
        return None
