"""A push asks before it writes, and keeps nobody waiting meanwhile."""

import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.clock import now
from varaamo_sync.sandbox import Sandbox, running
from varaamo_sync.state.records import LockHolder
from varaamo_sync.store import HeldLock, Store, locked
from varaamo_sync.store.engine import default_url

CATALOGUE = "esimerkkiluettelo"


class Keyboard(io.StringIO):
    """A terminal at which something happens before each answer.

    Args:
        answer: What is typed.
        meanwhile: What happens while the question waits.
    """

    def __init__(self, answer: str, meanwhile: Callable[[], object] = lambda: None) -> None:
        super().__init__()
        self._answer, self._meanwhile = answer, meanwhile

    def isatty(self) -> bool:
        """Tell that a person sits here."""
        return True

    def readline(self, _: int | None = -1, /) -> str:
        """Let happen what happens meanwhile, then answer."""
        self._meanwhile()
        return f"{self._answer}\n"


@pytest.fixture
def sandbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """Give a sandbox, with the administrator's credentials in the environment."""
    monkeypatch.setenv("VARAAMO_SYNC_USERNAME", "admin")
    monkeypatch.setenv("VARAAMO_SYNC_PASSWORD", "admin")
    with Sandbox(tmp_path / "served.db", clock=now) as served:
        yield served


@pytest.fixture
def url(sandbox: Sandbox) -> Iterator[str]:
    """Serve it."""
    with running(sandbox) as address:
        yield address


def hold(store: Store, url: str) -> AbstractContextManager[HeldLock]:
    """Return the lock in the hands of somebody else."""
    return locked(store, url, CATALOGUE, owner="eino", host="kone", command="push", now=now)


def rooms_of(sandbox: Sandbox) -> int:
    """Return how many rooms there are."""
    return int(sandbox._database.value("SELECT count(*) FROM reservationUnit"))


def edit(file: Path, old: str, new: str) -> None:
    """Change a text of a file."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(("typed", "code", "more"), [("k", 0, 4), ("ei", 5, 0), ("", 5, 0)])
def test_a_push_does_what_was_answered(
    cli: Run,
    started: Path,
    sandbox: Sandbox,
    url: str,
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
    code: int,
    more: int,
) -> None:
    """Yes sends the plan that was shown; no, and nothing, send nothing."""
    before = rooms_of(sandbox)
    monkeypatch.setattr("sys.stdin", Keyboard(typed))
    ran = cli("push", started, "--url", url)

    assert (code, before + more) == (ran.code, rooms_of(sandbox))
    assert f"Viedäänkö 4 tilaa kohteeseen {url}? [k/E] " in ran.err


def test_the_lock_is_free_while_the_question_waits(
    cli: Run, started: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else can take the lock, and give it back, before the answer comes."""
    taken: list[LockHolder | None] = []

    def take() -> None:
        with (
            Store(default_url(started / ".varaamo-sync")) as store,
            hold(store, url),
        ):
            taken.append(store.lock_holder(url, CATALOGUE))

    monkeypatch.setattr("sys.stdin", Keyboard("k", take))
    ran = cli("push", started, "--url", url)

    assert 0 == ran.code
    assert ["eino"] == [holder and holder.owner for holder in taken]


def test_who_took_the_lock_meanwhile_keeps_it(
    cli: Run, started: Path, sandbox: Sandbox, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A yes that comes while somebody else is at work sends nothing, and says who it is."""
    before = rooms_of(sandbox)
    with ExitStack() as at_work:

        def take() -> None:
            store = at_work.enter_context(Store(default_url(started / ".varaamo-sync")))
            at_work.enter_context(hold(store, url))

        monkeypatch.setattr("sys.stdin", Keyboard("k", take))
        ran = cli("push", started, "--url", url)

    assert (5, before) == (ran.code, rooms_of(sandbox))
    assert "eino koneella kone" in ran.err


def test_a_plan_that_moved_while_the_question_waited_is_not_done(
    cli: Run, started: Path, sandbox: Sandbox, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was agreed to is done or nothing is: here staff change a room before the answer."""
    cli("push", started, "--url", url, "--yes", "-q")
    edit(started / "nup.yaml", "max: 20", "max: 21")

    pk = sandbox._room("nup-esimerkkisali")

    def move() -> None:
        sandbox._database.update("reservationUnit", pk, {"maxPersons": 7})

    monkeypatch.setattr("sys.stdin", Keyboard("k", move))
    ran = cli("push", started, "--url", url)

    assert 5 == ran.code
    assert "mitään ei lähetetty" in ran.err
    assert "nup-esimerkkisali on muuttunut" in ran.err
    assert 7 == sandbox._database.value("SELECT maxPersons FROM reservationUnit WHERE pk = ?", pk)


def test_files_that_were_edited_while_the_question_waited_are_not_pushed_over(
    cli: Run, started: Path, sandbox: Sandbox, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The plan that was shown is not the catalogue's any more."""
    before = rooms_of(sandbox)
    monkeypatch.setattr(
        "sys.stdin",
        Keyboard("k", lambda: edit(started / "nup.yaml", "max: 20", "max: 21")),
    )
    ran = cli("push", started, "--url", url)

    assert (5, before) == (ran.code, rooms_of(sandbox))
    assert "tilaluetteloa on muokattu" in ran.err
