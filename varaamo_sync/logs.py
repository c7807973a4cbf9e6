"""The library's log, which says nothing by itself: an application that wants it asks for it."""

from __future__ import annotations

import logging

logging.getLogger("varaamo_sync").addHandler(logging.NullHandler())


def get_log(module: str) -> logging.Logger:
    """Return the log of a module of the library, ``varaamo_sync.….…``."""
    return logging.getLogger(module)
