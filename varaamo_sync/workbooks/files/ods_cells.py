"""The value of an OpenDocument cell, by its type; where it is not as it should be, its text."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from varaamo_sync.workbooks.files.grid import Raw

_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,3})?", re.ASCII)
_DURATION = re.compile(
    r"(-)?P(?:(\d{1,6})D)?(?:T(?:(\d{1,8})H)?(?:(\d{1,8})M)?(?:(\d{1,8}(?:[.,]\d+)?)S)?)?", re.ASCII
)
_ERROR = re.compile(r"#[^\W\d_][^\s]*[!?A0-9]|(?:Err|Virhe|Fel):\d{3}")


def typed(kind: str, text: str, attribute: Callable[[str], str | None]) -> Raw:
    """Return the value of a cell.

    Args:
        kind: Its value type; empty where the file states none.
        text: What it shows.
        attribute: Returns an attribute of the cell, such as ``date-value``.
    """
    if kind in ("float", "percentage", "currency"):
        value: Raw = _number(attribute("value") or "")
    elif kind == "date":
        value = _moment(attribute("date-value") or "")
    elif kind == "time":
        value = _time(attribute("time-value") or "")
    elif kind == "boolean":
        value = {"true": True, "false": False}.get(attribute("boolean-value") or "")
    else:
        value = attribute("string-value")
    return value if value not in (None, "") else text or None


def shows_error(text: str) -> bool:
    """Tell whether a cell shows what a formula shows that has no result: ``#DIV/0!``."""
    return _ERROR.fullmatch(text) is not None


def _number(text: str) -> int | float | None:
    if not _NUMBER.fullmatch(text):
        return None
    number = float(text)
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _moment(text: str) -> datetime | date | None:
    try:
        if len(text) <= 10:
            return date.fromisoformat(text)
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None


def _time(text: str) -> time | timedelta | None:
    """Return a time of day; what is longer than a day is a length of time."""
    match = _DURATION.fullmatch(text)
    if match is None:
        return None
    minus, *parts = match.groups()
    days, hours, minutes, seconds = (float((part or "0").replace(",", ".")) for part in parts)
    length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    if minus:
        return -length
    if length >= timedelta(days=1):
        return length
    minutes, seconds = divmod(length.seconds, 60)
    return time(minutes // 60, minutes % 60, seconds, length.microseconds)
