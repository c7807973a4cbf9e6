from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from threading import Condition, Event
from typing import Any

import pytest

from varaamo_sync.errors import LockHeld
from varaamo_sync.state.records import LockHolder
from varaamo_sync.store import HeldLock, Store, locked

TARGET = "https://varaamo.example.invalid"
LASTS = timedelta(minutes=1)


class Clock:
    """A clock that goes on only when told to; who waits by it waits for that."""

    def __init__(self) -> None:
        self._moment = datetime(2026, 11, 22, 12, tzinfo=UTC)
        self._changed = Condition()
        self._until: datetime | None = None

    def now(self) -> datetime:
        """Tell the moment."""
        with self._changed:
            return self._moment

    def ticks(self) -> float:
        """Tell the seconds, as the clock of a store does."""
        return self.now().timestamp()

    def wait(self, event: Event, seconds: float) -> bool:
        """Wait until the clock has gone on by so much; tell whether the event came."""
        with self._changed:
            until = self._until = self._moment + timedelta(seconds=seconds)
            self._changed.notify_all()
            # What sets the event does not know this clock, so it is looked at in between.
            while self._moment < until and not event.is_set():
                self._changed.wait(0.01)
            self._until = None
        return event.is_set()

    def go_on(self, span: timedelta, *, heard_by: Event) -> None:
        """Go on in small steps, each when the one who waits has done what came of the last."""
        end = self.now() + span
        while self.now() < end and not heard_by.is_set():
            with self._changed:
                self._changed.wait_for(lambda: self._asleep() or heard_by.is_set(), 30)
                self._moment += timedelta(seconds=1)
                self._changed.notify_all()

    def _asleep(self) -> bool:
        return self._until is not None and self._until > self._moment


@pytest.fixture
def clock() -> Clock:
    """Give a clock that stands still."""
    return Clock()


@pytest.fixture
def store(store_url: str, clock: Clock) -> Iterator[Store]:
    """Give an empty store that has that clock for its own."""
    opened = Store(store_url, clock=clock.ticks)
    yield opened
    opened.close()


def lock(store: Store, owner: str, clock: Clock, **others: Any) -> AbstractContextManager[HeldLock]:
    """Return the lock of one catalogue, for one owner."""
    return locked(
        store,
        TARGET,
        "demo",
        owner=owner,
        host="kone",
        command="nightly",
        now=clock.now,
        wait=clock.wait,
        lasts=LASTS,
        **others,
    )


def test_one_holds_the_lock_and_the_next_one_gets_it_afterwards(store: Store, clock: Clock) -> None:
    """Who comes second is told who holds the lock; once it is given back, it is free."""
    with (
        lock(store, "first", clock),
        pytest.raises(LockHeld) as caught,
        lock(store, "second", clock),
    ):
        pass
    with lock(store, "second", clock):
        holder = store.lock_holder(TARGET, "demo")

    assert ("first", "kone", "nightly") == (
        caught.value.holder.owner,
        caught.value.holder.host,
        caught.value.holder.command,
    )
    assert holder is not None
    assert "second" == holder.owner
    assert store.lock_holder(TARGET, "demo") is None


def test_a_holder_that_lives_keeps_the_lock(store: Store, clock: Clock) -> None:
    """The lock does not expire while its holder says that it is alive."""
    with lock(store, "first", clock) as held:
        clock.go_on(2 * LASTS, heard_by=held.lost)
        with pytest.raises(LockHeld), lock(store, "second", clock):
            pass

        assert not held.is_lost()


def test_a_holder_hears_that_its_lock_was_broken(store: Store, clock: Clock) -> None:
    """Somebody broke the lock: the holder's event is set, and it breaks no lock in return."""
    with lock(store, "first", clock) as lost:
        store.release_lock(TARGET, "demo")
        with lock(store, "second", clock):
            clock.go_on(LASTS, heard_by=lost.lost)
            holder = store.lock_holder(TARGET, "demo")

    assert lost.is_lost()
    assert holder is not None
    assert "second" == holder.owner


def test_a_lock_is_given_back_when_the_work_fails(store: Store, clock: Clock) -> None:
    """An error in the work leaves no lock behind."""
    with pytest.raises(ZeroDivisionError), lock(store, "first", clock):
        1 / 0  # noqa: B018

    assert store.lock_holder(TARGET, "demo") is None


def test_a_holder_that_fell_silent_is_named_to_who_takes_over(store: Store, clock: Clock) -> None:
    """The next one is told from whom the lock was taken; one that was free is not told of."""
    silent = LockHolder("first", "kone", "nightly", clock.now(), clock.now(), clock.now())
    told: list[LockHolder] = []
    store.acquire_lock(TARGET, "demo", silent)
    for owner in ("second", "third"):
        with lock(store, owner, clock, on_takeover=told.append):
            pass

    assert [silent] == told
