"""What the times of a room come to: the first day, and the hours of a week."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varaamo_sync.model import HELSINKI
from varaamo_sync.model.open_times import OpeningHours, Span, sum_up_hours

FIRST = date(2027, 3, 1)
"""A Monday."""

LAST = FIRST + timedelta(days=27)


def span(day: int, opens: float, closes: float) -> Span:
    """Return the time between two hours of a day, in days from the first one."""
    midnight = datetime(2027, 3, 1, tzinfo=HELSINKI) + timedelta(days=day)
    return Span(midnight + timedelta(hours=opens), midnight + timedelta(hours=closes))


def weekdays(first: int, last: int) -> list[Span]:
    """Return times from 8 to 16 on the weekdays between two days."""
    return [span(day, 8, 16) for day in range(first, last) if day % 7 < 5]


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], None),
        (weekdays(0, 28), OpeningHours(FIRST, Decimal(40))),
        (weekdays(7, 28), OpeningHours(date(2027, 3, 8), Decimal(40))),
        ([span(25, 8, 16)], OpeningHours(date(2027, 3, 26))),  # less than a week was read
        ([span(0, 8, 10.5)], OpeningHours(FIRST, Decimal("0.6"))),
        ([span(-400, 0, 24 * 800)], OpeningHours(FIRST, Decimal(168))),  # always open
        ([span(-1, 18, 26)], OpeningHours(FIRST, Decimal("0.5"))),  # two hours past midnight
        ([span(-1, 8, 16), span(28, 8, 16)], None),
    ],
)
def test_times_are_summed_up(spans: list[Span], expected: OpeningHours | None) -> None:
    """Only what lies between the days counts, in whole weeks from the first open day on."""
    assert expected == sum_up_hours(spans, FIRST, LAST)


@given(st.lists(st.tuples(st.integers(-3, 30), st.integers(0, 23), st.integers(1, 24))))
def test_a_week_has_no_more_hours_than_its_spans(times: list[tuple[int, int, int]]) -> None:
    """Whatever the times, the day is one of those that were asked for."""
    found = sum_up_hours([span(day, at, at + long) for day, at, long in times], FIRST, LAST)

    if found is not None:
        assert FIRST <= found.begins <= LAST
        assert found.a_week is None or 0 <= found.a_week <= sum(long for *_, long in times)
