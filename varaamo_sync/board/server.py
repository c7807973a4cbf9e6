"""Serves a board over HTTP until it is stopped."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import uvicorn
from starlette.types import ASGIApp

from varaamo_sync.listening import listen


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
    with listen(host, port, "board-address") as listener, suppress(KeyboardInterrupt):
        on_listening(listener.getsockname()[1])
        uvicorn.Server(config).run(sockets=[listener])
