"""Creating, changing and archiving rooms (facts, sections 2 to 4b)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.sandbox.api import START, Api, complete, draft
from tests.sandbox.conftest import Login
from varaamo_sync.sandbox import Sandbox

CREATE, UPDATE, ARCHIVE = "createReservationUnit", "updateReservationUnit", "archiveReservationUnit"


def test_a_draft_is_made(admin: Api) -> None:
    """The server makes number and UUID; the number that is sent is ignored."""
    payload = admin.done(
        CREATE, draft(pk=777), "pk extUuid name nameFi isDraft publishingState unit"
    )

    assert UUID(payload.pop("extUuid"))
    assert {
        "pk": 8,
        "name": "Sali",
        "nameFi": "Sali",
        "isDraft": True,
        "publishingState": "DRAFT",
        "unit": 1,
    } == payload


def test_the_same_create_twice_is_two_rooms(admin: Api) -> None:
    """Nothing is idempotent, names are not unique."""
    first, second = (admin.done(CREATE, draft(), "pk extUuid") for _ in range(2))

    assert first["pk"] != second["pk"]
    assert first["extUuid"] != second["extUuid"]


def test_what_is_not_sent_has_the_servers_defaults(admin: Api) -> None:
    """A new room has these values in the fields that were not sent."""
    pk = admin.done(CREATE, draft())["pk"]
    expected: dict[str, Any] = {
        "nameEn": None,
        "descriptionEn": "",
        "notesWhenApplyingEn": None,
        "contactInformation": "",
        "surfaceArea": None,
        "minReservationDuration": None,
        "bufferTimeBefore": 0,
        "requireAdultReservee": False,
        "authentication": "WEAK",
        "reservationStartInterval": "INTERVAL_15_MINUTES",
        "reservationKind": "DIRECT_AND_SEASON",
        "reservationForm": "CONTACT_INFO_FORM",
        "searchTerms": [],
        "isArchived": False,
        "rank": 0,
        "currentAccessType": None,
    }

    assert expected == admin.room(pk, " ".join(expected))


def test_every_field_goes_round(admin: Api, space: int) -> None:
    """What is sent comes back: durations in seconds, moments with an offset."""
    sent: dict[str, Any] = {
        "surfaceArea": -5,
        "minPersons": 0,
        "maxPersons": 6,
        "maxReservationsPerUser": 2,
        "reservationsMinDaysBefore": 1,
        "reservationsMaxDaysBefore": 90,
        "minReservationDuration": 3600,
        "maxReservationDuration": 7200,
        "bufferTimeBefore": 900,
        "bufferTimeAfter": 1800,
        "requireAdultReservee": True,
        "requireReservationHandling": True,
        "reservationBlockWholeDay": True,
        "canApplyFreeOfCharge": True,
        "authentication": "STRONG",
        "reservationStartInterval": "INTERVAL_30_MINUTES",
        "reservationKind": "SEASON",
        "reservationForm": "PURPOSE_FORM",
        "searchTerms": ["sali", "ä b"],
    }
    moments = ("reservationBeginsAt", "reservationEndsAt", "publishBeginsAt", "publishEndsAt")
    dates = dict.fromkeys(moments, "2027-01-31T08:00:00")
    pk = admin.done(CREATE, draft(**sent, **dates))["pk"]

    stored = dict.fromkeys(moments, "2027-01-31T06:00:00+00:00")  # bare hours are Helsinki's
    assert sent | stored == admin.room(pk, " ".join([*sent, *moments]))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("reservationUnitType", 1),
        ("cancellationRule", 2),
        ("cancellationTerms", "peruutusehto-1"),
        ("serviceSpecificTerms", "nuoriso-ehto"),
        ("pricingTerms", "hinnoitteluehto-1"),
        ("paymentTerms", "maksuehto-1"),
    ],
)
def test_references_go_round_and_can_be_cleared(admin: Api, field: str, value: int | str) -> None:
    """A reference is set by number or id and cleared by null."""
    pk = admin.done(CREATE, draft(**{field: value}))["pk"]

    assert {field: {"pk": value}} == admin.room(pk, f"{field} {{ pk }}")
    admin.done(UPDATE, {"pk": pk, field: None})
    assert {field: None} == admin.room(pk, f"{field} {{ pk }}")


def test_the_server_has_its_own_order(admin: Api, space: int) -> None:
    """Equipment and purposes come back in the server's order, doubles once."""
    sent = draft(equipments=[9, 2, 9], intendedUses=[5, 1], spaces=[space, 1])
    pk = admin.done(CREATE, sent)["pk"]

    room = admin.room(pk, "equipments { pk } intendedUses { pk } spaces { pk code }")
    assert [{"pk": 2}, {"pk": 9}] == room["equipments"]
    assert [{"pk": 1}, {"pk": 5}] == room["intendedUses"]
    assert [{"pk": 1, "code": ""}, {"pk": space, "code": "demo:sali"}] == room["spaces"]


def test_an_update_leaves_what_it_does_not_name(admin: Api, space: int) -> None:
    """Equipment, purposes, spaces and prices in force stay when they are not sent."""
    pk = admin.done(CREATE, complete(space, equipments=[1], intendedUses=[1]))["pk"]
    admin.done(UPDATE, {"pk": pk, "surfaceArea": 5})

    select = "equipments { pk } intendedUses { pk } spaces { pk } pricings { begins } nameSv"
    assert {
        "equipments": [{"pk": 1}],
        "intendedUses": [{"pk": 1}],
        "spaces": [{"pk": space}],
        "pricings": [{"begins": str(START.date())}],
        "nameSv": "Sal",
    } == admin.room(pk, select)
    admin.done(UPDATE, {"pk": pk, "equipments": []})
    assert {"equipments": []} == admin.room(pk, "equipments { pk }")


@pytest.mark.parametrize(
    ("sent", "refused"),
    [
        ({"minPersons": -1}, [("minPersons", "min_value")]),
        ({"reservationsMaxDaysBefore": -1}, [("reservationsMaxDaysBefore", "min_value")]),
        ({"bufferTimeAfter": -1}, [("bufferTimeAfter", "min_value")]),
        ({"bufferTimeAfter": None}, [("bufferTimeAfter", "null")]),
        ({"description": None}, [("description", "null")]),
        ({"authentication": None}, [("authentication", "null")]),
        ({"searchTerms": ["x" * 256]}, [("searchTerms.0", "max_length")]),
        ({"searchTerms": ["ok", " "]}, [("searchTerms.1", "blank")]),
        ({"searchTerms": [None]}, [("searchTerms.0", "null")]),
        ({"cancellationTerms": "maksuehto-1"}, [("cancellationTerms", "does_not_exist")]),
        ({"equipments": [1, 99, 98]}, [("equipments", "does_not_exist")]),
        ({"equipments": [None]}, [("equipments", "null")]),
        ({"pricings": None}, [("pricings", "null")]),
        (
            {"reservationUnitType": 99, "cancellationRule": 99, "spaces": [99]},
            [
                ("reservationUnitType", "does_not_exist"),
                ("cancellationRule", "does_not_exist"),
                ("spaces", "does_not_exist"),
            ],
        ),
    ],
)
def test_bad_fields_of_a_room_are_named(
    admin: Api, sent: dict[str, Any], refused: list[tuple[str, str]]
) -> None:
    """Every field that is refused stands in one answer, before the room as a whole is checked."""
    assert refused == admin.refusal(CREATE, draft(**sent))


def test_messages_are_finnish_whatever_is_asked(admin: Api) -> None:
    """Accept-Language is ignored; an unknown venue is a field error on update."""
    admin.headers["Accept-Language"] = "en"
    (error,) = admin.write(UPDATE, {"pk": 1, "unit": 999})["errors"]

    assert [
        {
            "field": "unit",
            "message": "Epäkelpo pääavain 999 - objektia ei ole olemassa.",
            "code": "does_not_exist",
        }
    ] == error["extensions"]["errors"]


def test_a_duration_that_is_no_number_clears_it(admin: Api) -> None:
    """Text as a duration silently becomes null."""
    pk = admin.done(CREATE, draft(minReservationDuration=3600))["pk"]
    admin.done(UPDATE, {"pk": pk, "minReservationDuration": "7200"})

    assert {"minReservationDuration": None} == admin.room(pk, "minReservationDuration")


@pytest.mark.parametrize("name", [UPDATE, ARCHIVE])
def test_an_unknown_room_is_not_found(login: Login, name: str) -> None:
    """An unknown number gives NOT_FOUND, before any right is asked."""
    error = login("viewer").error(name, {"pk": 9999})

    message = "`ReservationUnit` object matching query `{'pk': 9999}` does not exist."
    assert (message, {"code": "NOT_FOUND"}) == (error["message"], error["extensions"])


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("pricings { pk }", "Expected Iterable"),
        ("accessTypes { pk }", "Expected Iterable"),
        ("images { pk }", "Expected Iterable"),
        ("spaces", "Int cannot represent non-integer value"),
        ("intendedUses", "Int cannot represent non-integer value"),
        ("equipments", "Int cannot represent non-integer value"),
        ("bufferTimeBefore", "Expected `Duration"),
        ("reservationStartInterval", "Enum 'ReservationStartInterval' cannot represent value"),
    ],
)
def test_an_error_does_not_mean_that_nothing_is_stored(
    admin: Api, space: int, field: str, message: str
) -> None:
    """A payload that selects more than scalars stores the write and answers an error."""
    sent = complete(space, equipments=[1], intendedUses=[1])
    answer = admin.write(CREATE, sent, f"pk {field}")

    (error,) = answer["errors"]
    assert error["message"].startswith(message)
    assert "extensions" not in error
    pk = answer["data"][CREATE]["pk"]
    assert {"publishingState": "PUBLISHED"} == admin.room(pk, "publishingState")


def test_scalars_of_a_payload_are_what_is_stored(admin: Api, space: int) -> None:
    """References come as bare numbers and ids."""
    sent = complete(space, cancellationRule=1, serviceSpecificTerms="nuoriso-ehto")
    select = (
        "unit reservationUnitType cancellationRule serviceSpecificTerms paymentTerms"
        " searchTerms description publishBeginsAt authentication"
    )

    assert {
        "unit": 1,
        "reservationUnitType": 1,
        "cancellationRule": 1,
        "serviceSpecificTerms": "nuoriso-ehto",
        "paymentTerms": None,
        "searchTerms": [],
        "description": "<p>Sali</p>",
        "publishBeginsAt": None,
        "authentication": "WEAK",
    } == admin.done(CREATE, sent, select)


def test_an_archived_room_is_gone_for_ever(admin: Api, space: int) -> None:
    """It vanishes from every query, can still be updated, and never comes back."""
    pk = admin.done(CREATE, complete(space, contactInformation="Neuvonta"))["pk"]
    twice = [admin.done(ARCHIVE, {"pk": pk}) for _ in range(2)]

    assert [{"pk": pk}] * 2 == twice
    assert admin.room(pk, "pk") is None
    data = admin.data("""{
        units(pk: [1]) { edges { node { reservationUnits { pk } } } }
        reservationUnitsAll(unit: [1]) { pk } }""")
    assert [] == data["units"]["edges"][0]["node"]["reservationUnits"]
    assert [] == data["reservationUnitsAll"]
    select = "publishingState contactInformation isDraft"
    assert {"publishingState": "ARCHIVED", "contactInformation": "", "isDraft": True} == admin.done(
        UPDATE, {"pk": pk, "surfaceArea": 1}, select
    )


def test_an_archived_room_leaves_its_space(admin: Api, space: int) -> None:
    """The space stays with its code, and the name can be used again."""
    pk = admin.done(CREATE, draft(spaces=[space]))["pk"]
    admin.done(ARCHIVE, {"pk": pk})

    query = "{ units(pk: [1]) { edges { node { spaces { pk code } } } } }"
    node = admin.data(query)["units"]["edges"][0]["node"]
    assert {"spaces": [{"pk": space, "code": "demo:sali"}]} == node
    admin.done(CREATE, draft(spaces=[space]))


def test_reservations_ahead_forbid_archiving(admin: Api, sandbox: Sandbox, space: int) -> None:
    """A room with reservations ahead can be unpublished but not archived."""
    pk = admin.done(CREATE, complete(space))["pk"]
    sandbox.add_reservation("sali")

    refused = admin.refusal(ARCHIVE, {"pk": pk})
    assert [("nonFieldErrors", "RESERVATION_UNIT_HAS_FUTURE_RESERVATIONS")] == refused
    admin.done(UPDATE, {"pk": pk, "isDraft": True})


def test_reservations_of_the_past_do_not(admin: Api, sandbox: Sandbox) -> None:
    """What has been does not keep a room from being archived."""
    sandbox.add_reservation(6, ends=START - timedelta(days=1))

    admin.done(ARCHIVE, {"pk": 6})


def test_only_administrators_archive(login: Login) -> None:
    """Archiving is an update, and asks the same right."""
    error = login("viewer").error(ARCHIVE, {"pk": 1})

    assert {"code": "UPDATE_PERMISSION_DENIED"} == error["extensions"]


def test_a_space_may_be_shared(admin: Api, space: int) -> None:
    """Rooms may share a space, even one of another venue."""
    for unit in (1, 2):
        admin.done(CREATE, draft(unit=unit, spaces=[space]))
