"""A room over which the server stumbles takes whole lists down; nothing else is lost with it."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.make import TODAY
from varaamo_sync.booking import Opening, ReadOpenings
from varaamo_sync.booking.client import VaraamoClient
from varaamo_sync.booking.protocol.exchange import Operation, Response
from varaamo_sync.booking.protocol.reads import read_openings
from varaamo_sync.booking.retry import Patience
from varaamo_sync.errors import ServerFault

SAID = "date value out of range"
BROKEN = Opening(closed=None, first_reservable=None, fault=SAID)


def server(broken: set[int], said: str = SAID) -> Callable[[list[int]], dict[str, Any]]:
    """Return what answers a list of openings, with some rooms that it stumbles over."""

    def answer(rooms: list[int]) -> dict[str, Any]:
        if broken & set(rooms):
            error = {"message": said, "path": ["reservationUnits"]}
            return {"errors": [error], "data": {"reservationUnits": None}}
        nodes = [
            {
                "node": {
                    "pk": pk,
                    "isClosed": False,
                    "firstReservableDatetime": None,
                    "reservableTimeSpans": None,
                }
            }
            for pk in rooms
        ]
        return {"data": {"reservationUnits": {"totalCount": len(nodes), "edges": nodes}}}

    return answer


def read(
    rooms: range, broken: set[int], said: str = SAID
) -> tuple[dict[int, Opening], list[Operation[Any]]]:
    """Read openings from such a server; return them, and what was asked."""
    answer, asked = server(broken, said), list[Operation[Any]]()
    flow = read_openings(rooms, TODAY)
    try:
        operation = next(flow)
        while True:
            asked.append(operation)
            body = httpx.Response(200, json=answer(operation.variables["rooms"])).content
            try:
                result = operation.read(Response(200, {}, body))
            except ServerFault as fault:
                operation = flow.throw(fault)
            else:
                operation = flow.send(result)
    except StopIteration as stop:
        return stop.value, asked


@given(st.integers(1, 100).flatmap(lambda n: st.tuples(st.just(n), st.sets(st.integers(1, n)))))
def test_only_the_rooms_that_break_it_stay_unknown(case: tuple[int, set[int]]) -> None:
    """Whichever rooms break the list, of every other room it is told whether it is open."""
    count, broken = case
    broken = set(sorted(broken)[:19])

    found, asked = read(range(1, count + 1), broken)

    assert set(range(1, count + 1)) == found.keys()
    assert broken == {pk for pk, opening in found.items() if opening == BROKEN}
    assert len(asked) <= 1 + 2 * len(broken) * count.bit_length()


def test_a_list_that_nobody_breaks_is_asked_once() -> None:
    """Splitting costs nothing where there is nothing to split."""
    assert 1 == len(read(range(1, 101), set())[1])


@pytest.mark.parametrize(("said", "proof"), [(SAID, []), ("Something else.", [[7]])])
def test_patience_is_for_a_fault_that_nobody_knows(said: str, proof: list[list[int]]) -> None:
    """What is past the calendar stays so; of another fault the first room is asked patiently."""
    _, asked = read(range(1, 101), {7, 70}, said)

    assert proof == [operation.variables["rooms"] for operation in asked if operation.patient]


def test_a_server_that_fails_for_every_room_is_no_rooms_fault() -> None:
    """After twenty rooms of which not one could be read the fault is the server's."""
    with pytest.raises(ServerFault, match=SAID):
        read(range(1, 101), set(range(1, 101)))


def client(answers: Callable[[httpx.Request], httpx.Response], slept: list[float]) -> VaraamoClient:
    """Return a client whose sleep is only noted."""
    return VaraamoClient(
        "http://sandbox.localhost",
        transport=httpx.MockTransport(answers),
        sleep=slept.append,
        patience=Patience(clock=lambda: sum(slept), chance=lambda: 1.0),
    )


@pytest.mark.parametrize(("said", "times"), [(SAID, 0), ("Something else.", 4)])
def test_splitting_does_not_wait(said: str, times: int) -> None:
    """The client sleeps for the proof alone, not each time that the list breaks."""
    answer, slept, requests = server({7}, said), list[float](), list[list[int]]()

    def respond(request: httpx.Request) -> httpx.Response:
        requests.append(json.loads(request.content)["variables"]["rooms"])
        return httpx.Response(200, json=answer(requests[-1]))

    with client(respond, slept) as api:
        found = api.execute(ReadOpenings(tuple(range(1, 101))))

    assert (100, said) == (len(found), found[7].fault)
    assert times == len(slept)


@pytest.mark.parametrize("status", [502, 503, 500])
def test_a_proxy_that_fails_breaks_no_list(status: int) -> None:
    """Only what the API itself answers is a room's fault; a gateway that fails is asked again."""
    sizes = list[int]()

    def respond(request: httpx.Request) -> httpx.Response:
        sizes.append(len(request.content))
        return httpx.Response(status, text="<html>")

    with client(respond, []) as api, pytest.raises(ServerFault) as caught:
        api.execute(ReadOpenings((1, 2, 3)))

    assert (5, 1) == (len(sizes), len(set(sizes)))
    assert f"HTTP_{status}" == caught.value.code
