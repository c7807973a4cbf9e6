from typing import Any

import pytest

from tests.make import room
from tests.plan.making import kept, matching_space, only, plan, remembered, shape
from varaamo_sync.plan import Action, FieldChange, wanted_space

NAMES = {"space.name.fi": "Sali", "space.name.sv": "Sal", "space.name.en": "Hall"}
BARE = {"space.name.fi": "Sali"}


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (room(), NAMES | {"space.max_persons": 100}),
        (room(complete=False), BARE),
        (room(complete=False, name={"fi": " Sali ", "sv": " "}), BARE),
        (room(complete=False, area=50), BARE | {"space.area": 50}),
        (room(complete=False, area=None), BARE | {"space.area": None}),
        (room(complete=False, capacity={"max": 9}), BARE | {"space.max_persons": 9}),
        (room(complete=False, capacity={"min": 9}), BARE),
        (room(complete=False, capacity=None), BARE | {"space.max_persons": None}),
        (room(complete=False, part_of="nup-koko"), BARE | {"part_of": "nup-koko"}),
        (room(complete=False, part_of=None), BARE | {"part_of": None}),
    ],
)
def test_a_space_holds_what_the_room_states(made: Any, expected: dict[str, Any]) -> None:
    """Name, area, most persons and whole go to the space as far as they are stated."""
    assert expected == wanted_space(made)


@pytest.mark.parametrize(
    ("held", "stated", "expected"),
    [
        ({"area": 70}, {"area": 50}, FieldChange("space.area", 70, 50)),
        ({"max_persons": 90}, {}, FieldChange("space.max_persons", 90, 100)),
        (
            {"name": {"fi": "Sali", "sv": "Sal"}},
            {},
            FieldChange("space.name.en", "", "Hall"),
        ),
        ({"code": ""}, {}, FieldChange("space.code", "", "demo:nup-sali")),
    ],
)
def test_a_space_is_compared_field_by_field(
    held: dict[str, Any], stated: dict[str, Any], expected: FieldChange
) -> None:
    """A field of the space that differs is sent alone, with what was there before."""
    made = room(**stated)
    planned = only(plan(made, remotes=[kept(made=made)], spaces=[matching_space(**held)]))

    assert (expected,) == planned.space_changes
    assert () == planned.room_changes


def test_a_space_is_compared_three_ways_too() -> None:
    """What staff wrote into the space since our push is kept; what we left there is ours."""
    applied = remembered(**{"space.max_persons": 100})
    ours = remembered(**{"space.max_persons": 90})
    spaces = [matching_space(max_persons=90)]
    theirs = plan(room(), remotes=[kept()], spaces=spaces, remembered=applied)
    left = plan(room(), remotes=[kept()], spaces=spaces, remembered=ours)

    assert (Action.CONFLICT, [], ["space.max_persons"]) == shape(only(theirs))
    assert (Action.UPDATE, ["space.max_persons"], []) == shape(only(left))
