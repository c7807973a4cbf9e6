from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.make import NOW, catalogue, price, remote, room, snapshot, space
from varaamo_sync.goal import Counts, Outlook, Reason, Stage, evaluate, progress
from varaamo_sync.model import HELSINKI, GoalTerms, ServiceUnit
from varaamo_sync.plan.pairing import RoomMatch
from varaamo_sync.snapshot import PublishingState, ReservationState
from varaamo_sync.state.records import Pairing


def stage(**fields: Any) -> tuple[Stage, Reason]:
    """Return the stage of one room with a remote room that has some fields."""
    earlier = fields.pop("earlier", "none")
    shot = snapshot([remote(5, **fields)], [space(5, "demo:nup-sali")])
    item = progress(catalogue(room(earlier=earlier)), shot).rooms[0]
    return item.stage, item.reason


PAID = ((5, price(lowest=Decimal(0), highest=Decimal("0.50")), date(2026, 1, 1)),)


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
        ({"closed": True, "linked": True}, (Stage.IN_PROGRESS, Reason.NO_OPENING_HOURS)),
        ({"closed": True, "linked": False}, (Stage.IN_PROGRESS, Reason.NOT_LINKED)),
        ({"closed": False, "linked": False}, (Stage.READY, Reason.BOOKABLE)),
        ({"closed": None, "linked": False}, (Stage.UNKNOWN, Reason.OPENING_NOT_READ)),
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


def test_the_total_is_the_sum_of_the_five() -> None:
    """Viewable rooms stand in one of the five already."""
    assert 31 == Counts(1, 2, 4, 8, 16, viewable=32).total


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


def found(rooms: Any, remotes: Any, spaces: Any = ()) -> list[tuple[Stage, Reason]]:
    """Return stage and reason of every room."""
    made = progress(catalogue(*rooms), snapshot(remotes, spaces))
    return [(item.stage, item.reason) for item in made.rooms]


def test_what_cannot_be_told_apart_is_unknown() -> None:
    """Two rooms that fit one of ours, two of ours that claim one room, a key used twice."""
    unknown = (Stage.UNKNOWN, Reason.AMBIGUOUS)
    two = [room("a", name={"fi": "Sali 1"}), room("b", name={"fi": "Sali 2"})]
    both = [space(1, "demo:a"), space(2, "demo:b")]

    assert [unknown] == found([room()], [remote(1), remote(2)])
    assert [unknown] * 2 == found(two, [remote(1, spaces=(1, 2))], both)
    assert [unknown] * 2 == found([room(), room()], [remote(1)])


def test_a_room_that_may_be_there_under_another_name_is_unknown() -> None:
    """While nobody has said which room it is, no stage is guessed for it."""
    unknown = (Stage.UNKNOWN, Reason.LIKELY_TWIN)
    there = remote(1, name="Sali (1. krs)")

    assert [unknown] == found([room()], [there])
    assert [unknown] == found([room(same_as="Kuutio")], [there])
    assert [(Stage.PREPARED, Reason.NOT_SENT)] == found(
        [room(differs_from=["Sali (1. krs)"])], [there]
    )


def test_a_room_that_was_archived_is_missing() -> None:
    """A space with our code and no room is a room half made or archived: prepared again."""
    expected = [(Stage.PREPARED, Reason.HALF_MADE)]

    assert expected == found([room()], [], [space(5, "demo:nup-sali")])


@pytest.mark.parametrize(
    ("state", "earlier", "expected"),
    [
        ({"publishing": PublishingState.HIDDEN}, "bookable", True),
        ({}, "bookable", False),
        ({"closed": None}, "bookable", False),
        ({"publishing": PublishingState.HIDDEN}, "viewable", False),
    ],
)
def test_a_room_that_was_lost_is_marked(
    state: dict[str, Any], earlier: str, expected: bool
) -> None:
    """Bookable before the goal and by the evidence no more; what is not known is not lost."""
    shot = snapshot([remote(5, **state)], [space(5, "demo:nup-sali")])

    assert expected is progress(catalogue(room(earlier=earlier)), shot).rooms[0].lost


LATER = ReservationState.SCHEDULED_RESERVATION
SHUT = ReservationState.RESERVATION_CLOSED
PAST, AHEAD = (datetime(year, 9, 1, 8, tzinfo=HELSINKI) for year in (2026, 2027))
NEXT = ((5, price(begins=date(2027, 1, 1)), date(2027, 1, 1)),)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ({"reservation": LATER, "values": {"booking.opens": AHEAD}}, AHEAD),
        ({"reservation": SHUT, "values": {"booking.closes": PAST}}, PAST),
        ({"reservation": SHUT, "values": {"booking.closes": NOW}}, NOW),
        ({"reservation": SHUT, "values": {"booking.closes": AHEAD}}, None),
        ({"reservation": SHUT, "prices": NEXT}, date(2027, 1, 1)),
        (
            {
                "publishing": PublishingState.SCHEDULED_PUBLISHING,
                "values": {"publish.from": AHEAD},
            },
            AHEAD,
        ),
        ({"publishing": PublishingState.HIDDEN, "values": {"publish.until": PAST}}, PAST),
        ({"publishing": PublishingState.HIDDEN, "values": {"publish.until": AHEAD}}, None),
        ({"publishing": PublishingState.HIDDEN}, None),
        ({"is_draft": True, "values": {"publish.from": AHEAD}}, None),
        ({}, None),
    ],
)
def test_a_reason_speaks_of_its_moment(
    state: dict[str, Any], expected: datetime | date | None
) -> None:
    """When something begins or has ended is taken from the evidence, and never made up."""
    shot = snapshot([remote(5, **state)], [space(5, "demo:nup-sali")])
    item = progress(catalogue(room()), shot).rooms[0]

    assert expected == item.moment
    assert (shot.taken, 5) == (item.evidence.read, item.evidence.pk)


def test_evidence_tells_how_a_room_was_recognised_and_when_it_is_free() -> None:
    """Whoever doubts a figure can look the room up: how it was found, and its first free moment."""
    shot = snapshot([remote(5, first_reservable=AHEAD)], [space(5, "demo:nup-sali")])
    found = progress(catalogue(room()), shot).rooms[0].evidence

    assert (RoomMatch.CODE, AHEAD) == (found.match, found.first_reservable)


def test_a_room_that_was_paired_before_is_counted_without_name_and_code() -> None:
    """What was proven once is evidence, however staff have renamed the room since."""
    shot = snapshot([remote(5, name="Muu")], [space(5)])
    known = {"nup-sali": Pairing(5, "uuid-5", 5)}

    assert Counts(ready=1) == progress(catalogue(room()), shot, known).counts()
    assert Counts(prepared=1) == progress(catalogue(room()), shot).counts()
