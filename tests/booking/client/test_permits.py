"""A write asks whether it may still go: after each wait, and before each piece of it leaves."""

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest
import respx

from tests.booking.client.sockets import Connection, Server, serving
from varaamo_sync.booking import Command, CreateSpace, UploadImage, permitted_by
from varaamo_sync.booking.client import AsyncVaraamoClient, VaraamoClient
from varaamo_sync.booking.retry import Patience, Policy
from varaamo_sync.errors import LockLost
from varaamo_sync.model import ImageType

URL = "https://varaamo.example.invalid"
QUICK = Patience(policy=Policy(first_wait=0.001, longest_wait=0.002))
SPACE = CreateSpace(code="demo:a", venue=1, name={"fi": "A"})
PICTURE = UploadImage(1, filename="a.png", content=bytes(30_000_000), type=ImageType.OTHER)
"""Larger than what the system takes in advance."""

Send = Callable[[str, Command[Any], Callable[[], None]], None]


def _synchronously(url: str, command: Command[Any], permit: Callable[[], None]) -> None:
    with VaraamoClient(url, session="cookie", patience=QUICK) as api, permitted_by(permit):
        api.execute(command)


def _asynchronously(url: str, command: Command[Any], permit: Callable[[], None]) -> None:
    async def send() -> None:
        async with AsyncVaraamoClient(url, session="cookie", patience=QUICK) as api:
            with permitted_by(permit):
                await api.execute(command)

    asyncio.run(send())


both = pytest.mark.parametrize("send", [_synchronously, _asynchronously], ids=["sync", "async"])


class LostAfter:
    """A permit that is lost after it was given some times."""

    def __init__(self, times: int) -> None:
        self.left = times

    def __call__(self) -> None:
        if self.left == 0:
            raise LockLost
        self.left -= 1


@both
@respx.mock
@pytest.mark.parametrize(
    "first",
    [
        httpx.Response(429, headers={"retry-after": "0"}),
        httpx.Response(200, json={"errors": [{"message": "deadlock detected"}]}),
        httpx.ConnectError("no"),
    ],
    ids=["too many", "deadlock", "no connection"],
)
def test_a_write_is_not_sent_again_when_its_permit_was_lost_in_the_wait(
    send: Send, first: Any
) -> None:
    """The wait may have been long: whoever repeats asks first, whatever carries the request."""
    stored = httpx.Response(200, json={"data": {"createSpace": {"pk": 7}}})
    route = respx.post(f"{URL}/graphql/").mock(side_effect=[first, stored])

    with pytest.raises(LockLost):
        send(URL, SPACE, LostAfter(1))

    assert 1 == route.call_count


@both
def test_a_picture_whose_permit_is_lost_on_the_way_never_leaves_whole(send: Send) -> None:
    """Each piece asks; a request that is cut off is one that no server carries out."""
    whole: list[bytes | None] = []

    def take(connection: Connection, _: Server) -> None:
        whole.append(connection.request())

    with serving(take) as server, pytest.raises(LockLost):
        send(server.url, PICTURE, LostAfter(4))

    assert [None] == whole
