"""Others work in the booking system: they add rooms while we read, or break a room."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.clock import now
from varaamo_sync.sandbox import FaultPlan, Sandbox, running
from varaamo_sync.sandbox.faults.plan import MovingRows

BREAKS = {"reservationsMaxDaysBefore": 2_920_000}


@pytest.fixture
def admin(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the sandbox's administrator into the environment."""
    monkeypatch.setenv("VARAAMO_SYNC_USERNAME", "admin")
    monkeypatch.setenv("VARAAMO_SYNC_PASSWORD", "admin")


@pytest.fixture(params=["add", "replace"])
def busy(request: pytest.FixtureRequest, tmp_path: Path, admin: None) -> Iterator[str]:
    """Serve a sandbox with 120 rooms in a venue, where rooms come and go at every reading."""
    faults = FaultPlan(faults=(MovingRows(change=request.param),))
    with (
        Sandbox(tmp_path / "busy.db", clock=now, faults=faults) as sandbox,
        running(sandbox) as url,
    ):
        for number in range(100):
            values = {"extUuid": f"u{number}", "unit": 1, "nameFi": f"Muu {number}", "isDraft": 1}
            sandbox._database.insert("reservationUnit", values)
        yield url


def test_nobody_who_adds_rooms_keeps_us_from_reading(cli: Run, started: Path, busy: str) -> None:
    """While others make rooms in a venue of ours, plan, push and status end as always."""
    before = cli("plan", started, "--url", busy)
    push = cli("push", started, "--url", busy, "--yes", "--quiet")
    status = cli("status", started, "--url", busy)
    again = cli("plan", started, "--url", busy, "--exit-code")

    assert [0, 0, 0, 0] == [before.code, push.code, status.code, again.code]
    assert "osoit" not in before.err + push.err + status.err


@pytest.fixture
def broken(cli: Run, started: Path) -> Path:
    """Push the catalogue to the local sandbox, open its room, and let staff break it."""
    cli("push", started, "--sandbox", "--quiet")
    cli("sandbox", "hours", "nup-esimerkkisali", "--path", started)
    with Sandbox(started / ".varaamo-sync" / "sandbox.db", clock=now) as sandbox:
        sandbox._database.update("reservationUnit", sandbox._room("nup-esimerkkisali"), BREAKS)
    return started


def test_a_room_that_breaks_lists_is_unknown_and_told(cli: Run, broken: Path) -> None:
    """Status counts every other room as before; this one is unknown, and how to mend it is said."""
    status = cli("status", broken, "--sandbox", "--format", "json")
    rooms = {room["room"]: room for room in json.loads(status.out)["rooms"]}
    text = cli("status", broken, "--sandbox", "--rooms")

    assert 0 == status.code
    room = rooms.pop("nup-esimerkkisali")
    assert ("unknown", "opening_breaks") == (room["stage"], room["reason"])
    assert "date value out of range" == room["evidence"]["opening_fault"]
    assert "unknown" not in {other["stage"] for other in rooms.values()}
    assert "Varaamo ei pysty laskemaan tilan Esimerkkisali" in text.err
    assert "korjaus: Syy on todennäköisesti tämä luku" in text.err
    assert "Varattavissa aikaisintaan (pv ennen) = 2920000" in text.err
    assert "ei pysty laskemaan" in text.out


@pytest.mark.parametrize("command", ["plan", "push"])
def test_a_room_that_breaks_lists_keeps_nobody_from_work(
    cli: Run, broken: Path, command: str
) -> None:
    """Plan and push go on, and say which room it is."""
    ran = cli(command, broken, "--sandbox")

    assert 0 == ran.code
    assert "Varaamo ei pysty laskemaan tilan Esimerkkisali" in ran.err
