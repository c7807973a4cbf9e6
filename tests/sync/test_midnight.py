"""A day that ends while a push goes on: it does what a push of the next day would do."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.clock import CLOCK, now
from tests.make import catalogue, room
from tests.sync.conftest import town_of
from tests.sync.test_hours import House, house
from tests.sync.test_push import named
from varaamo_sync.booking import Command
from varaamo_sync.model import HELSINKI, Catalogue
from varaamo_sync.plan import Action
from varaamo_sync.sandbox import Sandbox
from varaamo_sync.sync import InMemoryState, Status, prepare, push, survey, verify
from varaamo_sync.sync.hours import prepare_hours, push_hours

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
