"""How the client behaves towards a server and its network."""

import asyncio
import gzip
import ssl
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import respx

from tests.clock import now
from varaamo_sync.booking import CreateSpace, ReadVenues
from varaamo_sync.booking.client import AsyncVaraamoClient, ClientOptions, Timeouts, VaraamoClient
from varaamo_sync.booking.client.message import LARGEST
from varaamo_sync.booking.retry import Patience, Policy
from varaamo_sync.errors import ProtocolMismatch, RequestRejected, UsageError
from varaamo_sync.sandbox import Sandbox, running

URL = "https://varaamo.example.invalid"
ONCE = Patience(policy=Policy(attempts=1))
SPACE = CreateSpace(code="demo:a", venue=1, name={"fi": "A"})
VENUES = {"data": {"unitsAll": []}}


def _answering(answer: Any) -> dict[str, Any]:
    """Return arguments of a client to whom everything is answered alike."""
    return {"transport": httpx.MockTransport(lambda _: answer()), "patience": ONCE}


def test_requests_say_who_sends_them() -> None:
    """The User-Agent has name, version and a page to turn to, which a caller may choose."""
    seen: list[str] = []

    def note(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers["user-agent"])
        return httpx.Response(200, json=VENUES)

    transport = httpx.MockTransport(note)
    with VaraamoClient(URL, transport=transport) as api:
        api.execute(ReadVenues())
    with VaraamoClient(URL, transport=transport, contact="https://city.example/it") as api:
        api.execute(ReadVenues())

    name, page = seen[0].split(" ")
    assert name.startswith("varaamo-sync/")
    assert page.startswith("(+https://")
    assert [f"{name} (+https://city.example/it)"] == seen[1:]


def _sent_by(count: int, *, asynchronously: bool, **options: Any) -> list[float]:
    """Return the moments at which requests were sent, by a clock that only sleeping moves."""
    now, sent = [0.0], list[float]()

    def note(_: httpx.Request) -> httpx.Response:
        sent.append(now[0])
        return httpx.Response(200, json=VENUES)

    def sleep(seconds: float) -> None:
        now[0] += seconds

    async def asleep(seconds: float) -> None:
        sleep(seconds)

    async def ask() -> None:
        async with AsyncVaraamoClient(
            URL, transport=transport, patience=patience, sleep=asleep, **options
        ) as api:
            for _ in range(count):
                await api.execute(ReadVenues())

    transport, patience = httpx.MockTransport(note), Patience(clock=lambda: now[0])
    if asynchronously:
        asyncio.run(ask())
    else:
        with VaraamoClient(
            URL, transport=transport, patience=patience, sleep=sleep, **options
        ) as api:
            for _ in range(count):
                api.execute(ReadVenues())
    return [round(moment, 6) for moment in sent]


@pytest.mark.parametrize("asynchronously", [False, True])
def test_requests_keep_their_pace(asynchronously: bool) -> None:
    """No more begin in a second than may; without a limit none waits."""
    four = {"asynchronously": asynchronously, "requests_per_second": 4}

    assert [0.0, 0.25, 0.5, 0.75, 1.0] == _sent_by(5, **four)  # type: ignore[arg-type]
    assert [0.0, 0.05] == _sent_by(2, asynchronously=asynchronously)
    assert [0.0] * 3 == _sent_by(3, asynchronously=asynchronously, requests_per_second=None)


@pytest.mark.parametrize("limit", [0, -1])
def test_limits_that_let_nothing_through_are_refused(limit: float) -> None:
    """A rate or a timeout of nothing is a mistake of the caller."""
    with pytest.raises(UsageError, match="requests per second"):
        VaraamoClient(URL, requests_per_second=limit)
    with pytest.raises(UsageError, match="read"):
        Timeouts(read=limit)


def test_each_timeout_is_the_callers() -> None:
    """Connect, read, write and pool are each what was asked for, else patient by default."""
    for client in (VaraamoClient, AsyncVaraamoClient):
        asked = client(URL, timeouts=Timeouts(connect=1, read=2, write=3, pool=4))
        usual = client(URL)

        assert httpx.Timeout(connect=1, read=2, write=3, pool=4) == asked._http.timeout
        assert httpx.Timeout(connect=10, read=75, write=30, pool=60) == usual._http.timeout


class _Endless(httpx.SyncByteStream):
    """A body without end, which notes how much of it was taken."""

    taken = 0

    def __iter__(self) -> Iterator[bytes]:
        while True:
            self.taken += 1_000_000
            yield bytes(1_000_000)


def test_an_answer_without_end_is_stopped_while_it_comes() -> None:
    """No more is read than the limit; after a write nothing is certain then."""
    stream = _Endless()
    with (
        VaraamoClient(URL, **_answering(lambda: httpx.Response(200, stream=stream))) as api,
        pytest.raises(ProtocolMismatch, match="larger") as caught,
    ):
        api.execute(SPACE)

    assert not caught.value.certain
    assert LARGEST + 1_000_000 >= stream.taken


class _Pieces(httpx.SyncByteStream):
    """A body in pieces of the size that a socket gives."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def __iter__(self) -> Iterator[bytes]:
        for start in range(0, len(self._content), 65_536):
            yield self._content[start : start + 65_536]


def _packed(content: bytes, encoding: str = "gzip") -> Any:
    headers = {"Content-Encoding": encoding}
    return lambda: httpx.Response(200, headers=headers, stream=_Pieces(content))


def test_a_packed_answer_is_unpacked() -> None:
    """Answers may come packed with gzip."""
    packed = gzip.compress(b'{"data": {"unitsAll": []}}')
    with VaraamoClient(URL, **_answering(_packed(packed))) as api:
        assert () == api.execute(ReadVenues())


@pytest.mark.parametrize(
    ("content", "encoding", "said"),
    [
        (gzip.compress(bytes(LARGEST + 1)), "gzip", "larger"),
        (b"no gzip", "gzip", "unpacked"),
        (b"{}", "br", "not asked for"),
        (b"{}", "gzip, gzip", "not asked for"),
    ],
)
def test_what_cannot_be_unpacked_safely_is_refused(
    content: bytes, encoding: str, said: str
) -> None:
    """A bomb, a broken answer and an encoding that nobody asked for are told, not unpacked."""
    with (
        VaraamoClient(URL, **_answering(_packed(content, encoding))) as api,
        pytest.raises(ProtocolMismatch, match=said),
    ):
        api.execute(ReadVenues())


@respx.mock
@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_told_and_not_followed(status: int) -> None:
    """Session and token go to no other host, whatever the server says."""
    elsewhere = respx.route(host="elsewhere.example").mock(return_value=httpx.Response(200))
    moved = httpx.Response(status, headers={"Location": "https://elsewhere.example/graphql/"})
    respx.post(f"{URL}/graphql/").mock(return_value=moved)

    with (
        VaraamoClient(URL, session="cookie") as api,
        pytest.raises(RequestRejected, match=r"elsewhere\.example"),
    ):
        api.execute(ReadVenues())

    assert 0 == elsewhere.call_count


def test_certificates_are_always_checked() -> None:
    """Both clients check a server's certificate and its name, and nothing switches it off."""
    for client in (VaraamoClient(URL), AsyncVaraamoClient(URL)):
        pool: Any = client._http._transport._pool  # type: ignore[attr-defined]
        context: ssl.SSLContext = pool._ssl_context

        assert (ssl.CERT_REQUIRED, True) == (context.verify_mode, context.check_hostname)
    assert "verify" not in ClientOptions.__annotations__


def test_no_proxy_is_told_what_goes_to_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy of the environment would get the session in the open; loopback goes straight."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)

    with (
        Sandbox(clock=now) as sandbox,
        running(sandbox) as url,
        VaraamoClient(url, patience=ONCE) as api,
    ):
        assert api.execute(ReadVenues())
