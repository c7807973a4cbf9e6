"""Which failures of a sync are tried again, and when: by what the error says of them."""

from __future__ import annotations

from datetime import timedelta

from varaamo_sync.errors import (
    BookingError,
    Deadlocked,
    ListChanging,
    LockHeld,
    LockLost,
    PlanStale,
    ServerFault,
    StoreUnusable,
    Unreachable,
    VaraamoSyncError,
)

MOST_TRIES = 8
"""Tries of a job, the first included, before it waits for its next day."""

_SOON = timedelta(seconds=10)
_LONGEST = timedelta(minutes=15)
_MINUTE = timedelta(minutes=1)

_MOVED = (Deadlocked, ListChanging, LockLost, PlanStale)
"""Somebody else changed something meanwhile: try at once."""
_BUSY = (LockHeld, StoreUnusable)
"""Somebody else is at it, or the store is not there: try each minute."""
_AWAY = (ServerFault, Unreachable)
"""The booking system is away: ever longer waits."""


def wait_after(error: VaraamoSyncError | None, tries: int) -> timedelta | None:
    """Return how long to wait before a job is tried again; ``None`` where a person must act.

    Args:
        error: Why nothing was sent; ``None`` for a sync after which rooms failed, are unknown or
            were not tried: the next one goes on.
        tries: How often it was tried, this time included.
    """
    if tries >= MOST_TRIES:
        return None
    if error is None or isinstance(error, _BUSY):
        return _MINUTE
    if isinstance(error, _MOVED):
        return _SOON
    if not isinstance(error, _AWAY):
        return None
    asked = error.retry_after if isinstance(error, BookingError) else None
    longer = min(_LONGEST, _MINUTE * (1 << (tries - 1)))
    return max(longer, timedelta(seconds=asked or 0))
