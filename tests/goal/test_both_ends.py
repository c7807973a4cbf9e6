"""A move between two booking systems: where each room is, by two surveys of one catalogue."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.goal.worlds import worlds
from tests.make import catalogue, remote, room, snapshot, space
from varaamo_sync.goal import (
    BothEnds,
    EndCounts,
    Progress,
    Whereabouts,
    compare_ends,
    progress,
)
from varaamo_sync.model import Catalogue, Earlier, ServiceUnit
from varaamo_sync.snapshot import ReservationState, Snapshot

HALL = room("nup-sali", earlier=Earlier.BOOKABLE)


def ends(old: Snapshot | None, new: Snapshot | None) -> BothEnds:
    """Return what two surveys show of one room."""
    wanted = catalogue(HALL)
    return compare_ends(progress(wanted, old), progress(wanted, new))


def shown(*, bookable: bool = True) -> Snapshot:
    """Return a booking system with the room."""
    state = ReservationState.RESERVABLE if bookable else ReservationState.RESERVATION_CLOSED
    return snapshot([remote(reservation=state)], [space(1, code="demo:nup-sali")])


@pytest.mark.parametrize(
    ("old", "new", "place", "twice", "no_more"),
    [
        (shown(), snapshot(), Whereabouts.OLD, False, False),
        (shown(), shown(bookable=False), Whereabouts.BOTH, False, False),
        (shown(), shown(), Whereabouts.BOTH, True, False),
        (shown(bookable=False), shown(), Whereabouts.BOTH, False, False),
        (shown(bookable=False), shown(bookable=False), Whereabouts.BOTH, False, True),
        (snapshot(), shown(), Whereabouts.NEW, False, False),
        (snapshot(), snapshot(), Whereabouts.NEITHER, False, True),
        (None, shown(), Whereabouts.UNKNOWN, False, False),
    ],
)
def test_where_a_room_is(
    old: Snapshot | None, new: Snapshot | None, place: Whereabouts, twice: bool, no_more: bool
) -> None:
    """Drafts count as there; what residents can book in both, or in neither any more, is told."""
    (one,) = ends(old, new).rooms

    assert (place, twice, no_more) == (one.whereabouts, one.bookable_twice, one.bookable_no_more)


@given(worlds(), worlds())
def test_every_room_is_somewhere_once(
    one: tuple[Catalogue, Snapshot], other: tuple[Catalogue, Snapshot]
) -> None:
    """The places sum to all rooms, those of the units to the whole; turned round, ends change."""
    (wanted, before), (_, after) = one, other
    old, new = progress(wanted, before), progress(wanted, after)
    found, turned = compare_ends(old, new), compare_ends(new, old)
    whole = found.counts()

    assert whole.total == len(wanted.rooms)
    assert whole.total == sum(found.counts(unit).total for unit in ServiceUnit)
    assert (whole.old, whole.both, whole.new, whole.unknown) == (
        turned.counts().new, turned.counts().both, turned.counts().old, turned.counts().unknown,
    )  # fmt: skip
    assert whole.bookable_twice <= min(whole.bookable_old, whole.bookable_new)


@given(worlds())
def test_a_system_held_against_itself_has_every_room_in_both_or_in_neither(
    world: tuple[Catalogue, Snapshot],
) -> None:
    """Nothing is in one end alone where both are the same."""
    one: Progress = progress(*world)
    counts: EndCounts = compare_ends(one, one).counts()

    assert (0, 0) == (counts.old, counts.new)
    assert counts.bookable_twice == counts.bookable_old == counts.bookable_new
