"""Keeps cookies out of the logs of the HTTP library, which writes the headers of every answer."""

from __future__ import annotations

import logging

_LOGGERS = ("httpcore.http11", "httpcore.http2")
"""Loggers that write headers, at the level DEBUG."""


class _EventsOnly(logging.Filter):
    """Leaves of what came in only the name of the event: a login's answer sets the session."""

    def filter(self, record: logging.LogRecord) -> bool:
        event, returned, _ = record.getMessage().partition(" return_value=")
        if returned:
            record.msg, record.args = event, ()
        return True


_FILTER = _EventsOnly()


def redact() -> None:
    """Redact the logs of the HTTP library from now on; a second time changes nothing."""
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(_FILTER)
