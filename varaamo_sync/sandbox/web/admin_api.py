"""The administration of a sandbox over HTTP; beside the API, which knows none of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from varaamo_sync.errors import UsageError
from varaamo_sync.sandbox.admin import SIGN
from varaamo_sync.sandbox.messages import WebRequest, WebResponse, in_json

if TYPE_CHECKING:
    from varaamo_sync.sandbox.instance import Sandbox
    from varaamo_sync.sandbox.web.app import Views

_JSON = "application/json"


def admin_views(sandbox: Sandbox) -> Views:
    """Return what answers where a sandbox is administered, by path and method."""
    return {
        "/sandbox/": {"GET": lambda _: in_json(SIGN)},
        "/sandbox/reservations/": {
            "POST": _view(lambda v: sandbox.add_reservation(v["room"])),
            "DELETE": _view(lambda v: sandbox.cancel_reservations(v["room"])),
        },
        "/sandbox/hours/": {"POST": _view(lambda _: sandbox.take_over_hours())},
        "/sandbox/faults/": {"PUT": _view(lambda v: sandbox.set_faults(v["faults"]))},
    }


def _view(carry_out: Callable[[Any], None]) -> Callable[[WebRequest], WebResponse]:
    def view(request: WebRequest) -> WebResponse:
        # Pages of other sites can send everything but JSON without being asked first.
        if request.headers.get("content-type") != _JSON:
            return in_json({"error": "JSON only"}, HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        try:
            carry_out(json.loads(request.content))
        except (UsageError, ValueError, TypeError, KeyError) as error:
            return in_json({"error": str(error)}, HTTPStatus.BAD_REQUEST)
        return WebResponse(status=HTTPStatus.NO_CONTENT)

    return view
