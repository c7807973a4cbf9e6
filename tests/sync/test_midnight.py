"""A day that ends while a push goes on: it does what a push of the next day would do."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.clock import CLOCK, now
from tests.make import catalogue, room
from tests.respa.test_booking import whole
from tests.sandbox.api import ORIGIN
from tests.sandbox.respa import WRITER, png
from tests.sync.conftest import town_of
from tests.sync.test_hours import House, house
from tests.sync.test_push import named
from varaamo_sync.booking import Command
from varaamo_sync.booking.client import PasswordLogin
from varaamo_sync.model import HELSINKI, Catalogue
from varaamo_sync.plan import Action
from varaamo_sync.respa.booking import RespaBookingClient
from varaamo_sync.sandbox import Sandbox, SandboxTransport
from varaamo_sync.sync import (
    InMemoryState,
    PushSettings,
    Status,
    prepare,
    push,
    survey,
    take_over,
    verify,
)
from varaamo_sync.sync.hours import prepare_hours, push_hours, take_over_hours

__all__ = ["house"]

EVENING = datetime(2026, 12, 30, 23, 30, tzinfo=HELSINKI)
MORNING = datetime(2026, 12, 31, 0, 0, 1, tzinfo=HELSINKI)
MOST_COMMANDS = 30
"""More commands than a push of these tests sends."""


class Midnight:
    """A system before one of whose commands midnight strikes."""

    def __init__(self, system: Any, left: int) -> None:
        self.system, self.left = system, left

    @property
    def origin(self) -> str:
        """Say which system it is."""
        return str(self.system.origin)

    def execute(self, command: Command[Any]) -> Any:
        """Count, and pass it on."""
        if self.left == 0:
            CLOCK.begin(MORNING)
        self.left -= 1
        return self.system.execute(command)


def wanted(euros: int) -> Catalogue:
    """Return a room, or two; price and way in change with the new day, and once more later."""
    dated: dict[str, Any] = {
        "pricing": [
            {
                "lowest": euros,
                "highest": euros,
                "vat": Decimal("25.5"),
                "unit": "per_hour",
                "payment": "on_site",
            },
            {"from": "2026-12-31", "free": True},
            {
                "from": "2027-02-01",
                "lowest": 9,
                "highest": 9,
                "vat": Decimal("25.5"),
                "unit": "per_hour",
                "payment": "on_site",
            },
        ],
        "access": [
            {"type": "unrestricted" if euros == 5 else "physical_key"},
            {"from": "2027-02-01", "type": "opened_by_staff"},
        ],
    }
    old = room("nup-old", name=named("Vanha"), **dated)
    return catalogue(old, *([room("nup-new", name=named("Uusi"), **dated)] if euros > 5 else []))


def test_a_push_over_midnight_does_what_the_new_day_wants() -> None:
    """Whenever midnight strikes, what is written holds on the day on which it is written.

    No access type begins on a day that is over, a price that comes into force with the day is the
    one in force, nothing is told to differ, and the next push has nothing to do.
    """
    for left in range(MOST_COMMANDS):
        CLOCK.begin(EVENING)
        with Sandbox(":memory:", clock=now) as sandbox, town_of(sandbox) as town:
            assert town.push(wanted(5)).complete
            midnight = Midnight(town, left)
            made = prepare(midnight, wanted(7), settings=town.settings)
            result = push(midnight, made, settings=town.settings)
            surprises = verify(result, survey(town, wanted(7), now=now()))
            again = prepare(town, wanted(7), settings=town.settings)

        assert [Status.DONE] * 2 == [outcome.status for outcome in result.outcomes], left
        assert () == surprises, left
        assert [Action.NOTHING] * 2 == [planned.action for planned in again.plan.rooms], left
        if midnight.left >= 0:
            break
    assert 10 < left < MOST_COMMANDS - 1


ENDING = {
    "periods": [
        {"from": "2026-12-01", "until": "2026-12-30", "mon-sun": "8-16"},
        {"from": "2026-12-31", "until": "2027-05-31", "mon-sun": "8-18"},
    ],
    "exceptions": {"2026-12-30": "closed", "2026-12-31": "10-12"},
}
CHANGED = {**ENDING, "exceptions": {"2026-12-30": "9-10", "2026-12-31": "closed"}}


@pytest.mark.parametrize("before", [None, ENDING])
def test_hours_pushed_over_midnight_are_those_of_the_catalogue(house: House, before: Any) -> None:
    """Whenever midnight strikes, every period is there once, and nothing is left to do.

    A period that ends with the day is history by then: it is neither missed nor made twice.
    """
    for left in range(MOST_COMMANDS):
        CLOCK.begin(EVENING)
        house.settings = replace(house.settings, state=InMemoryState(), now=now)
        for key in house.ids:
            house.wipe(key)
        if before:
            house.push(*house.subjects(**{"0": before, "1": before}))
        rooms = house.subjects(**{"0": CHANGED, "1": CHANGED})
        midnight = Midnight(house, left)
        made = prepare_hours(midnight, "demo", rooms, settings=house.settings)
        result = push_hours(midnight, made, settings=house.settings)
        again = house.plan(*rooms)

        assert {Status.DONE} == {outcome.status for outcome in result.outcomes}, left
        assert not again.pending, left
        marks = house.marks("nup-0")
        assert len(set(marks)) == len(marks), left
        assert marks == house.marks("nup-1"), left
        assert {"2", "e20261231"} <= set(marks), left
        if midnight.left >= 0:
            break
    assert 10 < left < MOST_COMMANDS - 1


def dated(euros: int) -> Catalogue:
    """Return two rooms that a Respa takes, the price of which changes with the new day."""
    price = {"vat": Decimal("25.5"), "payment": "online"}
    prices = [
        {"lowest": euros, "highest": euros, **price},
        {"from": "2026-12-31", "lowest": euros + 1, "highest": euros + 1, **price},
    ]
    old = whole("nup-old", name=named("Vanha"), pricing=prices)
    return catalogue(old, *([whole(name=named("Uusi"), pricing=prices)] if euros > 5 else []))


def test_a_push_to_a_respa_over_midnight_writes_one_day_whole() -> None:
    """It knows no days of prices: the price is that of the day of the plan, and nothing differs.

    Where midnight struck after the plan was made, the next push writes the new day's price, and
    that alone.
    """
    for left in range(MOST_COMMANDS):
        CLOCK.begin(EVENING)
        with Sandbox(":memory:", clock=now) as sandbox, SandboxTransport(sandbox) as way:
            login, settings = PasswordLogin(WRITER, WRITER), PushSettings(now=now)
            settings = replace(settings, read_picture=lambda _: png(), concurrency=1)
            url = f"{ORIGIN}/respa"
            with RespaBookingClient(url, transport=way, login=login, today=_today) as api:
                first = prepare(api, dated(5), settings=settings)
                assert push(api, first, settings=settings).complete
                midnight = Midnight(api, left)
                made = prepare(midnight, dated(7), settings=settings)
                result = push(midnight, made, settings=settings)
                surprises = verify(result, survey(api, dated(7), now=now()))
                after = prepare(api, dated(7), settings=settings)
                paths = [[one.path for one in room.changes] for room in after.plan.rooms]
                assert push(api, after, settings=settings).complete
                again = prepare(api, dated(7), settings=settings)

        late = made.plan.today < MORNING.date() and midnight.left < 0
        assert [Status.DONE] * 2 == [outcome.status for outcome in result.outcomes], left
        assert () == surprises, left
        assert [["pricing"] if late else []] * 2 == paths, left
        assert [Action.NOTHING] * 2 == [planned.action for planned in again.plan.rooms], left
        if midnight.left >= 0:
            break
    assert 5 < left < MOST_COMMANDS - 1


def _today() -> date:
    return now().date()


def test_a_pull_over_midnight_takes_nothing_that_only_the_day_changed() -> None:
    """A price or a way in that comes into force while it is read is nobody's edit."""
    for left in range(MOST_COMMANDS):
        CLOCK.begin(EVENING)
        with Sandbox(":memory:", clock=now) as sandbox, town_of(sandbox) as town:
            assert town.push(wanted(7)).complete
            midnight = Midnight(town, left)
            made = prepare(midnight, wanted(7), settings=town.settings)
            taken = take_over(made, found=())

        assert ((), ()) == (taken.fields, taken.rooms), left
        if midnight.left >= 0:
            break
    assert 3 < left < MOST_COMMANDS - 1


def test_a_pull_of_hours_over_midnight_takes_nothing_that_only_the_day_changed(
    house: House,
) -> None:
    """A period that ends with the day while it is read was deleted by nobody."""
    house.settings = replace(house.settings, state=InMemoryState(), now=now)
    rooms = house.subjects(**{"0": ENDING, "1": ENDING})
    for left in range(MOST_COMMANDS):
        CLOCK.begin(EVENING)
        for key in house.ids:
            house.wipe(key)
        house.settings = replace(house.settings, state=InMemoryState(), now=now)
        house.push(*rooms)
        midnight = Midnight(house, left)
        made = prepare_hours(midnight, "demo", rooms, settings=house.settings)
        taken = take_over_hours(made)

        assert ((), ()) == (taken.taken, taken.left), left
        if midnight.left >= 0:
            break
    assert 1 < left < MOST_COMMANDS - 1
