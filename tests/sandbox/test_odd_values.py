"""Facts, section 4c: odd values that are stored, cleaned, refused, or stumbled over."""

from typing import Any

import pytest

from tests.sandbox.api import Api, complete, draft

CREATE, UPDATE = "createReservationUnit", "updateReservationUnit"

RICH = ("descriptionFi", "notesWhenApplyingFi", "reservationPendingInstructionsFi")


@pytest.mark.parametrize("field", [*RICH, "contactInformation"])
def test_nul_is_taken_out_of_texts_with_tags(admin: Api, field: str) -> None:
    """What is sanitised loses NUL, and is stored."""
    pk = admin.done(CREATE, draft(**{field: "a\x00b"}))["pk"]

    assert {field: "ab"} == admin.room(pk, field)


def test_nul_is_taken_out_of_price_texts(admin: Api, space: int) -> None:
    """The text of a price is sanitised too."""
    room = complete(space)
    room["pricings"][0]["materialPriceDescriptionFi"] = "a\x00b"
    pk = admin.done(CREATE, room)["pk"]

    (price,) = admin.room(pk, "pricings { materialPriceDescriptionFi }")["pricings"]
    assert {"materialPriceDescriptionFi": "ab"} == price


@pytest.mark.parametrize(
    ("sent", "field", "code"),
    [
        ({"nameSv": "a\x00b"}, "nameSv", "null_characters_not_allowed"),
        ({"searchTerms": ["a", "a\x00b"]}, "searchTerms.1", "null_characters_not_allowed"),
        ({"paymentTerms": "a\x00b"}, "paymentTerms", "incorrect_type"),
    ],
)
def test_nul_is_refused_elsewhere(admin: Api, sent: dict[str, Any], field: str, code: str) -> None:
    """Names, search terms and ids of terms may not hold it."""
    assert [(field, code)] == admin.refusal(CREATE, draft(**sent))


def test_empty_terms_are_none(admin: Api) -> None:
    """An empty id takes the terms away."""
    pk = admin.done(CREATE, draft(paymentTerms=""))["pk"]

    assert {"paymentTerms": None} == admin.room(pk, "paymentTerms { pk }")


@pytest.mark.parametrize("field", ["reservationBeginsAt", "publishEndsAt"])
def test_an_offset_with_seconds_is_400(admin: Api, field: str) -> None:
    """Helsinki's offset until May 1921 is not understood, and nothing runs."""
    query = "mutation M($i: ReservationUnitCreateMutationInput!) {"
    query += " createReservationUnit(input: $i) { pk } }"
    response = admin.post(query, i=draft(**{field: "1900-01-01T00:00:00+01:39:49"}))

    assert (400, ["errors"]) == (response.status_code, list(response.json()))
    assert "DateTime cannot represent value" in response.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    "sent",
    [
        {"maxReservationsPerUser": 0},
        {"reservationsMinDaysBefore": 90, "reservationsMaxDaysBefore": 1},
        {
            "reservationBeginsAt": "2099-01-02T00:00:00+00:00",
            "reservationEndsAt": "2099-01-01T00:00:00+00:00",
        },
        {"minReservationDuration": 3630},
        {"surfaceArea": -5},
        {"maxPersons": 0, "minPersons": 0},
    ],
)
def test_what_makes_no_sense_is_stored(admin: Api, space: int, sent: dict[str, Any]) -> None:
    """The server takes it, even of a room that is shown."""
    pk = admin.done(CREATE, complete(space))["pk"]

    assert {"publishingState": "PUBLISHED"} == admin.done(
        UPDATE, {"pk": pk, **sent}, "publishingState"
    )
    assert sent == admin.room(pk, " ".join(sent))


def test_prices_below_zero_are_stored(admin: Api, space: int) -> None:
    """A negative price is taken."""
    room = complete(space)
    room["pricings"][0] |= {
        "lowestPrice": "-10",
        "highestPrice": "-5.5",
        "taxPercentage": 5,
        "paymentType": "ON_SITE",
    }
    pk = admin.done(CREATE, room)["pk"]

    (price,) = admin.room(pk, "pricings { lowestPrice highestPrice }")["pricings"]
    assert {"lowestPrice": "-10.00", "highestPrice": "-5.50"} == price


def test_what_was_sent_is_answered(admin: Api) -> None:
    """Only a default that the server filled in cannot be answered."""
    sent = {"reservationStartInterval": "INTERVAL_30_MINUTES", "bufferTimeBefore": 900}

    assert sent == admin.done(CREATE, draft(**sent), " ".join(sent))
    pk = admin.done(CREATE, draft())["pk"]
    assert {"bufferTimeBefore": 0} == admin.done(UPDATE, {"pk": pk}, "bufferTimeBefore")


def test_a_duration_beyond_every_calendar_is_400(admin: Api) -> None:
    """A number of seconds that is no duration is rejected before anything runs."""
    query = "mutation M($i: ReservationUnitCreateMutationInput!) {"
    query += " createReservationUnit(input: $i) { pk } }"

    assert 400 == admin.post(query, i=draft(bufferTimeAfter=10**18)).status_code


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("{ unitsAll(unit: [10]) { pk } }", "Cannot resolve keyword 'unit' into field."),
        ("{ units(pk: [null]) { totalCount } }", "Field 'id' expected a number"),
        ("{ reservationUnits(pk: [1, null]) { totalCount } }", "Field 'id' expected a number"),
        ('{ spaces(nameFi: "a\\u0000") { totalCount } }', "A string literal cannot contain NUL"),
        (
            "{ reservationUnits(onlyWithManagePermission: true) { totalCount } }",
            "exceptions must derive from BaseException",
        ),
    ],
)
def test_filters_that_the_server_stumbles_over(anonymous: Api, query: str, message: str) -> None:
    """The answer is an error without a code, and data is null."""
    answer = anonymous.answer(query)

    (error,) = answer["errors"]
    assert error["message"].startswith(message)
    assert [None] == list(answer["data"].values())
    assert "extensions" not in error
