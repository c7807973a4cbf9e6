"""Whether a room is shown and can be booked (facts, section 4b)."""

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest

from tests.sandbox.api import HELSINKI, START, TODAY, Api, Clock, at, complete, listing, paid
from varaamo_sync.errors import UsageError
from varaamo_sync.sandbox import Sandbox
from varaamo_sync.sandbox.data.availability import publishing_state, reservation_state

CREATE, UPDATE = "createReservationUnit", "updateReservationUnit"
OPENINGS = """query($p: [Int]) {
    reservationUnits(pk: $p, calculateFirstReservableTime: true) { edges { node {
        isClosed firstReservableDatetime effectiveAccessType } } } }"""


def opening(api: Api, pk: int) -> Any:
    """Return what is calculated of a room."""
    return api.data(OPENINGS, p=[pk])["reservationUnits"]["edges"][0]["node"]


@pytest.fixture
def room(admin: Api, space: int) -> int:
    """Give a room that is shown and has no opening hours yet."""
    pk: int = admin.done(CREATE, complete(space))["pk"]
    return pk


@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [
        (None, None, "PUBLISHED"),
        (-1, None, "PUBLISHED"),
        (1, None, "SCHEDULED_PUBLISHING"),
        (1, -1, "SCHEDULED_PUBLISHING"),
        (None, -1, "HIDDEN"),
        (-2, -1, "HIDDEN"),
        (1, 1, "HIDDEN"),
        (None, 1, "SCHEDULED_HIDING"),
        (-1, 1, "SCHEDULED_HIDING"),
        (2, 1, "SCHEDULED_HIDING"),
        (1, 2, "SCHEDULED_PERIOD"),
        (-1, -2, "PUBLISHED"),
    ],
)
def test_publishing_states(
    admin: Api, room: int, begins: int | None, ends: int | None, expected: str
) -> None:
    """The state follows from the two moments, senseless orders included."""
    sent = {
        "pk": room,
        "publishBeginsAt": None if begins is None else at(begins),
        "publishEndsAt": None if ends is None else at(ends),
    }

    assert {"publishingState": expected} == admin.done(UPDATE, sent, "publishingState")
    query = listing("reservationUnits", "pk", f"unit: [1], publishingState: [{expected}]")
    assert [{"node": {"pk": room}}] == admin.data(query)["reservationUnits"]["edges"]


@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [
        (None, None, "RESERVABLE"),
        (1, None, "SCHEDULED_RESERVATION"),
        (1, -1, "SCHEDULED_RESERVATION"),
        (1, 2, "SCHEDULED_PERIOD"),
        (None, -1, "RESERVATION_CLOSED"),
        (-2, -1, "RESERVATION_CLOSED"),
        (1, 1, "RESERVATION_CLOSED"),
        (None, 1, "SCHEDULED_CLOSING"),
        (2, 1, "SCHEDULED_CLOSING"),
        (-1, -2, "RESERVABLE"),
    ],
)
def test_reservation_states(
    admin: Api, room: int, begins: int | None, ends: int | None, expected: str
) -> None:
    """The state follows from the two moments, whatever the kind is."""
    sent = {
        "pk": room,
        "reservationKind": "SEASON",
        "reservationBeginsAt": None if begins is None else at(begins),
        "reservationEndsAt": None if ends is None else at(ends),
    }
    admin.done(UPDATE, sent)

    assert {"reservationState": expected} == admin.room(room, "reservationState")


def test_states_are_total() -> None:
    """Every order of moments has exactly one state, and archived or draft comes first."""
    moments = (None, "1", "2", "3", "4")

    shown = {publishing_state(False, False, a, b, "2") for a, b in product(moments, moments)}
    booked = {
        reservation_state(price, None, a, b, "2")
        for a, b in product(moments, moments)
        for price in (None, "0.00", "1.00")
    }
    assert {
        "SCHEDULED_PUBLISHING",
        "SCHEDULED_HIDING",
        "SCHEDULED_PERIOD",
        "HIDDEN",
        "PUBLISHED",
    } == shown
    assert {
        "SCHEDULED_RESERVATION",
        "SCHEDULED_PERIOD",
        "RESERVABLE",
        "SCHEDULED_CLOSING",
        "RESERVATION_CLOSED",
    } == booked
    assert "ARCHIVED" == publishing_state(True, True, "3", None, "2")
    assert "DRAFT" == publishing_state(False, True, "3", None, "2")


def test_a_paid_room_needs_a_payment_product(admin: Api, sandbox: Sandbox, space: int) -> None:
    """In production it takes no bookings without one, which only finance can set."""
    pk = admin.done(CREATE, complete(space, pricings=[paid()]))["pk"]
    before = admin.room(pk, "reservationState paymentProduct { pk }")
    sandbox.set_payment_product("sali")
    after = admin.room(pk, "reservationState paymentProduct { id }")
    sandbox.set_payment_product(pk, present=False)

    assert {"reservationState": "RESERVATION_CLOSED", "paymentProduct": None} == before
    assert "RESERVABLE" == after["reservationState"]
    assert after["paymentProduct"]["id"]
    assert before == admin.room(pk, "reservationState paymentProduct { pk }")


def test_without_opening_hours_nobody_can_book(admin: Api, room: int) -> None:
    """A shown room without hours says PUBLISHED and RESERVABLE, and is closed all the same."""
    states = admin.room(room, "publishingState reservationState")

    assert {"publishingState": "PUBLISHED", "reservationState": "RESERVABLE"} == states
    assert {
        "isClosed": True,
        "firstReservableDatetime": None,
        "effectiveAccessType": "UNRESTRICTED",
    } == opening(admin, room)


def test_hours_open_a_room(admin: Api, sandbox: Sandbox, room: int) -> None:
    """With opening hours it is free from the next start on; without them it is closed again."""
    sandbox.set_hours("sali", open=True)
    opened = opening(admin, room)
    sandbox.set_hours(room, open=True, fully_booked=True)
    booked = opening(admin, room)
    sandbox.set_hours("sali", open=False)

    first = datetime.combine(TODAY, datetime.min.time(), HELSINKI) + timedelta(hours=12, minutes=15)
    assert (False, first.astimezone(UTC).isoformat()) == (
        opened["isClosed"],
        opened["firstReservableDatetime"],
    )
    assert (False, None) == (booked["isClosed"], booked["firstReservableDatetime"])
    assert opening(admin, room)["isClosed"]


@pytest.mark.parametrize(
    ("sent", "hour", "expected"),
    [
        ({}, 21, "20T21:15"),
        ({"minReservationDuration": 7200}, 21, "21T08:00"),
        ({"reservationStartInterval": "INTERVAL_60_MINUTES"}, 12, "20T13:00"),
        ({"reservationsMinDaysBefore": 3}, 12, "23T08:00"),
        ({"reservationBeginsAt": at(2)}, 12, "22T12:15"),
    ],
)
def test_the_first_free_moment_follows_the_rules(
    admin: Api,
    sandbox: Sandbox,
    room: int,
    clock: Clock,
    sent: dict[str, Any],
    hour: int,
    expected: str,
) -> None:
    """Start interval, shortest booking, days before and the opening of booking all count."""
    admin.done(UPDATE, {"pk": room, **sent})
    sandbox.set_hours(room, open=True)
    clock.moment = START.replace(hour=hour)

    answer = opening(admin, room)
    found = datetime.fromisoformat(answer["firstReservableDatetime"])
    assert (False, "UTC") == (answer["isClosed"], found.tzname())
    assert datetime.fromisoformat(f"2026-11-{expected}:00+02:00") == found


@pytest.mark.parametrize(
    ("sent", "closed", "free"),
    [
        ({"reservationEndsAt": at(-1)}, True, False),
        ({"publishEndsAt": at(-1)}, True, False),
        ({"reservationsMinDaysBefore": 8}, False, False),
        ({"reservationsMinDaysBefore": 3, "reservationsMaxDaysBefore": 2}, False, False),
        ({"reservationsMaxDaysBefore": 2}, False, True),
    ],
)
def test_closed_or_only_not_free(
    admin: Api, sandbox: Sandbox, room: int, sent: dict[str, Any], closed: bool, free: bool
) -> None:
    """Ends of booking and showing close a room; days before only leave nothing free."""
    admin.done(UPDATE, {"pk": room, **sent})
    sandbox.set_hours(room, open=True, until=TODAY + timedelta(days=5))

    answer = opening(admin, room)
    assert (closed, free) == (
        answer["isClosed"],
        answer["firstReservableDatetime"] is not None,
    )


def test_hours_that_have_ended_are_none(admin: Api, sandbox: Sandbox, room: int) -> None:
    """After its last day a room is closed."""
    sandbox.set_hours(room, open=True, until=TODAY - timedelta(days=1))

    assert opening(admin, room)["isClosed"]


@pytest.mark.parametrize(
    ("select", "path"),
    [
        ("isClosed", ["node", "isClosed"]),
        ("firstReservableDatetime", ["node"]),
        ("effectiveAccessType", ["node"]),
    ],
)
def test_what_was_not_calculated_takes_the_row_down(
    admin: Api, select: str, path: list[str]
) -> None:
    """Without ``calculateFirstReservableTime`` the whole node is null, with a code."""
    answer = admin.answer(listing("reservationUnits", f"pk {select}", "pk: [4]"))

    (error,) = answer["errors"]
    assert [{"node": None}] == answer["data"]["reservationUnits"]["edges"]
    assert path == error["path"][3:]
    assert (
        "RESERVATION_UNIT_FIRST_RESERVABLE_DATETIME_NOT_CALCULATED" == error["extensions"]["code"]
    )


def test_a_single_room_is_never_calculated(admin: Api) -> None:
    """``reservationUnit`` has no argument for it: the room is null."""
    node = admin.room(4, "id")
    for select in ("isClosed", "firstReservableDatetime"):
        answer = admin.answer(f'{{ reservationUnit(id: "{node["id"]}") {{ pk {select} }} }}')
        assert {"reservationUnit": None} == answer["data"]


def test_an_area_that_is_missing_takes_the_row_down(admin: Api, room: int) -> None:
    """``calculatedSurfaceArea`` may not be null, and is where there is no area."""
    query = listing("reservationUnits", "calculatedSurfaceArea", f"pk: [{room}, 4]")
    answer = admin.answer(query)

    assert [{"node": {"calculatedSurfaceArea": 12}}, {"node": None}] == answer["data"][
        "reservationUnits"
    ]["edges"]


def test_only_reservable_rooms_can_be_asked_for(admin: Api) -> None:
    """``showOnlyReservable`` counts and pages only rooms with a free moment."""
    query = """{ reservationUnits(calculateFirstReservableTime: true, showOnlyReservable: true,
        offset: 1, first: 1) { totalCount edges { node { nameFi } } } }"""

    assert {
        "totalCount": 3,
        "edges": [{"node": {"nameFi": "Ryhmätyötila 2"}}],
    } == admin.data(query)["reservationUnits"]


def test_a_room_is_named_by_number_or_key(admin: Api, sandbox: Sandbox, space: int) -> None:
    """Exactly one room that is not archived must answer to the key."""
    with pytest.raises(UsageError, match="There is no room “sali”"):
        sandbox.set_hours("sali", open=True)
    first, second = (admin.done(CREATE, complete(space))["pk"] for _ in range(2))
    with pytest.raises(UsageError, match="Several rooms") as caught:
        sandbox.set_hours("sali", open=True)
    assert f"{first}, {second}" in (caught.value.fix or "")
    admin.done("archiveReservationUnit", {"pk": first})
    sandbox.set_hours("sali", open=True)

    assert not opening(admin, second)["isClosed"]
