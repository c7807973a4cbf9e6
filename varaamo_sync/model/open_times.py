"""When a room is open, in the coming weeks: its times, and what they come to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal

from varaamo_sync.model.values import HELSINKI
from varaamo_sync.startup.fast_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A time within which a room is open, in Helsinki's time."""

    opens: datetime
    closes: datetime


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """When a room is open in the coming weeks, in short.

    Attributes:
        begins: The first day on which it is open.
        a_week: Hours of a week from that day on; ``None`` where less than a week of it was read.
    """

    begins: date
    a_week: Decimal | None = None


def sum_up_hours(spans: Iterable[Span], first: date, last: date) -> OpeningHours | None:
    """Return when a room is open between two days, in short; ``None`` when it is not.

    Whole weeks from its first open day on are counted, and the hours of one are their average.

    Args:
        spans: When it is open; what lies before or after the days is left out.
        first: The first day.
        last: The last day, which counts.
    """
    begin, end = _midnight(first), _midnight(last + timedelta(days=1))
    inside = [Span(max(span.opens, begin), min(span.closes, end)) for span in spans]
    inside = [span for span in inside if span.opens < span.closes]
    if not inside:
        return None
    begins = min(span.opens for span in inside).date()
    weeks = (last + timedelta(days=1) - begins).days // 7
    if not weeks:
        return OpeningHours(begins)
    end = _midnight(begins + timedelta(weeks=weeks))
    lengths = (min(span.closes, end) - span.opens for span in inside if span.opens < end)
    seconds = sum(int(length.total_seconds()) for length in lengths)
    hours = (Decimal(seconds) / 3600 / weeks).quantize(Decimal("0.1"))
    return OpeningHours(begins, hours.to_integral() if hours == hours.to_integral() else hours)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=HELSINKI)
