"""Carrying out the engine's flows on an event loop."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from concurrent import futures
from contextvars import copy_context
from functools import partial
from typing import Any, TypeVar

from varaamo_sync.booking import AsyncBookingAPI, Command, permitted_by
from varaamo_sync.booking.flow import Flow, Pause
from varaamo_sync.errors import AdapterFailed, VaraamoSyncError
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.sync.flow import OTHER_DOOR, Join, Part, Start, Write, tell_pause
from varaamo_sync.sync.settings import PushSettings

T = TypeVar("T")


async def carry_out(part: Part[T], api: AsyncBookingAPI, settings: PushSettings) -> T:
    """Carry out a flow; see ``async_door.run_async``."""
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
            tell_pause(asked)
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
        raise TypeError(f"{type(self.api).__name__} is not asked asynchronously: {OTHER_DOOR}")

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
