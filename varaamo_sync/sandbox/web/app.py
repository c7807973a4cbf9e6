"""The sandbox as a web application: paths, methods, cookies and statuses of the server."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence
from html import escape
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlsplit

import python_multipart  # noqa: F401  # starlette misses it only when a form comes
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from varaamo_sync.sandbox.data.database import Database
from varaamo_sync.sandbox.faults.http_faults import HttpFaults
from varaamo_sync.sandbox.graphql.execution import Answer, operations_of, run
from varaamo_sync.sandbox.hauki.api import HAUKI_API
from varaamo_sync.sandbox.respa.access import SCHEME
from varaamo_sync.sandbox.respa.api import RESPA_API
from varaamo_sync.sandbox.rules.context import Context, Faults
from varaamo_sync.sandbox.rules.hours_link import take_over_when_due
from varaamo_sync.sandbox.rules.refusals import Code
from varaamo_sync.sandbox.rules.users import SESSION_AGE, SESSION_COOKIE, log_in, user_of
from varaamo_sync.sandbox.web import csrf
from varaamo_sync.sandbox.web.requests import (
    BadRequest,
    Body,
    QueryRequest,
    TooLarge,
    read_body,
    read_query,
)
from varaamo_sync.sandbox.web.rest_app import rest_route

HAUKI, RESPA = "/hauki", "/respa"
"""Paths under which the opening-hours system and the booking system of 2019 answer."""

View = Callable[[Request, Body], Awaitable[Response]]

_SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
_ALL = ["GET", "POST", "PUT", "PATCH", "DELETE"]
_AFTER_LOGIN = "/admin/"
_FORM = """<!DOCTYPE html>
<html lang="fi"><head><title>Sandbox</title></head><body>
<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="{token}">
<input type="hidden" name="next" value="{next}">
<label>Käyttäjätunnus <input name="username"></label>
<label>Salasana <input name="password" type="password"></label>
<button>Kirjaudu</button>{problem}</form></body></html>
"""
_PROBLEM = "<p>Käyttäjätunnus tai salasana on väärä.</p>"


class Application:
    """The views, each behind the check against forged requests.

    Args:
        database: What it shows and changes.

    Attributes:
        faults: Hooks around writes and lists.
        http_faults: What goes wrong around whole requests.
    """

    def __init__(self, database: Database, faults: Faults, http_faults: HttpFaults) -> None:
        self._database = database
        self.faults = faults
        self.http_faults = http_faults

    def asgi(self, more: Sequence[Route] = ()) -> Starlette:
        """Return the application, with some routes more."""
        return Starlette(
            routes=[
                Route("/graphql/", self._checked(self._graphql), methods=[*_ALL, "OPTIONS"]),
                # Without its slash: redirected, and the body is lost (facts, section 3).
                Route("/graphql", self._add_slash, methods=_ALL),
                Route("/admin/login/", self._checked(self._login), methods=["GET", "POST"]),
                Route("/csrf/", self._checked(self._csrf), methods=["GET"]),
                Route("/media/{name}", self._media, methods=["GET"]),
                rest_route(HAUKI, HAUKI_API, self._database, self._faults_now),
                rest_route(RESPA, RESPA_API, self._database, self._faults_now, SCHEME),
                *more,
            ]
        )

    def _faults_now(self) -> HttpFaults:
        return self.http_faults

    def _checked(self, view: View) -> Callable[[Request], Awaitable[Response]]:
        async def checked(request: Request) -> Response:
            try:
                body = await read_body(request)
            except ClientDisconnect:  # it was killed in the middle of asking
                return Response(status_code=HTTPStatus.BAD_REQUEST)
            try:
                if request.method not in _SAFE:
                    field = body.form.get(csrf.FORM_FIELD, "")
                    cookie = request.cookies.get(csrf.COOKIE)
                    csrf.check(_origin(request), request.headers, cookie, field)
            except csrf.Forged as forged:
                return _forged(request, str(forged))
            return await view(request, body)

        return checked

    async def _graphql(self, request: Request, body: Body) -> Response:
        if request.method not in ("GET", "POST"):
            message = "GraphQL only supports GET and POST requests."
            return _json({"errors": [{"message": message}]}, 405, Allow="GET, POST")
        try:
            wanted = read_query(body, request.query_params)
        except BadRequest as bad:
            return _json({"errors": [{"message": str(bad)}]}, 400)
        except TooLarge:  # as through nginx; the server itself would say 400 (facts, 4c)
            return HTMLResponse("<h1>502 Bad Gateway</h1>", HTTPStatus.BAD_GATEWAY)
        names = operations_of(wanted.query, wanted.operation_name)
        return await self.http_faults.around(names, lambda: self._run(request, wanted))

    async def _run(self, request: Request, wanted: QueryRequest) -> Response:
        status, answer = await run_in_threadpool(self._answer, request, wanted)
        response = _json(answer, status)
        if status == HTTPStatus.METHOD_NOT_ALLOWED:
            response.headers["Allow"] = "POST"
        if _secret(request) is None:
            _give_token(response, csrf.new_secret())
        return response

    def _answer(self, request: Request, wanted: QueryRequest) -> Answer:
        take_over_when_due(self._database, self.faults.hours_every)
        return run(
            self._context(request),
            wanted.query,
            wanted.variables,
            wanted.operation_name,
            may_write=request.method == "POST",
        )

    def _context(self, request: Request) -> Context:
        # Authorization headers are not looked at: there are only sessions (facts, section 1).
        user = user_of(self._database, request.cookies.get(SESSION_COOKIE))
        return Context(self._database, user, _origin(request), self.faults)

    async def _add_slash(self, request: Request) -> Response:
        address = request.url.replace(path="/graphql/", scheme="", netloc="")
        return RedirectResponse(str(address), HTTPStatus.MOVED_PERMANENTLY)

    async def _login(self, request: Request, body: Body) -> Response:
        names = ("login",) if request.method == "POST" else ()
        return await self.http_faults.around(names, lambda: self._log_in(request, body))

    async def _log_in(self, request: Request, body: Body) -> Response:
        after = body.form.get("next") or request.query_params.get("next") or _AFTER_LOGIN
        problem = ""
        if request.method == "POST":
            username, password = (body.form.get(name, "") for name in ("username", "password"))
            key = log_in(self._database, username, password)
            if key is not None:
                response: Response = RedirectResponse(_safe(request, after), HTTPStatus.FOUND)
                age = int(SESSION_AGE.total_seconds())
                response.set_cookie(SESSION_COOKIE, key, max_age=age, httponly=True)
                _give_token(response, csrf.new_secret())  # a login makes a new one
                return response
            problem = _PROBLEM
        secret = _secret(request) or csrf.new_secret()
        page = _FORM.format(token=csrf.mask(secret), next=escape(after), problem=problem)
        response = HTMLResponse(page)
        _give_token(response, secret)
        return response

    async def _csrf(self, request: Request, _body: Body) -> Response:
        token = csrf.mask(_secret(request) or csrf.new_secret())
        response = _json({"csrfToken": token}, 200, NewCSRFToken=token)
        _give_token(response, token)
        return response

    async def _media(self, request: Request) -> Response:
        content = self._database.value(
            "SELECT content FROM image WHERE name = ?", request.path_params["name"]
        )
        return Response(content, 200 if content else 404)


def _origin(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}"


def _secret(request: Request) -> str | None:
    cookie = request.cookies.get(csrf.COOKIE)
    return csrf.unmask(cookie) if cookie and not csrf.fault_of(cookie) else None


def _give_token(response: Response, token: str) -> None:
    response.set_cookie(csrf.COOKIE, token, max_age=csrf.COOKIE_AGE)


def _safe(request: Request, address: str) -> str:
    parts = urlsplit(address)
    is_own = not parts.netloc or parts.netloc == request.url.netloc
    return quote(address, safe="/?=&:") if is_own and address.startswith("/") else _AFTER_LOGIN


def _json(body: Any, status: int, **headers: str) -> Response:
    content = json.dumps(body, separators=(",", ":"))
    return Response(content, status, headers=headers, media_type="application/json")


def _forged(request: Request, reason: str) -> Response:
    accepted = request.headers.get("Accept", "*/*")
    if any(kind in accepted for kind in ("*/*", "application/*", "application/json")):
        # No ``errors`` here: this is not a GraphQL answer (facts, section 1).
        body = {
            "error": "CSRF verification failed. Request aborted.",
            "code": str(Code.CSRF_FAILURE),
            "reason": reason,
        }
        return _json(body, HTTPStatus.FORBIDDEN)
    return HTMLResponse("<h1>403 Forbidden</h1>", HTTPStatus.FORBIDDEN)
