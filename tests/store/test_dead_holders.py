import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from varaamo_sync.errors import LockHeld
from varaamo_sync.state.records import LockHolder, Process
from varaamo_sync.store import Store
from varaamo_sync.store.process import is_dead, this_process

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="processes can be told apart on Linux only"
)

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TARGET = "https://varaamo.example.invalid"
HOLDER = """
import sys
from datetime import datetime
from varaamo_sync.store import Store, locked

with (
    Store(sys.argv[1]) as store,
    locked(store, sys.argv[2], "demo", owner="first", host="kone", command="push",
           now=lambda: datetime.fromisoformat(sys.argv[3])),
):
    print("held", flush=True)
    sys.stdin.read()
"""
"""A program that holds the lock until it is killed."""


@contextmanager
def holding(store_url: str) -> Iterator[subprocess.Popen[str]]:
    """Start a process that holds the lock."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, store_url, TARGET, NOW.isoformat()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert "held\n" == process.stdout.readline()
        yield process
        process.kill()


def next_one(process: Process | None = None) -> LockHolder:
    """Return who wants the lock at this moment."""
    return LockHolder("second", "kone", "push", NOW, NOW, NOW + timedelta(minutes=1), process)


@pytest.mark.parametrize("buried", [True, False])
def test_a_lock_whose_holder_was_killed_is_taken_over_at_once(store_url: str, buried: bool) -> None:
    """Nobody waits for a lock to expire whose holder is known to be dead, buried or not."""
    with holding(store_url) as process, Store(store_url) as store:
        process.send_signal(signal.SIGKILL)
        if buried:
            process.wait()
        else:  # it stays in the list of processes until its parent asks after it
            os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        left = store.acquire_lock(TARGET, "demo", next_one()).taken_from
        held = store.lock_holder(TARGET, "demo")

    assert left is not None
    assert held is not None
    assert ("first", "second") == (left.owner, held.owner)


def test_a_lock_whose_holder_lives_is_not_taken(store_url: str) -> None:
    """A process that lives keeps its lock, whoever asks."""
    with holding(store_url), Store(store_url) as store:
        found = store.lock_holder(TARGET, "demo")
        with pytest.raises(LockHeld):
            store.acquire_lock(TARGET, "demo", next_one(this_process()))

    assert found is not None
    assert found.process is not None


@pytest.fixture
def dead() -> Process:
    """Give a process of this machine that has ended."""
    ours = this_process()
    assert ours is not None
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return replace(ours, pid=ended.pid, started="1")


@pytest.mark.parametrize("part", ["boot", "host", "pid space", "time space"])
def test_a_process_of_another_place_is_never_called_dead(
    store_url: str, dead: Process, part: str
) -> None:
    """A number of another machine, start or container says nothing about a process here."""
    words = dead.place.split(" ")
    words[("boot", "host", "pid space", "time space").index(part)] += "0"
    elsewhere = replace(dead, place=" ".join(words))
    holder = LockHolder("first", "kone", "push", NOW, NOW, NOW + timedelta(days=9999), elsewhere)
    with Store(store_url) as store:
        store.acquire_lock(TARGET, "demo", holder)
        with pytest.raises(LockHeld):
            store.acquire_lock(TARGET, "demo", next_one())

    assert is_dead(dead)
    assert not is_dead(elsewhere)


def test_a_holder_of_whom_nothing_is_known_keeps_its_lock(store_url: str) -> None:
    """Where nobody can tell whether a holder lives, its lock lasts until it expires."""
    holder = LockHolder("first", "kone", "push", NOW, NOW, NOW + timedelta(days=9999))
    with Store(store_url) as store:
        store.acquire_lock(TARGET, "demo", holder)
        with pytest.raises(LockHeld) as caught:
            store.acquire_lock(TARGET, "demo", next_one(this_process()))

    assert holder == caught.value.holder


def test_a_number_that_was_given_anew_is_another_process() -> None:
    """A process is dead though another one has got its number; the other one is not."""
    ours = this_process()
    assert ours is not None

    assert (True, False) == (is_dead(replace(ours, started="1")), is_dead(ours))


@pytest.mark.parametrize("pid", [0, -1])
def test_a_number_that_is_none_is_no_dead_process(pid: int) -> None:
    """What can be no process is not judged by what the system says of whole groups."""
    ours = this_process()
    assert ours is not None

    assert not is_dead(replace(ours, pid=pid))


def test_a_process_of_another_user_is_alive() -> None:
    """That we may not send it a signal does not mean that it is not there."""
    first = Path("/proc/1/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[19]
    ours = this_process()
    assert ours is not None

    assert not is_dead(replace(ours, pid=1, started=first))
