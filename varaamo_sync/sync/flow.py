"""Carrying out the engine's flows: the only difference between sync and async callers."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Iterator, Mapping
from concurrent import futures
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import copy_context
from dataclasses import field
from functools import partial
from typing import Any, Generic, TypeVar

from varaamo_sync.booking import AsyncBookingAPI, BookingAPI, Command, permitted_by
from varaamo_sync.booking import flow as driver
from varaamo_sync.booking.flow import Flow, Pause
from varaamo_sync.errors import AdapterFailed, VaraamoSyncError
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.sync.settings import PushSettings
from varaamo_sync.telemetry.events import OBSERVERS, ROOM, Fact, operation, tell_wait

T = TypeVar("T")
S = TypeVar("S")

_OTHER_DOOR = "sync, prepare and push ask a BookingAPI, their twins (…_async) an AsyncBookingAPI"


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
            _tell_pause(asked)
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
        raise TypeError(f"{type(api).__name__} is asked asynchronously: {_OTHER_DOOR}")
    return answer


async def run_async(part: Part[T], api: AsyncBookingAPI, settings: PushSettings) -> T:
    """Carry out a flow of commands; those that it starts beside it run in tasks.

    What a flow does between two commands may wait: for a store, a picture, a large plan. So all
    steps are taken in one thread beside the event loop, one at a time.

    Cancelled while a write is noted or under way, a flow first hears what became of it and notes
    it, so that a journal is settled; only then it ends. A second cancelling ends it at once.
    """
    running: set[asyncio.Task[None]] = set()
    beside = futures.ThreadPoolExecutor(1, thread_name_prefix="push-steps")
    try:
        return await _AsyncFlow(api, settings, running, beside).run(part)
    finally:
        for task in running:
            task.cancel()
        if running:
            await asyncio.wait(running)
        beside.shutdown(wait=False)


def _tell_pause(pause: Pause) -> None:
    if OBSERVERS:
        tell_wait("settling", pause.seconds)


@dataclass(slots=True)
class _AsyncFlow:
    """One flow that is carried out asynchronously.

    Attributes:
        running: Flows that were started beside others.
        beside: The thread in which flows take their steps.
        cancelled: Whether it is to end once the write that was under way has been noted.
    """

    api: AsyncBookingAPI
    settings: PushSettings
    running: set[asyncio.Task[None]]
    beside: futures.ThreadPoolExecutor
    cancelled: bool = False

    async def run(self, part: Part[T]) -> T:
        """Carry it out."""
        with part.begun() as flow:
            try:
                return await self._drive(flow)
            finally:
                await self._in_thread(flow.close)

    async def _drive(self, flow: Flow[T]) -> T:
        step: Callable[[], Any] = partial(flow.send, None)
        while True:
            asked, ended = await self._in_thread(partial(_take, step))
            if ended:
                self._end_if_cancelled()
                result: T = asked
                return result
            try:
                step = partial(flow.send, await self._carry_out(asked))
            except Exception as error:  # noqa: BLE001  # the flow hears of it, and raises it
                step = partial(flow.throw, error)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        """Do something that may wait, and do all of it, whoever is cancelled meanwhile."""
        loop = asyncio.get_running_loop()
        return await self._whole(loop.run_in_executor(self.beside, copy_context().run, work))

    async def _whole(self, work: asyncio.Future[T]) -> T:
        """Return the result of what must not be broken off; note whether it is to end then."""
        try:
            return await asyncio.shield(work)
        except asyncio.CancelledError:
            if work.cancelled():
                raise
            self.cancelled = True
            await asyncio.wait([work])
            return work.result()

    async def _carry_out(self, asked: Any) -> Any:
        if isinstance(asked, Write):  # it is noted by now, and open until it is heard of
            return await self._write(asked)
        self._end_if_cancelled()
        if isinstance(asked, Pause):
            _tell_pause(asked)
            return await self.settings.sleep_async(asked.seconds)
        if isinstance(asked, Part):
            return await self.run(asked)
        if isinstance(asked, Start):
            beside = _AsyncFlow(self.api, self.settings, self.running, self.beside)
            self.running.add(asyncio.create_task(beside.run(asked.part)))
            return await self._wait_until(self.settings.concurrency - 1)
        return await (self._wait_until(0) if isinstance(asked, Join) else self._execute(asked))

    async def _write(self, write: Write) -> Any:
        async def permit() -> None:
            if write.due():
                await self._in_thread(write.permit)

        await permit()
        with permitted_by(write.permit, permit):
            writing = asyncio.ensure_future(self._execute(write.command))
        return await self._whole(writing)

    async def _execute(self, command: Command[Any]) -> Any:
        try:
            asked: Any = self.api.execute(command)
            if inspect.isawaitable(asked):
                return await asked
        except VaraamoSyncError:
            raise
        except asyncio.CancelledError as error:
            # What an adapter cancelled within itself ends a command, and not the caller's task.
            task = asyncio.current_task()
            if task is None or task.cancelling():
                raise
            raise AdapterFailed(error, operation=type(command).__name__) from error
        except Exception as error:
            raise AdapterFailed(error, operation=type(command).__name__) from error
        raise TypeError(f"{type(self.api).__name__} is not asked asynchronously: {_OTHER_DOOR}")

    async def _wait_until(self, most: int) -> None:
        while len(self.running) > most:
            ended, _ = await asyncio.wait(self.running, return_when=asyncio.FIRST_COMPLETED)
            self.running.difference_update(ended)
            for task in ended:
                task.result()

    def _end_if_cancelled(self) -> None:
        if self.cancelled:
            raise asyncio.CancelledError


def _take(step: Callable[[], Any]) -> tuple[Any, bool]:
    """Take a step of a flow; return what it asks for, or its result, and whether it has ended."""
    try:
        return step(), False
    except StopIteration as stop:  # which no future can carry
        return stop.value, True
