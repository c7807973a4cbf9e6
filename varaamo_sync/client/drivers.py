"""The sync and the async client: two small drivers over the same flows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from types import TracebackType
from typing import Any, Self, TypedDict, TypeVar, Unpack

import httpx

from varaamo_sync.booking import Command
from varaamo_sync.client.http import (
    TIMEOUT,
    answer,
    arguments,
    check_transport_safe,
    origin_of,
    translated,
    user_agent,
)
from varaamo_sync.client.redaction import redact
from varaamo_sync.errors import BookingError
from varaamo_sync.protocol.exchange import Exchange, Keys, PasswordLogin
from varaamo_sync.protocol.flows import flow_of
from varaamo_sync.protocol.session import new_csrf_token, watched
from varaamo_sync.retry import Patience, repeat, repeat_async
from varaamo_sync.rooms import HELSINKI

T = TypeVar("T")


def today_in_helsinki() -> date:
    """Return the day that it is in Helsinki."""
    return datetime.now(HELSINKI).date()


class ClientOptions(TypedDict, total=False):
    """What both clients take beside an address and a transport."""

    session: str | None
    """Session cookie, where login is by browser."""
    login: PasswordLogin | None
    """User name and password, where password login is allowed."""
    patience: Patience
    """How often and how patiently failed requests are repeated, and who is told."""
    today: Callable[[], date]
    """Tells the day in Helsinki."""
    session_from: str
    """Where session or login are from, in words, for ``whoami``."""


class _Client:
    """What both clients share: address, keys and patience."""

    def __init__(self, url: str, options: ClientOptions) -> None:
        redact()
        self._origin = origin_of(url)
        check_transport_safe(self._origin)
        self._keys = Keys(csrf=new_csrf_token(), session=options.get("session"))
        self._login = options.get("login")
        self._patience = options.get("patience") or Patience()
        self._today = options.get("today") or today_in_helsinki
        self.session_from = options.get("session_from", "the caller")

    @property
    def origin(self) -> str:
        """Scheme, host and port of the booking system."""
        return self._origin

    @property
    def session(self) -> str | None:
        """The session cookie that is being used: a secret."""
        return self._keys.session

    def _learned(self, exchange: Exchange[Any], result: Any) -> None:
        if isinstance(exchange, PasswordLogin):
            self._keys = Keys(csrf=self._keys.csrf, session=result)


class VaraamoClient(_Client):
    """Speaks to a Varaamo, synchronously. Use it as a context manager; threads may share it.

    Args:
        url: Address of the booking system; plain HTTP only on this machine.
        transport: An httpx transport, for instance that of the sandbox.
        **options: See ``ClientOptions``.

    Example:
        ``with VaraamoClient("https://varaamo.example") as api: api.execute(ReadVenues())``
    """

    def __init__(
        self,
        url: str,
        *,
        transport: httpx.BaseTransport | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        super().__init__(url, options)
        self._http = httpx.Client(
            base_url=self._origin, transport=transport, timeout=TIMEOUT, headers=user_agent()
        )

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
            self._learned(self._login, self._send(self._login))

    def execute(self, command: Command[T]) -> T:
        """Carry out a command; see ``BookingAPI.execute``."""
        flow = watched(flow_of(command, self._today), self._login)
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
            request = exchange.request(self._keys, self._origin)
            with translated(self._origin, exchange.name):
                response = self._http.request(**arguments(request))
            return exchange.read(answer(response, exchange.name))

        return repeat(once, name=exchange.name, writes=exchange.writes, patience=self._patience)


class AsyncVaraamoClient(_Client):
    """Speaks to a Varaamo, asynchronously. Use it as an async context manager.

    Arguments are those of ``VaraamoClient``.
    """

    def __init__(
        self,
        url: str,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        super().__init__(url, options)
        self._http = httpx.AsyncClient(
            base_url=self._origin, transport=transport, timeout=TIMEOUT, headers=user_agent()
        )

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
            self._learned(self._login, await self._send(self._login))

    async def execute(self, command: Command[T]) -> T:
        """Carry out a command; see ``BookingAPI.execute``."""
        flow = watched(flow_of(command, self._today), self._login)
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
            request = exchange.request(self._keys, self._origin)
            with translated(self._origin, exchange.name):
                response = await self._http.request(**arguments(request))
            return exchange.read(answer(response, exchange.name))

        return await repeat_async(
            once, name=exchange.name, writes=exchange.writes, patience=self._patience
        )
