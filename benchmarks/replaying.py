"""Requests of a push: recorded as they go by, and sent again by bare httpx."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import BoundedSemaphore, current_thread
from time import perf_counter
from typing import Any

import httpx

JSON = dict[str, Any]

CONCURRENCY = 4
"""Rooms at once, as a push has it by default."""

_GRAPHQL = "/graphql/"
_NAME = re.compile(r"(?:query|mutation) (\w+)")


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request that went by.

    Attributes:
        thread: Name of the thread that sent it.
        payload: GraphQL document and variables.
        data: What was answered.
    """

    thread: str
    payload: JSON
    data: JSON

    @property
    def operation(self) -> str:
        """Name of the operation."""
        match = _NAME.search(self.payload["query"])
        return match[1] if match else "?"


class Recorder(httpx.BaseTransport):
    """A transport that keeps what goes by."""

    def __init__(self) -> None:
        self.exchanges: list[Exchange] = []
        self._inner = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, and note it with its answer."""
        response = self._inner.handle_request(request)
        if request.url.path == _GRAPHQL:
            data = json.loads(response.read())["data"]
            payload = json.loads(request.content)
            self.exchanges.append(Exchange(current_thread().name, payload, data))
        return response

    def close(self) -> None:
        """Close the connections."""
        self._inner.close()


def counted(exchanges: list[Exchange]) -> Counter[str]:
    """Return how many requests there were of each operation, the most frequent first."""
    counts = Counter(exchange.operation for exchange in exchanges)
    return Counter(dict(counts.most_common()))


@dataclass(frozen=True, slots=True)
class Script:
    """The requests of a push, in the order that they depend on.

    Attributes:
        before: What is read before the first write, one after the other.
        rooms: Of each room: its space, then what comes after it, one after the other.
        after: What is read after the last write.
    """

    before: list[JSON] = field(default_factory=list)
    rooms: list[tuple[JSON, list[JSON]]] = field(default_factory=list)
    after: list[JSON] = field(default_factory=list)


def script_of(exchanges: list[Exchange]) -> Script:
    """Arrange the requests of a push of new rooms.

    A push makes the spaces in one thread, and each room in one of a few others.
    """
    script, chains = Script(), _chains(exchanges)
    main = exchanges[0].thread
    for exchange in exchanges:
        if exchange.operation == "CreateSpace":
            space = exchange.data["createSpace"]["pk"]
            script.rooms.append((exchange.payload, chains[space]))
        elif exchange.thread == main:
            (script.after if script.rooms else script.before).append(exchange.payload)
    return script


def _chains(exchanges: list[Exchange]) -> Mapping[int, list[JSON]]:
    """Return what was sent for each room after its space, by the space."""
    chains: dict[int, list[JSON]] = {}
    current: dict[str, list[JSON]] = {}
    main = exchanges[0].thread
    for exchange in exchanges:
        if exchange.operation == "CreateRoom":
            (space,) = exchange.payload["variables"]["input"]["spaces"]
            current[exchange.thread] = chains[space] = []
        if exchange.thread != main:
            current[exchange.thread].append(exchange.payload)
    return chains


def replay(url: str, script: Script) -> float:
    """Send the requests of a push with bare httpx; return the seconds that it took.

    Args:
        url: A fresh sandbox.
        script: What to send.
    """
    with httpx.Client(base_url=url, timeout=75, headers=_headers(url)) as client:
        places = BoundedSemaphore(CONCURRENCY)

        def send(payload: JSON) -> JSON:
            answer: JSON = client.post(_GRAPHQL, json=payload).raise_for_status().json()
            if "errors" in answer:
                raise RuntimeError(f"the sandbox refused what it took before: {answer['errors']}")
            data: JSON = answer["data"]
            return data

        def finish(chain: list[JSON]) -> None:
            try:
                made = send(chain[0])["createReservationUnit"]["pk"]
                for payload in chain[1:]:
                    send(_about(payload, made))
            finally:
                places.release()

        begun = perf_counter()
        for payload in script.before:
            send(payload)
        with ThreadPoolExecutor(CONCURRENCY) as pool:
            running = []
            for space, chain in script.rooms:
                places.acquire()
                send(space)
                running.append(pool.submit(finish, chain))
            for future in running:
                future.result()
        for payload in script.after:
            send(payload)
        return perf_counter() - begun


def _about(payload: JSON, pk: int) -> JSON:
    """Return a request for the room that was just made: numbers depend on who came first."""
    variables = payload["variables"]
    if "rooms" in variables:
        return payload | {"variables": variables | {"rooms": [pk]}}
    return payload | {"variables": variables | {"input": variables["input"] | {"pk": pk}}}


def _headers(url: str) -> dict[str, str]:
    """Log in, and return the headers that the API wants (docs/varaamo-api.md, section 1)."""
    token = "0" * 32
    headers = {"Cookie": f"csrftoken={token}", "X-CSRFToken": token, "Origin": url}
    form = {"username": "admin", "password": "admin", "csrfmiddlewaretoken": token}
    answer = httpx.post(f"{url}/admin/login/?next=/csrf/", data=form, headers=headers)
    cookie = f"csrftoken={token}; sessionid={answer.cookies['sessionid']}"
    return headers | {"Cookie": cookie}
