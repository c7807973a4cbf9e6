"""What the engine's flows ask for, and the flows that are operations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import field
from typing import Any, Generic, TypeVar

from varaamo_sync.booking import Command
from varaamo_sync.booking.flow import Flow, Pause
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.telemetry.events import OBSERVERS, ROOM, Fact, operation, tell_wait

T = TypeVar("T")

OTHER_DOOR = "sync, prepare and push ask a BookingAPI, their twins (…_async) an AsyncBookingAPI"
"""What is said to who hands in an adapter of the other kind."""


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """A flow that is an operation: observers are told when it begins and how it ends.

    Attributes:
        name: What is done.
        flow: What does it.
        facts: Of what: ``origin``, ``catalogue``; the key of a ``room`` is known to all that is
            done for it, in whatever thread or task.
    """

    name: str
    flow: Flow[T]
    facts: Mapping[str, Fact] = field(default_factory=dict)

    def begun(self) -> AbstractContextManager[Flow[T]]:
        """Give its flow, to be carried out inside."""
        told = OBSERVERS or "room" in self.facts
        return self._told() if told else nullcontext(self.flow)

    @contextmanager
    def _told(self) -> Iterator[Flow[T]]:
        room = self.facts.get("room")
        before = ROOM.set(str(room)) if room is not None else None
        try:
            with operation(self.name, self.facts) if OBSERVERS else nullcontext():
                yield self.flow
        finally:
            if before is not None:
                ROOM.reset(before)


@dataclass(frozen=True, slots=True)
class Write:
    """A write, and what is asked right before it is sent.

    Attributes:
        command: The write.
        permit: Raises when it must not be sent any more; it may wait for a store.
        due: Tells, without waiting, whether ``permit`` has to be asked by now.
    """

    command: Command[Any]
    permit: Callable[[], None]
    due: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Start:
    """A part that goes on beside this flow, which waits while ``concurrency`` of them do."""

    part: Part[None]


@dataclass(frozen=True, slots=True)
class Join:
    """A pause until every flow that was started has ended."""


def tell_pause(pause: Pause) -> None:
    """Tell observers of a pause."""
    if OBSERVERS:
        tell_wait("settling", pause.seconds)
