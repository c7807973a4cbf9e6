"""Connections that a server closes: no write becomes doubtful or is doubled for nothing."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import pytest

from tests.booking.client.sockets import Connection, Server, serving
from varaamo_sync.booking import Command, CreateSpace, ReadVenues, UploadImage
from varaamo_sync.booking.client import AsyncVaraamoClient, Timeouts, VaraamoClient
from varaamo_sync.booking.retry import Patience, Policy
from varaamo_sync.errors import Unreachable
from varaamo_sync.model import ImageType

QUICK = Patience(policy=Policy(first_wait=0.001, longest_wait=0.002))
SPACE = CreateSpace(code="demo:a", venue=1, name={"fi": "A"})
PICTURE = UploadImage(1, filename="a.png", content=bytes(30_000_000), type=ImageType.OTHER)
"""Larger than what the system takes in advance."""

Talk = Callable[[str, list[Command[Any]]], list[Any]]


def _synchronously(url: str, commands: list[Command[Any]]) -> list[Any]:
    with VaraamoClient(url, patience=QUICK) as api:
        return [_outcome(lambda c=command: api.execute(c)) for command in commands]


def _asynchronously(url: str, commands: list[Command[Any]]) -> list[Any]:
    async def talk() -> list[Any]:
        found: list[Any] = []
        async with AsyncVaraamoClient(url, patience=QUICK) as api:
            for command in commands:
                try:
                    found.append(await api.execute(command))
                except Unreachable as error:
                    found.append(error)
        return found

    return asyncio.run(talk())


def _outcome(call: Callable[[], Any]) -> Any:
    try:
        return call()
    except Unreachable as error:
        return error


both = pytest.mark.parametrize("talk", [_synchronously, _asynchronously], ids=["sync", "async"])


def answered(connection: Connection, server: Server) -> bool:
    """Take a request and answer it; tell whether there was one."""
    request = connection.request()
    if request is None:
        return False
    server.requests.append((connection.number, request))
    data: dict[str, Any] = {"unitsAll": [], "createSpace": {"pk": 7}}
    connection.answer(data | {"createReservationUnitImage": {"pk": 8}})
    return True


@both
def test_a_connection_is_kept_for_the_next_request(talk: Talk) -> None:
    """Requests one after the other go over one connection."""

    def serve(connection: Connection, server: Server) -> None:
        while answered(connection, server):
            pass

    with serving(serve) as server:
        talk(server.url, [ReadVenues(), SPACE, ReadVenues()])

    assert [0, 0, 0] == [number for number, _ in server.requests]


def test_a_connection_that_was_closed_while_idle_costs_no_write_its_certainty() -> None:
    """A server that closes after each answer, without a word, gets each write once, answered."""
    closed = threading.Event()

    def serve(connection: Connection, server: Server) -> None:
        answered(connection, server)
        connection.socket.close()
        closed.set()

    with serving(serve) as server, VaraamoClient(server.url, patience=QUICK) as api:
        for _ in range(20):
            assert 7 == api.execute(SPACE)
            assert closed.wait(5)
            closed.clear()

    assert list(range(20)) == [number for number, _ in server.requests]


@both
def test_a_write_that_was_cut_off_is_in_doubt_and_later_ones_are_not(talk: Talk) -> None:
    """Closed under a request: unknown, never repeated; from then on each has a fresh connection."""

    def serve(connection: Connection, server: Server) -> None:
        if answered(connection, server) and connection.number == 0:
            request = connection.request()
            assert request is not None
            server.requests.append((0, request))  # it came whole, and may have been stored

    with serving(serve) as server:
        _, doubtful, *later = talk(server.url, [ReadVenues(), SPACE, SPACE, SPACE])

    assert isinstance(doubtful, Unreachable)
    assert not doubtful.certain
    assert [7, 7] == later
    assert [0, 0, 1, 2] == [number for number, _ in server.requests]
    closing = [b"connection: close" in request.lower() for _, request in server.requests]
    assert [False, False, True, True] == closing


def test_a_write_that_never_left_whole_is_sent_again() -> None:
    """A request that the server closed on before it was whole was not carried out."""

    def serve(connection: Connection, server: Server) -> None:
        if connection.number == 0:
            connection.some()
            connection.reset()
        else:
            answered(connection, server)

    with serving(serve) as server:
        (stored,) = _synchronously(server.url, [PICTURE])

    assert 8 == stored
    assert [1] == [number for number, _ in server.requests]


def test_each_timeout_can_be_set() -> None:
    """A server that does not answer is given up after the time that was asked for."""
    over = threading.Event()

    def serve(connection: Connection, server: Server) -> None:
        connection.request()
        over.wait(10)

    once = Patience(policy=Policy(attempts=1))
    with (
        serving(serve) as server,
        VaraamoClient(server.url, patience=once, timeouts=Timeouts(read=0.1)) as api,
    ):
        with pytest.raises(Unreachable, match="timed out") as caught:
            api.execute(SPACE)
        over.set()

    assert not caught.value.certain
