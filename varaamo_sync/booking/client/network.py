"""Connections that keep to the total time of the exchange that they are used for.

The HTTP library knows only the longest wait for the next bytes. A server that sends a byte every
few seconds, or one interim answer after the other, would hold its caller for ever. So every step
on the network is given no more than what is left of the exchange it belongs to.
"""

from __future__ import annotations

import httpx


def keep_to_deadlines(client: httpx.Client | httpx.AsyncClient) -> None:
    """Let deadlines hold for all connections of a client, through proxies too.

    Neither httpx nor httpcore has a door for that once the client has chosen its proxies.
    """
    for transport in (client._transport, *client._mounts.values()):  # noqa: SLF001
        if (pool := getattr(transport, "_pool", None)) is not None:
            from varaamo_sync.booking.client.timed_network import hold  # a sandbox needs no network

            hold(pool)
