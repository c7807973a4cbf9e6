"""The history can be mended: entries are dropped, taken back, and brought back from an export."""

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_history import asked
from tests.cli.test_history_kept import CATALOGUE, pushed, record, stored, surveyed, written

__all__ = ["pushed"]  # a fixture


def exported(cli: Run, folder: Path, form: str) -> str:
    """Return the history as it is exported for programs."""
    style = ("--csv-style", "rfc4180")
    return cli("history", folder, "--sandbox", "--format", form, *style).out


def test_a_dropped_entry_counts_no_more_and_stays_to_be_seen(cli: Run, pushed: Path) -> None:
    """It leaves table, --as-of and forecast; its id, reason and day stay in the file and below."""
    record(cli, pushed)
    first, second = surveyed(cli, pushed)
    done = cli("history", "drop", second["id"], pushed, "--reason", "Tiedosto puuttui")
    shown = cli("history", pushed, "--sandbox")
    table, _, below = shown.out.partition("Luettu Varaamosta = ")
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


@pytest.mark.usefixtures("english")
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
        (["drop", "", "--reason", "x"], "entries “”"),
        (["drop", "{id}", "--reason", "  "], "dropped for a reason"),
        (["drop", "{id}"], "--reason"),
        (["restore", "{id}"], "is not dropped"),
        (["import", "nowhere.json"], "there is no such file"),
    ],
)
@pytest.mark.usefixtures("english")
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
    export.write_text(exported(cli, pushed, form), encoding="utf-8")
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
    for kept in ("counts", "pks"):
        found = [[row.get(kept) for row in e.get("surveyed", {}).values()] for e in before]
        assert found == [[row.get(kept) for row in e.get("surveyed", {}).values()] for e in after]
    assert before[0] == after[0]  # the report, to the letter


def test_a_table_for_excel_brings_nothing_back(cli: Run, pushed: Path, tmp_path: Path) -> None:
    """It has not the rooms behind the counts; what is said names the export that has them."""
    export = tmp_path / "seuranta.csv"
    excel = cli("history", pushed, "--sandbox", "--format", "csv").out
    export.write_text(excel, encoding="utf-8")
    done = cli("history", "import", export, pushed)

    assert (2, "") == (done.code, done.out)
    assert "Excel" in done.err
    assert "--csv-style rfc4180" in done.err


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
@pytest.mark.usefixtures("english")
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
        head, *rows = whole.splitlines()
        changed = "\n".join(rows).replace(",0,1,0,", ",0,2,0,", 1)
        altered = [f"{head}\n{changed}\n", "date,source\n", ""]
    before = (pushed / "history.yaml").read_bytes()
    for text, said in [
        (part, "without --unit"),
        *((other, "is not a history") for other in altered),
    ]:
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
    table = exported(cli, pushed, "csv")

    assert [True] * 3 == [id in alone for id in ids]
    assert ids == list(dict.fromkeys(row["id"] for row in csv.DictReader(io.StringIO(table))))
    assert max(map(len, cli("history", pushed, "--sandbox").out.splitlines())) <= 100


def test_the_names_of_commands_hide_no_folder(cli: Run, pushed: Path, tmp_path: Path) -> None:
    """A catalogue in a folder called like a command is shown by its path."""
    folder = tmp_path / "drop"
    shutil.copytree(pushed, folder)

    assert 0 == cli("history", folder, "--sandbox").code
    assert (
        cli("history", "show", folder, "--sandbox").out == cli("history", folder, "--sandbox").out
    )
