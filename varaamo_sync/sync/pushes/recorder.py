"""Outcomes as they come in, whether to go on, and who is told."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Lock
from typing import Generic, Protocol, TypeVar

from varaamo_sync.errors import (
    AdapterFailed,
    BookingError,
    HoursError,
    LockLost,
    StoreUnusable,
    Unreachable,
    VaraamoSyncError,
)
from varaamo_sync.logs import get_log
from varaamo_sync.plan import Action, Departed, Double, Plan, RoomPlan
from varaamo_sync.sync.handed_in import require_answer, require_plain
from varaamo_sync.sync.pushes.outcomes import Outcome, PushResult, Status
from varaamo_sync.telemetry.events import OBSERVERS, Fact, tell_outcome

_LOG = get_log(__name__)

PATIENCE = 20
"""Failures in a row with the same cause after which the rest is not tried."""

PATIENCE_UNREACHABLE = 5
"""The same for a booking system that cannot be reached: the next room will not reach it either."""

NO_WRITE = {
    Action.NOTHING: Status.UNCHANGED,
    Action.CONFLICT: Status.CONFLICT,
    Action.UNREADY: Status.UNREADY,
}
"""Actions that send nothing, with what becomes of them."""


class Told(Protocol):
    """What became of one room, as far as it matters for going on."""

    @property
    def key(self) -> str:
        """Key of the room."""
        ...

    @property
    def status(self) -> Status:
        """What became of it."""
        ...

    @property
    def error(self) -> VaraamoSyncError | None:
        """Why it failed, or why nothing is known."""
        ...


T = TypeVar("T", bound=Told)


Deliver = Callable[[Callable[[], None]], object]
"""Calls a function, now or as soon as an event loop can."""


def call_now(function: Callable[[], None]) -> None:
    """Call a function where one is: for callers who have no event loop."""
    function()


class OutcomeLog(Generic[T]):
    """Outcomes as they come in, from any thread, and whether to go on.

    Args:
        on_outcome: Told of every outcome as it comes, one at a time.
        should_stop: Asked before each room.
        deliver: Calls ``on_outcome``; where the caller has an event loop, on that.

    Attributes:
        subject: What the outcomes are of, for observers.

    Raises:
        TypeError: One of the functions would have to be awaited.
    """

    subject: str

    def __init__(
        self,
        on_outcome: Callable[[T], None] | None,
        should_stop: Callable[[], bool] | None,
        deliver: Deliver = call_now,
    ) -> None:
        require_plain("on_outcome", on_outcome)
        require_plain("should_stop", should_stop)
        self._outcomes: dict[str, T] = {}
        self._on_outcome = on_outcome
        self._should_stop = should_stop
        self._deliver = deliver
        self._lock = Lock()
        self._streak = 0
        self._cause: tuple[type, str | None] | None = None
        self._cannot_note = False

    @property
    def stopped(self) -> bool:
        """Whether the rest is not tried.

        The state could not be kept, the lock was lost, there were too many failures in a row, or
        somebody said stop.
        """
        if self._cannot_note:  # a write that nobody can note must not be sent
            return True
        unreachable = self._cause is not None and (
            issubclass(self._cause[0], (Unreachable, AdapterFailed))
            or self._cause == (HoursError, None)
        )
        limit = PATIENCE_UNREACHABLE if unreachable else PATIENCE
        return self._streak >= limit or self._is_asked_to_stop()

    def _is_asked_to_stop(self) -> bool:
        try:
            if self._should_stop is None:
                return False
            asked = self._should_stop()
            require_answer("should_stop", asked)
        except Exception:  # noqa: BLE001  # somebody else's code, which may have meant to stop
            _LOG.exception("should_stop failed, so the rest is not tried")
            return True
        return asked

    @property
    def lock_lost(self) -> LockLost | None:
        """The error that says that the lock was lost, if it was."""
        with self._lock:
            errors = [outcome.error for outcome in self._outcomes.values()]
        return next((error for error in errors if isinstance(error, LockLost)), None)

    def add(self, outcome: T) -> None:
        """Note what became of a room."""
        with self._lock:
            self._outcomes[outcome.key] = outcome
            if outcome.status is Status.DONE:
                self._streak, self._cause = 0, None
            elif outcome.error is not None:
                cause = (type(outcome.error), getattr(outcome.error, "code", None))
                self._streak = self._streak + 1 if cause == self._cause else 1
                self._cause = cause
            if isinstance(outcome.error, StoreUnusable | LockLost):
                self._cannot_note = True
            self._write_log(outcome)
            if OBSERVERS:
                tell_outcome(self.subject, self._facts(outcome))
            self._tell(outcome)

    def _tell(self, outcome: T) -> None:
        if self._on_outcome is None:
            return
        tell = partial(self._on_outcome, outcome)
        with suppress(RuntimeError):  # the event loop is over, and nobody is left to be told
            self._deliver(partial(self._call, tell, outcome))

    def _call(self, tell: Callable[[], None], outcome: T) -> None:
        try:
            require_answer("on_outcome", tell())  # type: ignore[func-returns-value]
        except Exception:  # noqa: BLE001  # somebody else's code may raise anything
            _LOG.exception("on_outcome failed for %s", outcome.key)

    def _facts(self, outcome: T) -> dict[str, Fact | None]:
        """Return what observers are told of an outcome."""
        error = outcome.error
        kind = type(error).__name__ if error is not None else None
        return {"room": outcome.key, "outcome": outcome.status.value, "error": kind}

    def _write_log(self, outcome: T) -> None:
        """Write what became of a room to the log."""
        raise NotImplementedError


class OutcomeRecorder(OutcomeLog[Outcome]):
    """Outcomes of the rooms of a plan."""

    subject = "rooms"

    def __init__(
        self,
        plan: Plan,
        on_outcome: Callable[[Outcome], None] | None,
        should_stop: Callable[[], bool] | None,
        deliver: Deliver = call_now,
    ) -> None:
        super().__init__(on_outcome, should_stop, deliver)
        self._plan = plan

    def begin(self) -> None:
        """Say that the push begins."""
        origin, count = self._plan.origin, len(self._plan.writes) + len(self._plan.to_archive)
        fields = {"origin": origin, "rooms": count}
        _LOG.info("push to %s begins: %d rooms to write", origin, count, extra=fields)

    def fail(self, planned: RoomPlan | Departed, raised: Exception) -> None:
        """Note that a room failed, or that nobody knows."""
        error = told_failure(raised)
        self.add(Outcome(planned, status_after(error), error=error))

    def _facts(self, outcome: Outcome) -> dict[str, Fact | None]:
        return {**super()._facts(outcome), "action": outcome.action.value}

    def _write_log(self, outcome: Outcome) -> None:
        _log(outcome)

    def result(self, doubles: tuple[Double, ...] | None = ()) -> PushResult:
        """Return an outcome for every room of the plan.

        Args:
            doubles: Rooms that are there twice; ``None`` when that could not be read.
        """
        planned: list[RoomPlan | Departed] = [*self._plan.rooms, *self._plan.to_archive]
        result = PushResult(
            tuple(
                self._outcomes.get(item.key, Outcome(item, Status.NOT_TRIED)) for item in planned
            ),
            self._plan.catalogue,
            doubles,
        )
        counts = {status.value: count for status, count in result.counts().items()}
        fields = {"origin": self._plan.origin, "complete": result.complete, "counts": counts}
        _LOG.info("push to %s ends: %s", self._plan.origin, counts, extra=fields)
        return result


def told_failure(raised: Exception) -> VaraamoSyncError:
    """Return what ended a room as one of our errors; what it was stays its cause.

    A state, a reader of pictures or an adapter of somebody else's may raise anything. The rooms
    that were written are told all the same.
    """
    if isinstance(raised, VaraamoSyncError):
        return raised
    _LOG.error("what no room may raise: %s", type(raised).__name__, exc_info=raised)
    failed = AdapterFailed(raised)
    failed.__cause__ = raised
    return failed


def status_after(error: VaraamoSyncError) -> Status:
    """Return what an error proves: that the last write was not stored, or nothing."""
    if isinstance(error, BookingError | HoursError):
        return Status.FAILED if error.certain else Status.UNKNOWN
    # The store may have failed just after a write had landed; the others come between writes.
    return Status.UNKNOWN if isinstance(error, StoreUnusable) else Status.FAILED


def _log(outcome: Outcome) -> None:
    error = outcome.error
    level = logging.INFO if outcome.action.writes else logging.DEBUG
    _LOG.log(
        logging.WARNING if error is not None else level,
        "%s %s: %s",
        outcome.action.value,
        outcome.key,
        outcome.status.value,
        extra={
            "room": outcome.key,
            "action": outcome.action.value,
            "status": outcome.status.value,
            "pk": outcome.pk,
            "error": type(error).__name__ if error is not None else None,
            "code": getattr(error, "code", None),
        },
    )
