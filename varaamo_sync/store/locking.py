"""Holding a lock while work is done, and saying every few seconds that one is alive."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypedDict, TypeVar, Unpack

from varaamo_sync.errors import StoreUnusable
from varaamo_sync.logs import get_log
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.state.records import Fence, LockHolder
from varaamo_sync.store.process import new_owner, this_host, this_process
from varaamo_sync.suggest import require_known

if TYPE_CHECKING:
    from varaamo_sync.store.store import Store

_LOG = get_log(__name__)

T = TypeVar("T")

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


class LockOptions(TypedDict, total=False):
    """How a lock is held."""

    owner: str
    """Who holds it, at most 64 characters; no two holders may be called the same. By default the
    user, the process, and something that no other holder has."""
    host: str
    """Machine of the holder, for people; by default this one."""
    lasts: timedelta
    """How long the lock outlives a holder that has fallen silent. One whose process has died on
    this machine loses it at once."""
    on_takeover: Callable[[LockHolder], None]
    """Told from whom the lock was taken over, if from anybody."""
    wait: Callable[[threading.Event, float], bool]
    """Waits for an event, at most some seconds, and tells whether it came."""


@contextmanager
def locked(
    store: Store,
    target: str,
    catalogue: str,
    *,
    command: str,
    now: Callable[[], datetime],
    **options: Unpack[LockOptions],
) -> Iterator[HeldLock]:
    """Hold the lock of a catalogue and a booking system; one push at a time may.

    Args:
        store: The store that everybody who pushes there shares.
        target: Origin of the booking system.
        catalogue: Id of the catalogue.
        command: What the holder does, for people.
        now: Tells the moment, with time zone.
        **options: See ``LockOptions``.

    Yields:
        What tells whether the lock was lost: then stop. Its ``fence`` goes to the state, which
        notes no write for a holder that lost it.

    Raises:
        LockHeld: Somebody else holds it; the error names who.
        StoreUnusable: The database failed.
    """
    require_known(options, LockOptions.__optional_keys__, "locked")
    lasts = options.get("lasts", LASTS)
    moment = now()
    holder = LockHolder(
        owner=options.get("owner") or new_owner(),
        host=options.get("host") or this_host(),
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
        if (tell := options.get("on_takeover")) is not None:
            tell(left)
    lock, done = HeldLock(acquired.fence), threading.Event()
    wait = options.get("wait", threading.Event.wait)

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
            store.release_lock(target, catalogue, holder.owner)
        except StoreUnusable as error:  # what was done is done; the lock ends by itself
            _LOG.warning("the lock could not be given back: %s", error)


@asynccontextmanager
async def locked_async(
    store: Store,
    target: str,
    catalogue: str,
    *,
    command: str,
    now: Callable[[], datetime],
    **options: Unpack[LockOptions],
) -> AsyncIterator[HeldLock]:
    """Hold the lock without letting an event loop wait for the store; see ``locked``.

    Whoever is cancelled while the lock is being taken gives it back.
    """
    held = locked(store, target, catalogue, command=command, now=now, **options)
    taking = asyncio.ensure_future(asyncio.to_thread(held.__enter__))
    try:
        lock = await _ended(taking)
    except asyncio.CancelledError:
        if taking.exception() is None:
            await asyncio.to_thread(held.__exit__, None, None, None)
        raise
    try:
        yield lock
    finally:
        await _ended(asyncio.ensure_future(asyncio.to_thread(held.__exit__, None, None, None)))


async def _ended(work: asyncio.Future[T]) -> T:
    """Return the result of what a thread does; whoever is cancelled waits for its end first."""
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        await asyncio.wait([work])
        raise
