"""Carrying out a plan: spaces one at a time, rooms a few at once, an outcome for every room."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from threading import BoundedSemaphore

from varaamo_sync.booking import (
    ArchiveRoom,
    AsyncBookingAPI,
    BookingAPI,
    CheckRights,
    ReadRooms,
    ReadSpaces,
    ReadUser,
)
from varaamo_sync.errors import (
    BookingError,
    PermissionDenied,
    SessionEnded,
    StoreUnusable,
    VaraamoSyncError,
)
from varaamo_sync.model import Catalogue
from varaamo_sync.plan import UNRECOGNISED, Departed, Double, Plan, RoomPlan, find_doubles
from varaamo_sync.snapshot import Reference, RemoteRoom, RemoteSpace, Value
from varaamo_sync.state.records import Learned, Pairing, Remembered, Step
from varaamo_sync.sync.earlier import adopted, note_earlier
from varaamo_sync.sync.flow import Steps, run, run_async
from varaamo_sync.sync.journal import Note, noted_only
from varaamo_sync.sync.push.guards import require_fit, use_once
from varaamo_sync.sync.push.outcomes import Outcome, PushResult, Status
from varaamo_sync.sync.push.recorder import AT_REST, Ledger, status_after
from varaamo_sync.sync.push.rooms import Work, room_steps, space_steps, wished
from varaamo_sync.sync.settings import Conduct, Memory, kept

_LOG = logging.getLogger(__name__)

_RESERVED = "RESERVATION_UNIT_HAS_FUTURE_RESERVATIONS"


def push(
    api: BookingAPI,
    catalogue: Catalogue,
    plan: Plan,
    reference: Reference,
    *,
    conduct: Conduct | None = None,
    allowed: Mapping[str, int] | None = None,
    on_outcome: Callable[[Outcome], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> PushResult:
    """Carry out a plan, once.

    Args:
        api: The booking system; called from several threads.
        catalogue: The catalogue that the plan was made from.
        plan: What to do.
        reference: Reference data of the survey that the plan was made from.
        conduct: Memory, clock, pictures, patience and concurrency.
        allowed: Numbers of rooms that the guard lets through, by service unit or ``archive``.
        on_outcome: Told of every outcome as it comes, from any thread, one at a time. When it
            raises, that is logged, and the push goes on.
        should_stop: Asked before each room; once it is true, what is in flight is finished and
            the rest is not tried.

    Raises:
        LockLost: Nothing was sent: the lock was lost before the first write. Where it is lost
            later, the room fails, and the rest is not tried.
        PlanStale: Nothing was sent: the plan was done before, is of another booking system or
            another catalogue, or the catalogue or what is remembered has changed since.
        GuardTripped: Nothing was sent: the plan does more at once than goes through unasked.
        BookingError: Nothing was sent: nobody is logged in, or the system is unreachable.
        StoreUnusable: Nothing was sent: the memory failed. Where it fails later, the room is
            ``unknown``, and the rest is not tried.
    """
    conduct = conduct or Conduct()
    require_fit(plan, api.origin, catalogue, conduct.memory)
    plan.require_allowed(allowed)
    work, ledger = Work(plan, reference, conduct), Ledger(plan, on_outcome, should_stop)
    note_earlier(conduct.memory, adopted(plan))
    _rest(plan, conduct, ledger)
    if plan.empty:
        return ledger.result()
    waiting = _allowed(plan, ledger, run(_rights_steps(plan), api))
    use_once(plan)
    first = conduct.memory.last_note()
    places = BoundedSemaphore(conduct.concurrency)

    def finish(planned: RoomPlan, space: int | None) -> None:
        try:
            ledger.add(run(kept(room_steps(planned, work, space), conduct.memory), api))
        except VaraamoSyncError as error:
            ledger.fail(planned, error)
        finally:
            places.release()

    with ThreadPoolExecutor(conduct.concurrency, thread_name_prefix="push") as pool:
        running: list[Future[None]] = []
        for planned in waiting:
            places.acquire()
            if ledger.stopped:
                break
            try:  # this thread is the one lane of the spaces
                space = run(_space(planned, work, catalogue, ledger), api)
            except VaraamoSyncError as error:
                ledger.fail(planned, error)
                places.release()
                continue
            running.append(pool.submit(finish, planned, space))
        for future in running:
            future.result()
    for departed in plan.to_archive:
        if not ledger.stopped:
            ledger.add(run(_archive(departed, conduct), api))
    _require_some_sent(ledger, conduct.memory, first)
    return ledger.result(run(_doubles_steps(plan, catalogue), api))


async def push_async(
    api: AsyncBookingAPI,
    catalogue: Catalogue,
    plan: Plan,
    reference: Reference,
    *,
    conduct: Conduct | None = None,
    allowed: Mapping[str, int] | None = None,
    on_outcome: Callable[[Outcome], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> PushResult:
    """Carry out a plan asynchronously; see ``push``, which behaves the same."""
    conduct = conduct or Conduct()
    require_fit(plan, api.origin, catalogue, conduct.memory)
    plan.require_allowed(allowed)
    work, ledger = Work(plan, reference, conduct), Ledger(plan, on_outcome, should_stop)
    note_earlier(conduct.memory, adopted(plan))
    _rest(plan, conduct, ledger)
    if plan.empty:
        return ledger.result()
    waiting = _allowed(plan, ledger, await run_async(_rights_steps(plan), api))
    use_once(plan)
    first = conduct.memory.last_note()
    places = asyncio.Semaphore(conduct.concurrency)

    async def finish(planned: RoomPlan, space: int | None) -> None:
        try:
            ledger.add(await run_async(kept(room_steps(planned, work, space), conduct.memory), api))
        except VaraamoSyncError as error:
            ledger.fail(planned, error)
        finally:
            places.release()

    async with asyncio.TaskGroup() as group:
        for planned in waiting:
            await places.acquire()
            if ledger.stopped:
                break
            try:  # this task is the one lane of the spaces
                space = await run_async(_space(planned, work, catalogue, ledger), api)
            except VaraamoSyncError as error:
                ledger.fail(planned, error)
                places.release()
                continue
            group.create_task(finish(planned, space))
    for departed in plan.to_archive:
        if not ledger.stopped:
            ledger.add(await run_async(_archive(departed, conduct), api))
    _require_some_sent(ledger, conduct.memory, first)
    return ledger.result(await run_async(_doubles_steps(plan, catalogue), api))


def _require_some_sent(ledger: Ledger, memory: Memory, first: int) -> None:
    """Refuse a push whose lock was lost before its first write.

    Raises:
        LockLost: Nothing was sent.
    """
    lost = ledger.lock_lost
    if lost is None:
        return
    try:
        sent = memory.last_note() != first
    except StoreUnusable:
        return
    if not sent:
        raise lost


def _doubles_steps(plan: Plan, catalogue: Catalogue) -> Steps[tuple[Double, ...] | None]:
    """Look for rooms that are there twice, in the venues where rooms were made.

    No waiting time is safe: a server may store a write minutes after its proxy gave it up, when it
    has long been sent again (facts, section 4c).
    """
    venues = {room.pair.venue.pk for room in plan.writes if room.creates and room.pair.venue}
    if not venues:
        return ()
    try:
        spaces: tuple[RemoteSpace, ...] = yield ReadSpaces(tuple(sorted(venues)))
        rooms: tuple[RemoteRoom, ...] = yield ReadRooms(tuple(sorted(venues)), logged_in=True)
    except BookingError as error:
        _LOG.warning("whether rooms are there twice could not be read: %s", error)
        return None
    return find_doubles(catalogue.code(""), spaces, rooms)


def _rights_steps(plan: Plan) -> Steps[frozenset[int]]:
    if (yield ReadUser()) is None:
        raise SessionEnded(
            "Nobody is logged in to the booking system.",
            fix="Log in with varaamo-sync login, or set VARAAMO_SYNC_SESSION.",
        )
    venues = {room.pair.venue.pk for room in plan.writes if room.pair.venue}
    venues |= {departed.remote.venue for departed in plan.to_archive}
    allowed = set()
    for venue in sorted(venues):
        if (yield CheckRights(venue)):
            allowed.add(venue)
    return frozenset(allowed)


def _rest(plan: Plan, conduct: Conduct, ledger: Ledger) -> None:
    """Note the rooms that need nothing, and remember that both sides agree on them."""
    known, outcomes = conduct.memory.remembered(), []
    for planned in plan.rooms:
        if planned.action not in AT_REST:
            continue
        remote = planned.pair.remote
        # A visible room whose entry is unready was not compared; an unready draft was.
        compared = (
            remote is not None
            and (remote.is_draft or not planned.withheld)
            and planned.pair.match not in UNRECOGNISED
        )
        if remote is not None and compared:
            space = planned.pair.space.pk if planned.pair.space else None
            pairing, values = Pairing(remote.pk, remote.ext_uuid, space), wished(planned)
            if not _knows(known.get(planned.key), pairing, values):
                conduct.memory.remember(Learned(planned.key, pairing, values))
        pk = remote.pk if remote else None
        outcomes.append(Outcome(planned, AT_REST[planned.action], pk))
    conduct.memory.flush()
    for outcome in outcomes:
        ledger.add(outcome)


def _knows(known: Remembered | None, pairing: Pairing, values: Mapping[str, Value]) -> bool:
    return (
        known is not None
        and known.pairing == pairing
        and all(known.applied.get(path, ...) == value for path, value in values.items())
    )


def _allowed(plan: Plan, ledger: Ledger, allowed: frozenset[int]) -> list[RoomPlan]:
    """Return the rooms that may be written, wholes before their parts; refuse the others."""
    waiting = []
    for planned in _wholes_first(plan):
        venue = planned.pair.venue
        if venue is not None and venue.pk in allowed:
            waiting.append(planned)
            continue
        denied = PermissionDenied(
            f"The user may not manage the rooms of {planned.room.venue.label()}.",
            fix="Ask an administrator of the booking system for the role ADMIN of this venue.",
        )
        ledger.fail(planned, denied)
    return waiting


def _wholes_first(plan: Plan) -> list[RoomPlan]:
    by_key = {room.key: room for room in plan.rooms}

    def depth(planned: RoomPlan) -> int:
        seen = {planned.key}
        whole = planned.room.part_of
        while whole in by_key and whole not in seen:
            seen.add(whole)
            whole = by_key[whole].room.part_of
        return len(seen)

    return sorted(plan.writes, key=depth)


def _space(
    planned: RoomPlan, work: Work, catalogue: Catalogue, ledger: Ledger
) -> Steps[int | None]:
    parent = ledger.parent_of(planned)
    try:
        space = yield from space_steps(planned, work, catalogue.code(planned.key), parent)
    except BaseException:
        work.conduct.memory.flush()  # the room that would do it does not follow
        raise
    if space is not None:
        ledger.spaces[planned.key] = space
    return space


def _archive(departed: Departed, conduct: Conduct) -> Steps[Outcome]:
    pk = departed.remote.pk
    try:
        note = Note(departed.key, Step.ARCHIVE_ROOM, {"room": pk})
        yield from kept(noted_only(conduct, note, ArchiveRoom(pk), pk), conduct.memory)
    except VaraamoSyncError as error:
        reserved = isinstance(error, BookingError) and error.code == _RESERVED
        status = Status.SKIPPED if reserved else status_after(error)
        return Outcome(departed, status, pk, error=error)
    return Outcome(departed, Status.DONE, pk)
