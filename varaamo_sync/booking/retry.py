"""Which failures are worth repeating, and the flow that repeats them.

Nothing of this API is idempotent: a write is repeated only when nothing was stored for certain
(facts, section 6). A read is always safe to repeat.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import tenacity

from varaamo_sync.booking.flow import Flow, Pause
from varaamo_sync.errors import BookingError, Deadlocked, ServerFault, Unreachable

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Policy:
    """How often and how patiently to repeat; times in seconds.

    Attributes:
        attempts: Most tries of one request, the first included.
        first_wait: Longest wait before the second try; it doubles each time, and the wait is
            drawn between nothing and that (full jitter).
        longest_wait: Longest wait of all.
        deadline: No new try begins later than this after the first, unless the server asks for a
            wait with ``Retry-After``: then only ``attempts`` and ``longest_asked`` hold, and all
            tries may take as long as the one times the other.
        longest_asked: Longest wait that a server may ask for with ``Retry-After``; a longer one
            fails at once, and the error tells how long it would be.
    """

    attempts: int = 5
    first_wait: float = 0.25
    longest_wait: float = 8.0
    deadline: float = 60.0
    longest_asked: float = 120.0


@dataclass(slots=True)
class Budget:
    """How many requests of a whole run may be repeated; threads may share it."""

    left: int = 200
    _lock: Lock = field(default_factory=Lock, repr=False)

    def spend(self) -> bool:
        """Take one repetition; ``False`` when none is left."""
        with self._lock:
            if self.left <= 0:
                return False
            self.left -= 1
            return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try of a request, for metrics and traces.

    Attributes:
        operation: Name of the operation, such as ``createReservationUnit``.
        number: 1 for the first try.
        seconds: How long it took until the answer or the failure.
        writes: Whether it changes something in the booking system.
        error: How it failed, or ``None``.
    """

    operation: str
    number: int
    seconds: float
    writes: bool
    error: BookingError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """A policy with what it needs of the world: clock, chance, a budget, and who is told.

    Attributes:
        clock: Seconds that only grow.
        chance: A number from 0 up to 1.
        on_attempt: Told of every try once it has ended, from the thread that made it. When it
            raises, that is logged, and the request goes on.
    """

    policy: Policy = field(default_factory=Policy)
    budget: Budget = field(default_factory=Budget)
    clock: Callable[[], float] = time.monotonic
    chance: Callable[[], float] = random.random
    on_attempt: Callable[[Attempt], None] | None = None


def worth_repeating(error: BaseException, *, writes: bool, answered: bool = True) -> bool:
    """Whether the same request may be sent again.

    Args:
        error: How it failed.
        writes: Whether the request changes something.
        answered: Whether asking again may help where the API itself answered a fault.
    """
    if isinstance(error, Deadlocked):  # rolled back by the database
        return True
    if not isinstance(error, Unreachable | ServerFault):
        return False
    if isinstance(error, ServerFault) and error.answered is not None and not answered:
        return False
    return error.certain or not writes


class _Tries:
    """Counts and times the tries of one request, and tells of each."""

    def __init__(self, patience: Patience, operation: str, *, writes: bool) -> None:
        self._patience = patience
        self._operation = operation
        self._writes = writes
        self._number = 0

    @contextmanager
    def another(self) -> Iterator[None]:
        """Watch one try."""
        self._number += 1
        begun = self._patience.clock()
        try:
            yield
        except BookingError as error:
            error.attempts, error.writes = self._number, self._writes
            self._tell(begun, error)
            raise
        self._tell(begun, None)

    def _tell(self, begun: float, error: BookingError | None) -> None:
        attempt = Attempt(
            operation=self._operation,
            number=self._number,
            seconds=self._patience.clock() - begun,
            writes=self._writes,
            error=error,
        )
        kind = type(error).__name__ if error is not None else None
        _LOG.log(
            logging.DEBUG if error is None else logging.INFO,
            "%s, try %d: %s",
            attempt.operation,
            attempt.number,
            kind or "answered",
            extra={
                "operation": attempt.operation,
                "attempt": attempt.number,
                "seconds": attempt.seconds,
                "error": kind,
                "code": error.code if error is not None else None,
                "certain": error.certain if error is not None else None,
            },
        )
        if self._patience.on_attempt is None:
            return
        try:
            self._patience.on_attempt(attempt)
        except Exception:  # noqa: BLE001  # somebody else's code may raise anything
            _LOG.exception("on_attempt failed for %s", attempt.operation)


def _options(patience: Patience, *, writes: bool, answered: bool) -> dict[str, Any]:
    policy, begun = patience.policy, patience.clock()

    def wait(state: tenacity.RetryCallState) -> float:
        asked = getattr(_error(state), "retry_after", None)
        if asked is not None:
            return float(asked)
        most = min(policy.longest_wait, policy.first_wait * 2 ** (state.attempt_number - 1))
        return float(most * patience.chance())

    def stop(state: tenacity.RetryCallState) -> bool:
        late = patience.clock() - begun + state.upcoming_sleep > policy.deadline
        asked = getattr(_error(state), "retry_after", None)
        if asked is not None:  # a server that says when to come back is believed
            late = asked > policy.longest_asked
        return late or state.attempt_number >= policy.attempts or not patience.budget.spend()

    return {
        "stop": stop,
        "wait": wait,
        "retry": tenacity.retry_if_exception(
            lambda e: worth_repeating(e, writes=writes, answered=answered)
        ),
        "reraise": True,
    }


def _error(state: tenacity.RetryCallState) -> BaseException | None:
    return state.outcome.exception() if state.outcome else None


def repeat(
    asked: Any,
    *,
    name: str = "request",
    writes: bool,
    answered: bool = True,
    patience: Patience | None = None,
) -> Flow[Any]:
    """Ask for something until it succeeds, fails for good, or patience ends; pause in between.

    Args:
        asked: What to ask for.
        name: What it is called for ``on_attempt``.
        writes: Whether it changes something; then it is repeated only when nothing was stored.
        answered: Whether it is repeated where the API itself answered a fault.
        patience: How often, how long, and who is told.

    Raises:
        BookingError: The last failure; its ``attempts`` tells how many there were.
    """
    patience = patience or Patience()
    pauses: list[float] = []
    tries = _Tries(patience, name, writes=writes)
    options = _options(patience, writes=writes, answered=answered)
    for attempt in tenacity.Retrying(sleep=pauses.append, **options):
        if pauses:
            yield Pause(pauses.pop())
        with attempt, tries.another():
            return (yield asked)
