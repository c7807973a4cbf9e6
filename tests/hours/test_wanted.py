"""The periods that a room should have in Hauki."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varaamo_sync.hours.protocol.periods import DatePeriod, TimeSpan, TimeSpanGroup
from varaamo_sync.hours.protocol.states import ResourceState
from varaamo_sync.hours.wanted import WantedPeriod, hours_horizon, wanted_periods
from varaamo_sync.model import Hours
from varaamo_sync.model.hours import DateRange

TODAY = date(2026, 11, 22)
HORIZON = hours_horizon(TODAY)
BOOKABLE, CLOSED = ResourceState.WITH_RESERVATION, ResourceState.CLOSED


def wanted(said: dict[str, Any], *of_venue: DatePeriod, horizon: DateRange = HORIZON) -> Any:
    """Return what hours, as a file says them, want of the resource 7."""
    hours = Hours.model_validate(said)
    return wanted_periods(hours, resource=7, horizon=horizon, of_venue=of_venue)


def days(found: tuple[WantedPeriod, ...]) -> dict[str, tuple[str, str]]:
    """Return first and last days by number."""
    return {one.number: (str(one.period.start_date), str(one.period.end_date)) for one in found}


def spans(found: WantedPeriod) -> list[TimeSpan]:
    """Return the times of a period."""
    return [span for group in found.period.time_span_groups for span in group.time_spans]


def test_a_week_is_one_period_of_bookable_times() -> None:
    """Weekdays of the same hours are one span; a weekday that is not said has none."""
    (found,) = wanted({"mon-fri": "8-16", "sat": ["10-12", "13-24"], "sun": "closed"})

    assert "1" == found.number
    assert (7, None, None, False) == (
        found.period.resource,
        found.period.start_date,
        found.period.end_date,
        found.period.override,
    )
    assert [
        TimeSpan.between(time(8), time(16), weekdays=(1, 2, 3, 4, 5)),
        TimeSpan.between(time(10), time(12), weekdays=(6,)),
        TimeSpan.between(time(13), time(0), weekdays=(6,)),
    ] == spans(found)
    assert {BOOKABLE} == {span.resource_state for span in spans(found)}


def test_a_day_that_is_open_around_the_clock_has_no_times() -> None:
    """So has one from midnight to midnight; a time over midnight ends a day later."""
    all_day, over = wanted(
        {"periods": [{"mon-sun": "00:00-24:00"}, {"from": "2027-01-01", "sat": "18-2 next day"}]}
    )

    assert [(True, None, None)] == [(s.full_day, s.start_time, s.end_time) for s in spans(all_day)]
    assert [TimeSpan.between(time(18), time(2), weekdays=(6,))] == spans(over)
    assert spans(over)[0].end_time_on_next_day


def test_an_exception_overrides_and_a_holiday_has_the_name_that_hauki_knows() -> None:
    """Each year within two has its holidays; a closed day has no times, others have theirs."""
    found = wanted(
        {
            "exceptions": {
                "Juhannusaatto": "closed",
                "2027-07-01..2027-07-03": "10-12",
                "12-24": None,
            }
        }
    )

    assert {
        "e20270625": ("2027-06-25", "2027-06-25"),
        "e20270701-3": ("2027-07-01", "2027-07-03"),
        "e20280623": ("2028-06-23", "2028-06-23"),
    } == days(found)
    assert {True} == {one.period.override for one in found}
    assert (CLOSED, (), "Juhannusaatto", "Midsommarafton") == (
        found[0].period.resource_state,
        found[0].period.time_span_groups,
        found[0].period.name["fi"],
        found[0].period.name["sv"],
    )
    assert [TimeSpan.between(time(10), time(12), weekdays=(4, 5, 6))] == spans(found[1])
    assert {} == found[1].period.name


def test_periods_of_every_year_come_in_each_year_and_what_is_over_does_not() -> None:
    """One that began last year and is not over is wanted; one that ended is history."""
    found = wanted(
        {
            "periods": [
                {"from": "2026-01-01", "until": "2026-11-21", "mon": "8-9"},
                {"from": "06-01", "until": "08-31", "mon": "9-15", "name": {"fi": "Kesä"}},
                {"from": "09-01", "until": "05-31", "mon": "8-21"},
                {"from": "2027-01-01", "sun": "closed"},
            ]
        }
    )

    assert {
        "3-2026": ("2026-09-01", "2027-05-31"),
        "2-2027": ("2027-06-01", "2027-08-31"),
        "3-2027": ("2027-09-01", "2028-05-31"),
        "2-2028": ("2028-06-01", "2028-08-31"),
        "3-2028": ("2028-09-01", "2029-05-31"),
    } == days(found)
    assert {"fi": "Kesä"} == found[1].period.name


def test_a_number_stays_as_others_come_and_go_and_as_years_pass() -> None:
    """What we applied is known again by it: nothing is moved because something else is new."""
    few = {"mon": "8-16", "exceptions": {"Vappu": "closed"}}
    more = {"mon": "8-16", "exceptions": {"2027-01-02": "closed", "Vappu": "closed"}}
    before = days(wanted(few))
    later = days(wanted(more, horizon=hours_horizon(date(2027, 3, 1))))

    assert before.items() <= (days(wanted(more)).items())
    assert before["e20270501"] == later["e20270501"]
    assert "e20270102" not in later


def test_of_two_exceptions_for_the_same_days_the_later_holds() -> None:
    """A room says a date where a block says a holiday: never two overrides of one length."""
    (found,) = [
        one
        for one in wanted({"exceptions": {"Vappu": "closed", "2027-05-01": "10-14"}})
        if one.number == "e20270501"
    ]

    assert BOOKABLE is found.period.resource_state


@pytest.mark.parametrize(
    "said",
    [
        {"from": "2027-12-31", "until": "2027-01-01", "mon": "8-16"},
        {"exceptions": {"2027-12-31..2027-01-01": "closed"}},
        {"mon": "16-8"},
        {"mon": "8-8"},
        {"exceptions": {"2027-12-31": "8-8"}},
    ],
)
def test_what_would_take_everybodys_hours_down_never_becomes_a_period(said: Any) -> None:
    """The rules find it first; whoever asks all the same gets none of the room's periods."""
    with pytest.raises(ValueError, match="ends before it begins"):
        wanted(said)


def venues(**fields: Any) -> DatePeriod:
    """Return a period of the venue: open on weekdays, unless said otherwise."""
    groups = (
        TimeSpanGroup(
            time_spans=(
                TimeSpan.between(
                    time(8), time(21), weekdays=(1, 2, 3, 4, 5), state=ResourceState.OPEN
                ),
            )
        ),
    )
    return DatePeriod(**{"resource": 1, "pk": 81, "time_span_groups": groups} | fields)


def test_a_room_takes_its_venues_periods_over_as_bookable_ones() -> None:
    """Also self service; what is closed stays closed; nothing is said twice, nor of the venue."""
    closed = venues(pk=82, override=True, resource_state=CLOSED, time_span_groups=())
    first, second = wanted({"inherit": "venue"}, venues(name={"fi": "Syksy"}), closed)

    assert ("v81", 7, {"fi": "Syksy"}) == (first.number, first.period.resource, first.period.name)
    assert [TimeSpan.between(time(8), time(21), weekdays=(1, 2, 3, 4, 5))] == spans(first)
    assert ("v82", CLOSED, ()) == (
        second.number,
        second.period.resource_state,
        second.period.time_span_groups,
    )


@pytest.mark.parametrize(
    ("state", "taken"),
    [
        ("open", "with_reservation"),
        ("self_service", "with_reservation"),
        ("open_and_reservable", "open_and_reservable"),
        ("closed", "closed"),
        ("maintenance", "maintenance"),
        ("reserved", "closed"),
        ("by_appointment", None),
        ("no_opening_hours", None),
        ("with_key", None),
        ("undefined", None),
        ("frobnicated", "closed"),
    ],
)
def test_each_state_of_a_venue_is_turned_into_one_of_a_room(state: str, taken: str | None) -> None:
    """Of the period, or of its times where these say none of their own."""
    whole = wanted({"inherit": "venue"}, venues(resource_state=state, time_span_groups=()))
    span = TimeSpan(start_time=time(8), end_time=time(9))
    group = TimeSpanGroup(time_spans=(span,))
    within = wanted({"inherit": "venue"}, venues(resource_state=state, time_span_groups=(group,)))

    found = {*(one.period.resource_state for one in whole)} - {ResourceState.UNDEFINED}
    found |= {span.resource_state for one in whole for span in spans(one)}
    assert {taken} - {None} == found
    assert [taken] * bool(taken) == [span.resource_state for one in within for span in spans(one)]


def test_a_venues_hours_are_cut_to_the_rooms_own_limits() -> None:
    """Weekdays and times that both have, and days of both; closed days are not cut by the week."""
    said = {"inherit": "venue", "from": "2027-01-01", "mon-thu": "12-23", "sat": "10-14"}
    closed = venues(pk=82, override=True, resource_state=CLOSED, time_span_groups=())
    over = venues(pk=83, end_date=date(2026, 12, 31))
    first, second = wanted(said, venues(end_date=date(2027, 5, 31)), closed, over)

    assert ("2027-01-01", "2027-05-31") == days((first,))["v81"]
    assert [TimeSpan.between(time(12), time(21), weekdays=(1, 2, 3, 4))] == spans(first)
    assert ("v82", CLOSED) == (second.number, second.period.resource_state)


def test_an_exceptional_day_of_which_no_time_is_left_is_closed() -> None:
    """Else the hours that the venue does not keep on that day would be the room's."""
    morning = venues(
        pk=84,
        override=True,
        start_date=date(2027, 1, 4),
        end_date=date(2027, 1, 4),
        time_span_groups=(
            TimeSpanGroup(
                time_spans=(TimeSpan.between(time(8), time(10), state=ResourceState.OPEN),)
            ),
        ),
    )
    (found,) = wanted({"inherit": "venue", "mon-fri": "12-20"}, morning)

    assert (CLOSED, ()) == (found.period.resource_state, found.period.time_span_groups)


def test_times_over_midnight_are_cut_on_both_sides_of_it() -> None:
    """Friday's evening of the venue goes on in Saturday's first hours of the room's limits."""
    evening = venues(
        time_span_groups=(
            TimeSpanGroup(
                time_spans=(
                    TimeSpan.between(
                        time(18), time(4), weekdays=(5, 6, 7), state=ResourceState.OPEN
                    ),
                )
            ),
        )
    )
    (one,) = wanted({"inherit": "venue", "fri": "20-1 next day", "sun": "0-2"}, evening)
    (whole,) = wanted({"inherit": "venue", "mon-sun": "all day"}, evening)

    assert [
        TimeSpan.between(time(0), time(2), weekdays=(7,)),
        TimeSpan.between(time(20), time(1), weekdays=(5,)),
    ] == spans(one)
    assert [TimeSpan.between(time(18), time(4), weekdays=(5, 6, 7))] == spans(whole)


def test_a_period_of_the_venue_that_is_turned_round_is_not_taken_over() -> None:
    """It breaks the venue's hours; it shall not break the room's, too."""
    bad = venues(start_date=date(2027, 5, 31), end_date=date(2027, 1, 1))

    assert () == wanted({"inherit": "venue"}, bad)
    assert () == wanted({"mon": "closed"}, venues())


def test_hours_that_staff_keep_by_hand_are_none_of_ours() -> None:
    """Nor are the exceptions of a block: two overrides of one length would contradict."""
    assert () == wanted({"kept_in": "hauki", "exceptions": {"Vappu": "closed"}}, venues())


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_hours_are_wanted_as_far_as_varaamo_takes_them(today: date) -> None:
    """Two years, to the end of that month."""
    horizon = hours_horizon(today)

    assert horizon.first == today
    assert horizon.last is not None
    assert 730 <= (horizon.last - today).days <= 760
    assert 1 == date.fromordinal(horizon.last.toordinal() + 1).day
