"""Times as Respa writes them: lengths ``01:30:00``, ``1 00:00:00``, clocks, moments."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from varaamo_sync.model.values import START_INTERVALS, format_moment
from varaamo_sync.startup.lazy_pattern import lazy_pattern

_LENGTH = lazy_pattern(r"(?:(?P<days>\d{1,4}) )?(?P<hours>\d{1,4}):(?P<minutes>\d\d):00(?:\.0+)?")


def length_of(value: Any) -> timedelta | None:
    """Return a length of whole minutes; ``None`` where it is none."""
    match = _LENGTH.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return None
    return timedelta(
        days=int(match["days"] or 0), hours=int(match["hours"]), minutes=int(match["minutes"])
    )


def start_interval(slot: timedelta) -> timedelta | None:
    """Return the shortest start interval of Varaamo that is not shorter; ``None`` above all."""
    minutes = slot.total_seconds() / 60
    found = next((one for one in START_INTERVALS if one >= minutes), None)
    return timedelta(minutes=found) if found and minutes else None


def moment_of(value: Any) -> str | None:
    """Return a moment as catalogues write it; ``None`` where it is none, or of no zone."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        return format_moment(moment) if moment and moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def clock_of(value: Any) -> str:
    """Return a time of the day in hours and minutes, as far as it is one: ``14:00``."""
    return value[: len("14:00")] if isinstance(value, str) else "?"
