"""Prices and access types (facts, sections 3 and 4b)."""

from datetime import timedelta
from typing import Any

import pytest

from tests.sandbox.api import START, Api, Clock, access, complete, day, draft, free, paid

CREATE, UPDATE = "createReservationUnit", "updateReservationUnit"
PRICES = "pricings { pk begins lowestPrice highestPrice taxPercentage { value } }"
ACCESS = "accessTypes { pk accessType beginDate }"


def rows(api: Api, pk: int, select: str) -> list[dict[str, Any]]:
    """Return the prices or the access types of a room."""
    (found,) = api.room(pk, select).values()
    return list(found)


@pytest.fixture
def room(admin: Api, space: int) -> int:
    """Give a room with a price in force and one to come, and access types likewise."""
    sent = complete(
        space,
        pricings=[free(day(-5)), paid(day(30))],
        accessTypes=[access(), access(day(30), accessType="PHYSICAL_KEY")],
    )
    pk: int = admin.done(CREATE, sent)["pk"]
    return pk


def test_prices_come_back_with_two_decimals(admin: Api, room: int) -> None:
    """A price of "10" is "10.00", one of 20.50 keeps its zero; net prices are computed."""
    select = """pricings { begins lowestPrice highestPrice lowestPriceNet priceUnit paymentType
        isActivatedOnBegins materialPriceDescriptionFi taxPercentage { pk value } }"""
    _, paid_row = rows(admin, room, select)

    assert {
        "begins": day(30),
        "lowestPrice": "10.00",
        "highestPrice": "20.50",
        "lowestPriceNet": "7.968127490039840637450199203",
        "priceUnit": "PER_HOUR",
        "paymentType": "ONLINE",
        "isActivatedOnBegins": False,
        "materialPriceDescriptionFi": "",
        "taxPercentage": {"pk": 5, "value": "25.50"},
    } == paid_row


def test_past_prices_are_not_returned(admin: Api, room: int, clock: Clock) -> None:
    """Of prices that have begun only the last is shown."""
    before = [row["begins"] for row in rows(admin, room, PRICES)]
    clock.moment = START + timedelta(days=31)

    after = [row["begins"] for row in rows(admin, room, PRICES)]
    assert ([day(-5), day(30)], [day(30)]) == (before, after)


def test_without_a_price_in_force_none_is_shown(admin: Api, room: int, clock: Clock) -> None:
    """Prices to come are hidden as well while no price is in force."""
    clock.moment = START - timedelta(days=10)

    assert [] == rows(admin, room, PRICES)


@pytest.mark.parametrize("sent", [{"surfaceArea": 9}, {"pricings": [], "accessTypes": []}])
def test_what_is_to_come_is_lost_unless_sent_back(
    admin: Api, room: int, sent: dict[str, Any]
) -> None:
    """An update without them deletes future prices and access types, and leaves those in force."""
    admin.done(UPDATE, {"pk": room, **sent})

    assert [day(-5)] == [row["begins"] for row in rows(admin, room, PRICES)]
    assert [day(0)] == [row["beginDate"] for row in rows(admin, room, ACCESS)]


def test_what_is_sent_back_with_its_number_stays(admin: Api, room: int) -> None:
    """Whole rows with their numbers keep prices and access types as they are."""
    select = """pricings { pk begins lowestPrice highestPrice paymentType priceUnit
        taxPercentage { pk } }"""
    prices = [
        row | {"taxPercentage": row["taxPercentage"]["pk"]} for row in rows(admin, room, select)
    ]
    before = admin.room(room, f"{PRICES} {ACCESS}")
    future = rows(admin, room, ACCESS)[1:]  # those in force need not be sent
    admin.done(UPDATE, {"pk": room, "pricings": prices, "accessTypes": future})

    assert before == admin.room(room, f"{PRICES} {ACCESS}")


@pytest.mark.parametrize("is_draft", [True, False])
def test_prices_to_come_cannot_be_sent_alone(admin: Api, room: int, is_draft: bool) -> None:
    """Without the price in force the answer is that there is none, in drafts too."""
    sent = {"pk": room, "isDraft": is_draft, "pricings": [paid(day(40))]}

    expected = [("nonFieldErrors", "RESERVATION_UNIT_PRICINGS_NO_ACTIVE_PRICING")]
    assert expected == admin.refusal(UPDATE, sent)


def test_a_price_without_its_number_is_a_duplicate(admin: Api, room: int) -> None:
    """Sending an existing row without its number gives the database's own text."""
    error = admin.error(UPDATE, {"pk": room, "pricings": [free(day(-5))]})

    constraint = "reservation_unit_begin_date_unique_together"
    assert error["message"] == (
        f'duplicate key value violates unique constraint "{constraint}"\n'
        f"DETAIL:  Key (reservation_unit_id, begins)=({room}, {day(-5)}) already exists."
    )
    assert "extensions" not in error


def test_an_access_type_without_its_number_is_a_duplicate(admin: Api, room: int) -> None:
    """Access types likewise, and nothing of the update is stored."""
    sent = {"pk": room, "surfaceArea": 77, "accessTypes": [access()]}
    error = admin.error(UPDATE, sent)

    assert '"single_access_type_per_day_per_reservation_unit"' in error["message"]
    assert {"surfaceArea": None} == admin.room(room, "surfaceArea")
    assert 2 == len(rows(admin, room, PRICES))


def test_the_price_of_another_room_is_overwritten(admin: Api, room: int) -> None:
    """A number of another room's price is accepted, and that room's price changes."""
    other = admin.done(CREATE, draft(unit=2, pricings=[free()]))["pk"]
    (theirs,) = rows(admin, other, PRICES)
    admin.done(UPDATE, {"pk": room, "pricings": [paid(pk=theirs["pk"])]})

    assert ["10.00"] == [row["lowestPrice"] for row in rows(admin, other, PRICES)]
    assert ["0.00"] == [row["lowestPrice"] for row in rows(admin, room, PRICES)]


def test_the_access_type_of_another_room_is_refused(admin: Api, room: int) -> None:
    """For access types the server does look whose they are."""
    other = admin.done(CREATE, draft(accessTypes=[access()]))["pk"]
    (theirs,) = rows(admin, other, ACCESS)

    refused = admin.refusal(UPDATE, {"pk": room, "accessTypes": [theirs]})
    assert [("nonFieldErrors", "invalid")] == refused


def test_on_create_numbers_of_rows_are_not_read(admin: Api, room: int) -> None:
    """A number in a create neither finds nor changes another room's row."""
    (in_force, _) = rows(admin, room, PRICES)
    pk = admin.done(CREATE, draft(pricings=[paid(pk=in_force["pk"])]))["pk"]

    assert in_force == rows(admin, room, PRICES)[0]
    assert in_force["pk"] != rows(admin, pk, PRICES)[0]["pk"]


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ({"taxPercentage": 1}, "'begins'"),
        ({"begins": day(0)}, "'NoneType' object has no attribute 'is_enabled'"),
        ({"pk": 999, **free()}, "violates not-null constraint"),
    ],
)
def test_half_a_price_makes_the_server_stumble(
    admin: Api, room: int, row: dict[str, Any], text: str
) -> None:
    """A row must be whole: with a number alone the answer is Python's or the database's text."""
    error = admin.error(UPDATE, {"pk": room, "pricings": [row]})

    assert error["message"].endswith(text) or text in error["message"]
    assert "extensions" not in error


@pytest.mark.parametrize(
    ("row", "text"),
    [({"beginDate": day(0)}, "'access_type'"), ({"accessType": "UNRESTRICTED"}, "'begin_date'")],
)
def test_half_an_access_type_makes_the_server_stumble(
    admin: Api, room: int, row: dict[str, Any], text: str
) -> None:
    """Both fields of an access type are needed, though the schema does not say so."""
    assert text == admin.error(UPDATE, {"pk": room, "accessTypes": [row]})["message"]


@pytest.mark.parametrize(
    ("rows_", "messages"),
    [
        ([free(taxPercentage=99)], [{"taxPercentage": ["99"]}]),
        ([free(), free(day(1), taxPercentage=4)], [{}, {"taxPercentage": ["4"]}]),
    ],
)
def test_errors_in_rows_are_objects_without_a_code(
    admin: Api, rows_: list[dict[str, Any]], messages: list[dict[str, list[str]]]
) -> None:
    """An unknown or disabled VAT does not exist; sound rows come as empty objects."""
    (error,) = admin.write(CREATE, draft(pricings=rows_))["errors"]

    found = error["extensions"]["errors"]
    assert [("pricings", "")] * len(rows_) == [(one["field"], one["code"]) for one in found]
    assert messages == [
        {field: [texts[0].split()[2]] for field, texts in one["message"].items()} for one in found
    ]
    assert found[-1]["message"]["taxPercentage"][0].endswith(" - objektia ei ole olemassa.")


@pytest.mark.parametrize(
    ("price", "message"),
    [
        ("1.005", "desimaalia"),
        ("123456789", "pilkkua"),
        ("12345678901", "numeroa"),
        ("NaN", "luku vaaditaan"),
    ],
)
def test_prices_have_two_decimals_and_ten_digits(admin: Api, price: str, message: str) -> None:
    """More is refused, row by row."""
    sent = draft(pricings=[paid(highestPrice=price)])
    (error,) = admin.write(CREATE, sent)["errors"]

    assert message in error["extensions"]["errors"][0]["message"]["highestPrice"][0]


def test_access_types_in_force_do_not_move(admin: Api, room: int) -> None:
    """One that has begun keeps its day; one to come may move, but not into the past."""
    now, later = rows(admin, room, ACCESS)

    for row, code in (
        (now | {"beginDate": day(1)}, "ACCESS_TYPE_CANNOT_BE_MOVED"),
        (later | {"beginDate": day(-1)}, "ACCESS_TYPE_BEGIN_DATE_IN_PAST"),
    ):
        refused = admin.refusal(UPDATE, {"pk": room, "accessTypes": [row]})
        assert [("nonFieldErrors", code)] == refused
    admin.done(UPDATE, {"pk": room, "accessTypes": [later | {"beginDate": day(20)}]})
    assert [day(0), day(20)] == [row["beginDate"] for row in rows(admin, room, ACCESS)]


def test_access_codes_need_a_service_that_is_not_there(admin: Api, room: int) -> None:
    """Access codes belong to another system, which does not know the sandbox's rooms."""
    sent = {"pk": room, "accessTypes": [access(day(1), accessType="ACCESS_CODE")]}

    expected = [("nonFieldErrors", "RESERVATION_UNIT_NOT_FOUND_IN_PINDORA")]
    assert expected == admin.refusal(UPDATE, sent)


def test_access_types_can_be_asked_in_part(admin: Api, room: int, clock: Clock) -> None:
    """Past ones come unless they are filtered out; numbers and orders are arguments too."""
    clock.moment = START + timedelta(days=31)
    select = """all: accessTypes { accessType } past: accessTypes(isActiveOrFuture: false)
        { accessType } now: accessTypes(isActiveOrFuture: true) { accessType }
        turned: accessTypes(orderBy: [beginDateDesc]) { accessType } currentAccessType"""

    unrestricted, key = {"accessType": "UNRESTRICTED"}, {"accessType": "PHYSICAL_KEY"}
    assert {
        "all": [unrestricted, key],
        "past": [unrestricted],
        "now": [key],
        "turned": [key, unrestricted],
        "currentAccessType": "PHYSICAL_KEY",
    } == admin.room(room, select)


def test_the_day_is_that_of_helsinki(admin: Api, clock: Clock) -> None:
    """After midnight in Helsinki the new day's access type is today's, whatever UTC says."""
    clock.moment = START.replace(hour=0, minute=30) + timedelta(days=1)

    admin.done(CREATE, draft(accessTypes=[access(day(1))]))
    refused = admin.refusal(CREATE, draft(accessTypes=[access(day(0))]))
    assert [("nonFieldErrors", "ACCESS_TYPE_BEGIN_DATE_IN_PAST")] == refused
