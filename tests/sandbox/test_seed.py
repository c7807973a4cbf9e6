import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from tests.clock import now
from tests.sandbox.api import START, Api, Clock, draft, log_in
from varaamo_sync.errors import UsageError
from varaamo_sync.sandbox import Sandbox, SandboxTransport
from varaamo_sync.sandbox.data.seed import read_seed

ROOMS = """{ reservationUnits { edges { node {
    pk extUuid nameFi nameSv nameEn descriptionFi descriptionSv descriptionEn isDraft
    publishingState reservationState reservationKind isClosed
    unit { tprekId } spaces { code } pricings { pk } } } } }""".replace(
    "reservationUnits {", "reservationUnits(calculateFirstReservableTime: true) {"
)


def rooms(api: Api) -> list[dict[str, object]]:
    """Return every room of the sandbox."""
    return [edge["node"] for edge in api.data(ROOMS)["reservationUnits"]["edges"]]


def test_rooms_that_were_there_earlier(anonymous: Api) -> None:
    """Three can be looked at, three be booked, one is a draft of nobody; no space has a code."""
    found = {
        room["nameFi"]: (
            room["unit"],
            room["publishingState"],
            room["reservationState"],
            room["isClosed"],
        )
        for room in rooms(anonymous)
    }

    def viewable(tprek: str) -> tuple[object, ...]:
        return {"tprekId": tprek}, "PUBLISHED", "RESERVATION_CLOSED", True

    def bookable(tprek: str) -> tuple[object, ...]:
        return {"tprekId": tprek}, "PUBLISHED", "RESERVABLE", False

    assert {
        "Pasilan nuorisotalon sali": viewable("demo-004"),
        "Koskelan nuorisotalon sali": viewable("demo-005"),
        "Ruoholahden nuorisotalon sali": viewable("demo-007"),
        "Ryhmätyötila 1": bookable("demo-011"),
        "Ryhmätyötila 2": bookable("demo-011"),
        "Stoan ulkolava": bookable("demo-012"),
        "Oodin vanha studio": ({"tprekId": "demo-011"}, "DRAFT", "RESERVATION_CLOSED", True),
    } == found
    assert all(room["spaces"] == [{"code": ""}] for room in rooms(anonymous))


def test_seeded_texts_are_complete(anonymous: Api) -> None:
    """Every seeded room has its name and description in three languages, and is booked directly."""
    for room in rooms(anonymous):
        texts = [
            room[f"{field}{lang}"]
            for field in ("name", "description")
            for lang in ("Fi", "Sv", "En")
        ]
        assert all(texts)
        assert "DIRECT" == room["reservationKind"]


def test_seeded_rooms_can_be_published_as_they_are(admin: Api) -> None:
    """An update of a shown seeded room passes the checks, once it has a price where it had none."""
    for pk in range(1, 7):
        price = [{"begins": str(START.date()), "taxPercentage": 1}] if pk <= 3 else None
        sent = {"pk": pk, "surfaceArea": 10} | ({"pricings": price} if price else {})
        admin.done("updateReservationUnit", sent)


def test_reference_data(anonymous: Api) -> None:
    """Venues and reference data have the agreed numbers, names and languages."""
    data = anonymous.data("""{
        units { totalCount edges { node { pk tprekId nameFi nameSv nameEn } } }
        reservationUnitTypes { edges { node { pk rank nameFi nameSv nameEn } } }
        intendedUses { edges { node { pk rank nameFi nameSv nameEn } } }
        equipments { edges { node { pk nameFi nameSv nameEn } } }
        taxPercentages { edges { node { pk value isEnabled } } }
        termsOfUse { edges { node { pk termsType nameFi nameSv nameEn textFi } } } }""")
    nodes = {key: [edge["node"] for edge in value["edges"]] for key, value in data.items()}

    assert [f"demo-{number:03}" for number in range(1, 17)] == [
        unit["tprekId"] for unit in nodes["units"]
    ]
    assert {"units": 16, "reservationUnitTypes": 10, "intendedUses": 9, "equipments": 12} | {
        "taxPercentages": 5,
        "termsOfUse": 8,
    } == {key: len(found) for key, found in nodes.items()}
    assert ["0.00", "10.00", "14.00", "24.00", "25.50"] == [
        tax["value"] for tax in nodes["taxPercentages"]
    ]
    assert [4] == [tax["pk"] for tax in nodes["taxPercentages"] if not tax["isEnabled"]]
    for found in nodes.values():
        assert all(value not in ("", None) for node in found for value in node.values())


def test_reset_goes_back_with_new_uuids(admin: Api, sandbox: Sandbox) -> None:
    """After a reset everything is as at first, numbers begin anew, and every UUID is another."""
    before = rooms(admin)
    pk = admin.done("createReservationUnit", draft())["pk"]
    sandbox.reset()
    after = rooms(admin)

    assert [room["nameFi"] for room in before] == [room["nameFi"] for room in after]
    assert [room["pk"] for room in before] == [room["pk"] for room in after]
    assert {room["extUuid"] for room in before}.isdisjoint(room["extUuid"] for room in after)
    assert {"currentUser": None} == admin.data("{ currentUser { pk } }")
    admin.session = log_in(admin.http, "admin").cookies["sessionid"]
    admin.http.cookies.clear()
    assert {"pk": pk} == admin.done("createReservationUnit", draft())


def test_a_file_keeps_what_was_done(tmp_path: Path, clock: Clock) -> None:
    """A sandbox in a file goes on where the last one ended, sessions included."""
    path = tmp_path / "deep" / "sandbox.db"
    answers = []
    session = None
    for _ in range(2):
        with (
            Sandbox(path, clock=clock) as sandbox,
            SandboxTransport(sandbox) as transport,
            httpx.Client(transport=transport, base_url="http://sandbox") as client,
        ):
            session = session or log_in(client, "admin").cookies["sessionid"]
            client.cookies.clear()
            api = Api(client, session)
            api.done("createSpace", {"name": "Sali", "unit": 1})
            answers.append(api.data("{ spaces { totalCount } currentUser { username } }"))

    assert [8, 9] == [answer["spaces"]["totalCount"] for answer in answers]
    assert {"username": "admin"} == answers[1]["currentUser"]


def test_two_sandboxes_share_a_file(tmp_path: Path, clock: Clock) -> None:
    """What one process does, another one that has the same file open sees at once."""
    path = tmp_path / "sandbox.db"
    with (
        Sandbox(path, clock=clock) as one,
        Sandbox(path, clock=clock) as other,
        SandboxTransport(one) as transport,
        httpx.Client(transport=transport, base_url="http://sandbox") as client,
    ):
        other.set_hours(6, open=False)
        closed = {room["nameFi"]: room["isClosed"] for room in rooms(Api(client))}

    assert closed["Stoan ulkolava"]


@pytest.mark.parametrize("version", [None, 99])
def test_another_file_is_refused(tmp_path: Path, version: int | None) -> None:
    """A file that is no sandbox, or one of another version, is not opened."""
    path = tmp_path / "sandbox.db"
    if version is None:
        path.write_text("rooms" * 1000, "utf-8")
    else:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(f"PRAGMA user_version = {version}")

    with pytest.raises(UsageError, match="not a sandbox"):
        Sandbox(path, clock=now)


def test_a_file_that_may_not_be_opened_is_not_to_be_deleted(tmp_path: Path) -> None:
    """What sqlite may not open or write is told as that, and nobody is told to delete it."""
    with pytest.raises(UsageError, match="cannot be written") as refused:
        Sandbox(tmp_path, clock=now)

    assert "permission" in (refused.value.fix or "")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_read_only_sandbox_is_not_to_be_deleted(tmp_path: Path) -> None:
    """A sandbox in a folder that may only be read is told as that."""
    path = tmp_path / "sandbox.db"
    Sandbox(path, clock=now).close()
    path.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(UsageError, match="cannot be written"):
            Sandbox(path, clock=now)
    finally:
        tmp_path.chmod(0o755)


@pytest.mark.parametrize("as_file", [True, False])
def test_a_seed_of_ones_own(tmp_path: Path, clock: Clock, as_file: bool) -> None:
    """Other venues, rooms and codes can be put in, as a mapping or a file."""
    seed = {
        "users": [{"pk": 1, "username": "u", "password": "p", "isSuperuser": True}],
        "units": [{"tprekId": "demo-900", "nameFi": "Talo"}],
        "rooms": [{"unit": "demo-900", "nameFi": "Huone", "spaceCode": "demo:huone"}],
    }
    file = tmp_path / "seed.json"
    file.write_text(json.dumps(seed), "utf-8")
    with (
        Sandbox(clock=clock, seed=file if as_file else seed) as sandbox,
        SandboxTransport(sandbox) as transport,
        httpx.Client(transport=transport, base_url="http://sandbox") as client,
    ):
        sandbox.set_hours("huone", open=True)
        (room,) = rooms(Api(client))

    assert ({"tprekId": "demo-900"}, [{"code": "demo:huone"}], False) == (
        room["unit"],
        room["spaces"],
        room["isClosed"],
    )


def test_the_seed_names_nobody() -> None:
    """The seed holds no e-mail address and no telephone number."""
    text = json.dumps(read_seed(None), ensure_ascii=False)

    assert "@" not in text
    assert "+358" not in text
