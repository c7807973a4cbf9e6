"""Carrying out the engine's flows: the only difference between sync and async callers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent import futures
from dataclasses import dataclass
from typing import Any, TypeVar

from varaamo_sync.booking import AsyncBookingAPI, BookingAPI, Command, permitted_by
from varaamo_sync.booking import flow as driver
from varaamo_sync.booking.flow import Flow, Pause
from varaamo_sync.sync.settings import PushSettings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Write:
    """A write, and what is asked right before it is sent.

    Attributes:
        command: The write.
        permit: Raises when it must not be sent any more.
    """

    command: Command[Any]
    permit: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Start:
    """A flow that goes on beside this one, which waits while ``concurrency`` of them do."""

    flow: Flow[None]


@dataclass(frozen=True, slots=True)
class Join:
    """A pause until every flow that was started has ended."""


def run(flow: Flow[T], api: BookingAPI, settings: PushSettings) -> T:
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
            return settings.sleep(asked.seconds)
        if isinstance(asked, Write):
            asked.permit()
            with permitted_by(asked.permit):
                return api.execute(asked.command)
        if isinstance(asked, Start):
            running.add(pool.submit(driver.run, asked.flow, carry_out))
            return wait_until(settings.concurrency - 1)
        return wait_until(0) if isinstance(asked, Join) else api.execute(asked)

    with futures.ThreadPoolExecutor(settings.concurrency, thread_name_prefix="push") as pool:
        return driver.run(flow, carry_out)


async def run_async(flow: Flow[T], api: AsyncBookingAPI, settings: PushSettings) -> T:
    """Carry out a flow of commands; those that it starts beside it run in tasks.

    Cancelled while a write is under way, a flow first hears what became of it and notes it, so that
    a journal is settled; only then it ends. A second cancelling ends it at once.
    """
    running: set[asyncio.Task[None]] = set()
    try:
        return await _AsyncFlow(api, settings, running).run(flow)
    finally:
        for task in running:
            task.cancel()
        if running:
            await asyncio.wait(running)


@dataclass(slots=True)
class _AsyncFlow:
    """One flow that is carried out asynchronously.

    Attributes:
        running: Flows that were started beside others.
        cancelled: Whether it is to end once the write that was under way has been noted.
    """

    api: AsyncBookingAPI
    settings: PushSettings
    running: set[asyncio.Task[None]]
    cancelled: bool = False

    async def run(self, flow: Flow[T]) -> T:
        """Carry it out."""
        result = await driver.run_async(flow, self._carry_out)
        self._end_if_cancelled()
        return result

    async def _carry_out(self, asked: Any) -> Any:
        self._end_if_cancelled()
        if isinstance(asked, Pause):
            return await self.settings.sleep_async(asked.seconds)
        if isinstance(asked, Write):
            return await self._write(asked)
        if isinstance(asked, Start):
            beside = _AsyncFlow(self.api, self.settings, self.running)
            self.running.add(asyncio.create_task(beside.run(asked.flow)))
            return await self._wait_until(self.settings.concurrency - 1)
        return await (self._wait_until(0) if isinstance(asked, Join) else self.api.execute(asked))

    async def _write(self, write: Write) -> Any:
        write.permit()
        with permitted_by(write.permit):
            writing = asyncio.ensure_future(self.api.execute(write.command))
        try:
            return await asyncio.shield(writing)
        except asyncio.CancelledError:
            self.cancelled = True
            await asyncio.wait([writing])
            return writing.result()

    async def _wait_until(self, most: int) -> None:
        while len(self.running) > most:
            ended, _ = await asyncio.wait(self.running, return_when=asyncio.FIRST_COMPLETED)
            self.running.difference_update(ended)
            for task in ended:
                task.result()

    def _end_if_cancelled(self) -> None:
        if self.cancelled:
            raise asyncio.CancelledError
