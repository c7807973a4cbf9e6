"""What was measured of many cities, as a page of the documentation."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from benchmarks.machine import described, load

_MILLION = 1_000_000
_NIGHT = 6
"""Hours of a night."""
_REAL = 0.1
"""Seconds in which a real Varaamo answers (facts, section 4)."""
_CITY = 27.0
"""Seconds in which 100 rooms are pushed to a server that answers so (docs: performance)."""
_CITY_AGAIN = 2.0
"""Seconds in which they are looked at once more: some twenty requests."""
_AT_ONCE = 4
"""Rooms that a sync writes at once."""


_PAGE = """\
# How much it carries

This page is written by `make bench-scale`. It makes up {cities} cities of {rooms} rooms each, gives
each city a sandbox of its own that fails in one request of twenty (503, lost answers of writes that
were stored, cut connections, deadlocks, lost sessions), puts all of them on the schedule of one
PostgreSQL, and starts {workers} workers that do {jobs} cities at once each. When a fifth of the
cities has arrived, a worker is killed with `SIGKILL` in the middle of what it does. At the end
every room is counted where it should be.

{table}

Workers, sandboxes and PostgreSQL shared {processor}, {memory} of memory, on {python}; load of the
machine in the last minutes: {load}. The sandboxes take most of the processors' time, so rooms a
second say that it holds together, and processor time a room what a worker costs.

A worker that dies is noticed after 30 seconds without a sign of life, by workers that look every 20
seconds. Its lock gives way at once where it can be seen that its process is dead, else after a
minute; `Pulse` makes both quicker.

## To a million rooms

A million rooms are 10,000 cities of 100. What bounds them is not ours: one sync at a time goes to a
booking system, a sync writes {at_once} rooms at once and no more ([why](varaamo-api.md)), and a
Varaamo answers in some {real} s. Against a server that answers so, 100 rooms take {city:.0f} s
([measured](performance.md)), and {city_again:.0f} s where nothing is to change. Booking systems of
different cities do not wait for each other.

| a million rooms in a night of {night} hours | for the first time | once more, nothing to change |
| --- | ---: | ---: |
| processor time of workers | {work[0]:,.1f} h | {work[1]:,.1f} h |
| cores that this keeps busy | {cores[0]:,.1f} | {cores[1]:,.1f} |
| syncs at once, as each waits for its Varaamo | {syncs[0]:,.1f} | {syncs[1]:,.1f} |
| memory of workers for so many, {jobs} syncs each | {memories[0]:,.1f} GB | {memories[1]:,.1f} GB |
| database | {database:,.1f} GB | the same |

A worker mostly waits, which is why `--jobs` lets it do several syncs at once, for booking systems
that differ. The queue holds 10,000 jobs, which is little for PostgreSQL; what is due is looked up
in one query.

The arithmetic multiplies what was measured here. It was not run with a million rooms.
"""


@dataclass(frozen=True)
class Figures:
    """What was measured; times in seconds.

    Attributes:
        jobs: Cities that a worker does at once.
        arrived: Cities whose every room is in its booking system, once.
        doubles: Rooms that are there twice.
        first: Until all cities had arrived.
        again: Until all had been looked at once more, with nothing to change.
        first_work: Processor time of all workers for the first, and for the second.
        megabytes: The most memory that a worker held.
        taken_up: From the death of a worker until another took its city up.
        recovered: From its death until that city had arrived.
        store: Bytes that the database takes.
        tries: Runs that had to be followed by another.
    """

    cities: int
    rooms: int
    workers: int
    jobs: int
    arrived: int
    doubles: int
    first: float
    again: float
    first_work: float
    again_work: float
    megabytes: float
    taken_up: float
    recovered: float
    store: int
    tries: int

    @property
    def total(self) -> int:
        """Rooms in all."""
        return self.cities * self.rooms

    @property
    def sound(self) -> bool:
        """Whether every city arrived, each room once."""
        return self.arrived == self.cities and not self.doubles


def table(found: Figures) -> str:
    """Return the figures as a table."""
    rows = (
        ("cities that arrived whole", f"{found.arrived} of {found.cities}"),
        ("rooms that are there twice", f"{found.doubles}"),
        ("all rooms for the first time", f"{found.first:,.0f} s"),
        ("", f"{found.total / found.first:,.0f} rooms/s"),
        ("all rooms once more, nothing to change", f"{found.again:,.0f} s"),
        ("", f"{found.total / found.again:,.0f} rooms/s"),
        ("runs that were followed by another try", f"{found.tries}"),
        ("a worker's memory at its peak", f"{found.megabytes:,.0f} MB"),
        ("a worker's processor time, a room made", f"{_each(found.first_work, found):.1f} ms"),
        ("a worker's processor time, a room looked at", f"{_each(found.again_work, found):.1f} ms"),
        ("from SIGKILL until another worker takes over", f"{found.taken_up:,.0f} s"),
        ("from SIGKILL until that city has arrived", f"{found.recovered:,.0f} s"),
        ("database, a room", f"{found.store / found.total / 1000:,.1f} kB"),
    )
    head = f"| {found.total:,} rooms, {found.workers} workers | measured |\n| --- | ---: |"
    return "\n".join((head, *(f"| {what} | {value} |" for what, value in rows)))


def _each(work: float, found: Figures) -> float:
    return work / found.total * 1000


def page(found: Figures) -> str:
    """Return the page."""
    machine = described()
    cities, hours = _MILLION / 100, 3600 * _NIGHT
    work = [_each(it, found) / 1000 * _MILLION for it in (found.first_work, found.again_work)]
    syncs = [cities * each / hours for each in (_CITY, _CITY_AGAIN)]
    return _PAGE.format(
        cities=found.cities,
        rooms=found.rooms,
        workers=found.workers,
        jobs=found.jobs,
        table=table(found),
        processor=machine["processor"],
        memory=machine["memory"],
        python=machine["python"],
        load=load(),
        at_once=_AT_ONCE,
        real=_REAL,
        city=_CITY,
        city_again=_CITY_AGAIN,
        night=_NIGHT,
        work=[each / 3600 for each in work],
        cores=[each / hours for each in work],
        syncs=syncs,
        memories=[ceil(each / found.jobs) * found.megabytes / 1000 for each in syncs],
        database=found.store / found.total * _MILLION / 1e9,
    )
