"""One job: a sync of one catalogue, whoever calls it, and what became of it as a value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import field
from datetime import datetime, timedelta
from pathlib import Path

from varaamo_sync.booking import BookingAPI
from varaamo_sync.capabilities import capabilities_of
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.errors import StoreUnusable, UsageError, VaraamoSyncError
from varaamo_sync.explanations import Explanation, explained
from varaamo_sync.jobs.retries import wait_after
from varaamo_sync.logs import get_log
from varaamo_sync.model import LANGS, Catalogue, Lang
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.state.schedules import Run, RunResult, Schedule, SyncJob
from varaamo_sync.store import Store
from varaamo_sync.sync import PushSettings, SyncResult, sync
from varaamo_sync.words import speak_of

_LOG = get_log(__name__)

OpenAPI = Callable[[Schedule, Catalogue], AbstractContextManager[BookingAPI]]
"""Opens the booking system of a schedule, logged in."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """What jobs are done with.

    Attributes:
        store: What all workers share.
        open_api: Opens the booking system of a schedule; it raises what keeps it from that.
        settings: Clock, patience and concurrency of each sync.
        should_stop: Asked before each room; once it is true, the rest is left to another worker.
        on_run: Told of every run once it has ended; what it raises is logged.
    """

    store: Store
    open_api: OpenAPI
    settings: PushSettings = field(default_factory=PushSettings)
    should_stop: Callable[[], bool] = lambda: False
    on_run: Callable[[Run], None] = lambda _: None

    def now(self) -> datetime:
        """Return the moment that it is."""
        return self.settings.now()


def schedule_of(
    name: str, folder: Path, origin: str, *, cron: str, now: datetime, target: str | None = None
) -> Schedule:
    """Return a schedule for a catalogue that can be read.

    Args:
        name: What it is to be called.
        folder: The catalogue's folder.
        origin: Scheme, host and port of the booking system.
        cron: When.
        now: The moment; it is due after that for the first time.
        target: Name of the booking system in the catalogue, where it has one.

    Raises:
        CatalogueError: The catalogue cannot be read.
    """
    catalogue = read_catalogue(folder).usable()
    return Schedule(
        name=name,
        origin=origin,
        catalogue=catalogue.id,
        folder=str(folder.resolve()),
        target=target,
        cron=cron,
        last=now,
    )


def carry_out(job: SyncJob, workshop: Workshop, *, tries: int = 1) -> Run | None:
    """Do a job, and note what became of it; a schedule that is gone is none any more.

    Args:
        job: What is to be done.
        workshop: With what.
        tries: How often it is being tried, this time included.

    Returns:
        What became of it; ``None`` where its schedule has been removed.
    """
    schedule = workshop.store.schedules.find(job.schedule)
    if schedule is None:
        _LOG.info("%s is not on any schedule any more", job.schedule)
        return None
    with ExitStack() as spoken:
        run = _run(job, schedule, workshop, spoken, tries)
    _tell(run, workshop)
    return run


def _run(
    job: SyncJob, schedule: Schedule, workshop: Workshop, spoken: ExitStack, tries: int
) -> Run:
    begun = workshop.now()
    rooms: Mapping[str, int] = {}
    problem: VaraamoSyncError | None
    wait: timedelta | None = None
    try:
        result = _sync(job, schedule, workshop, spoken)
    except VaraamoSyncError as error:
        became, problem, wait = RunResult.FAILED, error, wait_after(error, tries)
    except Exception as error:  # noqa: BLE001  # a job that breaks must not end its worker
        _LOG.exception("the sync of %s broke", job.schedule)
        became, problem = RunResult.FAILED, _bug(error)
    else:
        became, problem = _result(result), result.aftermath.problem
        rooms = {status.value: count for status, count in result.push.counts().items() if count}
        wait = wait_after(None, tries) if became is RunResult.PARTLY else None
    ended = workshop.now()
    return Run(
        job=job,
        begun=begun,
        ended=ended,
        result=became,
        rooms=rooms,
        problem={lang: _told(problem, lang).what for lang in LANGS} if problem else {},
        fix={lang: _told(problem, lang).fix for lang in LANGS} if problem else {},
        again=ended + wait if wait is not None else None,
    )


def _tell(run: Run, workshop: Workshop) -> None:
    """Note a run and tell of it; where that fails, its next try must not be lost with it."""
    try:
        workshop.store.schedules.note_run(run)
    except StoreUnusable:
        _LOG.exception("what became of %s could not be noted", run.job.schedule)
    try:
        workshop.on_run(run)
    except Exception:  # noqa: BLE001  # what listens is not ours
        _LOG.exception("on_run broke at %s", run.job.schedule)


def _sync(job: SyncJob, schedule: Schedule, workshop: Workshop, spoken: ExitStack) -> SyncResult:
    """Sync the catalogue of a schedule.

    Args:
        job: What is to be done.
        schedule: Where it stands.
        workshop: With what.
        spoken: How long words speak of its booking system: until what became of it is told.

    Raises:
        UsageError: The catalogue has another id by now, or the booking system another address.
    """
    reading = read_catalogue(schedule.folder)
    catalogue = reading.usable()
    target = catalogue.targets.get(schedule.target or "")
    spoken.enter_context(speak_of(capabilities_of(target.system).forms if target else {}))
    with workshop.open_api(schedule, catalogue) as api:
        if (catalogue.id, api.origin) != (schedule.catalogue, schedule.origin):
            raise UsageError("schedule-moved", name=schedule.name)
        return sync(
            reading,
            api,
            workshop.store,
            settings=workshop.settings,
            units=(job.unit,) if job.unit else (),
            command=f"worker: {schedule.name}",
            should_stop=workshop.should_stop,
        )


def _bug(error: Exception) -> VaraamoSyncError:
    return VaraamoSyncError("job-broke", kind=type(error).__name__)


def _told(problem: VaraamoSyncError, lang: Lang) -> Explanation:
    return explained(problem, lang)[0]


def _result(result: SyncResult) -> RunResult:
    if result.interrupted or not result.aftermath.kept or result.lock_lost:
        return RunResult.PARTLY
    return RunResult.DONE if result.complete else RunResult.INCOMPLETE
