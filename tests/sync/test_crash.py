"""A push is killed with SIGKILL at random moments, and resumed until it is done."""

import os
import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import copy_of_example
from varaamo_sync.client import VaraamoClient
from varaamo_sync.files import read_catalogue
from varaamo_sync.sandbox import FaultPlan, Sandbox, running
from varaamo_sync.sandbox.fault_plan import Cut, Deadlock, Status, StoredError
from varaamo_sync.store import Store
from varaamo_sync.sync import survey
from varaamo_sync_cli.clock import now

RUNS = int(os.environ.get("VARAAMO_SYNC_CHAOS", "20"))
"""Kills in all: 20 in the test suite, 1,000 under ``make chaos``."""

KILLS_PER_TOWN = 5

EARLY = 0.2
"""Share of pushes that are killed at some moment before they have sent a room."""

ENVIRONMENT = {
    "VARAAMO_SYNC_USERNAME": "admin",
    "VARAAMO_SYNC_PASSWORD": "admin",
    "VARAAMO_SYNC_SETTLE_SECONDS": "1",  # the sandbox answers at once
}


MOST_PUSHES = 8
"""Pushes within which everything is done, however bad the day."""


def bad_day(seed: int) -> FaultPlan:
    """Return faults as a bad network and a tired server have them."""
    return FaultPlan(
        seed=seed,
        faults=(
            Cut(stored=True, probability=0.02),
            Cut(probability=0.02),
            Status(status=502, probability=0.02),
            StoredError(probability=0.02),
            Deadlock(probability=0.02),
        ),
    )


def killed_push(folder: Path, url: str, seconds: float, *, after: str = "began") -> int:
    """Push, and kill the process some time after an event; return its exit code."""
    program = [sys.executable, "-m", "varaamo_sync_cli.main"]
    options = ["--yes", "--quiet", "--on-conflict", "ours", "--format", "json", "--events", "-"]
    with subprocess.Popen(
        [*program, "push", folder, "--url", url, *options],
        env=os.environ | ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        if after:
            next((line for line in process.stdout if f'"event": "{after}"' in line), None)
        killer = threading.Timer(seconds, process.send_signal, (signal.SIGKILL,))
        killer.start()
        process.stdout.read()
        killer.cancel()
    return process.returncode


def free_lock(folder: Path, url: str) -> None:
    """Break the lock of the killed push, as a minute of silence would."""
    database = folder / ".varaamo-sync" / "state.db"
    if database.exists():  # it may have been killed before it got so far
        store = Store(f"sqlite:///{database}")
        store.release_lock(url, "helsinki-kuva")
        store.close()


def rooms_there(folder: Path, url: str) -> tuple[Any, Any]:
    """Return the catalogue, and what the sandbox shows of its venues."""
    catalogue = read_catalogue(folder).catalogue
    assert catalogue is not None
    with VaraamoClient(url) as api:
        return catalogue, survey(api, catalogue, now=now())


@pytest.mark.timeout(60 + RUNS * 20)
def test_a_killed_push_is_resumed_and_nothing_is_doubled_lost_or_half(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """However often it is killed, in the end no room is doubled, missing or half published."""
    chance = random.Random(RUNS)  # the same kills each time
    pushes = kills = 0
    for round_ in range(-(-RUNS // KILLS_PER_TOWN)):
        folder = copy_of_example(tmp_path / str(round_))
        sandbox = Sandbox(tmp_path / f"{round_}.db", faults=bad_day(round_))
        with running(sandbox) as url:
            earlier = len(rooms_there(folder, url)[1].rooms)
            for _ in range(min(KILLS_PER_TOWN, RUNS - pushes)):
                early = chance.random() < EARLY
                code = killed_push(
                    folder, url, chance.uniform(0, 1.2), after="" if early else "began"
                )
                pushes += 1
                if code < 0:
                    kills += 1
                    free_lock(folder, url)
                _assert_never_half(*rooms_there(folder, url))
            codes_of_pushes = []
            while codes_of_pushes[-2:] != [1, 1] and len(codes_of_pushes) < MOST_PUSHES:
                codes_of_pushes.append(killed_push(folder, url, 120, after=""))
            catalogue, snapshot = rooms_there(folder, url)
        sandbox.close()

        assert [1, 1] == codes_of_pushes[-2:], "only the rooms with gaps are left out"
        _assert_never_half(catalogue, snapshot)
        unsent = 1  # nup-koskela-ryhmatila-1 has a type that nobody knows
        adopted = 6
        assert len(catalogue.rooms) - unsent - adopted == len(snapshot.rooms) - earlier
        codes = Counter(space.code for space in snapshot.spaces if space.code)
        assert {1} == set(codes.values())
        _assert_agreed(folder, url, snapshot)
        sys.stdout.write(f"{kills} of {pushes} pushes killed: no room doubled, missing or half\n")
    assert kills > RUNS / 2, "most pushes were killed before they were done"
    record_property("pushes killed", kills)


def _assert_never_half(catalogue: Any, snapshot: Any) -> None:
    """No two rooms share a space or a name, and what residents see is complete."""
    used = Counter(pk for room in snapshot.rooms for pk in room.spaces)
    assert {1} >= set(used.values())
    names = Counter((room.venue, room.name) for room in snapshot.rooms)
    assert {1} >= set(names.values())
    for room in snapshot.rooms:
        if room.publishing.visible:
            assert all(room.values[f"description.{lang}"] for lang in ("fi", "sv", "en"))
            assert room.values["type"]
            assert room.spaces


def _assert_agreed(folder: Path, url: str, snapshot: Any) -> None:
    """Store and booking system agree on which room is which."""
    store = Store(f"sqlite:///{folder / '.varaamo-sync' / 'state.db'}")
    remembered = store.memory(url, "helsinki-kuva").remembered()
    store.close()
    there = {room.pk: room.ext_uuid for room in snapshot.rooms}
    assert all(there[item.pairing.pk] == item.pairing.ext_uuid for item in remembered.values())
    assert 38 == len(remembered)
