import asyncio
import json
import os
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from jsonschema import Draft202012Validator

from tests.cli.conftest import ROOT, copy_of_example
from tests.clock import ToldDatetime, now, wait_until
from tests.meeting import WritesWait
from tests.program import PROGRAM
from tests.starting import answer
from varaamo_sync.booking.client import PasswordLogin, VaraamoClient
from varaamo_sync.catalogue_files import init_catalogue, read_catalogue
from varaamo_sync.errors import PlanStale
from varaamo_sync.sandbox import Sandbox, running
from varaamo_sync.sync import survey

pytestmark = pytest.mark.usefixtures("running_clock")

SERVICES = ROOT / "examples" / "services"


@pytest.fixture(autouse=True)
def _as_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the examples find each other, as they do in a folder of their own."""
    monkeypatch.syspath_prepend(str(SERVICES))
    for name in ("report", "webservice"):
        monkeypatch.setattr(f"{name}.datetime", ToldDatetime)


@pytest.fixture
def started(tmp_path: Path) -> Path:
    """Give a catalogue of four rooms that could be published."""
    init_catalogue(tmp_path / "catalogue")
    answer(tmp_path / "catalogue")
    return tmp_path / "catalogue"


@pytest.fixture
def varaamo() -> Iterator[str]:
    """Serve a sandbox on this machine."""
    with Sandbox(":memory:", clock=now) as sandbox, running(sandbox) as url:
        yield url


@contextmanager
def serving(app: FastAPI) -> Iterator[httpx.Client]:
    """Serve an application as uvicorn does, and give a client of it."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        try:
            with httpx.Client(base_url=address, timeout=60) as client:
                yield client
        finally:
            server.should_exit = True
            thread.join(10)


def ended(client: httpx.Client, push: str) -> dict[str, Any]:
    """Return a push once it has ended."""
    found: dict[str, Any] = {}

    def over() -> bool:
        found.update(client.get(f"/pushes/{push}").json())
        return bool(found["state"] != "running")

    wait_until(over)
    return found


def keys_in(url: str, folder: Path) -> list[str]:
    """Return the codes of the catalogue's spaces that Varaamo has, one for each that was made."""
    catalogue = read_catalogue(folder).usable()
    from tests.clock import now

    with VaraamoClient(url, login=PasswordLogin("admin", "admin")) as api:
        api.log_in()
        spaces = survey(api, catalogue, now=now()).spaces
    return sorted(space.code for space in spaces if space.code.startswith(f"{catalogue.id}:"))


def test_the_web_service_shows_findings_and_counts_and_pushes(
    started: Path, varaamo: str, tmp_path: Path
) -> None:
    """Over HTTP: nothing to mend, four rooms prepared; pushed in the background, in progress."""
    from nightly import Settings
    from webservice import create_app

    login = PasswordLogin("admin", "admin")
    store = f"sqlite:///{tmp_path / 'store.db'}"
    settings = Settings(catalogue=started, url=varaamo, store=store, login=login)
    with serving(create_app(settings)) as client:
        problems = client.get("/readiness")
        before = client.get("/counts").json()
        begun = client.post("/pushes")
        push = ended(client, begun.json()["id"])
        after = client.get("/counts").json()
        missing = client.get("/pushes/none")

    counted = [sum(unit[stage] for unit in before["units"].values()) for stage in ("prepared",)]
    moved = sum(unit["in_progress"] for unit in after["units"].values())
    assert (200, []) == (problems.status_code, problems.json())
    assert [4] == counted
    assert (202, "done", {"done"}) == (
        begun.status_code,
        push["state"],
        set(push["rooms"].values()),
    )
    assert (4, "not_met", 404) == (moved, after["goal"], missing.status_code)


def test_the_web_service_says_what_to_mend(tmp_path: Path, varaamo: str) -> None:
    """Findings have room, rule, words and how to mend; a broken booking system is a 502."""
    from nightly import Settings
    from webservice import create_app

    folder = copy_of_example(tmp_path)
    settings = Settings(catalogue=folder, url="https://127.0.0.1:9", store="sqlite://")
    with serving(create_app(settings)) as client:
        problems = client.get("/readiness", params={"level": "publish"}).json()
        counts = client.get("/counts")

    assert "description-missing-en" in {problem["rule"] for problem in problems}
    assert all(problem["message"] and problem["fix"] for problem in problems)
    assert all(problem["file"] and problem["line"] for problem in problems)
    assert 502 == counts.status_code
    assert counts.json()["error"]["fix"]
    assert counts.json()["error"]["request"]["certain"]


def test_a_push_that_is_refused_is_told(started: Path, varaamo: str, tmp_path: Path) -> None:
    """A catalogue that cannot be read, and a login that is refused, end in words."""
    from nightly import Settings
    from webservice import create_app

    store = f"sqlite:///{tmp_path / 'store.db'}"
    login = PasswordLogin("admin", "wrong")
    settings = Settings(catalogue=started, url=varaamo, store=store, login=login)
    with serving(create_app(settings)) as client:
        push = ended(client, client.post("/pushes").json()["id"])

    assert "failed" == push["state"]
    assert push["message"]


def test_a_push_that_breaks_runs_no_more(
    started: Path, varaamo: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a push raises, it ends as failed."""
    import webservice
    from nightly import Settings

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("unheard of")

    monkeypatch.setattr(webservice, "sync_rooms", broken)
    settings = Settings(catalogue=started, url=varaamo, store="sqlite://")
    with serving(webservice.create_app(settings)) as client:
        push = ended(client, client.post("/pushes").json()["id"])

    assert ("failed", "RuntimeError: see the log") == (push["state"], push["message"])


def test_an_approved_plan_is_carried_out_while_it_fits(started: Path, varaamo: str) -> None:
    """What was approved as text is done; once something has moved it is refused, and says what."""
    from approval import carry_out, propose
    from nightly import Settings

    login = PasswordLogin("admin", "admin")
    store = f"sqlite:///{started.parent / 'store.db'}"
    settings = Settings(catalogue=started, url=varaamo, store=store, login=login)
    first = propose(settings)
    done = carry_out(settings, first)

    assert "create" in first
    assert done.push.complete
    with pytest.raises(PlanStale) as moved:
        carry_out(settings, first)
    assert moved.value.moved


def test_the_script_reports_the_goal_without_a_login(started: Path, varaamo: str) -> None:
    """The script counts what Varaamo shows to everybody."""
    from report import report

    found: Any = asyncio.run(report(str(started), varaamo))

    assert "not_met" == found["goal"]
    assert {"goal": "not_met", "bookable": 0, "rooms": 1} == found["units"]["NUP"]


def replica(folder: Path, url: str, store: str) -> subprocess.Popen[str]:
    """Start the nightly job in a process of its own."""
    settings = {
        "CATALOGUE": str(folder),
        "VARAAMO_URL": url,
        "VARAAMO_USERNAME": "admin",
        "VARAAMO_PASSWORD": "admin",
        "STORE_URL": store,
    }
    return subprocess.Popen(
        [*PROGRAM, str(SERVICES / "nightly.py")],
        env=os.environ | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_of_two_replicas_one_works(started: Path, store_url: str) -> None:
    """Two jobs at once on one store, PostgreSQL or SQLite: one pushes, no room is made twice."""
    writes = WritesWait()
    with Sandbox(":memory:", clock=now, faults=writes) as sandbox, running(sandbox) as url:
        jobs = [replica(started, url, store_url) for _ in range(2)]
        writes.until_one_is_left(jobs)
        told = [job.communicate(timeout=90)[1] for job in jobs]
        made = keys_in(url, started)

    assert [0, 0] == [job.returncode for job in jobs], told
    assert 1 == sum("another replica is at it" in text for text in told), told
    assert 1 == sum("ends" in text for text in told)
    assert 4 == len(made)


def test_the_next_job_has_nothing_to_do(started: Path, varaamo: str, store_url: str) -> None:
    """After one job the next one finds the work done, and says so in its log."""
    first = replica(started, varaamo, store_url).communicate(timeout=90)[1]
    second = replica(started, varaamo, store_url).communicate(timeout=90)[1]

    assert "4 rooms to write" in first
    assert "0 rooms to write" in second


def test_a_service_is_told_of_a_partial_reading(started: Path, varaamo: str) -> None:
    """A file that cannot be read is no unit without rooms, to whoever just counts."""
    from report import report

    (started / "nup.yaml").write_text((started / "nup.yaml").read_text("utf-8") + "\tx: 1\n")
    found: Any = asyncio.run(report(str(started), varaamo))

    assert (False, "unknown", 1) == (
        found["complete"],
        found["units"]["NUP"]["goal"],
        found["units"]["NUP"]["rooms"],
    )


def test_cities_are_synced_beside_each_other(started: Path, varaamo: str, tmp_path: Path) -> None:
    """Values come from a pool of processes, errors too; each city ends in JSON."""
    from cities import City, sync_cities

    login, nowhere = PasswordLogin("admin", "admin"), tmp_path / "nowhere"
    cities = [City("Espoo", started, varaamo, login), City("Vantaa", nowhere, varaamo, login)]
    store = f"sqlite:///{tmp_path / 'store.db'}"
    good, bad = asyncio.run(sync_cities(cities, store, processes=1))
    schemas = {
        name: json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text("utf-8"))
        for name in ("sync", "error")
    }

    assert ("Espoo", [], 4) == (
        good["city"],
        good["errors"],
        good["sync"]["push"]["counts"]["done"],
    )
    assert "CatalogueNotFound" == bad["error"]["kind"]
    Draft202012Validator(schemas["sync"]).validate(good["sync"])
    Draft202012Validator(schemas["error"]).validate({"format_version": 1, "error": bad["error"]})
