"""Listening: the socket of whatever is served from here, or an error that says why it is not."""

from __future__ import annotations

import socket

from varaamo_sync.errors import UsageError, system_reason


def listen(host: str, port: int, problem: str) -> socket.socket:
    """Return a socket that takes connections already; requests wait in its queue.

    Args:
        host: The name or address to listen on.
        port: Where; 0 for any port that is free.
        problem: Name of the words for why it cannot; they may tell ``host``, ``port`` and
            ``reason``.

    Raises:
        UsageError: It cannot listen there.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Said to be TCP, or asyncio leaves small answers waiting for 40 ms (Nagle's algorithm).
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host.strip("[]"), port))
        listener.listen()
    except OSError as error:
        listener.close()
        reason = system_reason(error)
        raise UsageError(problem, host=host, port=str(port), reason=reason) from error
    return listener
