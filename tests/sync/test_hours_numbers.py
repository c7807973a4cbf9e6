"""Periods keep their numbers wherever they are written, and no room's hours are silently left."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.make import room
from tests.sync.test_hours import House, house
from tests.sync.test_push import named
from varaamo_sync.errors import GuardTripped
from varaamo_sync.hours import CreatePeriod, DeletePeriod
from varaamo_sync.model import ServiceUnit
from varaamo_sync.sync import InMemoryState, Status
from varaamo_sync.sync.hours import Clash, Dropped, HoursRoom, LeftRoom, PeriodAction, push_hours

__all__ = ["house"]

SPRING = {"from": "2027-01-01", "until": "2027-05-31", "mon-fri": "8-16"}
SUMMER = {"from": "2027-06-01", "until": "2027-08-31", "mon-fri": "9-15"}
YEARLY = {"from": "09-01", "until": "05-31", "mon-fri": "8-16"}


def test_a_new_period_put_first_moves_no_other(house: House) -> None:
    """It is the only one that is sent; the others keep their numbers, years among them."""
    house.push(*house.subjects(**{"0": {"periods": [SPRING]}, "1": {"periods": [YEARLY]}}))
    before = house.marks("nup-1")
    house.sent.clear()
    rooms = house.subjects(
        **{"0": {"periods": [SUMMER, SPRING]}, "1": {"periods": [SUMMER, YEARLY]}}
    )
    house.push(*rooms)

    assert ["CreatePeriod"] * 2 == house.sent
    assert ["1", "2"] == house.marks("nup-0")
    assert {*before, "2"} == set(house.marks("nup-1"))
    assert not house.plan(*rooms).pending


def test_a_period_that_is_changed_behind_a_new_one_is_replaced(house: House) -> None:
    """It has its days, and so its number; nothing is deleted and made anew."""
    house.push(*house.subjects(**{"0": {"periods": [SPRING]}}))
    house.sent.clear()
    longer = {**SPRING, "mon-fri": "8-20"}
    house.push(*house.subjects(**{"0": {"periods": [SUMMER, longer]}}))

    assert ["CreatePeriod", "ReplacePeriod"] == sorted(house.sent)
    assert ["1", "2"] == house.marks("nup-0")


def test_what_staff_changed_is_known_behind_a_new_period(house: House) -> None:
    """What was last applied tells which one it is: it is a conflict, and not doubled."""
    house.push(*house.subjects(**{"0": {"periods": [SPRING]}}))
    house.edit("nup-0", 0, end_date=date(2027, 5, 1))
    plan = house.plan(*house.subjects(**{"0": {"periods": [SUMMER, SPRING]}}))

    found = {(period.number, period.action, period.clash) for period in plan.rooms[0].periods}
    conflict = ("1", PeriodAction.CONFLICT, Clash.CHANGED)
    assert {conflict, ("2", PeriodAction.CREATE, None)} == found


def test_two_periods_that_change_places_send_nothing(house: House) -> None:
    """The order of a file says nothing."""
    house.push(*house.subjects(**{"0": {"periods": [SPRING, SUMMER]}}))
    house.sent.clear()
    house.push(*house.subjects(**{"0": {"periods": [SUMMER, SPRING]}}))

    assert [] == house.sent


def test_a_renamed_room_keeps_its_hours(house: House) -> None:
    """Marks hold the room's identity and not its key; what is remembered follows the room."""
    house.push(*house.subjects(**{"0": {"mon-fri": "8-16"}}))
    house.sent.clear()
    (old,) = house.subjects(**{"0": {"mon-fri": "8-18"}})[:1]
    new = room("nup-uusi", name=named("nup-0")).model_copy(update={"hours": old.hours})
    renamed = HoursRoom(new, old.ext_uuid)
    plan = house.plan(renamed)
    push_hours(house, plan, settings=house.settings)

    assert () == plan.dropped
    assert ["ReplacePeriod"] == house.sent
    assert ["nup-uusi"] == list(house.settings.state.remembered())
    assert ["1"] == house.marks("nup-0")


def test_what_somebody_made_by_hand_is_not_doubled(house: House) -> None:
    """A period of theirs that says the same is as good as ours; until they change it."""
    rooms = house.subjects(**{"0": {"mon-fri": "8-16"}})
    wanted = house.plan(*rooms).rooms[0].periods[0].wanted
    assert wanted is not None
    made = house.api.execute(CreatePeriod(replace(wanted, origins=())))
    house.push(*rooms)
    covered = house.plan(*rooms).rooms[0]
    assert made.pk is not None
    house.api.execute(DeletePeriod(made.pk))

    assert [] == house.sent
    assert () == covered.beside
    assert 1 == covered.others
    assert [Clash.DELETED] == [one.clash for one in house.plan(*rooms).rooms[0].periods]


DROPPED: dict[Dropped, dict[str, Any] | None] = {
    Dropped.UNSTATED: None,
    Dropped.BY_HAND: {"kept_in": "hauki"},
}


@pytest.mark.parametrize("why", Dropped)
@pytest.mark.parametrize("forgotten", [False, True])
def test_hours_that_the_catalogue_dropped_are_told_and_stay(
    house: House, why: Dropped, forgotten: bool
) -> None:
    """They are named with the reason, nothing is sent, and they go only where that is asked."""
    house.push(*house.subjects(**{"0": {"mon-fri": "8-16"}}))
    rooms = house.subjects(**{"0": DROPPED.get(why)})
    if why is Dropped.LEFT:  # known from what is remembered, else from who calls
        named_left = HoursRoom(LeftRoom("nup-0", "Sali"), rooms[0].ext_uuid)
        rooms = [named_left, *rooms[1:]] if forgotten else rooms[1:]
    if forgotten:
        house.settings = replace(house.settings, state=InMemoryState())
    house.sent.clear()
    plan = house.plan(*rooms)
    result = push_hours(house, plan, settings=house.settings)

    assert [why] == [one.dropped for one in plan.dropped]
    assert [PeriodAction.STAYS] == [one.action for one in plan.dropped[0].periods]
    assert (False, []) == (plan.pending, house.sent)
    assert () == result.outcomes
    house.push(*rooms, remove=True, on_conflict="ours" if forgotten else "theirs")
    assert ["DeletePeriod"] == house.sent
    assert () == house.plan(*rooms).dropped


def test_dropped_hours_that_staff_changed_are_theirs(house: House) -> None:
    """Even a push that removes what was dropped leaves them."""
    house.push(*house.subjects(**{"0": {"mon-fri": "8-16"}}))
    house.edit("nup-0", 0, end_date=date(2030, 1, 1))
    result = house.push(*house.subjects(**{"0": {"kept_in": "hauki"}}), remove=True)

    assert [Status.CONFLICT] == [outcome.status for outcome in result.outcomes]
    assert ["1"] == house.marks("nup-0")


def test_removing_counts_for_the_guard(house: House) -> None:
    """Most rooms do not lose their hours because a file is missing."""
    house.push(*house.subjects(**{"0": {"mon-fri": "8-16"}, "1": {"mon-fri": "8-16"}}))
    with pytest.raises(GuardTripped):
        house.push(remove=True)
    house.plan(remove=True).require_allowed({"hours": 2})

    assert ["1"] == house.marks("nup-1")


def test_rooms_of_other_units_have_not_left(house: House) -> None:
    """A plan for one service unit tells of no room of another one."""
    house.push(*house.subjects(**{"0": {"mon-fri": "8-16"}}))
    plans = [house.plan(units=frozenset({unit})) for unit in ServiceUnit]

    expected = {ServiceUnit.NUP: ["nup-0"]}
    found = {
        unit: [one.key for one in plan.dropped]
        for unit, plan in zip(ServiceUnit, plans, strict=True)
        if plan.dropped
    }
    assert expected == found
