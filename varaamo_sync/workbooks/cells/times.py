"""Cells that hold lengths of time, days and moments."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from pydantic import TypeAdapter, ValidationError

from varaamo_sync.model import START_INTERVALS, format_duration, parse_duration
from varaamo_sync.model.values import Moment, format_moment
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.words import parse_day
from varaamo_sync.workbooks.cells.numbers import NUMBER, decimal, exact
from varaamo_sync.workbooks.cells.result import CellProblem, Help, Read
from varaamo_sync.workbooks.files.grid import Raw
from varaamo_sync.workbooks.text import numeric, preview
from varaamo_sync.workbooks.words import by_word, word_file

_UNITS = by_word(word_file("cells/vocabulary")["minutes"])
_LENGTHS = by_word(word_file("cells/vocabulary")["lengths"])
"""Minutes of units of time, and of lengths in words."""
_PIECE = lazy_pattern(rf"(?P<number>{NUMBER}) ?(?P<unit>[a-zåäö]+)\.?(?: ?(?:ja|och|and|,|\+))? ?")
_CLOCK = lazy_pattern(r"(\d{1,3})(?::| ?h ?)([0-5]\d)(?::([0-5]\d))?(?: ?(?:h|t|tuntia|m))?")
_ISO = lazy_pattern(r"pt?(?:\d+d)?t?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?")
_BARE = lazy_pattern(NUMBER)
_RANGE = lazy_pattern(rf"(?:{NUMBER}) ?[a-zåäö]* ?- ?(?:{NUMBER}).*")
_UNSURE = lazy_pattern(r"\d+\.\d\d")

_DAY = lazy_pattern(r"\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d\d-\d\d", re.ASCII)
_HOUR = lazy_pattern(r",? ?(?:t|klo|kl)?\.? ?(?P<hour>\d{1,2})(?:[.:](?P<minute>\d\d))?(?::00)?")
_OFFSET = lazy_pattern(
    r"\d{4}-\d\d-\d\d[t ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:\d\d(?::\d\d)?)"
)
_MOMENT: TypeAdapter[datetime] = TypeAdapter(Moment)
_MOST_MINUTES = 60 * 24 * 3660
_EPOCH = datetime(1899, 12, 31)  # noqa: DTZ001  # day 0 of the spreadsheet's calendar


def read_duration(raw: Raw, help: Help) -> Read:
    """Read a length of time, in whole minutes."""
    minutes = _minutes(raw, help)
    if minutes >= _MOST_MINUTES:
        raise CellProblem("cell-duration", text=preview(raw))
    if minutes != minutes.to_integral_value():
        raise CellProblem("cell-not-whole", text=preview(raw), what="30 min")
    value = format_duration(timedelta(minutes=int(minutes)))
    return Read(value, None if _literal(raw, value) else value)


def read_interval(raw: Raw, help: Help) -> Read:
    """Read minutes between starts; Varaamo knows only some."""
    read = read_duration(raw, help)
    if parse_duration(read.value).total_seconds() / 60 not in START_INTERVALS:
        allowed = ", ".join(map(str, START_INTERVALS))
        raise CellProblem("cell-interval", text=preview(raw), allowed=allowed)
    return read


def _minutes(raw: Raw, help: Help) -> Decimal:
    if isinstance(raw, bool):
        raise CellProblem("cell-duration", text=preview(raw))
    if isinstance(raw, int | float):
        return _bare(exact(raw), raw, help)
    if isinstance(raw, str):
        return _minutes_in_words(numeric(raw), raw, help)
    if isinstance(raw, time):
        raw = timedelta(hours=raw.hour, minutes=raw.minute, seconds=raw.second)
    elif isinstance(raw, date) and raw.year == 1900 and raw.month == 1:
        moment = raw if isinstance(raw, datetime) else datetime(raw.year, raw.month, raw.day)  # noqa: DTZ001
        raw = moment - _EPOCH  # 24:00 and more, shown as hours of a day
    if not isinstance(raw, timedelta) or raw < timedelta(0):
        raise CellProblem("cell-duration", text=preview(raw))
    return Decimal(raw // timedelta(seconds=1)) / 60


def _minutes_in_words(text: str, raw: str, help: Help) -> Decimal:
    if text in _LENGTHS:
        return Decimal(_LENGTHS[text])
    clock = _CLOCK.fullmatch(text)
    if clock is not None:
        hours, minutes, seconds = (int(group or 0) for group in clock.groups())
        return Decimal(hours * 60 + minutes) + Decimal(seconds) / 60
    iso = _ISO.fullmatch(text)
    if iso is not None and any(iso.groups()) and iso[3] and not int(iso[3]):
        return Decimal(int(iso[1] or 0) * 60 + int(iso[2] or 0))
    if text.startswith("p"):
        try:
            return Decimal(int(parse_duration(text.upper()).total_seconds() // 60))
        except ValueError:
            raise CellProblem("cell-duration", text=preview(raw)) from None
    if _BARE.fullmatch(text):
        return _bare(decimal(text), raw, help)
    return _pieces(text, raw)


def _pieces(text: str, raw: str) -> Decimal:
    total, place = Decimal(0), 0
    while place < len(text):
        piece = _PIECE.match(text, place)
        if piece is None or piece["unit"] not in _UNITS:
            rule = "cell-range" if _RANGE.fullmatch(text) else "cell-duration"
            raise CellProblem(rule, text=preview(raw))
        amount = decimal(piece["number"]) * int(_UNITS[piece["unit"]])
        if _UNSURE.fullmatch(piece["number"]) and amount % 15:
            raise CellProblem("cell-duration", text=preview(raw))  # 1.30 h: of an hour, or 1:30?
        total, place = total + amount, piece.end()
    return total


def _bare(number: Decimal, raw: Raw, help: Help) -> Decimal:
    if number == 0:
        return number
    if help.unit not in _UNITS or number < 0:
        raise CellProblem("cell-duration-unit", text=preview(raw))
    return number * int(_UNITS[help.unit])


def _literal(raw: Raw, value: str) -> bool:
    if not isinstance(raw, str):
        return not isinstance(raw, int | float)
    text = numeric(raw)
    if text == value or (text.count(":") == 2 and _CLOCK.fullmatch(text) is not None):
        return True
    try:
        return bool(parse_duration(text))
    except ValueError:
        return False


def read_day(raw: Raw, _: Help) -> Read:
    """Read a day."""
    if isinstance(raw, datetime):
        if raw.time() == time(0):
            return Read(raw.date().isoformat())
    elif isinstance(raw, date):
        return Read(raw.isoformat())
    elif isinstance(raw, str):
        match = _DAY.fullmatch(numeric(raw))
        if match is not None:
            return Read(_day(match, raw).isoformat())
    raise CellProblem("cell-date", text=preview(raw))


def read_moment(raw: Raw, _: Help) -> Read:
    """Read a day and an hour in Helsinki's time."""
    local, whole_day = _local(raw)
    try:
        moment = _MOMENT.validate_python(local)
    except ValidationError as error:
        kind = error.errors()[0]["type"]
        rule = "cell-moment-shifted" if kind.startswith("moment_") else "cell-moment"
        raise CellProblem(rule, text=preview(raw)) from error
    said = format_moment(moment)
    return Read(said, said if whole_day else None)


def _local(raw: Raw) -> tuple[datetime | str, bool]:
    """Return a local time, and whether only its day was given."""
    if isinstance(raw, datetime):
        return raw, False
    if isinstance(raw, date):
        local = datetime(raw.year, raw.month, raw.day)  # noqa: DTZ001  # Helsinki's time follows
        return local, True
    if isinstance(raw, str):
        text = numeric(raw)
        if _OFFSET.fullmatch(text):
            return text.upper().replace("T", " "), False
        match = _DAY.match(text)
        rest = text[match.end() :] if match else ""
        hour = _HOUR.fullmatch(rest) if rest else None
        if match is not None and (hour is not None or not rest):
            day = _day(match, raw)
            hours = int(hour["hour"]) if hour else 0
            minutes = int(hour["minute"] or 0) if hour else 0
            if hours < 24 and minutes < 60:
                local = datetime(day.year, day.month, day.day, hours, minutes)  # noqa: DTZ001
                return local, hour is None
    raise CellProblem("cell-moment", text=preview(raw))


def _day(match: re.Match[str], raw: str) -> date:
    try:
        return parse_day(match[0])
    except ValueError as error:
        raise CellProblem("cell-date", text=preview(raw)) from error
