from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest

from varaamo_sync.errors import LockHeld
from varaamo_sync.store import Store, locked

TARGET = "https://varaamo.example.invalid"
SHORT = timedelta(seconds=1.2)


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """Give an empty store."""
    opened = Store(store_url)
    yield opened
    opened.close()


def lock(store: Store, owner: str) -> AbstractContextManager[Event]:
    """Return the lock of one catalogue, for one owner."""
    return locked(
        store,
        TARGET,
        "demo",
        owner=owner,
        host="kone",
        command="nightly",
        now=lambda: datetime.now(UTC),
        lasts=SHORT,
    )


def test_one_holds_the_lock_and_the_next_one_gets_it_afterwards(store: Store) -> None:
    """Who comes second is told who holds the lock; once it is given back, it is free."""
    with lock(store, "first"), pytest.raises(LockHeld) as caught, lock(store, "second"):
        pass
    with lock(store, "second"):
        holder = store.lock_holder(TARGET, "demo")

    assert ("first", "kone", "nightly") == (
        caught.value.holder.owner,
        caught.value.holder.host,
        caught.value.holder.command,
    )
    assert holder is not None
    assert "second" == holder.owner
    assert store.lock_holder(TARGET, "demo") is None


def test_a_holder_that_lives_keeps_the_lock(store: Store) -> None:
    """The lock does not expire while its holder says that it is alive."""
    with lock(store, "first") as broken:
        broken.wait(2 * SHORT.total_seconds())
        with pytest.raises(LockHeld), lock(store, "second"):
            pass

        assert not broken.is_set()


def test_a_holder_hears_that_its_lock_was_broken(store: Store) -> None:
    """Somebody broke the lock: the holder's event is set, and it breaks no lock in return."""
    with lock(store, "first") as broken:
        store.release_lock(TARGET, "demo")
        with lock(store, "second"):
            heard = broken.wait(10)
            holder = store.lock_holder(TARGET, "demo")

    assert heard
    assert holder is not None
    assert "second" == holder.owner


def test_a_lock_is_given_back_when_the_work_fails(store: Store) -> None:
    """An error in the work leaves no lock behind."""
    with pytest.raises(ZeroDivisionError), lock(store, "first"):
        1 / 0  # noqa: B018

    assert store.lock_holder(TARGET, "demo") is None
