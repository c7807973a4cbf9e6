"""Servers that give back what they were sent, or what a stranger would like to have printed."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.booking.client.sockets import Connection, Server, serving

Answer = Callable[[str], tuple[str, str, str]]
"""Makes status, type and body of an answer from what was sent."""


def _errors(said: str, **extensions: object) -> str:
    return json.dumps({"errors": [{"message": said, "extensions": extensions}], "data": None})


def _field(said: str) -> str:
    field = {"field": said, "message": said, "code": said}
    return _errors(said, code="MUTATION_VALIDATION_ERROR", errors=[field])


def _said(said: str) -> str:
    return json.dumps({"reason": said, "detail": said})


ANSWERS: dict[str, Answer] = {
    "rejected": lambda said: ("400 Bad Request", "application/json", _errors(said)),
    "message": lambda said: ("200 OK", "application/json", _errors(said)),
    "code": lambda said: ("200 OK", "application/json", _errors("x", code=said)),
    "field": lambda said: ("200 OK", "application/json", _field(said)),
    "forged": lambda said: (
        "403 Forbidden",
        "application/json",
        json.dumps({"reason": said, "detail": said}),
    ),
    "page": lambda said: ("200 OK", "text/html", f"<pre>{said}</pre>"),
    "phrase": lambda said: (f"400 {said[:200]!r}", "application/json", _errors(said)),
    "shape": lambda said: ("200 OK", "application/json", json.dumps({"data": said})),
}


_OF_HOURS = " /v1/"
"""Path below which the opening-hours system is asked."""


@contextmanager
def answering(kind: str, said: str | None = None) -> Iterator[Server]:
    """Serve answers of a kind that tell a text; by default all that was sent."""

    def serve(connection: Connection, server: Server) -> None:
        while _is_answered(request := _request(connection)):
            server.requests.append((connection.number, request.encode("utf-8", "replace")))
            status, media, body = ANSWERS[kind](request if said is None else said)
            data = body.encode("utf-8", "surrogatepass")
            head = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\nContent-Length: {len(data)}\r\n"
            connection.socket.sendall(head.encode("utf-8", "replace") + b"\r\n" + data)

    with serving(serve) as server:
        yield server


def _is_answered(request: str) -> bool:
    """Whether it is for the booking system, with a body, or for the opening-hours system."""
    return "content-length" in request.lower() or _OF_HOURS in request.partition("\r\n")[0]


def _request(connection: Connection) -> str:
    try:
        return (connection.request() or b"").decode("utf-8", "replace")
    except OSError:
        return ""
    except StopIteration:  # it has no body
        head = bytes(connection.waiting).partition(b"\r\n\r\n")[0]
        del connection.waiting[: len(head) + 4]
        return head.decode("utf-8", "replace")
