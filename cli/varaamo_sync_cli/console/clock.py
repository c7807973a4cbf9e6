"""The one clock of the command line."""

from __future__ import annotations

from datetime import UTC, datetime

from varaamo_sync.model import in_helsinki


def now() -> datetime:
    """Return the moment that it is, in Helsinki's time."""
    return in_helsinki(datetime.now(UTC))
