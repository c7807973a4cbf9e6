"""The sync and the async client of a booking system, and Varaamo's."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from datetime import date, datetime
from typing import Any, TypeVar, Unpack

import httpx

from varaamo_sync.booking.client.addresses import check_transport_safe, origin_of
from varaamo_sync.booking.client.host import AsyncHostClient, Host, HostClient
from varaamo_sync.booking.client.http import check_session, new_csrf_token
from varaamo_sync.booking.client.options import ClientOptions
from varaamo_sync.booking.client.session import Session
from varaamo_sync.booking.flow import Flow, run, run_async
from varaamo_sync.booking.port import Command
from varaamo_sync.booking.protocol.commands import flow_of
from varaamo_sync.booking.protocol.exchange import Keys
from varaamo_sync.booking.retry import Patience
from varaamo_sync.booking.waiting import sleep_async
from varaamo_sync.errors import part
from varaamo_sync.model import HELSINKI
from varaamo_sync.suggest import require_known

T = TypeVar("T")


def today_in_helsinki() -> date:
    """Return the day that it is in Helsinki."""
    return datetime.now(HELSINKI).date()


class BookingHost(Host, ABC):
    """What the sync and the async client of a booking system share: its commands as flows."""

    @abstractmethod
    def _flow(self, command: Command[T]) -> Flow[T]:
        """Return what carries out a command, down to single requests."""

    @abstractmethod
    def _login(self) -> Flow[None]:
        """Return what logs in, where there is a way."""


class BookingClient(BookingHost, HostClient):
    """The base of synchronous clients of a booking system."""

    def log_in(self) -> None:
        """Log in with the user name and the password, if there are any.

        Raises:
            BookingError: The login was refused, or the booking system cannot be reached.
        """
        run(self._login(), self._carry_out)

    def execute(self, command: Command[T]) -> T:
        """Carry out a command; see ``BookingAPI.execute``."""
        return run(self._flow(command), self._carry_out)


class AsyncBookingClient(BookingHost, AsyncHostClient):
    """The base of asynchronous clients of a booking system."""

    async def log_in(self) -> None:
        """Log in with the user name and the password, if there are any.

        Raises:
            BookingError: The login was refused, or the booking system cannot be reached.
        """
        await run_async(self._login(), self._carry_out)

    async def execute(self, command: Command[T]) -> T:
        """Carry out a command; see ``BookingAPI.execute``."""
        return await run_async(self._flow(command), self._carry_out)


class _Varaamo(BookingHost):
    """What both clients of Varaamo share: address, session and commands."""

    def __init__(
        self, url: str, options: ClientOptions, transport: Any, sleep: Callable[[float], Any]
    ) -> None:
        require_known(options, ClientOptions.__optional_keys__, type(self).__name__)
        origin = origin_of(url)
        check_transport_safe(origin)
        if (session := options.get("session")) is not None:
            check_session(session)
        patience = options.get("patience") or Patience()
        keys = Keys(csrf=new_csrf_token(), session=session)
        self._session = Session(keys, options.get("login"), patience)
        self._today = options.get("today") or today_in_helsinki
        self.session_from = options.get("session_from", part("session-caller"))
        super().__init__(
            origin, options, patience, transport, sleep, place=origin, known=self._session
        )

    @property
    def session(self) -> str | None:
        """The session cookie that is being used: a secret."""
        return self._session.keys.session

    def _flow(self, command: Command[T]) -> Flow[T]:
        return self._session.carry_out(flow_of(command, self._today))

    def _login(self) -> Flow[None]:
        return self._session.log_in()


class VaraamoClient(_Varaamo, BookingClient):
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
        super().__init__(url, options, transport, sleep)


class AsyncVaraamoClient(_Varaamo, AsyncBookingClient):
    """Speaks to a Varaamo, asynchronously. Use it as an async context manager.

    Tasks of one event loop may share one; each loop needs its own. Arguments are those of
    ``VaraamoClient``.
    """

    def __init__(
        self,
        url: str,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        sleep: Callable[[float], Awaitable[None]] = sleep_async,
        **options: Unpack[ClientOptions],
    ) -> None:
        super().__init__(url, options, transport, sleep)
