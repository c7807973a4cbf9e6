"""Rooms that are likely there already, as a person meets them."""

import json
from pathlib import Path

import jsonschema
import pytest

from tests.cli.conftest import ROOT, Run
from tests.make import remote, room, space
from tests.plan.making import plan as planned
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.findings import Position
from varaamo_sync.model import LANGS, Lang
from varaamo_sync.words import Theme
from varaamo_sync_cli.render.plan.plan_twins import answer_lines

ROOM = """format: 1
service_unit: NUP
venues:
  - tprek: demo-004
    name: {fi: Pasilan nuorisotalo}
    rooms:
      - key: nup-pasila-juhlasali
        name: {fi: Juhlasali}
"""
THERE = "Pasilan nuorisotalon sali"
ASKED = {
    "fi": "taitaa olla Varaamossa jo toisella nimellä",
    "sv": "finns troligen redan i Varaamo under ett annat namn",
    "en": "is probably there already under another name",
}


@pytest.fixture
def pasila(cli: Run, tmp_path: Path) -> Path:
    """Give a catalogue with one room that the sandbox has under another name."""
    folder = tmp_path / "tilat"
    cli("init", folder)
    for name in ("kir", "kulp", "liiku"):
        (folder / f"{name}.yaml").unlink()
    (folder / "nup.yaml").write_text(ROOM, encoding="utf-8")
    return folder


def answered(folder: Path, line: str) -> None:
    """Write a line into the room, below its key."""
    file = folder / "nup.yaml"
    head, key, rest = file.read_text(encoding="utf-8").partition("- key: nup-pasila-juhlasali\n")
    file.write_text(f"{head}{key}        {line}\n{rest}", encoding="utf-8")


@pytest.mark.parametrize("lang", LANGS)
def test_the_plan_asks_and_prints_both_answers(cli: Run, pasila: Path, lang: Lang) -> None:
    """Each line that the plan prints, put where it says, is the answer that it says."""
    shown = cli("plan", pasila, "--sandbox", "--quiet", "--lang", lang).out
    lines = [line.strip() for line in shown.splitlines()]
    same = next(line for line in lines if line.startswith("same_as:"))
    other = next(line for line in lines if line.startswith("differs_from:"))

    assert ASKED[lang] in shown
    assert f"{THERE} (1, " in shown
    assert f"({pasila / 'nup.yaml'}:7)" in shown
    count = Theme("commands/plan")
    assert count("count.create", lang, count=1) not in shown
    assert count("count.conflict", lang, count=1) in shown
    answered(pasila, same)
    assert "liitetään 1" in cli("plan", pasila, "--sandbox", "--quiet").out
    (pasila / "nup.yaml").write_text(ROOM, encoding="utf-8")
    answered(pasila, other)
    assert "luodaan 1" in cli("plan", pasila, "--sandbox", "--quiet").out


def test_programs_and_pull_requests_are_asked_too(cli: Run, pasila: Path) -> None:
    """JSON holds candidates, place and values of the answers; Markdown has the lines to copy."""
    made = json.loads(cli("plan", pasila, "--sandbox", "--format", "json").out)
    shown = cli("plan", pasila, "--sandbox", "--format", "markdown").out
    schema = json.loads((ROOT / "schemas" / "plan.schema.json").read_text(encoding="utf-8"))

    jsonschema.validate(made, schema)
    assert {
        "candidates": [{"pk": 1, "name": THERE, "max_persons": 80, "shown": True}],
        "file": "nup.yaml",
        "line": 7,
        "same_as": [THERE],
        "differs_from": [THERE],
    } == made["rooms"][0]["likely"]
    assert f"  ```yaml\n  same_as: {THERE}  # " in shown


@pytest.mark.usefixtures("english")
def test_a_push_leaves_the_room_alone(cli: Run, pasila: Path) -> None:
    """A push shows the question and sends nothing; status does not guess how far the room is."""
    pushed = cli("push", pasila, "--sandbox", "--quiet")
    status = json.loads(cli("status", pasila, "--sandbox", "--format", "json", "--rooms").out)
    (found,) = status["rooms"]

    assert f"same_as: {THERE}" in pushed.out
    assert "1 conflict" in pushed.out
    assert ("unknown", "likely_twin") == (found["stage"], found["reason"])


def test_pull_takes_no_likely_twin_as_a_new_room(cli: Run, pasila: Path) -> None:
    """The room of the booking system is named, not added; it is added once it is another one."""
    before = read_catalogue(pasila).digest
    left = cli("pull", pasila, "--sandbox", "--quiet")
    untouched = read_catalogue(pasila).digest
    answered(pasila, f"differs_from: [{THERE}]")
    taken = cli("pull", pasila, "--sandbox", "--quiet")

    assert (0, before) == (left.code, untouched)
    assert f"{THERE} (1)" in left.out
    assert "nup-pasila-juhlasali" in left.out
    assert f"uusi, {THERE}" in taken.out


def test_a_wrong_answer_says_what_is_there(cli: Run, pasila: Path) -> None:
    """A name that no room has is told with the place, and with the rooms that there are."""
    answered(pasila, "same_as: Kuutio")
    shown = cli("plan", pasila, "--sandbox", "--quiet").out

    assert "same_as sanoo ”Kuutio”" in shown
    assert (
        f"Korjaa same_as ({pasila / 'nup.yaml'}:7) tai poista se. "
        f"Tilaluettelosta puuttuvat: {THERE}." in shown
    )
    assert "luodaan" not in shown


def test_lines_are_written_as_the_file_is() -> None:
    """A name that YAML would take for something else is quoted; a JSON file gets JSON."""
    strange = remote(5, name="Sali: 1. krs, #1")
    made = planned(room(differs_from=["Keittiö"]), remotes=[strange], spaces=[space(5)])
    (asked,) = made.rooms

    def lines(file: str) -> list[str]:
        return list(answer_lines(asked, made, lambda _: Position(file, 3, 1), "en"))[-2:]

    assert [
        '  same_as: "Sali: 1. krs, #1"  # the same room',
        '  differs_from: [Keittiö, "Sali: 1. krs, #1"]  # another room',
    ] == lines("nup.yaml")
    assert [
        '  "same_as": "Sali: 1. krs, #1",',
        '  "differs_from": ["Keittiö", "Sali: 1. krs, #1"],',
    ] == lines("nup.json")
