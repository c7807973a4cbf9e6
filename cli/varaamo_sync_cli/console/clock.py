"""The one clock of the command line, and how it waits."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from varaamo_sync.model import in_helsinki


def now() -> datetime:
    """Return the moment that it is, in Helsinki's time."""
    return in_helsinki(datetime.now(UTC))


def wait(seconds: float) -> None:
    """Wait, before what a server did not answer is asked once more."""
    time.sleep(seconds)
