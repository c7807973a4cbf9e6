import asyncio
import json
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
import respx

from varaamo_sync.booking import CreateSpace, ReadUser, ReadVenues
from varaamo_sync.booking.client import AsyncVaraamoClient, PasswordLogin, VaraamoClient, origin_of
from varaamo_sync.booking.retry import Patience, Policy
from varaamo_sync.errors import (
    BookingError,
    CredentialsWithheld,
    Deadlocked,
    PermissionDenied,
    ServerFault,
    Unreachable,
    UsageError,
)
from varaamo_sync.snapshot import RemoteVenue

URL = "https://varaamo.example.invalid"
QUICK = Patience(policy=Policy(first_wait=0.001, longest_wait=0.002))
VENUES = {
    "unitsAll": [{"pk": 1, "tprekId": "demo-001", "nameFi": "A", "nameSv": None, "nameEn": ""}]
}
SPACE = CreateSpace(code="demo:a", venue=1, name={"fi": "A"})


def data(value: Any) -> httpx.Response:
    """Return a good answer."""
    return httpx.Response(200, json={"data": value})


@pytest.fixture
def api() -> Iterator[VaraamoClient]:
    """Give a client of a real-looking address; respx answers for it."""
    with VaraamoClient(URL, session="cookie", patience=QUICK) as client:
        yield client


@respx.mock
def test_a_request_carries_what_django_wants(api: VaraamoClient) -> None:
    """Session, self-made CSRF token in cookie and header, Origin and Referer (facts, section 1)."""
    route = respx.post(f"{URL}/graphql/").mock(return_value=data(VENUES))

    venues = api.execute(ReadVenues())

    headers = route.calls.last.request.headers
    cookies = dict(pair.split("=") for pair in headers["cookie"].split("; "))
    assert (RemoteVenue(1, "demo-001", {"fi": "A"}),) == venues
    assert {"sessionid": "cookie", "csrftoken": headers["x-csrftoken"]} == cookies
    assert (URL, f"{URL}/", 32) == (
        headers["origin"],
        headers["referer"],
        len(headers["x-csrftoken"]),
    )
    assert headers["user-agent"].startswith("varaamo-sync/")


@respx.mock
def test_a_read_is_repeated(api: VaraamoClient) -> None:
    """A failed read is sent again: it changes nothing."""
    answers = [httpx.ConnectError("no"), httpx.Response(502, text="<html>"), data(VENUES)]
    route = respx.post(f"{URL}/graphql/").mock(side_effect=answers)

    api.execute(ReadVenues())

    assert route.call_count == 3


@respx.mock
@pytest.mark.parametrize(
    "failure", [httpx.ReadTimeout("late"), httpx.RemoteProtocolError("cut"), httpx.Response(504)]
)
def test_a_write_with_unknown_outcome_is_never_repeated(api: VaraamoClient, failure: Any) -> None:
    """After a timeout, a cut or a 504 the write may be stored (facts, section 4)."""
    route = respx.post(f"{URL}/graphql/").mock(side_effect=[failure])

    with pytest.raises(BookingError) as caught:
        api.execute(SPACE)

    assert (route.call_count, caught.value.certain) == (1, False)


@respx.mock
def test_a_write_that_stored_nothing_for_certain_is_repeated(api: VaraamoClient) -> None:
    """A deadlock was rolled back and a refused connection never left (facts, section 6)."""
    deadlock = httpx.Response(200, json={"errors": [{"message": "deadlock detected\nDETAIL: x"}]})
    answers = [deadlock, httpx.ConnectError("no"), data({"createSpace": {"pk": 7}})]
    respx.post(f"{URL}/graphql/").mock(side_effect=answers)

    assert api.execute(SPACE) == 7


@respx.mock
def test_patience_ends_and_says_how_often_it_was_tried(api: VaraamoClient) -> None:
    """After the last try the last error is raised, with the number of tries."""
    deadlock = httpx.Response(200, json={"errors": [{"message": "deadlock detected"}]})
    respx.post(f"{URL}/graphql/").mock(return_value=deadlock)

    with pytest.raises(Deadlocked) as caught:
        api.execute(SPACE)

    assert QUICK.policy.attempts == caught.value.attempts


@respx.mock
def test_a_wrong_password_is_told() -> None:
    """The form again, and no session, is a refused login (facts, section 1)."""
    respx.post(f"{URL}/admin/login/").mock(return_value=httpx.Response(200, text="<form>"))

    with VaraamoClient(URL, login=PasswordLogin("a", "b")) as api, pytest.raises(PermissionDenied):
        api.log_in()


@respx.mock
def test_a_session_that_ended_is_renewed_and_the_write_sent_again() -> None:
    """A dead session looks like a missing right; with a password it is renewed and goes on."""
    sessions: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        cookie = request.headers.get("cookie", "")
        sessions.append(cookie.partition("sessionid=")[2])
        query = json.loads(request.content)["query"]
        if "CurrentUser" in query:
            return data({"currentUser": None})
        if "sessionid=new" in cookie:
            return data({"createSpace": {"pk": 7}})
        error = {"message": "No", "extensions": {"code": "CREATE_PERMISSION_DENIED"}}
        return httpx.Response(200, json={"errors": [error]})

    respx.post(f"{URL}/graphql/").mock(side_effect=answer)
    login = httpx.Response(302, headers={"set-cookie": "sessionid=new; HttpOnly"})
    respx.post(f"{URL}/admin/login/").mock(return_value=login)
    with VaraamoClient(URL, session="old", login=PasswordLogin("a", "b")) as api:
        assert api.execute(SPACE) == 7

    assert sessions == ["old", "old", "new"]


@respx.mock
def test_both_clients_do_the_same() -> None:
    """The async client gives the same answers and repeats the same failures."""
    respx.post(f"{URL}/graphql/").mock(
        side_effect=[httpx.Response(503), data({"currentUser": None})]
    )

    async def ask() -> object:
        async with AsyncVaraamoClient(URL, patience=QUICK) as api:
            return await api.execute(ReadUser())

    assert asyncio.run(ask()) is None


def test_plain_http_is_refused_but_on_this_machine() -> None:
    """Session and password never travel in the open."""
    with pytest.raises(CredentialsWithheld):
        VaraamoClient("http://varaamo.example.invalid")
    for url in ("http://127.0.0.1:8123", "http://localhost:1", "http://[::1]:5"):
        VaraamoClient(url).close()


@pytest.mark.parametrize(
    "url", ["varaamo.example", "ftp://a", "https://", "https://a:b", "https://u:p@host"]
)
def test_what_is_no_address_is_told(url: str) -> None:
    """A wrong address is a usage error, and one with a password in it too."""
    with pytest.raises(UsageError):
        origin_of(url)


def test_every_failure_of_httpx_is_translated() -> None:
    """Each exception that httpx knows becomes an error of this library."""
    kinds = [
        kind
        for kind in vars(httpx).values()
        if isinstance(kind, type) and issubclass(kind, httpx.HTTPError | httpx.InvalidURL)
    ]
    for kind in kinds:
        error = _instance(kind)

        def fail(request: httpx.Request, error: Exception = error) -> httpx.Response:
            raise error

        patience = Patience(policy=Policy(attempts=1))
        with (
            VaraamoClient(URL, transport=httpx.MockTransport(fail), patience=patience) as api,
            pytest.raises((Unreachable, ServerFault, UsageError)),
        ):
            api.execute(ReadVenues())


def _instance(kind: type[Exception]) -> Exception:
    makers: list[Callable[[], Exception]] = [
        lambda: kind("x"),
        lambda: kind("x", request=httpx.Request("GET", URL), response=httpx.Response(500)),  # type: ignore[call-arg]
    ]
    for make in makers:
        try:
            return make()
        except TypeError:
            continue
    raise AssertionError(kind)
