"""Steps on the network that keep to the total time of their exchange; see ``network``."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import httpcore

from varaamo_sync.booking.client.transport import time_left
from varaamo_sync.booking.permits import ask_permit, ask_permit_async


def hold(pool: Any) -> None:
    """Let deadlines hold for all connections of a pool; what is none of httpcore's is left."""
    if isinstance(pool, httpcore.ConnectionPool | httpcore.AsyncConnectionPool):
        kind = _Timed if isinstance(pool, httpcore.ConnectionPool) else _TimedAsync
        timed: Any = kind(pool._network_backend)  # noqa: SLF001
        pool._network_backend = timed  # noqa: SLF001


class _Timed:
    """A network or a connection whose steps keep to the deadline."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def connect_tcp(self, **given: Any) -> Any:
        """Connect."""
        return self._open(self._inner.connect_tcp, given)

    def start_tls(self, **given: Any) -> Any:
        """Encrypt."""
        return self._open(self._inner.start_tls, given)

    def _open(self, step: Callable[..., Any], given: dict[str, Any]) -> Any:
        given["timeout"] = time_left(given.get("timeout"), httpcore.ConnectTimeout)
        made = step(**given)
        return self._opened(made)

    def _opened(self, made: Any) -> Any:
        return _Timed(made)

    def read(self, max_bytes: int, timeout: float | None = None) -> Any:
        """Read some bytes."""
        return self._inner.read(max_bytes, time_left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> Any:
        """Write bytes; of nothing, which ends a request that has left already, nothing is late.

        A write that may not go any more is held back here, right before its bytes leave: what
        remains is the instant that the question and the sending lie apart.
        """
        late = httpcore.WriteTimeout
        if buffer:
            ask_permit()
        return self._inner.write(buffer, time_left(timeout, late) if buffer else timeout)


class _TimedAsync(_Timed):
    """The same for an asynchronous client."""

    async def _opened(self, made: Awaitable[Any]) -> _TimedAsync:
        return _TimedAsync(await made)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write bytes; see ``_Timed.write``."""
        late = httpcore.WriteTimeout
        if buffer:
            await ask_permit_async()
        await self._inner.write(buffer, time_left(timeout, late) if buffer else timeout)
