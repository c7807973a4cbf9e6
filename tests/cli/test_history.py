import csv
import io
import json
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests.cli.conftest import ROOT, Run
from tests.clock import now
from varaamo_sync.catalogue_files.edit.history import append_entries
from varaamo_sync.catalogue_files.read.history import read_history
from varaamo_sync.goal import HistoryEntry


def asked(cli: Run, folder: Path, *arguments: str) -> list[dict[str, Any]]:
    """Return the entries that ``history --format json`` prints, held against its schema."""
    values = json.loads(cli("history", folder, *arguments, "--format", "json").out)
    schema = json.loads((ROOT / "schemas" / "status-history.schema.json").read_text("utf-8"))
    validator = Draft202012Validator(schema, format_checker=FormatChecker())

    assert [] == [(e.json_path, e.message) for e in validator.iter_errors(values)]
    entries: list[dict[str, Any]] = values["entries"]
    return entries


@pytest.fixture
def recorded(cli: Run, started: Path) -> Path:
    """Give a catalogue that was pushed, and recorded once more."""
    shutil.copy(ROOT / "examples" / "helsinki" / "history.yaml", started)
    assert 0 == cli("push", started, "--sandbox", "--quiet").code
    assert 0 == cli("status", started, "--sandbox", "--record").code
    return started


def test_pushes_and_records_append_entries(cli: Run, recorded: Path) -> None:
    """A push and ``status --record`` add one entry each; looking adds none."""
    cli("status", recorded, "--sandbox")
    entries = asked(cli, recorded, "--sandbox")
    assert ["reported", "surveyed", "surveyed"] == [entry["source"] for entry in entries]
    cli("push", recorded, "--sandbox", "--quiet", "--format", "json")  # changes nothing

    assert 4 == len(asked(cli, recorded, "--sandbox"))
    assert {"in_progress": ["nup-esimerkki"]}.keys() <= entries[1]["surveyed"]["NUP"][
        "stages"
    ].keys()


@pytest.mark.usefixtures("english")
def test_history_is_kept_by_booking_system(cli: Run, recorded: Path) -> None:
    """What was counted in the sandbox is no history of another booking system."""
    other = asked(cli, recorded, "--url", "https://varaamo.example.invalid")
    unnamed = cli("history", recorded)

    assert ["reported"] == [entry["source"] for entry in other]
    assert "only reported entries" in unnamed.err


def test_sources_are_marked_and_never_added_up(cli: Run, recorded: Path) -> None:
    """The table over time marks each entry's source and explains the marks; it fits 100 columns."""
    shown = cli("history", recorded, "--sandbox")

    assert max(len(line) for line in shown.out.splitlines()) <= 100
    assert shown.out.index("ilmoitettu") < shown.out.index("luettu")
    assert "26 (+ 14 Oodi)" in shown.out
    assert "Yhteensä" not in shown.out


@pytest.mark.parametrize("form", ["csv", "markdown"])
def test_history_has_a_line_per_entry_and_unit(cli: Run, recorded: Path, form: str) -> None:
    """Three entries of four units are twelve lines; one unit alone has three."""
    for arguments, expected in (((), 12), (("--unit", "NUP"), 3)):
        style = ("--csv-style", "rfc4180")
        shown = cli("history", recorded, "--sandbox", "--format", form, *style, *arguments).out
        if form == "csv":
            lines = [row["service_unit"] for row in csv.DictReader(io.StringIO(shown))]
        else:
            lines = [line for line in shown.splitlines() if line.startswith("| ")][2:]

        assert expected == len(lines)


def test_a_faulty_history_file_is_told(cli: Run, helsinki: Path) -> None:
    """What cannot be read in ``history.yaml`` is named with its place, and ends with 1."""
    file = helsinki / "history.yaml"
    file.write_text(file.read_text("utf-8").replace('"26 (+ 14 Oodi)"', "26"), encoding="utf-8")
    shown = cli("history", helsinki)

    assert 1 == shown.code
    assert "history.yaml:13:18" in shown.err


def test_a_room_whose_key_was_changed_has_not_left_the_goal(cli: Run, recorded: Path) -> None:
    """What was recorded under the old key is that room's past: before the push and after it."""
    file = recorded / "nup.yaml"
    file.write_text(
        file.read_text("utf-8").replace("nup-esimerkkisali", "nup-uusi"), encoding="utf-8"
    )

    for command in (("push", recorded, "--sandbox", "--quiet"), ("push", recorded, "--sandbox")):
        values = json.loads(cli("status", recorded, "--sandbox", "--format", "json").out)
        unit = values["goal"]["units"]["NUP"]
        assert (["nup-uusi"], []) == (unit["rooms"], unit["left"])
        assert 0 == cli(*command).code


def _age(folder: Path, weeks: int) -> HistoryEntry:
    """Put the first survey of a catalogue's history some weeks back, with no room bookable."""
    first = next(entry for entry in read_history(folder).entries if entry.taken is not None)
    taken = now() - timedelta(weeks=weeks)
    old = replace(first, taken=taken, date=taken.date())
    append_entries(folder, [old])
    return old


def test_the_forecast_explains_itself(cli: Run, recorded: Path) -> None:
    """With history enough, status gives the figures, the method, and what it left out."""
    entry = _age(recorded, 3)
    shown = cli("status", recorded, "--sandbox", "--lang", "en", "--full").out
    past = cli("status", recorded, "--sandbox", "--as-of", entry.date.isoformat(), "--lang", "en")

    assert "Forecast: will not be met. No more rooms of the goal became" in shown.replace("\n", " ")
    assert "0 rooms became bookable, 0 ceased to be)" in shown.replace("\n", " ")
    assert "The forecast leaves out 1 reported entry." in shown.replace("\n", " ")
    assert "became bookable in the last 12 weeks" in shown.replace("\n", " ")
    assert f"Entry of {entry.date.isoformat()}" in past.out
    assert "There is too little history" in past.out
