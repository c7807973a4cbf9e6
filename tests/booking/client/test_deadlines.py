"""However slowly a server answers, every exchange ends."""

import asyncio
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import httpx
import pytest

from tests.booking.client.sockets import Connection, Server, serving
from varaamo_sync.booking import Command, CreateSpace, ReadVenues
from varaamo_sync.booking.client import AsyncVaraamoClient, Timeouts, VaraamoClient
from varaamo_sync.booking.retry import Patience, Policy
from varaamo_sync.errors import Unreachable, UsageError

URL = "https://varaamo.example.invalid"
SPACE = CreateSpace(code="demo:a", venue=1, name={"fi": "A"})
HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n"


class Time:
    """Seconds that pass when somebody says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


Ask = Callable[..., Unreachable]


def _synchronously(url: str, command: Command[Any], **options: Any) -> Unreachable:
    with VaraamoClient(url, **options) as api, pytest.raises(Unreachable) as caught:
        api.execute(command)
    return caught.value


def _asynchronously(url: str, command: Command[Any], **options: Any) -> Unreachable:
    async def ask() -> None:
        async with AsyncVaraamoClient(url, **options) as api:
            await api.execute(command)

    with pytest.raises(Unreachable) as caught:
        asyncio.run(ask())
    return caught.value


both = pytest.mark.parametrize("ask", [_synchronously, _asynchronously], ids=["sync", "async"])


def _bytes_of_the_head() -> Iterator[bytes]:
    yield from (b"HTTP/1.1 200 OK\r\nX: "[i : i + 1] for i in range(20))
    yield from (b"x" for _ in count())


def _bytes_of_the_body() -> Iterator[bytes]:
    yield HEAD
    yield from (b" " for _ in count())


def _interim_answers() -> Iterator[bytes]:
    yield from (b"HTTP/1.1 103 Early Hints\r\n\r\n" for _ in count())


def _chunks() -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    yield from (b"1\r\n \r\n" for _ in count())


SLOW = {
    "head": _bytes_of_the_head,
    "body": _bytes_of_the_body,
    "interim": _interim_answers,
    "chunks": _chunks,
}


def _slow(time: Time, pieces: Callable[[], Iterator[bytes]]) -> Callable[..., None]:
    """Answer in pieces, each of which takes 15 s, for as long as somebody listens."""

    def serve(connection: Connection, server: Server) -> None:
        request = connection.request()
        assert request is not None
        server.requests.append((connection.number, request))
        try:
            for piece in pieces():
                time.now += 15.0
                connection.socket.sendall(piece)
        except OSError:
            return

    return serve


@both
@pytest.mark.parametrize("kind", SLOW)
@pytest.mark.parametrize("command", [ReadVenues(), SPACE], ids=["read", "write"])
def test_an_answer_that_trickles_ends(ask: Ask, kind: str, command: Command[Any]) -> None:
    """Head, body, chunks or interim answers every 15 s: after 150 s it ends, and is uncertain."""
    time = Time()
    patience = Patience(policy=Policy(attempts=1), clock=time)
    with serving(_slow(time, SLOW[kind])) as server:
        error = ask(server.url, command, patience=patience)

    assert not error.certain
    assert "150 s in all" in str(error)
    assert 1 == len(server.requests)


@both
def test_the_total_is_the_callers(ask: Ask) -> None:
    """How long an exchange may take can be said."""
    time = Time()
    options: dict[str, Any] = {
        "patience": Patience(policy=Policy(attempts=1), clock=time),
        "timeouts": Timeouts(total=40),
    }
    with serving(_slow(time, _bytes_of_the_body)) as server:
        assert "40 s in all" in str(ask(server.url, ReadVenues(), **options))
    with pytest.raises(UsageError, match="total"):
        Timeouts(total=0)


@both
def test_what_is_over_before_it_is_sent_was_not_sent(ask: Ask) -> None:
    """Where the time is up before the request left, nothing was stored for certain."""
    moments = iter(range(0, 10**6, 1000))
    patience = Patience(policy=Policy(attempts=1), clock=lambda: next(moments))
    with serving(lambda connection, _: connection.some()) as server:
        error = ask(server.url, SPACE, patience=patience)

    assert error.certain
    assert [] == server.requests


class _Trickle(httpx.SyncByteStream, httpx.AsyncByteStream):
    def __init__(self, time: Time) -> None:
        self._time = time

    def __iter__(self) -> Iterator[bytes]:
        while True:
            self._time.now += 15.0
            yield b" "

    async def __aiter__(self) -> Any:
        for piece in self:
            yield piece


@both
def test_any_transport_is_bounded(ask: Ask) -> None:
    """A body from a transport that the caller gave ends, too."""
    time = Time()
    transport = httpx.MockTransport(lambda _: httpx.Response(200, stream=_Trickle(time)))
    patience = Patience(policy=Policy(attempts=1), clock=time)

    error = ask(URL, SPACE, transport=transport, patience=patience)
    assert "150 s in all" in str(error)
    assert not error.certain


@both
def test_deadlines_hold_through_proxies(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy that trickles its answer to CONNECT ends as well."""
    time = Time()
    patience = Patience(policy=Policy(attempts=1), clock=time)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)

    def proxy(connection: Connection, server: Server) -> None:
        while b"\r\n\r\n" not in connection.waiting:
            connection.some()
        try:
            for piece in _bytes_of_the_head():
                time.now += 15.0
                connection.socket.sendall(piece)
        except OSError:
            return

    with serving(proxy) as server:
        for name in ("HTTPS_PROXY", "https_proxy"):
            monkeypatch.setenv(name, server.url)
        error = ask(URL, ReadVenues(), patience=patience)

    assert "150 s in all" in str(error)
