"""Rooms that were there before we came are no progress, whatever happens on the way."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.make import catalogue, remote, room
from tests.sync.conftest import Town
from tests.sync.killing import Life, killed_push, settings_of
from tests.sync.test_push import named, remote_of
from tests.sync.test_surroundings import Push, twins
from varaamo_sync.goal import Stage, progress
from varaamo_sync.model import Catalogue, Earlier, Room
from varaamo_sync.plan import Action
from varaamo_sync.sync import (
    InMemoryState,
    StateStore,
    note_earlier,
    prepare,
    push,
    unstated_earlier,
)

OODI = {"tprek": "demo-011", "name": {"fi": "Keskustakirjasto Oodi"}}


def old(key: str = "kir-rt1", name: str = "Ryhmätyötila 1", **fields: Any) -> Room:
    """Return the entry of a room that residents could book in the sandbox all along."""
    return room(key, name={"fi": name, "sv": name, "en": name}, venue=OODI, **fields)


def stages(town: Town, wanted: Catalogue, memory: StateStore) -> dict[str, Stage]:
    """Count as a service does, with what the memory knows."""
    known = {key: item.pairing for key, item in memory.remembered().items()}
    made = progress(wanted, town.survey(wanted), known, found=memory.earlier())
    return {item.room.key: item.stage for item in made.rooms}


@twins
def test_an_adopted_room_that_was_bookable_is_no_progress(town: Town, carry_out: Push) -> None:
    """Before, after and after a second push it counts as earlier, never as ready."""
    wanted, memory = catalogue(old()), town.settings.state
    counted = []
    for _ in range(3):
        counted.append(stages(town, wanted, memory))
        carry_out(town, wanted)

    assert [{"kir-rt1": Stage.EARLIER}] * 3 == counted
    assert town.plan(wanted).rooms[0].pair.match.value == "store"


def test_what_a_person_states_wins(town: Town) -> None:
    """A room that was opened only for the goal counts as ready once somebody says so."""
    wanted = catalogue(old(earlier="none"))
    town.push(wanted)

    assert {"kir-rt1": Stage.READY} == stages(town, wanted, town.settings.state)
    assert {} == unstated_earlier(town.plan(wanted), town.settings.state)


def test_a_room_that_we_made_was_nothing_before(town: Town) -> None:
    """Neither its making nor a code that somebody wiped out makes an old room of it."""
    town.push(catalogue(room()))
    made = remote_of(town, "nup-sali", room())
    note_earlier(town.settings.state, [replace(made, closed=False)])

    assert {} == town.settings.state.earlier()


def test_a_draft_that_opens_after_it_was_adopted_is_progress(town: Town) -> None:
    """What was noted first stays: later evidence shows the work that was done."""
    draft = old("kir-studio", "Oodin vanha studio", wanted="draft")
    town.push(catalogue(draft))
    memory = town.settings.state
    before = dict(memory.earlier())
    there = remote_of(town, "kir-studio", draft)
    note_earlier(memory, [replace(there, is_draft=False, closed=False)])

    assert [Earlier.NONE] == list(before.values())
    assert before == memory.earlier()


def test_a_room_that_was_only_shown_is_viewable(town: Town) -> None:
    """A hall that could be looked at before counts in its stage, and is named as viewable."""
    pasila = {"tprek": "demo-004", "name": {"fi": "Pasilan nuorisotalo"}}
    hall = room(name=named("Pasilan nuorisotalon sali"), venue=pasila, complete=False)
    wanted = catalogue(hall)
    town.push(wanted)
    memory = town.settings.state
    made = progress(wanted, town.survey(wanted), found=memory.earlier())

    assert (1, 1) == (made.counts().in_progress, made.counts().viewable)
    assert {"nup-sali": Earlier.VIEWABLE} == unstated_earlier(town.plan(wanted), memory)


def test_a_room_without_read_opening_hours_was_shown_for_certain() -> None:
    """Only what is proven is noted: bookable it may have been, viewable it was."""
    memory = InMemoryState()
    note_earlier(memory, [remote(5, closed=None)])

    assert {"uuid-5": Earlier.VIEWABLE} == memory.earlier()


@pytest.mark.parametrize("stored", [False, True])
@pytest.mark.parametrize("writes", range(3))
def test_a_kill_in_the_middle_of_adopting_forgets_nothing(
    town: Town, tmp_path: Path, writes: int, stored: bool
) -> None:
    """Killed at any write, the room is earlier at once, and after the push that goes on."""
    wanted, file = catalogue(old(description=named("Uusi."))), tmp_path / "state.db"
    options: dict[str, Any] = {"on_conflict": "ours"}
    died = killed_push(town, file, wanted, Life(writes, stored), **options)
    with settings_of(town, file, wanted) as settings:
        after = stages(town, wanted, settings.state)
        made = prepare(town, wanted, settings=settings, **options)
        push(town, made, settings=settings)
        again = prepare(town, wanted, settings=settings, **options).plan

        assert {"kir-rt1": Stage.EARLIER} == after == stages(town, wanted, settings.state)
        assert {"kir-rt1": Earlier.BOOKABLE} == unstated_earlier(again, settings.state)
    assert (writes < 2, Action.NOTHING) == (died, again.rooms[0].action)
