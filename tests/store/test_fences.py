"""Who lost the lock writes no more: each note of a write asks for it, in the same transaction."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from varaamo_sync.errors import LockHeld, LockLost
from varaamo_sync.state.records import Fence, IntentState, LockHolder, Pairing, StateUpdate, Step
from varaamo_sync.store import DatabaseState, Store
from varaamo_sync.store.process import this_process

TARGET, CATALOGUE = "https://varaamo.example.invalid", "demo"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
PAIRING = Pairing(5, "uuid-5", 7)


def holder(owner: str, at: datetime = NOW) -> LockHolder:
    """Return who wants the lock for a minute, in this process."""
    return LockHolder(owner, "kone", "push", at, at, at + MINUTE, this_process())


def note(memory: DatabaseState) -> int:
    """Note a write."""
    return memory.note("nup-sali", Step.CREATE_SPACE, {}, NOW)


def break_it(store: Store, ticks: list[float]) -> None:
    """Break the lock, as ``unlock`` does."""
    store.release_lock(TARGET, CATALOGUE)


def let_it_expire(store: Store, ticks: list[float]) -> None:
    """Stand still for a minute."""
    ticks[0] += 60


def take_over(store: Store, ticks: list[float]) -> None:
    """Let somebody else take over after a minute, and give back."""
    ticks[0] += 60
    store.acquire_lock(TARGET, CATALOGUE, holder("eino"))


def take_over_and_leave(store: Store, ticks: list[float]) -> None:
    """Let somebody else take over, be done, and let the same owner hold the lock anew."""
    store.release_lock(TARGET, CATALOGUE)
    store.acquire_lock(TARGET, CATALOGUE, holder("eino"))
    store.release_lock(TARGET, CATALOGUE, "eino")
    store.acquire_lock(TARGET, CATALOGUE, holder("aino"))


WAYS = (break_it, let_it_expire, take_over, take_over_and_leave)


@pytest.mark.parametrize("lose", WAYS)
def test_who_lost_the_lock_notes_no_write(
    store_url: str, lose: Callable[[Store, list[float]], None]
) -> None:
    """However the lock was lost, no write is noted any more, and so none is sent."""
    ticks = [0.0]
    with Store(store_url, clock=lambda: ticks[0]) as store:
        fence = store.acquire_lock(TARGET, CATALOGUE, holder("aino")).fence
        memory = store.state(TARGET, CATALOGUE, fence)
        note(memory)
        lose(store, ticks)

        with pytest.raises(LockLost):
            note(memory)
        assert 1 == len(memory.intents(IntentState.OPEN))


def test_a_holder_that_says_that_it_lives_goes_on(store_url: str) -> None:
    """The lock lasts for a minute after each beat, by the store's own clock."""
    ticks = [0.0]
    with Store(store_url, clock=lambda: ticks[0]) as store:
        fence = store.acquire_lock(TARGET, CATALOGUE, holder("aino")).fence
        memory = store.state(TARGET, CATALOGUE, fence)
        for _ in range(3):
            ticks[0] += 59
            assert store.beat(TARGET, CATALOGUE, fence, now=NOW, lasts=MINUTE)
            note(memory)

        assert 3 == len(memory.intents(IntentState.OPEN))


@pytest.mark.parametrize("ahead", [timedelta(minutes=2), timedelta(days=1)])
def test_a_clock_that_is_ahead_takes_no_lock(store_url: str, ahead: timedelta) -> None:
    """A machine that believes that it is later takes the lock from nobody who lives."""
    with Store(store_url) as store:
        fence = store.acquire_lock(TARGET, CATALOGUE, holder("aino")).fence
        with pytest.raises(LockHeld):
            store.acquire_lock(TARGET, CATALOGUE, holder("eino", NOW + ahead))

        assert note(store.state(TARGET, CATALOGUE, fence))


def test_each_holding_has_a_higher_number(store_url: str) -> None:
    """A number is never given twice, whoever holds the lock and however it was given back."""
    with Store(store_url) as store:
        numbers = []
        for owner in ("aino", "eino", "aino"):
            numbers.append(store.acquire_lock(TARGET, CATALOGUE, holder(owner)).fence.token)
            store.release_lock(TARGET, CATALOGUE, owner)
        other = store.acquire_lock(TARGET, "toinen", holder("aino")).fence

    assert ([1, 2, 3], Fence("aino", 1)) == (numbers, other)


def test_what_another_holder_settled_stays_so(store_url: str) -> None:
    """Who lost the lock may tell what its last write made, unless that was found out already."""
    with Store(store_url) as store:
        fence = store.acquire_lock(TARGET, CATALOGUE, holder("aino")).fence
        old, new = store.state(TARGET, CATALOGUE, fence), store.state(TARGET, CATALOGUE)
        told, found = note(old), note(old)
        store.release_lock(TARGET, CATALOGUE)
        new.settle(
            found, IntentState.STORED, NOW, 9, StateUpdate("b", replace(PAIRING, ext_uuid="uuid-9"))
        )
        new.flush()
        old.settle(told, IntentState.STORED, NOW, 5, StateUpdate("a", PAIRING))
        old.settle(found, IntentState.NOT_STORED, NOW, None, StateUpdate("b", PAIRING))
        old.remember(StateUpdate("c", replace(PAIRING, ext_uuid="uuid-7")))
        old.flush()

        fates = {intent.id: intent.state for intent in new.intents(*IntentState)}
        assert {told: IntentState.STORED, found: IntentState.STORED} == fates
        assert {"a": "uuid-5", "b": "uuid-9"} == {
            key: item.pairing.ext_uuid for key, item in new.remembered().items()
        }


def test_without_a_fence_nobody_asks(store_url: str) -> None:
    """A caller that holds no lock notes as before."""
    with Store(store_url) as store:
        assert note(store.state(TARGET, CATALOGUE))
