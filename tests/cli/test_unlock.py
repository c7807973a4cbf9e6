import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from varaamo_sync.state.records import LockHolder
from varaamo_sync.store import Store
from varaamo_sync.store.engine import default_url

SANDBOX = "http://sandbox.localhost"
SINCE = datetime(2026, 11, 22, 10, tzinfo=UTC)
HOLDER = LockHolder(
    owner="aino/1",
    host="kone",
    command="varaamo-sync push",
    since=SINCE,
    heartbeat=SINCE + timedelta(seconds=50),
    expires=SINCE + timedelta(seconds=110),
)


@pytest.fixture
def locked(started: Path) -> Path:
    """Give a catalogue whose lock for the sandbox is held."""
    (started / ".varaamo-sync").mkdir()
    store = Store(default_url(started / ".varaamo-sync"))
    store.acquire_lock(SANDBOX, "esimerkkiluettelo", HOLDER)
    store.close()
    return started


def holder(folder: Path) -> LockHolder | None:
    """Return who holds the lock now."""
    store = Store(default_url(folder / ".varaamo-sync"))
    try:
        return store.lock_holder(SANDBOX, "esimerkkiluettelo")
    finally:
        store.close()


@pytest.mark.usefixtures("english")
def test_a_lock_that_nobody_holds_is_said_to_be_free(cli: Run, started: Path) -> None:
    """There is nothing to break, and nothing is asked."""
    ran = cli("unlock", started, "--sandbox")

    assert (0, "Nobody holds the lock.\n") == (ran.code, ran.out)


@pytest.mark.usefixtures("english")
def test_who_holds_a_lock_is_shown_before_it_is_broken(cli: Run, locked: Path) -> None:
    """Owner, computer and moments tell a person whether somebody is still at work."""
    ran = cli("unlock", locked, "--sandbox", "--yes")

    assert (0, None) == (ran.code, holder(locked))
    assert "aino/1 on kone\n  varaamo-sync push\n" in ran.out
    assert "since 2026-11-22 12:00 Helsinki time, last heard 12:00:50, expires 12:01:50" in ran.out
    assert ran.out.endswith("The lock is broken.\n")


@pytest.mark.usefixtures("english")
def test_a_lock_is_not_broken_unasked(
    cli: Run, locked: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Answered no, or asked where nobody can answer, the lock stays."""
    answer = tmp_path / "answer"
    answer.write_text("n\n", encoding="utf-8")
    with answer.open(encoding="utf-8") as keyboard:
        monkeypatch.setattr("sys.stdin", keyboard)
        ran = cli("unlock", locked, "--sandbox")

    assert (5, HOLDER) == (ran.code, holder(locked))
    assert "The lock was left alone." in ran.err


@pytest.mark.usefixtures("english")
def test_only_the_lock_that_was_asked_about_is_broken(
    cli: Run, locked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever takes the lock while the question waits keeps it, and is shown."""
    other = replace(HOLDER, owner="veikko/2")

    class Slow(io.StringIO):
        def readline(self, _: int | None = -1, /) -> str:
            store = Store(default_url(locked / ".varaamo-sync"))
            store.release_lock(SANDBOX, "esimerkkiluettelo")
            store.acquire_lock(SANDBOX, "esimerkkiluettelo", other)
            store.close()
            return "y\n"

    monkeypatch.setattr("sys.stdin", Slow())
    ran = cli("unlock", locked, "--sandbox")

    assert (5, other) == (ran.code, holder(locked))
    assert "veikko/2 on kone" in ran.out
    assert "Somebody else took the lock meanwhile" in ran.err


@pytest.mark.usefixtures("english")
def test_the_lock_of_hours_is_shown_and_broken_too(cli: Run, locked: Path) -> None:
    """A push of hours has a lock of its own; that of another booking system is none of it."""
    mine, other = f"{SANDBOX} hours {SANDBOX}", f"{SANDBOX}.example hours {SANDBOX}"
    with Store(default_url(locked / ".varaamo-sync")) as store:
        store.release_lock(SANDBOX, "esimerkkiluettelo")
        for target in (mine, other):
            store.acquire_lock(target, "esimerkkiluettelo", HOLDER)
    ran = cli("unlock", locked, "--sandbox", "--yes")
    with Store(default_url(locked / ".varaamo-sync")) as store:
        left = store.lock_holders("esimerkkiluettelo")

    assert 0 == ran.code
    assert "The lock of opening hours:\naino/1 on kone" in ran.out
    assert {other: HOLDER} == left
