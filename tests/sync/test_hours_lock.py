"""A push of hours that loses its lock or its store stops, and nothing is doubled by the next."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from tests.clock import now
from tests.sync.test_fences import Broken
from tests.sync.test_hours import WRITES, House, house
from tests.sync.test_store_outage import let_in
from varaamo_sync.booking import Command
from varaamo_sync.errors import LockLost, StoreUnusable, VaraamoSyncError
from varaamo_sync.hours import CreatePeriod
from varaamo_sync.state.records import LockHolder
from varaamo_sync.store import Store
from varaamo_sync.store.process import this_process
from varaamo_sync.sync import Status
from varaamo_sync.sync.hours import HoursRoom, push_hours

__all__ = ["house"]

SCOPE = "http://sandbox.localhost hours http://sandbox.localhost"
HOURS = {"periods": [{"mon": "8-16"}, {"tue": "8-16"}], "exceptions": {"2027-12-24": "closed"}}
MARKS = ["1", "2", "e20271224"]


def rooms_of(house: House) -> list[HoursRoom]:
    """Return two rooms with three periods each."""
    return house.subjects(**{"0": HOURS, "1": HOURS})


def fenced(store: Store, after: int) -> Broken:
    """Take the lock of hours, and return a memory under which it is broken after some notes."""
    moment = now()
    late = moment + timedelta(minutes=1)
    holder = LockHolder("aino", "kone", "hours push", moment, moment, late, this_process())
    fence = store.acquire_lock(SCOPE, "demo", holder).fence
    return Broken(store._database, SCOPE, "demo", fence).bind(store, after)


def finish(house: House, store: Store) -> int:
    """Push again with a sound memory; return how many writes that took."""
    state = store.state(SCOPE, "demo")
    house.settings = replace(house.settings, state=state, settles_after=timedelta(0))
    house.sent.clear()
    result = house.push(*rooms_of(house))
    assert {Status.DONE, Status.UNCHANGED} >= {one.status for one in result.outcomes}
    assert [MARKS, MARKS] == [house.marks("nup-0"), house.marks("nup-1")]
    assert not house.plan(*rooms_of(house)).pending
    return len(house.sent)


@pytest.mark.parametrize("after", [1, 4])
def test_a_push_that_lost_its_lock_stops_and_tells_what_it_did(
    house: House, store_url: str, after: int
) -> None:
    """Every room has its outcome, no write follows, and the next push does what is left once."""
    with Store(store_url) as store:
        settings = replace(
            house.settings, state=fenced(store, after), settles_after=timedelta(minutes=2)
        )
        house.settings = settings
        result = push_hours(house, house.plan(*rooms_of(house)), settings=settings)
        sent = len(house.sent)
        rest = finish(house, store)

    errors = [one.error for one in result.outcomes if one.error is not None]
    assert (after, 6) == (sent, sent + rest)
    assert errors
    assert all(isinstance(error, LockLost) for error in errors)


def test_a_push_that_never_had_its_lock_sends_nothing(house: House, store_url: str) -> None:
    """The error comes by itself, for there is no outcome to tell."""
    with Store(store_url) as store:
        settings = replace(house.settings, state=fenced(store, 0))
        house.settings = settings
        with pytest.raises(LockLost):
            push_hours(house, house.plan(*rooms_of(house)), settings=settings)

    assert [] == house.sent


@dataclass
class Overtaken:
    """Hauki, to which a write takes so long that another push does all meanwhile.

    Attributes:
        meanwhile: What the other one does.
        lag: How long it stood still.
    """

    house: House
    meanwhile: Callable[[], object]
    lag: timedelta = timedelta(0)

    @property
    def origin(self) -> str:
        """Say which system it is."""
        return self.house.origin

    def execute(self, command: Command[Any]) -> Any:
        """Pass a command on; the first period is made only after another push has made all."""
        if isinstance(command, CreatePeriod) and not self.lag:
            self.lag = timedelta(minutes=5)
            self.meanwhile()
        return self.house.execute(command)


def test_a_period_that_was_made_too_late_is_taken_back(house: House, store_url: str) -> None:
    """Who stood still while somebody else took the lock over and pushed deletes its double."""
    with Store(store_url) as store:
        mine = fenced(store, -1)
        settings = replace(house.settings, state=mine, settles_after=timedelta(minutes=2))
        house.settings = settings
        plan = house.plan(*rooms_of(house)[:1])

        def push_beside() -> None:
            mine._break()
            finish(house, store)

        slow = Overtaken(house, push_beside)
        result = push_hours(slow, plan, settings=replace(settings, now=lambda: now() + slow.lag))

    assert [LockLost] == [type(one.error) for one in result.outcomes]
    assert [MARKS, MARKS] == [house.marks("nup-0"), house.marks("nup-1")]


class Closing(House):
    """A Hauki beside which the store stops right after some writes have landed."""

    after = 0
    store_url = ""

    def execute(self, command: Command[Any]) -> Any:
        """Pass a command on, and stop the store when it is time."""
        answer = super().execute(command)
        if isinstance(command, WRITES):
            self.after -= 1
            if self.after == 0:
                let_in(self.store_url, allowed=False)
        return answer


@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("after", [1, 5])
def test_a_store_that_stops_mid_push_takes_no_outcome_with_it(
    house: House, store_url: str, after: int
) -> None:
    """Every room has its outcome, the store is named as the cause, and the next push finishes."""
    slow = Closing(house.town, house.api, house.ids, house.settings)
    slow.after, slow.store_url = after, store_url
    with Store(store_url) as store:
        slow.settings = replace(house.settings, state=store.state(SCOPE, "demo"))
        result = slow.push(*rooms_of(house))
    let_in(store_url, allowed=True)
    errors: list[VaraamoSyncError] = [one.error for one in result.outcomes if one.error]
    with Store(store_url) as store:
        rest = finish(house, store)

    assert errors
    assert all(isinstance(error, StoreUnusable) for error in errors)
    assert 6 == len(slow.sent) + rest
