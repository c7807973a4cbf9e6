"""``hours pull``: what staff changed in the opening-hours system, back into the files."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests.cli.conftest import ROOT, Run
from tests.cli.one_room import write_catalogue
from tests.cli.test_hours_push import ROOM
from tests.clock import now
from varaamo_sync.hours import CreatePeriod, ReadPeriods, ReplacePeriod
from varaamo_sync.hours.client import HoursClient
from varaamo_sync.model import LANGS
from varaamo_sync.sandbox import Sandbox, SandboxTransport
from varaamo_sync_cli.workspace.access.hours_system import SANDBOX_HOURS, SANDBOX_TOKEN

HOURS = """\
        hours:
          from: 2027-01-01   # uusi vuosi
          mon-sun: 8-20
"""
BARE = """\
      - key: nup-studio
        name: {fi: Studio, sv: Studio, en: Studio}
        description: {fi: Pieni., sv: Liten., en: Small.}
        type: Monitoimitila
        capacity: {min: 1, max: 5}
        booking: {kind: direct, interval: 30 min, min: 1 h, max: 4 h}
        access: [{type: unrestricted}]
        pricing: [{free: true}]
        wanted: published
"""


@pytest.fixture
def changed(cli: Run, tmp_path: Path) -> Path:
    """Give a catalogue whose hours staff changed, with a room whose hours are staff's own."""
    folder = write_catalogue(tmp_path / "luettelo", ROOM + HOURS + BARE)
    assert 0 == cli("push", folder, "--sandbox").code
    assert 0 == cli("hours", "push", folder, "--sandbox").code
    planned = json.loads(cli("hours", "plan", folder, "--sandbox", "--format", "json").out)
    resource = planned["rooms"][0]["periods"][0]["body"]["resource"]
    with hauki(folder) as api:
        (there,) = api.execute(ReadPeriods((resource,)))[resource].read
        assert there.pk is not None
        api.execute(ReplacePeriod(there.pk, replace(there, start_date=date(2027, 2, 1))))
        theirs = replace(there, resource=resource + 1, origins=(), start_date=None)
        api.execute(CreatePeriod(theirs))
    return folder


@contextmanager
def hauki(folder: Path) -> Iterator[HoursClient]:
    """Open the sandbox's opening-hours system, as staff's pages do."""
    with (
        Sandbox(folder / ".varaamo-sync" / "sandbox.db", clock=now) as sandbox,
        SandboxTransport(sandbox) as transport,
        HoursClient(SANDBOX_HOURS, token=SANDBOX_TOKEN, transport=transport) as api,
    ):
        yield api


def plan_of(cli: Run, folder: Path) -> Any:
    """Return the plan, and with which code it ends."""
    told = cli("hours", "plan", folder, "--sandbox", "--exit-code", "--format", "json")
    return told.code, json.loads(told.out)


def test_a_pull_writes_the_files_and_a_push_changes_nothing(cli: Run, changed: Path) -> None:
    """Comments stay; what others made comes only where it is asked for, and stays theirs."""
    dry = cli("hours", "pull", changed, "--sandbox", "--dry-run", "--lang", "fi")
    before = (changed / "nup.yaml").read_text("utf-8")
    first = cli("hours", "pull", changed, "--sandbox", "--lang", "fi")
    written = (changed / "nup.yaml").read_text("utf-8")
    adopted = cli("hours", "pull", changed, "--sandbox", "--adopt", "--lang", "fi")
    plan = plan_of(cli, changed)
    pushed = cli("hours", "push", changed, "--sandbox", "--lang", "fi")

    assert ROOM + HOURS + BARE == before
    assert "Koeajo, mitään ei kirjoitettu. Luetteloon otettaisiin 1 tilan aukioloajat." in dry.out
    assert 'from: "2027-02-01"   # uusi vuosi' in written
    assert "nup-sali: 1.1.2027 alkaen ma–su 8–20 → 1.2.2027 alkaen ma–su 8–20" in first.out
    assert f"varaamo-sync hours pull {changed} --sandbox --adopt" in first.out
    assert "nup-studio: ei aukioloaikoja → ma–su 8–20" in adopted.out
    assert (0, [2, 0]) == (plan[0], [plan[1]["counts"][name] for name in ("nothing", "conflict")])
    assert "2 ennallaan" in pushed.out
    assert [0] * 4 == [told.code for told in (dry, first, adopted, pushed)]


def test_json_of_a_pull_keeps_to_its_schema(cli: Run, changed: Path) -> None:
    """Every value that a program reads is described."""
    found = json.loads(cli("hours", "pull", changed, "--sandbox", "--format", "json").out)
    schema = json.loads((ROOT / "schemas" / "hours-pull.schema.json").read_text("utf-8"))

    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(found)
    assert ["nup-sali"] == [room["room"] for room in found["rooms"]]
    assert [("nup-studio", "theirs")] == [(one["room"], one["reason"]) for one in found["left"]]


def test_a_broken_file_is_not_pulled_into(cli: Run, changed: Path) -> None:
    """Rooms that could not be read would pass for such without hours."""
    (changed / "kir.yaml").write_text("format: 1\nservice_unit: [\n", "utf-8")
    told = cli("hours", "pull", changed, "--sandbox", "--adopt", "--lang", "fi")

    assert 0 != told.code
    assert "kir.yaml" in told.err
    assert ROOM + HOURS + BARE == (changed / "nup.yaml").read_text("utf-8")


def test_dropped_hours_are_told_in_each_language_and_removed_on_request(
    cli: Run, changed: Path
) -> None:
    """A room that left, with its name; a broken file is no reason to tell or delete anything."""
    cli("hours", "push", changed, "--sandbox", "--on-conflict", "ours")
    (changed / "nup.yaml").write_text(ROOM.replace("nup-sali", "nup-uusi"), "utf-8")
    renamed = plan_of(cli, changed)[1]["rooms"]
    head = ROOM[: ROOM.index("      - key")]
    (changed / "nup.yaml").write_text(head + BARE, "utf-8")
    told = {lang: cli("hours", "plan", changed, "--sandbox", "--lang", lang).out for lang in LANGS}
    code, left = plan_of(cli, changed)
    status = cli("hours", "status", changed, "--sandbox", "--lang", "fi").out
    in_json = json.loads(cli("hours", "status", changed, "--sandbox", "--format", "json").out)
    (changed / "kir.yaml").write_text("format: 1\nservice_unit: [\n", "utf-8")
    broken = cli("hours", "push", changed, "--sandbox", "--remove")
    (changed / "kir.yaml").unlink()
    removed = cli("hours", "push", changed, "--sandbox", "--remove", "--lang", "fi")

    assert [("unstated", "Sali")] == [(one["dropped"], one["name"]) for one in renamed]
    assert all("Sali (nup-sali), Arabian nuorisotalo" in text for text in told.values())
    assert (0, ["left"]) == (code, [one["dropped"] for one in left["rooms"]])
    assert 1 == left["counts"]["stays"]
    assert (
        "Tila on poistunut luettelosta, mutta sen aukioloajat ovat yhä Haukissa (1 tila)" in status
    )
    assert [("nup-sali", "left", 1)] == [
        (one["room"], one["why"], one["periods"]) for one in in_json["dropped"]
    ]
    assert "1 jakso poistuu" not in broken.out
    assert "1 jakso poistuu" in removed.out
    assert [] == plan_of(cli, changed)[1]["rooms"]
