import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.make import price
from varaamo_sync.errors import LockHeld, StoreUnusable
from varaamo_sync.model import LANGS, AccessType, Earlier, Payment, in_helsinki
from varaamo_sync.snapshot import AccessRow, Value
from varaamo_sync.state.records import (
    IntentState,
    LockHolder,
    Pairing,
    RoomState,
    StateUpdate,
    Step,
)
from varaamo_sync.state.values import dumps, loads
from varaamo_sync.store import Store, default_url
from varaamo_sync.store.failures import unusable
from varaamo_sync.words import Phrase

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TARGET, CATALOGUE = "https://varaamo.example.invalid", "demo"
PAIRING = Pairing(5, "uuid-5", 7)
HOLDER = LockHolder("aino", "kone", "push", NOW, NOW, NOW + timedelta(minutes=1))

values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.text(),
    st.timedeltas(timedelta(0), timedelta(days=400)).map(
        lambda d: timedelta(seconds=int(d.total_seconds()))
    ),
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(  # noqa: DTZ001
        lambda moment: in_helsinki(moment.replace(tzinfo=UTC))
    ),
    st.frozensets(st.text()),
    st.lists(st.text()).map(tuple),
)


@given(values)
def test_values_are_kept_as_they_are(value: Value) -> None:
    """What is written is read back equal, and of the same kind."""
    back = loads(dumps(value))

    assert (value, type(value)) == (back, type(back))


def test_rows_are_kept_as_they_are() -> None:
    """Prices and access types are read back equal, to the cent and the day."""
    paid = price(
        begins=date(2027, 1, 1),
        lowest=Decimal("7.30"),
        payment=Payment.ONLINE,
        material=(("fi", "<p>Savi 5 €</p>"), ("sv", ""), ("en", "")),
    )
    rows: tuple[Value, ...] = (
        (price(), paid),
        (AccessRow(begins=None, type=AccessType.PHYSICAL_KEY),),
    )

    assert rows == tuple(loads(dumps(row)) for row in rows)


def test_what_was_applied_is_remembered(store: Store) -> None:
    """Pairing and values come back by key; later values join and replace earlier ones."""
    memory = store.state(TARGET, CATALOGUE)

    memory.remember(StateUpdate("a", PAIRING, {"area": 50, "contact": "Ovella"}))
    memory.remember(StateUpdate("a", PAIRING, {"area": 60}))

    applied = {"area": 60, "contact": "Ovella"}
    assert {"a": RoomState(PAIRING, applied)} == memory.remembered()


def test_one_room_is_recalled_without_the_others(store: Store) -> None:
    """What is recalled of a key is what is remembered of it, and nothing of an unknown one."""
    memory = store.state(TARGET, CATALOGUE)
    memory.remember(StateUpdate("a", PAIRING, {"area": 50}))
    memory.remember(StateUpdate("b", Pairing(6, "uuid-6", None), {}))

    remembered = memory.remembered()
    assert (remembered["a"], remembered["b"]) == (memory.recall("a"), memory.recall("b"))
    assert memory.recall("c") is None


def test_another_rooms_values_are_forgotten(store: Store) -> None:
    """When a key stands for another room, the values of the old one are not believed."""
    memory = store.state(TARGET, CATALOGUE)
    memory.remember(StateUpdate("a", PAIRING, {"area": 50}))

    memory.remember(StateUpdate("a", replace(PAIRING, ext_uuid="uuid-6"), {"contact": ""}))

    assert {"contact": ""} == memory.remembered()["a"].applied


def test_a_pairing_is_remembered_before_anything_is_applied(store: Store) -> None:
    """An adopted room is known by number and identity though nothing was sent to it yet."""
    memory = store.state(TARGET, CATALOGUE)
    memory.remember(StateUpdate("a", PAIRING, {}))

    assert {"a": RoomState(PAIRING, {})} == memory.remembered()


def test_targets_and_catalogues_never_mix(store: Store) -> None:
    """Sandbox and production, and two catalogues, have memories of their own."""
    store.state(TARGET, CATALOGUE).remember(StateUpdate("a", PAIRING, {"area": 50}))

    assert {} == store.state("http://sandbox.localhost", CATALOGUE).remembered()
    assert {} == store.state(TARGET, "other").remembered()


def test_intents_are_there_for_the_next_process(store: Store, store_url: str) -> None:
    """An intent is on disk when its note returns, and its fate is kept."""
    memory = store.state(TARGET, CATALOGUE)
    first = memory.note("a", Step.CREATE_ROOM, {"space": 7}, NOW)
    memory.note("b", Step.CREATE_SPACE, {"code": "demo:b"}, NOW)
    memory.settle(first, IntentState.STORED, NOW, 5)
    memory.flush()

    other = Store(store_url)
    (left,) = other.state(TARGET, CATALOGUE).intents(IntentState.OPEN)
    (landed,) = other.state(TARGET, CATALOGUE).intents(IntentState.STORED)
    other.close()

    assert ("b", Step.CREATE_SPACE, {"code": "demo:b"}, NOW) == (
        left.key,
        left.step,
        left.detail,
        left.begun,
    )
    assert (5, {"space": 7}) == (landed.pk, landed.detail)


def test_what_is_kept_back_goes_with_the_next_note(store: Store, store_url: str) -> None:
    """What became of a write and what it taught are in the store once the next one is noted."""
    memory = store.state(TARGET, CATALOGUE)
    first = memory.note("a", Step.CREATE_ROOM, {"space": 7}, NOW)
    memory.settle(first, IntentState.STORED, NOW, 5, StateUpdate("a", PAIRING, {"area": 50}))
    memory.note("a", Step.UPDATE_ROOM, {"room": 5}, NOW)

    other = Store(store_url)
    beside = other.state(TARGET, CATALOGUE)
    found = [
        [intent.step for intent in beside.intents(state)]
        for state in (IntentState.STORED, IntentState.OPEN)
    ]
    remembered = beside.remembered()
    other.close()

    assert [[Step.CREATE_ROOM], [Step.UPDATE_ROOM]] == found
    assert {"a": RoomState(PAIRING, {"area": 50})} == remembered


def test_what_is_kept_back_is_read_by_the_one_who_keeps_it(store: Store) -> None:
    """A memory answers with what it was told, written or not."""
    memory = store.state(TARGET, CATALOGUE)
    memory.remember(StateUpdate("a", PAIRING, {"area": 50}))

    assert RoomState(PAIRING, {"area": 50}) == memory.recall("a")


def test_what_could_not_be_written_is_kept_for_the_next_time(tmp_path: Path) -> None:
    """A store that fails once loses nothing of what it was told."""
    store = Store(f"sqlite:///{tmp_path / 'state.db'}")
    memory = store.state(TARGET, CATALOGUE)
    memory.remember(StateUpdate("a", PAIRING, {"area": 50}))
    with closing(sqlite3.connect(tmp_path / "state.db", isolation_level=None)) as other:
        other.execute("ALTER TABLE varaamo_sync_applied RENAME TO elsewhere")
        with pytest.raises(StoreUnusable, match="no such table"):
            memory.flush()
        other.execute("ALTER TABLE elsewhere RENAME TO varaamo_sync_applied")

    assert {"a": RoomState(PAIRING, {"area": 50})} == memory.remembered()
    store.close()


def test_threads_lose_nothing_of_what_is_kept_back(store: Store) -> None:
    """What threads settle while others note is all written in the end."""
    memory = store.state(TARGET, CATALOGUE)

    def write(number: int) -> None:
        for step in (Step.CREATE_SPACE, Step.CREATE_ROOM):
            intent = memory.note(f"room-{number}", step, {}, NOW)
            pairing = replace(PAIRING, ext_uuid=f"uuid-{number}")
            memory.settle(
                intent, IntentState.STORED, NOW, number, StateUpdate(f"room-{number}", pairing)
            )
        memory.flush()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(40)))

    assert (80, 40) == (len(memory.intents(IntentState.STORED)), len(memory.remembered()))


def test_one_holder_at_a_time(store: Store) -> None:
    """A lock that is held is refused, naming who holds it; the holder may take it again."""
    store.acquire_lock(TARGET, CATALOGUE, HOLDER)
    store.acquire_lock(TARGET, CATALOGUE, HOLDER)

    with pytest.raises(LockHeld) as caught:
        store.acquire_lock(TARGET, CATALOGUE, replace(HOLDER, owner="eino"))

    assert ("aino", True) == (caught.value.holder.owner, "aino on kone" in str(caught.value))
    store.acquire_lock("https://other.invalid", CATALOGUE, replace(HOLDER, owner="eino"))


def test_a_silent_holder_loses_the_lock(store_url: str) -> None:
    """A lock expires when nothing is heard of its holder, who then learns of it."""
    ticks = [0.0]
    with Store(store_url, clock=lambda: ticks[0]) as store:
        aino = store.acquire_lock(TARGET, CATALOGUE, HOLDER).fence
        late = NOW + timedelta(minutes=2)
        eino = LockHolder("eino", "kone", "push", late, late, late + timedelta(minutes=1))

        beats = store.beat(TARGET, CATALOGUE, aino, now=NOW, lasts=timedelta(minutes=1))
        ticks[0] = 60
        store.acquire_lock(TARGET, CATALOGUE, eino)

        assert (True, False) == (
            beats,
            store.beat(TARGET, CATALOGUE, aino, now=late, lasts=timedelta(minutes=1)),
        )
        assert eino == store.lock_holder(TARGET, CATALOGUE)


def test_a_lock_is_given_back_by_its_owner_or_broken_by_anybody(store: Store) -> None:
    """Releasing in another's name does nothing; breaking frees the lock."""
    store.acquire_lock(TARGET, CATALOGUE, HOLDER)
    store.release_lock(TARGET, CATALOGUE, "eino")
    held = store.lock_holder(TARGET, CATALOGUE)
    store.release_lock(TARGET, CATALOGUE)

    assert (HOLDER, None) == (held, store.lock_holder(TARGET, CATALOGUE))


def test_many_at_once_get_one_lock(store_url: str) -> None:
    """Of many processes that ask at the same moment exactly one gets the lock."""

    def ask(number: int) -> bool:
        mine = Store(store_url)
        try:
            mine.acquire_lock(TARGET, CATALOGUE, replace(HOLDER, owner=f"p{number}"))
        except LockHeld:
            return False
        finally:
            mine.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(ask, range(8)))

    assert 1 == got.count(True)


def test_a_plan_is_used_once(store: Store) -> None:
    """A saved plan is noted when it is used, and refused the second time."""
    assert (True, False) == (store.use_plan("digest", NOW), store.use_plan("digest", NOW))


def test_history_is_kept_in_order(store: Store) -> None:
    """Entries come back oldest first, each of its own catalogue and target."""
    store.add_history(TARGET, CATALOGUE, NOW + timedelta(days=1), {"n": 2})
    store.add_history(TARGET, CATALOGUE, NOW, {"n": 1})
    store.add_history("https://other.invalid", CATALOGUE, NOW, {"n": 3})

    assert [{"n": 1}, {"n": 2}] == store.history(TARGET, CATALOGUE)
    assert [{"n": 2}] == store.history(TARGET, CATALOGUE, newest=1)


def test_an_entry_can_be_put_in_the_place_of_another(store: Store) -> None:
    """What was taken at a moment is replaced, or taken away; other moments and targets stay."""
    for target, days in ((TARGET, 0), (TARGET, 1), ("https://other.invalid", 0)):
        store.add_history(target, CATALOGUE, NOW + timedelta(days=days), {"day": days})
    store.replace_history(TARGET, CATALOGUE, NOW, {"dropped": True})
    replaced = store.history(TARGET, CATALOGUE)
    store.replace_history(TARGET, CATALOGUE, NOW, None)

    assert [{"dropped": True}, {"day": 1}] == replaced
    assert [{"day": 1}] == store.history(TARGET, CATALOGUE)
    assert [{"day": 0}] == store.history("https://other.invalid", CATALOGUE)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nonsense", "is not valid"),
        ("mysql://host/db", "not possible"),
        ("sqlite://host/state.db", "not one of SQLite"),
        ("sqlite:////no/such/folder/state.db", "cannot be used"),
        ("postgresql://user@127.0.0.1:9/none?connect_timeout=2", "cannot be used"),
    ],
)
def test_a_store_that_cannot_be_used_says_why(url: str, said: str) -> None:
    """Each way to name a store wrongly has an error with a way to mend it."""
    with pytest.raises(StoreUnusable, match=said) as caught:
        Store(url)

    assert caught.value.fix


@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
def test_a_server_that_is_cut_off_is_not_waited_for_without_end(store_url: str) -> None:
    """A connection ends within the minute that a lock lasts, or when the address says."""
    stated = f"{store_url}&connect_timeout=7"
    with Store(stated) as store, psycopg.connect(store.psycopg_address) as connection:
        asked = connection.info.get_parameters()
    idle, interval, count = (
        int(asked[f"keepalives_{name}"]) for name in ("idle", "interval", "count")
    )

    assert "7" == asked["connect_timeout"]
    assert 60 == int(asked["tcp_user_timeout"]) / 1000 == idle + interval * count


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    """A file of something else is refused and not changed."""
    file = tmp_path / "state.db"
    file.write_text("this is a letter, not a database " * 50, encoding="utf-8")

    with pytest.raises(StoreUnusable):
        Store(f"sqlite:///{file}")

    assert file.read_text(encoding="utf-8").startswith("this is a letter")


def _failed(url: str) -> tuple[list[str], list[str]]:
    """Return what is told of a store in each language, and how to mend it."""
    with pytest.raises(StoreUnusable) as caught:
        Store(url)
    what, how = caught.value.what, caught.value.how
    assert isinstance(what, Phrase)
    assert how is not None
    return [what.told(lang) for lang in LANGS], [how.told(lang) for lang in LANGS]


def test_a_damaged_file_is_named_and_how_it_is_mended(tmp_path: Path) -> None:
    """The file beside the catalogue may go; one that was named is told as a named store is."""
    beside, named = tmp_path / ".varaamo-sync", tmp_path / "own.db"
    beside.mkdir()
    for file in (beside / "state.db", named):
        file.write_text("this is a letter, not a database " * 50, encoding="utf-8")

    what, how = _failed(default_url(beside))
    assert [str((beside / "state.db").resolve()) in said for said in what] == [True] * 3
    assert any(said.endswith(": tiedosto ei ole tietokanta.") for said in what)
    assert any(said.startswith("Siirrä tiedosto muualle") for said in how)
    assert not any("--store" in said for said in how)

    what, how = _failed(f"sqlite:///{named}")
    assert [str(named) in said for said in what] == [True] * 3
    assert all("--store" in said for said in how)


def test_a_file_that_cannot_be_opened_says_so_in_each_language(tmp_path: Path) -> None:
    """What SQLite says stands in words of the reader's language."""
    beside = tmp_path / ".varaamo-sync"
    (beside / "state.db").mkdir(parents=True)

    what, how = _failed(default_url(beside))

    told = " ".join((*what, *how))
    assert ": tiedostoa ei voi avata." in told
    assert ": filen kan inte öppnas." in told
    assert "Anna itsellesi oikeus" in told


FAILURES = {
    "SQLITE_NOTADB": "Siirrä tiedosto",
    "SQLITE_CORRUPT_VTAB": "Siirrä tiedosto",
    "SQLITE_READONLY_DIRECTORY": "Anna itsellesi oikeus",
    "SQLITE_FULL": "Vapauta levytilaa",
    "SQLITE_BUSY": "Odota",
    "SQLITE_IOERR_WRITE": "Tarkista tiedosto",
}


@pytest.mark.parametrize(("name", "fix"), FAILURES.items())
def test_each_failure_of_a_file_has_its_own_fix(name: str, fix: str) -> None:
    """A full disk is not mended as a locked file is."""
    failure = sqlite3.OperationalError("in English")
    failure.sqlite_errorname = name

    told = unusable(failure, Path("n", ".varaamo-sync", "state.db"), str)

    assert isinstance(told.what, Phrase)
    assert told.how is not None
    assert "in English" not in told.what.told("fi")
    assert told.how.told("fi").startswith(fix)


def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    """The store lies in its folder, whatever signs of an address the folder's name has."""
    folder = tmp_path / "q?x%41"
    folder.mkdir()

    Store(default_url(folder)).close()

    assert (folder / "state.db").is_file()
    assert [folder] == list(tmp_path.iterdir())


def test_a_newer_store_is_refused(store_url: str) -> None:
    """A store of a newer version is not touched by an older program."""
    import sqlalchemy as sa

    from varaamo_sync.store.engine import Database
    from varaamo_sync.store.tables import VERSION

    database = Database(store_url)
    with database.transaction() as connection:
        connection.execute(sa.update(VERSION).values(version=99))
    database.close()

    with pytest.raises(StoreUnusable, match="newer"):
        Store(store_url)


def test_a_store_without_its_driver_says_what_to_install() -> None:
    """Without the extra the error names it; a program of its own hides the driver."""
    code = """
import sys
sys.modules["psycopg"] = None
from varaamo_sync.errors import StoreUnusable
from varaamo_sync.store import Store
try:
    Store("postgresql://user@host/name")
except StoreUnusable as error:
    print(error.fix)
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "varaamo-sync[postgres]" in ran.stdout


def test_what_rooms_were_is_noted_once(store: Store, store_url: str) -> None:
    """The first evidence of a room stays, for every process, and apart for each target."""
    memory = store.state(TARGET, CATALOGUE)
    memory.note_earlier({"a": Earlier.VIEWABLE, "b": Earlier.NONE})
    memory.note_earlier({"a": Earlier.BOOKABLE, "b": Earlier.BOOKABLE, "c": Earlier.BOOKABLE})
    expected = {"a": Earlier.VIEWABLE, "b": Earlier.NONE, "c": Earlier.BOOKABLE}
    other = Store(store_url)

    assert expected == other.state(TARGET, CATALOGUE).earlier()
    assert {} == other.state(TARGET, "other").earlier()
    other.close()
