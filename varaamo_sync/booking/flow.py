"""Flows: generators that ask for something and are sent its answer, and what drives them.

A flow knows the order of what is asked, and nothing of threads, event loops or HTTP; who carries
out what it asks for knows nothing of the order. So sync and async callers share every line of what
is hard.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator
from typing import Any, TypeVar

from varaamo_sync.startup.fast_dataclass import dataclass

T = TypeVar("T")

Flow = Generator[Any, Any, T]
"""What is asked for, one after the other, until there is a result."""


def run(flow: Flow[T], carry_out: Callable[[Any], Any]) -> T:
    """Carry out what a flow asks for; it hears every answer and every error."""
    answer: Any = None
    failure: Exception | None = None
    try:
        while True:
            try:
                asked = flow.send(answer) if failure is None else flow.throw(failure)
            except StopIteration as stop:
                result: T = stop.value
                return result
            answer = failure = None
            try:
                answer = carry_out(asked)
            except Exception as error:  # noqa: BLE001  # the flow hears of it, and raises it
                failure = error
    finally:
        flow.close()


async def run_async(flow: Flow[T], carry_out: Callable[[Any], Awaitable[Any]]) -> T:
    """Do the same asynchronously; see ``run``."""
    answer: Any = None
    failure: Exception | None = None
    try:
        while True:
            try:
                asked = flow.send(answer) if failure is None else flow.throw(failure)
            except StopIteration as stop:
                result: T = stop.value
                return result
            answer = failure = None
            try:
                answer = await carry_out(asked)
            except Exception as error:  # noqa: BLE001  # the flow hears of it, and raises it
                failure = error
    finally:
        flow.close()


@dataclass(frozen=True, slots=True)
class Pause:
    """A wait, in seconds."""

    seconds: float
