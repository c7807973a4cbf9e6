"""On which days a rule of a group of times holds.

A rule counts its subjects (days, weeks, months, one weekday) within its context (the period, each
year, each month) and takes some of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

CONTEXTS = ("period", "year", "month")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SUBJECTS = ("day", "week", "month", *WEEKDAYS)
MODIFIERS = ("even", "odd")

_DAY = timedelta(days=1)
_WEEK = 7
_THURSDAY = 3

Days = Sequence[date]


def is_senseless(rule: Mapping[str, Any], period_start: str | None) -> bool:
    """Whether Hauki fails over a rule when it stores it."""
    start, ordinal, modifier = (
        rule.get(name) for name in ("start", "frequency_ordinal", "frequency_modifier")
    )
    weeks_of_year = rule["subject"] == "week" and rule["context"] == "year"
    return bool(
        (rule["context"] == "period" and not period_start)
        or (rule["context"] == "month" and rule["subject"] == "month")
        or (modifier and ordinal)
        or (start == 0 and not weeks_of_year)
        or (start and modifier)
    )


def days_of(
    rule: Mapping[str, Any], first: date, last: date, period_start: date | None
) -> set[date]:
    """Return the days between two on which a rule holds.

    Args:
        rule: Its ``context``, ``subject``, ``start`` and frequency.
        first: First day that matters.
        last: Last day that matters.
        period_start: First day of the period, from which it counts.
    """
    found: set[date] = set()
    for begin, end in _contexts(rule["context"], first, last, period_start):
        items = list(_items(rule["subject"], begin, end))
        found.update(day for item in _chosen(rule, items) for day in item)
    return {day for day in found if first <= day <= last}


def _contexts(
    context: str, first: date, last: date, period_start: date | None
) -> Iterator[tuple[date, date]]:
    if context == "period":
        yield period_start or first, last
    elif context == "year":
        for year in range(first.year, last.year + 1):
            yield date(year, 1, 1), date(year, 12, 31)
    else:
        month = first.replace(day=1)
        while month <= last:
            yield month, _end_of_month(month)
            month = _end_of_month(month) + _DAY


def _items(subject: str, begin: date, end: date) -> Iterator[Days]:
    if subject == "week":
        monday = begin - timedelta(days=begin.weekday())
        while monday <= end:
            yield [monday + timedelta(days=n) for n in range(_WEEK)]
            monday += timedelta(days=_WEEK)
    elif subject == "month":
        month = begin.replace(day=1)
        while month <= end:
            yield _range(month, _end_of_month(month))
            month = _end_of_month(month) + _DAY
    else:
        for day in _range(begin, end):
            if subject == "day" or WEEKDAYS[day.weekday()] == subject:
                yield [day]


def _chosen(rule: Mapping[str, Any], items: list[Days]) -> list[Days]:
    start, ordinal = rule.get("start"), rule.get("frequency_ordinal")
    if modifier := rule.get("frequency_modifier"):
        odd = modifier == "odd"
        return [item for item in items if _number(rule["subject"], item) % 2 == odd]
    if start is None and not ordinal:
        return items
    begin = 1 if start is None else start
    if begin > 0 and not _counts_from_zero(rule, items):
        begin -= 1
    if ordinal:
        return items[begin::ordinal]
    return items[begin : begin + 1 or None]


def _counts_from_zero(rule: Mapping[str, Any], items: list[Days]) -> bool:
    """Whether the first week of a year is the last one of the year before (ISO 8601)."""
    is_week_of_year = (rule["context"], rule["subject"]) == ("year", "week")
    return is_week_of_year and bool(items) and items[0][-1].day <= _THURSDAY


def _number(subject: str, item: Days) -> int:
    if subject == "week":
        return item[0].isocalendar().week
    return item[0].month if subject == "month" else item[0].day


def _end_of_month(day: date) -> date:
    later = day.replace(day=28) + timedelta(days=4)
    return later - timedelta(days=later.day)


def _range(begin: date, end: date) -> Days:
    return [begin + timedelta(days=n) for n in range((end - begin).days + 1)]
