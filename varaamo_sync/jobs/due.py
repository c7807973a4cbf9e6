"""When a schedule is due, in Helsinki's time (extra ``procrastinate``, which brings croniter)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from varaamo_sync.errors import UsageError
from varaamo_sync.model import HELSINKI

_MINUTE = timedelta(minutes=1)
_FIELDS = 5
"""Minute, hour, day of the month, month, weekday."""


def check_cron(cron: str) -> None:
    """Make sure that a text says when.

    Raises:
        UsageError: It does not, or the extra ``procrastinate`` is not installed.
    """
    if len(cron.split()) != _FIELDS or not _croniter().is_valid(cron):
        raise UsageError("cron-none", cron=cron)


def latest_due(cron: str, since: datetime, now: datetime) -> datetime | None:
    """Return the latest moment after ``since``, up to now, at which something was due."""
    # What is asked for is earlier than the moment that is given, and this very minute counts.
    upcoming = next_due(cron, now - _MINUTE)
    found: datetime = upcoming
    if upcoming > now:
        found = _croniter()(cron, now.astimezone(HELSINKI)).get_prev(datetime)
    return found if found > since else None


def next_due(cron: str, now: datetime) -> datetime:
    """Return the next moment at which something is due."""
    found: datetime = _croniter()(cron, now.astimezone(HELSINKI)).get_next(datetime)
    return found


def _croniter() -> Any:
    try:
        from croniter import croniter
    except ImportError as error:
        raise UsageError("extra-procrastinate") from error
    return croniter
