"""Faults around a whole request: proxies, connections, sessions, and bodies that are no JSON."""

from __future__ import annotations

import time
from collections.abc import Collection
from contextlib import suppress
from email.utils import formatdate
from http import HTTPStatus
from threading import Thread

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
from varaamo_sync.sandbox.messages import CarryOut, ConnectionCut, WebResponse, in_html
from varaamo_sync.sandbox.respa.access import end_logins
from varaamo_sync.sandbox.rules.users import end_sessions

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


class HttpFaults:
    """Carries out a plan of faults around whole requests.

    Args:
        database: Where sessions are.
        faults: Draws which faults happen.
    """

    def __init__(self, database: Database, faults: FaultDraw) -> None:
        self._database = database
        self._draw = faults.draw

    def around(self, names: Collection[str], carry_out: CarryOut) -> WebResponse:
        """Answer a request, or let something go wrong with it.

        Args:
            names: Operations that it asks for.
            carry_out: Lets the server answer it.

        Raises:
            ConnectionCut: No answer comes.
        """
        for latency in self._draw(Latency, names):
            time.sleep(latency.seconds)
        if self._draw(SessionLost, names):
            end_sessions(self._database)
            end_logins(self._database)
        for fault in self._draw(Instead, names, most=1):
            return self._instead(fault, carry_out)
        return carry_out()

    def _instead(self, fault: Instead, carry_out: CarryOut) -> WebResponse:
        if isinstance(fault, Slow):
            return self._slow(fault, carry_out)
        if isinstance(fault, Truncated | WrongType):
            return _spoil(carry_out(), fault)
        assert isinstance(fault, Status | Cut | HtmlPage)
        if fault.stored:
            carry_out()
        if isinstance(fault, Cut):
            raise ConnectionCut(reset=fault.reset)
        if isinstance(fault, Status):
            return self._proxy_page(fault)
        return in_html(_PAGES[fault.status], fault.status)

    def _slow(self, fault: Slow, carry_out: CarryOut) -> WebResponse:
        answers: list[WebResponse] = []

        def answer_late() -> None:
            time.sleep(fault.seconds)
            with suppress(Exception):  # perhaps nobody waits for it any more, and all is closed
                answers.append(carry_out())

        server = Thread(target=answer_late, name="slow server", daemon=True)
        server.start()
        server.join(fault.gives_up)
        return answers[0] if answers else self._proxy_page(Status(status=504))

    def _proxy_page(self, fault: Status) -> WebResponse:
        title = f"{fault.status} {HTTPStatus(fault.status).phrase}"
        response = in_html(_PROXY_PAGE.format(title=title), fault.status)
        if fault.retry_after is not None:
            moment = time.time() + fault.retry_after  # the clock by which servers write Date
            later = formatdate(moment, usegmt=True) if fault.as_date else str(fault.retry_after)
            response.headers.append(("Retry-After", later))
        return response


def _spoil(answer: WebResponse, fault: Truncated | WrongType) -> WebResponse:
    if isinstance(fault, Truncated):
        half = answer.content[: len(answer.content) // 2]
        return WebResponse(half, HTTPStatus.OK, [("Content-Type", "application/json")])
    return in_html(answer.content, answer.status)
