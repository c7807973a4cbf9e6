"""Schedules and their runs, as the store keeps them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from varaamo_sync.model import ServiceUnit
from varaamo_sync.state.schedules import Run, RunResult, Schedule, SyncJob
from varaamo_sync.store.database_state import utc
from varaamo_sync.store.engine import Database, insert_if_new
from varaamo_sync.store.tables import RUN, SCHEDULE

_LONG_AGO = datetime(2019, 6, 5, tzinfo=UTC)
KEPT_RUNS = 100
"""Newest runs of each schedule that are kept."""


class ScheduleBook:
    """Which catalogues are synced when, and what became of it; workers share it.

    Args:
        database: Where it is kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, schedule: Schedule) -> bool:
        """Add a schedule; ``False`` when there is one of that name."""
        with self._database.transaction() as connection:
            return insert_if_new(connection, SCHEDULE, _row(schedule))

    def remove(self, name: str) -> bool:
        """Remove a schedule with its runs; tell whether there was one. A sync goes on."""
        with self._database.transaction() as connection:
            connection.execute(sa.delete(RUN).where(RUN.c.schedule == name))
            gone = connection.execute(sa.delete(SCHEDULE).where(SCHEDULE.c.name == name))
            return bool(gone.rowcount)

    def make_due(self, name: str) -> bool:
        """Make a schedule due now, whatever its times; tell whether there is one."""
        change = sa.update(SCHEDULE).where(SCHEDULE.c.name == name)
        with self._database.transaction() as connection:
            return bool(connection.execute(change.values(last=utc(_LONG_AGO))).rowcount)

    def find(self, name: str) -> Schedule | None:
        """Return a schedule, or ``None``."""
        query = sa.select(SCHEDULE).where(SCHEDULE.c.name == name)
        with self._database.transaction() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else _schedule(row)

    def all(self) -> tuple[Schedule, ...]:
        """Return all schedules, by name."""
        with self._database.transaction() as connection:
            rows = connection.execute(sa.select(SCHEDULE).order_by(SCHEDULE.c.name)).all()
        return tuple(map(_schedule, rows))

    def queue_due(
        self,
        due: Callable[[Schedule], datetime | None],
        queue: Callable[[Schedule], None],
    ) -> int:
        """Put what is due into a queue, each once, however many workers ask at once.

        Who is killed between queueing and noting it leaves it due: it is queued once more, and a
        second sync changes nothing.

        Args:
            due: Tells the latest moment at which a schedule was due since its last.
            queue: Puts the jobs of a schedule into the queue.

        Returns:
            How many schedules were due.
        """
        count = 0
        query = sa.select(SCHEDULE).order_by(SCHEDULE.c.name).with_for_update(skip_locked=True)
        with self._database.transaction() as connection:
            for schedule in map(_schedule, connection.execute(query).all()):
                if (moment := due(schedule)) is not None:
                    queue(schedule)
                    change = sa.update(SCHEDULE).where(SCHEDULE.c.name == schedule.name)
                    connection.execute(change.values(last=utc(moment)))
                    count += 1
        return count

    def note_run(self, run: Run) -> None:
        """Note what became of a run, and forget the oldest ones."""
        of_it = RUN.c.schedule == run.job.schedule
        newest = sa.select(RUN.c.id).where(of_it).order_by(RUN.c.id.desc()).limit(KEPT_RUNS)
        with self._database.transaction() as connection:
            connection.execute(sa.insert(RUN).values(_run_row(run)))
            old = sa.delete(RUN).where(of_it, RUN.c.id.not_in(newest.scalar_subquery()))
            connection.execute(old)

    def runs(self, name: str) -> tuple[Run, ...]:
        """Return the runs of a schedule, the newest first."""
        query = sa.select(RUN).where(RUN.c.schedule == name).order_by(RUN.c.id.desc())
        with self._database.transaction() as connection:
            rows = connection.execute(query).all()
        return tuple(map(_run, rows))

    def last_runs(self) -> dict[SyncJob, Run]:
        """Return the newest run of every job."""
        newest = sa.select(sa.func.max(RUN.c.id)).group_by(RUN.c.schedule, RUN.c.unit)
        query = sa.select(RUN).where(RUN.c.id.in_(newest.scalar_subquery()))
        with self._database.transaction() as connection:
            rows = connection.execute(query).all()
        return {run.job: run for run in map(_run, rows)}


def _row(schedule: Schedule) -> dict[str, Any]:
    return {
        "name": schedule.name,
        "origin": schedule.origin,
        "catalogue": schedule.catalogue,
        "folder": schedule.folder,
        "target": schedule.target,
        "units": " ".join(unit.value for unit in schedule.units),
        "cron": schedule.cron,
        "last": utc(schedule.last),
    }


def _schedule(row: Any) -> Schedule:
    return Schedule(
        name=row.name,
        origin=row.origin,
        catalogue=row.catalogue,
        folder=row.folder,
        target=row.target,
        units=tuple(map(ServiceUnit, row.units.split())),
        cron=row.cron,
        last=datetime.fromisoformat(row.last),
    )


def _run_row(run: Run) -> dict[str, Any]:
    return {
        "schedule": run.job.schedule,
        "unit": run.job.unit.value if run.job.unit else None,
        "begun": utc(run.begun),
        "ended": utc(run.ended),
        "result": run.result.value,
        "rooms": json.dumps(dict(run.rooms)),
        "problem": json.dumps(dict(run.problem), ensure_ascii=False),
        "fix": json.dumps(dict(run.fix), ensure_ascii=False),
        "again": utc(run.again) if run.again else None,
    }


def _run(row: Any) -> Run:
    return Run(
        job=SyncJob(row.schedule, ServiceUnit(row.unit) if row.unit else None),
        begun=datetime.fromisoformat(row.begun),
        ended=datetime.fromisoformat(row.ended),
        result=RunResult(row.result),
        rooms=json.loads(row.rooms),
        problem=json.loads(row.problem),
        fix=json.loads(row.fix),
        again=datetime.fromisoformat(row.again) if row.again else None,
    )
