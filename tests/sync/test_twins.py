"""Likely twins in a real sandbox: never made, and both answers lead where they say."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from tests.make import catalogue, room
from tests.sync.conftest import Town
from tests.sync.test_push import named
from tests.sync.test_surroundings import AsyncTown
from varaamo_sync.model import Catalogue
from varaamo_sync.plan import Action
from varaamo_sync.plan.pairing import RoomMatch
from varaamo_sync.sync import Outcome, PushResult, Status, prepare, push, push_async

PASILA: dict[str, Any] = {"tprek": "demo-004", "name": {"fi": "Pasilan nuorisotalo"}}
THERE = "Pasilan nuorisotalon sali"


def wanted(**fields: Any) -> Catalogue:
    """Return a catalogue of one room that the sandbox has under another name, and a new one."""
    return catalogue(
        room(venue=PASILA, name=named("Juhlasali (80 hlö)"), **fields),
        room("nup-uusi", venue=PASILA, name=named("Bändihuone")),
    )


def names_there(town: Town, rooms: Catalogue) -> list[str]:
    """Return the names of the rooms of the venue."""
    return sorted(item.name for item in town.survey(rooms).rooms)


def carry_out(town: Town, rooms: Catalogue) -> PushResult:
    """Prepare and push."""
    made = prepare(town, rooms, settings=town.settings)
    return push(town, made, settings=town.settings)


def carry_out_async(town: Town, rooms: Catalogue) -> PushResult:
    """Prepare, and push asynchronously."""
    made = prepare(town, rooms, settings=town.settings)
    doing = push_async(AsyncTown(town), made, settings=town.settings)
    return asyncio.run(doing)


def outcome(result: PushResult) -> Outcome:
    """Return what became of the room that may be there."""
    return next(item for item in result.outcomes if item.key == "nup-sali")


@pytest.mark.parametrize("carry", [carry_out, carry_out_async])
def test_a_push_never_makes_a_likely_twin(
    town: Town, carry: Callable[[Town, Catalogue], PushResult]
) -> None:
    """The room is left alone as a conflict, however often it is tried; all others are made."""
    rooms = wanted()
    first, second = carry(town, rooms), carry(town, rooms)

    assert [Status.CONFLICT, Status.CONFLICT] == [outcome(r).status for r in (first, second)]
    assert not first.complete
    assert ["Bändihuone", THERE] == names_there(town, rooms)
    assert town.settings.state.recall("nup-sali") is None


def test_the_same_room_is_adopted(town: Town) -> None:
    """After ``same_as`` the room is ours, under our name where that is told, and stays so."""
    rooms = wanted(same_as=THERE)
    town.push(rooms, on_conflict="ours")
    known, town.sent = town.plan(rooms), []
    town.forget()
    coded = town.plan(wanted())

    assert ["Bändihuone", "Juhlasali (80 hlö)"] == names_there(town, rooms)
    assert (Action.NOTHING, RoomMatch.STORE) == (known.rooms[0].action, known.rooms[0].pair.match)
    assert RoomMatch.CODE is coded.rooms[0].pair.match


def test_another_room_is_made(town: Town) -> None:
    """After ``differs_from`` the room is made, and neither is asked about again."""
    rooms = wanted(differs_from=[THERE])
    carry_out(town, rooms)
    again = town.plan(rooms)

    assert ["Bändihuone", "Juhlasali (80 hlö)", THERE] == names_there(town, rooms)
    assert {Action.NOTHING} == {planned.action for planned in again.rooms}


def test_an_answer_that_names_no_room_makes_none(town: Town) -> None:
    """A slip in an answer is a conflict, not a second room."""
    result = carry_out(town, wanted(same_as="Pasilan nuorisotalon saali"))

    assert Status.CONFLICT is outcome(result).status
    assert ["Bändihuone", THERE] == names_there(town, wanted())
