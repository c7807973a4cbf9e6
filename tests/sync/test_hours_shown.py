"""A push of hours waits until residents see them: within bounds, and exactly those hours."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.clock import now
from tests.sync.test_hours import AsyncHouse, House, house
from varaamo_sync.booking import Command, ReadHours
from varaamo_sync.errors import HoursError, ServerFault
from varaamo_sync.sync.hours import (
    HoursShown,
    RoomHours,
    Waiting,
    push_hours,
    wait_until_shown,
    wait_until_shown_async,
)

__all__ = ["house"]

MINUTE = timedelta(minutes=1)


@dataclass
class Wait:
    """A clock that goes on as somebody sleeps, and what happens at which look.

    Attributes:
        events: What happens before a look, by its number.
        looks: Days that were asked for, look by look.
    """

    house: House
    events: Mapping[int, Callable[[], object]] = field(default_factory=dict)
    looks: list[tuple[date, date]] = field(default_factory=list)
    began: datetime = field(default_factory=now)
    slept: timedelta = timedelta(0)
    stopped: bool = False

    @property
    def origin(self) -> str:
        """Say which system it is."""
        return self.house.town.api.origin

    def execute(self, command: Command[Any]) -> Any:
        """Pass a command on to the booking system."""
        if isinstance(command, ReadHours):
            self.looks.append((command.first, command.last))
            self.events.get(len(self.looks), lambda: None)()
        return self.house.town.api.execute(command)

    def now(self) -> datetime:
        """Tell the moment."""
        return self.began + self.slept

    def sleep(self, seconds: float) -> None:
        """Let the clock go on."""
        self.slept += timedelta(seconds=seconds)

    def until_shown(self, rooms: Mapping[int, RoomHours], longest: int = 20) -> HoursShown:
        """Wait, at most for some minutes."""
        settings = replace(
            self.house.settings, now=lambda: self.began + self.slept, sleep=self.sleep
        )
        waiting = Waiting(timedelta(minutes=longest), MINUTE, lambda: self.stopped)
        return wait_until_shown(self, self.house, rooms, settings=settings, waiting=waiting)


def pushed(house: House, hours: dict[str, Any]) -> dict[int, RoomHours]:
    """Push hours of a room that had others, and return what was planned by its number."""
    house.settings = replace(house.settings, now=now)
    plan = house.plan(*house.subjects(**{"0": hours}))
    push_hours(house, plan, settings=house.settings)
    pks = {key: one.pairing.pk for key, one in house.town.settings.state.remembered().items()}
    return {pks[room.key]: room for room in plan.rooms}


DAYS = [str(now().date() + timedelta(days=days)) for days in (5, 400)]
"""The booking system knows two years from today on, whenever that is."""


@pytest.mark.parametrize(
    "hours",
    [
        {"mon-sun": ["8-12", "13-16"], "exceptions": {DAYS[0]: "closed"}},
        {"mon-sun": "18:00-02:00 next day"},
        {"mon-fri": "all day"},
        {"exceptions": {DAYS[1]: "10-12"}},
        {"from": DAYS[1], "mon": "8-9"},
    ],
    ids=["two", "night", "whole", "exception", "later"],
)
def test_it_waits_until_exactly_these_hours_are_shown(house: House, hours: dict[str, Any]) -> None:
    """Not as long as the old ones are, on the days on which anything changes."""
    pushed(house, {"mon-sun": "9-17"})
    house.town.sandbox.take_over_hours()
    rooms = pushed(house, hours)
    wait = Wait(house, {4: house.town.sandbox.take_over_hours})
    shown = wait.until_shown(rooms)

    assert (("nup-0",), ()) == (shown.shown, shown.missing)
    assert (3 * MINUTE, 4) == (shown.waited, len(wait.looks))
    assert shown.error is None


def test_a_room_that_loses_its_hours_is_waited_for(house: House) -> None:
    """Closed is a thing to show, too; a room that is not linked shows nothing."""
    pushed(house, {"mon-sun": "9-17"})
    house.town.sandbox.take_over_hours()
    rooms = pushed(house, {"exceptions": {}})
    wait = Wait(house, {2: house.town.sandbox.take_over_hours})

    assert ("nup-0",) == wait.until_shown(rooms).shown
    assert 2 == len(wait.looks)


def test_it_gives_up_when_time_is_up(house: House) -> None:
    """Bounded, and it tells which rooms are missing."""
    rooms = pushed(house, {"mon-sun": "9-17"})
    wait = Wait(house)
    shown = wait.until_shown(rooms, longest=5)

    assert ((), ("nup-0",), 5 * MINUTE) == (shown.shown, shown.missing, shown.waited)
    assert 6 == len(wait.looks)


def test_whoever_stops_it_is_told_how_it_stands(house: House) -> None:
    """Nothing is lost by it: the hours have been pushed."""
    rooms = pushed(house, {"mon-sun": "9-17"})
    wait = Wait(house)
    wait.events = {2: lambda: setattr(wait, "stopped", True)}

    assert ("nup-0",) == wait.until_shown(rooms).missing
    assert 2 == len(wait.looks)


def test_a_look_that_fails_is_looked_again(house: House) -> None:
    """A booking system that is away for a moment ends no wait; the last failure is told."""
    rooms = pushed(house, {"mon-sun": "9-17"})

    def fail() -> None:
        raise ServerFault("answer-status", operation="Hours", code="HTTP_502", status="502")

    def come_back() -> None:
        house.town.sandbox.take_over_hours()

    back = Wait(house, {1: fail, 2: come_back}).until_shown(rooms)
    away = Wait(house, dict.fromkeys(range(1, 9), fail)).until_shown(rooms, longest=2)

    assert (("nup-0",), None) == (back.shown, back.error)
    assert ("HTTP_502", ("nup-0",)) == (away.error and away.error.code, away.missing)


def test_hours_that_cannot_be_read_are_not_waited_for(house: House) -> None:
    """Nobody knows then what is to be shown; the push was done all the same."""
    rooms = pushed(house, {"mon-sun": "9-17"})
    house.edit("nup-0", 0, start_date=date(2027, 3, 1), end_date=date(2027, 2, 1))
    wait = Wait(house)
    days = replace(rooms[min(rooms)], periods=())
    shown = wait.until_shown(dict.fromkeys(rooms, days))
    house.town.sandbox.set_faults(
        [{"fault": "status", "status": 502, "operations": ["hours_reads"]}]
    )
    failed = wait.until_shown(rooms)

    assert ("nup-0",) == shown.shown  # two weeks without the period that is turned round
    assert isinstance(failed.error, HoursError)
    assert (("nup-0",), timedelta(0)) == (failed.missing, failed.waited)


def test_asynchronous_callers_wait_alike(house: House) -> None:
    """One set of flows serves both."""
    rooms = pushed(house, {"mon-sun": "9-17"})
    house.town.sandbox.take_over_hours()

    @dataclass
    class Booking:
        origin: str = ""

        async def execute(self, command: Command[Any]) -> Any:
            return await asyncio.to_thread(house.town.api.execute, command)

    shown = asyncio.run(
        wait_until_shown_async(Booking(), AsyncHouse(house), rooms, settings=house.settings)
    )
    assert ("nup-0",) == shown.shown
