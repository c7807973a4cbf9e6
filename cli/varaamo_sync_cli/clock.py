"""The one clock of the command line."""

from __future__ import annotations

from datetime import datetime

from varaamo_sync.rooms import HELSINKI


def now() -> datetime:
    """Return the moment that it is, in Helsinki's time."""
    return datetime.now(HELSINKI)
