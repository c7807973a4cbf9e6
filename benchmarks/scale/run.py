"""Takes made-up cities to sandboxes with faults by workers, and kills one of these on the way.

``python -m benchmarks.scale.run [--cities 300] [--rooms 100] [--workers 4] [--jobs 4]
[--write PAGE]``
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.generate import generate
from benchmarks.scale.fleet import Fleet, fleet, postgres, sandboxes
from benchmarks.scale.page import Figures, page, table
from varaamo_sync.booking import ReadRooms, ReadSpaces, ReadVenues
from varaamo_sync.booking.client import VaraamoClient, origin_of
from varaamo_sync.jobs import RunResult, Schedule, schedule_of
from varaamo_sync.store import Store

_ARRIVED = (RunResult.DONE, RunResult.INCOMPLETE)
_LONGEST = 2 * 3600.0
_SETTLE = "3"
"""Seconds that a sandbox may still be working on a write that nobody answered."""


@dataclass(frozen=True)
class Killed:
    """A worker that was killed.

    Attributes:
        city: What it was at.
        at: When, in seconds of the run.
        taken_up: When another worker took its city up.
        arrived: When that city had arrived.
    """

    city: str
    at: float
    taken_up: float
    arrived: float


class Scenario:
    """Cities, their booking systems, and workers.

    Args:
        store: What workers share.
        schedules: The cities.
        workers: The workers.
    """

    def __init__(self, store: Store, schedules: list[Schedule], workers: Fleet) -> None:
        self._store, self._schedules, self._workers = store, schedules, workers
        self._begun = time.monotonic()

    def seconds(self) -> float:
        """Return how long it has been going on."""
        return time.monotonic() - self._begun

    def begin(self) -> None:
        """Make all cities due now."""
        self._since = datetime.now(UTC)
        for schedule in self._schedules:
            self._store.schedules.make_due(schedule.name)
        self._begun = time.monotonic()

    def arrived(self) -> set[str]:
        """Return the cities that have arrived since the beginning."""
        runs = self._store.schedules.last_runs().values()
        return {
            run.job.schedule for run in runs if run.ended >= self._since and run.result in _ARRIVED
        }

    def wait(self, until: Callable[[], bool]) -> None:
        """Wait for something, and look how the workers are.

        Raises:
            RuntimeError: It takes too long.
        """
        while not until():
            if self.seconds() > _LONGEST:
                raise RuntimeError(f"only {len(self.arrived())} cities arrived")
            self._workers.look()
            time.sleep(0.2)

    def kill_one(self) -> Killed:
        """Kill a worker in the middle of a city, and wait until that city has arrived."""
        found: list[tuple[Schedule, int]] = []

        def someone_works() -> bool:
            for schedule in self._schedules:
                holder = self._store.lock_holder(schedule.origin, schedule.catalogue)
                pid = holder.process.pid if holder and holder.process else None
                state = self._store.state(schedule.origin, schedule.catalogue)
                if pid and state.last_note() and self._workers.of(pid):
                    found.append((schedule, pid))
                    return True
            return False

        self.wait(someone_works)
        city, pid = found[0]
        worker = self._workers.of(pid)
        assert worker is not None
        worker.kill()
        at, times = self.seconds(), []

        def taken_up() -> bool:
            holder = self._store.lock_holder(city.origin, city.catalogue)
            there = holder is not None and holder.process and holder.process.pid != pid
            return bool(there) or city.name in self.arrived()

        self.wait(taken_up)
        times.append(self.seconds())
        self.wait(lambda: city.name in self.arrived())
        return Killed(city.name, at, times[0], self.seconds())


def measure(cities: int, rooms: int, workers: int, jobs: int, folder: Path) -> Figures:
    """Take the cities to their booking systems twice, and return what it took.

    Args:
        cities: How many.
        rooms: How many each has.
        workers: Processes that take them there.
        jobs: Cities that each of these takes there at once.
        folder: Where catalogues lie.
    """
    with (
        postgres() as address,
        Store(address) as store,
        sandboxes(cities, 2) as urls,
    ):
        schedules = [_city(store, number, url, rooms, folder) for number, url in enumerate(urls)]
        logins = folder / "logins.json"
        logins.write_text(
            json.dumps({url: {"username": "admin", "password": "admin"} for url in urls})
        )
        logins.chmod(0o600)
        empty = store_size(store)
        settings = {"VARAAMO_SYNC_STORE": address, "VARAAMO_SYNC_SETTLE_SECONDS": _SETTLE}
        with fleet(workers, jobs, settings, logins) as started:
            scenario = Scenario(store, schedules, started)
            scenario.begin()
            scenario.wait(lambda: len(scenario.arrived()) >= cities // 5)
            killed = scenario.kill_one()
            scenario.wait(lambda: len(scenario.arrived()) == cities)
            first, first_work = scenario.seconds(), started.processor
            size = store_size(store) - empty
            scenario.begin()
            scenario.wait(lambda: len(scenario.arrived()) == cities)
            again, again_work = scenario.seconds(), started.processor - first_work
        whole, doubles = _count(schedules, urls, rooms)
        return Figures(
            cities=cities,
            rooms=rooms,
            workers=workers,
            jobs=jobs,
            arrived=whole,
            doubles=doubles,
            first=first,
            again=again,
            first_work=first_work,
            again_work=again_work,
            megabytes=started.megabytes,
            taken_up=killed.taken_up - killed.at,
            recovered=killed.arrived - killed.at,
            store=size,
            tries=sum(len(store.schedules.runs(each.name)) for each in schedules) - 2 * cities,
        )


def _city(store: Store, number: int, url: str, rooms: int, folder: Path) -> Schedule:
    """Make up a city, and put it on the schedule of each night."""
    home = folder / f"city-{number:03}"
    generate(home, rooms, number)
    made = schedule_of(home.name, home, origin_of(url), cron="0 3 * * *", now=datetime.now(UTC))
    assert store.schedules.add(made)
    return made


def _count(schedules: list[Schedule], urls: list[str], rooms: int) -> tuple[int, int]:
    """Return how many cities are whole in their booking systems, and how many rooms are double."""
    whole = doubles = 0
    for schedule, url in zip(schedules, urls, strict=True):
        with VaraamoClient(url) as api:
            venues = tuple(venue.pk for venue in api.execute(ReadVenues()))
            spaces = api.execute(ReadSpaces(venues))
            there = api.execute(ReadRooms(venues, logged_in=False))
        codes = {s.pk: s.code for s in spaces if s.code.startswith(f"{schedule.catalogue}:")}
        made = [codes[pk] for room in there for pk in room.spaces if pk in codes]
        whole += len(set(made)) == rooms
        doubles += len(made) - len(set(made))
    return whole, doubles


def store_size(store: Store) -> int:
    """Return how many bytes the database takes."""
    import psycopg

    with psycopg.connect(store.psycopg_address) as connection:
        row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    assert row is not None
    return int(row[0])


def main() -> int:
    """Measure, and print or write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cities", type=int, default=300)
    parser.add_argument("--rooms", type=int, default=100)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--jobs", type=int, default=4)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sizes = options.cities, options.rooms, options.workers, options.jobs
        found = measure(*sizes, Path(folder))
    print(table(found))
    if options.write:
        options.write.write_text(page(found), "utf-8")
    return 0 if found.sound else 1


if __name__ == "__main__":
    sys.exit(main())
