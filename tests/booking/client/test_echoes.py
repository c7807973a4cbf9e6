"""A server that repeats what it was sent: errors and logs tell none of it."""

import json
import logging
import traceback
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from tests.booking.client.sockets import Connection, Server, serving
from varaamo_sync.booking import CreateSpace
from varaamo_sync.booking.client import PasswordLogin, VaraamoClient
from varaamo_sync.booking.retry import Patience, Policy
from varaamo_sync.errors import BookingError

URL = "https://varaamo.example.invalid"
SESSION = "merkittyistunto0merkittyistunto1"
PASSWORD = 'merkitty "salasana" å&8841'
ONCE = Patience(policy=Policy(attempts=1))
SPACE = CreateSpace(code="demo:a", venue=1, name={"fi": "A"})

Echo = Callable[[str], httpx.Response]


def _error(message: Any, code: str, field: str = "code") -> dict[str, Any]:
    fields = [{"field": field, "message": message, "code": code}]
    extensions = {"code": "MUTATION_VALIDATION_ERROR", "errors": fields}
    return {"errors": [{"message": str(message), "extensions": extensions}], "data": None}


ECHOES: dict[str, Echo] = {
    "graphql": lambda said: httpx.Response(200, json={"errors": [{"message": f"No {said}"}]}),
    "code": lambda said: httpx.Response(
        200, json={"errors": [{"message": "x", "extensions": {"code": said}}]}
    ),
    "field": lambda said: httpx.Response(200, json=_error(f"No {said}", said, said)),
    "nested": lambda said: httpx.Response(200, json=_error({said: [said]}, said)),
    "rejected": lambda said: httpx.Response(400, json={"errors": [{"message": said}]}),
    "forged": lambda said: httpx.Response(403, json={"reason": said}),
    "redirect": lambda said: httpx.Response(302, headers={"Location": f"/?a={quote(said)}"}),
    "html 500": lambda said: httpx.Response(500, html=f"<pre>{said}</pre>"),
    "html 200": lambda said: httpx.Response(200, html=f"<pre>{said}</pre>"),
    "shape": lambda said: httpx.Response(200, json={"data": {"createSpace": {"pk": said}}}),
    "not a mapping": lambda said: httpx.Response(200, json={"data": said}),
    "retry": lambda said: httpx.Response(503, headers={"Retry-After": quote(said)}),
    "set again": lambda said: httpx.Response(
        500, headers={"Set-Cookie": f"sessionid={quote(said)}"}, text=said
    ),
}


def _told(error: BaseException) -> str:
    """Return everything that an error and its causes tell, as a collector of errors would."""
    found, cause = "".join(traceback.format_exception(error)), error.__cause__
    while cause is not None:
        found += repr(cause) + repr(vars(cause)) + repr(getattr(cause, "doc", ""))
        cause = cause.__cause__
    return found + repr(error) + repr(vars(error)) + json.dumps(str(error))


def _leaked(text: str, *secrets: str) -> list[str]:
    spellings = [(s, quote(s), json.dumps(s)[1:-1]) for s in secrets]
    return [ways[0] for ways in spellings if any(way in text for way in ways)]


@pytest.mark.parametrize("kind", ECHOES)
def test_an_error_repeats_no_cookie_and_no_token(
    kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever part of an answer repeats them, the error, its causes and the logs do not."""
    caplog.set_level(logging.DEBUG)
    sent: list[str] = []

    def echo(request: httpx.Request) -> httpx.Response:
        sent.append(request.headers["x-csrftoken"])
        return ECHOES[kind](f"{request.headers['cookie']} {sent[-1]}")

    transport = httpx.MockTransport(echo)
    with (
        VaraamoClient(URL, session=SESSION, transport=transport, patience=ONCE) as api,
        pytest.raises(BookingError) as caught,
    ):
        api.execute(SPACE)

    assert 32 == len(sent[0])
    assert [] == _leaked(_told(caught.value) + caplog.text, SESSION, sent[0])


@pytest.mark.parametrize("kind", sorted(ECHOES.keys() - {"graphql", "code", "field", "nested"}))
def test_a_login_repeats_no_password(kind: str) -> None:
    """A login form that shows the password again: the error does not."""

    def echo(request: httpx.Request) -> httpx.Response:
        assert b"merkitty" in request.content
        return ECHOES[kind](PASSWORD)

    login, transport = PasswordLogin("admin", PASSWORD), httpx.MockTransport(echo)
    with (
        VaraamoClient(URL, login=login, transport=transport, patience=ONCE) as api,
        pytest.raises(BookingError) as caught,
    ):
        api.log_in()

    assert [] == _leaked(_told(caught.value), PASSWORD)


@pytest.mark.parametrize("line", ["{said}", "HTTP/1.1 200 OK\r\n{said}", "HTTP/1.1 200 {said}\0"])
def test_what_is_none_of_http_is_not_quoted(line: str, caplog: pytest.LogCaptureFixture) -> None:
    """A garbled answer that repeats the cookie stands neither in the error nor in the logs."""
    caplog.set_level(logging.DEBUG)

    def serve(connection: Connection, server: Server) -> None:
        request = connection.request() or b""
        said = next(row for row in request.decode().split("\r\n") if "cookie:" in row.lower())
        connection.socket.sendall(line.format(said=f"{said[8:]}\r\n\r\n").encode())

    with (
        serving(serve) as server,
        VaraamoClient(server.url, session=SESSION, patience=ONCE) as api,
        pytest.raises(BookingError) as caught,
    ):
        api.execute(SPACE)

    assert [] == _leaked(_told(caught.value) + caplog.text, SESSION)
    assert "http11" in {record.name.rpartition(".")[2] for record in caplog.records}
