"""The queue of jobs: the only module that knows procrastinate (extra ``procrastinate``).

A job is queued with two locks: one by its origin, so that one sync at a time goes to a booking
system, and one by origin, catalogue and service unit, so that no job waits twice. The lock of
``Store`` agrees with them, and holds off people and workers of other kinds, too.

Which job follows a failure is queued by us and not by procrastinate's own retrying: that would
leave a job running for ever where the same job waits already.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from varaamo_sync.errors import StoreUnusable
from varaamo_sync.extras import needing
from varaamo_sync.logs import get_log
from varaamo_sync.model import ServiceUnit
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.state.schedules import Run, Schedule, SyncJob

_LOG = get_log(__name__)

_QUEUE = "varaamo_sync"
_TASK = "varaamo_sync.sync"

CarryOut = Callable[[SyncJob, int], "Run | None"]
"""Does a job, which is tried for the n-th time; called in a thread."""


@dataclass(frozen=True, slots=True)
class Pulse:
    """How quickly workers notice things; times in seconds.

    Attributes:
        look: Between two looks for what is due, and for workers that died.
        beat: Between two signs of life of a worker.
        silence: After so long without one a worker counts as dead, and its job is queued again.
    """

    look: float = 20.0
    beat: float = 10.0
    silence: float = 30.0


def demand_queue() -> None:
    """Make sure that there can be a queue, before a store is opened for it.

    Raises:
        ExtraMissing: The extra ``procrastinate`` is not installed.
    """
    with needing("procrastinate"):
        import procrastinate  # noqa: F401


class JobQueue:
    """The queue, opened in an event loop.

    Args:
        address: Address of the PostgreSQL.
        carry_out: Does a job.
        now: Tells the moment, with time zone.
        pulse: How quickly dead workers are noticed.

    Raises:
        ExtraMissing: The extra ``procrastinate`` is not installed.
    """

    def __init__(
        self,
        address: str,
        carry_out: CarryOut,
        *,
        now: Callable[[], datetime],
        pulse: Pulse,
    ) -> None:
        with needing("procrastinate"):
            import procrastinate
        self._pulse, self._now, self._carry_out = pulse, now, carry_out
        self._app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=address))
        self._app.task(name=_TASK, queue=_QUEUE)(self._do)

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[None]:
        """Open it, and make its tables where they are missing.

        Raises:
            StoreUnusable: The database failed.
        """
        from procrastinate import exceptions

        try:
            async with self._app.open_async():
                await self._make_tables()
                yield
        except exceptions.ConnectorException as error:
            raise StoreUnusable("queue-unusable") from error

    async def put(self, schedule: Schedule) -> None:
        """Put the jobs of a schedule into the queue, those that do not wait there already."""
        for job in schedule.jobs:
            await self._put(job, schedule.origin, schedule.catalogue)

    async def take_back(self) -> int:
        """Queue the jobs of workers that died again; return how many there were."""
        import psycopg
        from procrastinate import exceptions, jobs

        manager, count = self._app.job_manager, 0
        for job in await manager.get_stalled_jobs(
            queue=_QUEUE, seconds_since_heartbeat=self._pulse.silence
        ):
            assert job.id is not None
            try:
                await manager.retry_job(job)
                count += 1
                _LOG.warning("a worker died with %s; it is queued again", job.task_kwargs)
            except exceptions.UniqueViolation:  # the same waits already
                await manager.finish_job_by_id_async(job.id, jobs.Status.ABORTED, False)
            except exceptions.ConnectorException as error:
                if not isinstance(error.__cause__, psycopg.errors.RaiseException):
                    raise
                _LOG.info("another worker took %s back first", job.id)
        return count

    async def serve(self, *, concurrency: int, wait: bool) -> None:
        """Do the jobs of the queue: those that are ready, or with ``wait`` until it is cancelled.

        Cancelled, it finishes the jobs that it does.
        """
        await self._app.run_worker_async(
            queues=[_QUEUE],
            concurrency=concurrency,
            wait=wait,
            install_signal_handlers=False,
            listen_notify=wait,
            delete_jobs="successful",  # what became of them is in the store
            update_heartbeat_interval=self._pulse.beat,
            stalled_worker_timeout=self._pulse.silence,
        )

    async def _make_tables(self) -> None:
        from procrastinate import exceptions

        if await self._app.check_connection_async():
            return
        try:
            await self._app.schema_manager.apply_schema_async()
        except exceptions.ConnectorException:  # another worker may have made them meanwhile
            if not await self._app.check_connection_async():
                raise

    async def _do(self, name: str, unit: str | None, tries: int, **scope: Any) -> None:
        """Do a job in a thread, and queue it again where that helps."""
        job = SyncJob(name, ServiceUnit(unit) if unit else None)
        run = await asyncio.to_thread(self._carry_out, job, tries)
        if run is not None and run.again is not None:
            wait = max(run.again - self._now(), timedelta(0))
            await self._put(job, scope["origin"], scope["catalogue"], tries=tries + 1, wait=wait)

    async def _put(
        self,
        job: SyncJob,
        origin: str,
        catalogue: str,
        *,
        tries: int = 1,
        wait: timedelta = timedelta(0),
    ) -> None:
        from procrastinate import exceptions

        unit = job.unit.value if job.unit else None
        deferrer = self._app.configure_task(
            _TASK,
            queue=_QUEUE,
            lock=origin,
            queueing_lock=" ".join(filter(None, (origin, catalogue, unit))),
            # Who waits for another try keeps nobody of the same origin waiting.
            priority=1 - tries,
            schedule_in={"seconds": wait.total_seconds()} if wait else None,
        )
        try:
            await deferrer.defer_async(
                name=job.schedule, unit=unit, tries=tries, origin=origin, catalogue=catalogue
            )
        except exceptions.AlreadyEnqueued:
            _LOG.info("%s waits in the queue already", job.schedule)
