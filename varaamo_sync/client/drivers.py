"""The sync and the async client: two small drivers over the same flows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx

from varaamo_sync.booking import Command
from varaamo_sync.client.http import (
    TIMEOUT,
    USER_AGENT,
    answer,
    arguments,
    check_transport_safe,
    origin_of,
    translated,
)
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


class _Client:
    """What both clients share: address, keys and patience."""

    def __init__(
        self,
        url: str,
        *,
        session: str | None = None,
        login: PasswordLogin | None = None,
        patience: Patience | None = None,
        today: Callable[[], date] = today_in_helsinki,
        session_from: str = "the caller",
    ) -> None:
        self.session_from = session_from
        self._origin = origin_of(url)
        check_transport_safe(self._origin)
        self._keys = Keys(csrf=new_csrf_token(), session=session)
        self._login = login
        self._patience = patience or Patience()
        self._today = today

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
        session: Session cookie, where login is by browser.
        login: User name and password, where password login is allowed.
        transport: An httpx transport, for instance that of the sandbox.
        patience: How often and how patiently failed requests are repeated.
        today: Tells the day in Helsinki.
        session_from: Where session or login are from, in words, for ``whoami``.

    Example:
        ``with VaraamoClient("https://varaamo.example") as api: api.execute(ReadVenues())``
    """

    def __init__(
        self,
        url: str,
        *,
        session: str | None = None,
        login: PasswordLogin | None = None,
        transport: httpx.BaseTransport | None = None,
        patience: Patience | None = None,
        today: Callable[[], date] = today_in_helsinki,
        session_from: str = "the caller",
    ) -> None:
        super().__init__(
            url,
            session=session,
            login=login,
            patience=patience,
            today=today,
            session_from=session_from,
        )
        self._http = httpx.Client(
            base_url=self._origin,
            transport=transport,
            timeout=TIMEOUT,
            headers={"User-Agent": USER_AGENT},
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
        session: str | None = None,
        login: PasswordLogin | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        patience: Patience | None = None,
        today: Callable[[], date] = today_in_helsinki,
        session_from: str = "the caller",
    ) -> None:
        super().__init__(
            url,
            session=session,
            login=login,
            patience=patience,
            today=today,
            session_from=session_from,
        )
        self._http = httpx.AsyncClient(
            base_url=self._origin,
            transport=transport,
            timeout=TIMEOUT,
            headers={"User-Agent": USER_AGENT},
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
