"""Lets httpx speak to a sandbox in the same process; the only file here that knows httpx."""

from __future__ import annotations

from contextlib import ExitStack
from email.utils import formatdate

import httpx
from anyio.from_thread import start_blocking_portal

from varaamo_sync.sandbox.faults.http_faults import ConnectionCut
from varaamo_sync.sandbox.instance import Sandbox


class SandboxTransport(httpx.BaseTransport):
    """Carries requests of synchronous clients to a sandbox, on an event loop of its own.

    Safe to use from several threads. Close it, or use it as a context manager.

    Args:
        sandbox: Where requests go, whatever host they name.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self._transport = AsyncSandboxTransport(sandbox)
        self._stack = ExitStack()
        self._portal = self._stack.enter_context(start_blocking_portal())

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Carry one request and return its answer, read whole."""
        request.read()
        return self._portal.call(self._carry, request)

    async def _carry(self, request: httpx.Request) -> httpx.Response:
        answer = await self._transport.handle_async_request(request)
        content = await answer.aread()
        return httpx.Response(
            answer.status_code, headers=answer.headers, content=content, request=request
        )

    def close(self) -> None:
        """End the event loop; a second time does nothing."""
        self._stack.close()


class AsyncSandboxTransport(httpx.ASGITransport):
    """Carries requests of asynchronous clients to a sandbox.

    It does what a server around the application does: dates answers, and loses connections.

    Args:
        sandbox: Where requests go, whatever host they name.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        super().__init__(app=sandbox.app)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Carry one request."""
        try:
            response = await super().handle_async_request(request)
        except ConnectionCut as cut:
            if cut.reset:
                raise httpx.ReadError("Connection reset by peer", request=request) from cut
            message = "Server disconnected without sending a response."
            raise httpx.RemoteProtocolError(message, request=request) from cut
        response.headers.setdefault("Date", formatdate(usegmt=True))
        return response
