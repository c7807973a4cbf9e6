"""``varaamo-sync schedule`` and ``worker``: many catalogues, on a store that workers share."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.every_command import standing
from tests.cli.test_contracts import contract
from tests.clock import now
from tests.jobs.conftest import team_database, team_store
from varaamo_sync.jobs import Run as JobRun
from varaamo_sync.jobs import RunResult, SyncJob
from varaamo_sync.sandbox import Sandbox, running
from varaamo_sync.store import Store
from varaamo_sync_cli.main import run

__all__ = ["team_database", "team_store"]  # fixtures


@pytest.fixture
def store(team_store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Let the environment name an empty store that workers share."""
    monkeypatch.setenv("VARAAMO_SYNC_STORE", team_store.psycopg_address)
    return team_store


@pytest.fixture
def varaamo() -> Iterator[str]:
    """Serve a sandbox on this machine."""
    with Sandbox(":memory:", clock=now) as sandbox, running(sandbox) as url:
        yield url


def test_what_is_scheduled_is_done_and_shown(cli: Run, started: Path, store: Store) -> None:
    """Added, run and listed: each says how it stands and what is next; JSON keeps its contract."""
    empty = cli("schedule", "list")
    added = cli("schedule", "add", "nuoriso", started, "--sandbox", "--at", "3.00")
    early = cli("worker", "--once")
    asked = cli("schedule", "run", "nuoriso")
    worked = cli("worker", "--once")
    listed = cli("schedule", "list")
    as_json = json.loads(cli("schedule", "list", "--format", "json").out)
    cli("schedule", "run", "nuoriso")
    line = json.loads(cli("worker", "--once", "--format", "json").out)
    removed = cli("schedule", "remove", "nuoriso")

    assert {0} == {r.code for r in (empty, added, early, asked, worked, listed, removed)}
    assert "Mitään ei ole ajastettu" in empty.out
    assert "joka päivä klo 03:00" in added.out
    assert "varaamo-sync worker" in added.out
    assert "Nyt ei ole mitään vietävää" in early.out
    assert "nuoriso  kunnossa, 4 tehty" in worked.out
    assert "1 ajastus; mikään ei vaadi toimia." in listed.out
    contract("schedule").validate(as_json)
    contract("worker-run").validate(line)
    assert ("done", {"unchanged": 4}) == (line["result"], line["rooms"])
    assert () == store.schedules.all()


def test_what_went_wrong_comes_first_and_says_what_to_do(
    cli: Run, started: Path, store: Store, varaamo: str
) -> None:
    """Without a login nothing is sent; the list puts it first, with the reason and the fix."""
    cli("schedule", "add", "aalto", started, "--sandbox")
    cli("schedule", "add", "meri", started, "--url", varaamo)
    for name in ("aalto", "meri"):
        cli("schedule", "run", name)
    worked = cli("worker", "--once")
    listed = cli("schedule", "list")

    assert (4, 1) == (worked.code, listed.code)
    assert "2 ajastusta, 1 vaatii toimia." in listed.out
    assert listed.out.index("meri  ") < listed.out.index("aalto  ")
    assert "ei onnistunut" in listed.out
    assert "istunto" in listed.out.casefold()


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("fi", "osa odottaa päätöstä, 3 ristiriitaa"),
        ("sv", "en del väntar på beslut, 3 konflikter"),
        ("en", "some wait for a decision, 3 conflicts"),
    ],
)
def test_what_somebody_must_decide_is_no_calm_schedule(
    cli: Run, started: Path, store: Store, lang: str, said: str
) -> None:
    """Where staff and a catalogue want different things it comes first, with what to type."""
    for name, rooms in (("aalto", {"done": 4, "unready": 1}), ("meri", {"conflict": 3})):
        cli("schedule", "add", name, started, "--sandbox")
        job, result = SyncJob(name), RunResult.INCOMPLETE
        store.schedules.note_run(
            JobRun(job=job, begun=now(), ended=now(), result=result, rooms=rooms)
        )
    listed = cli("schedule", "list", "--lang", lang)
    told = json.loads(cli("schedule", "list", "--format", "json").out)["schedules"]

    assert 1 == listed.code
    assert said in listed.out
    assert [("meri", True), ("aalto", False)] == [(one["name"], one["troubled"]) for one in told]
    assert (
        listed.out.index("meri") < listed.out.index("varaamo-sync plan") < listed.out.index("aalto")
    )


def test_a_worker_whose_output_cannot_be_written_works_on(
    cli: Run, started: Path, store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """All that is due is done and noted; what was wrong is told once, at the end."""
    for name in ("aalto", "meri"):
        cli(
            "schedule",
            "add",
            name,
            started,
            "--sandbox",
            "--unit",
            "KIR" if name == "meri" else "NUP",
        )
        cli("schedule", "run", name)
    told = tmp_path / "err"
    with told.open("w", encoding="utf-8") as err, standing(None, err):
        code = run(["worker", "--once"])

    assert (74, 2) == (code, len(told.read_text("utf-8").splitlines()))
    assert [] == [line.getMessage() for line in caplog.records if line.levelname == "ERROR"]
    assert 2 == len(store.schedules.last_runs())


def test_a_worker_logs_in_where_its_file_says(
    cli: Run, started: Path, store: Store, varaamo: str, tmp_path: Path
) -> None:
    """Each host gets the login that stands beside its address; a file open to others is refused."""
    logins = tmp_path / "logins.json"
    logins.write_text(json.dumps({varaamo: {"username": "admin", "password": "admin"}}))
    logins.chmod(0o600)
    cli("schedule", "add", "meri", started, "--url", varaamo, "--unit", "NUP")
    cli("schedule", "run", "meri")
    worked = cli("worker", "--once", "--logins", logins)
    logins.chmod(0o644)
    refused = cli("worker", "--once", "--logins", logins)
    logins.chmod(0o600)
    logins.write_text('{"x": {"password": "hunter2"}}')
    odd = cli("worker", "--once", "--logins", logins)

    assert (0, True) == (worked.code, "meri NUP  kunnossa, 1 tehty" in worked.out)
    assert (2, 2) == (refused.code, odd.code)
    assert "chmod 600" in refused.err
    assert "hunter2" not in odd.err + odd.out


def test_credentials_of_another_host_stay(
    cli: Run, started: Path, store: Store, varaamo: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A login of the environment goes to the host that it is bound to, and nowhere else."""
    monkeypatch.setenv("VARAAMO_SYNC_USERNAME", "admin")
    monkeypatch.setenv("VARAAMO_SYNC_PASSWORD", "admin")
    monkeypatch.setenv("VARAAMO_SYNC_URL", "https://elsewhere.example.invalid")
    cli("schedule", "add", "meri", started, "--url", varaamo)
    cli("schedule", "run", "meri")
    withheld = cli("worker", "--once")
    monkeypatch.setenv("VARAAMO_SYNC_URL", varaamo)
    cli("schedule", "run", "meri")
    given = cli("worker", "--once")

    assert (4, 0) == (withheld.code, given.code)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("Isot Kirjaimet",), "ei käy ajastuksen nimeksi"),
        (("x", "--cron", "yöllä"), "ei kerro ajankohtaa"),
        (("x", "--at", "25"), "ei ole kellonaika"),
        (("x", "--at", "3", "--cron", "0 3 * * *"), "joko --at tai --cron"),
        (("x", "--store", "sqlite://"), "PostgreSQL"),
    ],
)
def test_what_cannot_be_scheduled_is_told(
    cli: Run, started: Path, store: Store, options: tuple[str, ...], said: str
) -> None:
    """Nothing is put on the schedule that no worker could do, and it is said what to type."""
    name, *others = options
    ran = cli("schedule", "add", name, started, "--sandbox", *others)

    assert ran.code != 0
    assert said in ran.err
    assert () == store.schedules.all()


def test_near_names_are_suggested(cli: Run, started: Path, store: Store) -> None:
    """A name that is not there suggests the one that may be meant, and a taken one is refused."""
    cli("schedule", "add", "nuoriso", started, "--sandbox")
    twice = cli("schedule", "add", "nuoriso", started, "--sandbox")
    gone = [cli("schedule", "remove", "nuoris"), cli("schedule", "run", "nuoris")]

    assert "on jo olemassa" in twice.err
    assert ["Tarkoititko: nuoriso?" in ran.err for ran in gone] == [True, True]


def test_schedules_need_a_store(cli: Run) -> None:
    """Where no store is named, it is said how one is."""
    ran = cli("worker", "--once")

    assert (2, True) == (ran.code, "VARAAMO_SYNC_STORE" in ran.err)
