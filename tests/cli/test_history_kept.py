"""The history survives: in history.yaml, and in a store that a team shares."""

import json
import shutil
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import ROOT, Run
from tests.cli.test_history import asked
from varaamo_sync.catalogue_files.edit.history import append_entries
from varaamo_sync.catalogue_files.read.history import read_history
from varaamo_sync.goal import HistoryEntry
from varaamo_sync.store import Store, default_url
from varaamo_sync_cli.workspace.access.targets import SANDBOX_ORIGIN

CATALOGUE = "esimerkkiluettelo"
OTHER = "https://varaamo.example.invalid"


@pytest.fixture
def pushed(cli: Run, started: Path) -> Path:
    """Give a catalogue that is in the sandbox, with the table of 2019."""
    shutil.copy(ROOT / "examples" / "helsinki" / "history.yaml", started)
    assert 0 == cli("push", started, "--sandbox", "--quiet").code
    return started


def record(cli: Run, folder: Path, *arguments: str) -> None:
    """Record how things stand."""
    assert 0 == cli("status", folder, "--sandbox", "--record", *arguments).code


def surveyed(cli: Run, folder: Path, *arguments: str) -> list[dict[str, Any]]:
    """Return the surveyed entries that the history shows."""
    found = asked(cli, folder, "--sandbox", *arguments)
    return [entry for entry in found if entry["source"] == "surveyed"]


def written(folder: Path) -> list[HistoryEntry]:
    """Return the surveyed entries of history.yaml."""
    return [entry for entry in read_history(folder).entries if entry.taken is not None]


def stored(folder: Path) -> list[dict[str, Any]]:
    """Return what the store beside the catalogue has."""
    with Store(default_url(folder / ".varaamo-sync")) as store:
        return store.history(SANDBOX_ORIGIN, CATALOGUE)


def test_losing_the_local_state_loses_no_month(cli: Run, pushed: Path) -> None:
    """What was recorded is in history.yaml, and is all there when .varaamo-sync is gone."""
    record(cli, pushed)
    before = surveyed(cli, pushed)
    table = cli("history", pushed, "--sandbox").out
    shutil.rmtree(pushed / ".varaamo-sync")

    assert (2, before) == (len(before), surveyed(cli, pushed))
    assert table == cli("history", pushed, "--sandbox").out


def test_a_push_alone_changes_no_file(cli: Run, pushed: Path) -> None:
    """Its counts are noted in the store; the committed file stays until somebody records."""
    original = (ROOT / "examples" / "helsinki" / "history.yaml").read_bytes()

    assert original == (pushed / "history.yaml").read_bytes()
    assert 1 == len(surveyed(cli, pushed))


def test_looking_moves_nothing(cli: Run, pushed: Path) -> None:
    """Status, history and --as-of leave file and store as they are."""
    before = (pushed / "history.yaml").read_bytes(), stored(pushed)
    for arguments in (
        ("status", pushed, "--sandbox"),
        ("status", pushed, "--sandbox", "--offline"),
        ("status", pushed, "--sandbox", "--as-of", "2099-01-01"),
        ("history", pushed, "--sandbox"),
        ("plan", pushed, "--sandbox"),
        ("validate", pushed),
    ):
        cli(*arguments)

    assert before == ((pushed / "history.yaml").read_bytes(), stored(pushed))


def test_an_older_store_moves_at_the_first_record(cli: Run, pushed: Path) -> None:
    """Entries of 0.1.0, which know neither origin nor files, go to the file and are there once."""
    (mine,) = stored(pushed)
    old = {name: value for name, value in mine.items() if name != "origin"}
    for row in old["surveyed"].values():
        row.pop("files", None)
    taken = written_moment(mine) - timedelta(days=30)
    old |= {"taken": taken.isoformat(), "date": taken.date().isoformat()}
    with Store(default_url(pushed / ".varaamo-sync")) as store:
        store.add_history(SANDBOX_ORIGIN, CATALOGUE, taken, old)
    before = [entry["id"] for entry in surveyed(cli, pushed)]
    record(cli, pushed)
    ids = [entry["id"] for entry in surveyed(cli, pushed)]

    assert (before, 3) == (ids[:2], len(ids))
    assert ids == [entry.id for entry in written(pushed)]
    assert {SANDBOX_ORIGIN} == {entry.origin for entry in written(pushed)}
    assert [] == stored(pushed)
    record(cli, pushed)
    assert 4 == len(surveyed(cli, pushed)) == len(written(pushed))


def written_moment(values: dict[str, Any]) -> datetime:
    """Return when an entry was taken."""
    return datetime.fromisoformat(values["taken"])


def test_a_kill_between_file_and_store_doubles_nothing(cli: Run, pushed: Path) -> None:
    """An entry that is in both places is one, and the next record takes it out of the store."""
    (values,) = stored(pushed)
    record(cli, pushed)
    with Store(default_url(pushed / ".varaamo-sync")) as store:
        store.add_history(SANDBOX_ORIGIN, CATALOGUE, written_moment(values), values)
    assert 2 == len(surveyed(cli, pushed))
    record(cli, pushed)

    assert (3, []) == (len(written(pushed)), stored(pushed))


def test_a_shared_store_keeps_what_is_recorded(cli: Run, pushed: Path, tmp_path: Path) -> None:
    """With a store that was named an entry is in both places, each of which has it all."""
    shared = ["--store", f"sqlite:///{tmp_path}/team.db"]
    record(cli, pushed, *shared)
    both = surveyed(cli, pushed, *shared)
    (pushed / "history.yaml").unlink()
    from_store = surveyed(cli, pushed, *shared)

    assert 1 == len(both)
    assert [e["id"] for e in both] == [e["id"] for e in from_store]


def test_pushes_of_a_team_stay_in_its_store(cli: Run, pushed: Path, tmp_path: Path) -> None:
    """What others pushed fills nobody's file: with a named store only records go there."""
    shared = ["--store", f"sqlite:///{tmp_path}/team.db"]
    for _ in range(3):
        cli("push", pushed, "--sandbox", "--quiet", *shared)
    record(cli, pushed, *shared)

    assert (4, 1) == (len(surveyed(cli, pushed, *shared)), len(written(pushed)))


@pytest.mark.usefixtures("english")
def test_a_record_whose_file_cannot_be_written_is_in_the_store(
    cli: Run, pushed: Path, tmp_path: Path
) -> None:
    """A faulty file keeps a record out of it; a store that was named has it all the same."""
    shared = ["--store", f"sqlite:///{tmp_path}/team.db"]
    file = pushed / "history.yaml"
    file.write_text(file.read_text("utf-8") + "\tx: 1\n", encoding="utf-8")
    shown = cli("status", pushed, "--sandbox", "--record", *shared)

    assert 2 == shown.code
    assert "In the store the entry is kept." in shown.err
    assert 1 == len(surveyed(cli, pushed, *shared))


def test_booking_systems_never_mix(cli: Run, pushed: Path) -> None:
    """What one system showed is no count, no pace and no entry of a day in another."""
    record(cli, pushed)
    (entry, *_) = written(pushed)
    assert entry.taken is not None
    theirs = replace(entry, origin=OTHER, taken=entry.taken - timedelta(days=30))
    theirs = replace(theirs, date=entry.date - timedelta(days=30))
    append_entries(pushed, [theirs])
    mine = json.loads(cli("status", pushed, "--sandbox", "--format", "json").out)
    as_of = ["--as-of", (entry.date - timedelta(days=1)).isoformat()]
    there = cli("history", pushed, "--url", OTHER, "--format", "json")

    assert [theirs.id] == [
        e["id"] for e in json.loads(there.out)["entries"] if e["source"] == "surveyed"
    ]
    assert theirs.id not in [e["id"] for e in surveyed(cli, pushed)]
    assert None is mine["forecast"]["pace_per_week"]
    assert "Ilmoitettu 5.6.2019" in cli("status", pushed, "--sandbox", *as_of).out
    assert "Seurantamerkintä" in cli("status", pushed, "--url", OTHER, *as_of).out
    assert ["reported"] == [e["source"] for e in asked(cli, pushed)]


def test_a_faulty_file_is_not_recorded_into(cli: Run, pushed: Path) -> None:
    """The table is shown, the record refused with what to mend first, and nothing is lost."""
    file = pushed / "history.yaml"
    file.write_text(file.read_text("utf-8") + "\tx: 1\n", encoding="utf-8")
    before = file.read_bytes()
    shown = cli("status", pushed, "--sandbox", "--record")

    assert 1 == shown.code
    assert "Palvelukokonaisuus" in shown.out
    assert "Tiedostosta history.yaml ei voi lukea kaikkea" in shown.err
    assert (before, 1) == (file.read_bytes(), len(stored(pushed)))
