"""A service map that answers as the real one does (City-of-Helsinki/smbackend, version 2).

The shapes are those that its source gives; every venue is invented.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

YOUTH = "11111111-aaaa-4aaa-8aaa-000000000001"
"""Id of a department."""


def unit(id: int, name: str, street: str | None = None, /, **fields: Any) -> dict[str, Any]:
    """Return a unit as the list has it with ``only``."""
    return {
        "id": id,
        "name": {"fi": name},
        "street_address": {"fi": street} if street else None,
        "address_zip": "00990",
        "department": YOUTH,
        "municipality": "helsinki",
        "last_modified_time": "2026-09-08T14:29:23Z",
    } | fields


UNITS = (
    unit(
        70001,
        "Arabian nuorisotalo",
        "Keksittykuja 1 A",
        name={"fi": "Arabian nuorisotalo", "sv": "Arabia ungdomsgård", "en": "Arabia Youth Centre"},
    ),
    unit(70002, "Hertsin nuorisotila", "Olematontie 12", address_zip="00991"),
    unit(70003, "Ruoholahden nuorisotalo", "Tyhjänkatu 3", department=None),
    unit(70004, "Keskustakirjasto Oodi", "Satukatu 4"),
)


@dataclass
class PretendedMap:
    """The service map of an invented city.

    Attributes:
        units: Its units.
        page_size: Most units of a page, whatever is asked for.
        asked: Paths and queries that it was asked, in order.
    """

    units: tuple[dict[str, Any], ...] = UNITS
    page_size: int = 1000
    asked: list[str] = field(default_factory=list)

    def answer(self, url: str) -> tuple[int, bytes]:
        """Return status and body for an address."""
        parts = urlsplit(url)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.asked.append(f"{parts.path}?{parts.query}")
        if parts.path.endswith("/unit/"):
            return self._list(query)
        return self._search(query)

    def _list(self, query: Mapping[str, str]) -> tuple[int, bytes]:
        if query["municipality"] != "helsinki":
            return 400, json.dumps([f"municipality '{query['municipality']}' not found"]).encode()
        rows = sorted(self.units, key=lambda one: -one["id"])
        size, number = min(int(query["page_size"]), self.page_size), int(query["page"])
        page, rest = rows[(number - 1) * size : number * size], rows[number * size :]
        following = "http://elsewhere.example.invalid/unit/" if rest else None
        return 200, _body({"count": len(rows), "next": following, "results": page})

    def _search(self, query: Mapping[str, str]) -> tuple[int, bytes]:
        words = query["q"].casefold().split()
        found = [
            {**one, "object_type": "unit", "department": {"id": one["department"], "name": {}}}
            for one in self.units
            if all(word in str(one["name"]).casefold() for word in words)
        ]
        return 200, _body({"count": len(found), "next": None, "results": found})


def _body(values: Any) -> bytes:
    return json.dumps(values, ensure_ascii=False).encode()


def transport(answer: Callable[[str], tuple[int, bytes]]) -> httpx.MockTransport:
    """Return a transport that answers as a function of the address does."""

    def handle(request: httpx.Request) -> httpx.Response:
        status, body = answer(str(request.url))
        return httpx.Response(status, content=body)

    return httpx.MockTransport(handle)


@contextmanager
def serving(answer: Callable[[str], tuple[int, bytes]]) -> Iterator[str]:
    """Serve it on this machine for a while; give its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = answer(self.path)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/servicemap/v2"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
