"""Clients of one host: the one loop that carries out what flows ask for, sync and async."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import aclosing, closing
from typing import Any, ClassVar, Generic, Protocol, Self, TypeVar

import httpx

from varaamo_sync.booking.client.http import manners, opening, ways
from varaamo_sync.booking.client.message import receive, receive_async
from varaamo_sync.booking.client.network import keep_to_deadlines
from varaamo_sync.booking.client.options import REQUESTS_PER_SECOND, ClientOptions, Timeouts
from varaamo_sync.booking.client.pace import Pace
from varaamo_sync.booking.client.redaction import redact
from varaamo_sync.booking.client.transport import Readable, Transport, read
from varaamo_sync.booking.flow import Pause, run
from varaamo_sync.booking.permits import ask_permit, ask_permit_async
from varaamo_sync.booking.protocol.exchange import Request, Response
from varaamo_sync.booking.retry import Patience, repeat
from varaamo_sync.model.addresses import is_here
from varaamo_sync.startup.fast_dataclass import dataclass

T = TypeVar("T")


class Asked(Readable, Protocol):
    """What a flow asks for: one request, and how its answer is read."""

    @property
    def name(self) -> str:
        """What it is called in logs and errors."""
        ...

    @property
    def writes(self) -> bool:
        """Whether it changes something."""
        ...

    def request(self, keys: Any, place: str, /) -> Request:
        """Return the HTTP request.

        Args:
            keys: What it must carry to be believed.
            place: Where on the host the installation is, as its requests want to know it.
        """
        ...


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A request that stands as it is and says itself who asks.

    Attributes:
        name: What it is called in logs and errors.
        sent: The request.
        make: Makes a value of the answer.
        writes: Whether it changes something.
    """

    name: str
    sent: Request
    make: Callable[[Response], T]
    writes: bool = False

    def request(self, _keys: None, _place: str) -> Request:
        """Return the request."""
        return self.sent

    def read(self, response: Response) -> T:
        """Return the value that an answer holds."""
        return self.make(response)


class Known(Protocol):
    """What a host knows a client by."""

    @property
    def keys(self) -> Any:
        """What requests carry just now; a login may renew it."""
        ...


@dataclass(frozen=True, slots=True)
class FixedKeys:
    """Keys that no login renews."""

    keys: Any = None


_NO_KEYS = FixedKeys()


class Host:
    """What the sync and the async client of a host share: address, manners, keys and pace.

    Args:
        origin: Scheme, host and port; every request goes there, redirects are not followed.
        options: Timeouts, contact and pace.
        patience: How often and how patiently failed requests are repeated.
        transport: An httpx transport, for tests.
        sleep: Waits some seconds.
        place: Where on the host the installation is, as its requests want to know it.
        known: What the host knows the client by.
    """

    _opens: ClassVar[type[Any]]
    _http: Any

    def __init__(
        self,
        origin: str,
        options: ClientOptions,
        patience: Patience,
        transport: Any,
        sleep: Callable[[float], Any],
        *,
        place: str = "",
        known: Known = _NO_KEYS,
    ) -> None:
        redact()
        self._origin, self._place, self._known = origin, place, known
        self._patience, self._sleep = patience, sleep
        total = (options.get("timeouts") or Timeouts()).total
        self._transport = Transport(origin, manners(options), total, patience.clock)
        limit = None if is_here(origin) else REQUESTS_PER_SECOND
        limit = options.get("requests_per_second", limit)
        self._pace = None if limit is None else Pace(limit, patience.clock)
        with opening():
            self._http = self._opens(transport=transport, **ways(origin, options))
        keep_to_deadlines(self._http)

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return self._origin

    def _turn(self) -> float:
        """Take the next turn to send something; return the seconds until it comes."""
        return self._pace.turn() if self._pace is not None else 0.0


class HostClient(Host):
    """The base of synchronous clients of one host. Use them as context managers."""

    _opens = httpx.Client
    _http: httpx.Client

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def _carry_out(self, asked: Asked | Pause) -> Any:
        if isinstance(asked, Pause):
            return self._sleep(asked.seconds)
        if wait := self._turn():
            self._sleep(wait)
        if asked.writes:  # it may have waited, and a transport of the caller's own asks nothing
            ask_permit()
        request = asked.request(self._known.keys, self._place)
        with (
            self._transport.carrying(request, asked.name) as sending,
            closing(self._http.send(sending.message, stream=True)) as response,
        ):
            answer = receive(response, sending, asked.name)
        return read(asked, answer, request.secrets)

    def _get(
        self,
        path: str,
        operation: str,
        read: Callable[[Response], T],
        accept: str = "application/json",
    ) -> T:
        """Get a page and read it, patiently: a failure of either is repeated.

        Args:
            path: Its path and query.
            operation: What is asked, for errors.
            read: Makes a value of the answer.
            accept: What kinds of answers are wanted.

        Raises:
            BookingError: It could not be had, or not be read.
        """
        return self._read_page(Page(operation, Request("GET", path, {"Accept": accept}), read))

    def _read_page(self, page: Page[T]) -> T:
        """Carry out a request patiently, as ``_get`` does."""
        flow = repeat(page, name=page.name, writes=page.writes, patience=self._patience)
        got: T = run(flow, self._carry_out)
        return got


class AsyncHostClient(Host):
    """The base of asynchronous clients of one host. Use them as async context managers."""

    _opens = httpx.AsyncClient
    _http: httpx.AsyncClient
    _sleep: Callable[[float], Awaitable[None]]

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def _carry_out(self, asked: Asked | Pause) -> Any:
        if isinstance(asked, Pause):
            return await self._sleep(asked.seconds)
        if wait := self._turn():
            await self._sleep(wait)
        if asked.writes:
            await ask_permit_async()
        request = asked.request(self._known.keys, self._place)
        with self._transport.carrying(request, asked.name, asynchronous=True) as sending:
            sent = await self._http.send(sending.message, stream=True)
            async with aclosing(sent) as response:
                answer = await receive_async(response, sending, asked.name)
        return read(asked, answer, request.secrets)
