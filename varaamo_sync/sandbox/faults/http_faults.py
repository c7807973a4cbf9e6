"""Faults around a whole request: proxies, connections, sessions, and bodies that are no JSON."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection
from email.utils import formatdate
from http import HTTPStatus

from starlette.responses import HTMLResponse, Response
from starlette.types import Receive, Scope, Send

from varaamo_sync.sandbox.data.database import Database
from varaamo_sync.sandbox.faults.draw import FaultDraw
from varaamo_sync.sandbox.faults.plan import (
    Cut,
    HtmlPage,
    Instead,
    Latency,
    SessionLost,
    Slow,
    Status,
    Truncated,
    WrongType,
)
from varaamo_sync.sandbox.respa.access import end_logins
from varaamo_sync.sandbox.rules.users import end_sessions

CUT = "cut"
"""Name in the state of a request under which the server puts what closes its connection."""

CarryOut = Callable[[], Awaitable[Response]]

_PROXY_PAGE = (
    "<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n"
    "<center><h1>{title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
)
_SERVER_PAGE = (
    '<!doctype html>\n<html lang="en">\n<head>\n  <title>Server Error (500)</title>\n</head>\n'
    "<body>\n  <h1>Server Error (500)</h1><p></p>\n</body>\n</html>\n"
)
_MAINTENANCE_PAGE = "<!doctype html>\n<html><body><h1>Huoltokatko</h1></body></html>\n"
_PAGES = {200: _MAINTENANCE_PAGE, 500: _SERVER_PAGE}


class ConnectionCut(Exception):
    """The connection ends here; raised where there is no socket to close.

    Attributes:
        reset: Whether it was reset, instead of closed in good order.
    """

    def __init__(self, *, reset: bool) -> None:
        super().__init__("connection reset" if reset else "connection closed without an answer")
        self.reset = reset


class HttpFaults:
    """Carries out a plan of faults around whole requests.

    Args:
        database: Where sessions are.
        faults: Draws which faults happen.
    """

    def __init__(self, database: Database, faults: FaultDraw) -> None:
        self._database = database
        self._draw = faults.draw
        self._going_on: set[asyncio.Task[Response]] = set()

    async def around(self, names: Collection[str], carry_out: CarryOut) -> Response:
        """Answer a request, or let something go wrong with it.

        Args:
            names: Operations that it asks for.
            carry_out: Lets the server answer it.
        """
        for latency in self._draw(Latency, names):
            await asyncio.sleep(latency.seconds)
        if self._draw(SessionLost, names):
            end_sessions(self._database)
            end_logins(self._database)
        for fault in self._draw(Instead, names, most=1):
            return await self._instead(fault, carry_out)
        return await carry_out()

    async def _instead(self, fault: Instead, carry_out: CarryOut) -> Response:
        if isinstance(fault, Slow):
            return await self._slow(fault, carry_out)
        if isinstance(fault, Truncated | WrongType):
            return _spoil(await carry_out(), fault)
        assert isinstance(fault, Status | Cut | HtmlPage)
        if fault.stored:
            await carry_out()
        if isinstance(fault, Cut):
            return CutResponse(reset=fault.reset)
        if isinstance(fault, Status):
            return self._proxy_page(fault)
        return HTMLResponse(_PAGES[fault.status], fault.status)

    async def _slow(self, fault: Slow, carry_out: CarryOut) -> Response:
        async def late() -> Response:
            await asyncio.sleep(fault.seconds)
            return await carry_out()

        task = asyncio.create_task(late())
        self._going_on.add(task)
        task.add_done_callback(self._over)
        done, _ = await asyncio.wait({task}, timeout=fault.gives_up)
        return task.result() if done else self._proxy_page(Status(status=504))

    def _over(self, task: asyncio.Task[Response]) -> None:
        self._going_on.discard(task)
        if not task.cancelled():
            task.exception()  # nobody waits for it any more

    def _proxy_page(self, fault: Status) -> Response:
        title = f"{fault.status} {HTTPStatus(fault.status).phrase}"
        response = HTMLResponse(_PROXY_PAGE.format(title=title), fault.status)
        if fault.retry_after is not None:
            moment = time.time() + fault.retry_after  # the clock by which servers write Date
            later = formatdate(moment, usegmt=True) if fault.as_date else str(fault.retry_after)
            response.headers["Retry-After"] = later
        return response


class CutResponse(Response):
    """No answer at all: the connection ends."""

    def __init__(self, *, reset: bool) -> None:
        super().__init__()
        self._reset = reset

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Close the socket, or say that it should be where there is none."""
        del send
        cut = scope.get("state", {}).get(CUT)
        if cut is None:
            raise ConnectionCut(reset=self._reset)
        cut(reset=self._reset)
        while (await receive())["type"] != "http.disconnect":
            pass


def _spoil(answer: Response, fault: Truncated | WrongType) -> Response:
    content = bytes(answer.body)
    if isinstance(fault, Truncated):
        return Response(content[: len(content) // 2], 200, media_type="application/json")
    return HTMLResponse(content, answer.status_code)
