"""Keeps secrets out of errors and of the logs of the HTTP library."""

from __future__ import annotations

import html
import json
import logging
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from varaamo_sync.errors import BookingError
from varaamo_sync.protocol.exchange import Exchange, Response

_LOGGERS = ("httpcore.http11", "httpcore.http2", "httpcore.proxy")
"""Loggers that write headers, at the level DEBUG."""

_STRUCK = "…"


class _EventsOnly(logging.Filter):
    """Leaves only the names of events: what came in may set a session, or repeat one."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = record.getMessage().partition(" ")[0], ()
        return True


class _WithoutReason(logging.Filter):
    """Leaves method, address and status of a request; the phrase behind is the server's own."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple) and len(record.args) == _WITH_REASON:
            record.args = (*record.args[:-1], "")
        return True


_WITH_REASON = 5
_FILTER, _REASON_FILTER = _EventsOnly(), _WithoutReason()


def redact() -> None:
    """Redact the logs of the HTTP library from now on; a second time changes nothing."""
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(_FILTER)
    logging.getLogger("httpx").addFilter(_REASON_FILTER)


def read(exchange: Exchange[Any], response: Response, secrets: Collection[str]) -> Any:
    """Return the result that an answer holds.

    A server may repeat what it was sent: in a message, in a page, in an address to go to. So an
    answer that is an error is read once more without what is secret, and only that is told.

    Args:
        exchange: What was asked.
        response: What was answered.
        secrets: What the request held that nobody may be told.

    Raises:
        BookingError: The answer is an error, or not an answer of this API.
    """
    try:
        return exchange.read(response)
    except BookingError:
        pass
    return exchange.read(_without(response, {*secrets, *response.cookies.values()}))


def _without(response: Response, secrets: Collection[str]) -> Response:
    body = response.body
    headers: Mapping[str, str] = response.headers
    for spelling in (way for secret in secrets if secret for way in _spellings(secret)):
        body = body.replace(spelling.encode(), _STRUCK.encode())
        headers = {name: value.replace(spelling, _STRUCK) for name, value in headers.items()}
    return replace(response, headers=headers, body=body)


def _spellings(secret: str) -> Iterator[str]:
    yield secret
    yield json.dumps(secret)[1:-1]
    yield json.dumps(secret, ensure_ascii=False)[1:-1]
    yield html.escape(secret)
    yield quote(secret, safe="")
