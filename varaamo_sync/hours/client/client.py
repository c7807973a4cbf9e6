"""Speaks to Hauki over HTTP: patiently, within bounds, and never elsewhere than it was told."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import TypeVar, Unpack

import httpx

from varaamo_sync.booking.client.host import AsyncHostClient, HostClient
from varaamo_sync.booking.flow import run, run_async
from varaamo_sync.booking.port import Command
from varaamo_sync.booking.waiting import sleep_async
from varaamo_sync.hours.client.host import HoursHost, HoursOptions

T = TypeVar("T")


class HoursClient(HoursHost, HostClient):
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
        super().__init__(url, options, transport, sleep)

    def execute(self, command: Command[T]) -> T:
        """Carry out a command; see ``HoursAPI.execute``."""
        with self._failures():
            return run(self._flow(command), self._carry_out)


class AsyncHoursClient(HoursHost, AsyncHostClient):
    """Speaks to a Hauki, asynchronously. Use it as an async context manager.

    Tasks of one event loop may share one; each loop needs its own. Arguments are those of
    ``HoursClient``.
    """

    def __init__(
        self,
        url: str,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        sleep: Callable[[float], Awaitable[None]] = sleep_async,
        **options: Unpack[HoursOptions],
    ) -> None:
        super().__init__(url, options, transport, sleep)

    async def execute(self, command: Command[T]) -> T:
        """Carry out a command; see ``HoursAPI.execute``."""
        with self._failures():
            return await run_async(self._flow(command), self._carry_out)
