"""``goal``: scorecards are shown as they are known, and edits leave everything else alone."""

import difflib
import json
import re
import shutil
from pathlib import Path

import jsonschema
import pytest
import yaml

from tests.cli.conftest import ROOT, Run

GOALS = """\
# Tuloskortti, jonka kommentit jäävät.
format: 1
scorecards:
  - year: 2027
    name: {fi: Tuloskortti 2027}
    units: {HALLINTO: {fi: Hallinto}}
    goals:
      - id: tilavaraus
        name: {fi: Tilavaraus}
        milestones:
          - {id: prosessit, name: {fi: Prosessit on kuvattu}}   # yhteiset
          - id: tiedot
            name: {fi: Tiedot on koottu}
            phase: in_progress
            percent: 40   # arvio
        notes:
          NUP: Vanha huomio
      - id: toinen
        name: {fi: Toinen}
        milestones:
          - {id: tiedot, name: {fi: Toisen tiedot}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with a file of goals."""
    (tmp_path / "catalogue.yaml").write_text("format: 1\nid: koe\n", encoding="utf-8")
    (tmp_path / "goals.yaml").write_text(GOALS, encoding="utf-8")
    return tmp_path


def changes(folder: Path) -> list[str]:
    """Return the lines of the file that were taken out and put in."""
    after = (folder / "goals.yaml").read_text(encoding="utf-8")
    lines = difflib.ndiff(GOALS.splitlines(), after.splitlines())
    return [line for line in lines if line[0] in "+-"]


def test_the_latest_scorecard_is_shown(cli: Run) -> None:
    """Weights as they are, and no level of which nobody knows anything."""
    latest = cli("goal", "list", ROOT / "examples" / "helsinki", "--lang", "fi")
    shown = cli("goal", "list", ROOT / "examples" / "helsinki", "--year", 2021, "--lang", "fi")

    assert (0, 0) == (latest.code, shown.code)
    assert "Sitovat toiminnalliset tavoitteet 2027" in latest.out
    assert "tehty 0/3" in latest.out
    assert "Sitovat toiminnalliset tavoitteet 2021" in shown.out
    assert 3 == shown.out.count("ei tiedossa")
    assert ["30 %", "30 %", "40 %"] == re.findall(r"\) +(\d+ %)", shown.out)


def test_no_letter_is_lost_where_it_is_narrow(
    cli: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At 40 columns headings and names are broken, and not cut."""
    monkeypatch.setenv("COLUMNS", "40")
    shown = cli("goal", "list", folder).out

    assert "…" not in shown
    assert max(len(line) for line in shown.splitlines() if "varaamo-sync" not in line) <= 40


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_everything_that_is_written_down_is_told_on_request(cli: Run, lang: str) -> None:
    """Phases, text that is no number, risks, what is done about them, forecasts with their day."""
    shown = cli(
        "goal", "list", ROOT / "examples" / "helsinki", "--year", 2019, "--full", "--lang", lang
    )

    words = " ".join(shown.out.split())
    for told in (
        "TIETOTARPEEN MÄÄRITTELY · TILATIEDON KERÄÄMINEN · TILATIEDON LUOKITTELU",
        "NUP 12 (?)",
        "KIR 26 (+ 14 Oodi)",
        "3-5 saavutettavuustarkastelua",
        "185 000 euroa",
        "? 50 %: NPS-indeksin vertailuarvo on 2 pistettä korkeampi kuin lähtöarvo",
        "33 laitetta on valjastettu",
        "30.10.2019 mennessä",
    ):
        assert told in words


def test_json_is_as_its_schema_says(cli: Run) -> None:
    """Programs get the same, with every level and whether it is reached."""
    schema = json.loads((ROOT / "schemas" / "scorecard.schema.json").read_text("utf-8"))
    shown = json.loads(
        cli("goal", "list", ROOT / "examples" / "helsinki", "--year", 2021, "--format", "json").out
    )

    jsonschema.validate(shown, schema)
    assert [None] * 3 == [level["reached"] for level in shown["goals"][1]["levels"]]


def test_the_example_is_as_its_schema_says() -> None:
    """The published schema takes the example, whose editor line names it."""
    import yaml

    schema = json.loads((ROOT / "schemas" / "goals.schema.json").read_text("utf-8"))
    text = (ROOT / "examples" / "helsinki" / "goals.yaml").read_text("utf-8")

    jsonschema.validate(json.loads(json.dumps(yaml.safe_load(text), default=str)), schema)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (
            ("prosessit", "--phase", "in_progress", "--percent", "60"),
            ["phase: in_progress", "percent: 60"],
        ),
        (("Prosessit on kuvattu", "--percent", "100"), ["phase: done", "percent: 100"]),
        (("prosessit", "--phase", "done"), ["phase: done"]),
    ],
)
def test_a_milestone_is_set_where_it_stands(
    cli: Run, folder: Path, arguments: tuple[str, ...], expected: list[str]
) -> None:
    """By its id or its name; the line keeps its comment, and no other line changes."""
    name, *options = arguments
    done = cli("goal", "set", name, folder, *options)

    before, after = (line for line in changes(folder))
    assert (0, "") == (done.code, done.err)
    assert "# yhteiset" in before
    assert "# yhteiset" in after
    assert all(part in after for part in expected)


def test_a_percentage_that_no_longer_holds_is_taken_away(cli: Run, folder: Path) -> None:
    """Done is 100 percent by itself: 40 must not stay beside it."""
    done = cli("goal", "set", "tiedot", folder, "--goal", "tilavaraus", "--phase", "done")

    assert 0 == done.code
    assert {"+             phase: done", "-             phase: in_progress"} <= set(changes(folder))
    assert "percent: 40" not in (folder / "goals.yaml").read_text(encoding="utf-8")
    assert 0 == cli("goal", "list", folder).code


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("set", "prosesit", "--percent", "5"), "prosessit"),
        (("set", "tiedot", "--percent", "5"), "tilavaraus, toinen"),
        (("set", "prosessit"), "--phase"),
        (("set", "prosessit", "--phase", "done", "--percent", "5"), "100 %"),
        (("set", "prosessit", "--percent", "5", "--year", "2019"), "2027"),
        (("set", "prosessit", "--percent", "5", "--goal", "tilavarus"), "tilavaraus"),
        (("note", "x", "--goal", "tilavaraus", "--unit", "NUPP"), "HALLINTO"),
        (("note", "", "--goal", "tilavaraus", "--unit", "NUP"), "huomio on tyhjä"),
        (("note", " \n", "--goal", "tilavaraus", "--unit", "NUP"), "huomio on tyhjä"),
    ],
)
def test_a_wrong_name_writes_nothing(
    cli: Run, folder: Path, arguments: tuple[str, ...], told: str
) -> None:
    """The error names what was probably meant, and the file stays as it is."""
    command, text, *options = arguments
    done = cli("goal", command, text, folder, *options)

    assert 2 == done.code
    assert told in done.err
    assert [] == changes(folder)


@pytest.mark.parametrize("unit", ["NUP", "nup", "HALLINTO"])
def test_a_note_is_written_in_place_of_the_old_one(cli: Run, folder: Path, unit: str) -> None:
    """Of a service unit or of another unit of the scorecard."""
    done = cli("goal", "note", "Uusi: huomio", folder, "--goal", "Tilavaraus", "--unit", unit)

    assert 0 == done.code
    assert [f"          {unit.upper()}: 'Uusi: huomio'"] == [
        line[2:].replace('"', "'") for line in changes(folder) if line.startswith("+")
    ]


def test_a_file_that_cannot_be_read_whole_is_not_edited(cli: Run, folder: Path) -> None:
    """A place in what was read might be another one in the file."""
    broken = GOALS.replace("phase: in_progress", "phase: kesken")
    (folder / "goals.yaml").write_text(broken, encoding="utf-8")

    done = cli("goal", "set", "prosessit", folder, "--phase", "done")

    assert 1 == done.code
    assert "goals.yaml:14:" in done.err
    assert broken == (folder / "goals.yaml").read_text(encoding="utf-8")


def test_a_folder_without_goals_is_told(cli: Run, tmp_path: Path) -> None:
    """A wrong folder is refused as everywhere; a catalogue without goals says how to begin."""
    wrong = cli("goal", "set", "prosessit", tmp_path, "--phase", "done")
    (tmp_path / "catalogue.yaml").write_text("format: 1\nid: koe\n", encoding="utf-8")
    without = cli("goal", "list", tmp_path)

    assert (2, 1) == (wrong.code, without.code)
    assert f"{tmp_path} ei ole tiedostoa catalogue.yaml" in wrong.err
    assert f"{tmp_path} ei ole tiedostoa goals.yaml" in without.err


def test_what_is_printed_can_be_typed(cli: Run, folder: Path) -> None:
    """The next commands name the folder, the year and a milestone that is there."""
    shown = cli("goal", "list", folder).out
    command = next(line for line in shown.splitlines() if "goal set" in line).split("set ", 1)[1]

    assert 0 == cli("goal", "set", *command.split("  ")[0].split()).code


def test_a_yes_is_recorded_beside_what_others_said(cli: Run, tmp_path: Path) -> None:
    """The catalogue that ``init`` makes knows it; another day keeps the others' answers."""
    home = tmp_path / "tilat"
    assert 0 == cli("init", home).code
    before = (home / "goals.yaml").read_text("utf-8")
    told = [
        cli("goal", "agree", *arguments, home, "--lang", "fi")
        for arguments in (
            ("NUP",),
            ("kir",),
            ("KULP", "--no"),
        )
    ]
    after = (home / "goals.yaml").read_text("utf-8")
    (goal,) = yaml.safe_load(after)["scorecards"][0]["goals"]
    (measure,) = [item for item in goal["measures"] if item["id"] == "periaatteet"]

    assert [0, 0, 0] == [ran.code for ran in told]
    assert "NUP: kyllä" in told[0].out
    assert [{"NUP": 1, "KIR": 1, "KULP": 0}] == [row["units"] for row in measure["values"]]
    assert all(line in after for line in before.splitlines() if "#" in line)


def test_another_day_keeps_what_was_said(cli: Run, tmp_path: Path) -> None:
    """A new line has the latest answers of all; what was written of other days stays."""
    shutil.copytree(ROOT / "examples" / "helsinki", tmp_path / "helsinki")
    assert 0 == cli("goal", "agree", "KULP", tmp_path / "helsinki").code
    asked = (tmp_path / "helsinki", "--sandbox", "--format", "json")
    (half,) = json.loads(cli("status", *asked).out)["goal"]["requirements"]
    wrong = cli("goal", "agree", "NUP", tmp_path / "helsinki", "--measure", "xx", "--lang", "fi")

    assert {"NUP": True, "LIIKU": True, "KULP": True, "KIR": False} == half["units"]
    assert "2026-11-01, units: {NUP: 1, LIIKU: 1, KULP: 0, KIR: 0}}" in (
        tmp_path / "helsinki" / "goals.yaml"
    ).read_text("utf-8")
    assert 2 == wrong.code
    assert "xx" in wrong.err
