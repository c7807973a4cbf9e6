"""Which failures are worth repeating, and the flow that repeats them.

Nothing of this API is idempotent: a write is repeated only when nothing was stored for certain
(facts, section 6). A read is always safe to repeat.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Generator
from contextlib import nullcontext
from dataclasses import field
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any

from varaamo_sync.booking.flow import Pause
from varaamo_sync.errors import BookingError, Deadlocked, ServerFault, Unreachable
from varaamo_sync.logs import get_log
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.telemetry.events import OBSERVERS, ROOM, Fact, tell_wait
from varaamo_sync.telemetry.events import attempt as tell_attempt

if TYPE_CHECKING:
    import tenacity

_LOG = get_log(__name__)


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
        room: Key of the room for which a push made it; ``None`` where it was for no single one.
    """

    operation: str
    number: int
    seconds: float
    writes: bool
    error: BookingError | None = None
    room: str | None = None


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


def repeat(
    asked: Any,
    *,
    name: str = "request",
    writes: bool,
    answered: bool = True,
    graphql: bool = False,
    patience: Patience | None = None,
) -> Generator[Any, Any, Any]:
    """Ask for something until it succeeds, fails for good, or patience ends; pause in between.

    Args:
        asked: What to ask for.
        name: What it is called for ``on_attempt`` and observers.
        writes: Whether it changes something; then it is repeated only when nothing was stored.
        answered: Whether it is repeated where the API itself answered a fault.
        graphql: Whether its name is that of a GraphQL operation.
        patience: How often, how long, and who is told.

    Raises:
        BookingError: The last failure; its ``attempts`` tells how many there were.
    """
    patience = patience or Patience()
    tries = partial(_try, asked, name, writes=writes, graphql=graphql, patience=patience)
    stops = _stop_of(patience)
    try:
        return (yield from tries(1))
    except BookingError as error:
        if not worth_repeating(error, writes=writes, answered=answered):
            raise
        failed = error
    import tenacity  # most requests are answered at the first try

    pauses: list[float] = []
    worth = tenacity.retry_if_exception(
        lambda error: worth_repeating(error, writes=writes, answered=answered)
    )
    for attempt in tenacity.Retrying(
        sleep=pauses.append, wait=_wait_of(patience), stop=stops, retry=worth, reraise=True
    ):
        if pauses:
            if OBSERVERS:
                tell_wait("retry", pauses[-1])
            yield Pause(pauses.pop())
        with attempt:
            number = attempt.retry_state.attempt_number
            if number == 1:
                raise failed
            return (yield from tries(number))


def _try(
    asked: Any, name: str, number: int, *, writes: bool, graphql: bool, patience: Patience
) -> Generator[Any, Any, Any]:
    """Ask for something once, and tell how it went."""
    begun, room = patience.clock(), ROOM.get()
    told = partial(Attempt, operation=name, number=number, writes=writes, room=room)
    facts: dict[str, Fact] = {"number": number, "writes": writes, "graphql": graphql}
    facts |= {} if room is None else {"room": room}
    try:
        with tell_attempt(name, facts) if OBSERVERS else nullcontext():
            answer = yield asked
    except BookingError as error:
        error.attempts, error.writes = number, writes
        _tell(told(seconds=patience.clock() - begun, error=error), patience.on_attempt)
        raise
    _tell(told(seconds=patience.clock() - begun), patience.on_attempt)
    return answer


def _wait_of(patience: Patience) -> Callable[[tenacity.RetryCallState], float]:
    policy = patience.policy

    def wait(state: tenacity.RetryCallState) -> float:
        asked = _asked_wait(state)
        if asked is not None:
            return asked
        most = min(policy.longest_wait, policy.first_wait * 2 ** (state.attempt_number - 1))
        return float(most * patience.chance())

    return wait


def _stop_of(patience: Patience) -> Callable[[tenacity.RetryCallState], bool]:
    policy, begun = patience.policy, patience.clock()

    def stop(state: tenacity.RetryCallState) -> bool:
        late = patience.clock() - begun + state.upcoming_sleep > policy.deadline
        asked = _asked_wait(state)
        if asked is not None:  # a server that says when to come back is believed
            late = asked > policy.longest_asked
        return late or state.attempt_number >= policy.attempts or not patience.budget.spend()

    return stop


def _asked_wait(state: tenacity.RetryCallState) -> float | None:
    """Return the seconds that the server asks to wait, if it does."""
    error = state.outcome.exception() if state.outcome else None
    return error.retry_after if isinstance(error, BookingError) else None


def _tell(attempt: Attempt, on_attempt: Callable[[Attempt], None] | None) -> None:
    error = attempt.error
    kind = type(error).__name__ if error is not None else None
    _LOG.log(
        logging.DEBUG if error is None else logging.INFO,
        "%s, try %d: %s",
        attempt.operation,
        attempt.number,
        kind or "answered",
        extra={
            "operation": attempt.operation,
            "room": attempt.room,
            "attempt": attempt.number,
            "seconds": attempt.seconds,
            "error": kind,
            "code": error.code if error is not None else None,
            "certain": error.certain if error is not None else None,
        },
    )
    if on_attempt is None:
        return
    try:
        on_attempt(attempt)
    except Exception:  # noqa: BLE001  # somebody else's code may raise anything
        _LOG.exception("on_attempt failed for %s", attempt.operation)
