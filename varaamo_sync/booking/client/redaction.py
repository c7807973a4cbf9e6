"""Keeps secrets out of errors and of the logs of the HTTP library."""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from varaamo_sync.booking.protocol.exchange import Exchange, Response
from varaamo_sync.errors import BookingError
from varaamo_sync.secrecy import strike, strike_bytes

_LOGGERS = ("httpcore.http11", "httpcore.http2", "httpcore.proxy")
"""Loggers that write headers, at the level DEBUG."""


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
    headers = {name: strike(value, secrets) for name, value in response.headers.items()}
    return replace(response, headers=headers, body=strike_bytes(response.body, secrets))
