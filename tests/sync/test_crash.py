"""A push is killed with SIGKILL at random moments, and resumed until it is done."""

import json
import os
import random
import sys
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.clock import now
from tests.sync.pushers import Pushers, pushers
from tests.sync.test_fences import ENVIRONMENT, catalogue_folder, look, room_entry
from varaamo_sync.sandbox import FaultPlan, Sandbox, running
from varaamo_sync.sandbox.faults.plan import Cut, Deadlock, Status, StoredError
from varaamo_sync.snapshot import Snapshot
from varaamo_sync.store import Store

pytestmark = pytest.mark.usefixtures("running_clock")

RUNS = int(os.environ.get("VARAAMO_SYNC_CHAOS", "12"))
"""Kills in all: 12 in the test suite, 1,000 under ``make chaos``."""

KILLS_PER_TOWN = 4

LONGEST = 0.12
"""Seconds within which a push is killed, once it has begun."""

EARLY = 0.2
"""Share of pushes that are killed at some moment before they have sent a room."""

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


def killed_push(
    started: Pushers, folder: Path, url: str, seconds: float, *, after: str = "began"
) -> int:
    """Push, and kill the process some time after an event; return its exit code."""
    options = ["--yes", "--quiet", "--on-conflict", "ours", "--format", "json", "--events", "-"]
    push = started.start(["push", str(folder), "--url", url, *options])
    if after:
        next((line for line in push.stdout if f'"event": "{after}"' in line), None)
    killer = threading.Timer(seconds, push.kill)
    killer.start()
    code = push.end()
    killer.cancel()
    return code


def town(folder: Path) -> Path:
    """Write a catalogue of a few rooms: new ones, parts of others, and one that is there."""
    catalogue_folder(folder, rooms=5)
    parts = [
        room_entry("nup-osa", "Osa", part_of="nup-0"),
        room_entry("nup-luonnos", "Luonnos", wanted="draft"),
    ]
    body = json.loads((folder / "nup.json").read_text("utf-8"))
    body["venues"][0]["rooms"] += parts
    (folder / "nup.json").write_text(json.dumps(body), encoding="utf-8")
    oodi = {"tprek": "demo-011", "name": {"fi": "Keskustakirjasto Oodi"}}
    there = {**oodi, "rooms": [room_entry("kir-oodi-1", "Ryhmätyötila 1")]}
    kir = {"format": 1, "service_unit": "KIR", "venues": [there]}
    (folder / "kir.json").write_text(json.dumps(kir), encoding="utf-8")
    return folder


MADE = 7
"""Rooms of a town that are new; one more is there already."""


@pytest.mark.timeout(60 + RUNS * 20)
def test_a_killed_push_is_resumed_and_nothing_is_doubled_lost_or_half(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """However often it is killed, in the end no room is doubled, missing or half published."""
    chance = random.Random(RUNS)  # the same kills each time
    kills, rounds = 0, -(-RUNS // KILLS_PER_TOWN)
    with pushers(tmp_path, ENVIRONMENT) as started:
        for round_ in range(rounds):
            sandbox = Sandbox(tmp_path / f"{round_}.db", clock=now, faults=bad_day(round_))
            with running(sandbox) as url:
                kills += _kill_pushes_of_a_town(started, tmp_path / str(round_), url, chance)
            sandbox.close()
            pushes = (round_ + 1) * KILLS_PER_TOWN
            told = f"{kills} of {pushes} pushes killed: no room doubled, missing or half\n"
            sys.stdout.write(told)
    assert kills > RUNS / 2, "most pushes were killed before they were done"
    record_property("pushes killed", kills)


def _kill_pushes_of_a_town(started: Pushers, home: Path, url: str, chance: random.Random) -> int:
    """Kill some pushes of a town, and let the last ones do what is left; tell how many."""
    folder = town(home)
    earlier, kills = len(look(folder, url).rooms), 0
    for _ in range(KILLS_PER_TOWN):
        early = chance.random() < EARLY
        moment = chance.uniform(0, LONGEST)
        code = killed_push(started, folder, url, moment, after="" if early else "began")
        kills += code < 0
        _assert_never_half(look(folder, url))
    codes: list[int] = []
    while codes[-2:] != [0, 0] and len(codes) < MOST_PUSHES:
        codes.append(killed_push(started, folder, url, 120, after=""))
    snapshot = look(folder, url)

    assert [0, 0] == codes[-2:]
    _assert_never_half(snapshot)
    assert MADE == len(snapshot.rooms) - earlier
    spaces = Counter(space.code for space in snapshot.spaces if space.code.startswith("koe:"))
    assert (MADE + 1, {1}) == (len(spaces), set(spaces.values()))
    _assert_agreed(folder, url, snapshot)
    return kills


def _assert_never_half(snapshot: Snapshot) -> None:
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


def _assert_agreed(folder: Path, url: str, snapshot: Snapshot) -> None:
    """Store and booking system agree on which room is which."""
    with Store(f"sqlite:///{folder / '.varaamo-sync' / 'state.db'}") as store:
        remembered = store.state(url, "koe").remembered()
    there = {room.pk: room.ext_uuid for room in snapshot.rooms}
    assert all(there[item.pairing.pk] == item.pairing.ext_uuid for item in remembered.values())
    assert MADE + 1 == len(remembered)
