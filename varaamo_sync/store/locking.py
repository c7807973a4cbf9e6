"""Holding a lock while work is done, and saying every few seconds that one is alive."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from varaamo_sync.errors import StoreUnusable
from varaamo_sync.state.records import Fence, LockHolder
from varaamo_sync.store.process import this_process
from varaamo_sync.store.store import Store

_LOG = logging.getLogger(__name__)

LASTS = timedelta(seconds=60)
"""A lock whose holder has been silent for so long is free."""

_BEATS = 6
"""How often a holder says that it is alive before it would count as silent."""


@dataclass(frozen=True, slots=True)
class HeldLock:
    """A lock that is held.

    Attributes:
        fence: What says so before each write; for ``Store.state``.
        lost: Set when it was found out that the lock was lost.
    """

    fence: Fence
    lost: threading.Event = field(default_factory=threading.Event)

    def is_lost(self) -> bool:
        """Whether it was found out that the lock was lost: then stop."""
        return self.lost.is_set()


@contextmanager
def locked(
    store: Store,
    target: str,
    catalogue: str,
    *,
    owner: str,
    host: str,
    command: str,
    now: Callable[[], datetime],
    lasts: timedelta = LASTS,
    on_takeover: Callable[[LockHolder], None] | None = None,
    wait: Callable[[threading.Event, float], bool] = threading.Event.wait,
) -> Iterator[HeldLock]:
    """Hold the lock of a catalogue and a booking system; one push at a time may.

    Args:
        store: The store that everybody who pushes there shares.
        target: Origin of the booking system.
        catalogue: Id of the catalogue.
        owner: Who holds it, at most 64 characters; no two holders may be called the same.
        host: Machine of the holder, for people.
        command: What the holder does, for people.
        now: Tells the moment, with time zone.
        lasts: How long the lock outlives a holder that has fallen silent. One whose process has
            died on this machine loses it at once.
        on_takeover: Told from whom the lock was taken over, if from anybody.
        wait: Waits for an event, at most some seconds, and tells whether it came.

    Yields:
        What tells whether the lock was lost: then stop. Its ``fence`` goes to the state, which
        notes no write for a holder that lost it.

    Raises:
        LockHeld: Somebody else holds it; the error names who.
        StoreUnusable: The database failed.
    """
    moment = now()
    holder = LockHolder(
        owner=owner,
        host=host,
        command=command,
        since=moment,
        heartbeat=moment,
        expires=moment + lasts,
        process=this_process(),
    )
    acquired = store.acquire_lock(target, catalogue, holder)
    left = acquired.taken_from
    if left is not None:
        _LOG.info("took the lock over from %s on %s", left.owner, left.host)
        if on_takeover is not None:
            on_takeover(left)
    lock, done = HeldLock(acquired.fence), threading.Event()

    def beat() -> None:
        while not wait(done, lasts.total_seconds() / _BEATS):
            try:
                if not store.beat(target, catalogue, lock.fence, now=now(), lasts=lasts):
                    lock.lost.set()
                    return
            except StoreUnusable:
                continue  # the next beat may get through; the lock lasts for several

    heart = threading.Thread(target=beat, name="lock-heartbeat", daemon=True)
    heart.start()
    try:
        yield lock
    finally:
        done.set()
        heart.join()
        try:
            store.release_lock(target, catalogue, owner)
        except StoreUnusable as error:  # what was done is done; the lock ends by itself
            _LOG.warning("the lock could not be given back: %s", error)
