"""Lets httpx speak to a sandbox in the same process; the only file here that knows httpx."""

from __future__ import annotations

from email.utils import formatdate

import httpx

from varaamo_sync.sandbox.instance import Sandbox
from varaamo_sync.sandbox.messages import ConnectionCut, WebRequest


class SandboxTransport(httpx.BaseTransport):
    """Carries requests of synchronous clients to a sandbox, which answers in the same thread.

    Safe to use from several threads.

    Args:
        sandbox: Where requests go, whatever host they name.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Carry one request and return its answer, read whole."""
        request.read()
        return _carry(self._sandbox, request)


class AsyncSandboxTransport(httpx.AsyncBaseTransport):
    """Carries requests of asynchronous clients to a sandbox, which answers in threads.

    Args:
        sandbox: Where requests go, whatever host they name.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Carry one request and return its answer, read whole."""
        from anyio.to_thread import run_sync  # of no use to who has no event loop

        await request.aread()
        return await run_sync(_carry, self._sandbox, request)


def _carry(sandbox: Sandbox, request: httpx.Request) -> httpx.Response:
    """Do what a server around the application does: date answers, and lose connections."""
    url = request.url
    headers: dict[str, str] = {}
    for name, value in request.headers.multi_items():
        headers.setdefault(name.lower(), value)
    asked = WebRequest(
        method=request.method,
        scheme=url.scheme,
        path=url.path,
        query=url.query.decode("latin-1"),
        headers=headers,
        content=request.content,
    )
    try:
        said = sandbox.answer(asked)
    except ConnectionCut as cut:
        if cut.reset:
            raise httpx.ReadError("Connection reset by peer", request=request) from cut
        message = "Server disconnected without sending a response."
        raise httpx.RemoteProtocolError(message, request=request) from cut
    dated = [*said.headers, ("Date", formatdate(usegmt=True))]
    return httpx.Response(said.status, headers=dated, content=said.content, request=request)
