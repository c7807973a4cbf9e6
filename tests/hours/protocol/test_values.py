"""Hauki's JSON as values and back: nothing is lost, nothing odd is an exception at large."""

from datetime import date, time
from typing import Any

import pytest

from varaamo_sync.hours import (
    DatePeriod,
    Effect,
    PeriodOrigin,
    ResourceId,
    ResourceState,
    Rule,
    TimeSpan,
    TimeSpanGroup,
    effect_of,
    period_body,
    read_periods,
    read_resources,
)

ORIGIN = {"data_source": {"id": "tvp", "name": {"fi": "Tilavaraus"}}, "origin_id": "abc:nuta:1"}
TEXTS = {"fi": "Kevät", "sv": None, "en": ""}


def span(**values: Any) -> dict[str, Any]:
    """Return a time span as Hauki gives it."""
    stored = {
        "id": 2,
        "group": 2,
        "name": {"fi": None, "sv": None, "en": None},
        "description": None,
        "start_time": "08:00:00",
        "end_time": "20:00:00",
        "end_time_on_next_day": False,
        "full_day": False,
        "weekdays": [5, 1],
        "resource_state": "with_reservation",
        "created": "2026-11-26T05:03:34.362407+02:00",
        "modified": "2026-11-26T05:03:34.362407+02:00",
    }
    return {**stored, **values}


def period(**values: Any) -> dict[str, Any]:
    """Return a period as Hauki gives it."""
    rule = {"id": 7, "group": 2, "context": "year", "subject": "week", "start": 1}
    rule |= {"frequency_ordinal": 2, "frequency_modifier": None}
    group = {"id": 2, "period": 3, "time_spans": [span()], "rules": [rule], "is_removed": False}
    stored = {
        "id": 3,
        "resource": 2,
        "name": TEXTS,
        "description": {"fi": None, "sv": None, "en": None},
        "start_date": "2027-01-01",
        "end_date": None,
        "resource_state": "undefined",
        "override": True,
        "order": None,
        "origins": [ORIGIN],
        "created": "2026-11-26T05:03:34.250521+02:00",
        "modified": "2026-11-26T05:03:34.250521+02:00",
        "time_span_groups": [group],
    }
    return {**stored, **values}


EXPECTED = DatePeriod(
    resource=2,
    name={"fi": "Kevät"},
    start_date=date(2027, 1, 1),
    override=True,
    origins=(PeriodOrigin("tvp", "abc:nuta:1"),),
    time_span_groups=(
        TimeSpanGroup(
            time_spans=(
                TimeSpan(
                    start_time=time(8),
                    end_time=time(20),
                    weekdays=(5, 1),
                    resource_state=ResourceState.WITH_RESERVATION,
                ),
            ),
            rules=(Rule(context="year", subject="week", start=1, frequency_ordinal=2),),
        ),
    ),
)


def test_a_period_is_read_by_its_own_names() -> None:
    """Law: every field of a period is read, and its number beside them."""
    (read,) = read_periods([period()]).read

    assert EXPECTED == read
    assert read.pk == 3


def test_what_is_written_is_what_was_read() -> None:
    """Law: a period that is read, written and read again is the same."""
    body = period_body(EXPECTED)

    (again,) = read_periods([{"id": 9, **body}]).read

    assert again == EXPECTED
    assert body["name"] == {"fi": "Kevät", "sv": None, "en": None}


def test_stored_forms_tell_whether_there_is_anything_to_send() -> None:
    """Law: neither the order of weekdays and spans nor an empty text makes a difference."""
    early, late = TimeSpan.between(time(8), time(9)), TimeSpan.between(time(20), time(8))

    def one(*spans: TimeSpan, **texts: str) -> DatePeriod:
        group = TimeSpanGroup(time_spans=spans)
        return DatePeriod(resource=1, name=texts, time_span_groups=(group,))  # type: ignore[arg-type]

    assert one(early, late, fi="a", sv="").stored_form() == one(late, early, fi="a").stored_form()
    assert one(early).stored_form() != one(late).stored_form()


def test_a_span_over_midnight_says_so() -> None:
    """Law: a span that ends no later than it begins ends on the next day; equal times are 24 h."""
    assert TimeSpan.between(time(18), time(2)).end_time_on_next_day
    assert TimeSpan.between(time(8), time(8)).end_time_on_next_day
    assert not TimeSpan.between(time(8), time(9)).end_time_on_next_day


def test_what_is_not_known_is_kept() -> None:
    """Law: a state and a field that Hauki may learn are no error, and are not lost."""
    (read,) = read_periods([period(resource_state="on_the_moon", weather="fine")]).read

    assert read.resource_state == "on_the_moon"
    assert read.further == {"weather": "fine"}
    assert effect_of(read.resource_state) is Effect.CLOSING


@pytest.mark.parametrize(
    ("odd", "path"),
    [
        ({"start_date": "2027-02-30"}, "start_date"),
        ({"resource": "2"}, "resource"),
        ({"override": None}, "override"),
        ({"origins": [{}]}, "origins[0].data_source"),
        (
            {"time_span_groups": [{"time_spans": [span(weekdays=[0])]}]},
            "time_span_groups[0].time_spans[0].weekdays",
        ),
        (
            {"time_span_groups": [{"time_spans": [span(end_time="25:00")]}]},
            "time_span_groups[0].time_spans[0].end_time",
        ),
        ({"name": "plain"}, "name"),
    ],
)
def test_one_odd_period_takes_no_other_with_it(odd: dict[str, Any], path: str) -> None:
    """Law: a period that cannot be read is told with its number and place, the others are read."""
    rows = read_periods([period(**odd), period(id=4)])

    assert [one.pk for one in rows.read] == [4]
    assert [(one.pk, one.path) for one in rows.unread] == [(3, path)]


def test_rows_that_are_no_objects_are_told() -> None:
    """Law: whatever stands in a list, reading it ends with word of what could not be read."""
    rows = read_periods([None, 7, "x", [], {}])

    assert rows.read == ()
    assert len(rows.unread) == 5


def test_removed_groups_are_not_there() -> None:
    """Law: a group that Hauki marks as removed holds no more."""
    (read,) = read_periods([period(time_span_groups=[{"time_spans": [], "is_removed": True}])]).read

    assert read.time_span_groups == ()


@pytest.mark.parametrize(
    ("state", "effect"),
    [
        ("with_reservation", Effect.BOOKABLE),
        ("open_and_reservable", Effect.BOOKABLE),
        ("with_key_and_reservation", Effect.BOOKABLE),
        ("open", Effect.IGNORED),
        ("weather_permitting", Effect.IGNORED),
        ("closed", Effect.CLOSING),
        ("undefined", Effect.CLOSING),
        ("by_appointment", Effect.CLOSING),
        ("no_opening_hours", Effect.CLOSING),
    ],
)
def test_varaamo_makes_of_a_state(state: str, effect: Effect) -> None:
    """Law: three states make time bookable, some do nothing, all others take it away (facts)."""
    assert effect_of(state) is effect


@pytest.mark.parametrize("origin", ["", "1,2", "a b", "a:b", "ä", "1&data_source=x", "x" * 101])
def test_an_id_cannot_be_malformed(origin: str) -> None:
    """Law: what Hauki would answer with everything that it has cannot be asked for."""
    with pytest.raises(ValueError, match="no id"):
        ResourceId.of_venue(origin)


def test_a_resource_tells_whether_it_gives_back_what_it_takes() -> None:
    """Law: a venue of the register of units is read-only, a room of Varaamo's is not."""
    venue = {"id": 1, "origins": [{"data_source": {"id": "tprek"}, "origin_id": "51342"}]}
    room = {"id": 2, "parents": [1], "organization": "tprek:kuva", "is_public": True}
    room |= {"origins": [ORIGIN], "date_periods_hash": "d41d8cd98f00b204e9800998ecf8427e"}

    venues, rooms = read_resources([venue, room, {"id": "1"}]).read

    assert (venues.read_only, rooms.read_only) == (True, False)
    assert venues.is_known_as(ResourceId.of_venue("51342"))
    assert (rooms.parents, rooms.organization) == ((1,), "tprek:kuva")
    assert not rooms.has_periods
    assert rooms.further == {}
