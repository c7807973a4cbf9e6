"""The facts that take more than one writer: ended sessions, collisions, load, residents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import TYPE_CHECKING, Any

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
from varaamo_sync.conformance.checks_read import PAGE
from varaamo_sync.conformance.report import (
    Differs,
    Untestable,
    expect,
    expect_refusal,
    remark,
    thing,
)
from varaamo_sync.conformance.runs import WriteRun
from varaamo_sync.conformance.sample import MARK, bare
from varaamo_sync.errors import (
    BookingError,
    Deadlocked,
    ServerFault,
    SessionEnded,
    ValidationRefused,
)
from varaamo_sync.snapshot import RemoteSpace, Value

if TYPE_CHECKING:
    from varaamo_sync.sandbox import SandboxAdmin

_ROUNDS = 20
"""Rounds of two writers until one of them must have lost; it takes one or two of the real API."""

_GIVES_UP = 0.2
_GOES_ON = 0.6
"""Seconds that stand for the 60 s of the proxy, and for what the server takes."""

_PATIENCE = 10.0
"""Seconds within which a server that goes on has stored what it was sent."""


def check_dead_session(run: WriteRun) -> None:
    """Let somebody write whose session has ended."""
    expired = run.others.expired
    with run.recorder.check("dead-session"):
        if expired is None:
            raise Untestable("no-ended")
        expect(None, expired.execute(ReadUser()), thing("user"))
        with expect_refusal(SessionEnded, "CREATE_PERMISSION_DENIED"):
            expired.execute(CreateSpace(code=MARK, venue=run.venue.pk, name={"fi": MARK}))


def check_lost_updates(run: WriteRun, pk: int) -> None:
    """Change two fields of one room at once, until a change is lost."""
    admin = run.others.admin
    with run.recorder.check("lost-updates"), _with_fault(admin, {"fault": "lost_update"}):
        if not any(_is_lost(run, pk, number) for number in range(_ROUNDS)):
            raise Untestable("rounds", count=_ROUNDS)


def _is_lost(run: WriteRun, pk: int, number: int) -> bool:
    changes: dict[str, Value] = {"contact": f"Kierros {number}", "area": 20 + number}
    room = run.read(pk)
    writes = [
        UpdateRoom(room=room, reference=run.reference, today=run.today, values={path: value})
        for path, value in changes.items()
    ]
    for error in _at_once(run.api, writes):
        if error is not None:
            raise error
    after = run.read(pk).values
    return any(after[path] != value for path, value in changes.items())


def check_load(run: WriteRun, space: RemoteSpace) -> None:
    """Let the sandbox fail as a server under load does, and fill more than a page of a list."""
    with run.recorder.check("deadlocks"):
        if run.others.admin is None or run.others.without_retries is None:
            raise Untestable("others-fail")
        _deadlocks(run, run.others.without_retries)
    with run.recorder.check("sixty-seconds", remark("shortened", seconds=str(_GIVES_UP))):
        if run.others.admin is None:
            raise Untestable("load")
        _gives_up(run, space)
    if run.others.admin is not None and not run.recorder.held("pages-of-100"):
        with run.recorder.check("pages-of-100", remark("made-for-it", count=PAGE + 1)):
            _pages(run, space)


def _deadlocks(run: WriteRun, without_retries: BookingAPI) -> None:
    spaces = [space for code in (MARK, f"{MARK}:osa") if (space := run.space(code))]
    if len(spaces) < 2:
        raise Untestable("no-part")
    commands = [UpdateSpace(pk=space.pk, changes={"area": 40}) for space in spaces]
    with _with_fault(run.others.admin, {"fault": "space_deadlock", "hold": 0.3}):
        failed = _at_once(without_retries, commands)
    kinds = [type(error) for error in failed if error is not None]
    expect([Deadlocked], kinds, thing("two-writers"))
    rolled_back = spaces[0 if failed[0] else 1]
    found = run.space(rolled_back.code)
    expect(rolled_back.area, found.area if found else None, thing("area-after"))
    run.write(commands[spaces.index(rolled_back)])


def _gives_up(run: WriteRun, space: RemoteSpace) -> None:
    name = f"{bare(run.now)['name.fi']}, hidas"
    command = CreateRoom(
        venue=run.venue.pk,
        spaces=(space.pk,),
        values={"name.fi": name},
        reference=run.reference,
        today=run.today,
    )
    slow = {"fault": "slow", "seconds": _GOES_ON, "gives_up": _GIVES_UP}
    with _with_fault(run.others.admin, slow | {"operations": ["createReservationUnit"]}):
        try:
            run.api.execute(command)
        except ServerFault as error:
            expect(("HTTP_504", False), (error.code, error.certain), thing("certainty"))
        else:
            raise Differs("in-time")
        waited = 0.0
        while waited < _PATIENCE:
            rooms = run.api.execute(ReadRooms((run.venue.pk,), logged_in=True))
            if any(room.name == name for room in rooms):
                return
            run.sleep(_GIVES_UP)
            waited += _GIVES_UP
    raise Differs("not-gone-on")


def _pages(run: WriteRun, space: RemoteSpace) -> None:
    made = {run.create(bare(run.now), space).pk for _ in range(PAGE + 1)}
    rooms = run.api.execute(ReadRooms((run.venue.pk,), logged_in=True))
    numbers = [room.pk for room in rooms]
    expect(len(set(numbers)), len(numbers), thing("rooms-once"))
    expect(set(), made - set(numbers), thing("rooms-missing"))


def check_reserved(run: WriteRun, pk: int) -> None:
    """Archive a room that a resident has booked."""
    admin = run.others.admin
    with run.recorder.check("reserved"):
        if admin is None:
            raise Untestable("no-booking")
        admin.add_reservation(pk)
        try:
            with expect_refusal(ValidationRefused, "RESERVATION_UNIT_HAS_FUTURE_RESERVATIONS"):
                run.write(ArchiveRoom(pk))
            run.update(run.read(pk), draft=True)
            expect(True, run.read(pk).is_draft, thing("draft"))
        finally:
            admin.cancel_reservations(pk)


@contextmanager
def _with_fault(admin: SandboxAdmin | None, fault: Mapping[str, Any]) -> Iterator[None]:
    if admin is None:
        yield
        return
    admin.set_faults([fault])
    try:
        yield
    finally:
        admin.set_faults([])


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
