"""Which failures are worth repeating, and the loops that repeat them.

Nothing of this API is idempotent: a write is repeated only when nothing was stored for certain
(facts, section 6). A read is always safe to repeat.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

import tenacity

from varaamo_sync.errors import BookingError, Deadlocked, ServerFault, Unreachable

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Policy:
    """How often and how patiently to repeat; times in seconds.

    Attributes:
        attempts: Most tries, the first included.
        first_wait: Longest wait before the second try; it doubles each time (full jitter).
        longest_wait: Longest wait of all.
        deadline: No new try begins later than this after the first.
    """

    attempts: int = 5
    first_wait: float = 0.25
    longest_wait: float = 8.0
    deadline: float = 60.0


def worth_repeating(error: BaseException, *, writes: bool) -> bool:
    """Whether the same request may be sent again at once.

    Args:
        error: How it failed.
        writes: Whether the request changes something.
    """
    if isinstance(error, Deadlocked):  # rolled back by the database
        return True
    if not isinstance(error, Unreachable | ServerFault):
        return False
    return error.certain or not writes


def _options(policy: Policy, *, writes: bool) -> dict[str, object]:
    return {
        "stop": tenacity.stop_after_attempt(policy.attempts)
        | tenacity.stop_before_delay(policy.deadline),
        "wait": tenacity.wait_random_exponential(
            multiplier=policy.first_wait, max=policy.longest_wait
        ),
        "retry": tenacity.retry_if_exception(lambda error: worth_repeating(error, writes=writes)),
        "after": _count,
        "reraise": True,
    }


def _count(state: tenacity.RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, BookingError):
        error.attempts = state.attempt_number


def repeat(
    call: Callable[[], T],
    *,
    writes: bool,
    policy: Policy | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> T:
    """Call until it succeeds, fails for good, or patience ends.

    Raises:
        BookingError: The last failure; its ``attempts`` tells how many there were.
    """
    options = _options(policy or Policy(), writes=writes)
    return tenacity.Retrying(sleep=sleep, **options)(call)  # type: ignore[arg-type]


async def repeat_async(
    call: Callable[[], Awaitable[T]],
    *,
    writes: bool,
    policy: Policy | None = None,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> T:
    """Do the same for a coroutine function; see ``repeat``."""
    options = _options(policy or Policy(), writes=writes)
    return await tenacity.AsyncRetrying(sleep=sleep, **options)(call)  # type: ignore[arg-type]
