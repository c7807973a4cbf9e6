"""Days as a query may say them: a date, ``today``, or so many days, weeks, months or years on."""

from __future__ import annotations

from datetime import date, timedelta

from varaamo_sync.startup.lazy_pattern import lazy_pattern

_SHORT = lazy_pattern(r"([-+]?)\s*(\d{1,4})([dwmy])")
_SUNDAY = 6
_MONTHS = 12


def day_of(text: str, today: date, *, last: bool) -> date:
    """Return the day that a text says.

    Args:
        text: Such as ``2027-01-31``, ``today``, ``-1w``, ``+1m``.
        today: The day that it is.
        last: Whether the last day of a week, month or year is meant, instead of the first.

    Raises:
        ValueError: It says none.
    """
    if text == "today":
        return today
    short = _SHORT.fullmatch(text)
    if short is None:
        return date.fromisoformat(text)
    count = int(short[1] + short[2])
    if short[3] == "d":
        return today + timedelta(days=count)
    if short[3] == "w":
        day = today + timedelta(weeks=count)
        return day + timedelta(days=_SUNDAY - day.weekday() if last else -day.weekday())
    if short[3] == "y":
        year = today.year + count
        return date(year, _MONTHS, 31) if last else date(year, 1, 1)
    months = today.year * _MONTHS + today.month - 1 + count + last
    first = date(months // _MONTHS, months % _MONTHS + 1, 1)
    return first - timedelta(days=1) if last else first
