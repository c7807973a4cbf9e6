"""Carrying out a plan: spaces one at a time, rooms a few at once, an outcome for every room."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

from varaamo_sync.booking import (
    ArchiveRoom,
    AsyncBookingAPI,
    BookingAPI,
    ReadRooms,
    ReadSpaces,
)
from varaamo_sync.booking.flow import Flow
from varaamo_sync.capabilities import Feature
from varaamo_sync.errors import BookingError, PermissionDenied
from varaamo_sync.logs import get_log
from varaamo_sync.plan import (
    UNRECOGNISED,
    Departed,
    Double,
    Plan,
    RoomPlan,
    find_doubles,
    find_same_named,
)
from varaamo_sync.snapshot import RemoteRoom, RemoteSpace
from varaamo_sync.state.records import Pairing, RoomState, StateUpdate, Step
from varaamo_sync.sync.async_door import run_async
from varaamo_sync.sync.earlier import adopted_rooms, note_earlier
from varaamo_sync.sync.flow import Join, Part, Start, run
from varaamo_sync.sync.handed_in import require_api, require_kind
from varaamo_sync.sync.journal import Note, flush_after, write_journaled
from varaamo_sync.sync.preparation import Prepared
from varaamo_sync.sync.pushes.guards import find_rights, require_fit, require_some_sent, use_once
from varaamo_sync.sync.pushes.outcomes import Outcome, PushResult, Status
from varaamo_sync.sync.pushes.recorder import (
    NO_WRITE,
    OutcomeRecorder,
    status_after,
    told_failure,
)
from varaamo_sync.sync.pushes.rooms import RoomWriter, applied_values
from varaamo_sync.sync.settings import PushSettings
from varaamo_sync.sync.state_store import StateStore

_LOG = get_log(__name__)

_RESERVED = "RESERVATION_UNIT_HAS_FUTURE_RESERVATIONS"


def push(
    api: BookingAPI,
    prepared: Prepared,
    *,
    settings: PushSettings | None = None,
    allowed: Mapping[str, int] | None = None,
    on_outcome: Callable[[Outcome], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> PushResult:
    """Carry out a plan, once.

    Args:
        api: The booking system; called from several threads.
        prepared: What ``prepare`` returned; for a part of it, with ``Plan.only`` of its plan.
        settings: State, clock, pictures, patience and concurrency; the same that ``prepare`` got.
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
        PushRefused: Nothing was sent: the catalogue is still the example that ``init`` gives, and
            the booking system is not on this machine.
        BookingError: Nothing was sent: nobody is logged in, or the system is unreachable.
        StoreUnusable: Nothing was sent: the state could not be kept. Where it fails later, the
            room is ``unknown``, and the rest is not tried.
    """
    _require_parts("push", api, prepared)
    settings = settings or PushSettings()
    recorder = OutcomeRecorder(prepared.plan, on_outcome, should_stop)
    return run(push_part(api.origin, prepared, settings, recorder, allowed), api, settings)


async def push_async(
    api: AsyncBookingAPI,
    prepared: Prepared,
    *,
    settings: PushSettings | None = None,
    allowed: Mapping[str, int] | None = None,
    on_outcome: Callable[[Outcome], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> PushResult:
    """Carry out a plan asynchronously; see ``push``, which behaves the same.

    ``on_outcome`` is called on the event loop, ``should_stop`` in a thread beside it.
    """
    _require_parts("push_async", api, prepared)
    settings = settings or PushSettings()
    deliver = asyncio.get_running_loop().call_soon_threadsafe
    recorder = OutcomeRecorder(prepared.plan, on_outcome, should_stop, deliver)
    return await run_async(
        push_part(api.origin, prepared, settings, recorder, allowed), api, settings
    )


def _require_parts(function: str, api: object, prepared: object) -> None:
    require_api(function, api)
    made_by = f"what {function.replace('push', 'prepare')}(…) returned"
    require_kind(function, "prepared", prepared, Prepared, made_by)


def push_part(
    origin: str,
    prepared: Prepared,
    settings: PushSettings,
    recorder: OutcomeRecorder,
    allowed: Mapping[str, int] | None,
) -> Part[PushResult]:
    """Return a push as a part of what is done; see ``push``."""
    flow = _push_flow(origin, prepared, settings, recorder, allowed)
    return Part("push", flow, {"origin": origin, "catalogue": prepared.catalogue.id})


def _push_flow(
    origin: str,
    prepared: Prepared,
    settings: PushSettings,
    recorder: OutcomeRecorder,
    allowed: Mapping[str, int] | None,
) -> Flow[PushResult]:
    plan, state = prepared.plan, settings.state
    require_fit(prepared, origin, state)
    plan.require_allowed(allowed)
    recorder.begin()
    note_earlier(state, adopted_rooms(plan))
    record_unchanged(plan, state, recorder)
    if plan.empty:
        return recorder.result()
    waiting = _require_rights(plan, recorder, (yield from find_rights(plan)))
    use_once(plan)
    first = state.last_note()
    writer = RoomWriter(prepared, settings, dict(plan.spaces))
    for planned in waiting:
        if recorder.stopped:
            break
        try:  # this flow is the one lane of the spaces
            space = yield Part("space", _write_space(writer, planned), {"room": planned.key})
        except Exception as error:  # noqa: BLE001  # whoever raised it, the push ends in outcomes
            recorder.fail(planned, error)
        else:
            flow = _write_room(writer, planned, space, recorder)
            yield Start(Part("room", flow, {"room": planned.key}))
    yield Join()
    for departed in plan.to_archive:
        if not recorder.stopped:
            flow = _archive(departed, settings, recorder)
            yield Part("room", flow, {"room": departed.key})
    require_some_sent(recorder, state, first)
    return recorder.result((yield from _find_doubles(plan, prepared)))


def _write_space(writer: RoomWriter, planned: RoomPlan) -> Flow[int | None]:
    try:
        return (yield from writer.write_space(planned))
    except BaseException:
        writer.settings.state.flush()  # the room that would do it does not follow
        raise


def _write_room(
    writer: RoomWriter, planned: RoomPlan, space: int | None, recorder: OutcomeRecorder
) -> Flow[None]:
    try:
        flow = writer.write_room(planned, space)
        recorder.add((yield from flush_after(flow, writer.settings.state)))
    except Exception as error:  # noqa: BLE001  # whoever raised it, the push ends in outcomes
        recorder.fail(planned, error)


def _archive(departed: Departed, settings: PushSettings, recorder: OutcomeRecorder) -> Flow[None]:
    pk = departed.remote.pk
    try:
        note = Note(departed.key, Step.ARCHIVE_ROOM, {"room": pk})
        yield from flush_after(write_journaled(settings, note, ArchiveRoom(pk)), settings.state)
    except Exception as raised:  # noqa: BLE001  # whoever raised it, the push ends in outcomes
        error = told_failure(raised)
        reserved = isinstance(error, BookingError) and error.code == _RESERVED
        status = Status.SKIPPED if reserved else status_after(error)
        recorder.add(Outcome(departed, status, pk, error=error))
    else:
        recorder.add(Outcome(departed, Status.DONE, pk))


def _find_doubles(plan: Plan, prepared: Prepared) -> Flow[tuple[Double, ...] | None]:
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
        found = find_doubles(prepared.catalogue.code(""), spaces, rooms)
    except Exception as error:  # noqa: BLE001  # whoever raised it, the push ends in outcomes
        told = told_failure(error)
        _LOG.warning("whether rooms are there twice could not be read: %s", told)
        return None
    if Feature.SPACES in plan.capabilities.features:
        return found
    made = {
        planned.key: (planned.pair.venue.pk, str(planned.values.get("name.fi") or ""))
        for planned in plan.writes
        if planned.creates and planned.pair.venue
    }
    return find_same_named(made, prepared.snapshot.room_by_pk.keys(), rooms)


def record_unchanged(plan: Plan, state: StateStore, recorder: OutcomeRecorder) -> None:
    """Record the rooms that need nothing, and remember that both sides agree on them."""
    known, outcomes = state.remembered(), []
    for planned in plan.rooms:
        if planned.action not in NO_WRITE:
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
            pairing = Pairing(remote.pk, remote.ext_uuid, space)
            update = StateUpdate(planned.key, pairing, applied_values(planned))
            if not _knows(known.get(planned.key), update):
                state.remember(update)
        pk = remote.pk if remote else None
        outcomes.append(Outcome(planned, NO_WRITE[planned.action], pk))
    state.flush()
    for outcome in outcomes:
        recorder.add(outcome)


def _knows(known: RoomState | None, update: StateUpdate) -> bool:
    return (
        known is not None
        and known.pairing == update.pairing
        and all(known.applied.get(path, ...) == value for path, value in update.applied.items())
    )


def _require_rights(
    plan: Plan, recorder: OutcomeRecorder, allowed: frozenset[int]
) -> list[RoomPlan]:
    """Return the rooms that may be written, wholes before their parts; refuse the others."""
    waiting = []
    for planned in _wholes_first(plan):
        venue = planned.pair.venue
        if venue is not None and venue.pk in allowed:
            waiting.append(planned)
            continue
        denied = PermissionDenied("venue-not-ours", venue=planned.room.venue.label())
        recorder.fail(planned, denied)
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
