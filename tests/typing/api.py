"""Checked by mypy and pyright, never run: the types that callers see."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, assert_type

from varaamo_sync import (
    BookingError,
    Catalogue,
    Counts,
    Finding,
    GoalStatus,
    Plan,
    Progress,
    Room,
    Snapshot,
    check,
    evaluate,
    progress,
)
from varaamo_sync.booking import BookingAPI, Opening, ReadOpenings, ReadRoom, ReadUser, User
from varaamo_sync.booking.client import AsyncVaraamoClient, PasswordLogin, VaraamoClient
from varaamo_sync.booking.retry import Attempt, Patience
from varaamo_sync.catalogue_files import Reading, read_catalogue, read_rooms
from varaamo_sync.errors import VaraamoSyncError
from varaamo_sync.explanations import Explanation, error_as_dict, explained
from varaamo_sync.goal import entry_to_record
from varaamo_sync.model import Coverage
from varaamo_sync.plan import make_plan
from varaamo_sync.rules import RULES, OwnRule, Readiness, Ready, Rule, readiness
from varaamo_sync.snapshot import RemoteRoom
from varaamo_sync.store import DatabaseState, HeldLock, Store, locked
from varaamo_sync.sync import (
    Outcome,
    Prepared,
    PushResult,
    PushSettings,
    Status,
    SyncResult,
    prepare,
    prepare_async,
    push,
    push_async,
    survey,
    survey_async,
    sync,
    sync_async,
)

Json = dict[str, Any]


def sync_caller(api: VaraamoClient, catalogue: Catalogue, now: datetime) -> None:
    """Everything that a caller of the sync client touches has a type."""
    port: BookingAPI = api
    snapshot = survey(port, catalogue, now=now)
    assert_type(snapshot, Snapshot)
    plan = make_plan(catalogue, snapshot, now=now)
    assert_type(plan, Plan)
    assert_type(push(port, Prepared(catalogue, plan, snapshot)), PushResult)
    made = progress(catalogue, snapshot)
    assert_type(made, Progress)
    assert_type(made.counts(), Counts)
    assert_type(evaluate(catalogue.goal, made, (entry_to_record(made),), now.date()), GoalStatus)
    assert_type(catalogue.rooms, tuple[Room, ...])
    assert_type(api.execute(ReadUser()), User | None)
    assert_type(api.execute(ReadRoom(1)), RemoteRoom | None)
    assert_type(api.execute(ReadOpenings((1,)))[1], Opening)


async def async_caller(api: AsyncVaraamoClient, catalogue: Catalogue, now: datetime) -> None:
    """The async client answers with the same types."""
    assert_type(await api.execute(ReadUser()), User | None)
    assert_type(await survey_async(api, catalogue, now=now), Snapshot)
    made = await prepare_async(api, catalogue, settings=PushSettings())
    assert_type(made, Prepared)
    assert_type(await push_async(api, made), PushResult)


def reader(now: datetime) -> None:
    """A catalogue that was read, what is wrong with it, and the rules that say so."""
    reading = read_catalogue("folder")
    assert_type(reading, Reading)
    assert_type(reading.catalogue, Catalogue | None)
    assert_type(reading.usable(), Catalogue)
    assert_type(check(reading.usable(), now=now), tuple[Finding, ...])
    assert_type(RULES["description-missing-fi"], Rule)


def service(catalogue: Catalogue, clock: Callable[[], datetime]) -> None:
    """What a service holds in its hands: hooks, a store, a lock, outcomes."""
    attempts: list[Attempt] = []
    outcomes: list[Outcome] = []
    store = Store("sqlite://")
    with (
        VaraamoClient(
            "https://varaamo.example.invalid",
            login=PasswordLogin("name", "password"),
            patience=Patience(on_attempt=attempts.append),
        ) as api,
        locked(store, api.origin, catalogue.id, owner="a", command="c", now=clock) as lock,
    ):
        assert_type(lock, HeldLock)
        state = store.state(api.origin, catalogue.id)
        assert_type(state, DatabaseState)
        settings = PushSettings(state=state, now=clock)
        made = prepare(api, catalogue, settings=settings)
        assert_type(made.plan, Plan)
        result = push(
            api,
            made,
            settings=settings,
            on_outcome=outcomes.append,
            should_stop=lock.is_lost,
        )
        assert_type(result.counts(), Mapping[Status, int])
        assert_type(result.outcomes, tuple[Outcome, ...])
    assert_type(attempts[0].error, BookingError | None)


def job(api: VaraamoClient, outcomes: list[Outcome]) -> None:
    """One call takes a reading, a client and a store; its result knows all."""
    with Store("sqlite://") as store:
        result = sync(
            read_catalogue("folder"),
            api,
            store,
            settings=PushSettings(concurrency=2),
            allowed={"NUP": 3},
            on_outcome=outcomes.append,
        )
    assert_type(result, SyncResult)
    assert_type(result.as_dict("sv"), Json)
    assert_type(result.outcomes, tuple[Outcome, ...])
    assert_type(result.progress, Progress | None)
    assert_type(result.goal, GoalStatus | None)


async def job_beside(api: AsyncVaraamoClient, store: Store) -> None:
    """The asynchronous twin takes the same store."""
    assert_type(await sync_async(read_catalogue("folder"), api, store), SyncResult)


def rows(found: list[dict[str, object]], now: datetime, rule: OwnRule) -> None:
    """Rows of a database are a reading like that of files; own rules are checked beside ours."""
    reading = read_rooms(found, id="espoo")
    assert_type(reading, Reading)
    findings = check(reading.usable(), now=now, rules=[rule], severities={"price-missing": "off"})
    assert_type(findings, tuple[Finding, ...])
    ready = readiness(reading.usable(), findings)
    assert_type(ready, Readiness)
    assert_type(ready.units[0].waiting, int)
    assert_type(ready.rooms["nup-sali"].state, Ready)


def values(reading: Reading, plan: Plan, result: PushResult, made: Progress) -> None:
    """What goes to other programs is JSON values, and what comes back has its type."""
    for found in reading.findings:
        assert_type(found.as_dict("fi", place=reading.locate(found.key, found.path)), Json)
    assert_type(plan.as_dict("sv"), Json)
    assert_type(Plan.from_dict(plan.as_dict()), Plan)
    assert_type(result.as_dict("en"), Json)
    assert_type(made.as_dict(), Json)
    catalogue = Catalogue.model_validate_json(reading.usable().model_dump_json())
    assert_type(catalogue, Catalogue)
    assert_type(catalogue.coverage, Coverage)


def errors(error: VaraamoSyncError) -> None:
    """An error is told to people, by whom it is for, and to programs."""
    assert_type(explained(error, "fi", audience="web"), tuple[Explanation, ...])
    assert_type(error_as_dict(error, "fi", audience="terminal"), Json)
