"""Serves a sandbox over HTTP, on this machine only."""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from ipaddress import ip_address

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from varaamo_sync.errors import UsageError
from varaamo_sync.listening import listen
from varaamo_sync.sandbox.instance import Sandbox
from varaamo_sync.sandbox.web.asgi import CUT

_WAIT = 10.0
"""Seconds that a server may take to start or to end."""


class _Protocol(H11Protocol):
    """HTTP that lets the application close the socket it is spoken over."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app_state = {**self.app_state, CUT: partial(_cut, transport)}


def _cut(transport: asyncio.Transport, *, reset: bool) -> None:
    if reset:  # nothing lingers: the other side is told that the connection is gone
        connection = transport.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


def serve(
    sandbox: Sandbox,
    host: str = "127.0.0.1",
    port: int = 8123,
    *,
    on_listening: Callable[[], None] = lambda: None,
) -> None:
    """Serve a sandbox until it is interrupted.

    Args:
        sandbox: What is served.
        host: A name or an address of this machine.
        port: Where it listens.
        on_listening: Called once, as soon as requests are taken.

    Raises:
        UsageError: The host is not this machine: everybody knows the passwords. Or the port
            cannot be listened on.
    """
    _check_loopback(host)
    config = uvicorn.Config(sandbox.app, log_level="warning", http=_Protocol)
    with listen(host, port, "sandbox-port") as listener, suppress(KeyboardInterrupt):
        on_listening()
        uvicorn.Server(config).run(sockets=[listener])


@contextmanager
def running(sandbox: Sandbox) -> Iterator[str]:
    """Serve a sandbox from a thread, on a free port; the value is its address."""
    with listen("127.0.0.1", 0, "sandbox-port") as listener:
        config = uvicorn.Config(sandbox.app, log_level="warning", lifespan="off", http=_Protocol)
        server = uvicorn.Server(config)
        thread = threading.Thread(
            target=server.run, kwargs={"sockets": [listener]}, name="sandbox", daemon=True
        )
        thread.start()
        try:
            # The socket listens already: requests wait in its queue until the server takes them.
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(_WAIT)


def _check_loopback(host: str) -> None:
    try:
        loopback = host == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise UsageError("sandbox-not-local", host=host)
