"""A push of opening hours is killed with SIGKILL at random writes, and resumed until it is done."""

import json
import os
import random
import sys
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.clock import now
from tests.sync.pushers import Pushers, StartedPush, pushers
from tests.sync.test_fences import ENVIRONMENT, catalogue_folder, look
from varaamo_sync.hours import CreatePeriod, DatePeriod, ReadPeriods, ReadResources, ResourceId
from varaamo_sync.hours.client import HoursClient
from varaamo_sync.sandbox import Sandbox, running

pytestmark = pytest.mark.usefixtures("running_clock")

RUNS = int(os.environ.get("VARAAMO_SYNC_HOURS_KILLS", "5"))
"""Kills in all: 5 in the test suite, 200 under ``make chaos``."""

KILLS_PER_TOWN = 5
ROOMS = 3
WRITES = 9
"""Writes of a push that makes or changes all hours of a town."""

LONGEST = 0.02
"""Seconds within which a push is killed, once a write has reached the other side."""

MOST_PUSHES = 8
"""Pushes within which everything is done, however bad the day."""

TOKEN = "sandbox-hours-token"
HOURS = (
    {"periods": [{"mon": "8-16"}, {"tue": "8-16"}], "exceptions": {"2027-12-24": "closed"}},
    {"periods": [{"mon": "8-18"}, {"tue": "8-18"}, {"wed": "8-16"}]},
)
"""What the catalogue says by turns: a push makes, changes and deletes periods."""

MARKS = (["1", "2", "e20271224"], ["1", "2", "3"])

BAD_DAY = (
    {"fault": "cut", "stored": True, "probability": 0.08, "operations": ["hours_writes"]},
    {"fault": "cut", "probability": 0.04, "operations": ["hours_writes"]},
    {"fault": "status", "status": 502, "probability": 0.04, "operations": ["hours_writes"]},
)
"""Answers get lost, of writes that were stored and of others."""


@dataclass
class Killer:
    """Stands before the sandbox, and kills who sends a certain write.

    Attributes:
        app: The sandbox.
        victim: The push that is to die; ``None`` lets everybody live.
        writes: How many more of its writes are let through.
        delay: Seconds that it still lives.
    """

    app: Any
    victim: StartedPush | None = None
    writes: int = 0
    delay: float = 0.0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass a request on, and kill its sender if it is time."""
        writes = scope.get("method") in ("POST", "PATCH", "DELETE")
        if writes and scope["path"].startswith("/hauki/v1/date_period/"):
            self.writes -= 1
            if self.writes == 0 and self.victim is not None:
                threading.Timer(self.delay, self.victim.kill).start()
        await self.app(scope, receive, send)


@dataclass
class HoursTown:
    """A catalogue whose rooms are in a sandbox, one of them with a period of somebody else."""

    folder: Path
    url: str
    killer: Killer
    api: HoursClient
    uuids: list[str]

    def say(self, hours: dict[str, Any]) -> None:
        """Write hours of every room into the catalogue."""
        file = self.folder / "nup.json"
        body = json.loads(file.read_text("utf-8"))
        for entry in body["venues"][0]["rooms"]:
            entry["hours"] = hours
        file.write_text(json.dumps(body), "utf-8")

    def push(self, started: Pushers, writes: int = 0, delay: float = 0.0) -> int:
        """Push the hours, and kill the push at one of its writes; return its exit code."""
        place = [str(self.folder), "--url", self.url, "--hours-url", f"{self.url}/hauki"]
        self.killer.victim, self.killer.writes, self.killer.delay = None, writes, delay
        push = started.start(["hours", "push", *place, "--yes", "--quiet"])
        self.killer.victim = push if writes else None
        return push.end()

    def marks(self) -> list[list[str]]:
        """Return the marks of each room's periods; one of somebody else has none."""
        ids = tuple(map(ResourceId.of_room, self.uuids))
        found = self.api.execute(ReadResources(ids)).found
        rows = self.api.execute(ReadPeriods(tuple(found[id].pk for id in ids)))
        return [
            sorted(
                p.origins[0].origin_id.split(":")[-1] if p.origins else ""
                for p in rows[found[id].pk].read
            )
            for id in ids
        ]

    def assert_never_double(self) -> None:
        """No period is there twice, and the one of somebody else is there."""
        marks = self.marks()
        assert all(count == 1 for room in marks for count in Counter(room).values())
        assert "" in marks[0]


@pytest.mark.timeout(60 + RUNS * 20)
def test_a_killed_push_of_hours_is_resumed_and_nothing_is_doubled_or_lost(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """However often it is killed, no period is doubled, none is lost, none of another's touched."""
    chance = random.Random(RUNS)  # the same kills each time
    environment = {
        **ENVIRONMENT,
        "VARAAMO_SYNC_HOURS_TOKEN": TOKEN,
        "VARAAMO_SYNC_SETTLE_SECONDS": "0.2",
    }
    kills, towns = 0, -(-RUNS // KILLS_PER_TOWN)
    with pushers(tmp_path, environment) as started:
        for number in range(towns):
            kills += _kill_pushes_of_a_town(started, tmp_path / str(number), chance)
            told = f"{kills} of {(number + 1) * KILLS_PER_TOWN} pushes of hours killed\n"
            sys.stdout.write(told)
    assert kills > RUNS / 2, "most pushes were killed before they were done"
    record_property("pushes of hours killed", kills)


def _kill_pushes_of_a_town(started: Pushers, home: Path, chance: random.Random) -> int:
    """Kill some pushes of a town, and let the last ones do what is left; tell how many."""
    folder, kills = catalogue_folder(home, rooms=ROOMS), 0
    sandbox: Any = Sandbox(home.with_suffix(".db"), clock=now)
    sandbox.app = killer = Killer(sandbox.app)
    with running(sandbox) as url, HoursClient(f"{url}/hauki", token=TOKEN) as api:
        assert 0 == started.start(["push", str(folder), "--url", url, "--yes"]).end()
        uuids = [room.ext_uuid for room in look(folder, url).rooms if room.name.startswith("Sali ")]
        town = HoursTown(folder, url, killer, api, uuids)
        resource = api.execute(ReadResources((ResourceId.of_room(uuids[0]),)))
        (first,) = resource.found.values()
        api.execute(CreatePeriod(DatePeriod(resource=first.pk, name={"fi": "Toisen"})))
        sandbox.set_faults(BAD_DAY)
        for turn in range(KILLS_PER_TOWN):
            town.say(HOURS[turn % 2])
            kills += town.push(started, chance.randint(1, WRITES), chance.uniform(0, LONGEST)) < 0
            town.assert_never_double()
        codes: list[int] = []
        while codes[-2:] != [0, 0] and len(codes) < MOST_PUSHES:
            codes.append(town.push(started))
        marks = town.marks()

        assert [0, 0] == codes[-2:]
        expected = MARKS[(KILLS_PER_TOWN - 1) % 2]
        assert [["", *expected], *[expected] * (ROOMS - 1)] == marks
    sandbox.close()
    return kills
