"""Writes whose outcome nobody answered: looked up, waited for, and never blindly repeated.

Nothing of this API is idempotent, and a server goes on working after its proxy gave up (facts,
section 4). So a write that may have been stored is looked up by what identifies it, until it is
found or has had its time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from varaamo_sync.booking import Command, ReadRoom, ReadRooms, ReadSpaces, Stored
from varaamo_sync.errors import AmbiguousWrite, BookingError
from varaamo_sync.snapshot import RemoteRoom, RemoteSpace
from varaamo_sync.state.records import Fate, Learned, Step
from varaamo_sync.sync.flow import Steps, Wait, Write
from varaamo_sync.sync.settings import Conduct

T = TypeVar("T")
Look = Callable[[], Steps[T | None]]

_FIRST_PAUSE = 0.25
_LONGEST_PAUSE = 10.0
_SENDINGS = 3
"""How often a write that has been proven not to have landed is sent in all."""


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


def noted_write(conduct: Conduct, command: Command[Any], begun: datetime) -> Write:
    """Return a write that is not sent any more when the lock was lost after its note.

    Who takes the lock over looks for what was noted, and takes ``settles_after`` for it; so the
    memory is asked again only when a good part of that has gone by.

    Args:
        conduct: Memory and clock.
        command: The write.
        begun: A moment before it was noted.
    """
    until = begun + conduct.settles_after / 4

    def permit() -> None:
        if conduct.now() >= until:
            conduct.memory.require_lock()

    return Write(command, permit)


def noted(
    conduct: Conduct,
    note: Note,
    command: Command[T],
    look: Look[T],
    learns: Callable[[T], Learned] | None = None,
) -> Steps[T]:
    """Send a write whose intent is on disk, and find out what became of it.

    Args:
        conduct: Memory and clock.
        note: What to note of it.
        command: The write.
        look: Looks for what it would have made.
        learns: Tells what to remember of what it made.

    Raises:
        BookingError: It was refused, or nothing could be found out.
        AmbiguousWrite: More was found than one write makes.
    """
    memory, now = conduct.memory, conduct.now
    for sending in range(1, _SENDINGS + 1):
        begun = now()
        intent = memory.note(note.key, note.step, note.detail, begun)
        try:
            answer: T = yield noted_write(conduct, command, begun)
        except BookingError as error:
            if error.certain:
                memory.settle(intent, Fate.NOT_LANDED, now())
                raise
            # From now on: the client may have sent it more than once, the last time just before.
            found = yield from waited_for(conduct, now(), intent, look)
            if found is None:
                memory.settle(intent, Fate.NOT_LANDED, now())
                if sending == _SENDINGS:
                    raise
                continue
            answer = found
        learned = learns(answer) if learns is not None else None
        memory.settle(intent, Fate.LANDED, now(), _number(answer), learned)
        return answer
    raise AssertionError("unreachable")


def noted_only(
    conduct: Conduct,
    note: Note,
    command: Command[Any],
    pk: int,
    learned: Learned | None = None,
) -> Steps[None]:
    """Send a write whose intent is on disk; what becomes of an unanswered one the next plan sees.

    Args:
        conduct: Memory and clock.
        note: What to note of it.
        command: The write.
        pk: What it changes.
        learned: What to remember once it is stored.

    Raises:
        BookingError: It was refused, or nobody answered.
    """
    memory, now = conduct.memory, conduct.now
    begun = now()
    intent = memory.note(note.key, note.step, note.detail, begun)
    try:
        yield noted_write(conduct, command, begun)
    except BookingError as error:
        if error.certain:
            memory.settle(intent, Fate.NOT_LANDED, now())
        raise
    memory.settle(intent, Fate.LANDED, now(), pk, learned)


def _number(answer: object) -> int | None:
    number = getattr(answer, "pk", answer)
    return number if isinstance(number, int) else None


def waited_for(conduct: Conduct, since: datetime, intent: int, look: Look[T]) -> Steps[T | None]:
    """Look until something is found, or the server has had its time since a moment."""
    pause = _FIRST_PAUSE
    while True:
        try:
            found: T | None = yield from look()
        except AmbiguousWrite:
            conduct.memory.settle(intent, Fate.AMBIGUOUS, conduct.now())
            raise
        left = (since + conduct.settles_after - conduct.now()).total_seconds()
        if found is not None or left <= 0:
            return found
        yield Wait(min(pause, left))
        pause = min(pause * 2, _LONGEST_PAUSE)


def look_for_space(venue: int, code: str) -> Look[int]:
    """Return what looks for the space that carries a code."""

    def look() -> Steps[int | None]:
        spaces: tuple[RemoteSpace, ...] = yield ReadSpaces((venue,))
        found = [space.pk for space in spaces if space.code == code]
        if len(found) > 1:
            raise AmbiguousWrite(f"{len(found)} spaces carry the code {code}.")
        return found[0] if found else None

    return look


def look_for_room(venue: int, space: int) -> Look[RemoteRoom]:
    """Return what looks for the room that uses a space."""

    def look() -> Steps[RemoteRoom | None]:
        rooms: tuple[RemoteRoom, ...] = yield ReadRooms((venue,), logged_in=True)
        found = [room for room in rooms if space in room.spaces]
        if len(found) > 1:
            numbers = ", ".join(str(room.pk) for room in found)
            raise AmbiguousWrite(f"Several rooms use the space {space}: {numbers}.")
        return found[0] if found else None

    return look


def look_for_stored(venue: int, space: int) -> Look[Stored]:
    """Return what looks for the room that uses a space, as a write would have answered."""

    def look() -> Steps[Stored | None]:
        room = yield from look_for_room(venue, space)()
        return Stored(room.pk, room.ext_uuid, room.publishing) if room else None

    return look


def look_for_picture(room: int, before: int) -> Look[int]:
    """Return what looks whether a room has more pictures than before."""

    def look() -> Steps[int | None]:
        found: RemoteRoom | None = yield ReadRoom(room)
        more = 0 if found is None else found.images - before
        if more > 1:
            raise AmbiguousWrite(f"Room {room} got {more} pictures instead of one.")
        return room if more == 1 else None

    return look
