"""Speaks to Hauki over HTTP: patiently, within bounds, and never elsewhere than it was told."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from typing import Any, Self, TypeVar, Unpack

import httpx

from varaamo_sync.booking.client.host import HostClient
from varaamo_sync.booking.client.http import manners, opening, ways
from varaamo_sync.booking.client.message import receive_async
from varaamo_sync.booking.client.network import keep_to_deadlines
from varaamo_sync.booking.client.options import Timeouts
from varaamo_sync.booking.client.redaction import redact
from varaamo_sync.booking.client.transport import Transport, read
from varaamo_sync.booking.flow import Pause, run, run_async
from varaamo_sync.booking.permits import ask_permit, ask_permit_async
from varaamo_sync.booking.port import Command
from varaamo_sync.hours.client.asking import Asking, HoursOptions
from varaamo_sync.hours.protocol.calls import Call

T = TypeVar("T")


class HoursClient(Asking, HostClient):
    """Speaks to a Hauki, synchronously. Use it as a context manager.

    Threads may share one: connections, rate limit and retry budget are theirs together.

    Args:
        url: Address of Hauki, ``/v1`` or not at its end; plain HTTP only on this machine.
        transport: An httpx transport, for instance that of the sandbox.
        sleep: Waits some seconds.
        **options: See ``HoursOptions``.

    Raises:
        UsageError: The address is none, or the token cannot be one.
        CredentialsWithheld: The address is plain HTTP elsewhere than on this machine.

    Example:
        ``with HoursClient(url) as api: api.execute(ReadResources((ResourceId.of_venue("1"),)))``
    """

    def __init__(
        self,
        url: str,
        *,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
        **options: Unpack[HoursOptions],
    ) -> None:
        Asking.__init__(self, url, options)
        HostClient.__init__(self, self.origin, self.shared, self.patience, transport, sleep)

    def execute(self, command: Command[T]) -> T:
        """Carry out a command; see ``HoursAPI.execute``."""
        with self._failures():
            return run(self._flow(command), self._carry_out)

    def _carry_out(self, asked: Call[Any] | Pause) -> Any:
        if isinstance(asked, Pause):
            return self._sleep(asked.seconds)
        if wait := self._turn():
            self._sleep(wait)
        if asked.writes:
            ask_permit()
        request = asked.request(self._base, self._token)
        return read(asked, self._answer(request, asked.name), request.secrets)


class AsyncHoursClient(Asking):
    """Speaks to a Hauki, asynchronously. Use it as an async context manager.

    Tasks of one event loop may share one; each loop needs its own. Arguments are those of
    ``HoursClient``.
    """

    def __init__(
        self,
        url: str,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        **options: Unpack[HoursOptions],
    ) -> None:
        redact()
        super().__init__(url, options)
        self._sleep = sleep
        total = self.shared.get("timeouts", Timeouts()).total
        self._transport = Transport(self.origin, manners(self.shared), total, self.patience.clock)
        with opening():
            self._http = httpx.AsyncClient(transport=transport, **ways(self.origin, self.shared))
        keep_to_deadlines(self._http)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def execute(self, command: Command[T]) -> T:
        """Carry out a command; see ``HoursAPI.execute``."""
        with self._failures():
            return await run_async(self._flow(command), self._carry_out)

    async def _carry_out(self, asked: Call[Any] | Pause) -> Any:
        if isinstance(asked, Pause):
            return await self._sleep(asked.seconds)
        if wait := self._turn():
            await self._sleep(wait)
        if asked.writes:
            await ask_permit_async()
        request = asked.request(self._base, self._token)
        with self._transport.carrying(request, asked.name, asynchronous=True) as sending:
            sent = await self._http.send(sending.message, stream=True, follow_redirects=False)
            async with aclosing(sent) as response:
                answer = await receive_async(response, sending, asked.name)
        return read(asked, answer, request.secrets)
