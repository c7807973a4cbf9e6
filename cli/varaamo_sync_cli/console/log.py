"""The log of the library on stderr, for -v."""

from __future__ import annotations

import logging
from collections.abc import Callable

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def show_log(*, details: bool) -> Callable[[], None]:
    """Show the log from now on; the answer stops it.

    Args:
        details: Every request and answer, too.
    """
    logger, handler = logging.getLogger("varaamo_sync"), logging.StreamHandler()
    handler.setFormatter(logging.Formatter(_FORMAT, "%H:%M:%S"))
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG if details else logging.INFO)

    def stop() -> None:
        logger.removeHandler(handler)
        logger.setLevel(before)

    return stop
