"""Opening hours as a catalogue says them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.make import room
from varaamo_sync.model import Hours, OpenTimes, lay_over, room_entry, room_of
from varaamo_sync.model.hours import (
    ALL_DAY,
    MIDNIGHT,
    WEEKDAYS,
    DateRange,
    Dates,
    HolidayDates,
    Span,
    YearDay,
    YearlyDates,
    format_span,
    format_weekdays,
    holidays,
    parse_days,
    parse_span,
    parse_times,
    parse_weekdays,
    times_meant,
)

spans = st.builds(Span, st.integers(0, MIDNIGHT - 1), st.integers(0, MIDNIGHT - 1), st.booleans())


def hours(**said: Any) -> Hours:
    """Return hours as a file says them; ``mon_fri`` is ``mon-fri``."""
    named = {"from": "from_", "until": "until"}
    keys = {value: name for name, value in named.items()}
    return Hours.model_validate({keys.get(k, k.replace("_", "-")): v for k, v in said.items()})


@given(spans)
def test_a_time_of_day_is_read_as_it_was_written(span: Span) -> None:
    """Whatever a person can mean by two times comes back, over midnight or not."""
    assert span == parse_span(format_span(span))


@pytest.mark.parametrize(
    ("text", "start", "end", "next_day"),
    [
        ("08:00-16:00", 480, 960, False),
        ("8-16", 480, 960, False),
        ("8.30–21", 510, 1260, False),
        ("20:00 - 24:00", 1200, MIDNIGHT, False),
        ("18-2 next day", 1080, 120, True),
        ("00:00-24:00", 0, MIDNIGHT, False),
    ],
)
def test_times_are_read_as_people_write_them(
    text: str, start: int, end: int, next_day: bool
) -> None:
    """With or without minutes, a dash or a point of either kind."""
    assert Span(start, end, next_day) == parse_span(text)


@pytest.mark.parametrize("text", ["", "8", "8-25", "24-8", "8:60-9", "8-24 next day", "a-b", "8-"])
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    """No hour is bent to one that there is."""
    with pytest.raises(ValidationError, match="is not a time of the day"):
        hours(mon=text)


@given(st.sets(st.integers(1, 7), min_size=1))
def test_weekdays_are_read_as_they_were_written(days: set[int]) -> None:
    """Each set of weekdays has a form that reads back."""
    assert tuple(sorted(days)) == parse_weekdays(format_weekdays(tuple(days)))


def test_a_run_of_weekdays_may_lead_over_the_end_of_the_week() -> None:
    """Saturday to Monday is three days; and every weekday has its word."""
    assert (1, 6, 7) == parse_weekdays("sat-mon")
    assert tuple(range(1, 8)) == parse_weekdays(",".join(WEEKDAYS))


@pytest.mark.parametrize("key", ["ma-pe", "mon-fri-sun", "monday", "mon,"])
def test_a_word_that_is_no_weekday_is_refused(key: str) -> None:
    """A key of hours is a field or weekdays."""
    with pytest.raises(ValidationError) as caught:
        Hours.model_validate({key: "8-16"})

    assert ["weekdays"] == [error["type"] for error in caught.value.errors()]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2027-12-24", Dates(DateRange(date(2027, 12, 24), date(2027, 12, 24)))),
        ("2027-07-01..2027-07-31", Dates(DateRange(date(2027, 7, 1), date(2027, 7, 31)))),
        ("2027-07-01 – 2027-07-31", Dates(DateRange(date(2027, 7, 1), date(2027, 7, 31)))),
        ("12-24..01-06", YearlyDates(YearDay("12-24"), YearDay("01-06"))),
        ("2. pääsiäispäivä", HolidayDates("2. pääsiäispäivä")),
    ],
)
def test_days_of_exceptions_are_read_as_people_write_them(text: str, days: object) -> None:
    """A day, days, days of every year, and a holiday, whose name may begin with a number."""
    assert days == parse_days(text)


@pytest.mark.parametrize("text", ["2027-02-30", "02-30", "24.12.", "2027-07-01..07-31", "1..2..3"])
def test_what_is_no_day_is_refused(text: str) -> None:
    """Neither a day that there is not, nor two ends of different kinds."""
    with pytest.raises(ValidationError, match="is no day"):
        Hours.model_validate({"exceptions": {text: "closed"}})


def test_hours_that_mean_the_same_are_equal() -> None:
    """However weekdays are put together, times are ordered, and days are written."""
    one = hours(mon_fri="8-16", sat=["13-15", "10-12"], exceptions={"12-24..12-26": "closed"})
    other = Hours.model_validate(
        {
            "mon-wed": "08:00-16:00",
            "thu,fri": "08:00-16:00",
            "sat": ["10.00-12.00", "13-15"],
            "sun": "closed",
            "exceptions": {"12-24 - 12-26": "closed", "Loppiainen": None},
        }
    )

    assert one == other
    assert hash(one) == hash(other)
    assert one == Hours(periods=(other,), exceptions=one.exceptions)
    assert one != hours(mon_fri="8-17", sat=["13-15", "10-12"])
    assert hours(mon="all day").week == {1: OpenTimes([ALL_DAY])}


def test_hours_are_read_from_a_room_as_they_were_written() -> None:
    """Every kind of key is written in its own form, and reads back as the same hours."""
    said = {
        "periods": [{"from": "06-01", "until": "08-31", "mon-fri": "09:00-15:00"}],
        "exceptions": {"Juhannusaatto": "closed", "12-23": ["08:00-10:00", "11:00-12:00"]},
    }
    made = room(hours=said)
    back = room_of(room_entry(made), made.service_unit, made.venue)

    assert said == room_entry(made)["hours"]
    assert made == back
    assert made.model_dump_json()


def test_one_end_of_every_year_needs_the_other() -> None:
    """A period that begins on every 1 June does not end in 2027."""
    with pytest.raises(ValidationError, match="needs another one"):
        hours(from_="06-01", until="2027-08-31", mon="8-16")


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        (
            {"mon-fri": "9-20"},
            {"mon-fri": "9-20", "exceptions": {"Vappu": "closed", "Loppiainen": "closed"}},
        ),
        (
            {"exceptions": {"Vappu": "10-12"}},
            {
                "mon-fri": "8-16",
                "sat": "10-14",
                "exceptions": {"Vappu": "10-12", "Loppiainen": "closed"},
            },
        ),
        ({"inherit": "venue", "exceptions": None}, {"inherit": "venue", "exceptions": None}),
        (None, None),
    ],
)
def test_a_room_says_its_week_as_a_whole_and_its_exceptions_one_by_one(
    above: Any, expected: Any
) -> None:
    """Saturday's hours of a block do not slip in below a room that says its Monday to Friday."""
    closed = {"Vappu": "closed", "Loppiainen": "closed"}
    below = {"hours": {"mon-fri": "8-16", "sat": "10-14", "exceptions": closed}}

    assert {"hours": expected} == lay_over(below, {"hours": above})


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("Kiirastorstai", ("2024-03-28", "2025-04-17")),
        ("2. pääsiäispäivä", ("2024-04-01", "2025-04-21")),
        ("Helatorstain aatto", ("2024-05-08", "2025-05-28")),
        ("Äitienpäivä", ("2024-05-12", "2025-05-11")),
        ("Helluntaipäivä", ("2024-05-19", "2025-06-08")),
        ("Juhannusaaton aatto", ("2024-06-20", "2025-06-19")),
        ("Juhannuspäivä", ("2024-06-22", "2025-06-21")),
        ("Pyhäinpäivä", ("2024-11-02", "2025-11-01")),
        ("Isänpäivä", ("2024-11-10", "2025-11-09")),
        ("Tapaninpäivä (toinen joulupäivä)", ("2024-12-26", "2025-12-26")),
    ],
)
def test_holidays_are_on_the_days_on_which_haukis_pages_have_them(
    name: str, days: tuple[str, str]
) -> None:
    """The days were read off the pages' own tests."""
    holiday = holidays()[name]

    assert days == (holiday.of(2024).isoformat(), holiday.of(2025).isoformat())


def test_every_easter_of_four_centuries_is_a_sunday_of_spring() -> None:
    """And some that are told by almanacs: the earliest, the latest, and the next ones."""
    easter = holidays()["Pääsiäispäivä"]
    days = {year: easter.of(year) for year in range(1900, 2300)}

    assert {7} == {day.isoweekday() for day in days.values()}
    assert all((3, 22) <= (day.month, day.day) <= (4, 25) for day in days.values())
    assert ["1943-04-25", "2027-03-28", "2285-03-22"] == [
        days[year].isoformat() for year in (1943, 2027, 2285)
    ]


def test_days_of_every_year_come_in_each_year() -> None:
    """Within a horizon, those that began in the year before among them; 29 February as the 28th."""
    horizon = DateRange(date(2027, 1, 2), date(2028, 12, 30))
    winter = YearlyDates(YearDay("12-24"), YearDay("01-06"))
    leap = YearlyDates(YearDay("02-29"), YearDay("02-29"))

    assert ["2026-12-24", "2027-12-24", "2028-12-24"] == [
        str(days.first) for days in winter.occurrences(horizon)
    ]
    assert ["2027-02-28", "2028-02-29"] == [str(days.last) for days in leap.occurrences(horizon)]
    assert [] == list(HolidayDates("Juhanus").occurrences(horizon))
    assert 2 == len(list(HolidayDates("juhannusaatto").occurrences(horizon)))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Closed", "closed"),
        ("Suljettu", "closed"),
        ("stängt", "closed"),
        ("24/7", "all day"),
        ("All  Day", "all day"),
        ("klo 8–16", "08:00-16:00"),
        ("kl. 8.30-16", "08:30-16:00"),
        ("18-2 Next Day", "18:00-02:00 next day"),
        ("arkisin", None),
        ("8-25", None),
        ("", None),
    ],
)
def test_times_that_are_written_otherwise_are_known(written: str, meant: str | None) -> None:
    """What is meant is what the catalogue would have read."""
    assert meant == times_meant(written)
    assert meant is None or parse_times(meant) is not None
