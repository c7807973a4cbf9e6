"""Lengths of time as Respa writes them: ``01:30:00``, ``1 00:00:00``."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from varaamo_sync.model.values import START_INTERVALS

_LENGTH = re.compile(r"(?:(?P<days>\d{1,4}) )?(?P<hours>\d{1,4}):(?P<minutes>\d\d):00(?:\.0+)?")


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
