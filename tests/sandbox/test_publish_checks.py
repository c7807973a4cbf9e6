"""The checks of a room in their order (facts, section 3)."""

from typing import Any

import pytest

from tests.sandbox.api import Api, access, complete, day, draft, free, listing, paid, without

CREATE, UPDATE = "createReservationUnit", "updateReservationUnit"

FAULTS: list[tuple[dict[str, Any], str]] = [
    (
        {"minReservationDuration": 7200, "maxReservationDuration": 3600},
        "RESERVATION_UNIT_MIN_MAX_RESERVATION_DURATIONS_INVALID",
    ),
    ({"minReservationDuration": 600}, "RESERVATION_UNIT_MIN_RESERVATION_DURATION_INVALID"),
    (
        {"maxReservationDuration": 4500, "reservationStartInterval": "INTERVAL_30_MINUTES"},
        "RESERVATION_UNIT_MAX_RESERVATION_DURATION_INVALID",
    ),
    ({"pricings": [free(day(1))]}, "RESERVATION_UNIT_PRICINGS_NO_ACTIVE_PRICING"),
    ({"pricings": [free(), free()]}, "RESERVATION_UNIT_PRICINGS_DUPLICATE_DATE"),
    (
        {"pricings": [paid(lowestPrice="30")]},
        "RESERVATION_UNIT_PRICINGS_INVALID_PRICES",
    ),
    (
        {"pricings": [without(paid(), "lowestPrice")]},
        "RESERVATION_UNIT_PRICINGS_INVALID_PRICES",
    ),
    (
        {"pricings": [paid(paymentType=None)]},
        "RESERVATION_UNIT_PRICING_NO_PAYMENT_TYPE",
    ),
    ({"accessTypes": [access(day(1))]}, "RESERVATION_UNIT_MISSING_ACTIVE_ACCESS_TYPE"),
    ({"accessTypes": [access(day(-1))]}, "ACCESS_TYPE_BEGIN_DATE_IN_PAST"),
    (
        {"accessTypes": [access(accessType="ACCESS_CODE")]},
        "ACCESS_TYPE_ACCESS_CODE_ON_CREATE",
    ),
]
"""What is refused in drafts too, once it is sent."""

PUBLISH_FAULTS: list[tuple[dict[str, Any], tuple[str, ...], str]] = [
    ({}, ("pricings",), "RESERVATION_UNIT_PRICINGS_MISSING"),
    ({}, ("accessTypes",), "RESERVATION_UNIT_MISSING_ACTIVE_ACCESS_TYPE"),
    ({"nameSv": "  "}, (), "RESERVATION_UNIT_MISSING_TRANSLATIONS"),
    ({}, ("nameFi",), "RESERVATION_UNIT_MISSING_TRANSLATIONS"),
    ({"spaces": []}, (), "RESERVATION_UNIT_MISSING_SPACES_OR_RESOURCES"),
    ({"spaces": [], "resources": []}, (), "RESERVATION_UNIT_MISSING_SPACES_OR_RESOURCES"),
    ({}, ("spaces",), "RESERVATION_UNIT_MISSING_SPACES_OR_RESOURCES"),
    ({}, ("reservationUnitType",), "RESERVATION_UNIT_MISSING_RESERVATION_UNIT_TYPE"),
    (
        {"minPersons": 7},
        (),
        "RESERVATION_UNIT_MIN_PERSONS_GREATER_THAN_MAX_PERSONS",
    ),
]
"""What is refused only in rooms that are to be shown."""


@pytest.mark.parametrize(("values", "code"), FAULTS)
@pytest.mark.parametrize("is_draft", [True, False])
def test_faults_of_every_room(
    admin: Api, space: int, values: dict[str, Any], code: str, is_draft: bool
) -> None:
    """Durations, prices and access types must be sound in drafts too."""
    sent = complete(space, isDraft=is_draft, **values)

    assert [("nonFieldErrors", code)] == admin.refusal(CREATE, sent)


@pytest.mark.parametrize(("values", "missing", "code"), PUBLISH_FAULTS)
def test_faults_of_shown_rooms(
    admin: Api, space: int, values: dict[str, Any], missing: tuple[str, ...], code: str
) -> None:
    """What a room must have to be published; a draft need not have it."""
    sent = without(complete(space, **values), *missing)

    assert [("nonFieldErrors", code)] == admin.refusal(CREATE, sent)
    admin.done(CREATE, sent | {"isDraft": True})


def test_checks_stop_at_the_first_fault(admin: Api, space: int) -> None:
    """One fault is mended after the other: the codes come in the server's order."""
    sent: dict[str, Any] = {
        "name": "Sali",
        "unit": 1,
        "isDraft": False,
        "minReservationDuration": 60,
    }
    mended: list[dict[str, Any]] = [
        {"minReservationDuration": None},
        {"pricings": [free(day(1))]},
        {"pricings": [free()]},
        {"accessTypes": [access(day(1))]},
        {"accessTypes": [access()]},
        {"nameFi": "a"},
        {"nameSv": "a"},
        {"nameEn": "a"},
        {"descriptionFi": "a", "descriptionSv": "a", "descriptionEn": "a"},
        {"spaces": [space]},
        {"reservationUnitType": 1, "minPersons": 2, "maxPersons": 1},
    ]
    found = []
    for more in mended:
        found.append(admin.write(CREATE, sent)["errors"][0]["extensions"]["errors"][0]["code"])
        sent |= more
    found.append(admin.refusal(CREATE, sent)[0][1])

    unit = "RESERVATION_UNIT_"
    assert [
        f"{unit}MIN_RESERVATION_DURATION_INVALID",
        f"{unit}PRICINGS_MISSING",
        f"{unit}PRICINGS_NO_ACTIVE_PRICING",
        f"{unit}MISSING_ACTIVE_ACCESS_TYPE",
        f"{unit}MISSING_ACTIVE_ACCESS_TYPE",
        *[f"{unit}MISSING_TRANSLATIONS"] * 4,
        f"{unit}MISSING_SPACES_OR_RESOURCES",
        f"{unit}MISSING_RESERVATION_UNIT_TYPE",
        f"{unit}MIN_PERSONS_GREATER_THAN_MAX_PERSONS",
    ] == found


@pytest.mark.parametrize(
    "missing",
    ["nameFi", "nameSv", "nameEn", "descriptionFi", "descriptionSv", "descriptionEn"],
)
def test_the_missing_translation_is_named(admin: Api, space: int, missing: str) -> None:
    """The message names the text; ``name`` alone does not count as ``nameFi``."""
    (error,) = admin.write(CREATE, without(complete(space), missing))["errors"]

    assert error["extensions"]["errors"][0]["message"].endswith(f" {missing}.")


@pytest.mark.parametrize(
    ("missing", "kinds"),
    [
        (["minPersons"], ("NotProvided", "int")),
        (["maxPersons"], ("int", "NotProvided")),
        (["minPersons", "maxPersons"], ("NotProvided", "NotProvided")),
    ],
)
def test_a_direct_publish_needs_both_numbers_of_persons(
    admin: Api, space: int, missing: list[str], kinds: tuple[str, str]
) -> None:
    """Without them the server stumbles: bare text, no code."""
    error = admin.error(CREATE, without(complete(space), *missing))

    text = "'>' not supported between instances of '%s' and '%s'"
    assert text % kinds == error["message"]
    assert "extensions" not in error


def test_numbers_of_persons_may_be_null(admin: Api, space: int) -> None:
    """Both sent, null or not, is enough."""
    admin.done(CREATE, complete(space, minPersons=None, maxPersons=None))


def test_an_update_publishes_without_looking_for_spaces(admin: Api) -> None:
    """``isDraft: false`` publishes a room that has no space, whether ``spaces`` is sent or not."""
    for more in ({}, {"spaces": []}, {"resources": []}):
        pk = admin.done(CREATE, without(complete(0, isDraft=True), "spaces"))["pk"]
        shown = admin.done(UPDATE, {"pk": pk, "isDraft": False, **more}, "publishingState")
        assert {"publishingState": "PUBLISHED"} == shown


def test_an_empty_list_takes_the_spaces_away(admin: Api, space: int) -> None:
    """``spaces: []`` empties the list of a shown room, which stays shown, and the space stays."""
    pk = admin.done(CREATE, complete(space))["pk"]

    assert {"publishingState": "PUBLISHED"} == admin.done(
        UPDATE, {"pk": pk, "spaces": []}, "publishingState"
    )
    assert {"spaces": []} == admin.room(pk, "spaces { pk }")
    query = listing("spaces", "code", f"pk: [{space}]")
    assert [{"node": {"code": "demo:sali"}}] == admin.data(query)["spaces"]["edges"]


def test_no_space_and_no_resource_is_refused(admin: Api, space: int) -> None:
    """Only both lists sent empty are seen as empty."""
    pk = admin.done(CREATE, complete(space))["pk"]

    refused = admin.refusal(UPDATE, {"pk": pk, "spaces": [], "resources": []})
    assert [("nonFieldErrors", "RESERVATION_UNIT_MISSING_SPACES_OR_RESOURCES")] == refused
    assert {"spaces": [{"pk": space}]} == admin.room(pk, "spaces { pk }")
    assert [("resources", "does_not_exist")] == admin.refusal(UPDATE, {"pk": pk, "resources": [1]})


def test_a_draft_is_published_once_it_is_complete(admin: Api, space: int) -> None:
    """What is missing may be sent with the publishing; what is there is looked at."""
    pk = admin.done(CREATE, draft())["pk"]
    publish = {"pk": pk, "isDraft": False}

    assert [("nonFieldErrors", "RESERVATION_UNIT_PRICINGS_MISSING")] == admin.refusal(
        UPDATE, publish
    )
    rest = without(complete(space), "name", "unit", "isDraft")
    assert {"publishingState": "PUBLISHED"} == admin.done(UPDATE, publish | rest, "publishingState")
    back = admin.done(UPDATE, {"pk": pk, "isDraft": True}, "publishingState")
    assert {"publishingState": "DRAFT"} == back


def test_a_shown_room_cannot_lose_what_it_needs(admin: Api, space: int) -> None:
    """The checks run at every update of a room that is shown."""
    pk = admin.done(CREATE, complete(space))["pk"]

    refused = admin.refusal(UPDATE, {"pk": pk, "descriptionEn": ""})
    assert [("nonFieldErrors", "RESERVATION_UNIT_MISSING_TRANSLATIONS")] == refused
    admin.done(UPDATE, {"pk": pk, "pricings": []})  # though nobody can book it then


def test_durations_are_checked_against_what_is_stored(admin: Api) -> None:
    """An interval alone can make a stored duration wrong."""
    pk = admin.done(CREATE, draft(minReservationDuration=1800))["pk"]

    refused = admin.refusal(UPDATE, {"pk": pk, "reservationStartInterval": "INTERVAL_60_MINUTES"})
    assert [("nonFieldErrors", "RESERVATION_UNIT_MIN_RESERVATION_DURATION_INVALID")] == refused


def test_isdraft_is_false_unless_said(admin: Api) -> None:
    """A create without ``isDraft`` is to be shown at once."""
    assert [("nonFieldErrors", "RESERVATION_UNIT_PRICINGS_MISSING")] == admin.refusal(
        CREATE, without(draft(), "isDraft")
    )
