"""The sync and the async client: two small drivers over the same flows."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Generator
from contextlib import aclosing, closing
from datetime import date, datetime
from types import TracebackType
from typing import Any, Self, TypeVar, Unpack

import httpx

from varaamo_sync.booking.client.advice import advised
from varaamo_sync.booking.client.credentials import check_session, is_session
from varaamo_sync.booking.client.deadline import Deadline, watch
from varaamo_sync.booking.client.http import (
    answer,
    body_of,
    check_transport_safe,
    is_here,
    manners,
    opening,
    origin_of,
    outgoing,
    ways,
)
from varaamo_sync.booking.client.options import REQUESTS_PER_SECOND, ClientOptions, Timeouts
from varaamo_sync.booking.client.pace import Pace
from varaamo_sync.booking.client.redaction import read, redact
from varaamo_sync.booking.client.sending import Line, Sending
from varaamo_sync.booking.port import Command
from varaamo_sync.booking.protocol.commands import flow_of
from varaamo_sync.booking.protocol.exchange import Exchange, Keys, PasswordLogin
from varaamo_sync.booking.protocol.session import new_csrf_token, watched
from varaamo_sync.booking.retry import Patience, repeat, repeat_async
from varaamo_sync.errors import BookingError, ProtocolMismatch
from varaamo_sync.model import HELSINKI

T = TypeVar("T")


def today_in_helsinki() -> date:
    """Return the day that it is in Helsinki."""
    return datetime.now(HELSINKI).date()


class _Client:
    """What both clients share: address, keys and patience."""

    def __init__(self, url: str, options: ClientOptions) -> None:
        redact()
        self._origin = origin_of(url)
        check_transport_safe(self._origin)
        if (session := options.get("session")) is not None:
            check_session(session)
        self._keys = Keys(csrf=new_csrf_token(), session=session)
        self._login = options.get("login")
        self._patience = options.get("patience") or Patience()
        self._today = options.get("today") or today_in_helsinki
        self._line = Line(self._origin, manners(options))
        limit = None if is_here(self._origin) else REQUESTS_PER_SECOND
        limit = options.get("requests_per_second", limit)
        self._pace = Pace(limit, self._patience.clock)
        self._total = (options.get("timeouts") or Timeouts()).total
        self.session_from = options.get("session_from", "the caller")

    @property
    def origin(self) -> str:
        """Scheme, host and port of the booking system."""
        return self._origin

    @property
    def session(self) -> str | None:
        """The session cookie that is being used: a secret."""
        return self._keys.session

    def _deadline(self) -> Deadline:
        return Deadline(self._total, self._patience.clock)

    def _learned(self, exchange: Exchange[Any], result: Any) -> None:
        if isinstance(exchange, PasswordLogin):
            if not is_session(result):
                raise ProtocolMismatch("The login gave a session that is none.")
            self._keys = Keys(csrf=self._keys.csrf, session=result)


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
        super().__init__(url, options)
        self._sleep = sleep
        with opening():
            self._http = httpx.Client(transport=transport, **ways(self._origin, options))
        watch(self._http)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def log_in(self) -> None:
        """Get a session with the user name and the password, if there are any.

        Raises:
            BookingError: The login was refused, or the booking system cannot be reached.
        """
        if self._login is not None:
            with advised():
                self._learned(self._login, self._send(self._login))

    def execute(self, command: Command[T]) -> T:
        """Carry out a command; see ``BookingAPI.execute``."""
        with advised():
            return self._through(watched(flow_of(command, self._today), self._login))

    def _through(self, flow: Generator[Exchange[Any], Any, T]) -> T:
        try:
            exchange = next(flow)
            while True:
                try:
                    result = self._send(exchange)
                except BookingError as error:
                    exchange = flow.throw(error)
                else:
                    self._learned(exchange, result)
                    exchange = flow.send(result)
        except StopIteration as stop:
            found: T = stop.value
            return found

    def _send(self, exchange: Exchange[T]) -> Any:
        def once() -> Any:
            if wait := self._pace.turn():
                self._sleep(wait)
            request, sending = exchange.request(self._keys, self._origin), Sending()
            whole, deadline = outgoing(request, self._line, sending), self._deadline()
            with (
                self._line.carrying(sending, exchange.name, deadline, request.secrets),
                closing(self._http.send(whole, stream=True)) as response,
            ):
                body = body_of(response, exchange.name)
                if not response.is_stream_consumed:
                    for piece in response.iter_raw():
                        deadline.check()
                        body.add(piece)
            return read(exchange, answer(response, body), request.secrets)

        if exchange.after:
            self._sleep(exchange.after)
        return repeat(
            once,
            name=exchange.name,
            writes=exchange.writes,
            answered=exchange.patient,
            patience=self._patience,
            sleep=self._sleep,
        )


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
        super().__init__(url, options)
        self._sleep = sleep
        with opening():
            self._http = httpx.AsyncClient(transport=transport, **ways(self._origin, options))
        watch(self._http)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def log_in(self) -> None:
        """Get a session with the user name and the password; see ``VaraamoClient.log_in``."""
        if self._login is not None:
            with advised():
                self._learned(self._login, await self._send(self._login))

    async def execute(self, command: Command[T]) -> T:
        """Carry out a command; see ``BookingAPI.execute``."""
        with advised():
            return await self._through(watched(flow_of(command, self._today), self._login))

    async def _through(self, flow: Generator[Exchange[Any], Any, T]) -> T:
        try:
            exchange = next(flow)
            while True:
                try:
                    result = await self._send(exchange)
                except BookingError as error:
                    exchange = flow.throw(error)
                else:
                    self._learned(exchange, result)
                    exchange = flow.send(result)
        except StopIteration as stop:
            found: T = stop.value
            return found

    async def _send(self, exchange: Exchange[T]) -> Any:
        async def once() -> Any:
            if wait := self._pace.turn():
                await self._sleep(wait)
            request, sending = exchange.request(self._keys, self._origin), Sending()
            whole = outgoing(request, self._line, sending.asynchronously)
            deadline = self._deadline()
            with self._line.carrying(sending, exchange.name, deadline, request.secrets):
                sent = await self._http.send(whole, stream=True)
                async with aclosing(sent) as response:
                    body = body_of(response, exchange.name)
                    if not response.is_stream_consumed:
                        async for piece in response.aiter_raw():
                            deadline.check()
                            body.add(piece)
            return read(exchange, answer(response, body), request.secrets)

        if exchange.after:
            await self._sleep(exchange.after)
        return await repeat_async(
            once,
            name=exchange.name,
            writes=exchange.writes,
            answered=exchange.patient,
            patience=self._patience,
            sleep=self._sleep,
        )
