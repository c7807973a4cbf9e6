"""The history survives: in history.yaml and in a shared store, dropped and brought back."""

import csv
import io
import json
import re
import shutil
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import ROOT, Run
from tests.cli.test_history import asked
from varaamo_sync.files.history import read_history
from varaamo_sync.files.writing.history import append_entries
from varaamo_sync.goal import HistoryEntry
from varaamo_sync.store import Store, default_url
from varaamo_sync_cli.targets import SANDBOX_ORIGIN

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


def test_a_dropped_entry_counts_no_more_and_stays_to_be_seen(cli: Run, pushed: Path) -> None:
    """It leaves table, --as-of and forecast; its id, reason and day stay in the file and below."""
    record(cli, pushed)
    first, second = surveyed(cli, pushed)
    done = cli("history", "drop", second["id"], pushed, "--reason", "Tiedosto puuttui")
    shown = cli("history", pushed, "--sandbox")
    table, _, below = shown.out.partition("luettu = ")
    (dropped,) = [entry for entry in written(pushed) if entry.dropped]

    assert 0 == done.code
    assert second["id"] in done.out
    assert second["id"] == dropped.id
    assert dropped.dropped is not None
    assert "Tiedosto puuttui" == dropped.dropped.reason
    assert first["id"] in table
    assert second["id"] not in table
    assert f"Pudotettu {second['id']}" in below
    assert "Tiedosto puuttui" in below
    assert ["Tiedosto puuttui"] == [
        e["dropped"]["reason"] for e in surveyed(cli, pushed) if "dropped" in e
    ]
    status = json.loads(cli("status", pushed, "--sandbox", "--format", "json").out)
    assert 2 == status["forecast"]["surveys"]  # the first one, and that of now


def test_a_dropped_entry_can_be_taken_back(cli: Run, pushed: Path) -> None:
    """``restore`` lets it count again; what is not dropped is not restored, nor dropped twice."""
    record(cli, pushed)
    id = surveyed(cli, pushed)[0]["id"]
    drop = ["history", "drop", id, str(pushed), "--reason", "x"]
    assert (0, 2) == (cli(*drop).code, cli(*drop).code)
    assert (0, 2) == tuple(cli("history", "restore", id, pushed).code for _ in range(2))

    assert [True] * 2 == ["dropped" not in entry for entry in surveyed(cli, pushed)]


def test_the_entry_of_a_push_can_be_dropped(cli: Run, pushed: Path) -> None:
    """What only the store has is written into the file as dropped, and counts nowhere."""
    (entry,) = surveyed(cli, pushed)
    unnamed = cli("history", "drop", entry["id"], pushed, "--reason", "x")
    done = cli("history", "drop", entry["id"][:5], pushed, "--reason", "x", "--sandbox")

    assert (2, 0) == (unnamed.code, done.code)
    assert "name the booking system" in unnamed.err
    assert (["x"], []) == (
        [e.dropped.reason for e in written(pushed) if e.dropped],
        stored(pushed),
    )


def test_what_is_dropped_is_dropped_for_the_team(cli: Run, pushed: Path, tmp_path: Path) -> None:
    """In a shared store the mark counts for colleagues whose file has not heard of it."""
    shared = ["--store", f"sqlite:///{tmp_path}/team.db", "--sandbox"]
    record(cli, pushed, *shared[:2])
    before = (pushed / "history.yaml").read_bytes()
    (entry,) = surveyed(cli, pushed, *shared[:2])
    cli("history", "drop", entry["id"], pushed, "--reason", "x", *shared)
    (pushed / "history.yaml").write_bytes(before)  # as a colleague has it

    assert ["x"] == [e["dropped"]["reason"] for e in surveyed(cli, pushed, *shared[:2])]
    cli("history", "restore", entry["id"], pushed, *shared)
    assert ["dropped" in e for e in surveyed(cli, pushed, *shared[:2])] == [False]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["drop", "0000000000", "--reason", "x"], "no entry"),
        (["drop", "", "--reason", "x"], "entries ''"),
        (["drop", "{id}", "--reason", "  "], "dropped for a reason"),
        (["drop", "{id}"], "--reason"),
        (["restore", "{id}"], "is not dropped"),
        (["import", "nowhere.json"], "No such file"),
    ],
)
def test_what_cannot_be_mended_is_a_usage_error(
    cli: Run, pushed: Path, arguments: list[str], said: str
) -> None:
    """An id that fits none or several, no reason, no file: told, with nothing written."""
    record(cli, pushed)
    before = (pushed / "history.yaml").read_bytes()
    id = surveyed(cli, pushed)[0]["id"]
    name, first, *rest = (part.replace("{id}", id) for part in arguments)
    done = cli("history", name, first, pushed, *rest)

    assert 2 == done.code
    assert said in done.err
    assert before == (pushed / "history.yaml").read_bytes()


@pytest.mark.parametrize("form", ["json", "csv"])
def test_an_export_brings_the_history_back(
    cli: Run, pushed: Path, tmp_path: Path, form: str
) -> None:
    """File and store lost: every entry comes back with its rooms, ids and counts, and only once."""
    record(cli, pushed)
    export = tmp_path / f"seuranta.{form}"
    export.write_text(cli("history", pushed, "--sandbox", "--format", form).out, encoding="utf-8")
    before = asked(cli, pushed, "--sandbox")
    shutil.rmtree(pushed / ".varaamo-sync")
    (pushed / "history.yaml").unlink()
    trial = cli("history", "import", export, pushed, "--dry-run")
    assert not (pushed / "history.yaml").exists()
    first = cli("history", "import", export, pushed)
    again = cli("history", "import", export, pushed)
    after = asked(cli, pushed, "--sandbox")

    assert [0, 0, 0] == [ran.code for ran in (trial, first, again)]
    assert re.search(r"3\b.*0\b", trial.out)
    assert re.search(r"lisätty merkintöjä 3, siellä oli jo 0", first.out)
    assert re.search(r"lisätty merkintöjä 0, siellä oli jo 3", again.out)
    assert [e["id"] for e in before] == [e["id"] for e in after]
    counts = [[row["counts"] for row in e.get("surveyed", {}).values()] for e in before]
    assert counts == [[row["counts"] for row in e.get("surveyed", {}).values()] for e in after]
    assert before[0] == after[0]  # the report, to the letter


def test_an_export_does_not_undo_a_drop(cli: Run, pushed: Path, tmp_path: Path) -> None:
    """What was dropped since stays dropped, and is named with the way to take it back."""
    record(cli, pushed)
    export = tmp_path / "seuranta.json"
    export.write_text(cli("history", pushed, "--sandbox", "--format", "json").out, "utf-8")
    id = surveyed(cli, pushed)[0]["id"]
    cli("history", "drop", id, pushed, "--reason", "x")
    done = cli("history", "import", export, pushed)

    assert 0 == done.code
    assert f"on aiemmin pudotettu: {id}" in done.out
    assert [id] == [e["id"] for e in surveyed(cli, pushed) if "dropped" in e]


@pytest.mark.parametrize("form", ["json", "csv"])
def test_a_part_of_the_history_is_not_taken_for_all_of_it(
    cli: Run, pushed: Path, tmp_path: Path, form: str
) -> None:
    """An export of one service unit, another catalogue's, or changed figures bring nothing back."""
    record(cli, pushed)
    export = tmp_path / "seuranta"
    whole = cli("history", pushed, "--sandbox", "--format", form).out
    part = cli("history", pushed, "--sandbox", "--format", form, "--unit", "NUP").out
    if form == "json":
        altered = [
            whole.replace(f'"{CATALOGUE}"', '"muu"'),
            whole.replace('"in_progress": 1', '"in_progress": 2', 1),
            "[]",
        ]
    else:
        head, rows = whole.split("\r\n", 1)
        altered = [f"{head}\r\n{rows.replace(',0,1,0,', ',0,2,0,', 1)}", "date,source\r\n", ""]
    before = (pushed / "history.yaml").read_bytes()
    for text, said in [(part, "without --unit"), *((other, "is no history") for other in altered)]:
        export.write_text(text, encoding="utf-8")
        done = cli("history", "import", export, pushed)

        assert 2 == done.code
        assert said in done.err
    assert before == (pushed / "history.yaml").read_bytes()


def test_an_export_of_another_version_brings_back_what_it_has(
    cli: Run, pushed: Path, tmp_path: Path
) -> None:
    """JSON of 0.1.0 names origin and catalogue at its head only; its entries come back as well."""
    record(cli, pushed)
    values = json.loads(cli("history", pushed, "--sandbox", "--format", "json").out)
    for entry in values["entries"]:
        entry.pop("id")
        entry.pop("origin", None)
    export = tmp_path / "vanha.json"
    export.write_text(json.dumps(values), encoding="utf-8")
    ids = [entry["id"] for entry in surveyed(cli, pushed)]
    (pushed / "history.yaml").unlink()
    cli("history", "import", export, pushed)

    assert ids == [entry.id for entry in written(pushed)]


def test_each_entry_is_listed_with_its_id(cli: Run, pushed: Path) -> None:
    """Text, JSON and CSV name the id by which an entry is dropped; one unit alone as well."""
    record(cli, pushed)
    ids = [entry["id"] for entry in asked(cli, pushed, "--sandbox")]
    alone = cli("history", pushed, "--sandbox", "--unit", "NUP").out
    table = cli("history", pushed, "--sandbox", "--format", "csv").out

    assert [True] * 3 == [id in alone for id in ids]
    assert ids == list(dict.fromkeys(row["id"] for row in csv.DictReader(io.StringIO(table))))
    assert max(map(len, cli("history", pushed, "--sandbox").out.splitlines())) <= 100


def test_a_faulty_file_is_not_recorded_into(cli: Run, pushed: Path) -> None:
    """The table is shown, the record refused with what to mend first, and nothing is lost."""
    file = pushed / "history.yaml"
    file.write_text(file.read_text("utf-8") + "\tx: 1\n", encoding="utf-8")
    before = file.read_bytes()
    shown = cli("status", pushed, "--sandbox", "--record")

    assert 1 == shown.code
    assert "Palvelukokonaisuus" in shown.out
    assert "Not all of history.yaml can be read" in shown.err
    assert (before, 1) == (file.read_bytes(), len(stored(pushed)))


def test_the_names_of_commands_hide_no_folder(cli: Run, pushed: Path, tmp_path: Path) -> None:
    """A catalogue in a folder called like a command is shown by its path."""
    folder = tmp_path / "drop"
    shutil.copytree(pushed, folder)

    assert 0 == cli("history", folder, "--sandbox").code
    assert (
        cli("history", "show", folder, "--sandbox").out == cli("history", folder, "--sandbox").out
    )
