"""The end of an exchange: how long all of it may take, however slowly bytes come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import httpx

_DEADLINE: ContextVar[Deadline | None] = ContextVar("deadline", default=None)


class Deadline:
    """The end of an exchange.

    Args:
        seconds: How long it may take in all.
        clock: Seconds that only grow.
    """

    def __init__(self, seconds: float, clock: Callable[[], float]) -> None:
        self.seconds = seconds
        self._clock = clock
        self._ends = clock() + seconds

    @property
    def left(self) -> float:
        """Seconds that are left; not more than 0 when it is over."""
        return self._ends - self._clock()

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return self.left <= 0

    def check(self) -> None:
        """Make sure that it is not over.

        Raises:
            httpx.ReadTimeout: It is.
        """
        if self.over:
            raise httpx.ReadTimeout("the time is up")

    @contextmanager
    def running(self) -> Iterator[None]:
        """Let it hold for everything on the network in this context."""
        before = _DEADLINE.set(self)
        try:
            yield
        finally:
            _DEADLINE.reset(before)


def time_left(timeout: float | None, late: type[Exception]) -> float | None:
    """Return how long a step may take; raise ``late`` where nothing is left."""
    deadline = _DEADLINE.get()
    if deadline is None:
        return timeout
    left = deadline.left
    if left <= 0:
        raise late("the time is up")
    return left if timeout is None else min(timeout, left)
