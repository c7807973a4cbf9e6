"""Keeps secrets out of the logs of the HTTP library."""

from __future__ import annotations

import logging

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
