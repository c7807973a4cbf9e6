"""What counts as pending: what would be sent, and what waits for a person."""

from typing import Any

from tests.make import remote, room, space
from tests.plan.making import kept, matching_space, plan, remembered

OTHER_TYPE = {"type": "Kokoustila"}
OURS: dict[str, Any] = {"spaces": [matching_space()], "remembered": remembered()}


def test_what_staff_changed_is_pending_though_nothing_would_be_sent() -> None:
    """Drift is a change that waits: for a decision instead of a push."""
    drifted = plan(room(), remotes=[kept(values=OTHER_TYPE)], **OURS)

    assert (True, True, 1) == (drifted.empty, drifted.pending, drifted.conflicts)
    assert (True, 1) == (drifted.as_dict()["pending"], drifted.as_dict()["conflicts"])


def test_a_room_that_nobody_can_place_is_pending() -> None:
    """A room that vanished, or that several rooms fit, waits for a person as a field does."""
    vanished = plan(room(), **OURS)
    several = plan(room(), remotes=[remote(5), remote(6)])

    assert [(True, True)] * 2 == [(made.empty, made.pending) for made in (vanished, several)]


def test_what_is_as_it_should_be_is_not_pending() -> None:
    """Neither rooms that agree nor rooms of others wait for anybody."""
    agreed = plan(room(), remotes=[kept()], **OURS)
    strangers = plan(remotes=[remote(9, name="Varasto")], spaces=[space(9, "")])

    assert [False] * 2 == [made.pending for made in (agreed, strangers)]


def test_what_would_be_sent_is_pending() -> None:
    """Rooms to make, and rooms to archive, are pending as before."""
    left: dict[str, Any] = {
        "remotes": [remote(9, name="Vanha")],
        "spaces": [space(9, "demo:nup-vanha")],
    }

    assert [True, True, False] == [
        plan(room()).pending,
        plan(**left, archive=True).pending,
        plan(**left).pending,
    ]


def test_a_conflict_of_another_unit_is_not_pending_here() -> None:
    """A plan for some service units tells of theirs alone."""
    drifted = plan(room(), remotes=[kept(values=OTHER_TYPE)], **OURS)

    assert not drifted.only([]).pending


def test_a_room_that_is_there_twice_is_pending() -> None:
    """Two spaces under one key are nothing that a push mends, and something to decide."""
    doubled = plan(
        room(),
        remotes=[kept()],
        spaces=[matching_space(), space(6, "demo:nup-sali")],
        remembered=remembered(),
    )

    assert (0, True, True) == (doubled.conflicts, doubled.empty, doubled.pending)
