from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.make import catalogue, price, remote, room, snapshot, space
from varaamo_sync.goal import Counts, Outlook, Reason, Stage, evaluate, progress
from varaamo_sync.rooms import GoalTerms, ServiceUnit
from varaamo_sync.snapshot import PublishingState, ReservationState


def stage(**fields: Any) -> tuple[Stage, Reason]:
    """Return the stage of one room with a remote room that has some fields."""
    earlier = fields.pop("earlier", "none")
    shot = snapshot([remote(5, **fields)], [space(5, "demo:nup-sali")])
    item = progress(catalogue(room(earlier=earlier)), shot).rooms[0]
    return item.stage, item.reason


PAID = ((5, price(lowest=Decimal(9), highest=Decimal(9)), date(2026, 1, 1)),)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, (Stage.READY, Reason.BOOKABLE)),
        ({"earlier": "bookable"}, (Stage.EARLIER, Reason.BOOKABLE)),
        ({"earlier": "viewable"}, (Stage.READY, Reason.BOOKABLE)),
        (
            {
                "publishing": PublishingState.SCHEDULED_HIDING,
                "reservation": ReservationState.SCHEDULED_CLOSING,
            },
            (Stage.READY, Reason.BOOKABLE),
        ),
        (
            {"is_draft": True, "publishing": PublishingState.DRAFT},
            (Stage.IN_PROGRESS, Reason.DRAFT),
        ),
        ({"publishing": PublishingState.HIDDEN}, (Stage.IN_PROGRESS, Reason.HIDDEN)),
        (
            {"publishing": PublishingState.SCHEDULED_PUBLISHING},
            (Stage.IN_PROGRESS, Reason.PUBLISHING_SCHEDULED),
        ),
        (
            {"reservation": ReservationState.SCHEDULED_RESERVATION},
            (Stage.IN_PROGRESS, Reason.BOOKING_SCHEDULED),
        ),
        (
            {"reservation": ReservationState.RESERVATION_CLOSED, "prices": ()},
            (Stage.IN_PROGRESS, Reason.NO_PRICE),
        ),
        (
            {"reservation": ReservationState.RESERVATION_CLOSED, "prices": PAID},
            (Stage.IN_PROGRESS, Reason.NO_PAYMENT_PRODUCT),
        ),
        (
            {"reservation": ReservationState.RESERVATION_CLOSED},
            (Stage.IN_PROGRESS, Reason.BOOKING_OVER),
        ),
        ({"season_only": True}, (Stage.IN_PROGRESS, Reason.SEASON_ONLY)),
        ({"closed": True}, (Stage.IN_PROGRESS, Reason.NO_OPENING_HOURS)),
        ({"closed": True, "earlier": "bookable"}, (Stage.IN_PROGRESS, Reason.NO_OPENING_HOURS)),
        ({"closed": None}, (Stage.UNKNOWN, Reason.OPENING_NOT_READ)),
    ],
)
def test_a_stage_follows_from_the_evidence(
    fields: dict[str, Any], expected: tuple[Stage, Reason]
) -> None:
    """Each stage of the design follows from what the booking system shows, with its reason."""
    assert expected == stage(**fields)


def test_a_room_that_is_not_there_is_prepared() -> None:
    """In the catalogue and not in the booking system: prepared."""
    assert Counts(prepared=1) == progress(catalogue(room()), snapshot()).counts()


def test_what_could_not_be_read_is_unknown() -> None:
    """Without a snapshot every room is unknown; none is guessed, and the goal is unknown."""
    made = progress(catalogue(room()), None)

    assert Counts(unknown=1) == made.counts()
    assert Outlook.UNKNOWN is evaluate(GoalTerms(), made).units[ServiceUnit.NUP].outlook


states = st.builds(
    remote,
    pk=st.just(5),
    publishing=st.sampled_from(PublishingState),
    reservation=st.sampled_from(ReservationState),
    is_draft=st.booleans(),
    season_only=st.booleans(),
    closed=st.sampled_from([True, False, None]),
)


@given(
    st.one_of(st.none(), states),
    st.sampled_from(["none", "viewable", "bookable"]),
    st.sampled_from(list(ServiceUnit)),
)
def test_the_five_counts_sum_to_the_total(item: Any, earlier: str, unit: ServiceUnit) -> None:
    """Whatever the booking system shows, every room is in exactly one count."""
    shot = snapshot([item] if item else [], [space(5, "demo:nup-sali")] if item else [])
    made = progress(catalogue(room(earlier=earlier, service_unit=unit)), shot)

    assert 1 == made.counts().total == made.counts(unit).total


def test_the_goal_needs_every_goal_room_of_every_unit() -> None:
    """Met per unit when it has a goal room and all of them are bookable; met when all four are."""
    rooms = [
        room(f"r{n}", service_unit=unit, name={"fi": f"Sali {n}"})
        for n, unit in enumerate(ServiceUnit, 1)
    ]
    outside = room("r9", name={"fi": "Sali 9"}, goal=False)
    remotes = [remote(n, name=f"Sali {n}") for n in range(1, 5)]
    spaces = [space(n, f"demo:r{n}") for n in range(1, 5)]
    met = evaluate(GoalTerms(), progress(catalogue(*rooms, outside), snapshot(remotes, spaces)))
    short = evaluate(GoalTerms(), progress(catalogue(*rooms), snapshot(remotes[:3], spaces)))
    none = evaluate(GoalTerms(), progress(catalogue(*rooms[:3]), snapshot(remotes, spaces)))

    assert [
        met.outlook,
        short.outlook,
        none.outlook,
    ] == [Outlook.MET, Outlook.NOT_MET, Outlook.NOT_MET]
    assert [item.key for item in short.units[ServiceUnit.NUP].missing] == ["r4"]
