"""The real clock, for what needs one and is not asked what time it is."""

from __future__ import annotations

from datetime import UTC, datetime


def real_time() -> datetime:
    """Return this moment."""
    return datetime.now(UTC)
