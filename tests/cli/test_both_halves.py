"""A goal of two halves: no command says that it is met before both are, and all say the same."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_status import asked
from varaamo_sync import evaluate, progress
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.goal import Outlook
from varaamo_sync.model import LANGS, Lang, ServiceUnit
from varaamo_sync.words import Theme

GOALS = """\
format: 1
scorecards:
  - year: {year}
    name: {{fi: Tuloskortti}}
    goals:
      - id: tilavaraus
        name: {{fi: Tilavaraus}}
        measures:
          - {{id: tilat, kind: surveyed}}
          - id: prosessit
            kind: per_unit
            range: [0, 1]
            name: {{fi: Periaatteet, sv: Principer, en: Principles}}
            values: [{{date: 2020-01-01, units: {{{answers}}}}}]
"""
TALLY: dict[Lang, str] = {
    "fi": "Periaatteet: 2/4, puuttuu KULP, ei tiedossa NUP.",
    "sv": "Principer: 2/4, saknas KULP, okänt NUP.",
    "en": "Principles: 2/4, missing KULP, not known NUP.",
}
YES = "KIR: 1, LIIKU: 1, KULP: 1, NUP: 1"


def answer(folder: Path, answers: str, year: int = 2026) -> None:
    """Write down what the units said."""
    (folder / "goals.yaml").write_text(GOALS.format(answers=answers, year=year), "utf-8")


def flat(text: str) -> str:
    """Return a text on one line, without the escapes of Markdown."""
    return " ".join(text.replace("\\", "").split())


def shown_in(form: str, cli: Run, folder: Path) -> str:
    """Return what a push of one change, a report or a status in some form says."""
    if form == "report":
        file = folder.parent / "report.md"
        cli("report", folder, "--sandbox", "--out", file)
        return flat(file.read_text("utf-8"))
    if form == "push":
        file = folder / "kir.yaml"
        file.write_text(file.read_text("utf-8").replace("max: 2", "max: 3"), "utf-8")
        return flat(cli("push", folder, "--sandbox", "--yes", "--quiet").out)
    return flat(cli("status", folder, "--sandbox", "--format", form).out)


@pytest.fixture
def opened(cli: Run, started: Path) -> Path:
    """Give a catalogue whose rooms can all be booked, and two of whose units agreed."""
    answer(started, "KIR: 1, LIIKU: 1, KULP: 0")
    cli("push", started, "--sandbox", "--quiet")
    keys = [item["room"] for item in asked(cli, started, "--sandbox")["rooms"]]
    assert 0 == cli("sandbox", "hours", *keys, "--path", started).code
    return started


def test_every_command_waits_for_both_halves(cli: Run, opened: Path) -> None:
    """Status in each form, its exit code, a push, the report and its page: none says met."""
    said = Theme("report/standing")
    told = {form: shown_in(form, cli, opened) for form in ("push", "report", "markdown", "text")}
    for lang in LANGS:
        shown = flat(cli("status", opened, "--sandbox", "--offline", "--lang", lang).out)
        assert said("rooms_only.not_met", lang) in shown
        assert TALLY[lang] in shown
        assert said("outlook.met", lang) not in shown
    for form, text in told.items():
        assert said("rooms_only.not_met", "fi") in text, form
        assert TALLY["fi"] in text, form
        assert said("outlook.met", "fi") not in text, form

    assert 1 == cli("status", opened, "--sandbox", "--fail-on", "goal").code
    values = asked(cli, opened, "--sandbox")
    goal = values["goal"]
    (required,) = goal["requirements"]
    assert ("not_met", "met") == (goal["outlook"], goal["rooms_outlook"])
    assert ("open", "rooms_met") == (values["forecast"]["prospect"], values["forecast"]["ground"])
    assert {"KIR": True, "KULP": False, "LIIKU": True, "NUP": None} == required["units"]
    outlooks = {unit: row["outlook"] for unit, row in goal["units"].items()}
    assert {"KIR": "met", "KULP": "not_met", "LIIKU": "met", "NUP": "unknown"} == outlooks
    told = cli("status", opened, "--sandbox", "--format", "csv", "--csv-style", "rfc4180").out
    rows = list(csv.DictReader(io.StringIO(told)))
    assert outlooks == {row["service_unit"]: row["goal_outlook"] for row in rows}
    assert 0 == cli("status", opened, "--sandbox", "--unit", "KIR", "--fail-on", "goal").code


def test_a_yes_of_every_unit_meets_the_goal(cli: Run, opened: Path) -> None:
    """Then each of them says so; but a mistake in the file leaves the answers unknown."""
    answer(opened, YES)
    shown = cli("status", opened, "--sandbox", "--fail-on", "goal")

    assert 0 == shown.code
    for form in ("push", "report", "text"):
        told = shown_in(form, cli, opened)
        assert "Sitova tavoite on toteutunut." in told, form
        assert "Periaatteet: 4/4." in told, form

    file = opened / "goals.yaml"
    file.write_text(file.read_text("utf-8").replace("year: 2026", "yaer: 2026"), "utf-8")
    broken = json.loads(cli("status", opened, "--sandbox", "--format", "json").out)["goal"]
    assert ("unknown", "met") == (broken["outlook"], broken["rooms_outlook"])
    assert "Ehdot tiedostossa goals.yaml" in broken["requirements"][0]["said"]


def test_the_answers_of_an_earlier_year_still_stand(started: Path) -> None:
    """A new year's scorecard asks the same: what was said is not taken back by it."""
    answer(started, YES)
    text = (started / "goals.yaml").read_text("utf-8")
    later = text.partition("scorecards:\n")[2].replace("2026", "2027")
    later = later.replace("values: [{date: 2020-01-01, units: {" + YES + "}}]", "values: []")
    (started / "goals.yaml").write_text(text + later, "utf-8")
    catalogue = read_catalogue(started).usable()
    (asked_for,) = catalogue.goal.requirements

    assert "2027" in later
    assert dict.fromkeys(ServiceUnit, True) == asked_for.answers[0].units
    found = evaluate(catalogue.goal, progress(catalogue, None), today=dt.date(2027, 1, 2))
    assert Outlook.MET is found.requirements[0].outlook
