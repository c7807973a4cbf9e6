"""The one clock of the tests: no day ends while they run, unless a test wants it to.

It begins anew for each test, at a moment of Helsinki that is always the same, and moves by a
known step whenever somebody looks at it, and by as much as somebody waits: nobody really waits.
Library, sandbox and command line all look at it (``tests/conftest.py``), and so does the command
line in a process of its own (``tests/program.py``).

Where a server works on while nobody looks, or processes wait for each other, a test lets it run
(fixture ``running_clock``): then it goes as fast as the machine's, which tells no day.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from importlib import import_module
from threading import Lock
from typing import Any

from varaamo_sync.model import HELSINKI

BEGINS = datetime.fromisoformat(
    os.environ.get("TESTS_BEGIN", "2026-11-26T12:00:00+02:00")
).astimezone(HELSINKI)
"""When each test begins; another moment, say that before a midnight, may be tried."""

STEP = timedelta(milliseconds=1)
"""How far a look moves the clock."""

RUNS = "TESTS_CLOCK"
"""Tells other processes of a clock that runs: a moment, and what the machine's clock was then."""


class Clock:
    """A clock that stands, moves or runs."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.begin()

    def begin(self, moment: datetime = BEGINS) -> None:
        """Begin anew at a moment; only looks and waits move it."""
        self._moment = moment
        self._since: float | None = None
        os.environ.pop(RUNS, None)

    def run(self) -> None:
        """Go as fast as the machine's from now on, here and in processes that start later."""
        self._since = time.monotonic()
        os.environ[RUNS] = f"{self._moment.isoformat()} {self._since}"

    def run_as_told(self) -> None:
        """Go as that of the process that started this one, or from the beginning."""
        told = os.environ.get(RUNS)
        if told is None:
            self.run()
            return
        moment, since = told.split()
        self._moment, self._since = datetime.fromisoformat(moment), float(since)

    def now(self) -> datetime:
        """Return the moment that it is, in Helsinki's time."""
        if self._since is not None:
            gone = timedelta(seconds=time.monotonic() - self._since)
            return _later(self._moment, gone)
        with self._lock:
            self._moment = _later(self._moment, STEP)
            return self._moment

    def sleep(self, seconds: float) -> None:
        """Let it be later; only a clock that runs takes the time for it."""
        if self._since is not None:
            time.sleep(seconds)
            return
        with self._lock:
            self._moment = _later(self._moment, timedelta(seconds=seconds))

    async def sleep_async(self, seconds: float) -> None:
        """Do the same, for who waits asynchronously."""
        if self._since is not None:
            await asyncio.sleep(seconds)
        else:
            self.sleep(seconds)
            await asyncio.sleep(0)


def _later(moment: datetime, by: timedelta) -> datetime:
    """Return a moment that is later; also where the hour that is added comes twice, or never."""
    return datetime.fromtimestamp(moment.timestamp() + by.total_seconds(), HELSINKI)


CLOCK = Clock()
now, sleep, sleep_async = CLOCK.now, CLOCK.sleep, CLOCK.sleep_async


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait until something holds that another thread or process brings about."""
    for _ in range(6000):
        if holds():
            return
        time.sleep(0.01)
    raise AssertionError("it did not come to be")


class ToldDatetime(datetime):
    """Stands in for ``datetime`` where a moment is asked of the machine."""

    @classmethod
    def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
        """Return the moment of the tests."""
        return CLOCK.now().astimezone(tz)


def set_clocks() -> None:
    """Let all in this process that asks the machine for the moment ask the clock of the tests."""
    for module in (
        "varaamo_sync.booking.client.clients",
        "varaamo_sync.sync.settings",
        "varaamo_sync_cli.console.clock",
    ):
        setattr(import_module(module), "datetime", ToldDatetime)  # noqa: B010
