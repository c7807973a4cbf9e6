import asyncio
import itertools
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from varaamo_sync.booking.flow import Pause, run, run_async
from varaamo_sync.booking.retry import (
    Attempt,
    Budget,
    Patience,
    Policy,
    worth_repeating,
)
from varaamo_sync.booking.retry import repeat as repeat_flow
from varaamo_sync.errors import (
    BookingError,
    Deadlocked,
    ServerFault,
    Unreachable,
    ValidationRefused,
)


class World:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def patience(self, **fields: object) -> Patience:
        base: dict[str, object] = {"clock": lambda: self.now, "chance": lambda: 0.5}
        return Patience(**(base | fields))  # type: ignore[arg-type]


def repeat(
    call: Callable[[], str], *, sleep: Callable[[float], None] = time.sleep, **options: Any
) -> str:
    """Repeat a call."""

    def carry_out(asked: object) -> object:
        return sleep(asked.seconds) if isinstance(asked, Pause) else call()

    return run(repeat_flow("call", **options), carry_out)


async def repeat_async(call: Callable[[], Awaitable[str]], **options: Any) -> str:
    """Repeat a coroutine function."""

    async def carry_out(asked: object) -> object:
        return await (asyncio.sleep(asked.seconds) if isinstance(asked, Pause) else call())

    return await run_async(repeat_flow("call", **options), carry_out)


def failing(*errors: BookingError) -> Callable[[], str]:
    """Return a call that fails some times and then succeeds."""
    left = list(errors)

    def call() -> str:
        if left:
            raise left.pop(0)
        return "done"

    return call


def asked(seconds: float) -> ServerFault:
    """Return a fault that asks to wait."""
    error = ServerFault("busy", certain=True)
    error.retry_after = seconds
    return error


@pytest.mark.parametrize(
    ("error", "read", "write"),
    [
        (Deadlocked("x"), True, True),
        (Unreachable("never sent", certain=True), True, True),
        (Unreachable("cut", certain=False), True, False),
        (ServerFault("502"), True, False),
        (ServerFault("429", certain=True), True, True),
        (ValidationRefused("x"), False, False),
        (ValueError("x"), False, False),
    ],
)
def test_only_what_is_safe_is_repeated(error: Exception, read: bool, write: bool) -> None:
    """A read may be repeated after any passing fault, a write only if nothing was stored."""
    assert (read, write) == (
        worth_repeating(error, writes=False),
        worth_repeating(error, writes=True),
    )


def test_waits_grow_and_are_drawn_by_chance() -> None:
    """The longest wait doubles up to its limit; the wait is a part of it (full jitter)."""
    world = World()
    policy = Policy(attempts=6, first_wait=1, longest_wait=5)

    repeat(
        failing(*[Deadlocked("x")] * 5),
        writes=True,
        patience=world.patience(policy=policy),
        sleep=world.sleep,
    )

    assert [0.5, 1.0, 2.0, 2.5, 2.5] == world.slept


def test_no_try_begins_after_the_deadline() -> None:
    """Patience is bounded in time as well as in number."""
    world = World()
    policy = Policy(attempts=100, first_wait=10, longest_wait=10, deadline=12)

    with pytest.raises(Deadlocked) as caught:
        repeat(
            failing(*[Deadlocked(str(n)) for n in range(99)]),
            writes=True,
            patience=world.patience(policy=policy),
            sleep=world.sleep,
        )

    assert ([5.0, 5.0], 3) == (world.slept, caught.value.attempts)


def test_a_server_that_says_when_is_believed_up_to_two_minutes() -> None:
    """``Retry-After`` is waited for; one that is too long fails at once, with the time."""
    world = World()

    repeat(failing(asked(90)), writes=True, patience=world.patience(), sleep=world.sleep)
    with pytest.raises(ServerFault):
        repeat(failing(asked(121)), writes=True, patience=world.patience(), sleep=world.sleep)

    assert [90.0] == world.slept


def test_a_run_has_one_budget() -> None:
    """Repetitions of a whole run are counted together, so that no storm is answered by one."""
    world = World()
    patience = world.patience(budget=Budget(left=3))

    repeat(
        failing(Deadlocked("1"), Deadlocked("2")), writes=True, patience=patience, sleep=world.sleep
    )
    with pytest.raises(Deadlocked):
        repeat(
            failing(Deadlocked("3"), Deadlocked("4")),
            writes=True,
            patience=patience,
            sleep=world.sleep,
        )

    assert 0 == patience.budget.left


def test_every_try_is_told() -> None:
    """``on_attempt`` hears of each try: operation, number, time and error, sync and async."""
    heard: list[Attempt] = []
    ticks = itertools.count(step=0.5)
    patience = Patience(
        policy=Policy(first_wait=0), clock=lambda: next(ticks), on_attempt=heard.append
    )

    async def call() -> str:
        return once()

    repeat(failing(Deadlocked("a")), name="x", writes=True, patience=patience)
    once = failing(Deadlocked("b"))
    asyncio.run(repeat_async(call, name="y", writes=False, patience=patience))

    told = [(a.operation, a.number, a.writes, str(a.error)) for a in heard]
    assert told[:2] == [("x", 1, True, "a"), ("x", 2, True, "None")]
    assert told[2:] == [("y", 1, False, "b"), ("y", 2, False, "None")]
    assert {0.5} == {attempt.seconds for attempt in heard}


def test_a_failure_that_is_not_repeated_is_told_too() -> None:
    """A refusal ends at the first try, and ``on_attempt`` hears of it."""
    heard: list[Attempt] = []
    patience = Patience(on_attempt=heard.append)

    with pytest.raises(ValidationRefused) as caught:
        repeat(failing(ValidationRefused("no")), writes=True, patience=patience)

    assert [(1, caught.value)] == [(attempt.number, attempt.error) for attempt in heard]
    assert 1 == caught.value.attempts


@pytest.mark.parametrize("errors", [[], [Deadlocked("a")]])
def test_a_listener_that_raises_is_logged_and_the_request_goes_on(
    errors: list[BookingError], caplog: pytest.LogCaptureFixture
) -> None:
    """What ``on_attempt`` raises changes neither answer nor error, sync and async."""

    def raising(attempt: Attempt) -> None:
        raise OSError(f"nobody listens to try {attempt.number}")

    async def call() -> str:
        return once()

    patience = Patience(policy=Policy(first_wait=0), on_attempt=raising)
    once = failing(*errors)

    assert "done" == repeat(failing(*errors), writes=True, patience=patience)
    assert "done" == asyncio.run(repeat_async(call, writes=True, patience=patience))
    logged = [record.name for record in caplog.records if record.exc_info]
    assert ["varaamo_sync.booking.retry"] * 2 * (len(errors) + 1) == logged


def test_a_failed_try_is_logged_with_fields(caplog: pytest.LogCaptureFixture) -> None:
    """The log of the standard library has operation, number, kind and code as fields."""
    caplog.set_level(logging.INFO, "varaamo_sync")
    patience = Patience(policy=Policy(first_wait=0))
    repeat(failing(Deadlocked("secret", code="DB")), name="x", writes=True, patience=patience)

    (record,) = caplog.records
    fields = {"operation": "x", "attempt": 1, "error": "Deadlocked", "code": "DB", "certain": True}
    assert ("varaamo_sync.booking.retry", "INFO") == (record.name, record.levelname)
    assert fields.items() <= vars(record).items()
    assert "secret" not in repr(vars(record))
