"""What ``status`` says of rooms that lack opening hours, and where their venue sets them."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.clock import now
from varaamo_sync.model import LANGS, Lang
from varaamo_sync.sandbox import Sandbox, running

SHUT, OPEN = "nup-esimerkkisali", "kir-esimerkkisali"
LINK = re.compile(r"http://127\.0\.0\.1:\d+/v1/edit_opening_hours/\?reservation_units=(\d+)&")
REASONS: dict[Lang, tuple[str, str]] = {
    "fi": ("linkitetty, mutta aukioloajat puuttuvat (toimipiste)", ", aukioloaikoja 98 h viikossa"),
    "sv": ("kopplad, men öppettider saknas (verksamhetsstället)", ", öppettider 98 h i veckan"),
    "en": ("linked, but no opening hours (venue)", ", opening hours 98 h a week"),
}


@pytest.fixture
def pushed(cli: Run, started: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Give the arguments of a status of four rooms, one open and one linked without hours."""
    monkeypatch.setenv("VARAAMO_SYNC_USERNAME", "admin")
    monkeypatch.setenv("VARAAMO_SYNC_PASSWORD", "admin")
    sandbox = Sandbox(tmp_path / "sandbox.db", clock=now)
    with running(sandbox) as url:
        monkeypatch.setenv("VARAAMO_SYNC_URL", url)
        assert 0 == cli("push", started, "--url", url, "--yes").code
        sandbox.set_hours(SHUT, open=False)
        sandbox.set_hours(OPEN, open=True)
        yield started, "--url", url
    sandbox.close()


def test_each_venue_has_its_link(cli: Run, pushed: Any) -> None:
    """In every form the address opens the rooms that lack hours, and no others, of a venue."""
    asked = json.loads(cli("status", *pushed, "--format", "json").out)
    rooms = {room["room"]: room for room in asked["rooms"]}
    (venue,) = [item for item in asked["opening_hours"] if SHUT in item["rooms"]]

    found = LINK.match(venue["link"])

    assert found is not None
    assert [str(rooms[SHUT]["pk"])] == [found[1]]
    assert not any(OPEN in (*item["rooms"], *item["not_linked"]) for item in asked["opening_hours"])
    for arguments in ((), ("--offline",), ("--format", "markdown"), ("--full", "--offline")):
        assert venue["link"] in cli("status", *pushed, *arguments).out


def test_the_reason_is_exact(cli: Run, pushed: Any) -> None:
    """Linked without hours, or hours from a day with so many a week."""
    cli("status", *pushed)
    for lang in LANGS:
        asked = cli("status", *pushed, "--offline", "--format", "json", "--lang", lang)
        rooms = {room["room"]: room for room in json.loads(asked.out)["rooms"]}
        shut, open_ = REASONS[lang]

        assert shut == rooms[SHUT]["said"].rpartition(", ")[0]
        assert open_ in rooms[OPEN]["said"]
        assert ["no_opening_hours", "bookable"] == [rooms[key]["reason"] for key in (SHUT, OPEN)]
        assert {True} == {rooms[key]["evidence"]["linked"] for key in (SHUT, OPEN)}


def test_a_sandbox_is_opened_by_a_command(cli: Run, started: Path) -> None:
    """Its pages cannot be opened: the command that sets hours is told, and works."""
    cli("push", started, "--sandbox", "--yes")
    told = cli("status", started, "--sandbox").out
    (line,) = [line for line in told.splitlines() if "sandbox hours" in line]
    *words, path = line.split()[1:]

    assert "/v1/edit_opening_hours/" not in told
    assert str(started) == path
    assert 0 == cli(*words, path).code
    after = cli("status", started, "--sandbox").out
    assert not any(f"{key} " in after for key in words[2:-1])


def test_hours_of_the_catalogue_are_pushed_not_typed(cli: Run, started: Path) -> None:
    """Where rooms that lack hours state them, the push of hours is told, and opens them."""
    file = started / "nup.yaml"
    text = file.read_text("utf-8").replace("venues:", "defaults: {hours: {mon-sun: 8-20}}\nvenues:")
    file.write_text(text, "utf-8")
    cli("push", started, "--sandbox")
    told = cli("status", started, "--sandbox").out
    pushed = cli("hours", "push", started, "--sandbox")
    after = cli("status", started, "--sandbox").out

    assert f"varaamo-sync hours push {started} --sandbox" in told
    assert f"sandbox hours {SHUT} " not in told
    assert 0 == pushed.code
    assert "hours push" not in after


def test_the_opening_hours_system_gives_the_exact_reason(
    cli: Run, pushed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is asked where an address is known, and remembered; else it is told how to name it."""
    monkeypatch.setenv("VARAAMO_SYNC_HOURS_URL", f"{pushed[2]}/hauki")
    asked = json.loads(cli("status", *pushed, "--format", "json", "--lang", "fi").out)
    told = {room["room"]: room for room in asked["rooms"]}[SHUT]
    offline = cli("status", *pushed, "--offline", "--rooms", "--lang", "fi").out
    monkeypatch.delenv("VARAAMO_SYNC_HOURS_URL")
    unasked = cli("status", *pushed, "--lang", "fi").out

    assert "only_closed" == told["evidence"]["no_hours"]["why"]
    assert "aukiolojärjestelmässä on vain suljettuja jaksoja (toimipiste)" in told["said"]
    assert "suljettuja" in offline
    assert "hours_url" in unasked


def test_a_system_that_cannot_be_read_fails_nothing(
    cli: Run, pushed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told, and the rest stands as Varaamo shows it."""
    for address in ("http://127.0.0.1:9/hauki", "https://user:word@hauki.example", f"{pushed[2]}"):
        monkeypatch.setenv("VARAAMO_SYNC_HOURS_URL", address)
        ran = cli("status", *pushed, "--format", "json", "--lang", "fi")
        rooms = {room["room"]: room for room in json.loads(ran.out)["rooms"]}

        assert 0 == ran.code
        assert "aukiolojärjestelmää ei voitu lukea" in ran.err
        assert "word" not in ran.err
        assert "no_opening_hours" == rooms[SHUT]["reason"]
        assert "no_hours" not in rooms[SHUT]["evidence"]
