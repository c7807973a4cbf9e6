import asyncio
import sys
import threading
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.jobs.conftest import City, helsinki
from varaamo_sync.errors import (
    CatalogueIncomplete,
    GuardTripped,
    LockLost,
    PermissionDenied,
    ServerFault,
    StoreUnusable,
    Unreachable,
    UsageError,
    VaraamoSyncError,
)
from varaamo_sync.explanations import explained
from varaamo_sync.jobs import (
    Pulse,
    Run,
    RunResult,
    Schedule,
    SyncJob,
    carry_out,
    check_cron,
    latest_due,
    next_due,
    wait_after,
    work,
)
from varaamo_sync.jobs.queueing import JobQueue
from varaamo_sync.model import SANDBOX_ORIGIN, ServiceUnit
from varaamo_sync.plan import Breach
from varaamo_sync.store import Store
from varaamo_sync.sync import CountHistory

NIGHTLY = "0 3 * * *"
COLUMNS = "queue_name, task_name, priority, lock, queueing_lock, args"


@pytest.mark.parametrize(
    ("since", "now", "due"),
    [
        ("2027-03-01T12:00", "2027-03-02T02:59:59", None),
        ("2027-03-01T12:00", "2027-03-02T03:00", "2027-03-02T03:00"),
        ("2027-03-01T12:00", "2027-03-05T12:00", "2027-03-05T03:00"),
        ("2027-03-05T03:00", "2027-03-05T12:00", None),
        ("2027-03-27T12:00", "2027-03-28T12:00", "2027-03-28T04:00"),  # 3.00 does not exist
    ],
)
def test_what_was_missed_is_due_once(since: str, now: str, due: str | None) -> None:
    """However long nobody looked, only the latest moment is due, in Helsinki's time."""
    found = latest_due(NIGHTLY, helsinki(since), helsinki(now))

    assert (helsinki(due) if due else None) == found


def test_a_schedule_says_when_it_is_next() -> None:
    """The next moment is after now, and what says no moment is refused."""
    assert helsinki("2027-03-02T03:00") == next_due(NIGHTLY, helsinki("2027-03-01T03:00"))
    check_cron("*/5 8-16 * * mon-fri")
    for wrong in ("", "at night", "0 3 * *", "61 3 * * *", "* * * * * *", "@daily"):
        with pytest.raises(UsageError, match="does not say when"):
            check_cron(wrong)


def _asked(seconds: float) -> Unreachable:
    error = Unreachable("origin-unreachable", origin="x", reason="y")
    error.retry_after = seconds
    return error


@pytest.mark.parametrize(
    ("error", "tries", "minutes"),
    [
        (None, 1, 1),
        (StoreUnusable("store-address"), 3, 1),
        (LockLost(), 1, 1 / 6),
        (_asked(0), 1, 1),
        (_asked(0), 3, 4),
        (_asked(0), 7, 15),
        (_asked(3600), 1, 60),
        (ServerFault("answer-fault", operation="x"), 2, 2),
        (_asked(0), 8, None),
        (GuardTripped([Breach("NUP", 14, 10)]), 1, None),
        (CatalogueIncomplete([], []), 1, None),
        (PermissionDenied("venue-not-ours", venue="x"), 1, None),
        (UsageError("cron-none", cron="x"), 1, None),
    ],
)
def test_what_is_tried_again_is_told_by_the_class_of_the_error(
    error: VaraamoSyncError | None, tries: int, minutes: float | None
) -> None:
    """What may pass is tried again, ever later; what a person must do something about is not."""
    wanted = None if minutes is None else timedelta(minutes=minutes)

    assert wanted == wait_after(error, tries)


def test_the_book_keeps_schedules_and_runs(store_url: str, city: City) -> None:
    """On both databases: one schedule a name, the newest hundred runs, all gone with it."""
    made = city.schedule()
    with Store(store_url) as store:
        book = store.schedules
        added = [book.add(made), book.add(made)]
        for _ in range(101):
            run = carry_out(SyncJob("nobody"), city.workshop)
            assert run is None
        city.problem = UsageError("cron-none", cron="x")
        run = carry_out(SyncJob("demo"), city.workshop)
        assert run is not None
        for _ in range(102):
            book.note_run(run)
        kept, last = len(book.runs("demo")), book.last_runs()
        found, removed = book.find("demo"), [book.remove("demo"), book.remove("demo")]

        assert ([True, False], 100, {SyncJob("demo"): run}) == (added, kept, last)
        assert (made, [True, False]) == (found, removed)
        assert ((), ()) == (book.all(), book.runs("demo"))


def test_what_is_due_is_queued_by_one_worker(city: City) -> None:
    """While one worker queues what is due, another finds nothing; what failed stays due."""
    schedule, book = city.schedule(), city.store.schedules
    moment, seen = schedule.last + timedelta(days=1), []

    def meanwhile(found: Any) -> None:
        seen.append(found.name)
        assert 0 == book.queue_due(lambda _: moment, lambda _: None)

    def fail(_: Any) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        book.queue_due(lambda _: moment, fail)
    assert 1 == book.queue_due(lambda s: moment if s.last < moment else None, meanwhile)
    assert 0 == book.queue_due(lambda s: moment if s.last < moment else None, meanwhile)
    assert ["demo"] == seen


def test_a_worker_syncs_what_is_due(city: City) -> None:
    """The rooms are there afterwards, the counts in the history, and the run in the book."""
    city.schedule()
    work(city.workshop, once=True)
    work(city.workshop, once=True)  # nothing is due

    (run,) = city.runs
    history = CountHistory(city.store, SANDBOX_ORIGIN, run_catalogue(city))
    assert (RunResult.DONE, {"done": 4}, {}) == (run.result, dict(run.rooms), run.problem)
    assert 1 == len(history.entries())
    assert {SyncJob("demo"): run} == city.store.schedules.last_runs()
    assert [] == city.sql("SELECT id FROM procrastinate_jobs")


def run_catalogue(city: City) -> str:
    """Return the id of the catalogue."""
    (schedule,) = city.store.schedules.all()
    return schedule.catalogue


def test_units_are_jobs_of_their_own(city: City) -> None:
    """A schedule with units queues a job for each; only these rooms are pushed."""
    made = city.schedule()
    city.store.schedules.remove("demo")
    city.store.schedules.add(replace(made, units=(ServiceUnit.NUP, ServiceUnit.KIR)))
    work(city.workshop, once=True)

    assert [ServiceUnit.NUP, ServiceUnit.KIR] == [run.job.unit for run in city.runs]
    assert [{"done": 1}, {"done": 1}] == [dict(run.rooms) for run in city.runs]


def test_what_may_pass_is_queued_again(city: City) -> None:
    """A booking system that is away is asked again later, and keeps no other waiting."""
    city.schedule()
    city.problem = Unreachable("origin-unreachable", origin="x", reason="y")
    work(city.workshop, once=True)

    (run,) = city.runs
    ((status, lock, priority, arguments),) = city.sql(
        "SELECT status::text, lock, priority, args FROM procrastinate_jobs WHERE status = 'todo'"
    )
    assert (RunResult.FAILED, True) == (run.result, run.again is not None)
    assert ("todo", SANDBOX_ORIGIN, -1, 2) == (status, lock, priority, arguments["tries"])


def test_who_breaks_on_hearing_of_a_run_loses_no_try(city: City) -> None:
    """What a listener raises is logged; the job is queued again, and the next one is done."""
    city.schedule()
    city.problem = Unreachable("origin-unreachable", origin="x", reason="y")

    def listen(_: Run) -> None:
        raise RuntimeError("the listener is gone")

    work(replace(city.workshop, on_run=listen), once=True)

    assert [("todo",)] == city.sql(
        "SELECT status::text FROM procrastinate_jobs WHERE status NOT IN ('succeeded')"
    )
    ((run,),) = [[*city.store.schedules.last_runs().values()]]
    assert RunResult.FAILED is run.result


def test_a_store_that_cannot_note_a_run_loses_no_try(city: City) -> None:
    """The rooms are taken, and what became of them is returned, whatever became of the note."""
    schedule = city.schedule()
    city.sql("ALTER TABLE varaamo_sync_run RENAME TO away")
    try:
        run = carry_out(schedule.jobs[0], city.workshop)
    finally:
        city.sql("ALTER TABLE away RENAME TO varaamo_sync_run")

    assert run is not None
    assert [run] == city.runs
    assert RunResult.DONE is run.result


def test_what_a_person_must_do_is_not_tried_again(city: City) -> None:
    """A refusal is noted, and waits for the next night."""
    city.schedule()
    city.problem = PermissionDenied("venue-not-ours", venue="x")
    work(city.workshop, once=True)

    (run,) = city.runs
    assert (RunResult.FAILED, None) == (run.result, run.again)
    assert [] == city.sql("SELECT id FROM procrastinate_jobs WHERE status = 'todo'")


def test_a_job_is_told_in_words_of_its_own_booking_system(city: City) -> None:
    """What became of a Respa's job names Respa; what is said afterwards names Varaamo."""
    file = city.folder / "catalogue.yaml"
    targets = "targets: {vanha: {system: respa, url: https://respa.example/v1}}\n"
    file.write_text(targets + file.read_text("utf-8"), "utf-8")
    made = city.schedule()
    city.store.schedules.remove("demo")
    city.store.schedules.add(replace(made, target="vanha"))
    city.problem = PermissionDenied("answer-said", operation="create_room", said="x")

    run = carry_out(SyncJob("demo"), city.workshop)

    assert run is not None
    assert all("Respa" in fix and "Varaamo" not in fix for fix in run.fix.values())
    assert "Varaamo" in explained(city.problem, "fi")[0].fix


def test_what_breaks_ends_no_worker(city: City) -> None:
    """A bug is noted by its class, and the worker goes on."""
    city.schedule()
    city.schedule("other")
    city.problem = RuntimeError("secret")
    work(city.workshop, once=True)

    (run,) = city.runs  # one catalogue in one booking system waits once, whatever it is called
    assert "RuntimeError" in run.problem["fi"]
    assert "secret" not in str(run)


def test_a_job_of_a_dead_worker_is_done_by_the_next(city: City) -> None:
    """A job that was running when its worker died is queued again, and done once."""
    city.schedule()
    city.problem = Unreachable("origin-unreachable", origin="x", reason="y")
    work(city.workshop, once=True)
    city.problem = None
    city.sql("UPDATE procrastinate_jobs SET status = 'doing', scheduled_at = NULL")
    work(city.workshop, once=True)

    assert [RunResult.FAILED, RunResult.DONE] == [run.result for run in city.runs]


def test_a_job_that_waits_already_is_not_queued_twice(city: City) -> None:
    """A dead worker's job whose successor waits already gives way to it."""
    city.schedule()
    city.problem = Unreachable("origin-unreachable", origin="x", reason="y")
    work(city.workshop, once=True)
    city.sql("UPDATE procrastinate_jobs SET status = 'doing', scheduled_at = NULL")
    city.sql(f"INSERT INTO procrastinate_jobs ({COLUMNS}) SELECT {COLUMNS} FROM procrastinate_jobs")
    city.problem = None
    work(city.workshop, once=True)

    states = city.sql("SELECT status::text FROM procrastinate_jobs")
    assert [RunResult.FAILED, RunResult.DONE] == [run.result for run in city.runs]
    assert [("aborted",)] == states


def test_a_worker_ends_when_it_is_told(city: City) -> None:
    """Told to stop, it ends; a worker that waits for work does it when it comes."""
    stopping = threading.Event()
    city.schedule()
    workshop = city.workshop

    class Stopping(list[Any]):
        def append(self, run: Any) -> None:
            super().append(run)
            stopping.set()

    city.runs = Stopping()
    workshop = city.workshop
    work(workshop, stopping=stopping)

    assert [RunResult.DONE] == [run.result for run in city.runs]


def test_a_sync_that_is_stopped_is_left_to_another(city: City) -> None:
    """A worker that has to stop leaves the rest of the rooms, and the job waits for another."""
    city.schedule()
    work(replace(city.workshop, should_stop=lambda: True), once=True)

    (run,) = city.runs
    assert (RunResult.PARTLY, {"not_tried": 4}) == (run.result, dict(run.rooms))
    assert run.again is not None


def test_a_catalogue_that_has_become_another_is_not_synced(city: City) -> None:
    """Whoever changes its id has to say so: another catalogue would begin with no memory."""
    city.schedule()
    file = city.folder / "catalogue.yaml"
    text = file.read_text("utf-8").replace(f"id: {run_catalogue(city)}", "id: another")
    file.write_text(text, "utf-8")
    work(city.workshop, once=True)

    (run,) = city.runs
    assert RunResult.FAILED == run.result
    assert "is another one" in run.problem["en"]


def test_workers_need_a_store_to_share(city: City, tmp_path: Any) -> None:
    """A file is nothing that workers of several machines can share, and it is said."""
    with (
        Store(f"sqlite:///{tmp_path / 'store.db'}") as store,
        pytest.raises(StoreUnusable, match="share"),
    ):
        work(replace(city.workshop, store=store), once=True)


def test_a_missing_extra_is_named(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without procrastinate a worker names the extra that brings it."""
    monkeypatch.setitem(sys.modules, "procrastinate", None)

    with pytest.raises(UsageError) as caught:
        work(city.workshop, once=True)

    assert "extra-procrastinate" == caught.value.problem


def test_workers_that_look_at_once_take_a_dead_ones_job_back_once(city: City) -> None:
    """However many workers look for the dead at once, a job is queued again once."""
    city.schedule()
    city.problem = Unreachable("origin-unreachable", origin="x", reason="y")
    work(city.workshop, once=True)
    city.sql("UPDATE procrastinate_jobs SET status = 'doing', scheduled_at = NULL")

    async def look() -> list[int]:
        queues = [
            JobQueue(
                city.store.psycopg_address, lambda *_: None, now=city.workshop.now, pulse=Pulse()
            )
            for _ in range(4)
        ]
        async with AsyncExitStack() as stack:
            for queue in queues:
                await stack.enter_async_context(queue.opened())
            return list(await asyncio.gather(*(queue.take_back() for queue in queues)))

    taken = asyncio.run(look())

    assert 1 == sum(taken)
    assert [("todo",)] == city.sql("SELECT status::text FROM procrastinate_jobs")


def test_a_worker_does_as_many_jobs_at_once_as_it_is_told(city: City) -> None:
    """Eight jobs for eight booking systems are under way at once, on however few processors."""
    together = threading.Barrier(8, timeout=30)

    class Meeting(OSError):
        """Raised once all have met."""

    def meet(schedule: Schedule, catalogue: Any) -> Any:
        del schedule, catalogue
        together.wait()
        raise Meeting

    made = city.schedule()
    for number in range(7):
        name, origin = f"city-{number}", f"https://varaamo-{number}.example.invalid"
        city.store.schedules.add(replace(made, name=name, origin=origin))
    work(replace(city.workshop, open_api=meet), concurrency=8, once=True)

    assert not together.broken
    assert 8 == len(city.runs)
    assert all("Meeting" in run.problem["fi"] for run in city.runs)
