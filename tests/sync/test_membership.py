"""A room is in its own space before residents see it, whatever staff or the server did."""

from dataclasses import replace
from typing import Any

import pytest

from tests.clock import now
from tests.make import catalogue, room
from tests.sync.conftest import Town
from tests.sync.test_push import named, remote_of
from varaamo_sync.booking import CreateSpace, ReadRoom, UpdateRoom, UpdateSpace
from varaamo_sync.plan import SPACE_MISSING
from varaamo_sync.snapshot import RemoteRoom
from varaamo_sync.sync import Status, prepare, push, survey, verify

ROOMS = catalogue(room())
DRAFTS = catalogue(room(wanted="draft"))


def rehouse(town: Town, spaces: tuple[int, ...], key: str = "nup-sali") -> None:
    """Put a room into other spaces, as staff would."""
    remote = remote_of(town, key, *ROOMS.rooms)
    reference = town.survey(ROOMS).reference
    town.api.execute(
        UpdateRoom(room=remote, reference=reference, today=now().date(), spaces=spaces)
    )
    town.writes()


def there(town: Town) -> RemoteRoom:
    """Return the one room of ours."""
    return next(item for item in town.survey(ROOMS).rooms if item.name == "Sali")


def test_a_draft_whose_space_staff_removed_is_never_published(town: Town) -> None:
    """Publishing it would show a room that is nowhere; ``ours`` gives it its space first."""
    town.push(DRAFTS)
    own = there(town).spaces
    rehouse(town, ())

    left = town.push(ROOMS)
    hidden = there(town)
    mended = town.push(ROOMS, on_conflict="ours")

    assert ((SPACE_MISSING,), False) == (left.outcomes[0].planned.withheld, left.complete)  # type: ignore[union-attr]
    assert ((), True) == (hidden.spaces, hidden.is_draft)
    assert (own, False, True) == (there(town).spaces, there(town).is_draft, mended.complete)
    assert town.plan(ROOMS).empty


@pytest.mark.parametrize("extra", [False, True])
def test_a_published_room_that_staff_moved_is_brought_back_only_when_told(
    town: Town, extra: bool
) -> None:
    """Another space instead, or one too many, is kept by default and told; nothing else is sent."""
    town.push(ROOMS)
    venue = there(town).venue
    root = town.api.execute(CreateSpace(code="51342-0", venue=venue, name={"fi": "Talo"}))
    own = there(town).spaces
    rehouse(town, (*own, root) if extra else (root,))

    kept = town.push(ROOMS)
    sent = town.writes()
    town.push(ROOMS, on_conflict="ours")

    assert (("spaces",), []) == (kept.outcomes[0].kept, sent)
    assert own == there(town).spaces
    assert town.plan(ROOMS).empty


def test_a_staff_draft_without_spaces_gets_one_before_it_is_published(town: Town) -> None:
    """Adopted by name it stays a draft; told so, the push makes its space, and then publishes."""
    town.push(DRAFTS)
    space = there(town).spaces[0]
    rehouse(town, ())
    town.api.execute(UpdateSpace(pk=space, changes={"code": ""}))
    town.forget()

    town.push(ROOMS)
    left = there(town)
    result = town.push(ROOMS, on_conflict="ours")

    shown = there(town)
    code = {item.pk: item.code for item in town.survey(ROOMS).spaces}
    assert ((), True) == (left.spaces, left.is_draft)
    assert (["demo:nup-sali"], False) == ([code[pk] for pk in shown.spaces], shown.is_draft)
    assert () == verify(result, survey(town, ROOMS, now=now()))


def test_a_room_that_shared_a_space_keeps_excluding_the_others(town: Town) -> None:
    """Its own space is made inside the one that it shared, so that both are not booked at once."""
    town.push(catalogue(room(wanted="draft"), room("nup-muu", name=named("Muu"))))
    rooms = catalogue(room(), room("nup-muu", name=named("Muu")))
    shared = remote_of(town, "nup-muu", *rooms.rooms).spaces
    mine = there(town).spaces[0]
    rehouse(town, shared)
    town.api.execute(UpdateSpace(pk=mine, changes={"code": ""}))
    town.forget()

    town.push(rooms, on_conflict="ours")

    own = {space.code: space for space in town.survey(rooms).spaces}["demo:nup-sali"]
    assert ((own.pk,), shared[0]) == (there(town).spaces, own.parent)


class SpaceTaken:
    """A booking system in which staff take a room's space away right before a write."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self.origin = town.origin

    def execute(self, command: Any) -> Any:
        """Take the space away when the room is read for its publishing."""
        answer = self._town.execute(command)
        return replace(answer, spaces=()) if isinstance(command, ReadRoom) else answer


def test_a_space_that_is_lost_between_plan_and_publishing_stops_it(town: Town) -> None:
    """The read right before the write is believed: the room stays a draft, and says why."""
    town.push(DRAFTS)
    made = prepare(town, ROOMS, settings=town.settings)
    town.writes()
    result = push(SpaceTaken(town), made, settings=town.settings)

    assert ([Status.FAILED], []) == ([item.status for item in result.outcomes], town.writes())
    assert there(town).is_draft


def test_a_change_of_the_whole_is_sent_and_clearing_it_clears_it(town: Town) -> None:
    """``part_of`` follows the catalogue to another whole and to none."""
    wholes = [room(key, name=named(key)) for key in ("talo", "kerros")]
    town.push(catalogue(*wholes, room(part_of="talo")))
    spaces = {space.code: space.pk for space in town.survey(ROOMS).spaces}

    town.push(catalogue(*wholes, room(part_of="kerros")))
    moved = {space.code: space.parent for space in town.survey(ROOMS).spaces}["demo:nup-sali"]
    sent = town.writes()
    town.push(catalogue(*wholes, room(part_of=None)))
    cleared = {space.code: space.parent for space in town.survey(ROOMS).spaces}["demo:nup-sali"]

    assert (spaces["demo:kerros"], None) == (moved, cleared)
    assert ["UpdateSpace", "UpdateSpace"] == [sent[-1], *town.writes()]


def test_a_whole_that_staff_cleared_stays_cleared(town: Town) -> None:
    """Staff's clearing of the parent is a conflict, and no other change overwrites it silently."""
    whole, part = room("talo", name=named("Talo")), room(part_of="talo")
    town.push(catalogue(whole, part))
    own = there(town).spaces[0]
    town.api.execute(UpdateSpace(pk=own, changes={"parent": None}))

    result = town.push(catalogue(whole, room(part_of="talo", area=60)))

    space = town.survey(ROOMS).space_by_pk[own]
    assert (None, 60) == (space.parent, space.area)
    assert ["part_of"] == [path for item in result.outcomes for path in item.kept]
