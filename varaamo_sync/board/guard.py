"""The guard before a board: who is let in, by what way, and what browsers may do with a page."""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from varaamo_sync.board.access import COOKIE, QUERY, Access
from varaamo_sync.board.answers import answer_message
from varaamo_sync.model import Lang
from varaamo_sync.report.page import content_policy

_METHODS = ("GET", "HEAD")


class Guard:
    """Lets through who may look and only looks, and has each answer kept to itself."""

    def __init__(self, app: ASGIApp, access: Access, lang: Lang) -> None:
        self._app = app
        self._access = access
        self._lang: Lang = lang
        self._headers = {
            "Content-Security-Policy": f"{content_policy()}; frame-ancestors 'none'",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cache-Control": "no-store",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or let the board answer it."""
        if scope["type"] != "http":  # a server that starts or ends
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        answer = self._answer(scope) or self._app
        await answer(scope, receive, send_guarded)

    def _answer(self, scope: Scope) -> Response | None:
        """Return the answer to whoever is not let in, or is but told to come without the token."""
        headers = Headers(scope=scope)
        if not self._access.answers_host(headers.get("host", "")):
            return self._refused(scope, "host", 421)
        query = parse_qs(scope["query_string"].decode("ascii", "replace"))
        said = query.get(QUERY, [None])[0]
        let_in = self._access.lets_in(
            query=said,
            authorization=headers.get("authorization"),
            cookie=headers.get("cookie"),
        )
        if not let_in:
            answer = self._refused(scope, "denied", 401)
            answer.headers["WWW-Authenticate"] = "Bearer"
            return answer
        if scope["method"] not in _METHODS:
            answer = self._refused(scope, "method", 405)
            answer.headers["Allow"] = ", ".join(_METHODS)
            return answer
        if said is not None and self._access.is_token(said):
            return _without_token(scope, said)
        return None

    def _refused(self, scope: Scope, name: str, status: int) -> Response:
        return answer_message(scope["path"], name, status, self._lang, board=False)


def _without_token(scope: Scope, token: str) -> Response:
    """Return the answer that keeps the token in a cookie and leads to the address without it.

    So it stands neither in the history of the browser nor in what somebody copies.
    """
    path = scope.get("raw_path", b"/").partition(b"?")[0].decode("ascii", "replace")
    answer = Response(status_code=303, headers={"Location": "/" + path.lstrip("/\\")})
    # Lax: a link in a message must bring it along when it leads here the first time.
    answer.set_cookie(COOKIE, token, httponly=True, samesite="lax")
    return answer
