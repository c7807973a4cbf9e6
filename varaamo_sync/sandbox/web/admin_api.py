"""The administration of a sandbox over HTTP; beside the API, which knows none of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from varaamo_sync.errors import UsageError
from varaamo_sync.sandbox.admin import SIGN

if TYPE_CHECKING:
    from varaamo_sync.sandbox.instance import Sandbox

_JSON = "application/json"


def admin_routes(sandbox: Sandbox) -> list[Route]:
    """Return the routes by which a sandbox is administered."""
    return [
        Route("/sandbox/", _sign, methods=["GET"]),
        _route("/sandbox/reservations/", "POST", lambda v: sandbox.add_reservation(v["room"])),
        _route(
            "/sandbox/reservations/", "DELETE", lambda v: sandbox.cancel_reservations(v["room"])
        ),
        _route("/sandbox/hours/", "POST", lambda _: sandbox.take_over_hours()),
        _route("/sandbox/faults/", "PUT", lambda v: sandbox.set_faults(v["faults"])),
    ]


async def _sign(_: Request) -> Response:
    return JSONResponse(SIGN)


def _route(path: str, method: str, carry_out: Callable[[Any], None]) -> Route:
    async def view(request: Request) -> Response:
        # Pages of other sites can send everything but JSON without being asked first.
        if request.headers.get("Content-Type") != _JSON:
            return JSONResponse({"error": "JSON only"}, HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        try:
            values = json.loads(await request.body())
            await run_in_threadpool(carry_out, values)
        except (UsageError, ValueError, TypeError, KeyError) as error:
            return JSONResponse({"error": str(error)}, HTTPStatus.BAD_REQUEST)
        return Response(status_code=HTTPStatus.NO_CONTENT)

    return Route(path, view, methods=[method])
