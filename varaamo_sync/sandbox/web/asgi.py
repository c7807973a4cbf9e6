"""The web application for any ASGI server."""

from __future__ import annotations

from collections.abc import Callable

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.types import Receive, Scope, Send

from varaamo_sync.sandbox.messages import ConnectionCut, WebRequest, WebResponse

CUT = "cut"
"""Name in the state of a request under which the server puts what closes its connection."""

Answer = Callable[[WebRequest], WebResponse]


def asgi(answer: Answer) -> Starlette:
    """Return what asks for answers in threads, and sends them."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            asked = _heard(request, await request.body())
        except ClientDisconnect:  # it was killed in the middle of asking
            return
        try:
            said = await run_in_threadpool(answer, asked)
        except ConnectionCut as end:
            await _cut(scope, receive, end)
        else:
            response = Response(said.content, said.status)
            for name, value in said.headers:
                response.headers.append(name, value)
            await response(scope, receive, send)

    return Starlette(routes=[Mount("", app)])


def _heard(request: Request, content: bytes) -> WebRequest:
    headers: dict[str, str] = {}
    for name, value in request.headers.items():
        headers.setdefault(name, value)
    return WebRequest(
        method=request.method,
        scheme=request.url.scheme,
        path=request.scope["path"],
        query=request.scope["query_string"].decode("latin-1"),
        headers=headers,
        content=content,
    )


async def _cut(scope: Scope, receive: Receive, end: ConnectionCut) -> None:
    """Close the socket, or say that it should be where there is none."""
    cut = scope.get("state", {}).get(CUT)
    if cut is None:
        raise end
    cut(reset=end.reset)
    while (await receive())["type"] != "http.disconnect":
        pass
