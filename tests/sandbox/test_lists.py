"""Facts, section 2: pages, cursors, filters and orders."""

import base64
from typing import Any

import pytest

from tests.sandbox.api import Api, draft, listing
from tests.sandbox.conftest import Login


def names(api: Api, arguments: str, field: str = "reservationUnits") -> list[str]:
    """Return the Finnish names that a list gives."""
    edges = api.data(listing(field, "nameFi", arguments))[field]["edges"]
    return [edge["node"]["nameFi"] for edge in edges]


@pytest.fixture
def many(admin: Api) -> Api:
    """Give a sandbox with 103 more rooms."""
    for start in range(0, 103, 10):
        numbers = range(start, min(start + 10, 103))
        fields = " ".join(
            f'r{n}: createReservationUnit(input: {{name: "Huone {n:03}", unit: 2, isDraft: true}})'
            " { pk }"
            for n in numbers
        )
        admin.data(f"mutation {{ {fields} }}")
    return admin


PAGE = """query($f: Int, $a: String, $o: Int, $l: Int, $b: String) {
    reservationUnits(first: $f, after: $a, offset: $o, last: $l, before: $b) {
        totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        edges { cursor node { pk } } } }"""


def page(api: Api, **variables: Any) -> Any:
    """Return one page."""
    return api.data(PAGE, **variables)["reservationUnits"]


def pks(connection: Any) -> list[int]:
    """Return the numbers on a page."""
    return [edge["node"]["pk"] for edge in connection["edges"]]


def test_pages_have_at_most_a_hundred_rows(many: Api) -> None:
    """Without ``first`` a page is silently cut at 100; cursors are offsets in disguise."""
    first = page(many)
    second = page(many, a=first["pageInfo"]["endCursor"])

    assert (110, 100, 10) == (first["totalCount"], len(first["edges"]), len(second["edges"]))
    assert b"arrayconnection:99" == base64.b64decode(first["pageInfo"]["endCursor"])
    assert (True, False) == (first["pageInfo"]["hasNextPage"], second["pageInfo"]["hasNextPage"])
    assert list(range(1, 111)) == pks(first) + pks(second)


def test_more_than_a_hundred_is_an_error(anonymous: Api) -> None:
    """``first: 101`` is HTTP 200 with an error, data null and no extensions."""
    answer = anonymous.answer("{ units(first: 101) { totalCount } }")

    (error,) = answer["errors"]
    assert "Requesting first 101 records exceeds the limit of 100." == error["message"]
    assert ("extensions" in error, {"units": None}) == (False, answer["data"])


def test_a_bad_cursor_is_the_first_page(many: Api) -> None:
    """Garbage as cursor silently gives the first page: an endless loop for who trusts it."""
    assert pks(page(many)) == pks(page(many, a="garbage"))


def test_past_the_end_is_empty(many: Api) -> None:
    """A cursor past the end gives no rows and no error."""
    cursor = base64.b64encode(b"arrayconnection:5000").decode()

    answer = page(many, a=cursor)
    assert ([], None, False) == (
        answer["edges"],
        answer["pageInfo"]["endCursor"],
        answer["pageInfo"]["hasNextPage"],
    )


def test_offset_works_but_not_with_a_cursor(many: Api) -> None:
    """``offset`` skips rows; together with ``after`` it is refused."""
    cursor = base64.b64encode(b"arrayconnection:1").decode()

    assert [106, 107] == pks(page(many, o=105, f=2))
    (error,) = many.answer(PAGE, o=1, a=cursor)["errors"]
    assert "Can only use either `offset` or `before`/`after` for pagination." == error["message"]


def test_pages_can_be_read_from_the_end(many: Api) -> None:
    """``last`` and ``before`` count from the other side."""
    cursor = base64.b64encode(b"arrayconnection:50").decode()

    assert [109, 110] == pks(page(many, l=2))
    assert [49, 50] == pks(page(many, l=2, b=cursor))


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({"f": 0}, "Argument 'first' must be a positive integer."),
        ({"o": -1}, "Argument `offset` must be a positive integer."),
        (
            {"a": base64.b64encode(b"arrayconnection:-2").decode()},
            "The node pointed with `after` does not exist.",
        ),
    ],
)
def test_senseless_pages_are_errors(
    anonymous: Api, variables: dict[str, Any], message: str
) -> None:
    """Pages that cannot be are refused in the server's words."""
    (error,) = anonymous.answer(PAGE, **variables)["errors"]

    assert message == error["message"]


def test_an_empty_list_filters_nothing(anonymous: Api) -> None:
    """``pk: []`` gives every row."""
    data = anonymous.data("{ reservationUnits(pk: [], unit: []) { totalCount } }")

    assert {"reservationUnits": {"totalCount": 7}} == data


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ('nameFi: "RYHMÄTYÖTILA"', ["Ryhmätyötila 1", "Ryhmätyötila 2"]),
        ('nameFi: "työtila"', []),
        ('nameFi_Icontains: "TYÖTILA 2"', ["Ryhmätyötila 2"]),
        ('nameSv: "grupprum 1"', ["Ryhmätyötila 1"]),
        ("pk: [6, 7]", ["Stoan ulkolava", "Oodin vanha studio"]),
        ("unit: [12]", ["Stoan ulkolava"]),
        ('tprekId: "demo-012"', ["Stoan ulkolava"]),
        ("reservationUnitType: [9]", ["Stoan ulkolava"]),
        ("isDraft: true", ["Oodin vanha studio"]),
        ("publishingState: [DRAFT]", ["Oodin vanha studio"]),
        ("publishingState: [ARCHIVED]", []),
        ("isVisible: false", []),
        ("reservationKind: SEASON", []),
        ("intendedUses: [4, 9], unit: [12]", ["Stoan ulkolava"]),
        ("equipments: [2, 12]", ["Ryhmätyötila 1", "Ryhmätyötila 2"]),
        ("equipments: [2, 4]", []),
        (
            "reservationState: [RESERVABLE], orderBy: [nameFiDesc]",
            ["Stoan ulkolava", "Ryhmätyötila 2", "Ryhmätyötila 1"],
        ),
        (
            "isVisible: true, orderBy: [unitNameFiAsc, pkDesc], first: 2",
            ["Ryhmätyötila 2", "Ryhmätyötila 1"],
        ),
        (
            "pk: [1, 7], orderBy: [maxPersonsAsc]",
            ["Oodin vanha studio", "Pasilan nuorisotalon sali"],
        ),
    ],
)
def test_filters_of_rooms(anonymous: Api, arguments: str, expected: list[str]) -> None:
    """Names are prefixes in any case, lists are alternatives, states are computed."""
    assert expected == names(anonymous, arguments)


def test_a_missing_name_is_looked_for_in_finnish(admin: Api) -> None:
    """``nameEn`` looks at the Finnish name of a room that has no English one."""
    admin.done("createReservationUnit", draft(name="Kaukana", nameFi="Kaukana"))

    assert ["Kaukana"] == names(admin, 'nameEn: "kauk"')
    assert [] == names(admin, 'nameEn_Istartswith: "kauk"')


def test_the_uuid_filter_is_broken(anonymous: Api) -> None:
    """A room cannot be looked up by its UUID: HTTP 200, bare text, no code."""
    query = "query($u: UUID) { reservationUnits(uuid: $u) { totalCount } }"
    (error,) = anonymous.answer(query, u="129dd454-c46e-46de-b7e2-b169f1ccddda")["errors"]

    assert error["message"].startswith("Cannot resolve keyword 'uuid' into field. Choices are: ")
    assert "extensions" not in error


@pytest.mark.parametrize(
    ("field", "arguments", "expected"),
    [
        ("units", 'nameFi: "pasil"', ["Pasilan nuorisotalo"]),
        (
            "units",
            "first: 2, orderBy: [nameFiAsc]",
            ["Ala-Malmin liikuntapuisto", "Arabian nuorisotalo"],
        ),
        ("units", "pk: [13]", ["Caisa"]),
        ("spaces", 'nameFi: "oodin"', ["Oodin vanha studio"]),
        ("equipments", "pk: [3]", ["Piano"]),
        ("intendedUses", "first: 1, orderBy: [rankDesc]", ["Opiskelu"]),
        ("reservationUnitTypes", 'nameFi: "sau"', ["Sauna"]),
        ("termsOfUse", "termsType: PAYMENT", ["Maksuehdot"]),
        ("termsOfUse", 'pk: ["nuoriso-ehto"]', ["Nuorisotilojen käyttöehdot"]),
    ],
)
def test_filters_of_other_lists(
    anonymous: Api, field: str, arguments: str, expected: list[str]
) -> None:
    """Venues, spaces and reference data are found likewise."""
    assert expected == names(anonymous, arguments, field)


def test_tax_percentages_are_text_with_two_decimals(anonymous: Api) -> None:
    """A percentage is found by its number, however many decimals that has."""
    data = anonymous.data("""{
        a: taxPercentages(value: "25.5") { edges { node { pk value } } }
        b: taxPercentages(isEnabled: false) { edges { node { pk value isEnabled } } } }""")

    assert [{"node": {"pk": 5, "value": "25.50"}}] == data["a"]["edges"]
    assert [{"node": {"pk": 4, "value": "24.00", "isEnabled": False}}] == data["b"]["edges"]


def test_lists_in_one_piece(many: Api) -> None:
    """``unitsAll`` and ``reservationUnitsAll`` are not paged."""
    data = many.data("""{
        unitsAll(orderBy: [pkDesc]) { pk tprekId nameFi }
        reservationUnitsAll(unit: [2], nameFi: "huone") { pk nameFi } }""")

    assert {"pk": 16, "tprekId": "demo-016", "nameFi": "Töölön kisahalli"} == data["unitsAll"][0]
    assert 103 == len(data["reservationUnitsAll"])


def test_nested_lists_come_whole(many: Api) -> None:
    """Rooms and spaces of a venue are not paged."""
    query = "{ units(pk: [2, 11]) { edges { node { reservationUnits { pk } spaces { code } } } } }"
    hertsi, oodi = (edge["node"] for edge in many.data(query)["units"]["edges"])

    assert (103, 0) == (len(hertsi["reservationUnits"]), len(hertsi["spaces"]))
    assert (3, ["", "", ""]) == (
        len(oodi["reservationUnits"]),
        [space["code"] for space in oodi["spaces"]],
    )


def test_reference_data_is_nested(anonymous: Api) -> None:
    """Equipment has a category, a rule its seconds."""
    query = "{ equipments(first: 1) { edges { node { id pk nameFi category { pk nameFi } } } } }"
    (edge,) = anonymous.data(query)["equipments"]["edges"]

    expected = {
        "id": base64.b64encode(b"EquipmentNode:1").decode(),
        "pk": 1,
        "nameFi": "Dataprojektori",
        "category": {"pk": 1, "nameFi": "Av-laitteet"},
    }
    assert expected == edge["node"]


def single(api: Api, kind: str, pk: object, select: str = "pk") -> Any:
    """Ask for a room by its global id."""
    text = base64.b64encode(f"{kind}:{pk}".encode()).decode()
    return api.answer(f'{{ reservationUnit(id: "{text}") {{ {select} }} }}')


def test_a_room_by_its_id(anonymous: Api) -> None:
    """The id of the list finds the room; an unknown one is null without an error."""
    node = anonymous.room(6, "id nameFi")
    found = anonymous.data(f'{{ reservationUnit(id: "{node["id"]}") {{ nameFi unit {{ pk }} }} }}')

    assert {"reservationUnit": {"nameFi": "Stoan ulkolava", "unit": {"pk": 12}}} == found
    unknown = single(anonymous, "ReservationUnitNode", 999)
    assert {"data": {"reservationUnit": None}} == unknown


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("nonsense!", 'Unable to parse global ID "nonsense!".'),
        (base64.b64encode(b"UnitNode:1").decode(), "Must receive a ReservationUnitNode id."),
        (base64.b64encode(b"FooNode:1").decode(), 'Relay Node "FooNode" not found in schema'),
        (
            base64.b64encode(b"ReservationUnitNode:x").decode(),
            "Field 'id' expected a number but got 'x'.",
        ),
    ],
)
def test_a_bad_id_is_an_error(anonymous: Api, text: str, message: str) -> None:
    """What is no id of a room is an error, not null."""
    (error,) = anonymous.answer(f'{{ reservationUnit(id: "{text}") {{ pk }} }}')["errors"]

    assert error["message"].startswith(message)


def test_cancellation_rules_are_for_users(anonymous: Api, login: Login) -> None:
    """Without a login the list is refused and the field is null, row by row."""
    rules = "{ reservationUnitCancellationRules { edges { node { canBeCancelledTimeBefore } } } }"
    rooms = "{ reservationUnits(pk: [4, 5]) { edges { node { pk cancellationRule { pk } } } } }"

    (refused,) = anonymous.answer(rules)["errors"]
    answer = anonymous.answer(rooms)
    assert "FILTER_PERMISSION_DENIED" == refused["extensions"]["code"]
    assert ["FIELD_PERMISSION_DENIED"] * 2 == [
        error["extensions"]["code"] for error in answer["errors"]
    ]
    assert ["reservationUnits", "edges", 0, "node", "cancellationRule"] == answer["errors"][0][
        "path"
    ]
    assert {"pk": 4, "cancellationRule": None} == answer["data"]["reservationUnits"]["edges"][0][
        "node"
    ]
    viewer = login("viewer")
    edges = viewer.data(rules)["reservationUnitCancellationRules"]["edges"]
    assert [0, 86400, 1209600] == [edge["node"]["canBeCancelledTimeBefore"] for edge in edges]
    assert {"pk": 1} == viewer.room(4, "cancellationRule { pk }")["cancellationRule"]


@pytest.mark.parametrize("field", ["haukiUrl", "paymentMerchant { pk }", "paymentProduct { pk }"])
def test_some_fields_are_for_administrators(login: Login, field: str) -> None:
    """Payment and opening hours' address are denied to who does not manage the venue."""
    query = listing("reservationUnits", field, "pk: [4]")

    (error,) = login("venue-admin").answer(query)["errors"]
    assert "FIELD_PERMISSION_DENIED" == error["extensions"]["code"]
    assert "errors" not in login("admin").answer(query)
