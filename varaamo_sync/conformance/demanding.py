"""The facts that take more than one writer: ended sessions, collisions, load, residents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any

from varaamo_sync.booking import (
    ArchiveRoom,
    BookingAPI,
    Command,
    CreateRoom,
    CreateSpace,
    ReadRooms,
    ReadUser,
    UpdateRoom,
    UpdateSpace,
)
from varaamo_sync.conformance.company import Owner
from varaamo_sync.conformance.looking import PAGE
from varaamo_sync.conformance.report import Differs, Untestable, expect, refused
from varaamo_sync.conformance.sample import MARK, bare
from varaamo_sync.conformance.trial import Trial
from varaamo_sync.errors import (
    BookingError,
    Deadlocked,
    ServerFault,
    SessionEnded,
    ValidationRefused,
)
from varaamo_sync.snapshot import RemoteSpace, Value

_ROUNDS = 20
"""Rounds of two writers until one of them must have lost; it takes one or two of the real API."""

_GIVES_UP = 0.2
_GOES_ON = 0.6
"""Seconds that stand for the 60 s of the proxy, and for what the server takes."""

_PATIENCE = 10.0
"""Seconds within which a server that goes on has stored what it was sent."""


def try_ended(trial: Trial) -> None:
    """Let somebody write whose session has ended."""
    ended = trial.company.ended
    with trial.book.fact("dead-session"):
        if ended is None:
            raise Untestable("nobody whose session has ended was at hand")
        expect(None, ended.execute(ReadUser()), "who is logged in")
        with refused(SessionEnded, "CREATE_PERMISSION_DENIED"):
            ended.execute(CreateSpace(code=MARK, venue=trial.venue.pk, name={"fi": MARK}))


def try_together(trial: Trial, pk: int) -> None:
    """Change two fields of one room at once, until a change is lost."""
    owner = trial.company.owner
    with trial.book.fact("lost-updates"), _bad_day(owner, {"fault": "lost_update"}):
        if not any(_loses(trial, pk, number) for number in range(_ROUNDS)):
            raise Untestable(f"none was lost in {_ROUNDS} rounds")


def _loses(trial: Trial, pk: int, number: int) -> bool:
    changes: dict[str, Value] = {"contact": f"Kierros {number}", "area": 20 + number}
    room = trial.read(pk)
    writes = [
        UpdateRoom(room=room, reference=trial.reference, today=trial.today, values={path: value})
        for path, value in changes.items()
    ]
    for error in _at_once(trial.api, writes):
        if error is not None:
            raise error
    after = trial.read(pk).values
    return any(after[path] != value for path, value in changes.items())


def try_load(trial: Trial, space: RemoteSpace) -> None:
    """Let the sandbox fail as a server under load does, and fill more than a page of a list."""
    with trial.book.fact("deadlocks"):
        if trial.company.owner is None or trial.company.hasty is None:
            raise Untestable("other people's writes would fail, too: only on a sandbox")
        _deadlocks(trial, trial.company.hasty)
    with trial.book.fact("sixty-seconds", f"with {_GIVES_UP} s in place of 60"):
        if trial.company.owner is None:
            raise Untestable("it would take a minute of load: only on a sandbox")
        _gives_up(trial, space)
    if trial.company.owner is not None and not trial.book.held("pages-of-100"):
        with trial.book.fact("pages-of-100", f"{PAGE + 1} rooms made for it"):
            _pages(trial, space)


def _deadlocks(trial: Trial, hasty: BookingAPI) -> None:
    spaces = [space for code in (MARK, f"{MARK}:osa") if (space := trial.space(code))]
    if len(spaces) < 2:
        raise Untestable("there is no space within another")
    commands = [UpdateSpace(pk=space.pk, changes={"area": 40}) for space in spaces]
    with _bad_day(trial.company.owner, {"fault": "space_deadlock", "hold": 0.3}):
        failed = _at_once(hasty, commands)
    kinds = [type(error) for error in failed if error is not None]
    expect([Deadlocked], kinds, "errors of two writers")
    rolled_back = spaces[0 if failed[0] else 1]
    found = trial.space(rolled_back.code)
    expect(rolled_back.area, found.area if found else None, "area after the deadlock")
    trial.write(commands[spaces.index(rolled_back)])


def _gives_up(trial: Trial, space: RemoteSpace) -> None:
    name = f"{bare(trial.now)['name.fi']}, hidas"
    command = CreateRoom(
        venue=trial.venue.pk,
        spaces=(space.pk,),
        values={"name.fi": name},
        reference=trial.reference,
        today=trial.today,
    )
    slow = {"fault": "slow", "seconds": _GOES_ON, "gives_up": _GIVES_UP}
    with _bad_day(trial.company.owner, slow | {"operations": ["createReservationUnit"]}):
        try:
            trial.api.execute(command)
        except ServerFault as error:
            expect(("HTTP_504", False), (error.code, error.certain), "code, and certainty")
        else:
            raise Differs("it was answered in time")
        waited = 0.0
        while waited < _PATIENCE:
            rooms = trial.api.execute(ReadRooms((trial.venue.pk,), logged_in=True))
            if any(room.name == name for room in rooms):
                return
            trial.sleep(_GIVES_UP)
            waited += _GIVES_UP
    raise Differs("the server did not go on")


def _pages(trial: Trial, space: RemoteSpace) -> None:
    made = {trial.create(bare(trial.now), space).pk for _ in range(PAGE + 1)}
    rooms = trial.api.execute(ReadRooms((trial.venue.pk,), logged_in=True))
    numbers = [room.pk for room in rooms]
    expect(len(set(numbers)), len(numbers), "rooms, each once")
    expect(set(), made - set(numbers), "rooms that are missing")


def try_reserved(trial: Trial, pk: int) -> None:
    """Archive a room that a resident has booked."""
    owner = trial.company.owner
    with trial.book.fact("reserved"):
        if owner is None:
            raise Untestable("nobody may be made to book: only on a sandbox")
        owner.add_reservation(pk)
        try:
            with refused(ValidationRefused, "RESERVATION_UNIT_HAS_FUTURE_RESERVATIONS"):
                trial.write(ArchiveRoom(pk))
            trial.update(trial.read(pk), draft=True)
            expect(True, trial.read(pk).is_draft, "a draft")
        finally:
            owner.cancel_reservations(pk)


@contextmanager
def _bad_day(owner: Owner | None, fault: Mapping[str, Any]) -> Iterator[None]:
    if owner is None:
        yield
        return
    owner.misbehave([fault])
    try:
        yield
    finally:
        owner.misbehave([])


def _at_once(api: BookingAPI, commands: Sequence[Command[Any]]) -> list[BookingError | None]:
    """Carry out commands at the same moment; return what went wrong with each."""
    together = Barrier(len(commands))

    def carry_out(command: Command[Any]) -> BookingError | None:
        together.wait()
        try:
            api.execute(command)
        except BookingError as error:
            return error
        return None

    with ThreadPoolExecutor(len(commands)) as pool:
        return list(pool.map(carry_out, commands))
