"""How a push behaves, and what it needs of the world beside a booking system."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import field
from datetime import UTC, datetime, timedelta

from varaamo_sync.booking.waiting import sleep_async
from varaamo_sync.errors import UsageError
from varaamo_sync.model import Image
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.sync.state_store import InMemoryState, StateStore


def no_picture(image: Image) -> bytes:
    """Stand in for a reader of pictures where none was given."""
    raise OSError(f"no reader for the picture {image.file} was given")


@dataclass(frozen=True, slots=True, kw_only=True)
class PushSettings:
    """How a push behaves, and what it needs of the world.

    Attributes:
        state: What is remembered between pushes.
        now: Tells the moment, with time zone. The engine reckons with it in UTC, where every
            hour comes once.
        sleep: Waits some seconds.
        sleep_async: The same, for who pushes asynchronously.
        read_picture: Returns the bytes of a picture that the catalogue names.
        settles_after: How long a server may still be working on a write that nobody answered;
            Varaamo's proxy gives up after 60 s, the server goes on (facts, section 4).
        repeats_for: How long a client may go on sending one write that was refused before it ran,
            waits that the server asked for included.
        concurrency: Rooms written at once, 1 or more; spaces are always written one at a time.

    Raises:
        UsageError: ``concurrency`` is less than 1, or a time is less than nothing.
    """

    state: StateStore = field(default_factory=InMemoryState)
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    sleep: Callable[[float], None] = time.sleep
    sleep_async: Callable[[float], Awaitable[None]] = sleep_async
    read_picture: Callable[[Image], bytes] = no_picture
    settles_after: timedelta = timedelta(seconds=75)
    repeats_for: timedelta = timedelta(minutes=15)
    concurrency: int = 4

    def __post_init__(self) -> None:
        if self.concurrency < 1:
            raise UsageError("concurrency-none", count=self.concurrency)
        if min(self.settles_after, self.repeats_for) < timedelta(0):
            raise UsageError("settling-negative")
        told = self.now
        object.__setattr__(self, "now", lambda: told().astimezone(UTC))
