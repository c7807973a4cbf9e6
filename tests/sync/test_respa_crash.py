"""Pushes to a Respa are killed with SIGKILL at random writes, and resumed until all is done.

A Respa has no place for our keys, and makes a room for each POST. So a room whose answer was
lost is looked for; where somebody else made one of its name meanwhile, nobody can tell which is
ours.
"""

import json
import os
import random
import re
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.clock import now
from tests.sandbox.respa import VENUE, new, png
from tests.sync.pushers import Pushers, StartedPush, pushers
from tests.sync.test_fences import room_entry
from tests.sync.test_push import named
from varaamo_sync.respa import RespaExchanges
from varaamo_sync.sandbox import Sandbox, running

pytestmark = pytest.mark.usefixtures("running_clock")

RUNS = int(os.environ.get("VARAAMO_SYNC_RESPA_KILLS", "5"))
"""Kills in all: 5 in the test suite, 200 under ``make chaos``."""

KILLS_PER_TOWN = 5
NEW_ROOMS = 2
"""Rooms more of the catalogue before each push; those before are changed by it, too."""

LONGEST = 0.02
"""Seconds within which a push is killed, once a write has reached the other side."""

MOST_PUSHES = 8
"""Pushes within which everything is done, however bad the day."""

NAMESAKES = 0.4
"""Share of killed pushes after which somebody else makes a room of a name that was just sent.

Of each town's first one always: it dies when its room is stored and its answer is not yet sent.
"""

BAD_DAY = (
    {"fault": "cut", "stored": True, "probability": 0.08, "operations": ["respa_writes"]},
    {"fault": "cut", "probability": 0.04, "operations": ["respa_writes"]},
    {"fault": "status", "status": 502, "probability": 0.04, "operations": ["respa_writes"]},
)
"""Answers get lost, of writes that were stored and of others."""

LOGIN = ("respa-writer", "respa-writer")
OPTIONS = ("--yes", "--lang", "en", "--allow", "NUP=100", "--on-conflict", "ours")


@dataclass
class Killer:
    """Stands before the sandbox, and kills who sends a certain write.

    Attributes:
        app: The sandbox.
        victim: The push that is to die; ``None`` lets everybody live.
        writes: How many more of its writes are let through.
        delay: Seconds that it still lives; ``None`` lets it live until its write is stored.
        creating: Whether the write that it dies at makes a room.
    """

    app: Any
    victim: StartedPush | None = None
    writes: int = 0
    delay: float | None = 0.0
    creating: bool = False

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass a request on, and kill its sender if it is time."""
        writes = scope.get("method") in ("POST", "PATCH", "DELETE")
        if writes and scope["path"].startswith("/respa/v1/resource/"):
            self.writes -= 1
            if self.writes == 0 and self.victim is not None:
                self.creating = scope["path"].endswith("/new/")
                send = self._deadly(send, self.victim)
        await self.app(scope, receive, send)

    def _deadly(self, send: Any, victim: StartedPush) -> Any:
        """Return what sends an answer to nobody, unless there are seconds left."""
        if self.delay is not None:
            threading.Timer(self.delay, victim.kill).start()
            return send

        async def send_to_nobody(message: Any) -> None:
            if message["type"] == "http.response.start":
                victim.kill()
            await send(message)

        return send_to_nobody


@dataclass
class RespaTown:
    """A catalogue whose rooms go to a Respa.

    Attributes:
        namesakes: Ids of rooms that somebody else made, by their names.
        told: What the last push printed.
    """

    folder: Path
    url: str
    killer: Killer
    sandbox: Any
    namesakes: dict[str, str] = field(default_factory=dict)
    told: str = ""

    def say(self, turn: int) -> None:
        """Write rooms into the catalogue: more of them each turn, and all of them changed."""
        rooms = [self._entry(number, turn) for number in range(NEW_ROOMS * (turn + 1))]
        venue = {"tprek": "demo-001", "name": {"fi": "Arabian nuorisotalo"}, "rooms": rooms}
        body = {"format": 1, "service_unit": "NUP", "venues": [venue]}
        (self.folder / "nup.json").write_text(json.dumps(body), "utf-8")

    def _entry(self, number: int, turn: int) -> dict[str, Any]:
        return room_entry(
            f"nup-{number}",
            f"Sali {number}",
            purposes=["Juhlat"],
            area=10 + turn,
            instructions={"confirmed": named("Ovi on auki.")},
            images=[{"file": "sali.png", "type": "main"}],
            wanted="draft" if number % 2 else "published",
        )

    def push(self, started: Pushers, writes: int = 0, delay: float | None = 0.0) -> int:
        """Push, and kill the push at one of its writes; return its exit code."""
        self.killer.victim, self.killer.writes, self.killer.delay = None, writes, delay
        self.killer.creating = False
        push = started.start(["push", str(self.folder), *OPTIONS])
        self.killer.victim = push if writes else None
        self.told = push.stdout.read()
        return push.end()

    def rooms(self) -> dict[str, dict[str, Any]]:
        """Return what is stored of the rooms of the venue, by their names and ids."""
        found: dict[str, dict[str, Any]] = {}
        sql = "SELECT pk, content FROM respaResource WHERE unit = ? AND NOT isRemoved ORDER BY pk"
        for row in self.sandbox._database.rows(sql, VENUE):
            content = json.loads(row["content"])
            found.setdefault(content["name"]["fi"], {})[row["pk"]] = content
        return found

    def add_namesake(self) -> None:
        """Make a room of the name that came last, as somebody in another program would."""
        name = list(self.rooms() or ["Sali 0"])[-1]
        if name in self.namesakes:
            return
        self.sandbox.set_faults([{"fault": "latency", "seconds": 0}])
        with RespaExchanges(f"{self.url}/respa", login=LOGIN) as api:
            status, made = api.ask("POST", "resource/new/", new(name=named(name)), login=True)
        self.sandbox.set_faults(BAD_DAY)
        assert 201 == status
        self.namesakes[name] = made["id"]

    def assert_never_doubled(self) -> None:
        """There is one room of each name, beside the one that somebody else made."""
        for name, ids in self.rooms().items():
            assert len(ids) <= 1 + (name in self.namesakes), (name, ids)

    def ambiguous(self) -> dict[str, list[str]]:
        """Return the ids of rooms of which nobody can tell which is ours, as the push told them."""
        told = re.findall(r"! (Sali \d+) \(nup-\d+\): several rooms fit: (.*)", self.told)
        return {name: ids.split(", ") for name, ids in told}

    def push_till_done(self, started: Pushers) -> None:
        """Push until two pushes in a row have nothing left to do but what a person must decide."""
        done: list[bool] = []
        while done[-2:] != [True, True] and len(done) < MOST_PUSHES:
            code = self.push(started)
            done.append(code == (1 if self.ambiguous() else 0))
            self.assert_never_doubled()
        assert [True, True] == done[-2:], self.told


@pytest.mark.timeout(60 + RUNS * 20)
def test_a_killed_push_to_a_respa_is_resumed_and_no_room_is_doubled_unknowingly(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """However often it is killed, no room of ours is there twice; what is ambiguous is told."""
    chance = random.Random(RUNS)  # the same kills each time
    kills, told, towns = 0, 0, -(-RUNS // KILLS_PER_TOWN)
    for number in range(towns):
        more, ambiguous = _kill_pushes_of_a_town(tmp_path / str(number), chance)
        kills, told = kills + more, told + ambiguous
        said = f"{kills} of {(number + 1) * KILLS_PER_TOWN} pushes killed, {told} rooms ambiguous\n"
        sys.stdout.write(said)
    assert kills > RUNS / 2, "most pushes were killed before they were done"
    assert told, "some room was killed between its making and its answer"
    record_property("pushes to a Respa killed", kills)


def _kill_pushes_of_a_town(home: Path, chance: random.Random) -> tuple[int, int]:
    """Kill some pushes of a town, and let the last ones do what is left.

    Returns:
        How many were killed, and how many rooms were told to be ambiguous.
    """
    sandbox: Any = Sandbox(home.with_suffix(".db"), clock=now)
    sandbox.app = killer = Killer(sandbox.app)
    with running(sandbox) as url:
        town = RespaTown(_folder(home, url), url, killer, sandbox)
        environment = {
            "VARAAMO_SYNC_USERNAME": LOGIN[0],
            "VARAAMO_SYNC_PASSWORD": LOGIN[1],
            "VARAAMO_SYNC_URL": url,
            "VARAAMO_SYNC_SETTLE_SECONDS": "0.2",
        }
        sandbox.set_faults(BAD_DAY)
        with pushers(home, environment) as started:
            kills = sum(_kill_push(town, started, turn, chance) for turn in range(KILLS_PER_TOWN))
            town.push_till_done(started)
            ambiguous = town.ambiguous()
            for name, ids in ambiguous.items():  # told, and a person takes away the other one
                assert sorted(town.rooms()[name]) == sorted(ids)
                sandbox.respa.delete_room(town.namesakes[name])
            town.push_till_done(started)
        assert {} == town.ambiguous()
        _assert_done(town)
    sandbox.close()
    return kills, len(ambiguous)


def _folder(home: Path, url: str) -> Path:
    """Write what a catalogue has beside its rooms."""
    home.mkdir()
    (home / "sali.png").write_bytes(png())
    target = f"{{system: respa, url: {url}/respa}}"
    text = f"format: 1\nid: koe\ntargets: {{vanha: {target}}}\ndefault_target: vanha\n"
    (home / "catalogue.yaml").write_text(text, "utf-8")
    return home


def _kill_push(town: RespaTown, started: Pushers, turn: int, chance: random.Random) -> bool:
    """Push, and kill the push at one of its writes; tell whether it died."""
    town.say(turn)
    writes, delay = chance.randint(1, NEW_ROOMS * (turn + 2)), chance.uniform(0, LONGEST)
    namesake = turn == 0 or chance.random() < NAMESAKES
    killed = town.push(started, *((writes, delay) if turn else (1, None))) < 0
    town.assert_never_doubled()
    if namesake and killed and town.killer.creating:
        town.add_namesake()
    return killed


def _assert_done(town: RespaTown) -> None:
    """Every room is there as the catalogue says, and so is what others made, as it was."""
    rooms = town.rooms()
    assert {f"Sali {number}" for number in range(NEW_ROOMS * KILLS_PER_TOWN)} == set(rooms)
    for name, found in rooms.items():
        wanted = (10 + KILLS_PER_TOWN - 1, int(name.rpartition(" ")[2]) % 2 == 0)
        assert wanted in [(one["area"], one["public"]) for one in found.values()], name
