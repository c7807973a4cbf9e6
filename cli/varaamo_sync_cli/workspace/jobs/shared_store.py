"""The store that workers share, and what is put on its schedule."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from varaamo_sync.errors import UsageError
from varaamo_sync.jobs import Run, RunResult, Schedule, check_cron, next_due, schedule_of
from varaamo_sync.model import ServiceUnit
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.store import Store
from varaamo_sync.sync import Status
from varaamo_sync_cli.console.clock import now
from varaamo_sync_cli.console.errors.near_names import did_you_mean
from varaamo_sync_cli.console.settings import STORE, setting
from varaamo_sync_cli.workspace.access.targets import Place, demand_origin
from varaamo_sync_cli.workspace.catalogue.catalogue_folder import read_folder

_TROUBLED = (RunResult.FAILED, RunResult.PARTLY)
_NAME = lazy_pattern(r"[a-zåäö0-9_-]{1,100}")


@contextmanager
def shared_store(url: str | None) -> Iterator[Store]:
    """Open the store that was named.

    Raises:
        UsageError: None was.
        StoreUnusable: It cannot be opened.
    """
    address = url or setting(STORE)
    if not address:
        raise UsageError("store-unnamed")
    with Store(address) as store:
        yield store


def add_schedule(
    store: Store, name: str, place: Place, *, cron: str, units: tuple[ServiceUnit, ...]
) -> Schedule:
    """Put a catalogue on the schedule.

    Raises:
        UsageError: The name is none or taken, or ``cron`` says no moment.
        CatalogueError: The catalogue cannot be read.
        StoreUnusable: Workers cannot share the store.
    """
    check_cron(cron)
    if not _NAME.fullmatch(name):
        raise UsageError("schedule-name", name=name)
    _ = store.psycopg_address  # workers of it could not be
    catalogue = read_folder(place.folder).usable()
    choice = place.choice
    by_name = None if choice.sandbox or choice.url else choice.target or catalogue.default_target
    made = schedule_of(
        name,
        place.folder,
        demand_origin(choice, catalogue),
        cron=cron,
        now=now(),
        target=by_name,
    )
    made = replace(made, units=units)
    if not store.schedules.add(made):
        raise UsageError("schedule-taken", name=name)
    return made


def remove_schedule(store: Store, name: str) -> None:
    """Take a catalogue off the schedule.

    Raises:
        UsageError: There is no such schedule.
    """
    if not store.schedules.remove(name):
        raise _unknown(store, name)


def run_schedule(store: Store, name: str) -> None:
    """Make a schedule due now.

    Raises:
        UsageError: There is no such schedule.
    """
    if not store.schedules.make_due(name):
        raise _unknown(store, name)


def _unknown(store: Store, name: str) -> UsageError:
    names = [schedule.name for schedule in store.schedules.all()]
    return UsageError("schedule-unknown", name=name, meant=did_you_mean(name, names))


def is_undecided(run: Run) -> bool:
    """Whether a person must decide about a room: staff and the catalogue want different things."""
    return bool(run.rooms.get(Status.CONFLICT.value))


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A schedule, when it is next due, and what became of its jobs.

    Attributes:
        next: When it is due next.
        last: The newest run of each of its jobs that has run.
    """

    schedule: Schedule
    next: datetime
    last: tuple[Run, ...]

    @property
    def troubled(self) -> bool:
        """Whether somebody has to look: a run failed, was broken off, or left rooms to decide."""
        return any(run.result in _TROUBLED or is_undecided(run) for run in self.last)


def schedules_in(store: Store) -> tuple[Scheduled, ...]:
    """Return what is on the schedule; first what somebody has to look at."""
    book, moment = store.schedules, now()
    last = book.last_runs()
    found = [
        Scheduled(
            schedule,
            next_due(schedule.cron, moment),
            tuple(last[job] for job in schedule.jobs if job in last),
        )
        for schedule in book.all()
    ]
    return tuple(sorted(found, key=lambda one: not one.troubled))
