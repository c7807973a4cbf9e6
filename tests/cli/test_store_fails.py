"""A store that fails after rooms were written takes no outcome with it."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from varaamo_sync.store import Store, default_url


@pytest.mark.parametrize(
    ("table", "rooms"), [("varaamo_sync_history", 4), ("varaamo_sync_pairing", 0)]
)
@pytest.mark.usefixtures("english")
def test_what_was_written_is_told_when_the_store_fails(
    cli: Run, started: Path, table: str, rooms: int
) -> None:
    """Exit 4, every room with its outcome, and the command to go on; then it goes on."""
    state = started / ".varaamo-sync"
    state.mkdir()
    Store(default_url(state)).close()
    with closing(sqlite3.connect(state / "state.db")) as database:
        stop = "BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
        database.execute(f"CREATE TRIGGER stop BEFORE INSERT ON {table} {stop}")
        database.commit()
    ran = cli("push", started, "--sandbox", "--format", "json")
    with closing(sqlite3.connect(state / "state.db")) as database:
        database.execute("DROP TRIGGER stop")
        database.commit()
    again = cli("push", started, "--sandbox")

    told = json.loads(ran.out)
    assert (4, rooms) == (ran.code, told["counts"]["done"])
    assert "the disk is full" in ran.err + ran.out
    assert "To go on: varaamo-sync push" in ran.err
    assert again.code in (0, 1)
