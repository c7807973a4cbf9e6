"""Serves a board over HTTP until it is stopped."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress

import uvicorn
from starlette.types import ASGIApp

from varaamo_sync.errors import UsageError, system_reason


def serve(
    app: ASGIApp,
    host: str = "127.0.0.1",
    port: int = 8124,
    *,
    on_listening: Callable[[int], None] = lambda _: None,
) -> None:
    """Serve an application until it is interrupted.

    Args:
        app: The application.
        host: The name or address to listen on.
        port: Where it listens; 0 for any port that is free.
        on_listening: Called once with the port, as soon as requests are taken.

    Raises:
        UsageError: It cannot listen there.
    """
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,  # addresses may hold the token
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=2,
    )
    with _listener(host, port) as listener, suppress(KeyboardInterrupt):
        on_listening(listener.getsockname()[1])
        uvicorn.Server(config).run(sockets=[listener])


def _listener(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Said to be TCP, or asyncio leaves small answers waiting for 40 ms (Nagle's algorithm).
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host.strip("[]"), port))
        listener.listen()
    except OSError as error:
        listener.close()
        raise UsageError(
            "board-address", host=host, port=str(port), reason=system_reason(error)
        ) from error
    return listener
