import pytest

from tests.sandbox.api import Api, access, complete, day, draft, free, paid, without
from tests.sandbox.conftest import Login
from tests.sandbox.test_images import PNG, upload
from varaamo_sync.sandbox import CODES, Sandbox

CREATE, UPDATE = "createReservationUnit", "updateReservationUnit"


def codes_of(answer: dict[str, object]) -> set[str]:
    """Return every code that stands in an answer, its HTTP-level one too."""
    found = {str(answer["code"])} if "code" in answer else set()
    errors = answer.get("errors", [])
    assert isinstance(errors, list)
    for error in errors:
        extensions = error.get("extensions", {})
        found |= {extensions.get("code"), *(one["code"] for one in extensions.get("errors", []))}
    return {code for code in found if code}


def test_every_code_is_listed_and_can_be_provoked(
    admin: Api, anonymous: Api, login: Login, sandbox: Sandbox, space: int
) -> None:
    """``CODES`` is exactly what these faults, one for each code, are answered with."""
    venue_admin, viewer = login("venue-admin"), login("viewer")
    room = admin.done(CREATE, complete(space))["pk"]
    (in_force,) = admin.room(room, "accessTypes { pk accessType beginDate }")["accessTypes"]
    sandbox.add_reservation(room)
    faulty = [
        draft(name=" "),
        draft(description=None),
        draft(nameFi="x" * 256),
        draft(nameFi="a\x00"),
        draft(paymentTerms="a\x00"),
        draft(minPersons=-1),
        draft(reservationUnitType=99),
        draft(unit=99),
        complete(space, minReservationDuration=2, maxReservationDuration=1),
        complete(space, minReservationDuration=60),
        complete(space, maxReservationDuration=60),
        without(complete(space), "pricings"),
        complete(space, pricings=[free(day(1))]),
        complete(space, pricings=[free(), free()]),
        complete(space, pricings=[paid(lowestPrice="99")]),
        complete(space, pricings=[paid(paymentType=None)]),
        without(complete(space), "accessTypes"),
        complete(space, accessTypes=[access(day(-1))]),
        complete(space, accessTypes=[access(accessType="ACCESS_CODE")]),
        without(complete(space), "nameFi"),
        complete(space, spaces=[]),
        complete(space, reservationUnitType=None),
        complete(space, minPersons=9),
    ]
    answers = [
        anonymous.http.post("/graphql/", json={}).json(),
        *(admin.write(CREATE, values) for values in faulty),
        admin.write(UPDATE, {"pk": 999}),
        admin.write(UPDATE, {"pk": room, "accessTypes": [in_force | {"beginDate": day(1)}]}),
        admin.write(
            UPDATE,
            {"pk": room, "accessTypes": [access(day(1), accessType="ACCESS_CODE")]},
        ),
        admin.write("archiveReservationUnit", {"pk": room}),
        admin.write("deleteSpace", {"pk": space}, "deleted"),
        viewer.write(CREATE, draft()),
        viewer.write(UPDATE, {"pk": room}),
        viewer.write("deleteSpace", {"pk": space}, "deleted"),
        venue_admin.answer("{ reservationUnits(pk: [4]) { edges { node { haukiUrl } } } }"),
        anonymous.answer("{ reservationUnitCancellationRules { totalCount } }"),
        admin.answer("{ reservationUnits { edges { node { isClosed } } } }"),
        upload(admin, content=b""),
        upload(admin, content=b"x"),
        upload(admin, name="a.exe", content=PNG),
    ]

    assert CODES == set().union(*map(codes_of, answers))


@pytest.mark.parametrize("values", [{"lowestPrice": "0.001"}, {"lowestPrice": "NaN"}])
def test_codes_of_nested_rows_are_never_told(admin: Api, values: dict[str, str]) -> None:
    """Whatever is wrong inside a nested row, its code is empty."""
    answer = admin.write(CREATE, draft(pricings=[paid(**values)]))

    assert {"MUTATION_VALIDATION_ERROR"} == codes_of(answer)
