"""A service whose rooms are in a database: findings, readiness, a rule of its own, a sync."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clock import now
from tests.services.test_services import SERVICES
from varaamo_sync import ServiceUnit, Store
from varaamo_sync.booking.client import PasswordLogin, VaraamoClient
from varaamo_sync.rules import Ready
from varaamo_sync.sandbox import Sandbox, SandboxTransport

pytestmark = pytest.mark.usefixtures("running_clock")

ROOMS = """
CREATE TABLE place (id INTEGER PRIMARY KEY, tprek TEXT, name TEXT);
CREATE TABLE room (key TEXT, name TEXT, unit TEXT, seats, area, wanted TEXT, place INTEGER);
INSERT INTO place VALUES (1, 'demo-001', 'Arabian nuorisotalo');
INSERT INTO room VALUES ('nup-broken', 'Verstas', 'NUP', 'many', 40, 'published', 1);
INSERT INTO room VALUES ('nup-draft', 'Studio', 'NUP', 8, 20, 'draft', 1);
INSERT INTO room VALUES ('nup-small', 'Keittiö', 'NUP', 8, NULL, 'published', 1);
"""


@pytest.fixture
def rooms(monkeypatch: pytest.MonkeyPatch) -> Iterator[sqlite3.Connection]:
    """Give a database of three rooms, one of which has seats that are no number."""
    monkeypatch.syspath_prepend(str(SERVICES))
    connection = sqlite3.connect(":memory:")
    connection.executescript(ROOMS)
    yield connection
    connection.close()


def test_rows_are_read_judged_and_taken_over(rooms: sqlite3.Connection, tmp_path: Path) -> None:
    """The broken row hides no other; a room without an area waits, and is sent as a draft."""
    from database import how_ready, read, take_over

    reading = read(rooms)
    told = how_ready(reading)
    with (
        Sandbox(":memory:", clock=now) as sandbox,
        SandboxTransport(sandbox) as transport,
        VaraamoClient(
            "http://sandbox.localhost",
            login=PasswordLogin("admin", "admin"),
            transport=transport,
        ) as api,
        Store(f"sqlite:///{tmp_path / 'store.db'}") as store,
    ):
        result = take_over(reading, api, store)

    states = {key: one.state for key, one in told.rooms.items()}
    assert [("value-whole", "nup-broken")] == [(f.rule, f.key) for f in reading.findings]
    assert {
        "nup-draft": Ready.DRAFT,
        "nup-small": Ready.WAITING,
        "nup-broken": Ready.UNREAD,
    } == states
    assert [(ServiceUnit.NUP, 3)] == [(unit.unit, unit.rooms) for unit in told.units]
    assert {"nup-draft", "nup-small"} == {one.key for one in result.outcomes}
    withheld = {rule for one in result.plan.rooms for rule in one.withheld}
    assert "espoo/area-missing" in withheld
    assert result.progress is not None
    assert 1 == result.progress.counts().unknown
