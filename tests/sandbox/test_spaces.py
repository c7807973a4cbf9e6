"""Spaces (facts, sections 2, 4 and 4b)."""

from typing import Any

import pytest

from tests.sandbox.api import Api, draft, listing
from tests.sandbox.conftest import Login

ALL = "pk name nameFi nameEn nameSv surfaceArea maxPersons code unit parent"


def test_a_space_comes_back_as_it_was_sent(admin: Api) -> None:
    """A new space has its texts trimmed, and its code goes round."""
    sent = {
        "name": "Ryhmätyötila",
        "nameFi": "  Ryhmätyötila 1 ",
        "nameEn": "Group room 1",
        "nameSv": "Grupprum 1",
        "unit": 11,
        "parent": 4,
        "surfaceArea": 12,
        "maxPersons": 6,
        "code": "  demo:rt  1 ",
    }
    payload = admin.done("createSpace", sent, ALL)

    expected = sent | {
        "pk": 8,
        "name": "Ryhmätyötila 1",
        "nameFi": "Ryhmätyötila 1",
        "code": "demo:rt  1",
    }
    assert expected == payload


@pytest.mark.parametrize(
    ("sent", "stored"),
    [({}, "Sali"), ({"nameFi": "Halli"}, "Halli"), ({"nameFi": None}, None)],
)
def test_name_is_the_finnish_name_unless_that_is_sent(
    admin: Api, sent: dict[str, Any], stored: str | None
) -> None:
    """``name`` writes the Finnish name; ``nameFi`` wins where both are given, even null."""
    payload = admin.done("createSpace", {"name": "Sali", "unit": 1, **sent}, "nameFi nameSv")

    assert {"nameFi": stored, "nameSv": None} == payload


def test_codes_and_names_need_not_be_unique(admin: Api) -> None:
    """The same create sent twice gives two spaces."""
    sent = {"name": "Sali", "unit": 1, "code": "demo:sali"}

    assert admin.done("createSpace", sent) != admin.done("createSpace", sent)


@pytest.mark.parametrize(
    ("sent", "refused"),
    [
        ({"name": " "}, [("name", "blank")]),
        ({"code": None}, [("code", "null")]),
        ({"code": "x" * 256}, [("code", "max_length")]),
        ({"nameEn": "x" * 256}, [("nameEn", "max_length")]),
        ({"nameSv": "a\x00b"}, [("nameSv", "null_characters_not_allowed")]),
        ({"maxPersons": -1}, [("maxPersons", "min_value")]),
        (
            {"parent": 99, "maxPersons": -1},
            [("maxPersons", "min_value"), ("parent", "does_not_exist")],
        ),
    ],
)
def test_bad_fields_of_a_space_are_named(
    admin: Api, sent: dict[str, Any], refused: list[tuple[str, str]]
) -> None:
    """Every field that is refused stands in one answer, with its code."""
    assert refused == admin.refusal("createSpace", {"name": "Sali", "unit": 1, **sent})


def test_senseless_figures_are_accepted(admin: Api) -> None:
    """An area below zero and nobody at most are stored."""
    sent = {"name": "Sali", "unit": 1, "surfaceArea": -5, "maxPersons": 0}

    assert {"surfaceArea": -5, "maxPersons": 0} == admin.done(
        "createSpace", sent, "surfaceArea maxPersons"
    )


def test_an_update_changes_what_it_names(admin: Api, space: int) -> None:
    """Fields that are not sent stay; an unknown venue is a field error on update."""
    payload = admin.done("updateSpace", {"pk": space, "surfaceArea": 40}, "code surfaceArea")

    assert {"code": "demo:sali", "surfaceArea": 40} == payload
    refused = admin.refusal("updateSpace", {"pk": space, "unit": 999})
    assert [("unit", "does_not_exist")] == refused


def test_a_tree_stays_a_tree(admin: Api, space: int) -> None:
    """A space cannot stand below itself; the refusal is bare text."""
    child = admin.done("createSpace", {"name": "Puolikas", "unit": 12, "parent": space})["pk"]

    own = admin.error("updateSpace", {"pk": space, "parent": space})
    below = admin.error("updateSpace", {"pk": space, "parent": child})
    assert "A node may not be made a child of itself." == own["message"]
    assert below["message"].endswith("descendants.")
    assert "extensions" not in below


def test_the_tree_is_shown(admin: Api, space: int) -> None:
    """Parent and children are nested, and a parent may be of another venue."""
    child = admin.done("createSpace", {"name": "Puolikas", "unit": 12, "parent": space})["pk"]
    query = """query($p: [Int]) { spaces(pk: $p) { edges { node {
        pk parent { pk } children { pk } unit { pk } } } } }"""

    edges = admin.data(query, p=[space, child])["spaces"]["edges"]
    assert [
        {"pk": space, "parent": None, "children": [{"pk": child}], "unit": {"pk": 1}},
        {"pk": child, "parent": {"pk": space}, "children": [], "unit": {"pk": 12}},
    ] == [edge["node"] for edge in edges]


@pytest.mark.parametrize("name", ["updateSpace", "deleteSpace"])
def test_an_unknown_space_is_not_found(admin: Api, name: str) -> None:
    """An unknown number gives NOT_FOUND, before any right is asked."""
    error = admin.error(name, {"pk": 999}, "deleted" if name == "deleteSpace" else "pk")

    assert {"code": "NOT_FOUND"} == error["extensions"]
    assert error["message"].startswith("`Space` object matching query `{'pk': ")


def test_a_space_in_use_cannot_be_deleted(admin: Api, space: int) -> None:
    """While a room uses it, an archived one too, a space stays."""
    room = admin.done("createReservationUnit", draft(spaces=[space]))["pk"]
    admin.done("archiveReservationUnit", {"pk": room})

    (error,) = admin.write("deleteSpace", {"pk": space}, "deleted")["errors"]
    assert ("nonFieldErrors", "invalid") == tuple(
        error["extensions"]["errors"][0][key] for key in ("field", "code")
    )


def test_a_free_space_can_be_deleted(admin: Api, space: int, login: Login) -> None:
    """A space that no room uses goes, for who may; its children lose their parent."""
    child = admin.done("createSpace", {"name": "Puolikas", "unit": 1, "parent": space})["pk"]

    (denied,) = login("viewer").write("deleteSpace", {"pk": space}, "deleted")["errors"]
    assert {"code": "DELETE_PERMISSION_DENIED"} == denied["extensions"]
    assert {"deleted": True} == admin.done("deleteSpace", {"pk": space}, "deleted")
    query = listing("spaces", "parent { pk }", f"pk: [{child}]")
    assert {"parent": None} == admin.data(query)["spaces"]["edges"][0]["node"]


def test_rights_are_asked_per_venue(login: Login, space: int) -> None:
    """A venue's administrator writes its spaces and no others."""
    user = login("venue-admin")

    assert {"pk": space} == user.done("updateSpace", {"pk": space, "code": "demo:muu"})
    for name, sent in (
        ("createSpace", {"name": "x", "unit": 2}),
        ("updateSpace", {"pk": 1, "code": "x"}),
    ):
        assert user.error(name, sent)["extensions"]["code"].endswith("_PERMISSION_DENIED")


def test_a_space_of_an_unknown_venue(admin: Api) -> None:
    """On create an unknown venue is ENTITY_NOT_FOUND."""
    error = admin.error("createSpace", {"name": "x", "unit": 999})

    assert ("Unit with pk 999 does not exist.", "ENTITY_NOT_FOUND") == (
        error["message"],
        error["extensions"]["code"],
    )
