"""Rooms over which the booking system stumbles, made by others or wished for by ourselves."""

from typing import Any

import pytest

from tests.make import catalogue, room
from tests.sync.conftest import Town
from varaamo_sync.goal import Reason, Stage, progress
from varaamo_sync.model import Catalogue
from varaamo_sync.plan.pairing import pair
from varaamo_sync.sync import prepare, push

BREAKS = {"reservationsMaxDaysBefore": 2_920_000}


@pytest.fixture
def wanted(town: Town) -> Catalogue:
    """Push three rooms, give them opening hours, and let somebody break one of them."""
    made = catalogue(*(room(f"nup-{n}", name=named(f"Sali {n}")) for n in range(3)))
    town.push(made)
    for item in made.rooms:
        town.sandbox.set_hours(item.key, open=True)
    broken = pair(made, town.survey(made))["nup-1"].remote
    assert broken is not None
    town.sandbox._database.update("reservationUnit", broken.pk, BREAKS)
    return made


def named(name: str) -> dict[str, str]:
    """Return a name in three languages."""
    return {"fi": name, "sv": name, "en": name}


def test_a_survey_survives_a_room_that_breaks_lists(town: Town, wanted: Catalogue) -> None:
    """That room is unknown, with its own reason and what was said; nothing else is lost."""
    snapshot = town.survey(wanted)
    found = {item.room.key: (item.stage, item.reason) for item in progress(wanted, snapshot).rooms}

    ready = (Stage.READY, Reason.BOOKABLE)
    assert {
        "nup-0": ready,
        "nup-1": (Stage.UNKNOWN, Reason.OPENING_BREAKS),
        "nup-2": ready,
    } == found
    (broken,) = snapshot.broken
    assert ("Sali 1", "date value out of range") == (broken.name, broken.opening_fault)


def test_plan_and_push_go_on(town: Town, wanted: Catalogue) -> None:
    """A room that breaks lists keeps nobody from planning and pushing the others."""
    more = catalogue(*wanted.rooms, room("nup-3", name=named("Sali 3")))
    prepared = prepare(town, more, settings=town.settings)
    result = push(town, prepared, settings=town.settings)

    assert ["nup-3"] == [planned.key for planned in prepared.plan.writes]
    assert result.complete


@pytest.mark.parametrize("rules", [{}, {"booking-window-too-large": "off"}])
def test_we_never_make_such_a_room(town: Town, rules: dict[str, Any]) -> None:
    """Whatever the catalogue's settings, a window that breaks lists is not sent, nor the room."""
    bad = room("nup-bad", booking={"kind": "direct", "window": {"max_days": 2_920_000}})
    wanted = catalogue(bad, rules=rules)
    prepared = prepare(town, wanted, settings=town.settings)
    town.writes()
    push(town, prepared, settings=town.settings)

    assert [] == town.writes()
    assert ["nup-bad"] == [planned.key for planned in prepared.plan.rooms if planned.withheld]


def test_a_moment_at_the_end_of_the_calendar_is_read(town: Town, wanted: Catalogue) -> None:
    """Staff write 31.12.9999 for no end; a survey reads it, and every other room with it."""
    last = {"publishEndsAt": "9999-12-31T23:59:59+00:00"}
    number = town.survey(wanted).rooms[-1].pk
    town.sandbox._database.update("reservationUnit", number, last)

    moment = {item.pk: item.values["publish.until"] for item in town.survey(wanted).rooms}[number]
    assert "9999-12-31T23:59:59+02:00" == moment.isoformat()  # type: ignore[union-attr]
