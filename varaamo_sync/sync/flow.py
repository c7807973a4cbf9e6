"""Carrying out a series of commands: the only difference between sync and async callers."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any, TypeVar

from varaamo_sync.booking import AsyncBookingAPI, BookingAPI, Command, permitted_by
from varaamo_sync.errors import BookingError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wait:
    """A pause, in seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Write:
    """A write, and what is asked right before it is sent.

    Attributes:
        command: The write.
        permit: Raises when it must not be sent any more.
    """

    command: Command[Any]
    permit: Callable[[], None]


Steps = Generator[Command[Any] | Write | Wait, Any, T]
"""Commands and pauses that lead to a result; answers and errors are handed back in."""


def run(steps: Steps[T], api: BookingAPI) -> T:
    """Carry out a series of commands one after the other."""
    try:
        command = next(steps)
        while True:
            answer: object = None
            try:
                if isinstance(command, Wait):
                    time.sleep(command.seconds)
                elif isinstance(command, Write):
                    command.permit()
                    with permitted_by(command.permit):
                        answer = api.execute(command.command)
                else:
                    answer = api.execute(command)
            except BookingError as error:
                command = steps.throw(error)
            else:
                command = steps.send(answer)
    except StopIteration as stop:
        result: T = stop.value
        return result


async def run_async(steps: Steps[T], api: AsyncBookingAPI) -> T:
    """Carry out a series of commands one after the other, asynchronously.

    Cancelled while a write is under way, it first hears what became of it and lets the steps note
    it, so that a journal is settled; only then it ends. A second cancelling ends it at once.
    """
    cancelled = False
    try:
        command = next(steps)
        while True:
            answer: object = None
            try:
                if isinstance(command, Wait):
                    await asyncio.sleep(command.seconds)
                elif isinstance(command, Write):
                    command.permit()
                    with permitted_by(command.permit):
                        writing = asyncio.ensure_future(api.execute(command.command))
                    try:
                        answer = await asyncio.shield(writing)
                    except asyncio.CancelledError:
                        cancelled = True
                        await asyncio.wait([writing])
                        answer = writing.result()
                else:
                    answer = await api.execute(command)
            except BookingError as error:
                command = steps.throw(error)
            else:
                command = steps.send(answer)
            if cancelled:
                steps.close()
                raise asyncio.CancelledError
    except StopIteration as stop:
        if cancelled:
            raise asyncio.CancelledError from None
        result: T = stop.value
        return result
