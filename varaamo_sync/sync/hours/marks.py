"""The mark of our periods: whether one is ours, and which one of which room it is."""

from __future__ import annotations

from varaamo_sync.hours import ROOMS, DatePeriod, PeriodOrigin


def origin_of(ext_uuid: str, catalogue: str, number: str) -> PeriodOrigin:
    """Return what a period of ours carries."""
    return PeriodOrigin(ROOMS, f"{ext_uuid}:{catalogue}:{number}")


def number_of(period: DatePeriod, ext_uuid: str, catalogue: str) -> str | None:
    """Return the number of a period of ours; ``None`` for one of somebody else's."""
    prefix = origin_of(ext_uuid, catalogue, "").origin_id
    numbers = [
        origin.origin_id.removeprefix(prefix)
        for origin in period.origins
        if origin.source == ROOMS and origin.origin_id.startswith(prefix)
    ]
    return min(numbers, default=None)
