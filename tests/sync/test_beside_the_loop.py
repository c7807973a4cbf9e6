"""An asynchronous push holds no event loop up; threads know what their caller's context says."""

import asyncio
import threading
from contextvars import ContextVar
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.clock import now
from tests.make import catalogue, room
from tests.starting import answer
from tests.sync.conftest import Town
from tests.sync.test_push import named
from varaamo_sync.booking import Command, CreateRoom
from varaamo_sync.booking.client import AsyncVaraamoClient, PasswordLogin
from varaamo_sync.catalogue_files import init_catalogue, read_catalogue
from varaamo_sync.errors import LockHeld
from varaamo_sync.model import Catalogue
from varaamo_sync.sandbox import AsyncSandboxTransport, Sandbox
from varaamo_sync.store import Store, locked_async
from varaamo_sync.sync import (
    InMemoryState,
    Outcome,
    PushSettings,
    Status,
    prepare,
    prepare_async,
    push,
    push_async,
    sync_async,
)

ORIGIN = "http://sandbox.localhost"
QUICK = PushSettings(now=now, settles_after=timedelta(0))
"""Nobody waits, so that a state is asked before each write whether its lock is held."""


def rooms() -> Catalogue:
    """Return four rooms."""
    return catalogue(*(room(f"nup-{n}", name=named(f"nup-{n}")) for n in range(4)))


class Watched:
    """Stands in front of a store or a state, and notes from which threads it is called."""

    def __init__(self, behind: Any, threads: set[int]) -> None:
        self._behind = behind
        self._threads = threads

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._behind, name)
        if not callable(found) or name == "lock_async":  # which returns what is to be entered
            return found

        def call(*given: Any, **named: Any) -> Any:
            self._threads.add(threading.get_ident())
            answer = found(*given, **named)
            return Watched(answer, self._threads) if name == "state" else answer

        return call


def client_of(sandbox: Sandbox) -> AsyncVaraamoClient:
    """Open a client of a sandbox."""
    login, transport = PasswordLogin("admin", "admin"), AsyncSandboxTransport(sandbox)
    return AsyncVaraamoClient(ORIGIN, login=login, transport=transport)


def test_no_event_loop_waits_for_a_store(tmp_path: Path) -> None:
    """Lock, state, permits and history are asked in threads alone."""
    started = tmp_path / "catalogue"
    init_catalogue(started)
    answer(started)
    threads: set[int] = set()

    async def job(store: Store, sandbox: Sandbox) -> int:
        watched: Any = Watched(store, threads)
        async with client_of(sandbox) as api:
            result = await sync_async(read_catalogue(started), api, watched, settings=QUICK)
        assert result.complete
        return threading.get_ident()

    with (
        Store(f"sqlite:///{tmp_path / 'store.db'}") as store,
        Sandbox(":memory:", clock=now) as sandbox,
    ):
        loop = asyncio.run(job(store, sandbox))

    assert threads
    assert loop not in threads


def test_a_lock_is_taken_beside_the_loop_and_given_back_when_cancelled(tmp_path: Path) -> None:
    """Whoever is cancelled while a slow store takes the lock leaves none behind."""
    taking, go_on = threading.Event(), threading.Event()

    class Slow(Store):
        def acquire_lock(self, *given: Any) -> Any:
            taken = super().acquire_lock(*given)
            taking.set()
            go_on.wait(10)
            return taken

    async def hold(store: Store) -> None:
        async with locked_async(store, ORIGIN, "x", command="c", now=now):
            raise AssertionError("it was cancelled before")

    async def cancelled(store: Store) -> None:
        holding = asyncio.create_task(hold(store))
        while not taking.is_set():
            await asyncio.sleep(0)
        holding.cancel()
        await asyncio.sleep(0)
        go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await holding

    with Slow(f"sqlite:///{tmp_path / 'store.db'}") as store:
        asyncio.run(cancelled(store))

        assert store.lock_holder(ORIGIN, "x") is None


def test_a_lock_that_is_held_is_told_to_tasks(tmp_path: Path) -> None:
    """A second task is refused, and the first gives its lock back."""

    async def two(store: Store) -> None:
        async with locked_async(store, ORIGIN, "x", command="c", now=now) as lock:
            assert not lock.is_lost()
            with pytest.raises(LockHeld):
                async with locked_async(store, ORIGIN, "x", command="d", now=now):
                    pass

    with Store(f"sqlite:///{tmp_path / 'store.db'}") as store:
        asyncio.run(two(store))

        assert store.lock_holder(ORIGIN, "x") is None


def test_outcomes_are_told_on_the_event_loop_in_order() -> None:
    """A listener may use what belongs to the loop, and has heard all when the push returns."""
    told: list[tuple[str, int]] = []

    async def job(sandbox: Sandbox) -> tuple[list[Outcome], int]:
        async with client_of(sandbox) as api:
            made = await prepare_async(api, rooms(), settings=QUICK)
            result = await push_async(
                api,
                made,
                settings=QUICK,
                on_outcome=lambda one: told.append((one.key, threading.get_ident())),
            )
            return list(result.outcomes), len(told)

    with Sandbox(":memory:", clock=now) as sandbox:
        outcomes, heard = asyncio.run(job(sandbox))

    assert {threading.get_ident()} == {thread for _, thread in told}
    assert sorted(key for key, _ in told) == sorted(one.key for one in outcomes)
    assert heard == len(outcomes)


WHO: ContextVar[str] = ContextVar("who", default="nobody")


def test_context_variables_reach_the_threads_of_a_push(town: Town) -> None:
    """What a caller's context says, a trace for instance, every command of the push can read."""
    seen: set[tuple[str, bool]] = set()

    class Reading:
        origin = town.origin

        def execute(self, command: Command[Any]) -> Any:
            seen.add((WHO.get(), isinstance(command, CreateRoom)))
            return town.execute(command)

    made = prepare(town, rooms(), settings=town.settings)
    WHO.set("the caller")
    try:
        result = push(Reading(), made, settings=town.settings)
    finally:
        WHO.set("nobody")

    assert {Status.DONE} == {outcome.status for outcome in result.outcomes}
    assert {("the caller", False), ("the caller", True)} == seen


def test_context_variables_reach_what_an_asynchronous_push_asks() -> None:
    """A state and a reader of pictures are called in the caller's context, too."""
    seen: set[str] = set()

    class Reading(InMemoryState):
        def last_note(self) -> int:
            seen.add(WHO.get())
            return super().last_note()

    async def job(sandbox: Sandbox) -> None:
        WHO.set("the caller")
        settings = replace(QUICK, state=Reading())
        async with client_of(sandbox) as api:
            await push_async(
                api, await prepare_async(api, rooms(), settings=settings), settings=settings
            )

    with Sandbox(":memory:", clock=now) as sandbox:
        asyncio.run(job(sandbox))

    assert {"the caller"} == seen


def test_the_loop_goes_on_while_a_state_is_slow() -> None:
    """Other tasks of the loop run while a note is being written."""
    waiting, go_on = threading.Event(), threading.Event()

    class Slow(InMemoryState):
        def note(self, *given: Any) -> int:
            waiting.set()
            assert go_on.wait(10), "nobody else was let go on"
            return super().note(*given)

    async def other() -> None:
        while not waiting.is_set():
            await asyncio.sleep(0)
        go_on.set()

    async def job(sandbox: Sandbox) -> Any:
        settings = replace(QUICK, state=Slow())
        async with client_of(sandbox) as api:
            made = await prepare_async(api, rooms(), settings=settings)
            pushing = push_async(api, made, settings=settings)
            return (await asyncio.gather(pushing, other()))[0]

    with Sandbox(":memory:", clock=now) as sandbox:
        result = asyncio.run(job(sandbox))

    assert {Status.DONE} == {outcome.status for outcome in result.outcomes}
