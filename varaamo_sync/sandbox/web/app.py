"""The sandbox as a web application: paths, methods, cookies and statuses of the server.

A request goes in and an answer comes out, in the thread of who asks: ``asgi`` serves it, and
clients of the same process need neither a server nor an event loop.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from html import escape
from http import HTTPStatus
from urllib.parse import quote, urlsplit

from varaamo_sync.sandbox.data.database import Database
from varaamo_sync.sandbox.graphql.execution import operations_of, run
from varaamo_sync.sandbox.messages import (
    CarryOut,
    WebRequest,
    WebResponse,
    in_html,
    in_json,
    in_words,
)
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
from varaamo_sync.sandbox.web.rest_app import METHODS, RestApp

HAUKI, RESPA = "/hauki", "/respa"
"""Paths under which the opening-hours system and the booking system of 2019 answer."""

View = Callable[[WebRequest], WebResponse]
Views = Mapping[str, Mapping[str, View]]
"""What answers, by path and method."""

Around = Callable[[Collection[str], CarryOut], WebResponse]
"""Lets the server answer a request for some operations, or lets something go wrong with it."""

_SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
_ALL = ("GET", "POST", "PUT", "PATCH", "DELETE")
_AFTER_LOGIN = "/admin/"
_OF_ADDRESSES = ":/%#?=&@[]!$&'()*+,;"
"""Signs that stand in addresses as they are."""

_FORM = """<!DOCTYPE html>
<html lang="fi"><head><title>Sandbox</title></head><body>
<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="{token}">
<input type="hidden" name="next" value="{next}">
<label>Käyttäjätunnus <input name="username"></label>
<label>Salasana <input name="password" type="password"></label>
<button>Kirjaudu</button>{problem}</form></body></html>
"""
_PROBLEM = "<p>Käyttäjätunnus tai salasana on väärä.</p>"


def undisturbed(_names: Collection[str], carry_out: CarryOut) -> WebResponse:
    """Let the server answer: nothing goes wrong."""
    return carry_out()


class Application:
    """The views, each behind the check against forged requests.

    Args:
        database: What it shows and changes.
        more: Views beside its own.

    Attributes:
        faults: Hooks around writes and lists.
        around: What goes wrong around whole requests.
    """

    def __init__(self, database: Database, faults: Faults, around: Around, more: Views) -> None:
        self._database = database
        self.faults = faults
        self.around = around
        self._rest_apps: dict[str, RestApp] = {}
        self._views: Views = {
            "/graphql/": dict.fromkeys((*_ALL, "OPTIONS"), self._checked(self._graphql)),
            # Without its slash: redirected, and the body is lost (facts, section 3).
            "/graphql": dict.fromkeys(_ALL, _add_slash),
            "/admin/login/": dict.fromkeys(("GET", "POST"), self._checked(self._login)),
            "/csrf/": {"GET": self._checked(self._csrf)},
            **more,
        }
        self._views_below: Views = {
            "/media/": {"GET": self._media},
            f"{HAUKI}/": dict.fromkeys(METHODS, lambda request: self._rest(request, HAUKI)),
            f"{RESPA}/": dict.fromkeys(METHODS, lambda request: self._rest(request, RESPA)),
        }

    def answer(self, request: WebRequest) -> WebResponse:
        """Answer a request; threads may ask at once.

        Raises:
            ConnectionCut: No answer comes.
        """
        views = self._views_of(request.path)
        if views is None and self._views_of(f"{request.path}/"):
            address = f"{request.origin}{request.path}/{_behind(request)}"
            return _redirected(address, HTTPStatus.TEMPORARY_REDIRECT)
        if views is None:
            return in_words("Not Found", HTTPStatus.NOT_FOUND)
        view = views.get("GET" if request.method == "HEAD" else request.method)
        if view is None:
            response = in_words("Method Not Allowed", HTTPStatus.METHOD_NOT_ALLOWED)
            response.headers.append(("Allow", ", ".join(views)))
            return response
        return view(request)

    def _views_of(self, path: str) -> Mapping[str, View] | None:
        below = (views for root, views in self._views_below.items() if path.startswith(root))
        return self._views.get(path) or next(below, None)

    def _checked(self, view: Callable[[WebRequest, Body], WebResponse]) -> View:
        def checked(request: WebRequest) -> WebResponse:
            try:
                body = read_body(request)
            except BadRequest as bad:
                return in_words(str(bad), HTTPStatus.BAD_REQUEST)
            try:
                if request.method not in _SAFE:
                    field = body.form.get(csrf.FORM_FIELD, "")
                    cookie = request.cookies.get(csrf.COOKIE)
                    csrf.check(request.origin, request.headers, cookie, field)
            except csrf.Forged as forged:
                return _forged(request, str(forged))
            return view(request, body)

        return checked

    def _graphql(self, request: WebRequest, body: Body) -> WebResponse:
        if request.method not in ("GET", "POST"):
            message = "GraphQL only supports GET and POST requests."
            response = in_json({"errors": [{"message": message}]}, 405)
            response.headers.append(("Allow", "GET, POST"))
            return response
        try:
            wanted = read_query(body, dict(request.parameters))
        except BadRequest as bad:
            return in_json({"errors": [{"message": str(bad)}]}, 400)
        except TooLarge:  # as through nginx; the server itself would say 400 (facts, 4c)
            return in_html("<h1>502 Bad Gateway</h1>", HTTPStatus.BAD_GATEWAY)
        names = operations_of(wanted.query, wanted.operation_name)
        return self.around(names, lambda: self._run(request, wanted))

    def _run(self, request: WebRequest, wanted: QueryRequest) -> WebResponse:
        take_over_when_due(self._database, self.faults.hours_every)
        status, answer = run(
            self._context(request),
            wanted.query,
            wanted.variables,
            wanted.operation_name,
            may_write=request.method == "POST",
        )
        response = in_json(answer, status)
        if status == HTTPStatus.METHOD_NOT_ALLOWED:
            response.headers.append(("Allow", "POST"))
        if _secret(request) is None:
            _give_token(response, csrf.new_secret())
        return response

    def _context(self, request: WebRequest) -> Context:
        # Authorization headers are not looked at: there are only sessions (facts, section 1).
        user = user_of(self._database, request.cookies.get(SESSION_COOKIE))
        return Context(self._database, user, request.origin, self.faults)

    def _login(self, request: WebRequest, body: Body) -> WebResponse:
        names = ("login",) if request.method == "POST" else ()
        return self.around(names, lambda: self._log_in(request, body))

    def _log_in(self, request: WebRequest, body: Body) -> WebResponse:
        after = body.form.get("next") or dict(request.parameters).get("next") or _AFTER_LOGIN
        problem = ""
        if request.method == "POST":
            username, password = (body.form.get(name, "") for name in ("username", "password"))
            key = log_in(self._database, username, password)
            if key is not None:
                response = _redirected(_safe(request, after), HTTPStatus.FOUND)
                age = int(SESSION_AGE.total_seconds())
                response.set_cookie(SESSION_COOKIE, key, age, hidden=True)
                _give_token(response, csrf.new_secret())  # a login makes a new one
                return response
            problem = _PROBLEM
        secret = _secret(request) or csrf.new_secret()
        page = _FORM.format(token=csrf.mask(secret), next=escape(after), problem=problem)
        response = in_html(page)
        _give_token(response, secret)
        return response

    def _csrf(self, request: WebRequest, _body: Body) -> WebResponse:
        token = csrf.mask(_secret(request) or csrf.new_secret())
        response = in_json({"csrfToken": token})
        response.headers.append(("NewCSRFToken", token))
        _give_token(response, token)
        return response

    def _media(self, request: WebRequest) -> WebResponse:
        name = request.path.removeprefix("/media/")
        content = self._database.value("SELECT content FROM image WHERE name = ?", name)
        return WebResponse(content or b"", HTTPStatus.OK if content else HTTPStatus.NOT_FOUND)

    def _rest(self, request: WebRequest, path: str) -> WebResponse:
        app = self._rest_apps.get(path)
        if app is None:
            app = self._rest_apps[path] = _rest_app(path, self._database)
        return self.around(app.names(request), lambda: app.answer(request))


def _rest_app(path: str, database: Database) -> RestApp:
    # Imported when first asked: who asks the booking system asks neither of them.
    if path == HAUKI:
        from varaamo_sync.sandbox.hauki.api import HAUKI_API

        return RestApp(path, HAUKI_API, database)
    from varaamo_sync.sandbox.respa.access import SCHEME
    from varaamo_sync.sandbox.respa.api import RESPA_API

    return RestApp(path, RESPA_API, database, SCHEME)


def _add_slash(request: WebRequest) -> WebResponse:
    return _redirected(f"/graphql/{_behind(request)}", HTTPStatus.MOVED_PERMANENTLY)


def _behind(request: WebRequest) -> str:
    return f"?{request.query}" if request.query else ""


def _redirected(address: str, status: HTTPStatus) -> WebResponse:
    return WebResponse(status=status, headers=[("Location", quote(address, safe=_OF_ADDRESSES))])


def _secret(request: WebRequest) -> str | None:
    cookie = request.cookies.get(csrf.COOKIE)
    return csrf.unmask(cookie) if cookie and not csrf.fault_of(cookie) else None


def _give_token(response: WebResponse, token: str) -> None:
    response.set_cookie(csrf.COOKIE, token, csrf.COOKIE_AGE)


def _safe(request: WebRequest, address: str) -> str:
    parts = urlsplit(address)
    is_own = not parts.netloc or parts.netloc == request.netloc
    return quote(address, safe="/?=&:") if is_own and address.startswith("/") else _AFTER_LOGIN


def _forged(request: WebRequest, reason: str) -> WebResponse:
    accepted = request.headers.get("accept", "*/*")
    if any(kind in accepted for kind in ("*/*", "application/*", "application/json")):
        # No ``errors`` here: this is not a GraphQL answer (facts, section 1).
        body = {
            "error": "CSRF verification failed. Request aborted.",
            "code": str(Code.CSRF_FAILURE),
            "reason": reason,
        }
        return in_json(body, HTTPStatus.FORBIDDEN)
    return in_html("<h1>403 Forbidden</h1>", HTTPStatus.FORBIDDEN)
