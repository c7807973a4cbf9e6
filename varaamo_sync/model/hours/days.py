"""Days on which hours hold: of one year, of every year, or by the name of a holiday."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Annotated, Any

from pydantic import AfterValidator, Field, PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from varaamo_sync.model.hours.holiday_dates import holiday_named
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.startup.lazy_pattern import lazy_pattern

_YEARLY = lazy_pattern(r"(\d\d)-(\d\d)")
_BETWEEN = lazy_pattern(r"\s*(?:\.\.|–|/|\s-\s)\s*")
_LEAP = 2024
"""A year that has every day that some year has."""


@dataclass(frozen=True, slots=True, order=True)
class DateRange:
    """Days from one to another, both included; ``None`` is since ever, or for ever."""

    first: date | None
    last: date | None

    @property
    def is_reversed(self) -> bool:
        """Whether it ends before it begins."""
        return self.first is not None and self.last is not None and self.last < self.first

    @property
    def days(self) -> int:
        """How many days it has, where it has both ends."""
        assert self.first is not None
        assert self.last is not None
        return (self.last - self.first).days + 1

    def overlaps(self, other: DateRange) -> bool:
        """Whether a day is in both."""
        return not self.within(other).is_reversed

    def within(self, other: DateRange) -> DateRange:
        """Return what both have in common; it may be reversed."""
        first = max(self.first or date.min, other.first or date.min)
        last = min(self.last or date.max, other.last or date.max)
        return DateRange(None if first == date.min else first, None if last == date.max else last)


class YearDay(str):
    """A day of every year as it is written, ``12-24``; they are compared by their order in it."""

    __slots__ = ()

    def of(self, year: int) -> date:
        """Return the day of a year; 28 February stands for the 29th where there is none."""
        month, day = map(int, self.split("-"))
        try:
            return date(year, month, day)
        except ValueError:
            return date(year, month, 28)


@dataclass(frozen=True, slots=True)
class Dates:
    """Days of one year, or from one year to another."""

    range: DateRange

    def occurrences(self, horizon: DateRange) -> Iterator[DateRange]:
        """Yield the days, where some of them are within a horizon."""
        if self.range.is_reversed or self.range.overlaps(horizon):
            yield self.range


@dataclass(frozen=True, slots=True)
class YearlyDates:
    """Days of every year; the last may be of the next one."""

    first: YearDay
    last: YearDay

    def occurrences(self, horizon: DateRange) -> Iterator[DateRange]:
        """Yield the days of each year, where some of them are within a horizon."""
        for year in _years(horizon):
            end = year + (self.last < self.first)
            found = DateRange(self.first.of(year), self.last.of(end))
            if found.overlaps(horizon):
                yield found


@dataclass(frozen=True, slots=True)
class HolidayDates:
    """The day of a holiday in every year, by its name; of a name that is none there are none."""

    name: str

    def occurrences(self, horizon: DateRange) -> Iterator[DateRange]:
        """Yield the day of each year that is within a horizon."""
        holiday = holiday_named(self.name)
        for year in _years(horizon) if holiday else ():
            assert holiday is not None
            day = DateRange(holiday.of(year), holiday.of(year))
            if day.overlaps(horizon):
                yield day


SomeDays = Dates | YearlyDates | HolidayDates
"""Days on which something holds, in one year or in every year."""


def _years(horizon: DateRange) -> range:
    assert horizon.first is not None
    assert horizon.last is not None
    return range(horizon.first.year - 1, horizon.last.year + 1)


@lru_cache(maxsize=4096)
def parse_days(text: str) -> SomeDays:
    """Read the days of an exception: a day, days from one to another, or a holiday.

    ``2027-12-24``, ``2027-07-01..2027-07-31``, of every year ``12-24`` or ``07-01..07-31``,
    ``Juhannusaatto``. A text with letters names a holiday.

    Raises:
        ValueError: There are no letters in it, and it is no day.
    """
    stripped = text.strip()
    if any(map(str.isalpha, stripped)):
        return HolidayDates(stripped)
    first, *last = map(parse_day, _BETWEEN.split(stripped))
    end = last[0] if last else first
    if len(last) > 1 or type(first) is not type(end):
        raise ValueError(text)
    if isinstance(first, YearDay) and isinstance(end, YearDay):
        return YearlyDates(first, end)
    assert isinstance(first, date)
    assert isinstance(end, date)
    return Dates(DateRange(first, end))


def parse_day(text: str) -> date | YearDay:
    """Read a day: ``2027-12-24``, or of every year ``12-24``.

    Raises:
        ValueError: It is none.
    """
    if match := _YEARLY.fullmatch(text):
        date(_LEAP, int(match[1]), int(match[2]))
        return YearDay(text)
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        raise ValueError(text)
    return date.fromisoformat(text)


def _days(text: str) -> str:
    try:
        parse_days(text)
    except ValueError:
        raise PydanticCustomError("exception_days", "is no day, such as 2027-12-24") from None
    return text


def _period_day(value: Any) -> date | YearDay:
    if isinstance(value, YearDay) or type(value) is date:
        return value
    try:
        if isinstance(value, str):
            return parse_day(value)
    except ValueError:
        pass
    raise PydanticCustomError("period_day", "is no day; write 2027-01-31, or of every year 01-31")


ExceptionDays = Annotated[str, Field(strict=True, min_length=1), AfterValidator(_days)]
"""Days of an exception as people write them; see ``parse_days``."""

PeriodDay = Annotated[
    date | YearDay,
    PlainValidator(_period_day),
    PlainSerializer(str, return_type=str, when_used="json"),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^(\d{4}-)?\d\d-\d\d$",
            "examples": ["2027-01-31", "01-31"],
        }
    ),
]
"""A day, or a day of every year, written without the year."""
