"""Threads, processes and other event loops: a sync does the same wherever it runs."""

import asyncio
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.clock import now
from tests.program import begin
from tests.starting import answer
from varaamo_sync.booking.client import AsyncVaraamoClient, PasswordLogin, VaraamoClient
from varaamo_sync.catalogue_files import init_catalogue, read_catalogue
from varaamo_sync.sandbox import AsyncSandboxTransport, Sandbox, SandboxTransport
from varaamo_sync.store import Store
from varaamo_sync.sync import CountHistory, SyncResult, sync, sync_async

LOGIN = PasswordLogin("admin", "admin")

Told = tuple[dict[str, str], dict[str, str], int]
"""What became of each room, what stage it is in, and how many counts are kept."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a catalogue of four rooms that can be published."""
    init_catalogue(tmp_path / "catalogue")
    answer(tmp_path / "catalogue")
    return tmp_path / "catalogue"


def in_this_thread(folder: Path, store: str, origin: str = "http://one.localhost") -> Told:
    """Sync twice, as a job does; another target is another Varaamo."""
    with (
        Sandbox(":memory:", clock=now) as sandbox,
        SandboxTransport(sandbox) as transport,
        VaraamoClient(origin, login=LOGIN, transport=transport) as api,
        Store(store) as opened,
    ):
        first = sync(read_catalogue(folder), api, opened)
        assert sync(read_catalogue(folder), api, opened).idle
        return _told(first, opened)


def in_two_threads(folder: Path, store: str) -> Told:
    """Sync into two targets at once, with one store for both."""
    with ThreadPoolExecutor(2) as pool:
        targets = ("http://one.localhost", "http://two.localhost")
        one, two = pool.map(lambda origin: in_this_thread(folder, store, origin), targets)
    assert one == two
    return one


def in_tasks(folder: Path, store: str) -> Told:
    """Sync into two targets at once, in two tasks of one event loop."""
    return asyncio.run(_two_tasks(folder, store))


def in_tasks_of_uvloop(folder: Path, store: str) -> Told:
    """Do the same in the event loop that many services use."""
    try:
        import uvloop
    except ImportError:
        if os.environ.get("CI"):
            raise
        pytest.skip("uvloop is not to be had on this system")
    return uvloop.run(_two_tasks(folder, store))


def in_a_process_pool(folder: Path, store: str) -> Told:
    """Sync in a process that begins with nothing."""
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=fresh, initializer=begin) as pool:
        return pool.submit(in_this_thread, folder, store).result()


async def _two_tasks(folder: Path, store: str) -> Told:
    with Store(store) as opened:
        targets = ("http://one.localhost", "http://two.localhost")
        one, two = await asyncio.gather(*(_task(folder, opened, origin) for origin in targets))
    assert one == two
    return one


async def _task(folder: Path, store: Store, origin: str) -> Told:
    with Sandbox(":memory:", clock=now) as sandbox:
        transport = AsyncSandboxTransport(sandbox)
        async with AsyncVaraamoClient(origin, login=LOGIN, transport=transport) as api:
            first = await sync_async(read_catalogue(folder), api, store)
            assert (await sync_async(read_catalogue(folder), api, store)).idle
            return _told(first, store)


def _told(result: SyncResult, store: Store) -> Told:
    assert result.progress is not None
    return (
        {outcome.key: outcome.status.value for outcome in result.outcomes},
        {item.room.key: item.stage.value for item in result.progress.rooms},
        len(CountHistory(store, result.plan.origin, result.catalogue.id).entries()),
    )


@pytest.mark.parametrize(
    "way", [in_this_thread, in_two_threads, in_tasks, in_tasks_of_uvloop, in_a_process_pool]
)
def test_wherever_it_runs_a_sync_does_the_same(way: Any, folder: Path, tmp_path: Path) -> None:
    """Four rooms are made, published, and counted twice; the second sync has nothing to do."""
    statuses, stages, counted = way(folder, f"sqlite:///{tmp_path / 'store.db'}")

    assert (4, {"done"}) == (len(statuses), set(statuses.values()))
    assert {"in_progress"} == set(stages.values())
    assert 2 == counted
