"""``hours plan`` and ``hours push``: from a published room that nobody can book to a booked one."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator, FormatChecker
from openpyxl import load_workbook

from tests.cli.conftest import ROOT, Run
from tests.cli.one_room import SALI, write_catalogue
from tests.clock import now
from tests.sandbox.api import Api
from varaamo_sync.board.pages.room import room_page
from varaamo_sync.board.rooms import find_room
from varaamo_sync.hours import ReadPeriods, ReplacePeriod
from varaamo_sync.hours.client import HoursClient
from varaamo_sync.model import LANGS, SANDBOX_ORIGIN
from varaamo_sync.report.page.writing import lay_out_page
from varaamo_sync.sandbox import Sandbox, SandboxTransport, running
from varaamo_sync.words import moment
from varaamo_sync_cli.workspace.access.hours_system import SANDBOX_HOURS, SANDBOX_TOKEN
from varaamo_sync_cli.workspace.access.targets import Choice, Place
from varaamo_sync_cli.workspace.history.board_view import FolderBoard

ROOM = (
    SALI
    + """\
        name: {fi: Sali, sv: Sal, en: Hall}
        description: {fi: Iso sali., sv: Stor sal., en: A big hall.}
        type: Monitoimitila
        capacity: {min: 1, max: 100}
        booking: {kind: direct, interval: 30 min, min: 1 h, max: 4 h}
        access: [{type: unrestricted}]
        pricing: [{free: true}]
        wanted: published
"""
)
HOURS = "        hours: {mon-sun: 8-20}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a catalogue of one room that is to be published, without hours."""
    return write_catalogue(tmp_path / "luettelo", ROOM)


def status_of(cli: Run, folder: Path) -> Any:
    """Return how the room stands."""
    told = json.loads(cli("status", folder, "--sandbox", "--format", "json").out)
    return told["rooms"][0]


def test_a_published_room_without_hours_becomes_one_that_is_booked(
    cli: Run, folder: Path, tmp_path: Path
) -> None:
    """Hours of a workbook are planned, pushed, taken over by Varaamo; then the room is ready.

    The next free time is shown wherever somebody looks, and Varaamo lets that time be booked.
    """
    first = cli("push", folder, "--sandbox")
    assert 0 == first.code
    assert "toimipiste asettaa ne aukiolojärjestelmässä" in first.out
    before = status_of(cli, folder)
    form = tmp_path / "lomake.xlsx"
    assert 0 == cli("export", folder, "--out", form).code
    book = load_workbook(form)
    sheet = next(sheet for sheet in book if _column(sheet, "Aukioloajat"))
    row, column = _cell_of(sheet, "nup-sali")[0], _column(sheet, "Aukioloajat")
    sheet.cell(row, column, "ma–su 8–20")
    book.save(form)
    assert 0 == cli("import", form, "--into", folder).code
    planned = json.loads(cli("hours", "plan", folder, "--sandbox", "--format", "json").out)
    pushed = cli("hours", "push", folder, "--sandbox", "--lang", "fi")
    after = status_of(cli, folder)

    assert ("in_progress", "no_opening_hours") == (before["stage"], before["reason"])
    assert 1 == planned["counts"]["create"]
    assert 0 == pushed.code
    assert "1 uusi jakso" in pushed.out
    assert ("ready", "bookable") == (after["stage"], after["reason"])
    assert after["evidence"]["open_from"]
    assert "84 h" in after["said"]
    free = datetime.fromisoformat(after["evidence"]["first_reservable"])
    assert any(
        begins <= free and free + timedelta(hours=1) <= ends for begins, ends in slots(folder)
    )
    shown = moment(free, "fi")
    assert f"seuraava vapaa aika {shown}" in after["said"]
    told = cli("hours", "status", folder, "--sandbox", "--lang", "fi").out
    assert f"seuraava vapaa aika {shown}" in " ".join(told.split())
    state = FolderBoard(Place(folder, Choice(sandbox=True)), "fi").state()
    item = find_room(state, "nup-sali")
    assert item is not None
    assert shown in lay_out_page(room_page(state, item, "fi"), free.date())


SLOTS = """query($pk: [Int!], $first: Date!, $last: Date!) {
  reservationUnits(pk: $pk) { edges { node { reservableTimeSpans(startDate: $first, endDate: $last)
    { startDatetime endDatetime } } } } }"""


def slots(folder: Path) -> list[tuple[datetime, datetime]]:
    """Return the times that Varaamo's sandbox lets anybody book in the coming days."""
    first = now().date()
    with (
        Sandbox(folder / ".varaamo-sync" / "sandbox.db", clock=now) as sandbox,
        httpx.Client(transport=SandboxTransport(sandbox), base_url=SANDBOX_ORIGIN) as http,
    ):
        pk = sandbox._database.value("SELECT pk FROM reservationUnit WHERE nameFi = 'Sali'")
        asked = {"pk": [pk], "first": str(first), "last": str(first + timedelta(days=7))}
        (edge,) = Api(http).data(SLOTS, **asked)["reservationUnits"]["edges"]
    return [
        (
            datetime.fromisoformat(span["startDatetime"]),
            datetime.fromisoformat(span["endDatetime"]),
        )
        for span in edge["node"]["reservableTimeSpans"]
    ]


def _column(sheet: Any, heading: str) -> int:
    return next(
        (
            cell.column
            for row in sheet.iter_rows(max_row=5)
            for cell in row
            if cell.value == heading
        ),
        0,
    )


def _cell_of(sheet: Any, text: str) -> tuple[int, int]:
    return next(
        (cell.row, cell.column) for row in sheet.iter_rows() for cell in row if cell.value == text
    )


@pytest.fixture
def stated(cli: Run, folder: Path) -> Path:
    """Give the same with hours, pushed to its sandbox."""
    (folder / "nup.yaml").write_text(ROOM + HOURS, "utf-8")
    assert 0 == cli("push", folder, "--sandbox").code
    return folder


def test_a_push_of_rooms_tells_who_sets_their_hours(cli: Run, folder: Path) -> None:
    """The catalogue, where it states them: then nobody is sent to the venue."""
    (folder / "nup.yaml").write_text(ROOM + HOURS, "utf-8")

    told = cli("push", folder, "--sandbox", "--lang", "fi").out

    assert f"Vie ne: varaamo-sync hours push {folder} --sandbox" in told
    assert "toimipiste asettaa" not in told


@pytest.mark.parametrize("name", ["hours-plan", "hours-push"])
def test_json_keeps_to_its_schema(cli: Run, stated: Path, name: str) -> None:
    """Every value that a program reads is described."""
    words = name.split("-")
    found = json.loads(cli(*words, stated, "--sandbox", "--format", "json").out)
    schema = json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text("utf-8"))

    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(found)


def test_the_plan_says_what_is_pending(cli: Run, stated: Path) -> None:
    """Its exit code, and a list to type in where there is no token."""
    lists = [stated / "lista.md", stated / "lista.json", stated / "lista.CSV"]
    made = [
        cli("hours", "plan", stated, "--sandbox", "--exit-code", "--out", file, "--lang", "fi")
        for file in lists
    ]
    other = cli(
        "hours", "plan", stated, "--sandbox", "--out", stated / "lista.xlsx", "--lang", "fi"
    )
    pushed = cli("hours", "push", stated, "--sandbox")
    again = cli("hours", "plan", stated, "--sandbox", "--exit-code")

    assert [3, 3, 3] == [ran.code for ran in made]
    assert all(f"Kirjoitettu: {file}" in ran.out for file, ran in zip(lists, made, strict=True))
    assert "| Sali | Arabian nuorisotalo | lisää | aina | ma–su 8–20 |" in lists[0].read_text(
        "utf-8"
    )
    assert "\ufeffTila;Toimipiste;Tehtävä;Päivät;Ajat" in lists[2].read_text("utf-8")
    assert (2, False) == (other.code, (stated / "lista.xlsx").exists())
    assert "Käytä päätettä .md, .csv tai .json." in other.err
    body = json.loads(lists[1].read_text("utf-8"))["rooms"][0]["periods"][0]["body"]
    assert body["origins"][0]["origin_id"].endswith(":nuta:1")
    assert (0, 0) == (pushed.code, again.code)


def test_each_language_tells_all_of_it(cli: Run, stated: Path) -> None:
    """How it stands first, then the room with its hours, then the command to type."""
    for lang in LANGS:
        told = cli("hours", "plan", stated, "--sandbox", "--lang", lang).out
        assert "nup-sali" in told
        assert f"varaamo-sync hours push {stated} --sandbox" in told


def test_what_staff_changed_is_told_and_kept(cli: Run, stated: Path) -> None:
    """The push says so, and what to type where the catalogue is right; then it is taken back."""
    cli("hours", "push", stated, "--sandbox")
    planned = json.loads(cli("hours", "plan", stated, "--sandbox", "--format", "json").out)
    period = planned["rooms"][0]["periods"][0]
    with (
        Sandbox(stated / ".varaamo-sync" / "sandbox.db", clock=now) as sandbox,
        SandboxTransport(sandbox) as transport,
        HoursClient(SANDBOX_HOURS, token=SANDBOX_TOKEN, transport=transport) as api,
    ):
        resource = period["body"]["resource"]
        (there,) = api.execute(ReadPeriods((resource,)))[resource].read
        api.execute(ReplacePeriod(period["pk"], replace(there, end_date=date(2031, 1, 1))))
    told = cli("hours", "push", stated, "--sandbox", "--lang", "fi")
    taken = cli("hours", "push", stated, "--sandbox", "--on-conflict", "ours", "--lang", "fi")

    assert "Jaksoa on muutettu Haukissa käsin (1 tila)" in told.out
    both = "luettelossa ma–su 8–20, Haukissa 1.1.2031 asti ma–su 8–20"
    assert f"Sali (nup-sali), Arabian nuorisotalo: {both}" in " ".join(told.out.split())
    assert "1 tilan aukioloajoista on päätettävä" in told.out
    assert "--on-conflict ours" in told.out
    assert (1, 0) == (told.code, taken.code)
    assert "1 jakso muuttuu" in taken.out


def test_a_real_system_wants_a_yes_and_a_token(
    cli: Run, stated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a terminal nobody can say yes; without a token nothing is sent."""
    monkeypatch.setenv("VARAAMO_SYNC_USERNAME", "admin")
    monkeypatch.setenv("VARAAMO_SYNC_PASSWORD", "admin")
    monkeypatch.setenv("VARAAMO_SYNC_HOURS_TOKEN", SANDBOX_TOKEN)
    file = stated / ".varaamo-sync" / "sandbox.db"
    with Sandbox(file, clock=now) as sandbox, running(sandbox) as url:
        place = (stated, "--url", url, "--hours-url", f"{url}/hauki")
        unasked = cli("hours", "push", *place, "--lang", "en")
        monkeypatch.delenv("VARAAMO_SYNC_HOURS_TOKEN")
        nobody = cli("hours", "push", *place, "--yes", "--lang", "en")
        monkeypatch.setenv("VARAAMO_SYNC_HOURS_TOKEN", SANDBOX_TOKEN)
        done = cli("hours", "push", *place, "--yes", "--lang", "en")

    assert 5 == unasked.code
    assert 6 == nobody.code
    assert "VARAAMO_SYNC_HOURS_TOKEN" in nobody.err
    assert 0 == done.code
    assert "within 15 minutes" in done.out
