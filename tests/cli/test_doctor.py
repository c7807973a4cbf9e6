import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Ran, Run
from tests.cli.test_contracts import contract
from tests.clock import now
from varaamo_sync.booking import (
    ArchiveRoom,
    CreateSpace,
    ReadRooms,
    ReadSpaces,
    ReadVenues,
    UpdateSpace,
)
from varaamo_sync.booking.client import PasswordLogin, VaraamoClient
from varaamo_sync.model import LANGS, Lang
from varaamo_sync.sandbox import Sandbox, running
from varaamo_sync.state.records import LockHolder, Step
from varaamo_sync.store import Store, default_url
from varaamo_sync.store.locking import LASTS
from varaamo_sync.words import Theme
from varaamo_sync_cli.workspace.access.targets import SANDBOX_ORIGIN, Choice, Place
from varaamo_sync_cli.workspace.health.checks import State
from varaamo_sync_cli.workspace.health.diagnosis import Doctor

PASSWORD = "merkitty-salasana-5527"


def found(ran: Ran) -> dict[str, dict[str, Any]]:
    """Return what doctor said in JSON, by part, once it is as its schema says."""
    payload = json.loads(ran.out)
    contract("doctor").validate(payload)
    assert payload["healthy"] is (ran.code == 0)
    return {check["name"]: check for check in payload["checks"]}


def states(ran: Ran) -> dict[str, str]:
    """Return the state of each part."""
    return {name: check["state"] for name, check in found(ran).items()}


def test_a_sound_set_up_is_healthy(cli: Run, started: Path) -> None:
    """After a push, with reference data beside the catalogue, every part is in order."""
    cli("reference", started, "--sandbox")
    cli("push", started, "--sandbox", "-q")
    ran = cli("doctor", started, "--sandbox", "--format", "json")

    assert 0 == ran.code
    assert {"ok"} == set(states(ran).values())


def test_with_everything_broken_every_part_is_still_looked_at(
    cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No catalogue, no server, no database, half a login: each fault is named, with what to do."""
    (tmp_path / "catalogue.yaml").write_text("id: [", encoding="utf-8")
    (tmp_path / "reference.json").write_text("{", encoding="utf-8")
    monkeypatch.setenv("VARAAMO_SYNC_PASSWORD", PASSWORD)
    store = f"postgresql://admin:{PASSWORD}@127.0.0.1:9/x?connect_timeout=1"
    address = ("--url", "https://127.0.0.1:9", "--store", store)
    ran = cli("doctor", tmp_path, *address, "--format", "json")

    faults = {name for name, state in states(ran).items() if state == "fault"}
    assert 1 == ran.code
    assert {"settings", "catalogue", "reference", "target", "store"} == faults
    assert all(check["fix"] for check in found(ran).values() if check["state"] == "fault")
    assert PASSWORD not in ran.out + ran.err


def test_no_folder_and_no_target_are_told_without_making_any(cli: Run, tmp_path: Path) -> None:
    """Doctor makes no folder where none is, and what it cannot look at it skips."""
    nowhere = tmp_path / "nowhere"
    ran = cli("doctor", nowhere, "--sandbox", "--format", "json")

    assert not nowhere.exists()
    assert ("fault", "skipped") == (states(ran)["catalogue"], states(ran)["target"])


def test_a_fault_of_the_doctor_hides_nothing(started: Path) -> None:
    """A check that crashes is a fault of its own, and the others are made all the same."""
    no_path: Any = str(started)
    doctor = Doctor(Place(no_path, Choice()), now(), "en")
    checks = {check.name: check for check in doctor.checks()}

    assert State.FAULT is checks["reference"].state
    assert "TypeError" in checks["reference"].said
    assert 12 == len(checks)


def test_a_refused_login_is_told_as_the_sessions_fault(
    cli: Run, started: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong password is a fault of the session, not of the booking system, and is not shown."""
    monkeypatch.setenv("VARAAMO_SYNC_USERNAME", "admin")
    monkeypatch.setenv("VARAAMO_SYNC_PASSWORD", PASSWORD)
    with Sandbox(tmp_path / "other.db", clock=now) as sandbox, running(sandbox) as url:
        ran = cli("doctor", started, "--url", url, "--format", "json")

    assert ("ok", "fault") == (states(ran)["target"], states(ran)["session"])
    assert PASSWORD not in ran.out + ran.err


def test_venues_that_may_not_be_managed_are_named(
    cli: Run, started: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A user with one venue is told which venues of the catalogue are not theirs."""
    monkeypatch.setenv("VARAAMO_SYNC_USERNAME", "venue-admin")
    monkeypatch.setenv("VARAAMO_SYNC_PASSWORD", "venue-admin")
    with Sandbox(tmp_path / "other.db", clock=now) as sandbox, running(sandbox) as url:
        ran = cli("doctor", started, "--url", url, "--format", "json")

    rights = found(ran)["rights"]
    assert "fault" == rights["state"]
    assert "Stoa" in rights["message"]
    assert "Arabian nuorisotalo" not in rights["message"]


def test_nobody_logged_in_is_no_fault(cli: Run, started: Path, tmp_path: Path) -> None:
    """Looking needs no login, so a missing one is told but is no fault."""
    with Sandbox(tmp_path / "other.db", clock=now) as sandbox, running(sandbox) as url:
        ran = cli("doctor", started, "--url", url, "--format", "json")

    assert (0, "note") == (ran.code, states(ran)["session"])


def test_a_held_lock_and_open_writes_are_shown(cli: Run, started: Path) -> None:
    """Who pushes, and what a killed push has left open."""
    cli("push", started, "--sandbox", "-q")
    store, moment = Store(f"sqlite:///{started / '.varaamo-sync' / 'state.db'}"), now()
    holder = LockHolder("maija", "kone", "varaamo-sync push", moment, moment, moment + LASTS)
    store.acquire_lock(SANDBOX_ORIGIN, "esimerkkiluettelo", holder)
    memory = store.state(SANDBOX_ORIGIN, "esimerkkiluettelo")
    memory.note("nup-esimerkki", Step.CREATE_ROOM, {}, moment)
    store.close()
    ran = cli("doctor", started, "--sandbox", "--format", "json", "--lang", "en")

    assert ("note", "note") == (states(ran)["journal"], states(ran)["lock"])
    assert "maija on kone" in found(ran)["lock"]["message"]


def test_old_reference_data_is_worth_reading_anew(cli: Run, started: Path) -> None:
    """Reference data of months ago is told, with its age."""
    cli("reference", started, "--sandbox")
    file = started / "reference.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(data | {"taken": "2020-01-31"}), encoding="utf-8")
    ran = cli("doctor", started, "--sandbox", "--format", "json")

    assert "note" == states(ran)["reference"]
    assert "Luettu 31.1.2020 " in found(ran)["reference"]["message"]
    assert "2020-01-31" not in cli("doctor", started, "--sandbox", "--lang", "sv").out


def test_a_misspelt_setting_is_told_with_the_right_one(
    cli: Run, started: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A variable that nothing reads is named, with the one that may be meant."""
    monkeypatch.setenv("VARAAMO_SYNC_SESION", "x")
    ran = cli("doctor", started, "--sandbox", "--format", "json", "--lang", "en")

    assert "Did you mean VARAAMO_SYNC_SESSION" in found(ran)["settings"]["message"]


def test_every_setting_that_is_read_is_known(
    cli: Run, started: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A variable that some command reads is no misspelling, and a Respa's address has a path."""
    for name in ("BOARD_TOKEN", "SERVICE_MAP", "HOURS_URL", "URL"):
        monkeypatch.setenv(f"VARAAMO_SYNC_{name}", "https://respa.example.invalid/v1")
    ran = cli("doctor", started, "--sandbox", "--format", "json")

    assert "ok" == states(ran)["settings"]


@pytest.mark.parametrize("lang", LANGS)
def test_it_speaks_three_languages(cli: Run, started: Path, lang: Lang) -> None:
    """Text says the same in each language, and ends with what it comes to."""
    ran = cli("doctor", started, "--sandbox", "--lang", lang)

    word = Theme("commands/doctor")
    assert ran.out.rstrip().endswith(word("sound", lang))
    assert word("check.store", lang) in ran.out


def test_doubles_and_half_made_rooms_are_named(cli: Run, started: Path) -> None:
    """What is there twice is a fault; a space without its room is told with what to do."""
    cli("push", started, "--sandbox", "-q")
    code = "esimerkkiluettelo:nup-esimerkkisali"
    with (
        Sandbox(started / ".varaamo-sync" / "sandbox.db", clock=now) as sandbox,
        running(sandbox) as url,
    ):
        login = PasswordLogin("admin", "admin")
        with VaraamoClient(url, login=login) as api:
            api.log_in()
            venue = next(v.pk for v in api.execute(ReadVenues()) if v.tprek == "demo-001")
            api.execute(CreateSpace(code=code, venue=venue, name={"fi": "Sali"}))
            double = cli("doctor", started, "--sandbox", "--format", "json")
            rooms = api.execute(ReadRooms((venue,), logged_in=True))
            for room in rooms:
                api.execute(ArchiveRoom(room.pk))
            spaces = [s.pk for s in api.execute(ReadSpaces((venue,))) if s.code == code]
            api.execute(UpdateSpace(pk=spaces[1], changes={"code": ""}))
    half = cli("doctor", started, "--sandbox", "--format", "json")

    assert ("fault", "note") == (states(double)["doubles"], states(half)["doubles"])
    assert "nup-esimerkkisali" in str(found(double)["doubles"])
    assert "nup-esimerkkisali" in str(found(half)["doubles"])


def test_what_a_killed_push_left_open_is_told_by_whatever_looks(cli: Run, started: Path) -> None:
    """Plan and status say of which rooms it is open what became of the last writes."""
    cli("push", started, "--sandbox", "-q")
    with Store(default_url(started / ".varaamo-sync")) as store:
        memory = store.state(SANDBOX_ORIGIN, "esimerkkiluettelo")
        memory.note("nup-esimerkkisali", Step.UPDATE_ROOM, {"room": 1}, now())
    plan = cli("plan", started, "--sandbox", "--lang", "en")
    status = cli("status", started, "--sandbox", "--lang", "en")

    for ran in (plan, status):
        assert "an earlier push was interrupted" in ran.err
        assert "nup-esimerkkisali" in ran.err
