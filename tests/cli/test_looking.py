"""Looking makes no state: it works, and says the same, where nothing can be written."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.clock import now
from tests.store.test_older_stores import NOW, TARGET, VERSION_1
from varaamo_sync.sandbox import Sandbox, running
from varaamo_sync.store import Store, default_url
from varaamo_sync.store.tables import SCHEMA_VERSION

STATE = ".varaamo-sync"
LOOKS = {
    "validate": "validate HERE",
    "validate sarif": "validate HERE --format sarif",
    "plan": "plan HERE TARGET",
    "plan json": "plan HERE TARGET --format json --exit-code",
    "plan saved": "plan HERE TARGET --out ELSEWHERE/plan.json",
    "status": "status HERE TARGET --rooms",
    "status json": "status HERE TARGET --format json",
    "status offline": "status HERE TARGET --offline",
    "history": "history HERE TARGET",
    "whoami": "whoami HERE TARGET",
    "doctor": "doctor HERE TARGET",
    "unlock": "unlock HERE TARGET",
    "pull": "pull HERE TARGET --dry-run",
    "export": "export HERE",
    "import": "import ELSEWHERE/tilat.csv --into HERE --dry-run TARGET",
    "translations": "translations export HERE --to sv --format json --all",
    "annotate": "annotate ELSEWHERE/tilat.xlsx --out ELSEWHERE/out.xlsx --into HERE TARGET",
    "reference": "reference HERE TARGET --out ELSEWHERE/reference.json",
    "conformance": "conformance HERE TARGET",
}
"""Commands that look, with what stands for the catalogue, the booking system, another folder."""


@pytest.fixture
def elsewhere(tmp_path: Path, cli: Run, started: Path) -> Path:
    """Give a folder with workbooks, which is not the catalogue's."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    for name in ("tilat.csv", "tilat.xlsx"):
        assert 0 == cli("export", started, "--out", folder / name).code
    return folder


def words(command: str, catalogue: Path, elsewhere: Path, *target: str) -> list[str]:
    """Return a command with its places filled in."""
    named = {"HERE": str(catalogue)}
    return [
        named.get(word, word.replace("ELSEWHERE", str(elsewhere)))
        for part in command.split()
        for word in (target if part == "TARGET" else (part,))
    ]


def tree(folder: Path) -> dict[str, bytes | None]:
    """Return every file below a folder with its bytes, and every folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


def timeless(text: str) -> str:
    """Return what was printed without numbers, which hold the moment and the port."""
    return re.sub(r"[\d.]+", "", text)


@pytest.mark.parametrize("name", LOOKS)
@pytest.mark.parametrize("served", [False, True], ids=["sandbox", "url"])
def test_a_look_leaves_the_catalogue_as_it_is(
    cli: Run, started: Path, elsewhere: Path, tmp_path: Path, name: str, served: bool
) -> None:
    """From an empty state no file appears beside the catalogue, and none changes."""
    before = tree(started)
    with Sandbox(tmp_path / "sandbox.db", clock=now) as sandbox, running(sandbox) as url:
        target = ("--url", url) if served else ("--sandbox",)
        ran = cli(*words(LOOKS[name], started, elsewhere, *target))

    assert ran.code in {0, 1, 2, 3, 6}, ran.err
    assert "bug" not in ran.err
    assert before == tree(started)


@pytest.mark.parametrize("name", LOOKS)
def test_a_look_works_where_no_state_can_be_made(
    cli: Run, started: Path, elsewhere: Path, name: str
) -> None:
    """Where the folder of state cannot be made, a look answers as where it is not there yet."""
    command = words(LOOKS[name], started, elsewhere, "--sandbox")
    expected = cli(*command)
    for made in ("plan.json", "out.xlsx", "reference.json"):
        (elsewhere / made).unlink(missing_ok=True)
    (started / STATE).write_text("", encoding="utf-8")
    ran = cli(*command)

    if name == "doctor":  # which is asked for just that
        assert (0, 1) == (expected.code, ran.code)
        assert STATE in ran.out
    else:
        assert (expected.code, timeless(expected.out)) == (ran.code, timeless(ran.out))


@pytest.mark.parametrize("name", LOOKS)
def test_a_look_changes_nothing_that_pushes_have_kept(
    cli: Run, started: Path, elsewhere: Path, name: str
) -> None:
    """What is remembered, and the sandbox, stay as they are; only the last survey is kept anew."""
    cli("push", started, "--sandbox", "--quiet")
    before = tree(started)
    ran = cli(*words(LOOKS[name], started, elsewhere, "--sandbox"))
    after = tree(started)
    surveys = f"{STATE}/surveys.json"

    assert "bug" not in ran.err
    assert before.keys() == after.keys()
    assert {surveys} >= {path for path in before if before[path] != after[path]}


@pytest.mark.parametrize("push", [["push"], ["pull"]])
@pytest.mark.usefixtures("english")
def test_what_writes_says_that_no_state_can_be_made(
    cli: Run, started: Path, push: list[str]
) -> None:
    """Where the folder of state cannot be made, nothing is written, and it is told as that."""
    (started / STATE).write_text("", encoding="utf-8")
    ran = cli(*push, started, "--sandbox")

    assert 5 == ran.code
    assert f"{STATE} cannot be made" in ran.err


def test_a_look_keeps_the_last_survey_for_offline(cli: Run, started: Path) -> None:
    """Who only looks can look again without the network, and the catalogue's folder stays clean."""
    live = cli("status", started, "--sandbox", "--format", "json")
    offline = cli("status", started, "--sandbox", "--offline", "--format", "json")

    assert (0, 0) == (live.code, offline.code), offline.err
    assert not (started / STATE).exists()


def test_the_latest_survey_counts_wherever_it_was_kept(cli: Run, started: Path) -> None:
    """A survey of before a push does not hide that of the push."""
    cli("status", started, "--sandbox")
    cli("push", started, "--sandbox", "--quiet")
    live = cli("status", started, "--sandbox", "--rooms", "--format", "csv")
    offline = cli("status", started, "--sandbox", "--rooms", "--offline", "--format", "csv")

    assert live.out == offline.out


def test_a_plan_that_was_saved_by_a_look_fits_the_push(
    cli: Run, helsinki: Path, tmp_path: Path
) -> None:
    """The sandbox that a look sees before there is one is the one that a push then makes."""
    saved = tmp_path / "plan.json"
    looked = cli("plan", helsinki, "--sandbox", "--out", saved)
    pushed = cli("push", helsinki, "--sandbox", "--plan", saved, "--quiet")

    assert (0, 1) == (looked.code, pushed.code), pushed.err


def test_a_look_at_an_older_store_leaves_it_old(cli: Run, started: Path) -> None:
    """A store of an earlier version is read as it is; only what writes brings it up."""
    (started / STATE).mkdir()
    file = started / STATE / "state.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(VERSION_1.replace("TARGET", TARGET).replace("NUMBER", "INTEGER"))
    before = file.read_bytes()
    looked = cli("plan", started, "--sandbox")
    unchanged = file.read_bytes() == before
    pushed = cli("push", started, "--sandbox", "--quiet")
    with closing(sqlite3.connect(file)) as connection:
        ((version,),) = connection.execute("SELECT version FROM varaamo_sync_version")

    assert (0, True, 0) == (looked.code, unchanged, pushed.code), looked.err + pushed.err
    assert SCHEMA_VERSION == version


def test_a_look_at_a_store_sees_what_a_killed_push_wrote_last(tmp_path: Path) -> None:
    """What stands in the log that SQLite keeps beside its file is not missed."""
    url = default_url(tmp_path)
    with Store(url) as store:
        store.add_history(TARGET, "demo", NOW, {"total": 5})
        assert (tmp_path / "state.db-wal").stat().st_size
        with Store(url, looking=True) as seen:
            found = seen.history(TARGET, "demo")
            seen.add_history(TARGET, "demo", NOW, {"total": 6})
        kept = store.history(TARGET, "demo")

    assert [{"total": 5}] == found == kept


def test_a_look_at_no_store_makes_none(tmp_path: Path) -> None:
    """A service that only looks finds an empty memory where there is no store."""
    with Store(default_url(tmp_path), looking=True) as store:
        assert {} == store.state(TARGET, "demo").remembered()

    assert [] == list(tmp_path.iterdir())
