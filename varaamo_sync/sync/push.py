"""Carrying out a plan: spaces one at a time, rooms a few at once, an outcome for every room."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import BoundedSemaphore, Lock

from varaamo_sync.booking import AsyncBookingAPI, BookingAPI, CheckRights, ReadUser
from varaamo_sync.errors import BookingError, PermissionDenied, SessionEnded, VaraamoSyncError
from varaamo_sync.plan import Action, Plan, RoomPlan
from varaamo_sync.rooms import Catalogue, Image
from varaamo_sync.snapshot import Reference
from varaamo_sync.sync.outcomes import Outcome, PushResult, Status
from varaamo_sync.sync.steps import ReadImage, Steps, room_steps, space_steps
from varaamo_sync.sync.survey import run, run_async

CONCURRENCY = 4
"""Rooms written at once; more only fills the server's queue (facts, section 5)."""

PATIENCE = 5
"""Failures in a row with the same cause after which the rest is not tried."""

_AT_REST = {
    Action.NOTHING: Status.UNCHANGED,
    Action.CONFLICT: Status.CONFLICT,
    Action.UNREADY: Status.UNREADY,
}


class Ledger:
    """Outcomes as they come in, from any thread, and whether to go on."""

    def __init__(self, plan: Plan, on_outcome: Callable[[Outcome], None] | None) -> None:
        self._outcomes: dict[str, Outcome] = {}
        self._plan = plan
        self._tell = on_outcome
        self._lock = Lock()
        self._streak = 0
        self._cause: type | None = None
        self.spaces: dict[str, int] = {
            room.key: room.pair.space.pk for room in plan.rooms if room.pair.space
        }

    @property
    def stopped(self) -> bool:
        """Whether so many rooms failed in a row that the rest is not tried."""
        return self._streak >= PATIENCE

    def add(self, outcome: Outcome) -> None:
        """Note what became of a room."""
        with self._lock:
            self._outcomes[outcome.key] = outcome
            cause = type(outcome.error) if outcome.error else None
            if outcome.status is Status.DONE:
                self._streak = 0
            elif cause is not None:
                self._streak = self._streak + 1 if cause is self._cause else 1
            self._cause = cause
            if self._tell is not None:
                self._tell(outcome)

    def fail(self, planned: RoomPlan, error: VaraamoSyncError) -> None:
        """Note that a room failed, or that nobody knows."""
        certain = not isinstance(error, BookingError) or error.certain
        self.add(Outcome(planned, Status.FAILED if certain else Status.UNKNOWN, error=error))

    def result(self) -> PushResult:
        """Return an outcome for every room of the plan."""
        return PushResult(
            tuple(
                self._outcomes.get(room.key, Outcome(room, Status.NOT_TRIED))
                for room in self._plan.rooms
            )
        )

    def parent_of(self, planned: RoomPlan) -> int | None:
        """Return the ``pk`` of the space that contains the room's own.

        Raises:
            VaraamoSyncError: The room that it is part of has no space yet.
        """
        whole = planned.room.part_of
        if whole is None:
            return None
        if whole not in self.spaces:
            raise VaraamoSyncError(
                f"It is part of {whole}, which has no space in the booking system yet.",
                fix=f"See what became of {whole}, then push again.",
            )
        return self.spaces[whole]


def _no_image(planned: RoomPlan, image: Image) -> bytes:
    raise VaraamoSyncError(f"No reader for the picture {image.file} of {planned.key} was given.")


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


def _rights_steps(plan: Plan) -> Steps[frozenset[int]]:
    venues = {room.pair.venue.pk for room in plan.writes if room.pair.venue}
    if (yield ReadUser()) is None:
        raise SessionEnded(
            "Nobody is logged in to the booking system.",
            fix="Set VARAAMO_SYNC_SESSION, or VARAAMO_SYNC_USERNAME and VARAAMO_SYNC_PASSWORD.",
        )
    allowed = set()
    for venue in sorted(venues):
        if (yield CheckRights(venue)):
            allowed.add(venue)
    return frozenset(allowed)


def _begin(plan: Plan, ledger: Ledger, allowed: frozenset[int]) -> list[RoomPlan]:
    for planned in plan.rooms:
        if planned.action in _AT_REST:
            remote = planned.pair.remote
            pk = remote.pk if remote else None
            ledger.add(Outcome(planned, _AT_REST[planned.action], pk))
    waiting = []
    for planned in _wholes_first(plan):
        venue = planned.pair.venue
        if venue is not None and venue.pk in allowed:
            waiting.append(planned)
        else:
            ledger.fail(planned, _no_right(planned))
    return waiting


def _no_right(planned: RoomPlan) -> PermissionDenied:
    name = planned.room.venue.label()
    return PermissionDenied(
        f"The user may not manage the rooms of {name}.",
        fix="Ask an administrator of the booking system for the role ADMIN of this venue.",
    )


def push(
    api: BookingAPI,
    catalogue: Catalogue,
    plan: Plan,
    reference: Reference,
    *,
    concurrency: int = CONCURRENCY,
    read_image: ReadImage = _no_image,
    on_outcome: Callable[[Outcome], None] | None = None,
) -> PushResult:
    """Carry out a plan.

    Args:
        api: The booking system; called from several threads.
        catalogue: The catalogue that the plan was made from.
        plan: What to do.
        reference: Reference data of the survey that the plan was made from.
        concurrency: Rooms written at once; spaces are always written one at a time.
        read_image: Reads a picture's bytes.
        on_outcome: Told of every outcome as it comes, from any thread, one at a time.

    Raises:
        BookingError: Nothing was sent: nobody is logged in, or the system is unreachable.
    """
    ledger = Ledger(plan, on_outcome)
    if plan.empty:
        _begin(plan, ledger, frozenset())
        return ledger.result()
    waiting = _begin(plan, ledger, run(_rights_steps(plan), api))
    places = BoundedSemaphore(concurrency)

    def finish(planned: RoomPlan, space: int | None) -> None:
        try:
            ledger.add(run(room_steps(planned, plan, reference, space, read_image), api))
        except VaraamoSyncError as error:
            ledger.fail(planned, error)
        finally:
            places.release()

    with ThreadPoolExecutor(max_workers=concurrency, thread_name_prefix="push") as pool:
        running: list[Future[None]] = []
        for planned in waiting:
            places.acquire()
            if ledger.stopped:
                break
            try:
                code, parent = catalogue.code(planned.key), ledger.parent_of(planned)
                space = run(space_steps(planned, code, parent), api)
            except VaraamoSyncError as error:
                ledger.fail(planned, error)
                places.release()
                continue
            if space is not None:
                ledger.spaces[planned.key] = space
            running.append(pool.submit(finish, planned, space))
        for future in running:
            future.result()
    return ledger.result()


async def push_async(
    api: AsyncBookingAPI,
    catalogue: Catalogue,
    plan: Plan,
    reference: Reference,
    *,
    concurrency: int = CONCURRENCY,
    read_image: ReadImage = _no_image,
    on_outcome: Callable[[Outcome], None] | None = None,
) -> PushResult:
    """Carry out a plan asynchronously; see ``push``."""
    ledger = Ledger(plan, on_outcome)
    if plan.empty:
        _begin(plan, ledger, frozenset())
        return ledger.result()
    waiting = _begin(plan, ledger, await run_async(_rights_steps(plan), api))
    places = asyncio.Semaphore(concurrency)

    async def finish(planned: RoomPlan, space: int | None) -> None:
        try:
            steps = room_steps(planned, plan, reference, space, read_image)
            ledger.add(await run_async(steps, api))
        except VaraamoSyncError as error:
            ledger.fail(planned, error)
        finally:
            places.release()

    async with asyncio.TaskGroup() as group:
        for planned in waiting:
            await places.acquire()
            if ledger.stopped:
                break
            try:
                code, parent = catalogue.code(planned.key), ledger.parent_of(planned)
                space = await run_async(space_steps(planned, code, parent), api)
            except VaraamoSyncError as error:
                ledger.fail(planned, error)
                places.release()
                continue
            if space is not None:
                ledger.spaces[planned.key] = space
            group.create_task(finish(planned, space))
    return ledger.result()
