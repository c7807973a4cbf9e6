"""Hauki's API over HTTP, beside the booking system's and under a path of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from varaamo_sync.sandbox.data.database import Database
from varaamo_sync.sandbox.faults.http_faults import HttpFaults
from varaamo_sync.sandbox.hauki.api import answer, operation_of
from varaamo_sync.sandbox.hauki.requests import Answer, HaukiRequest

HAUKI = "/hauki"
"""Path under which the opening-hours system answers."""

_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
_PAGE = (
    '<!doctype html>\n<html lang="en">\n<head>\n  <title>Server Error (500)</title>\n</head>\n'
    "<body>\n  <h1>Server Error (500)</h1><p></p>\n</body>\n</html>\n"
)
_NO_CONTENT = 204


def hauki_route(database: Database, faults: Callable[[], HttpFaults]) -> Route:
    """Return the route of Hauki's API.

    Args:
        database: What it shows and changes.
        faults: Tells what goes wrong around requests now.
    """

    async def view(request: Request) -> Response:
        try:
            body = await request.body()
        except ClientDisconnect:  # it was killed in the middle of asking
            return Response(status_code=400)
        name = operation_of(request.method, request.url.path.removeprefix(HAUKI))

        async def carry_out() -> Response:
            return _response(*await run_in_threadpool(_answer, database, request, body))

        return await faults().around((name,) if name else (), carry_out)

    return Route(f"{HAUKI}/v1/{{rest:path}}", view, methods=_METHODS)


def _answer(database: Database, request: Request, body: bytes) -> Answer:
    try:
        sent = json.loads(body) if body else None
    except ValueError as exc:
        return 400, {"detail": f"JSON parse error - {exc}"}
    return answer(
        database,
        HaukiRequest(
            method=request.method,
            path=request.url.path.removeprefix(HAUKI),
            query=dict(request.query_params),
            body=sent,
            authorization=request.headers.get("Authorization"),
            origin=f"{request.url.scheme}://{request.url.netloc}{HAUKI}",
        ),
    )


def _response(status: int, value: Any) -> Response:
    if value is None and status == _NO_CONTENT:
        return Response(status_code=status)
    if value is None:
        return HTMLResponse(_PAGE, status)
    content = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Response(content, status, media_type="application/json")
