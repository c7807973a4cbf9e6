"""The sync and the async client: two small drivers over the same flows."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import aclosing, closing
from datetime import date, datetime
from typing import Any, Self, TypeVar, Unpack

import httpx

from varaamo_sync.booking.client.http import (
    check_session,
    check_transport_safe,
    manners,
    new_csrf_token,
    opening,
    origin_of,
    ways,
)
from varaamo_sync.booking.client.message import receive, receive_async
from varaamo_sync.booking.client.network import keep_to_deadlines
from varaamo_sync.booking.client.options import REQUESTS_PER_SECOND, ClientOptions, Timeouts
from varaamo_sync.booking.client.pace import Pace
from varaamo_sync.booking.client.redaction import redact
from varaamo_sync.booking.client.session import Session
from varaamo_sync.booking.client.transport import Transport, read
from varaamo_sync.booking.flow import Flow, Pause, run, run_async
from varaamo_sync.booking.permits import ask_permit, ask_permit_async
from varaamo_sync.booking.port import Command
from varaamo_sync.booking.protocol.commands import flow_of
from varaamo_sync.booking.protocol.exchange import Exchange, Keys
from varaamo_sync.booking.retry import Patience
from varaamo_sync.errors import part
from varaamo_sync.model import HELSINKI
from varaamo_sync.model.addresses import is_here
from varaamo_sync.suggest import require_known

T = TypeVar("T")


def today_in_helsinki() -> date:
    """Return the day that it is in Helsinki."""
    return datetime.now(HELSINKI).date()


class _Client:
    """What both clients share: address, session and pace."""

    def __init__(self, url: str, options: ClientOptions) -> None:
        redact()
        self._origin = origin_of(url)
        check_transport_safe(self._origin)
        if (session := options.get("session")) is not None:
            check_session(session)
        patience = options.get("patience") or Patience()
        keys = Keys(csrf=new_csrf_token(), session=session)
        self._session = Session(keys, options.get("login"), patience)
        self._today = options.get("today") or today_in_helsinki
        total = (options.get("timeouts") or Timeouts()).total
        self._transport = Transport(self._origin, manners(options), total, patience.clock)
        limit = None if is_here(self._origin) else REQUESTS_PER_SECOND
        limit = options.get("requests_per_second", limit)
        self._pace = None if limit is None else Pace(limit, patience.clock)
        self.session_from = options.get("session_from", part("session-caller"))

    @property
    def origin(self) -> str:
        """Scheme, host and port of the booking system."""
        return self._origin

    @property
    def session(self) -> str | None:
        """The session cookie that is being used: a secret."""
        return self._session.keys.session

    def _flow(self, command: Command[T]) -> Flow[T]:
        """Return what carries out a command, down to single requests."""
        return self._session.carry_out(flow_of(command, self._today))

    def _turn(self) -> float:
        """Take the next turn to send something; return the seconds until it comes."""
        return self._pace.turn() if self._pace is not None else 0.0


class VaraamoClient(_Client):
    """Speaks to a Varaamo, synchronously. Use it as a context manager.

    Threads may share one: connections, session, rate limit and retry budget are theirs together.

    Args:
        url: Address of the booking system; plain HTTP only on this machine.
        transport: An httpx transport, for instance that of the sandbox.
        sleep: Waits some seconds.
        **options: See ``ClientOptions``.

    Example:
        ``with VaraamoClient("https://varaamo.example") as api: api.execute(ReadVenues())``
    """

    def __init__(
        self,
        url: str,
        *,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
        **options: Unpack[ClientOptions],
    ) -> None:
        require_known(options, ClientOptions.__optional_keys__, "VaraamoClient")
        super().__init__(url, options)
        self._sleep = sleep
        with opening():
            self._http = httpx.Client(transport=transport, **ways(self._origin, options))
        keep_to_deadlines(self._http)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def log_in(self) -> None:
        """Get a session with the user name and the password, if there are any.

        Raises:
            BookingError: The login was refused, or the booking system cannot be reached.
        """
        run(self._session.log_in(), self._carry_out)

    def execute(self, command: Command[T]) -> T:
        """Carry out a command; see ``BookingAPI.execute``."""
        return run(self._flow(command), self._carry_out)

    def _carry_out(self, asked: Exchange[Any] | Pause) -> Any:
        if isinstance(asked, Pause):
            return self._sleep(asked.seconds)
        if wait := self._turn():
            self._sleep(wait)
        if asked.writes:  # it may have waited, and a transport of the caller's own asks nothing
            ask_permit()
        request = asked.request(self._session.keys, self._origin)
        with (
            self._transport.carrying(request, asked.name) as sending,
            closing(self._http.send(sending.message, stream=True)) as response,
        ):
            answer = receive(response, sending, asked.name)
        return read(asked, answer, request.secrets)


class AsyncVaraamoClient(_Client):
    """Speaks to a Varaamo, asynchronously. Use it as an async context manager.

    Tasks of one event loop may share one; each loop needs its own. Arguments are those of
    ``VaraamoClient``.
    """

    def __init__(
        self,
        url: str,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        **options: Unpack[ClientOptions],
    ) -> None:
        require_known(options, ClientOptions.__optional_keys__, "AsyncVaraamoClient")
        super().__init__(url, options)
        self._sleep = sleep
        with opening():
            self._http = httpx.AsyncClient(transport=transport, **ways(self._origin, options))
        keep_to_deadlines(self._http)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def log_in(self) -> None:
        """Get a session with the user name and the password; see ``VaraamoClient.log_in``."""
        await run_async(self._session.log_in(), self._carry_out)

    async def execute(self, command: Command[T]) -> T:
        """Carry out a command; see ``BookingAPI.execute``."""
        return await run_async(self._flow(command), self._carry_out)

    async def _carry_out(self, asked: Exchange[Any] | Pause) -> Any:
        if isinstance(asked, Pause):
            return await self._sleep(asked.seconds)
        if wait := self._turn():
            await self._sleep(wait)
        if asked.writes:
            await ask_permit_async()
        request = asked.request(self._session.keys, self._origin)
        with self._transport.carrying(request, asked.name, asynchronous=True) as sending:
            sent = await self._http.send(sending.message, stream=True)
            async with aclosing(sent) as response:
                answer = await receive_async(response, sending, asked.name)
        return read(asked, answer, request.secrets)
