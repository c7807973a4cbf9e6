import json
import os
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.clock import CLOCK, now
from tests.meeting import WritesWait
from tests.program import PROGRAM
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.sandbox import Sandbox, running
from varaamo_sync.state.records import LockHolder
from varaamo_sync.store import Store, default_url
from varaamo_sync.store.process import this_process
from varaamo_sync_cli.workspace.access.targets import SANDBOX_ORIGIN

pytestmark = pytest.mark.usefixtures("running_clock")

SETTLES = {"VARAAMO_SYNC_SETTLE_SECONDS": "1"}
USER = {"VARAAMO_SYNC_USERNAME": "admin", "VARAAMO_SYNC_PASSWORD": "admin"}


def edit(file: Path, old: str, new: str) -> None:
    """Edit a file of a catalogue."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.usefixtures("english")
def test_a_saved_plan_is_done_once(cli: Run, started: Path, tmp_path: Path) -> None:
    """A saved plan is carried out as it was saved, and refused the second time."""
    file = tmp_path / "plan.json"
    saved = cli("plan", started, "--sandbox", "--out", file)
    first = cli("push", started, "--sandbox", "--plan", file, "--quiet")
    second = cli("push", started, "--sandbox", "--plan", file, "--quiet")

    assert (0, 0, 5) == (saved.code, first.code, second.code)
    assert "no longer fits" in second.err


@pytest.mark.parametrize("moved", ["catalogue", "target", "booking system"])
@pytest.mark.usefixtures("english")
def test_a_saved_plan_that_no_longer_fits_is_refused(
    cli: Run, started: Path, tmp_path: Path, moved: str
) -> None:
    """Edited catalogue, other target or changed room: exit 5, naming what moved."""
    file = tmp_path / "plan.json"
    cli("plan", started, "--sandbox", "--out", file)
    target = ["--sandbox"]
    said = "nup-esimerkki"
    if moved == "catalogue":
        edit(started / "catalogue.yaml", "format: 1", "format: 1  # edited")
        said = "the catalogue was edited"
    elif moved == "booking system":
        cli("push", started, "--sandbox", "--quiet")
        said = " changed"
    with Sandbox(tmp_path / "other.db", clock=now) as sandbox, running(sandbox) as url:
        if moved == "target":
            target, said = ["--url", url], f"not {url}"
        ran = cli("push", started, *target, "--plan", file, "--yes", "--quiet")

    assert 5 == ran.code
    assert said in ran.err


@pytest.mark.usefixtures("english")
def test_a_saved_plan_of_another_catalogue_is_refused_in_one_line(
    cli: Run, started: Path, helsinki: Path, tmp_path: Path
) -> None:
    """Both catalogues are named, and no room of either is called changed."""
    file = tmp_path / "plan.json"
    cli("plan", started, "--sandbox", "--out", file)
    ran = cli("push", helsinki, "--sandbox", "--plan", file, "--quiet")
    here, other = (read_catalogue(folder).usable().id for folder in (helsinki, started))

    assert 5 == ran.code
    assert f"the plan is for the catalogue {other}, not {here}." in ran.err
    assert " changed" not in ran.err


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"format_version": 9, "options": {}}'])
@pytest.mark.usefixtures("english")
def test_what_is_no_plan_is_told(cli: Run, started: Path, tmp_path: Path, content: str) -> None:
    """A file that is no saved plan is a usage error, never a traceback."""
    file = tmp_path / "plan.json"
    file.write_text(content, encoding="utf-8")
    ran = cli("push", started, "--sandbox", "--plan", file)

    assert (2, True) == (ran.code, "saved plan" in ran.err)


def test_the_guard_prints_the_plan_and_what_allows_it(cli: Run, helsinki: Path) -> None:
    """Too much at once is printed, refused with 5, and let through by the number it names."""
    cli("push", helsinki, "--sandbox", "--on-conflict", "ours", "--quiet")
    edit(helsinki / "nup.yaml", "max: 4 h", "max: 5 h")
    refused = cli("push", helsinki, "--sandbox", "--quiet")
    wrong = cli("push", helsinki, "--sandbox", "--allow", "NUP=lots")
    allowed = cli("push", helsinki, "--sandbox", "--quiet", "--allow", "NUP=22")

    assert (5, 2, 1) == (refused.code, wrong.code, allowed.code)
    assert "Pisin varausaika: 4 h → 5 h" in refused.out
    assert "--allow NUP=" in refused.err


def test_events_are_told_line_by_line(cli: Run, started: Path, tmp_path: Path) -> None:
    """``--events`` writes NDJSON: the version, the beginning, each outcome, the end."""
    file = tmp_path / "events.ndjson"
    cli("push", started, "--sandbox", "--quiet", "--events", file)

    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    kinds = [line["event"] for line in lines]
    assert ["version", "began", *["outcome"] * 4, "ended"] == kinds
    assert (1, True) == (lines[0]["format_version"], lines[-1]["complete"])


def test_only_one_service_unit_is_pushed(cli: Run, started: Path) -> None:
    """``--unit`` leaves the other service units alone."""
    pushed = cli("push", started, "--sandbox", "--unit", "nup", "--format", "json", "--quiet")

    assert ["done"] == [room["status"] for room in json.loads(pushed.out)["rooms"]]


def test_a_plan_for_a_pull_request_is_markdown(cli: Run, started: Path) -> None:
    """``--format markdown`` gives the summary as a heading and the rooms as lists below it."""
    ran = cli("plan", started, "--sandbox", "--format", "markdown")

    assert ran.out.startswith("### Suunnitelma: luodaan 4")
    assert "#### Uudet tilat, jotka asukkaat näkevät: 4 tilaa" in ran.out


@pytest.fixture
def slow_town(helsinki: Path, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """Give the example and a served sandbox."""
    with Sandbox(tmp_path / "sandbox.db", clock=now) as sandbox, running(sandbox) as url:
        yield helsinki, url


def start_push(folder: Path, url: str, *more: str) -> subprocess.Popen[str]:
    """Start a push in a process of its own."""
    return subprocess.Popen(
        [*PROGRAM, "push", str(folder), "--url", url, "--yes", "--on-conflict", "ours", *more],
        env=os.environ | USER | SETTLES,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.usefixtures("english")
def test_two_pushes_at_once_are_one(helsinki: Path, store_url: str) -> None:
    """On one store, SQLite or PostgreSQL, one push works; others exit 5 and name the holder."""
    writes = WritesWait()
    with Sandbox(clock=now, faults=writes) as sandbox, running(sandbox) as url:
        pushes = [start_push(helsinki, url, "--store", store_url) for _ in range(3)]
        writes.until_one_is_left(pushes)
        results = [(push, *push.communicate(timeout=60)) for push in pushes]

    refused = [err for push, _, err in results if push.returncode == 5]
    assert [1, 5, 5] == sorted(push.returncode for push, _, _ in results)
    assert all(
        "varaamo-sync unlock" in err and "has been working on this catalogue since" in err
        for err in refused
    )


def test_ctrl_c_finishes_what_is_in_flight(slow_town: tuple[Path, str]) -> None:
    """The first Ctrl-C ends with 130, an outcome for every room, and the command to go on."""
    folder, url = slow_town
    push = start_push(folder, url)
    assert push.stdout is not None
    for line in push.stdout:
        if line.startswith("Plan:"):
            break
    CLOCK.sleep(0.2)
    push.send_signal(signal.SIGINT)
    out, err = push.communicate(timeout=60)
    again = start_push(folder, url)
    again.communicate(timeout=60)

    assert push.returncode in (130, 1), err  # 1: it was done before it heard
    assert "Traceback" not in out + err
    assert push.returncode == 1 or "To go on: varaamo-sync push" in err
    assert 1 == again.returncode


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="told on Linux only")
@pytest.mark.usefixtures("english")
def test_after_a_kill_the_same_push_goes_on_at_once(slow_town: tuple[Path, str]) -> None:
    """The lock of a killed push is taken over without waiting, and that is said."""
    folder, url = slow_town
    push = start_push(folder, url)
    assert push.stdout is not None
    for line in push.stdout:
        if line.startswith("Plan:"):
            break
    push.kill()
    push.communicate()
    again = start_push(folder, url, "--lang", "en")
    _, err = again.communicate(timeout=60)

    assert (1, True) == (again.returncode, "the lock was taken over" in err), err


@pytest.mark.usefixtures("english")
def test_the_lock_of_a_dead_push_troubles_nobody(cli: Run, started: Path) -> None:
    """Doctor and unlock say that the next push takes it over, where its death can be seen."""
    ours = this_process()
    if ours is None:
        pytest.skip("told on Linux only")
    moment = now()
    dead = replace(ours, started="1")
    cli("push", started, "--sandbox", "--quiet")
    with Store(default_url(started / ".varaamo-sync")) as store:
        holder = LockHolder(
            "maija", "kone", "push", moment, moment, moment + timedelta(minutes=1), dead
        )
        store.acquire_lock(SANDBOX_ORIGIN, "esimerkkiluettelo", holder)
    doctor = cli("doctor", started, "--sandbox", "--lang", "en")
    unlock = cli("unlock", started, "--sandbox", "--yes")

    assert "the next push takes it over" in doctor.out
    assert "its process has died" in unlock.out
