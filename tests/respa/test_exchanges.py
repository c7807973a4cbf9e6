"""Single exchanges with a Respa: what it answers is told as it came."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from varaamo_sync.errors import BookingError, RespaError, UsageError
from varaamo_sync.explanations import explained
from varaamo_sync.model import LANGS, Lang
from varaamo_sync.respa import RespaExchanges
from varaamo_sync.respa.booking.answers import payload

URL = "https://respa.example.invalid"
LOGIN = ("kirjoittaja", "salainen-sana")
LOGIN_PATH = "/api-token-auth/"

Handle = Callable[[httpx.Request], httpx.Response]


def asked(handle: Handle, login: tuple[str, str] | None = LOGIN) -> RespaExchanges:
    """Return somebody who asks a Respa that is only pretended."""
    transport = httpx.MockTransport(handle)
    return RespaExchanges(URL, login=login, transport=transport, sleep=lambda _: None)


def test_a_login_is_made_once_and_only_where_it_is_wanted() -> None:
    """Without need nobody is told who asks; then one token serves every request."""
    seen: list[tuple[str, str | None]] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append((request.url.path, request.headers.get("Authorization")))
        return httpx.Response(200, json={"token": "a.b.c"})

    with asked(handle) as respa:
        respa.ask("GET", "unit/")
        respa.ask("POST", "resource/new/", {}, login=True)
        respa.ask("DELETE", "resource/x/delete/", login=True)

    assert [
        ("/v1/unit/", None),
        (LOGIN_PATH, None),
        ("/v1/resource/new/", "JWT a.b.c"),
        ("/v1/resource/x/delete/", "JWT a.b.c"),
    ] == seen


@pytest.mark.parametrize(
    ("answer", "status", "value"),
    [
        (httpx.Response(400, json={"name": ["no"]}), 400, {"name": ["no"]}),
        (httpx.Response(500, html="<h1>Server Error (500)</h1>"), 500, None),
        (httpx.Response(204), 204, None),
    ],
)
def test_refusals_are_answers(answer: httpx.Response, status: int, value: object) -> None:
    """Only what says nothing of a Respa is an error."""
    with asked(lambda _: answer) as respa:
        assert (status, value) == respa.ask("GET", "unit/")


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_proxy_is_no_respa(status: int) -> None:
    """What answers in its place is an error, after reads were repeated and writes were not."""
    count = 0

    def handle(_: httpx.Request) -> httpx.Response:
        nonlocal count
        count += 1
        return httpx.Response(status)

    with asked(handle) as respa, pytest.raises(RespaError) as caught:
        respa.ask("POST", "unit/", {})

    assert ("respa-fault", 1) == (caught.value.problem, count)


@pytest.mark.parametrize(("method", "times"), [("GET", 3), ("POST", 1)])
def test_only_reads_are_repeated(method: str, times: int) -> None:
    """A write that nobody answered may have been carried out."""
    count = 0

    def handle(request: httpx.Request) -> httpx.Response:
        nonlocal count
        count += 1
        raise httpx.ReadError("gone", request=request)

    with asked(handle) as respa, pytest.raises(RespaError) as caught:
        respa.ask(method, "unit/")

    assert ("respa-unreachable", times) == (caught.value.problem, count)


@pytest.mark.parametrize(
    ("status", "body"), [(401, {"detail": "no"}), (200, {}), (200, {"token": "å"}), (200, [])]
)
def test_who_is_not_let_in_is_told_so(status: int, body: object) -> None:
    """Neither the password nor what was answered to it is told."""
    with (
        asked(lambda _: httpx.Response(status, json=body)) as respa,
        pytest.raises(RespaError) as caught,
    ):
        respa.ask("GET", "unit/", login=True)

    assert "respa-login-refused" == caught.value.problem
    assert LOGIN[1] not in f"{caught.value} {caught.value.fix}"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("status", [401, 403])
def test_a_refusal_of_a_respa_is_told_in_its_own_terms(status: int, lang: Lang) -> None:
    """It knows no roles of venues, no session to keep, and nothing that is called Varaamo."""
    with pytest.raises(BookingError) as caught:
        payload(status, {}, b'{"detail": "Ei"}', "update_room")

    (said,) = explained(caught.value, lang)
    text = f"{said.what} {said.why} {said.fix}"
    assert "Respa" in text
    assert not [word for word in ("Varaamo", "ADMIN", "varaamo-sync", "session") if word in text]


def test_without_a_login_nobody_can_say_who_asks() -> None:
    """It is told before anything is sent."""
    with (
        asked(lambda _: httpx.Response(200), None) as respa,
        pytest.raises(RespaError) as caught,
    ):
        respa.ask("GET", "unit/", login=True)

    assert ("respa-no-login", False) == (caught.value.problem, respa.has_login)


@pytest.mark.parametrize("url", ["http://respa.example.invalid", "https://u:p@x.example", "respa"])
def test_an_address_that_cannot_be_trusted_is_refused(url: str) -> None:
    """Plain HTTP elsewhere, a password in it, or none at all."""
    with pytest.raises(UsageError):
        RespaExchanges(url)
