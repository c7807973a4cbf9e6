"""A worker: looks for what is due and for what dead workers left, and does the jobs."""

from __future__ import annotations

import asyncio
import sys
import threading
from dataclasses import replace
from datetime import datetime

from varaamo_sync.jobs.due import latest_due
from varaamo_sync.jobs.one_job import Workshop, carry_out
from varaamo_sync.jobs.queueing import JobQueue, Pulse
from varaamo_sync.state.schedules import Run, Schedule, SyncJob


def work(
    workshop: Workshop,
    *,
    stopping: threading.Event | None = None,
    concurrency: int = 1,
    once: bool = False,
    pulse: Pulse | None = None,
) -> None:
    """Be a worker: any number may share a store, and each may die at any moment.

    Args:
        workshop: With what jobs are done; its store is a PostgreSQL.
        stopping: Set by whoever wants the worker to end; syncs end with their next room, and are
            left to another worker.
        concurrency: Jobs at once.
        once: Whether to end once nothing is ready, instead of waiting for more.
        pulse: How quickly it notices what is due, and who died.

    Raises:
        StoreUnusable: The store is no PostgreSQL, or failed.
        UsageError: The extra ``procrastinate`` is not installed.
    """
    worker = _Worker(workshop, stopping or threading.Event(), concurrency, pulse or Pulse())
    # The driver of PostgreSQL cannot use the event loop that Windows has by default.
    factory = asyncio.SelectorEventLoop if sys.platform == "win32" else None
    with asyncio.Runner(loop_factory=factory) as runner:
        runner.run(worker.work_once() if once else worker.work_until_stopped())


class _Worker:
    """A worker in an event loop."""

    def __init__(
        self, workshop: Workshop, stopping: threading.Event, concurrency: int, pulse: Pulse
    ) -> None:
        stops = workshop.should_stop
        self._workshop = replace(workshop, should_stop=lambda: stopping.is_set() or stops())
        self._stopping = stopping
        self._concurrency = concurrency
        self._pulse = pulse
        self._queue = JobQueue(
            workshop.store.psycopg_address, self._carry_out, now=workshop.now, pulse=pulse
        )

    async def work_once(self) -> None:
        """Do all that is ready now."""
        async with self._queue.opened():
            await self._look()
            await self._queue.serve(concurrency=self._concurrency, wait=False)

    async def work_until_stopped(self) -> None:
        """Do what is ready, and what will be."""
        async with self._queue.opened():
            serving = asyncio.create_task(
                self._queue.serve(concurrency=self._concurrency, wait=True)
            )
            looking = asyncio.create_task(self._look_again_and_again())
            stopped = asyncio.create_task(asyncio.to_thread(self._stopping.wait))
            try:
                await asyncio.wait((serving, looking, stopped), return_when=asyncio.FIRST_COMPLETED)
            finally:
                self._stopping.set()  # a sync under way ends, and so does the thread that waits
                ended = [task for task in (serving, looking) if task.done()]
                serving.cancel()
                looking.cancel()
                await asyncio.wait((serving, looking, stopped))
            for task in ended:
                task.result()

    async def _look_again_and_again(self) -> None:
        while True:
            await self._look()
            await asyncio.to_thread(self._stopping.wait, self._pulse.look)

    async def _look(self) -> None:
        await self._queue.take_back()
        loop = asyncio.get_running_loop()

        def put(schedule: Schedule) -> None:
            asyncio.run_coroutine_threadsafe(self._queue.put(schedule), loop).result()

        now, book = self._workshop.now(), self._workshop.store.schedules

        def due(schedule: Schedule) -> datetime | None:
            return latest_due(schedule.cron, schedule.last, now)

        await asyncio.to_thread(book.queue_due, due, put)

    def _carry_out(self, job: SyncJob, tries: int) -> Run | None:
        return carry_out(job, self._workshop, tries=tries)
