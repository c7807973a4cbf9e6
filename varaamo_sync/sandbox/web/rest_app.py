"""REST APIs over HTTP, beside the booking system's and each under a path of its own."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl

from varaamo_sync.sandbox.data.database import Database
from varaamo_sync.sandbox.messages import WebRequest, WebResponse, in_html, in_json
from varaamo_sync.sandbox.rest.requests import Answer, RestRequest
from varaamo_sync.sandbox.rest.routes import Api

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")

_FORM = "application/x-www-form-urlencoded"
_PAGE = (
    '<!doctype html>\n<html lang="en">\n<head>\n  <title>Server Error (500)</title>\n</head>\n'
    "<body>\n  <h1>Server Error (500)</h1><p></p>\n</body>\n</html>\n"
)
_NO_CONTENT, _UNAUTHORIZED = 204, 401


class RestApp:
    """An API under a path of its own.

    Args:
        path: Under which it answers.
        api: What answers.
        database: What it shows and changes.
        scheme: How who is not known is asked to say who they are.
    """

    def __init__(self, path: str, api: Api, database: Database, scheme: str = "") -> None:
        self._path = path
        self._api = api
        self._database = database
        self._scheme = scheme

    def names(self, request: WebRequest) -> tuple[str, ...]:
        """Return the operations that a request asks for."""
        name = self._api.operation_of(request.method, request.path.removeprefix(self._path))
        return (name,) if name else ()

    def answer(self, request: WebRequest) -> WebResponse:
        """Answer a request."""
        status, value = self._answer(request)
        response = _response(status, value)
        if status == _UNAUTHORIZED:
            response.headers.append(("WWW-Authenticate", self._scheme))
        return response

    def _answer(self, request: WebRequest) -> Answer:
        try:
            sent = _sent(request)
        except ValueError as exc:
            return 400, {"detail": f"JSON parse error - {exc}"}
        return self._api.answer(
            self._database,
            RestRequest(
                method=request.method,
                path=request.path.removeprefix(self._path),
                query=dict(request.parameters),
                body=sent,
                authorization=request.headers.get("authorization"),
                origin=f"{request.origin}{self._path}",
                included=frozenset(v for name, v in request.parameters if name == "include"),
            ),
        )


def _sent(request: WebRequest) -> Any:
    if request.kind == _FORM:
        return dict(parse_qsl(request.content.decode(), keep_blank_values=True))
    return json.loads(request.content) if request.content else None


def _response(status: int, value: Any) -> WebResponse:
    if isinstance(value, bytes):
        return WebResponse(value, status)
    if value is None and status == _NO_CONTENT:
        return WebResponse(status=status)
    return in_html(_PAGE, status) if value is None else in_json(value, status, ascii=False)
