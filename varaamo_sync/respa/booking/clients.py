"""The sync and the async client of a Respa that is a target."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar, Unpack

import httpx

from varaamo_sync.booking import Command
from varaamo_sync.booking.client.clients import (
    AsyncBookingClient,
    BookingClient,
    BookingHost,
    today_in_helsinki,
)
from varaamo_sync.booking.client.options import ClientOptions
from varaamo_sync.booking.flow import Flow
from varaamo_sync.booking.retry import Patience
from varaamo_sync.booking.waiting import sleep_async
from varaamo_sync.errors import part
from varaamo_sync.respa.address import respa_parts
from varaamo_sync.respa.booking.commands import Around, flow_of
from varaamo_sync.respa.booking.ids import KnownIds
from varaamo_sync.respa.booking.session import RespaSession
from varaamo_sync.suggest import require_known

T = TypeVar("T")

_VERSION = "/v1"
"""What the address of its API ends with."""


class _Respa(BookingHost):
    """What both clients of Respa share: address, token and commands."""

    def __init__(
        self, url: str, options: ClientOptions, transport: Any, sleep: Callable[[float], Any]
    ) -> None:
        require_known(options, ClientOptions.__optional_keys__, type(self).__name__)
        host, path = respa_parts(url)
        base = path.removesuffix(_VERSION)
        patience = options.get("patience") or Patience()
        self._session = RespaSession(options.get("login"), patience)
        today = options.get("today") or today_in_helsinki
        self._around = Around(self._session, KnownIds(), today)
        self.session_from = options.get("session_from", part("session-caller"))
        super().__init__(host, options, patience, transport, sleep, place=base, known=self._session)

    @property
    def origin(self) -> str:
        """Scheme, host and port, and the path where the installation has one."""
        return self._origin + self._place

    @property
    def session(self) -> str | None:
        """The token that is being used: a secret."""
        return self._session.keys

    def _flow(self, command: Command[T]) -> Flow[T]:
        return self._session.carry_out(flow_of(command, self._around))

    def _login(self) -> Flow[None]:
        return self._session.log_in()


class RespaBookingClient(_Respa, BookingClient):
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
        super().__init__(url, options, transport, sleep)


class AsyncRespaBookingClient(_Respa, AsyncBookingClient):
    """Speaks to a Respa that rooms are pushed to, asynchronously. Use it as a context manager.

    Tasks of one event loop may share one; each loop needs its own. Arguments are those of
    ``RespaBookingClient``.
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
