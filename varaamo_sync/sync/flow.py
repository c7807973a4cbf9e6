"""What the engine's flows ask for, and carrying it out for synchronous callers."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from concurrent import futures
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import copy_context
from dataclasses import field
from typing import Any, Generic, TypeVar

from varaamo_sync.booking import BookingAPI, Command, permitted_by
from varaamo_sync.booking import flow as driver
from varaamo_sync.booking.flow import Flow, Pause
from varaamo_sync.errors import AdapterFailed, VaraamoSyncError
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.sync.settings import PushSettings
from varaamo_sync.telemetry.events import OBSERVERS, ROOM, Fact, operation, tell_wait

T = TypeVar("T")
S = TypeVar("S")

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


def run(part: Part[T], api: BookingAPI, settings: PushSettings) -> T:
    """Carry out a flow of commands; those that it starts beside it run in threads."""
    running: set[futures.Future[None]] = set()

    def wait_until(most: int) -> None:
        while len(running) > most:
            ended, _ = futures.wait(running, return_when=futures.FIRST_COMPLETED)
            running.difference_update(ended)
            for future in ended:
                future.result()

    def carry_out(asked: Any) -> Any:
        if isinstance(asked, Pause):
            tell_pause(asked)
            return settings.sleep(asked.seconds)
        if isinstance(asked, Write):
            asked.permit()
            with permitted_by(asked.permit):
                return _execute(api, asked.command)
        if isinstance(asked, Part):
            return carry_out_part(asked)
        if isinstance(asked, Start):
            # A thread begins with nothing of what its caller's context says: who asks, a trace.
            running.add(pool.submit(copy_context().run, carry_out_part, asked.part))
            return wait_until(settings.concurrency - 1)
        return wait_until(0) if isinstance(asked, Join) else _execute(api, asked)

    def carry_out_part(part: Part[S]) -> S:
        with part.begun() as flow:
            return driver.run(flow, carry_out)

    with futures.ThreadPoolExecutor(settings.concurrency, thread_name_prefix="push") as pool:
        return carry_out_part(part)


def _execute(api: BookingAPI, command: Command[Any]) -> Any:
    try:
        answer = api.execute(command)
    except VaraamoSyncError:
        raise
    except Exception as error:
        raise AdapterFailed(error, operation=type(command).__name__) from error
    if inspect.isawaitable(answer):
        if inspect.iscoroutine(answer):
            answer.close()
        raise TypeError(f"{type(api).__name__} is asked asynchronously: {OTHER_DOOR}")
    return answer
