"""Writes that are noted before they are sent, looked up, and never blindly repeated.

Nothing of this API is idempotent, and a server goes on working after its proxy gave up (facts,
section 4). So a write that may have been stored is looked up by what identifies it, until it is
found or has had its time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from varaamo_sync.booking import Command
from varaamo_sync.booking.flow import Flow, Pause
from varaamo_sync.errors import AmbiguousWrite, BookingError, HoursError, LockLost
from varaamo_sync.model import in_helsinki
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.state.records import IntentState, StateUpdate, Step
from varaamo_sync.sync.flow import Write
from varaamo_sync.sync.settings import PushSettings
from varaamo_sync.sync.state_store import StateStore

T = TypeVar("T")
Find = Callable[[], Flow[T | None]]

_FIRST_PAUSE = 0.25
_LONGEST_PAUSE = 10.0
_ASKED_AGAIN = 4
"""The part of ``settles_after`` after which nobody relies on still holding the lock."""
_SENDINGS = 3
"""How often a write that has been proven not to have been stored is sent in all."""


@dataclass(frozen=True, slots=True)
class Note:
    """What is noted of a write before it is sent.

    Attributes:
        key: Key of the room.
        step: Kind of write.
        detail: What identifies it in the booking system.
    """

    key: str
    step: Step
    detail: Mapping[str, Any]


def flush_after(flow: Flow[T], state: StateStore) -> Flow[T]:
    """Carry out a flow, then let the state write what it kept back, also where the flow failed."""
    try:
        return (yield from flow)
    finally:
        state.flush()


def write_journaled(
    settings: PushSettings,
    note: Note,
    command: Command[T] | Callable[[], Flow[Command[T] | T]],
    find: Find[T] | None = None,
    update_of: Callable[[T], StateUpdate | None] = lambda _: None,
    *,
    undo_of: Callable[[T], Flow[Command[Any] | None]] | None = None,
) -> Flow[T]:
    """Send a write whose intent is on disk, and find out what became of it.

    Args:
        settings: State and clock.
        note: What to note of it.
        command: The write; or a flow that makes it anew before each sending, or returns what the
            write would answer where nothing is left to be sent.
        find: Looks for what it would have made. Without it, what becomes of an unanswered write
            the next plan sees.
        update_of: Tells what to remember of what it made.
        undo_of: Looks whether somebody else has made the same, and then returns the write that
            takes back what this one made.

    Raises:
        BookingError: It was refused, or nothing could be found out; ``HoursError`` likewise.
        AmbiguousWrite: More was found than one write makes.
        LockLost: The lock was lost while it was on its way, and it was taken back.
    """
    state, now = settings.state, settings.now
    for sending in range(1, _SENDINGS + 1):
        made = command if isinstance(command, Command) else (yield from command())
        if not isinstance(made, Command):
            if (update := update_of(made)) is not None:
                state.remember(update)
            return made
        begun = now()
        intent = state.note(note.key, note.step, note.detail, begun)
        try:
            answer: T | None = yield _permitted(settings, made, begun)
        except (BookingError, HoursError) as error:
            answer = None
            if not error.certain:
                if find is None:
                    raise
                # From now on: a client may send it more than once, the last time just before.
                answer = yield from poll_until(settings, now(), intent, find)
            if answer is None:
                state.settle(intent, IntentState.NOT_STORED, now())
                over = error.certain and not _day_began(begun, now())
                if over or sending == _SENDINGS:
                    raise
                continue
        assert answer is not None  # no write answers nothing
        if undo_of and (yield from _taken_back(settings, begun, partial(undo_of, answer))):
            state.settle(intent, IntentState.NOT_STORED, now())
            raise LockLost
        state.settle(intent, IntentState.STORED, now(), pk_of(answer), update_of(answer))
        return answer
    raise AssertionError("unreachable")


def _day_began(since: datetime, now: datetime) -> bool:
    """Whether midnight struck on the way: what was refused may be right if it is made anew."""
    return in_helsinki(since).date() < in_helsinki(now).date()


def _permitted(settings: PushSettings, command: Command[Any], begun: datetime) -> Write:
    """Return a write that is not sent any more when the lock was lost after its note.

    Who takes the lock over looks for what was noted, and takes ``settles_after`` for it; so the
    state is asked again only when a good part of that has gone by.
    """

    def permit() -> None:
        if _may_be_lost(settings, begun):
            settings.state.require_lock()

    return Write(command, permit, partial(_may_be_lost, settings, begun))


def _may_be_lost(settings: PushSettings, since: datetime, now: datetime | None = None) -> bool:
    """Whether so long after a moment somebody else may hold the lock, and have acted on it."""
    return (now or settings.now()) >= since + settings.settles_after / _ASKED_AGAIN


def _taken_back(settings: PushSettings, begun: datetime, undo_of: Find[Command[Any]]) -> Flow[bool]:
    """Take back what was made too late, where somebody who took the lock over has made it too.

    A process can stand still between the last question and the sending; no question closes that
    instant. What it made then is known by its number, and nobody has seen it yet.
    """
    answered = settings.now()
    if not _may_be_lost(settings, begun, answered):
        return False
    try:
        settings.state.require_lock()
    except LockLost:
        pass
    else:
        return False

    def permit() -> None:
        # After another standstill somebody may have chosen this one to stay.
        if _may_be_lost(settings, answered):
            raise LockLost

    try:
        undo = yield from undo_of()
        if undo is None:
            return False
        yield Write(undo, permit, partial(_may_be_lost, settings, answered))
    except (BookingError, HoursError, LockLost):
        return False  # it stays, and is named as a double
    return True


def pk_of(answer: object) -> int | None:
    """Return the number of what a write made."""
    number = getattr(answer, "pk", answer)
    return number if isinstance(number, int) and not isinstance(number, bool) else None


def poll_until(
    settings: PushSettings, since: datetime, intent: int, find: Find[T]
) -> Flow[T | None]:
    """Look until something is found, or the server has had its time since a moment."""
    pause = _FIRST_PAUSE
    while True:
        try:
            found: T | None = yield from find()
        except AmbiguousWrite:
            settings.state.settle(intent, IntentState.AMBIGUOUS, settings.now())
            raise
        left = (since + settings.settles_after - settings.now()).total_seconds()
        if found is not None or left <= 0:
            return found
        yield Pause(min(pause, left))
        pause = min(pause * 2, _LONGEST_PAUSE)
