"""Facts, section 3: what is rejected before anything runs, and what runs."""

import json
from contextlib import ExitStack
from typing import Any

import httpx
import pytest

from tests.sandbox.api import ORIGIN, TOKEN, Api, draft
from varaamo_sync.sandbox import Sandbox, SandboxTransport, running

JSON = {"Content-Type": "application/json"}


def raw(api: Api, content: bytes, **headers: str) -> httpx.Response:
    """Send a body as it stands."""
    sent = api.sent_headers() | JSON | headers
    return api.http.post("/graphql/", content=content, headers=sent)


def test_a_missing_slash_is_redirected(anonymous: Api) -> None:
    """``/graphql`` answers 301 to ``/graphql/``, and the body is lost."""
    response = anonymous.http.post("/graphql", json={}, headers=anonymous.sent_headers())

    assert (301, "/graphql/") == (response.status_code, response.headers["location"])


def test_a_query_by_get_needs_no_token(http: httpx.Client) -> None:
    """A query by GET needs neither cookie nor header, and takes variables as JSON text."""
    parameters = {
        "query": "query($v: String) { units(nameFi: $v) { totalCount } }",
        "variables": json.dumps({"v": "stoa"}),
    }
    response = http.get("/graphql/", params=parameters)

    assert {"data": {"units": {"totalCount": 1}}} == response.json()
    assert 32 == len(response.cookies["csrftoken"])


def test_a_mutation_by_get_is_405(http: httpx.Client) -> None:
    """Only queries may come by GET."""
    query = 'mutation { createSpace(input: {name: "x", unit: 1}) { pk } }'
    response = http.get("/graphql/", params={"query": query})

    message = "Can only perform a mutation operation from a POST request."
    assert (405, "POST") == (response.status_code, response.headers["allow"])
    assert {"errors": [{"message": message}]} == response.json()


def test_other_methods_are_405(anonymous: Api) -> None:
    """GraphQL is GET and POST."""
    response = anonymous.http.put("/graphql/", json={}, headers=anonymous.sent_headers())

    assert (405, "GET, POST") == (response.status_code, response.headers["allow"])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{", "POST body sent invalid JSON."),
        (b"[]", "The received data is not a valid JSON query."),
        (b"{}", "Must provide query string."),
        (b'{"query": "{ currentUser { pk } }", "variables": "{"}', "Variables are invalid JSON."),
        (
            b'{"query": "{ currentUser { pk } }", "variables": [1]}',
            "Variables are invalid JSON.",
        ),
        (b'{"query": "{ currentUser { pk } }", "variables": 1}', "Variables are invalid JSON."),
        (
            b'{"query": "{ currentUser { pk } }", "operationName": 1}',
            "Unknown operation named 1.",
        ),
        (b'\xef\xbb\xbf{"query": "{ currentUser { pk } }"}', "POST body sent invalid JSON."),
    ],
)
def test_a_body_that_is_no_query_is_400(anonymous: Api, content: bytes, message: str) -> None:
    """Bodies that hold no document are rejected; there is no batching by arrays."""
    response = raw(anonymous, content)

    assert (400, {"errors": [{"message": message}]}) == (response.status_code, response.json())


def test_a_body_that_is_too_large_does_not_come_through(anonymous: Api) -> None:
    """The proxy in front answers 502 with HTML, which proves nothing about a write."""
    response = raw(anonymous, b" " * 2_621_441)

    assert (502, "text/html") == (
        response.status_code,
        response.headers["content-type"].split(";")[0],
    )


@pytest.mark.parametrize(
    ("method", "path", "status", "told"),
    [
        ("GET", "/nothing/", 404, {}),
        ("POST", "/csrf/", 405, {"allow": "GET"}),
        ("HEAD", "/csrf/", 200, {}),
        ("GET", "/csrf?a=1", 307, {"location": "http://sandbox.localhost/csrf/?a=1"}),
        ("GET", "/hauki", 307, {"location": "http://sandbox.localhost/hauki/"}),
        ("GET", "/media/none.png", 404, {}),
    ],
)
@pytest.mark.parametrize("served", [False, True])
def test_other_paths_and_methods(
    sandbox: Sandbox, method: str, path: str, status: int, told: dict[str, str], served: bool
) -> None:
    """What there is not, and what has no such method, is told in process as over a socket."""
    with ExitStack() as stack:
        if served:
            origin = stack.enter_context(running(sandbox))
            client = stack.enter_context(httpx.Client(base_url=origin))
        else:
            origin, transport = ORIGIN, SandboxTransport(sandbox)
            client = stack.enter_context(httpx.Client(base_url=origin, transport=transport))
        response = client.request(method, path)

    headers = {name: response.headers[name].replace(origin, ORIGIN) for name in told}
    assert (status, told) == (response.status_code, headers)


def _parts(api: Api, content: bytes) -> httpx.Response:
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    return api.http.post("/graphql/", content=content, headers=api.sent_headers() | kind)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"no parts", id="no parts"),
        pytest.param(
            b'--x\r\nContent-Disposition: form-data; name="map"\r\n\r\n'
            + b" " * 2_621_441
            + b"\r\n--x--\r\n",
            id="too large",
        ),
    ],
)
def test_parts_that_cannot_be_read_are_400(anonymous: Api, content: bytes) -> None:
    """A form in parts is refused where it is none, and where a part is larger than it may be."""
    response = _parts(anonymous, content)

    assert (400, "text/plain; charset=utf-8") == (
        response.status_code,
        response.headers["content-type"],
    )


def test_options_are_405_in_json(anonymous: Api) -> None:
    """A preflight is refused like every other method, with a body of JSON."""
    response = anonymous.http.options("/graphql/")

    assert (405, ["errors"]) == (response.status_code, list(response.json()))


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("{ units { } }", "Syntax Error: Expected Name, found '}'."),
        ("mutation { foo }", "Cannot query field 'foo' on type 'Mutation'."),
        ("{ currentUsr { pk } }", "Cannot query field 'currentUsr' on type 'Query'."),
        ("{ units(code: 1) { totalCount } }", "Unknown argument 'code' on field 'Query.units'."),
        (
            "{ __schema { queryType { name } } }",
            (
                "GraphQL introspection has been disabled, but the requested query contained"
                " the field '__schema'."
            ),
        ),
    ],
)
def test_a_rejected_document_is_400_without_data(anonymous: Api, query: str, message: str) -> None:
    """Nothing ran: no data key, no extensions, and no suggestions as in production."""
    response = anonymous.post(query)

    body = response.json()
    assert (400, ["errors"]) == (response.status_code, list(body))
    assert message == body["errors"][0]["message"]
    assert {"message", "locations"} == set(body["errors"][0])


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (
            {"name": "x", "unit": 1, "extUuid": "3"},
            (
                "Variable '$i' got invalid value {'name': 'x', 'unit': 1, 'extUuid': '3'};"
                " Field 'extUuid' is not defined by type 'ReservationUnitCreateMutationInput'."
            ),
        ),
        (
            {"name": "x"},
            (
                "Variable '$i' got invalid value {'name': 'x'};"
                " Field 'unit' of required type 'Int!' was not provided."
            ),
        ),
        (
            {"name": "x", "unit": 1, "authentication": "FOO"},
            (
                "Variable '$i' got invalid value 'FOO' at 'i.authentication';"
                " Value 'FOO' does not exist in 'AuthenticationType' enum."
            ),
        ),
        (
            {"name": "x", "unit": 1, "pricings": [{"begins": "soon", "taxPercentage": 1}]},
            (
                "Variable '$i' got invalid value 'soon' at 'i.pricings[0].begins';"
                " Date cannot represent value: 'soon'"
            ),
        ),
        (
            {"name": None, "unit": 1},
            (
                "Variable '$i' got invalid value None at 'i.name';"
                " Expected non-nullable type 'String!' not to be None."
            ),
        ),
        (
            {"name": "x", "unit": "1"},
            (
                "Variable '$i' got invalid value '1' at 'i.unit';"
                " Int cannot represent non-integer value: '1'"
            ),
        ),
        (
            None,
            (
                "Variable '$i' of non-null type 'ReservationUnitCreateMutationInput!'"
                " must not be null."
            ),
        ),
    ],
)
def test_a_rejected_variable_is_400(admin: Api, values: Any, message: str) -> None:
    """Unknown fields, bad enums and missing fields are rejected before anything runs."""
    query = """mutation($i: ReservationUnitCreateMutationInput!) {
        createReservationUnit(input: $i) { pk } }"""
    response = admin.post(query, i=values)

    body = response.json()
    assert (400, message) == (response.status_code, body["errors"][0]["message"])
    assert "data" not in body


def test_a_missing_variable_is_400(admin: Api) -> None:
    """A required variable must be given."""
    query = "mutation($i: SpaceCreateMutationInput!) { createSpace(input: $i) { pk } }"
    (error,) = admin.post(query).json()["errors"]

    assert (
        "Variable '$i' of required type 'SpaceCreateMutationInput!' was not provided."
        == error["message"]
    )


def test_literals_are_checked_too(admin: Api) -> None:
    """A bad value that stands in the document is rejected as the document is."""
    query = 'mutation { createSpace(input: {name: "x", unit: "1"}) { pk } }'

    assert 400 == admin.post(query).status_code


@pytest.mark.parametrize(
    ("query", "most"),
    [
        ("{ spaces { edges { node { %s } } } }" % ("unit { pk } " * 11), 10),
        ("{ units { edges { node { %s } } } }" % ("spaces { pk } " * 13), 12),
        ("{ reservationUnits { edges { node { %s } } } }" % ("unit { pk } " * 31), 30),
    ],
)
def test_a_query_that_joins_too_much_is_an_error(anonymous: Api, query: str, most: int) -> None:
    """Joined relations are counted: HTTP 200, data null, no extensions."""
    answer = anonymous.answer(query)

    (error,) = answer["errors"]
    assert f"Query complexity exceeds the maximum allowed of {most}" == error["message"]
    assert "extensions" not in error
    assert [None] == list(answer["data"].values())


def test_what_is_as_complex_as_allowed_is_answered(anonymous: Api) -> None:
    """Thirty relations of a room are answered, through fragments too."""
    query = """{ reservationUnits { edges { node { ...A ... on ReservationUnitNode { unit { pk } }
        } } } } fragment A on ReservationUnitNode { %s }""" % ("unit { pk } " * 29)

    assert "errors" not in anonymous.answer(query)


def test_aliases_are_separate_transactions(admin: Api) -> None:
    """The middle of three mutations fails: the first and the third are stored all the same."""
    answer = admin.answer("""mutation {
        a: createSpace(input: {name: "a", unit: 1}) { pk }
        b: createSpace(input: {name: "b", unit: 999}) { pk }
        c: createSpace(input: {name: "c", unit: 1}) { pk } }""")

    data = answer["data"]
    (error,) = answer["errors"]
    assert ["b"] == error["path"]
    assert data["b"] is None
    query = "query($p: [Int]) { spaces(pk: $p) { totalCount } }"
    stored = admin.data(query, p=[data["a"]["pk"], data["c"]["pk"]])
    assert 2 == stored["spaces"]["totalCount"]


def test_other_bodies_are_read_too(anonymous: Api) -> None:
    """A bare document and a form are understood as well."""
    headers = anonymous.sent_headers()
    query = "{ currentUser { pk } }"
    bare = raw(anonymous, query.encode(), **{"Content-Type": "application/graphql"})
    form = anonymous.http.post("/graphql/", data={"query": query}, headers=headers)

    assert bare.json() == form.json() == {"data": {"currentUser": None}}


def test_a_form_field_may_hold_the_token(anonymous: Api) -> None:
    """Of a form the field is looked at before the header."""
    data = {"query": "{ currentUser { pk } }", "csrfmiddlewaretoken": TOKEN}
    response = anonymous.http.post("/graphql/", data=data, headers={"Cookie": f"csrftoken={TOKEN}"})

    assert 200 == response.status_code


def test_answers_name_the_field_of_an_error(admin: Api) -> None:
    """A refused mutation has its path, its code and null as data."""
    answer = admin.write("createReservationUnit", draft(unit=999))

    assert {"createReservationUnit": None} == answer["data"]
    assert ["createReservationUnit"] == answer["errors"][0]["path"]
    assert "Unit with pk 999 does not exist." == answer["errors"][0]["message"]
    assert {"code": "ENTITY_NOT_FOUND"} == answer["errors"][0]["extensions"]
