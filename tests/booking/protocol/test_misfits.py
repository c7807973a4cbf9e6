"""Answers that do not fit: real ones of the sandbox, changed at one place in every way."""

import copy
import dataclasses
import json
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.make import COMPLETE, NOW, TODAY, catalogue, room
from tests.sandbox.test_images import PNG
from varaamo_sync import booking
from varaamo_sync.booking.client.http import new_csrf_token
from varaamo_sync.booking.client.message import receive
from varaamo_sync.booking.client.transport import Transport
from varaamo_sync.booking.protocol.commands import FLOWS, flow_of
from varaamo_sync.booking.protocol.exchange import Keys, Operation, PasswordLogin, Response
from varaamo_sync.errors import BookingError, NotFound, ProtocolMismatch, RequestRejected
from varaamo_sync.sandbox import Sandbox, SandboxTransport
from varaamo_sync.stored_form import stated_values

ORIGIN = "http://sandbox.localhost"
VALUES = (
    None,
    [],
    {},
    [[]],
    ["x"],
    {"pk": {}},
    "",
    "x",
    "12",
    "\u0000",
    0,
    -1,
    1.5,
    2**40,
    2**70,
    1e308,
    True,
    False,
)


@dataclasses.dataclass(frozen=True)
class Said:
    """An operation, and what the sandbox answered to it."""

    operation: Operation[Any]
    payload: Any


class Recorder:
    """Carries out commands on a sandbox, and keeps every answer."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http
        self._transport = Transport(ORIGIN, {}, 60.0, time.monotonic)
        self._keys = Keys(csrf=new_csrf_token())
        self.said: list[Said] = []
        self._keys = Keys(self._keys.csrf, self._send(PasswordLogin("admin", "admin"))[1])

    def _send(self, exchange: Any) -> tuple[Response, Any]:
        request = exchange.request(self._keys, ORIGIN)
        with self._transport.carrying(request, exchange.name) as sending:
            found = receive(self._http.send(sending.message), sending, exchange.name)
        return found, exchange.read(found)

    def execute(self, command: Any) -> Any:
        flow = flow_of(command, lambda: TODAY)
        try:
            operation = next(flow)
            while True:
                response, result = self._send(operation)
                self.said.append(Said(operation, json.loads(response.body)))
                operation = flow.send(result)
        except StopIteration as stop:
            return stop.value


@pytest.fixture(scope="module")
def said() -> dict[str, Said]:
    """Give an answer to every operation, by its name."""
    with (
        Sandbox(clock=lambda: NOW) as sandbox,
        SandboxTransport(sandbox) as transport,
        httpx.Client(transport=transport) as http,
    ):
        recorder = Recorder(http)
        do = recorder.execute
        do(booking.ReadUser())
        reference = do(booking.ReadReference(logged_in=True))
        venue = do(booking.ReadVenues())[0].pk
        do(booking.CheckRights(venue))
        space = do(booking.CreateSpace(code="demo:a", venue=venue, name={"fi": "A"}))
        do(booking.UpdateSpace(pk=space, changes={"name.fi": "B"}))
        brief = do(booking.CreateSpace(code="demo:b", venue=venue, name={"fi": "B"}))
        do(booking.DeleteSpace(brief))
        wanted = stated_values(catalogue(room(**COMPLETE)).rooms[0], reference, TODAY)
        made = do(
            booking.CreateRoom(
                venue=venue, spaces=(space,), values=wanted, reference=reference, today=TODAY
            )
        )
        do(booking.UploadImage(made.pk, "a.png", PNG, "main"))
        found = do(booking.ReadRoom(made.pk))
        do(
            booking.UpdateRoom(
                room=found, reference=reference, today=TODAY, values={"contact": "x"}
            )
        )
        do(booking.ReadRooms(venues=(venue,), logged_in=True))
        do(booking.ReadSpaces((venue,)))
        do(booking.ReadOpenings((made.pk,)))
        do(booking.ReadHours((made.pk,), TODAY, TODAY))
        do(booking.ArchiveRoom(made.pk))
    return {each.operation.name: each for each in recorder.said}


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the place of every value; of a list its first and its last row stand for all."""
    yield path
    if isinstance(value, dict):
        for key, inside in value.items():
            yield from _places(inside, (*path, key))
    elif isinstance(value, list):
        for number in sorted({0, len(value) - 1} if value else ()):
            yield from _places(value[number], (*path, number))


def _changed(payload: Any, path: tuple[Any, ...]) -> Iterator[Any]:
    """Yield an answer with one place changed in every way."""
    for value in VALUES:
        yield _with(payload, path, lambda _, value=value: value)
    yield _with(payload, path, lambda old: [old])
    yield _with(payload, path, lambda old: {"node": old})
    yield _with(payload, path, lambda old: old * 2 if isinstance(old, list) else str(old))
    if path:
        gone = copy.deepcopy(payload)
        del _at(gone, path[:-1])[path[-1]]
        yield gone


def _with(payload: Any, path: tuple[Any, ...], change: Any) -> Any:
    if not path:
        return change(payload)
    changed = copy.deepcopy(payload)
    inside = _at(changed, path[:-1])
    inside[path[-1]] = change(inside[path[-1]])
    return changed


def _at(payload: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        payload = payload[step]
    return payload


def _response(payload: Any, status: int = 200) -> Response:
    return Response(status, {}, json.dumps(payload).encode())


def _ways(said: Said) -> Iterator[Any]:
    for path in _places(said.payload):
        yield from _changed(said.payload, path)


def test_every_command_was_answered(said: dict[str, Said]) -> None:
    """The answers that are changed are those to every command that there is, errors among them."""
    flows = {name for name, each in said.items() if each.operation.writes}

    assert len(FLOWS) <= len(said)
    assert 7 == len(flows)


def test_an_answer_that_does_not_fit_is_told(said: dict[str, Said]) -> None:
    """Whatever stands anywhere in an answer: it is read, or told as an error of this library."""
    tried, refused = 0, list[tuple[str, BookingError]]()
    for each in said.values():
        for payload in _ways(each):
            tried += 1
            try:
                each.operation.read(_response(payload))
            except BookingError as error:
                refused.append((each.operation.name, error))

    assert tried > 8_000
    assert len(refused) > tried / 2
    assert all(name == error.operation for name, error in refused)
    mismatches = [error for _, error in refused if isinstance(error, ProtocolMismatch)]
    assert not any(error.certain for error in mismatches)


def test_it_is_told_where_the_answer_does_not_fit(said: dict[str, Said]) -> None:
    """Of a field that is an object instead, operation and path in the answer are told."""
    for each in said.values():
        for path in _places(each.payload):
            value = _at(each.payload, path)
            if len(path) < 2 or isinstance(value, dict | list):
                continue
            where = path[0] + "".join(
                f"[{step}]" if isinstance(step, int) else f".{step}" for step in path[1:]
            )
            odd = _with(each.payload, path, lambda _: {"odd": 1})
            with pytest.raises(ProtocolMismatch) as caught:
                each.operation.read(_response(odd))

            assert each.operation.name == caught.value.operation
            assert str(caught.value.path).startswith(where)
            assert where in str(caught.value)


ODD = (
    b"[" * 200_000,
    b'{"data":' * 200_000,
    b"[" * 200_000 + b"]" * 200_000,
    b'{"data": {"extra": ' + b"[" * 100_000 + b"]" * 100_000 + b"}}",
    b'{"data": NaN}',
    b'{"data": -Infinity}',
    b'{"data": ' + b"9" * 5_000 + b"}",
    b'{"data": {}, "data": {}}',
    b'{"data": null}',
    b'{"data": "\\ud800"}',
    b'{"errors": [{"message": "\\udfff"}]}',
    b'{"errors": [{"message": ' + b"[" * 900 + b"]" * 900 + b"}]}",
    b'{"errors": [{"message": "x", "extensions": {"code": ["x"]}}]}',
    b'{"errors": [{"message": "x", "extensions": {"code": {}}}]}',
    b'{"errors": [{"extensions": {"code": "MUTATION_VALIDATION_ERROR", "errors": 7}}]}',
    b'{"errors": [{"extensions": {"code": "MUTATION_VALIDATION_ERROR", "errors": '
    b'[{"field": [], "message": ' + b'{"a":' * 800 + b"1" + b"}" * 800 + b', "code": {}}]}}]}',
    b'{"errors": {"a": 1}}',
    b'{"errors": [null]}',
    b'{"errors": "x"}',
    b"\xff\xfe{\x00}\x00",
    b"\x80",
    b"",
    b"null",
    b"0",
)


@pytest.mark.parametrize("status", [200, 400, 403, 404, 500, 503])
def test_bytes_that_are_no_answer_are_told(said: dict[str, Said], status: int) -> None:
    """Whatever bytes come with whatever status: an error of this library, with the operation."""
    for each in said.values():
        for body in ODD:
            with pytest.raises(BookingError) as caught:
                each.operation.read(Response(status, {}, body))

            assert each.operation.name == caught.value.operation
            str(caught.value).encode()


@pytest.mark.parametrize("status", [200, 400, 403, 404])
def test_a_login_that_is_answered_oddly_is_told(status: int) -> None:
    """The same for the form of the admin pages."""
    for body in ODD:
        with pytest.raises((BookingError, NotFound, RequestRejected)):
            PasswordLogin("a", "b").read(Response(status, {}, body))


def test_a_write_in_an_unknown_shape_may_have_been_stored(said: dict[str, Said]) -> None:
    """Whatever of the answer to a write is missing: nobody says that nothing was stored."""
    writes = [each for each in said.values() if each.operation.writes]
    for each in writes:
        for payload in ({"data": None}, {"data": {}}, {"data": {"x": 1}}, [], {"status": "ok"}):
            with pytest.raises(ProtocolMismatch) as caught:
                each.operation.read(_response(payload))

            assert not caught.value.certain
