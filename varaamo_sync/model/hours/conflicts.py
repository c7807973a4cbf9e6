"""What of hours contradicts itself: times and days that are said twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from varaamo_sync.model.hours.days import DateRange, parse_days
from varaamo_sync.model.hours.hours import Hours, Period
from varaamo_sync.model.hours.times import MIDNIGHT, OpenTimes, Span
from varaamo_sync.model.hours.weekdays import parse_weekdays

_WEEK = 7 * MIDNIGHT


def overlapping_times(period: Period) -> Iterator[tuple[str, Span]]:
    """Yield times of a week that overlap others before them, by the weekdays as written.

    Each key is told of once; a time over midnight may overlap one of the next day.
    """
    taken: list[tuple[int, int]] = []
    for words, times in period.by_weekdays.items():
        found: Span | None = None
        for day in parse_weekdays(words):
            for span in times.spans:
                pieces = list(_in_week(day, span))
                if found is None and any(_overlap(one, held) for one in pieces for held in taken):
                    found = span
                taken += pieces
        if found is not None:
            yield words, found


def times_overlap(times: OpenTimes) -> bool:
    """Whether times of one day overlap each other."""
    return any(one.overlaps(other) for one, other in combinations(times.spans, 2))


def _in_week(day: int, span: Span) -> Iterator[tuple[int, int]]:
    """Yield a time by minutes of the week; Sunday's night goes on in Monday's."""
    start = (day - 1) * MIDNIGHT + span.start
    end = start + max(span.last - span.start, 0)
    yield start, min(end, _WEEK)
    if end > _WEEK:
        yield 0, end - _WEEK


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def overlapping_periods(hours: Hours, horizon: DateRange) -> Iterator[tuple[int, int]]:
    """Yield places of periods that hold on a day on which one before them does, with its place."""
    if len(hours.open_periods) < 2:
        return
    days = [
        (place, tuple(period.days.occurrences(horizon)))
        for place, period in enumerate(hours.open_periods)
        if period.week
    ]
    for (before, held), (place, found) in combinations(days, 2):
        if _any_common(held, found):
            yield place, before


def overlapping_exceptions(hours: Hours, horizon: DateRange) -> Iterator[tuple[str, str]]:
    """Yield exceptions that hold on a day on which another one of the same length does.

    Of different lengths the shorter one holds; of the same, nobody can tell.
    """
    yield from _overlapping(tuple(words for words, _, _ in hours.exceptional()), horizon)


@lru_cache(maxsize=1024)  # thousands of rooms have the same few exceptions of a block
def _overlapping(exceptions: tuple[str, ...], horizon: DateRange) -> Sequence[tuple[str, str]]:
    days = [(words, tuple(parse_days(words).occurrences(horizon))) for words in exceptions]
    found: list[tuple[str, str]] = []
    for (before, held), (words, others) in combinations(days, 2):
        pairs = ((one, other) for one in held for other in others if _usable(one, other))
        if any(one.days == other.days and one.overlaps(other) for one, other in pairs):
            found.append((words, before))
    return found


def _any_common(some: Sequence[DateRange], others: Sequence[DateRange]) -> bool:
    pairs = ((one, other) for one in some for other in others if _usable(one, other))
    return any(one.overlaps(other) for one, other in pairs)


def _usable(one: DateRange, other: DateRange) -> bool:
    return not (one.is_reversed or other.is_reversed)
