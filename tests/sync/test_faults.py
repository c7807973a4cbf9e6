"""Whatever goes wrong on the way, every room comes to be exactly once, and whole."""

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from tests.clock import CLOCK, now
from tests.make import catalogue, room
from tests.sync.conftest import Town
from varaamo_sync.booking import Command, CreateRoom, ReadRooms
from varaamo_sync.booking.client import PasswordLogin, VaraamoClient
from varaamo_sync.booking.retry import Budget, Patience, Policy
from varaamo_sync.errors import BookingError, Unreachable
from varaamo_sync.model import Catalogue
from varaamo_sync.plan import Action
from varaamo_sync.sandbox import FaultPlan, Sandbox, SandboxTransport
from varaamo_sync.sandbox.faults.plan import (
    Cut,
    Deadlock,
    Fault,
    HtmlPage,
    Latency,
    MovingRows,
    SessionLost,
    Slow,
    SpaceDeadlock,
    Status,
    StoredError,
    Truncated,
    WrongType,
)
from varaamo_sync.sync import PushSettings

pytestmark = pytest.mark.usefixtures("running_clock")

QUICK = Policy(first_wait=0.001, longest_wait=0.005)
ROOMS = int(os.environ.get("VARAAMO_SYNC_FAULTY_ROOMS", "15"))
"""Rooms under each fault alone: 15 in the test suite, 200 under ``make chaos``."""

PUSHES = 6
"""Most pushes until everything is there."""

W = ("writes",)
SINGLE: dict[str, tuple[Fault, ...]] = {
    "latency": (Latency(seconds=0.01, probability=0.3),),
    "429": (Status(status=429, retry_after=0, probability=0.2),),
    "429 date": (Status(status=429, retry_after=0, as_date=True, probability=0.2),),
    "502": (Status(status=502, probability=0.15),),
    "502 stored": (Status(status=502, stored=True, probability=0.15),),
    "503 retry-after": (Status(status=503, retry_after=0, probability=0.15),),
    "504": (Status(status=504, probability=0.15),),
    "504 stored": (Status(status=504, stored=True, probability=0.15),),
    "cut before": (Cut(probability=0.15),),
    "cut after": (Cut(stored=True, probability=0.15),),
    "reset after": (Cut(stored=True, reset=True, probability=0.15),),
    "slow": (Slow(seconds=0.3, gives_up=0.05, operations=W, probability=0.1),),
    "error after": (StoredError(probability=0.2),),
    "hauki after": (StoredError(says="HAUKI_EXPORTS_ERROR", probability=0.2),),
    "session lost": (SessionLost(probability=0.1),),
    "deadlock": (Deadlock(probability=0.3),),
    "space deadlock": (SpaceDeadlock(hold=0.005),),
    "html 500": (HtmlPage(probability=0.1),),
    "html 500 stored": (HtmlPage(stored=True, probability=0.1),),
    "html 200": (HtmlPage(status=200, operations=W, probability=0.1),),
    "html 200 stored": (HtmlPage(status=200, stored=True, operations=W, probability=0.1),),
    "truncated": (Truncated(operations=W, probability=0.15),),
    "wrong type": (WrongType(probability=0.2),),
}


@contextmanager
def faulty(*faults: Fault, seed: int = 1, slack: float = 0.1) -> Iterator[Town]:
    """Open a client of a sandbox with faults; it repeats quickly, and its patience is short.

    Args:
        faults: What goes wrong.
        seed: The same seed gives the same faults.
        slack: Seconds that a busy machine may add to what the slowest answer takes.
    """
    patience = Patience(policy=QUICK, budget=Budget(left=100_000))
    sandbox = Sandbox(clock=now, faults=FaultPlan(seed=seed, faults=faults))
    longest = max((f.seconds for f in faults if isinstance(f, Slow)), default=0.0)
    settings = PushSettings(now=now, settles_after=timedelta(seconds=longest + slack))
    with (
        sandbox,
        SandboxTransport(sandbox) as transport,
        VaraamoClient(
            "http://sandbox.localhost",
            login=PasswordLogin("admin", "admin"),
            transport=transport,
            patience=patience,
        ) as api,
    ):
        api.log_in()
        yield Town(sandbox, api, settings)


def rooms(count: int, *, venues: int = 1) -> Catalogue:
    """Return a catalogue of rooms in some venues; every fifth is a part of the one before."""
    return catalogue(
        *(
            room(
                f"r{number}",
                name={"fi": f"Sali {number}", "sv": f"Sal {number}", "en": f"Hall {number}"},
                part_of=f"r{number - 1}" if number % 5 == 4 else None,
                venue={"tprek": f"demo-{number // 5 % venues + 1:03}", "name": {"fi": "Talo"}},
            )
            for number in range(count)
        )
    )


def pushed(town: Town, wanted: Catalogue) -> list[str]:
    """Push until everything is there, at most a few times; return what went wrong last."""
    wrong: list[str] = []
    for _ in range(PUSHES):
        try:
            result = town.push(wanted)
        except BookingError as error:
            wrong = [repr(error)]
            continue
        if result.complete and not any(o.action is Action.CONFLICT for o in result.outcomes):
            return []
        wrong = [f"{o.key} {o.action} {o.status} {o.error!r}" for o in result.outcomes if o.error]
    return wrong


def truth(sandbox: Sandbox) -> tuple[Counter[str], Counter[str], list[Any]]:
    """Return rooms by name, spaces by code, and rooms that are half, from the database itself."""
    database = sandbox._database
    stored = database.rows(
        "SELECT pk, nameFi, isDraft, isArchived,"
        " (SELECT count(*) FROM roomSpace WHERE room = base.pk) AS spaces,"
        " (SELECT count(*) FROM pricing WHERE reservationUnit = base.pk) AS prices,"
        " (SELECT count(*) FROM accessType WHERE reservationUnit = base.pk) AS ways"
        " FROM reservationUnit AS base WHERE nameFi LIKE 'Sali %'"
    )
    half = [
        dict(row)
        for row in stored
        if (row["isDraft"], row["isArchived"], row["spaces"], row["prices"], row["ways"])
        != (0, 0, 1, 1, 1)
    ]
    codes = database.rows("SELECT code FROM space WHERE code LIKE 'demo:%'")
    return (
        Counter(row["nameFi"] for row in stored),
        Counter(row["code"] for row in codes),
        half,
    )


def check(town: Town, wanted: Catalogue, wrong: list[str]) -> None:
    """Assert that each room is there once, whole, and that nothing is left to do."""
    names, codes, half = truth(town.sandbox)

    assert [] == wrong
    assert Counter(item.name.fi for item in wanted.rooms) == names
    assert Counter(wanted.code(item.key) for item in wanted.rooms) == codes
    assert [] == half


@pytest.mark.timeout(60 + ROOMS * 3)
@pytest.mark.parametrize("name", SINGLE)
def test_each_fault_alone_doubles_and_loses_nothing(name: str) -> None:
    """Under one fault, a few pushes make every room once, published and complete."""
    wanted = rooms(ROOMS, venues=8)
    with faulty(*SINGLE[name], slack=1.0 if name == "slow" else 0.1) as town:
        check(town, wanted, pushed(town, wanted))


@pytest.mark.parametrize("change", ["add", "replace"])
def test_rows_that_move_while_pages_are_read_hide_no_room(change: Any) -> None:
    """Lists of several pages that change under the reading lose no room of ours."""
    wanted = rooms(105)
    with faulty(MovingRows(change=change, probability=0.5)) as town:
        check(town, wanted, pushed(town, wanted))
        town.writes()

        assert town.push(wanted).idle
        assert [] == town.writes()


MIXED: tuple[Fault, ...] = (
    Latency(seconds=0.005, probability=0.1),
    Status(status=429, retry_after=0, probability=0.02),
    Status(status=502, probability=0.02),
    Status(status=504, stored=True, operations=W, probability=0.03),
    Status(status=503, retry_after=0, as_date=True, probability=0.02),
    Cut(operations=W, probability=0.02),
    Cut(stored=True, operations=W, probability=0.03),
    Slow(seconds=0.2, gives_up=0.05, operations=W, probability=0.01),
    StoredError(probability=0.03),
    StoredError(says="HAUKI_EXPORTS_ERROR", probability=0.02),
    SessionLost(probability=0.01),
    Deadlock(probability=0.03),
    SpaceDeadlock(hold=0.001),
    MovingRows(probability=0.1),
    HtmlPage(stored=True, probability=0.01),
    Truncated(operations=W, probability=0.02),
    WrongType(probability=0.05),
)


def test_all_faults_together_double_and_lose_nothing() -> None:
    """Under all faults at once, 200 creates end with 200 rooms, none doubled, none half."""
    wanted = rooms(200, venues=8)
    with faulty(*MIXED) as town:
        check(town, wanted, pushed(town, wanted))


def test_the_servers_time_runs_from_the_last_sending() -> None:
    """A write that was repeated after a refusal is waited for from its last sending, not its first.

    A proxy turns it away and asks to come back in a second; the next sending gets no answer and
    is stored later. Counted from the first sending, the server's time would be over by then.
    """
    create = ("createReservationUnit",)
    faults = (
        Status(status=429, retry_after=1, operations=create, count=1),
        Slow(seconds=0.5, gives_up=0.05, operations=create, count=1),
    )
    wanted = rooms(1)
    with faulty(*faults, slack=1.0) as town:
        wrong = pushed(town, wanted)
        CLOCK.sleep(0.6)

        check(town, wanted, wrong)


def test_an_open_write_is_waited_for_from_its_last_sending() -> None:
    """A push that follows a lost one at once waits as long as the last sending may still land.

    The write was sent again a second after it began, and the look-up after it failed too. Counted
    from its beginning, the server's time would be over, and the room would be made once more.
    """
    create = ("createReservationUnit",)
    faults = (
        Status(status=429, retry_after=1, operations=create, count=1),
        Slow(seconds=0.9, gives_up=0.05, operations=create, count=1),
    )
    wanted = rooms(1)
    with faulty(*faults, slack=1.0) as town:
        breaking = _BreaksAfterCreate(town.sandbox, town.api, town.settings)
        wrong = pushed(breaking, wanted)
        CLOCK.sleep(1.2)

        assert breaking.broke
        check(breaking, wanted, wrong)


class _BreaksAfterCreate(Town):
    """Cannot be reached once, right after a create that got no answer."""

    broke = failed = False

    def execute(self, command: Command[Any]) -> Any:
        if self.failed and not self.broke and isinstance(command, ReadRooms):
            self.broke = True
            raise Unreachable("The connection was cut.", operation="Rooms", certain=False)
        try:
            return super().execute(command)
        except BookingError:
            self.failed = self.failed or isinstance(command, CreateRoom)
            raise
