"""What the engine needs beside a booking system: a memory, a clock, and somebody to tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from threading import Lock
from typing import Any, Protocol, TypeVar

from varaamo_sync.errors import UsageError
from varaamo_sync.model import Earlier, Image
from varaamo_sync.state.records import Fate, Intent, Learned, Remembered, Step
from varaamo_sync.sync.driving import Steps

T = TypeVar("T")


class Memory(Protocol):
    """What is remembered between pushes; safe to call from several threads.

    A note is refused (``LockLost``) once the lock was lost, if there is one. It is on disk before
    its write is sent. What became of it may be kept back until the next note or ``flush``, which
    comes before anybody is told: what is lost is found out again.
    """

    def remembered(self) -> Mapping[str, Remembered]:
        """Return what is remembered of every room, by key."""
        ...

    def recall(self, key: str) -> Remembered | None:
        """Return what is remembered of one room."""
        ...

    def remember(self, learned: Learned) -> None:
        """Note which room a key stands for, and add to the values that were last applied."""
        ...

    def earlier(self) -> Mapping[str, Earlier]:
        """Return what rooms were when they were found, by ``ext_uuid``."""
        ...

    def note_earlier(self, found: Mapping[str, Earlier]) -> None:
        """Note what rooms were when they were found; on disk when this returns.

        What was noted of a room first stays: later evidence shows our own work, too.
        """
        ...

    def note(self, key: str, step: Step, detail: Mapping[str, Any], begun: datetime) -> int:
        """Note a write before it is sent; the note is on disk when this returns."""
        ...

    def require_lock(self) -> None:
        """Make sure that what was noted may still be sent.

        Raises:
            LockLost: The lock was lost.
        """
        ...

    def settle(
        self,
        intent: int,
        fate: Fate,
        at: datetime,
        pk: int | None = None,
        learned: Learned | None = None,
    ) -> None:
        """Note what became of an intent, and with it what is to be remembered of its room."""
        ...

    def flush(self) -> None:
        """Write what was kept back."""
        ...

    def intents(self, *fates: Fate) -> tuple[Intent, ...]:
        """Return the intents of some fates, oldest first."""
        ...

    def last_note(self) -> int:
        """Return the number of the last intent that was noted; 0 before the first."""
        ...


class BriefMemory:
    """A memory that lasts as long as the process; for callers that keep no store."""

    def __init__(self) -> None:
        self._rooms: dict[str, Remembered] = {}
        self._keys: dict[str, str] = {}
        self._intents: dict[int, Intent] = {}
        self._earlier: dict[str, Earlier] = {}
        self._numbers = count(1)
        self._lock = Lock()

    def remembered(self) -> Mapping[str, Remembered]:
        """Return what is remembered of every room, by key."""
        with self._lock:
            return dict(self._rooms)

    def recall(self, key: str) -> Remembered | None:
        """Return what is remembered of one room."""
        with self._lock:
            return self._rooms.get(key)

    def remember(self, learned: Learned) -> None:
        """Note which room a key stands for, and add to the values that were last applied."""
        with self._lock:
            self._remember(learned)

    def _remember(self, learned: Learned) -> None:
        pairing = learned.pairing
        old = self._keys.get(pairing.ext_uuid) if pairing.ext_uuid else None
        if learned.key not in self._rooms and old in self._rooms:
            self._rooms[learned.key] = self._rooms.pop(old)  # one room has one key
        self._keys[pairing.ext_uuid] = learned.key
        known = self._rooms.get(learned.key)
        same = known is not None and known.pairing.ext_uuid == pairing.ext_uuid
        before = known.applied if known is not None and same else {}
        self._rooms[learned.key] = Remembered(pairing, {**before, **learned.applied})

    def earlier(self) -> Mapping[str, Earlier]:
        """Return what rooms were when they were found, by ``ext_uuid``."""
        with self._lock:
            return dict(self._earlier)

    def note_earlier(self, found: Mapping[str, Earlier]) -> None:
        """Note what rooms were when they were found; what was noted first stays."""
        with self._lock:
            self._earlier = {**found, **self._earlier}

    def note(self, key: str, step: Step, detail: Mapping[str, Any], begun: datetime) -> int:
        """Note a write before it is sent."""
        with self._lock:
            number = next(self._numbers)
            self._intents[number] = Intent(
                id=number, key=key, step=step, begun=begun, detail=detail
            )
            return number

    def settle(
        self,
        intent: int,
        fate: Fate,
        at: datetime,
        pk: int | None = None,
        learned: Learned | None = None,
    ) -> None:
        """Note what became of an intent, and with it what is to be remembered of its room."""
        del at  # nobody asks a brief memory when
        with self._lock:
            self._intents[intent] = replace(self._intents[intent], fate=fate, pk=pk)
            if learned is not None:
                self._remember(learned)

    def require_lock(self) -> None:
        """Do nothing: nobody else has this memory."""

    def flush(self) -> None:
        """Do nothing: nothing is kept back."""

    def intents(self, *fates: Fate) -> tuple[Intent, ...]:
        """Return the intents of some fates, oldest first."""
        with self._lock:
            return tuple(intent for intent in self._intents.values() if intent.fate in fates)

    def last_note(self) -> int:
        """Return the number of the last intent that was noted; 0 before the first."""
        with self._lock:
            return max(self._intents, default=0)


def kept(steps: Steps[T], memory: Memory) -> Steps[T]:
    """Carry out steps, then let the memory write what it kept back, also where they failed."""
    try:
        return (yield from steps)
    finally:
        memory.flush()


def no_picture(image: Image) -> bytes:
    """Stand in for a reader of pictures where none was given."""
    raise OSError(f"no reader for the picture {image.file} was given")


@dataclass(frozen=True, slots=True, kw_only=True)
class Conduct:
    """How a push behaves, and what it needs of the world.

    Attributes:
        memory: What is remembered between pushes.
        now: Tells the moment, with time zone. The engine reckons with it in UTC, where every
            hour comes once.
        read_picture: Returns the bytes of a picture that the catalogue names.
        settles_after: How long a server may still be working on a write that nobody answered;
            Varaamo's proxy gives up after 60 s, the server goes on (facts, section 4).
        repeats_for: How long a client may go on sending one write that was refused before it ran,
            waits that the server asked for included.
        concurrency: Rooms written at once, 1 or more; spaces are always written one at a time.

    Raises:
        UsageError: ``concurrency`` is less than 1, or a time is less than nothing.
    """

    memory: Memory = field(default_factory=BriefMemory)
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
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
