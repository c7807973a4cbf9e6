"""Carrying out a plan of opening hours: a few rooms at once, an outcome for every room."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Any

from varaamo_sync.booking.flow import Flow
from varaamo_sync.errors import LockLost, PlanStale, VaraamoSyncError, part
from varaamo_sync.explanations import explained
from varaamo_sync.hours import AsyncHoursAPI, HoursAPI, ReadHoursUser
from varaamo_sync.logs import get_log
from varaamo_sync.model import Lang
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.sync.async_door import run_async
from varaamo_sync.sync.flow import Join, Part, Start, run
from varaamo_sync.sync.handed_in import require_api, require_kind
from varaamo_sync.sync.hours.plan import HoursPlan, RoomHours
from varaamo_sync.sync.hours.watching import HoursShown
from varaamo_sync.sync.hours.writing import HoursWriter, note_agreed
from varaamo_sync.sync.journal import flush_after
from varaamo_sync.sync.pushes.outcomes import Status
from varaamo_sync.sync.pushes.recorder import (
    Deliver,
    OutcomeLog,
    call_now,
    status_after,
    told_failure,
)
from varaamo_sync.sync.settings import PushSettings
from varaamo_sync.sync.state_store import StateStore
from varaamo_sync.words import Phrase

_LOG = get_log(__name__)


@dataclass(frozen=True, slots=True)
class HoursOutcome:
    """What became of the hours of one room.

    Attributes:
        planned: What was planned.
        status: What became of it; ``unready`` where its hours wait.
        error: Why it failed, or why nothing is known.
    """

    planned: RoomHours
    status: Status
    error: VaraamoSyncError | None = None

    @property
    def key(self) -> str:
        """Key of the room."""
        return self.planned.key

    def as_dict(self, lang: Lang = "fi") -> dict[str, Any]:
        """Return it as JSON values; ``lang`` is that in which it is told why it failed."""
        error = self.error
        return {
            "room": self.key,
            "status": self.status.value,
            "periods": len(self.planned.writes),
            "error": str(error) if error else None,
            "problems": [found.as_dict() for found in explained(error, lang)] if error else [],
        }


@dataclass(frozen=True, slots=True)
class HoursResult:
    """What became of a push of hours: one outcome for every room, in catalogue order."""

    outcomes: tuple[HoursOutcome, ...]

    def counts(self) -> Mapping[Status, int]:
        """Return how many rooms there are of each status."""
        found = [outcome.status for outcome in self.outcomes]
        return {status: found.count(status) for status in Status}

    @property
    def interrupted(self) -> bool:
        """Whether something failed, is unknown or was not tried, so that a push can go on."""
        broken = (Status.FAILED, Status.UNKNOWN, Status.NOT_TRIED)
        return any(outcome.status in broken for outcome in self.outcomes)

    def as_dict(self, lang: Lang = "fi", *, shown: HoursShown | None = None) -> dict[str, Any]:
        """Return it as JSON values, as ``schemas/hours-push.schema.json`` describes them.

        Args:
            lang: Language in which it is told why rooms failed.
            shown: What ``wait_until_shown`` returned, where it was waited.
        """
        counts = self.counts()
        return {
            "format_version": 1,
            "counts": {status.value: counts[status] for status in Status},
            "shown": shown.as_dict() if shown else None,
            "rooms": [outcome.as_dict(lang) for outcome in self.outcomes],
        }


def push_hours(
    api: HoursAPI,
    plan: HoursPlan,
    *,
    settings: PushSettings,
    allowed: Mapping[str, int] | None = None,
    on_outcome: Callable[[HoursOutcome], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> HoursResult:
    """Carry out a plan of opening hours, once.

    Args:
        api: The opening-hours system, with a token; called from several threads.
        plan: What ``prepare_hours`` returned.
        settings: State, clock, patience and concurrency; the same that ``prepare_hours`` got.
        allowed: Numbers of rooms that the guard lets through, by service unit or ``hours``.
        on_outcome: Told of every outcome as it comes, from any thread, one at a time.
        should_stop: Asked before each room; once it is true, the rest is not tried.

    Raises:
        PlanStale: Nothing was sent: the plan was done before, is of another system, or something
            was written since it was made.
        GuardTripped: Nothing was sent: the plan does more at once than goes through unasked.
        HoursError: Nothing was sent: there is no token, or the system is unreachable.
        LockLost: Nothing was sent: the lock was lost before the first write.
    """
    _require_parts("push_hours", api, plan)
    log = _HoursLog(plan, on_outcome, should_stop)
    return run(_part(api.origin, plan, settings, log, allowed), api, settings)


async def push_hours_async(
    api: AsyncHoursAPI,
    plan: HoursPlan,
    *,
    settings: PushSettings,
    allowed: Mapping[str, int] | None = None,
    on_outcome: Callable[[HoursOutcome], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> HoursResult:
    """Carry out a plan asynchronously; see ``push_hours``, which behaves the same.

    ``on_outcome`` is called on the event loop, ``should_stop`` in a thread beside it.
    """
    _require_parts("push_hours_async", api, plan)
    deliver = asyncio.get_running_loop().call_soon_threadsafe
    log = _HoursLog(plan, on_outcome, should_stop, deliver)
    return await run_async(_part(api.origin, plan, settings, log, allowed), api, settings)


def _require_parts(function: str, api: object, plan: object) -> None:
    require_api(function, api)
    made_by = f"what {function.replace('push', 'prepare')}(…) returned"
    require_kind(function, "plan", plan, HoursPlan, made_by)


def _part(
    source: str,
    plan: HoursPlan,
    settings: PushSettings,
    log: _HoursLog,
    allowed: Mapping[str, int] | None,
) -> Part[HoursResult]:
    flow = push_hours_flow(source, plan, settings, log, allowed)
    return Part("push_hours", flow, {"origin": source, "catalogue": plan.catalogue})


class _HoursLog(OutcomeLog[HoursOutcome]):
    """Outcomes of the rooms of a plan of hours."""

    subject = "hours"

    def __init__(
        self,
        plan: HoursPlan,
        on_outcome: Callable[[HoursOutcome], None] | None,
        should_stop: Callable[[], bool] | None,
        deliver: Deliver = call_now,
    ) -> None:
        super().__init__(on_outcome, should_stop, deliver)
        self._plan = plan

    def fail(self, planned: RoomHours, raised: Exception) -> None:
        """Note that a room failed, or that nobody knows."""
        error = told_failure(raised)
        self.add(HoursOutcome(planned, status_after(error), error))

    def result(self) -> HoursResult:
        """Return an outcome for every room of the plan."""
        return HoursResult(
            tuple(
                self._outcomes.get(room.key, HoursOutcome(room, Status.NOT_TRIED))
                for room in self._plan.concerned
            )
        )

    def _write_log(self, outcome: HoursOutcome) -> None:
        level = logging.INFO if outcome.error is None else logging.WARNING
        fields = {"room": outcome.key, "status": outcome.status.value}
        _LOG.log(level, "hours of %s: %s", outcome.key, outcome.status.value, extra=fields)


def push_hours_flow(
    source: str,
    plan: HoursPlan,
    settings: PushSettings,
    log: _HoursLog,
    allowed: Mapping[str, int] | None,
) -> Flow[HoursResult]:
    """Carry out a plan; see ``push_hours``."""
    state = settings.state
    _require_fit(plan, source, state)
    plan.require_allowed(allowed)
    _record_unchanged(plan, state, log)
    if not plan.writes:
        return log.result()
    yield ReadHoursUser()
    plan.uses.append(None)
    if len(plan.uses) > 1:
        raise PlanStale([part("moved-done")])
    first = state.last_note()
    for planned in plan.writes:
        if log.stopped:
            break
        flow = _write(HoursWriter(plan.catalogue, settings, planned), log)
        yield Start(Part("room_hours", flow, {"room": planned.key}))
    yield Join()
    lost: LockLost | None = log.lock_lost
    if lost is not None and state.last_note() == first:
        raise lost
    return log.result()


def _write(writer: HoursWriter, log: _HoursLog) -> Flow[None]:
    planned = writer.planned
    try:
        yield from flush_after(writer.write(), writer.settings.state)
    except Exception as error:  # noqa: BLE001  # whoever raised it, the push ends in outcomes
        log.fail(planned, error)
    else:
        log.add(HoursOutcome(planned, Status.DONE))


def _require_fit(plan: HoursPlan, source: str, state: StateStore) -> None:
    """Refuse a plan that is of another place, or of another time.

    Raises:
        PlanStale: It does not fit; the error names why.
    """
    moved: list[Phrase] = []
    if plan.source != source:
        moved.append(part("moved-origin", planned=plan.source, now=source))
    if plan.uses:
        moved.append(part("moved-done"))
    elif plan.noted != state.last_note():
        moved.append(part("moved-written"))
    if moved:
        raise PlanStale(moved)


def _record_unchanged(plan: HoursPlan, state: StateStore, log: _HoursLog) -> None:
    """Record the rooms that need nothing, and remember of every period that both sides agree."""
    note_agreed(state, plan)
    unsent = [planned for planned in plan.concerned if not planned.writes]
    outcomes = [HoursOutcome(planned, _status_unsent(planned)) for planned in unsent]
    for outcome in outcomes:
        log.add(outcome)


def _status_unsent(planned: RoomHours) -> Status:
    if planned.waits is not None:
        return Status.UNREADY
    return Status.CONFLICT if planned.clashes else Status.UNCHANGED
