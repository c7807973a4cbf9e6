"""Pictures (facts, section 4b), by the GraphQL multipart request specification."""

import json
from typing import Any

import pytest

from tests.sandbox.api import ORIGIN, Api
from tests.sandbox.conftest import Login

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 16
CREATE = """mutation($i: ReservationUnitImageCreateMutationInput!) {
    createReservationUnitImage(input: $i) { pk reservationUnit imageType } }"""


def upload(
    api: Api, room: int = 7, name: str = "kuva.png", content: bytes = PNG, kind: str = "MAIN"
) -> Any:
    """Send a picture and return the body of the answer."""
    values = {"reservationUnit": room, "imageType": kind, "image": None}
    operations = {"query": CREATE, "variables": {"i": values}}
    response = api.http.post(
        "/graphql/",
        data={"operations": json.dumps(operations), "map": '{"0": ["variables.i.image"]}'},
        files={"0": (name, content, "image/png")},
        headers=api.sent_headers(),
    )
    assert response.status_code == 200, response.text
    return response.json()


def images(api: Api, room: int = 7) -> list[dict[str, Any]]:
    """Return the pictures of a room."""
    found: list[dict[str, Any]] = api.room(room, "images { pk imageType imageUrl }")["images"]
    return found


def test_pictures_have_a_type_and_no_order(admin: Api) -> None:
    """The main ones come first; a name that is taken gets a suffix."""
    first = upload(admin, kind="OTHER")["data"]["createReservationUnitImage"]
    upload(admin)

    main, other = images(admin)
    assert {"pk": 1, "reservationUnit": 7, "imageType": "OTHER"} == first
    assert ["MAIN", "OTHER"] == [main["imageType"], other["imageType"]]
    assert f"{ORIGIN}/media/kuva.png" == other["imageUrl"]
    assert len(other["imageUrl"]) + 8 == len(main["imageUrl"])
    assert PNG == admin.http.get(main["imageUrl"]).content


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("kuva.png", b"", "empty"),
        ("kuva.png", b"teksti", "invalid_image"),
        ("kuva.exe", PNG, "invalid_extension"),
        ("x" * 97 + ".png", PNG, "max_length"),
    ],
)
def test_what_is_no_picture_is_refused(admin: Api, name: str, content: bytes, code: str) -> None:
    """A file must be a picture, by its content and by its name."""
    (error,) = upload(admin, name=name, content=content)["errors"]

    (problem,) = error["extensions"]["errors"]
    assert ("image", code) == (problem["field"], problem["code"])


def test_a_text_is_no_file(admin: Api) -> None:
    """An image sent as JSON is refused as a field."""
    values = {"reservationUnit": 7, "imageType": "MAIN", "image": "kuva.png"}
    (error,) = admin.answer(CREATE, i=values)["errors"]

    assert "invalid" == error["extensions"]["errors"][0]["code"]


def test_rights_and_rooms_are_looked_at(admin: Api, login: Login) -> None:
    """A picture needs a known room and the right to its venue."""
    (unknown,) = upload(admin, room=999)["errors"]
    (denied,) = upload(login("viewer"))["errors"]

    assert ("Reservation Unit 999 does not exist.", "ENTITY_NOT_FOUND") == (
        unknown["message"],
        unknown["extensions"]["code"],
    )
    assert "CREATE_PERMISSION_DENIED" == denied["extensions"]["code"]


def test_pictures_change_and_go(admin: Api, login: Login) -> None:
    """The type can be changed, the picture deleted, by who may."""
    upload(admin)
    viewer = login("viewer")
    update = ("updateReservationUnitImage", {"pk": 1, "imageType": "OTHER"}, "pk imageType")
    delete = ("deleteReservationUnitImage", {"pk": 1}, "deleted")

    denied = [viewer.error(*write)["extensions"]["code"] for write in (update, delete)]
    assert ["UPDATE_PERMISSION_DENIED", "DELETE_PERMISSION_DENIED"] == denied
    assert {"pk": 1, "imageType": "OTHER"} == admin.done(*update)
    assert {"deleted": True} == admin.done(*delete)
    assert "NOT_FOUND" == admin.error(*delete)["extensions"]["code"]
    assert [] == images(admin)


def test_an_empty_list_deletes_every_picture(admin: Api) -> None:
    """An update without ``images`` leaves them; ``[]`` deletes them all."""
    upload(admin)
    admin.done("updateReservationUnit", {"pk": 7, "surfaceArea": 1})
    kept = len(images(admin))
    admin.done("updateReservationUnit", {"pk": 7, "images": []})

    assert (1, []) == (kept, images(admin))


def test_pictures_can_come_with_the_room(admin: Api) -> None:
    """An update with pictures replaces those that were there."""
    upload(admin)
    query = """mutation($i: ReservationUnitUpdateMutationInput!) {
        updateReservationUnit(input: $i) { pk } }"""
    values = {"pk": 7, "images": [{"imageUrl": None, "imageType": "OTHER"}]}
    response = admin.http.post(
        "/graphql/",
        data={
            "operations": json.dumps({"query": query, "variables": {"i": values}}),
            "map": '{"f": ["variables.i.images.0.imageUrl"]}',
        },
        files={"f": ("toinen.png", PNG)},
        headers=admin.sent_headers(),
    )

    assert "errors" not in response.json()
    assert [("OTHER", f"{ORIGIN}/media/toinen.png")] == [
        (image["imageType"], image["imageUrl"]) for image in images(admin)
    ]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"map": "{}"}, "File upload must contain an `operations` value."),
        ({"operations": "{}"}, "File upload must contain an `map` value."),
        ({"operations": "{", "map": "{}"}, "The `operations` value must be a JSON object."),
        ({"operations": "[]", "map": "{}"}, "The `operations` value is not a mapping."),
        (
            {"operations": "{}", "map": '{"1": ["a"]}'},
            "File for path '['a']' not found in request files.",
        ),
        (
            {"operations": "{}", "map": '{"0": ["variables.i"]}'},
            "File map does not lead to a null value.",
        ),
        (
            {"operations": '{"a": 1}', "map": '{"0": ["a"]}'},
            "File map does not lead to a null value.",
        ),
    ],
)
def test_a_bad_multipart_request_is_400(admin: Api, fields: dict[str, str], message: str) -> None:
    """Operations and map must be there and fit."""
    response = admin.http.post(
        "/graphql/", data=fields, files={"0": ("a.png", PNG)}, headers=admin.sent_headers()
    )

    assert (400, message) == (response.status_code, response.json()["errors"][0]["message"])


def test_an_unknown_picture_is_not_served(admin: Api) -> None:
    """There is nothing at an address that no picture has."""
    assert 404 == admin.http.get("/media/puuttuu.png").status_code
