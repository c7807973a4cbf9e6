"""REST APIs over HTTP, beside the booking system's and each under a path of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from varaamo_sync.sandbox.data.database import Database
from varaamo_sync.sandbox.faults.http_faults import HttpFaults
from varaamo_sync.sandbox.rest.requests import Answer, RestRequest
from varaamo_sync.sandbox.rest.routes import Api

_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
_FORM = "application/x-www-form-urlencoded"
_PAGE = (
    '<!doctype html>\n<html lang="en">\n<head>\n  <title>Server Error (500)</title>\n</head>\n'
    "<body>\n  <h1>Server Error (500)</h1><p></p>\n</body>\n</html>\n"
)
_NO_CONTENT, _UNAUTHORIZED = 204, 401


def rest_route(
    path: str, api: Api, database: Database, faults: Callable[[], HttpFaults], scheme: str = ""
) -> Route:
    """Return the route of an API.

    Args:
        path: Under which it answers.
        api: What answers.
        database: What it shows and changes.
        faults: Tells what goes wrong around requests now.
        scheme: How who is not known is asked to say who they are.
    """

    async def view(request: Request) -> Response:
        try:
            body = await request.body()
        except ClientDisconnect:  # it was killed in the middle of asking
            return Response(status_code=400)
        name = api.operation_of(request.method, request.url.path.removeprefix(path))

        async def carry_out() -> Response:
            status, value = await run_in_threadpool(_answer, path, api, database, request, body)
            response = _response(status, value)
            if status == _UNAUTHORIZED:
                response.headers["WWW-Authenticate"] = scheme
            return response

        return await faults().around((name,) if name else (), carry_out)

    return Route(f"{path}/{{rest:path}}", view, methods=_METHODS)


def _answer(path: str, api: Api, database: Database, request: Request, body: bytes) -> Answer:
    try:
        sent = _sent(request, body)
    except ValueError as exc:
        return 400, {"detail": f"JSON parse error - {exc}"}
    return api.answer(
        database,
        RestRequest(
            method=request.method,
            path=request.url.path.removeprefix(path),
            query=dict(request.query_params),
            body=sent,
            authorization=request.headers.get("Authorization"),
            origin=f"{request.url.scheme}://{request.url.netloc}{path}",
            included=frozenset(request.query_params.getlist("include")),
        ),
    )


def _sent(request: Request, body: bytes) -> Any:
    if request.headers.get("Content-Type", "").partition(";")[0].strip().lower() == _FORM:
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    return json.loads(body) if body else None


def _response(status: int, value: Any) -> Response:
    if isinstance(value, bytes):
        return Response(value, status)
    if value is None and status == _NO_CONTENT:
        return Response(status_code=status)
    if value is None:
        return HTMLResponse(_PAGE, status)
    content = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Response(content, status, media_type="application/json")
