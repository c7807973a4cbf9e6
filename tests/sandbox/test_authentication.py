"""Facts, section 1."""

from datetime import timedelta

import httpx
import pytest

from tests.sandbox.api import START, TOKEN, Api, Clock, draft, log_in
from tests.sandbox.conftest import Login
from varaamo_sync.sandbox import Sandbox, SandboxTransport

QUERY = {"query": "{ currentUser { pk } }"}
HEADER = {"X-CSRFToken": TOKEN}
COOKIE = {"Cookie": f"csrftoken={TOKEN}"}


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        (HEADER, "CSRF cookie not set."),
        (COOKIE, "CSRF token missing."),
        (
            COOKIE | {"X-CSRFToken": "x" * 32},
            "CSRF token from the 'X-Csrftoken' HTTP header incorrect.",
        ),
        (
            COOKIE | {"X-CSRFToken": "short"},
            "CSRF token from the 'X-Csrftoken' HTTP header has incorrect length.",
        ),
        (
            COOKIE | {"X-CSRFToken": "?" * 32},
            "CSRF token from the 'X-Csrftoken' HTTP header has invalid characters.",
        ),
        ({"Cookie": "csrftoken=short"}, "CSRF cookie has incorrect length."),
        (
            COOKIE | HEADER | {"Origin": "https://evil.example"},
            "Origin checking failed - https://evil.example does not match any trusted origins.",
        ),
    ],
)
def test_every_post_is_checked_for_forgery(
    http: httpx.Client, headers: dict[str, str], reason: str
) -> None:
    """A query by POST needs token cookie and token header too, and the answer has no errors key."""
    response = http.post("/graphql/", json=QUERY, headers=headers)

    expected = {
        "error": "CSRF verification failed. Request aborted.",
        "code": "CSRF_FAILURE",
        "reason": reason,
    }
    assert (403, expected) == (response.status_code, response.json())


def test_browsers_get_a_page_for_a_forged_request(http: httpx.Client) -> None:
    """Whoever accepts HTML only gets HTML."""
    response = http.post("/graphql/", json=QUERY, headers={"Accept": "text/html"})

    assert (403, True) == (response.status_code, response.text.startswith("<h1>"))


def test_a_self_made_token_is_believed(http: httpx.Client) -> None:
    """Thirty-two letters and digits as cookie and as header do: the check is a double submit."""
    response = http.post("/graphql/", json=QUERY, headers=COOKIE | HEADER)

    assert (200, {"data": {"currentUser": None}}) == (response.status_code, response.json())


def test_the_csrf_page_gives_a_token(http: httpx.Client) -> None:
    """``/csrf/`` gives a token as body, header and cookie, and it is believed."""
    response = http.get("/csrf/")

    token = response.json()["csrfToken"]
    assert token == response.headers["NewCSRFToken"] == response.cookies["csrftoken"]
    headers = {"X-CSRFToken": token, "Cookie": f"csrftoken={token}"}
    assert http.post("/graphql/", json=QUERY, headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("headers", "status", "reason"),
    [
        ({}, 403, "Referer checking failed - no Referer."),
        ({"Referer": "https://evil.example/"}, 403, "does not match any trusted origins."),
        ({"Referer": "http://sandbox.localhost/"}, 403, "insecure"),
        ({"Referer": "nonsense"}, 403, "malformed"),
        ({"Referer": "https://sandbox.localhost/anything"}, 200, ""),
        ({"Origin": "https://sandbox.localhost"}, 200, ""),
    ],
)
def test_https_wants_a_referer_or_an_origin(
    sandbox: Sandbox, headers: dict[str, str], status: int, reason: str
) -> None:
    """Over HTTPS a request says where it comes from, or is refused."""
    with (
        SandboxTransport(sandbox) as transport,
        httpx.Client(transport=transport, base_url="https://sandbox.localhost") as client,
    ):
        response = client.post("/graphql/", json=QUERY, headers=COOKIE | HEADER | headers)

    assert status == response.status_code
    assert reason in response.json().get("reason", "")


def test_a_login_gives_a_session_and_a_new_token(http: httpx.Client) -> None:
    """The right password: 302 to ``next``, a session for 14 days, and another token."""
    form = http.get("/admin/login/")
    token = form.text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    fields = {"username": "admin", "password": "admin", "csrfmiddlewaretoken": token}
    response = http.post("/admin/login/?next=/csrf/", data=fields)

    cookies = response.headers.get_list("set-cookie")
    (session,) = [cookie for cookie in cookies if cookie.startswith("sessionid=")]
    assert (302, "/csrf/") == (response.status_code, response.headers["location"])
    assert "Max-Age=1209600" in session
    assert "HttpOnly" in session
    assert form.cookies["csrftoken"] != response.cookies["csrftoken"]


@pytest.mark.parametrize(("name", "password"), [("admin", "wrong"), ("nobody", "nobody")])
def test_a_wrong_password_shows_the_form_again(
    http: httpx.Client, name: str, password: str
) -> None:
    """A failed login is 200 with the form and without a session."""
    response = log_in(http, name, password)

    assert 200 == response.status_code
    assert "<form" in response.text
    assert "sessionid" not in response.cookies


def test_a_login_never_leads_elsewhere(http: httpx.Client) -> None:
    """``next`` leads only to this server."""
    fields = {
        "username": "admin",
        "password": "admin",
        "csrfmiddlewaretoken": TOKEN,
        "next": "https://evil.example/",
    }
    response = http.post("/admin/login/", data=fields, headers=COOKIE)

    assert "/admin/" == response.headers["location"]


@pytest.mark.parametrize("value", ["Bearer abc", "Basic YWRtaW46YWRtaW4="])
def test_authorization_headers_are_ignored(anonymous: Api, value: str) -> None:
    """Only sessions count: with any Authorization header the user stays anonymous, without 401."""
    anonymous.headers["Authorization"] = value

    assert {"currentUser": None} == anonymous.data("{ currentUser { pk } }")


def test_a_dead_session_is_nobody(admin: Api, sandbox: Sandbox) -> None:
    """A session that ended answers exactly as a missing right; only currentUser tells."""
    alive = admin.data("{ currentUser { username } }")
    sandbox.end_sessions()

    error = admin.error("createReservationUnit", draft())
    assert {"currentUser": {"username": "admin"}} == alive
    assert {"currentUser": None} == admin.data("{ currentUser { username } }")
    assert ("No permission to create.", {"code": "CREATE_PERMISSION_DENIED"}) == (
        error["message"],
        error["extensions"],
    )


@pytest.mark.parametrize(("days", "alive"), [(13, True), (15, False)])
def test_a_session_ends_after_fourteen_days(
    admin: Api, clock: Clock, days: int, alive: bool
) -> None:
    """Use does not prolong a session."""
    clock.moment = START + timedelta(days=days)

    assert alive == (admin.data("{ currentUser { pk } }")["currentUser"] is not None)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("admin", {"isSuperuser": True, "generalRoles": [], "unitRoles": []}),
        (
            "venue-admin",
            {
                "isSuperuser": False,
                "generalRoles": [],
                "unitRoles": [{"role": "ADMIN", "units": [{"pk": 1, "tprekId": "demo-001"}]}],
            },
        ),
        (
            "viewer",
            {"isSuperuser": False, "generalRoles": [{"role": "VIEWER"}], "unitRoles": []},
        ),
    ],
)
def test_a_user_sees_their_roles(login: Login, name: str, expected: dict[str, object]) -> None:
    """``currentUser`` names roles and the venues they hold for."""
    query = """{ currentUser {
        isSuperuser generalRoles { role } unitRoles { role units { pk tprekId } } } }"""

    assert {"currentUser": expected} == login(name).data(query)


@pytest.mark.parametrize(
    ("name", "units", "require_all", "expected"),
    [
        ("admin", [2], True, True),
        ("venue-admin", [1], True, True),
        ("venue-admin", [1, 2], True, False),
        ("venue-admin", [1, 2], False, True),
        ("venue-admin", [], True, True),
        ("viewer", [1], True, False),
    ],
)
def test_rights_can_be_checked_ahead(
    login: Login, name: str, units: list[int], require_all: bool, expected: bool
) -> None:
    """``checkPermissions`` tells whether rooms of some venues may be managed."""
    query = """query($u: [Int!], $a: Boolean) { checkPermissions(
        permission: CAN_MANAGE_RESERVATION_UNITS, units: $u, requireAll: $a) { hasPermission } }"""

    answer = login(name).data(query, u=units, a=require_all)
    assert {"checkPermissions": {"hasPermission": expected}} == answer


@pytest.mark.parametrize(
    ("name", "count", "managed"), [("admin", 16, 7), ("venue-admin", 1, 0), ("viewer", 16, 0)]
)
def test_lists_can_be_cut_to_ones_rights(login: Login, name: str, count: int, managed: int) -> None:
    """``onlyWithPermission`` and ``onlyWithManagePermission`` look at roles."""
    data = login(name).data("""{
        units(onlyWithPermission: true) { totalCount }
        reservationUnits(onlyWithManagePermission: true) { totalCount } }""")

    assert (count, managed) == (
        data["units"]["totalCount"],
        data["reservationUnits"]["totalCount"],
    )


def test_nobody_has_no_rights(anonymous: Api) -> None:
    """Anonymous requests have no permission for anything."""
    data = anonymous.data("""{
        units(onlyWithPermission: true) { totalCount }
        checkPermissions(permission: CAN_VIEW_USERS) { hasPermission } }""")

    assert {"units": {"totalCount": 0}, "checkPermissions": {"hasPermission": False}} == data


def test_a_venue_administrator_writes_only_there(login: Login) -> None:
    """The role counts for the venue of the room, and only there."""
    user = login("venue-admin")
    pk = user.done("createReservationUnit", draft(unit=1))["pk"]

    code = user.error("createReservationUnit", draft(unit=2))["extensions"]["code"]
    assert "CREATE_PERMISSION_DENIED" == code
    assert {"pk": pk} == user.done("updateReservationUnit", {"pk": pk, "unit": 2})
    code = user.error("updateReservationUnit", {"pk": pk, "unit": 1})["extensions"]["code"]
    assert "UPDATE_PERMISSION_DENIED" == code  # moved out of reach: the source's right counts


def test_reads_are_public(anonymous: Api) -> None:
    """Whoever is not logged in sees drafts too."""
    query = "{ reservationUnits(isDraft: true) { edges { node { nameFi } } } }"

    (edge,) = anonymous.data(query)["reservationUnits"]["edges"]
    assert {"nameFi": "Oodin vanha studio"} == edge["node"]
