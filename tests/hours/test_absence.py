"""Why a room has no bookable hours: each reason, from what Hauki has of it."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from varaamo_sync.hours import (
    DatePeriod,
    Resource,
    ResourceState,
    Rows,
    TimeSpan,
    TimeSpanGroup,
    Unread,
    Why,
    why_no_hours,
)

TODAY = date(2026, 11, 26)  # a Thursday
ROOM = Resource(pk=2)
VENUE = Resource(pk=1, organization="tprek:x")
OPEN = ResourceState.WITH_RESERVATION


def after(days: int) -> date:
    """Return a day from today."""
    return TODAY + timedelta(days=days)


def period(
    state: ResourceState | str = OPEN, *weekdays: int, whole: bool = False, **values: Any
) -> DatePeriod:
    """Return a period with one time a day, or whole days."""
    span = TimeSpan(
        start_time=None if whole else time(8),
        end_time=None if whole else time(20),
        full_day=whole,
        weekdays=weekdays or None,
        resource_state=state,
    )
    return DatePeriod(resource=2, time_span_groups=(TimeSpanGroup(time_spans=(span,)),), **values)


def why(*periods: DatePeriod) -> Why:
    """Return why a room with some periods has no hours."""
    return why_no_hours(ROOM, VENUE, Rows(periods), TODAY).why


CLOSED = DatePeriod(resource=2, resource_state=ResourceState.CLOSED)
CASES = {
    Why.NEVER: [[]],
    Why.HAS_HOURS: [
        [period()],
        [period(), CLOSED_WEEK := replace(CLOSED, start_date=TODAY, end_date=after(7))],
        [period(OPEN, 1)],
        [period(override=True), replace(CLOSED, override=True)],  # the first of equally long ones
        [period(ResourceState.OPEN), period(start_date=after(20))],
    ],
    Why.ONLY_IGNORED: [[period(ResourceState.OPEN), CLOSED], [period(ResourceState.SELF_SERVICE)]],
    Why.ONLY_CLOSED: [[CLOSED], [period("on_the_moon")], [DatePeriod(resource=2)]],
    Why.ENDED: [[period(end_date=after(-1))], [period(end_date=after(-9)), CLOSED]],
    Why.LATER: [[period(start_date=after(60))]],
    Why.OVERRIDDEN: [
        [period(), replace(CLOSED, override=True)],
        [period(), period(ResourceState.OPEN, override=True)],
    ],
    Why.CLOSED: [[period(), CLOSED], [period(), period(ResourceState.MAINTENANCE, whole=True)]],
    Why.OTHER: [[period(OPEN, 1, start_date=TODAY, end_date=after(1))]],
    Why.REVERSED: [[period(), period(start_date=after(9), end_date=after(3))]],
}


@pytest.mark.parametrize(
    ("expected", "periods"), [(why, periods) for why, many in CASES.items() for periods in many]
)
def test_each_reason(expected: Why, periods: list[DatePeriod]) -> None:
    """Law: a reason is given exactly where it holds; what comes first of the list is told."""
    assert expected is why(*periods)


def test_a_reason_tells_what_it_is_about() -> None:
    """Law: a person learns which period, since when, from when, or in which states."""
    override = replace(CLOSED, override=True, name={"fi": "Remontti"})
    absences = [
        why_no_hours(ROOM, VENUE, Rows(tuple(periods)), TODAY)
        for periods in (
            [period(), override],
            [period(end_date=after(-5)), period(end_date=after(-3))],
            [period(start_date=after(90)), period(start_date=after(60))],
            [period(ResourceState.OPEN), period(ResourceState.WITH_KEY)],
        )
    ]

    assert override == absences[0].period
    assert (after(-3), after(60)) == (absences[1].day, absences[2].day)
    assert ("open", "with_key") == absences[3].states


@pytest.mark.parametrize(
    ("venue", "expected"),
    [
        (None, Why.VENUE_UNKNOWN),
        (Resource(pk=1), Why.NO_DEPARTMENT),
        (VENUE, Why.NOT_LINKED),
    ],
)
def test_a_room_that_is_not_linked(venue: Resource | None, expected: Why) -> None:
    """Law: what is missing for the link is named: the venue, its department, or a save."""
    assert expected is why_no_hours(None, venue, Rows(), TODAY).why


def test_a_reversed_period_of_the_past_breaks_nothing() -> None:
    """Law: a list reaches from today on, so what ended before is no reason."""
    gone = period(start_date=after(-3), end_date=after(-9))

    assert Why.HAS_HOURS is why(gone, period())


def test_what_could_not_be_read_is_no_reason() -> None:
    """Law: where a period could not be read nothing is said but that, unless there are hours."""
    unread = (Unread(7, "start_date"),)

    for periods, expected in (
        ((), Why.UNREAD),
        ((CLOSED,), Why.UNREAD),
        ((period(),), Why.HAS_HOURS),
    ):
        assert expected is why_no_hours(ROOM, VENUE, Rows(periods, unread), TODAY).why
