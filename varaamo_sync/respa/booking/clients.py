"""The sync and the async client of a Respa that is a target: two small drivers, the same flows."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import aclosing, closing
from typing import Any, Self, TypeVar, Unpack

import httpx

from varaamo_sync.booking import Command, ask_permit, ask_permit_async
from varaamo_sync.booking.client.clients import today_in_helsinki
from varaamo_sync.booking.client.http import manners, opening, ways
from varaamo_sync.booking.client.message import receive, receive_async
from varaamo_sync.booking.client.network import keep_to_deadlines
from varaamo_sync.booking.client.options import REQUESTS_PER_SECOND, ClientOptions, Timeouts
from varaamo_sync.booking.client.pace import Pace
from varaamo_sync.booking.client.redaction import redact
from varaamo_sync.booking.client.transport import Transport, read
from varaamo_sync.booking.flow import Flow, Pause, run, run_async
from varaamo_sync.booking.retry import Patience
from varaamo_sync.errors import part
from varaamo_sync.model.addresses import is_here
from varaamo_sync.respa.address import respa_parts
from varaamo_sync.respa.booking.calls import Call
from varaamo_sync.respa.booking.commands import Around, flow_of
from varaamo_sync.respa.booking.ids import KnownIds
from varaamo_sync.respa.booking.session import RespaSession
from varaamo_sync.suggest import require_known

T = TypeVar("T")

_VERSION = "/v1"
"""What the address of its API ends with."""


class _Client:
    """What both clients share: address, session and pace."""

    def __init__(self, url: str, options: ClientOptions) -> None:
        redact()
        host, path = respa_parts(url)
        self._host, self._base = host, path.removesuffix(_VERSION)
        patience = options.get("patience") or Patience()
        self._session = RespaSession(options.get("login"), patience)
        today = options.get("today") or today_in_helsinki
        self._around = Around(self._session, KnownIds(), today)
        total = (options.get("timeouts") or Timeouts()).total
        self._transport = Transport(host, manners(options), total, patience.clock)
        limit = None if is_here(host) else REQUESTS_PER_SECOND
        limit = options.get("requests_per_second", limit)
        self._pace = None if limit is None else Pace(limit, patience.clock)
        self.session_from = options.get("session_from", part("session-caller"))

    @property
    def origin(self) -> str:
        """Scheme, host and port, and the path where the installation has one."""
        return self._host + self._base

    @property
    def session(self) -> str | None:
        """The token that is being used: a secret."""
        return self._session.token

    def _flow(self, command: Command[T]) -> Flow[T]:
        return self._session.carry_out(flow_of(command, self._around))

    def _turn(self) -> float:
        return self._pace.turn() if self._pace is not None else 0.0


class RespaBookingClient(_Client):
    """Speaks to a Respa that rooms are pushed to, synchronously. Use it as a context manager.

    Threads may share one: connections, token, rate limit and retry budget are theirs together.

    Args:
        url: Address of the installation, ``/v1`` or not at its end; plain HTTP only on this
            machine.
        transport: An httpx transport, for instance that of the sandbox.
        sleep: Waits some seconds.
        **options: See ``ClientOptions``; there is no ``session`` cookie here.

    Raises:
        UsageError: The address is none, or is plain HTTP elsewhere than on this machine.

    Example:
        ``with RespaBookingClient("https://respa.example") as api: api.execute(ReadVenues())``
    """

    def __init__(
        self,
        url: str,
        *,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
        **options: Unpack[ClientOptions],
    ) -> None:
        require_known(options, ClientOptions.__optional_keys__, "RespaBookingClient")
        super().__init__(url, options)
        self._sleep = sleep
        with opening():
            self._http = httpx.Client(transport=transport, **ways(self._host, options))
        keep_to_deadlines(self._http)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def log_in(self) -> None:
        """Get a token with the user name and the password, if there are any.

        Raises:
            BookingError: The login was refused, or Respa cannot be reached.
        """
        run(self._session.log_in(), self._carry_out)

    def execute(self, command: Command[T]) -> T:
        """Carry out a command; see ``BookingAPI.execute``."""
        return run(self._flow(command), self._carry_out)

    def _carry_out(self, asked: Call[Any] | Pause) -> Any:
        if isinstance(asked, Pause):
            return self._sleep(asked.seconds)
        if wait := self._turn():
            self._sleep(wait)
        if asked.writes:  # it may have waited, and a transport of the caller's own asks nothing
            ask_permit()
        request = asked.request(self._base, _token_for(asked, self._session))
        with (
            self._transport.carrying(request, asked.name) as sending,
            closing(
                self._http.send(sending.message, stream=True, follow_redirects=False)
            ) as response,
        ):
            answer = receive(response, sending, asked.name)
        return read(asked, answer, request.secrets)


class AsyncRespaBookingClient(_Client):
    """Speaks to a Respa that rooms are pushed to, asynchronously. Use it as a context manager.

    Tasks of one event loop may share one; each loop needs its own. Arguments are those of
    ``RespaBookingClient``.
    """

    def __init__(
        self,
        url: str,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        **options: Unpack[ClientOptions],
    ) -> None:
        require_known(options, ClientOptions.__optional_keys__, "AsyncRespaBookingClient")
        super().__init__(url, options)
        self._sleep = sleep
        with opening():
            self._http = httpx.AsyncClient(transport=transport, **ways(self._host, options))
        keep_to_deadlines(self._http)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def log_in(self) -> None:
        """Get a token with the user name and the password; see ``RespaBookingClient.log_in``."""
        await run_async(self._session.log_in(), self._carry_out)

    async def execute(self, command: Command[T]) -> T:
        """Carry out a command; see ``BookingAPI.execute``."""
        return await run_async(self._flow(command), self._carry_out)

    async def _carry_out(self, asked: Call[Any] | Pause) -> Any:
        if isinstance(asked, Pause):
            return await self._sleep(asked.seconds)
        if wait := self._turn():
            await self._sleep(wait)
        if asked.writes:
            await ask_permit_async()
        request = asked.request(self._base, _token_for(asked, self._session))
        with self._transport.carrying(request, asked.name, asynchronous=True) as sending:
            sent = await self._http.send(sending.message, stream=True, follow_redirects=False)
            async with aclosing(sent) as response:
                answer = await receive_async(response, sending, asked.name)
        return read(asked, answer, request.secrets)


def _token_for(call: Call[Any], session: RespaSession) -> str | None:
    """Return the token that goes with a request; a login goes without: an old one would fail it."""
    return None if call.form is not None else session.token
