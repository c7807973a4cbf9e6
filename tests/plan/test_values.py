import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.test_contracts import contract
from tests.generated import Maker
from tests.make import NOW, REFERENCE, TODAY, catalogue, remote, room, snapshot, space
from varaamo_sync.findings import Position
from varaamo_sync.plan import Plan, make_plan
from varaamo_sync.plan.seal import Seal
from varaamo_sync.snapshot import RemoteVenue
from varaamo_sync.state.records import Pairing, RoomState

VENUES = (RemoteVenue(1, "demo-001", {"fi": "Arabian nuorisotalo"}),)


def _plan(seed: int) -> Plan:
    """Return a plan with new rooms, changed ones, conflicts, twins, and rooms of others."""
    made = Maker(seed, TODAY, REFERENCE, VENUES).catalogue(4)
    spaces = [
        space(1, "demo:nup-0", area=5), space(2, "demo:nup-9"), space(3, "naapuri:x"),
        space(4, "demo:nup-1"), space(5, "demo:nup-1"),
    ]  # fmt: skip
    rooms = [
        remote(number, name=f"Sali {number}", values={"capacity.max": 5, "description.fi": "x"})
        for number in range(1, 7)
    ]
    known = {"nup-0": RoomState(Pairing(1, "uuid-1", 1), {"capacity.max": 4})}
    seen = snapshot(rooms, spaces, venues=VENUES)
    return make_plan(made, seen, now=NOW, archive=True, remembered=known, noted=7)


@given(st.integers(0, 10**6))
@settings(max_examples=20, deadline=None)
def test_a_plan_goes_out_as_json_and_comes_back(seed: int) -> None:
    """What is read of it is as the schema says, and it is the same plan when it is back."""
    made = _plan(seed)
    told = json.loads(json.dumps(made.as_dict("fi")))

    contract("plan").validate(told)
    back = Plan.from_dict(told)
    assert made == back
    assert Seal.of(made, "") == Seal.of(back, "")
    assert made.as_dict("sv") == back.as_dict("sv")


def test_what_is_read_needs_not_all_of_it() -> None:
    """Without what ``from_dict`` needs it is some lines, and no plan to be had back."""
    made = _plan(1)
    told = made.as_dict(whole=False)

    assert "whole" not in told
    with pytest.raises(ValueError, match="whole Plan"):
        Plan.from_dict(told)
    with pytest.raises(ValueError, match="whole Plan"):
        Plan.from_dict({"whole": {"origin": "http://x"}})


def test_a_plan_says_where_twins_stand() -> None:
    """Who has the files says where the answer is to be written."""
    seen = snapshot([remote(5, name="Sali (1. krs)")], [space(5)])
    made = make_plan(catalogue(room()), seen, now=NOW)
    here = Position("nup.yaml", 7, 3)

    (told,) = made.as_dict(locate=lambda _: here)["rooms"]
    assert ("nup.yaml", 7) == (told["likely"]["file"], told["likely"]["line"])
    assert made == Plan.from_dict(made.as_dict())
