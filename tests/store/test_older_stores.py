"""A store of version 1, as 0.1.0 made it, written out: what opens it now must bring it up."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from varaamo_sync.errors import LockHeld
from varaamo_sync.model import Earlier
from varaamo_sync.state.records import IntentState, LockHolder, Pairing, Process
from varaamo_sync.store import Store
from varaamo_sync.store.tables import SCHEMA_VERSION

TARGET, CATALOGUE = "https://varaamo.example.invalid", "demo"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
NUMBER = {"sqlite": "INTEGER", "postgresql": "SERIAL"}
VERSION_1 = """
CREATE TABLE varaamo_sync_version (version INTEGER NOT NULL, PRIMARY KEY (version));
CREATE TABLE varaamo_sync_pairing (
    target VARCHAR(255) NOT NULL, catalogue VARCHAR(100) NOT NULL, "key" VARCHAR(100) NOT NULL,
    pk INTEGER NOT NULL, ext_uuid VARCHAR(64) NOT NULL, space INTEGER,
    PRIMARY KEY (target, catalogue, "key")
);
CREATE TABLE varaamo_sync_applied (
    target VARCHAR(255) NOT NULL, catalogue VARCHAR(100) NOT NULL, "key" VARCHAR(100) NOT NULL,
    path VARCHAR(255) NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (target, catalogue, "key", path)
);
CREATE TABLE varaamo_sync_journal (
    id NUMBER NOT NULL, target VARCHAR(255) NOT NULL, catalogue VARCHAR(100) NOT NULL,
    "key" VARCHAR(100) NOT NULL, step VARCHAR(32) NOT NULL, detail TEXT NOT NULL,
    begun VARCHAR(40) NOT NULL, fate VARCHAR(16) NOT NULL, pk INTEGER, settled VARCHAR(40),
    PRIMARY KEY (id)
);
CREATE INDEX varaamo_sync_journal_open ON varaamo_sync_journal (target, catalogue, fate);
CREATE TABLE varaamo_sync_lock (
    target VARCHAR(255) NOT NULL, catalogue VARCHAR(100) NOT NULL, owner VARCHAR(64) NOT NULL,
    host VARCHAR(255) NOT NULL, command TEXT NOT NULL, since VARCHAR(40) NOT NULL,
    heartbeat VARCHAR(40) NOT NULL, expires VARCHAR(40) NOT NULL,
    PRIMARY KEY (target, catalogue)
);
CREATE TABLE varaamo_sync_history (
    id NUMBER NOT NULL, target VARCHAR(255) NOT NULL, catalogue VARCHAR(100) NOT NULL,
    taken VARCHAR(40) NOT NULL, entry TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE varaamo_sync_used_plan (
    digest VARCHAR(64) NOT NULL, used VARCHAR(40) NOT NULL, PRIMARY KEY (digest)
);
INSERT INTO varaamo_sync_version VALUES (1);
INSERT INTO varaamo_sync_pairing VALUES ('TARGET', 'demo', 'nup-sali', 5, 'uuid-5', 7);
INSERT INTO varaamo_sync_applied VALUES ('TARGET', 'demo', 'nup-sali', 'name.fi', '"Sali"');
INSERT INTO varaamo_sync_journal (target, catalogue, "key", step, detail, begun, fate)
    VALUES ('TARGET', 'demo', 'nup-halli', 'create_space', '{}',
            '2026-11-22T11:59:00.000000+00:00', 'open');
INSERT INTO varaamo_sync_lock VALUES ('TARGET', 'demo', 'aino', 'kone', 'varaamo-sync push',
    '2026-11-22T11:59:00.000000+00:00', '2026-11-22T11:59:30.000000+00:00',
    '2026-11-22T12:00:30.000000+00:00');
INSERT INTO varaamo_sync_history (target, catalogue, taken, entry)
    VALUES ('TARGET', 'demo', '2026-11-22T11:00:00.000000+00:00', '{"total": 5}');
INSERT INTO varaamo_sync_used_plan VALUES ('abc', '2026-11-22T11:00:00.000000+00:00');
"""


@pytest.fixture
def old_store(store_url: str) -> str:
    """Give the address of a store of version 1."""
    url = sa.make_url(store_url)
    if url.get_backend_name() == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    engine = sa.create_engine(url)
    text = VERSION_1.replace("TARGET", TARGET).replace("NUMBER", NUMBER[engine.dialect.name])
    with engine.begin() as connection:
        for statement in text.split(";\n"):
            if statement.strip():
                connection.exec_driver_sql(statement)
    engine.dispose()
    return store_url


def test_a_store_of_version_1_is_brought_up_with_all_that_it_holds(old_store: str) -> None:
    """Pairings, values, intents, history and used plans stay as they were, opened once or twice."""
    for _ in range(2):
        with Store(old_store) as store:
            memory = store.state(TARGET, CATALOGUE)
            remembered = memory.remembered()["nup-sali"]

            assert Pairing(5, "uuid-5", 7) == remembered.pairing
            assert {"name.fi": "Sali"} == remembered.applied
            assert ["nup-halli"] == [intent.key for intent in memory.intents(IntentState.OPEN)]
            assert [{"total": 5}] == store.history(TARGET, CATALOGUE)
            assert not store.use_plan("abc", NOW)
            assert SCHEMA_VERSION == store.version


def test_a_lock_of_version_1_holds_until_it_expires(old_store: str) -> None:
    """Of a holder that a version before noted, nobody can tell whether it lives."""
    process = Process("here", 1, "2")
    late = NOW + timedelta(minutes=1)
    early, later = (
        LockHolder("eino", "kone", "push", moment, moment, moment + timedelta(minutes=1), process)
        for moment in (NOW, late)
    )
    with Store(old_store) as store:
        with pytest.raises(LockHeld) as caught:
            store.acquire_lock(TARGET, CATALOGUE, early)
        left = store.acquire_lock(TARGET, CATALOGUE, later).taken_from

        assert ("aino", None) == (caught.value.holder.owner, caught.value.holder.process)
        assert left == caught.value.holder
        assert later == store.lock_holder(TARGET, CATALOGUE)


def test_a_store_of_version_1_learns_what_rooms_were(old_store: str) -> None:
    """It knows of none, and keeps what is noted from now on."""
    with Store(old_store) as store:
        before = store.state(TARGET, CATALOGUE).earlier()
        store.state(TARGET, CATALOGUE).note_earlier({"uuid-5": Earlier.BOOKABLE})
    with Store(old_store) as store:
        assert {} == before
        assert {"uuid-5": Earlier.BOOKABLE} == store.state(TARGET, CATALOGUE).earlier()
