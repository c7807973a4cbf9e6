"""A catalogue of which not all can be read: what each command says, and what it leaves alone."""

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.cli.conftest import ROOT, Run
from tests.cli.test_status import broken_lines

ROOM = "nup-esimerkkisali"


@pytest.fixture
def pushed(cli: Run, started: Path) -> Path:
    """Give a catalogue that is in the sandbox."""
    assert 0 == cli("push", started, "--sandbox", "--quiet").code
    return started


def tab(file: Path) -> None:
    """Indent a line with a tab, as editors do."""
    file.write_text(file.read_text("utf-8") + "\tnote: x\n", encoding="utf-8")


def garble(file: Path) -> None:
    """Save a file in another encoding."""
    file.write_bytes(file.read_text("utf-8").encode("utf-16"))


def spoil(file: Path) -> None:
    """Misspell a field of the file's room."""
    file.write_text(file.read_text("utf-8").replace("capacity:", "capasity:"), encoding="utf-8")


def lose(file: Path) -> None:
    """Delete a file."""
    file.unlink()


def block(file: Path) -> None:
    """Put something in the way of a file that cannot be opened as one."""
    file.unlink()
    file.mkdir()


DAMAGES = [tab, garble, spoil, lose, block]


def entries(cli: Run, folder: Path) -> list[dict[str, Any]]:
    """Return the history as JSON has it."""
    found: list[dict[str, Any]] = json.loads(
        cli("history", folder, "--sandbox", "--format", "json").out
    )["entries"]
    return found


@pytest.mark.parametrize("damage", DAMAGES)
def test_rooms_that_cannot_be_read_are_unknown_and_nothing_is_recorded(
    cli: Run, pushed: Path, damage: Callable[[Path], None]
) -> None:
    """However a file was damaged: its room is unknown, its unit marked, and the exit code is 1."""
    before = entries(cli, pushed)
    damage(pushed / "nup.yaml")
    shown = cli("status", pushed, "--sandbox", "--record")
    values = json.loads(cli("status", pushed, "--sandbox", "--format", "json").out)

    assert (1, 1) == (shown.code, cli("status", pushed, "--sandbox").code)
    assert "NUP Nuorisopalvelut *" in shown.out
    assert "* Luvut ovat vajaat (NUP)" in shown.out
    assert "lukuja ei kirjata seurantaan" in shown.out.replace("\n", " ")
    assert "tavoitteesta on poistunut" not in shown.out
    assert "mitään ei kirjattu" in shown.err
    assert (False, [ROOM]) == (values["complete"], values["left_out"])
    assert (False, [ROOM], 1) == (
        values["units"]["NUP"]["complete"],
        values["units"]["NUP"]["rooms"]["unknown"],
        values["units"]["NUP"]["total"],
    )
    assert values["units"]["KIR"]["complete"]
    assert "unknown" == values["goal"]["units"]["NUP"]["outlook"]
    assert before == entries(cli, pushed)
    assert not (pushed / "history.yaml").exists()


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_push_leaves_what_cannot_be_read_alone(
    cli: Run, pushed: Path, damage: Callable[[Path], None]
) -> None:
    """No room is archived or called departed, the push ends with 1, and counts nothing for good."""
    before = entries(cli, pushed)
    damage(pushed / "nup.yaml")
    planned = cli("plan", pushed, "--sandbox", "--archive", "--exit-code", "--format", "json")
    plan = json.loads(planned.out)
    result = cli("push", pushed, "--sandbox", "--archive", "--quiet", "--allow", "archive=99")

    assert (1, 1) == (planned.code, result.code)
    assert ([], [ROOM], 0) == (plan["departed"], plan["unread"], plan["counts"]["archive"])
    assert "arkistoidaan" not in result.out
    assert "Ei voitu lukea tilaluettelosta, jätetään ennalleen (1): nup-esimerkkisali" in result.out
    assert before == entries(cli, pushed)


def test_the_status_after_such_a_push_is_marked(cli: Run, pushed: Path) -> None:
    """A push that does something beside a damaged file shows counts that say they are not all."""
    file = pushed / "kir.yaml"
    file.write_text(file.read_text("utf-8").replace("area: ", "area: 1"), encoding="utf-8")
    before = entries(cli, pushed)
    tab(pushed / "nup.yaml")
    result = cli("push", pushed, "--sandbox", "--quiet")

    assert "NUP" in result.out
    assert before == entries(cli, pushed)


def test_the_last_whole_survey_is_not_forgotten(cli: Run, pushed: Path) -> None:
    """A partial look does not take the place of a whole one: the room stays known at every look."""
    lose(pushed / "nup.yaml")
    looks = [cli("status", pushed, "--sandbox", "--format", "json").out for _ in range(3)]
    offline = cli("status", pushed, "--sandbox", "--offline", "--format", "json")

    assert [[ROOM]] * 4 == [json.loads(out)["left_out"] for out in (*looks, offline.out)]
    assert 1 == offline.code


def test_a_mended_file_counts_again(cli: Run, pushed: Path) -> None:
    """Once the file is back, everything is as before, and can be recorded."""
    text = (pushed / "nup.yaml").read_text("utf-8")
    lose(pushed / "nup.yaml")
    assert 1 == cli("status", pushed, "--sandbox").code
    (pushed / "nup.yaml").write_text(text, encoding="utf-8")
    shown = cli("status", pushed, "--sandbox", "--record")

    assert 0 == shown.code
    assert "*" not in shown.out
    assert 2 == len(entries(cli, pushed))


def test_a_file_without_rooms_says_that_they_have_left(cli: Run, pushed: Path) -> None:
    """An emptied file is a statement, a missing one is none: then the goal names who left it."""
    empty = "format: 1\nservice_unit: NUP\nvenues: []\n"
    (pushed / "nup.yaml").write_text(empty, encoding="utf-8")
    shown = cli("status", pushed, "--sandbox", "--record")

    assert 0 == shown.code
    assert "NUP: tavoitteesta on poistunut nup-esimerkkisali." in shown.out
    (pushed / "nup.yaml").unlink()
    assert 0 == cli("status", pushed, "--sandbox").code


def test_without_the_network_a_lost_file_is_found_as_well(cli: Run, pushed: Path) -> None:
    """``validate`` names the file, from what was counted here and from what history.yaml holds."""
    here = "Palvelukokonaisuuden NUP tiedostoa (nup.yaml) ei enää ole"
    text = (pushed / "nup.yaml").read_text("utf-8")
    lose(pushed / "nup.yaml")
    kept = cli("validate", pushed)
    (pushed / "nup.yaml").write_text(text, encoding="utf-8")
    assert 0 == cli("status", pushed, "--sandbox", "--record").code
    lose(pushed / "nup.yaml")
    (pushed / ".varaamo-sync" / "surveys.json").unlink()
    written = cli("validate", pushed)

    assert (1, 1) == (kept.code, written.code)
    assert here in kept.out
    assert here in written.out


@pytest.mark.parametrize("form", ["csv", "markdown"])
def test_every_form_marks_counts_that_are_not_all(cli: Run, pushed: Path, form: str) -> None:
    """A table that is pasted elsewhere says so itself."""
    tab(pushed / "nup.yaml")
    shown = cli("status", pushed, "--sandbox", "--format", form, "--csv-style", "rfc4180")

    assert 1 == shown.code
    if form == "csv":
        marks = {r["service_unit"]: r["complete"] for r in csv.DictReader(io.StringIO(shown.out))}
        assert {"KIR": "yes", "KULP": "yes", "LIIKU": "yes", "NUP": "no"} == marks
    else:
        assert "NUP Nuorisopalvelut \\*" in shown.out
        assert "Luvut ovat vajaat (NUP)" in shown.out


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_many_unread_rooms_are_named_in_few_words(cli: Run, helsinki: Path, lang: str) -> None:
    """A broken file of many rooms fills no screen; JSON names them all, as its schema says."""
    (helsinki / "history.yaml").unlink()
    tab(helsinki / "nup.yaml")
    shown = cli("status", helsinki, "--sandbox", "--lang", lang)
    values = json.loads(cli("status", helsinki, "--sandbox", "--format", "json").out)
    schema = json.loads((ROOT / "schemas" / "status.schema.json").read_text("utf-8"))

    assert [] == list(Draft202012Validator(schema).iter_errors(values))
    assert values["units"]["NUP"]["unknown"] == len(values["left_out"]) > 20
    assert max(map(len, broken_lines(shown.out))) <= 100
    assert 3 >= sum("nup-arabia" in line for line in shown.out.splitlines())


def test_a_fault_outside_of_all_rooms_marks_no_unit(cli: Run, pushed: Path) -> None:
    """A misspelt key of ``catalogue.yaml`` hides no rooms; but counts are kept only when whole."""
    file = pushed / "catalogue.yaml"
    file.write_text(file.read_text("utf-8").replace("goal:", "gaol:"), encoding="utf-8")
    shown = cli("status", pushed, "--sandbox", "--record")

    assert 1 == shown.code
    assert "*" not in shown.out
    assert "lukuja ei kirjata seurantaan" in shown.out.replace("\n", " ")
    assert not (pushed / "history.yaml").exists()


def test_a_memory_of_pushes_is_witness_enough(cli: Run, pushed: Path) -> None:
    """Where no count was ever kept, the store still knows whose rooms were pushed."""
    with closing(sqlite3.connect(pushed / ".varaamo-sync" / "state.db")) as store, store:
        store.execute("DELETE FROM varaamo_sync_history")
    (pushed / ".varaamo-sync" / "surveys.json").unlink()
    lose(pushed / "nup.yaml")
    shown = cli("status", pushed, "--sandbox", "--record", "--format", "json")
    values = json.loads(shown.out)

    assert (1, [ROOM]) == (shown.code, values["left_out"])
    assert "file-lost" in shown.err
    assert (False, 1) == (values["units"]["NUP"]["complete"], values["units"]["NUP"]["unknown"])
    assert values["units"]["KIR"]["complete"]
    assert [] == entries(cli, pushed)


def test_a_report_says_nothing_of_recording(cli: Run, pushed: Path, tmp_path: Path) -> None:
    """Its readers are told that counts are not all; who records them is somebody else."""
    DAMAGES[0](pushed / "nup.yaml")
    cli("report", pushed, "--sandbox", "--out", tmp_path / "r.md")
    told = (tmp_path / "r.md").read_text("utf-8")

    assert "Luvut ovat vajaat (NUP)" in told
    assert "seurantaan" not in told
