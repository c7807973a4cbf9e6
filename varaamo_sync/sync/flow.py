"""Carrying out the engine's flows: the only difference between sync and async callers."""

from __future__ import annotations

import inspect
from concurrent import futures
from contextvars import copy_context
from typing import Any, TypeVar

from varaamo_sync.booking import AsyncBookingAPI, BookingAPI, Command, permitted_by
from varaamo_sync.booking import flow as driver
from varaamo_sync.booking.flow import Pause
from varaamo_sync.errors import AdapterFailed, VaraamoSyncError
from varaamo_sync.sync.settings import PushSettings
from varaamo_sync.sync.steps import OTHER_DOOR, Join, Part, Start, Write, tell_pause

T = TypeVar("T")
S = TypeVar("S")


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


async def run_async(part: Part[T], api: AsyncBookingAPI, settings: PushSettings) -> T:
    """Carry out a flow of commands; those that it starts beside it run in tasks.

    What a flow does between two commands may wait: for a store, a picture, a large plan. So all
    steps are taken in one thread beside the event loop, one at a time.

    Cancelled while a write is noted or under way, a flow first hears what became of it and notes
    it, so that a journal is settled; only then it ends. A second cancelling ends it at once.
    """
    from varaamo_sync.sync.async_flow import carry_out  # loads the event loop, of no use to most

    return await carry_out(part, api, settings)
