"""What the owner of a sandbox can do to it, over HTTP; beside the API, which knows none of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, Protocol

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from varaamo_sync.errors import UsageError
from varaamo_sync.sandbox.admin import SIGN

_JSON = "application/json"


class Owned(Protocol):
    """What can be done to a sandbox; ``Sandbox`` tells more."""

    def add_reservation(self, room: int) -> None:
        """Book a room as a resident would."""
        ...

    def cancel_reservations(self, room: int) -> None:
        """Cancel every booking of a room."""
        ...

    def set_faults(self, faults: Sequence[Mapping[str, Any]]) -> None:
        """Let things go wrong."""
        ...


def door(sandbox: Owned) -> list[Route]:
    """Return the routes of a sandbox's owner."""
    return [
        Route("/sandbox/", _sign, methods=["GET"]),
        _route("/sandbox/reservations/", "POST", lambda v: sandbox.add_reservation(v["room"])),
        _route(
            "/sandbox/reservations/", "DELETE", lambda v: sandbox.cancel_reservations(v["room"])
        ),
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
