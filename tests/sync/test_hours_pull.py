"""What staff changed in the opening-hours system comes into the catalogue, proven and as text."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.sync.test_hours import House, house
from varaamo_sync.hours import (
    CreatePeriod,
    DatePeriod,
    DeletePeriod,
    ResourceState,
    Rule,
    TimeSpan,
    TimeSpanGroup,
)
from varaamo_sync.model import Hours
from varaamo_sync.sync.hours import (
    Clash,
    HoursLeftReason,
    HoursRoom,
    HoursTakeover,
    note_taken,
    take_over_hours,
)

__all__ = ["house"]

ROOT = Path(__file__).parents[2]
SPRING = {"from": "2027-01-01", "until": "2027-05-31", "mon-fri": "8-16"}
SUMMER = {"from": "2027-06-01", "until": "2027-08-31", "mon-fri": "9-15"}
YEARLY = {"from": "06-01", "until": "08-31", "mon-fri": "9-15"}


def span(first: int, last: int, *days: int, **values: Any) -> TimeSpanGroup:
    """Return bookable times of some weekdays; each day by itself, as staff enter them."""
    state = values.pop("state", ResourceState.WITH_RESERVATION)
    made = (
        TimeSpan(start_time=time(first), end_time=time(last), weekdays=(day,), resource_state=state)
        for day in days
    )
    return TimeSpanGroup(time_spans=tuple(made), **values)


WEEKEND = (span(10, 14, 6, 7),)
CHANGES: dict[str, tuple[Any, dict[str, Any], dict[str, Any]]] = {
    "times": (
        {"mon-fri": "8-16", "exceptions": {"Juhannusaatto": "closed"}},
        {"time_span_groups": (span(8, 18, 1, 2, 3, 4), span(8, 14, 5))},
        {
            "mon-thu": "8-18",
            "fri": "8-14",
            "exceptions": {"Juhannusaatto": "closed"},
        },
    ),
    "days": (
        {"periods": [SPRING, SUMMER]},
        {"end_date": date(2027, 5, 1), "name": {"fi": "Kevät"}},
        {"periods": [{**SPRING, "until": "2027-05-01", "name": {"fi": "Kevät"}}, SUMMER]},
    ),
    "state": (
        {"mon-fri": "8-16"},
        {"time_span_groups": (span(8, 16, 1, 2, 3, 4, 5, state=ResourceState.OPEN),)},
        {"mon-fri": "8-16", "state": "open"},
    ),
    "night": (
        {"mon-fri": "8-16"},
        {
            "time_span_groups": (
                TimeSpanGroup(
                    time_spans=(
                        TimeSpan.between(time(18), time(2), weekdays=(6,)),
                        TimeSpan(
                            full_day=True,
                            weekdays=(7,),
                            resource_state=ResourceState.WITH_RESERVATION,
                        ),
                    )
                ),
            )
        },
        {"sat": "18:00-02:00 next day", "sun": "all day"},
    ),
    "exception": (
        {"exceptions": {"2027-12-24": "closed"}},
        {
            "resource_state": ResourceState.UNDEFINED,
            "time_span_groups": (span(10, 12, *range(1, 8)),),
        },
        {"exceptions": {"2027-12-24": "10-12"}},
    ),
    "moved": (
        {"exceptions": {"2027-12-24": "closed"}},
        {"end_date": date(2027, 12, 26)},
        {"exceptions": {"2027-12-24..2027-12-26": "closed"}},
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_staff_changed_is_taken_and_then_nothing_is_sent(house: House, name: str) -> None:
    """The catalogue says afterwards what is there, and a push of it changes nothing."""
    before, edit, expected = CHANGES[name]
    house.push(*house.subjects(**{"0": before}))
    of_days = list(before) == ["exceptions"]
    places = [n for n, one in enumerate(house.periods("nup-0")) if one.override == of_days]
    house.edit("nup-0", places[0], **edit)
    taken = pulled(house, before)

    assert [Hours.model_validate(expected)] == [one.after for one in taken.taken]
    assert () == taken.left
    assert_settled(house, taken)


def pulled(house: House, hours: dict[str, Any] | None, **options: Any) -> HoursTakeover:
    """Decide what a pull takes of the first room."""
    return take_over_hours(house.plan(*house.subjects(**{"0": hours})), **options)


def assert_settled(house: House, taken: HoursTakeover) -> None:
    """A push of what was taken sends nothing, and has nothing to decide."""
    house.sent.clear()
    (one,) = taken.taken
    room = one.room.model_copy(update={"hours": one.after})
    subject = HoursRoom(room, house.ids["nup-0"])
    house.push(subject)
    assert [] == house.sent
    assert not house.plan(subject).pending


def test_whoever_edits_what_was_taken_changes_it_once(house: House) -> None:
    """The next edit of the catalogue is an edit, and no conflict with what it took over."""
    house.push(*house.subjects(**{"0": {"periods": [SPRING, SUMMER]}}))
    house.edit("nup-0", 0, end_date=date(2027, 5, 1))
    _delete(house, 1)
    taken = pulled(house, {"periods": [SPRING, SUMMER]})
    note_taken(house.settings.state, taken)
    house.push(*house.subjects(**{"0": {**taken.taken[0].entry, "mon-fri": "8-20"}}))
    again = house.plan(*house.subjects(**{"0": {"periods": [taken.taken[0].entry, SUMMER]}}))

    assert ["1"] == house.marks("nup-0")
    assert [] == [period.clash for room in again.rooms for period in room.periods if period.clash]


def test_what_staff_deleted_goes_from_the_catalogue(house: House) -> None:
    """One of several periods; with the last one, hours are staff's from then on."""
    house.push(*house.subjects(**{"0": {"periods": [SPRING, SUMMER]}}))
    _delete(house, 0)
    one = pulled(house, {"periods": [SPRING, SUMMER]})
    _delete(house, 0)
    none = pulled(house, {"periods": [SPRING, SUMMER]})

    assert SUMMER == {**one.taken[0].entry, "mon-fri": "9-15"}
    assert {"kept_in": "hauki"} == none.taken[0].entry


def _delete(house: House, number: int) -> None:
    pk = house.periods("nup-0")[number].pk
    assert pk is not None
    house.api.execute(DeletePeriod(pk))


def test_what_comes_every_year_changes_only_as_a_whole(house: House) -> None:
    """One year alone cannot be said; all of them alike can."""
    hours = {"periods": [YEARLY, SPRING], "exceptions": {"12-24": "closed"}}
    house.push(*house.subjects(**{"0": hours}))
    years = [n for n, one in enumerate(house.periods("nup-0")) if one.start_date.month == 6]  # type: ignore[union-attr]
    house.edit("nup-0", years[0], time_span_groups=WEEKEND)
    alone = pulled(house, hours)
    for number in years:
        house.edit("nup-0", number, time_span_groups=WEEKEND)
    together = pulled(house, hours)

    assert [HoursLeftReason.YEARLY] == [one.reason for one in alone.left]
    expected = {
        **hours,
        "periods": [{"from": "06-01", "until": "08-31", "sat-sun": "10-14"}, SPRING],
    }
    assert len(years) > 1
    assert Hours.model_validate(expected) == together.taken[0].after
    assert_settled(house, together)


def _reversed(house: House) -> None:
    house.edit("nup-0", 0, start_date=date(2027, 3, 1), end_date=date(2027, 2, 1))


def _ruled(house: House) -> None:
    rule = Rule(context="year", subject="week", frequency_modifier="even")
    house.edit("nup-0", 0, time_span_groups=(span(8, 16, 1, rules=(rule,)),))


def _doubled(house: House) -> None:
    house.api.execute(CreatePeriod(house.periods("nup-0")[0]))


def _described(house: House) -> None:
    house.edit("nup-0", 0, description={"fi": "Ovi on lukossa."})


FAULTS: dict[HoursLeftReason, Callable[[House], None]] = {
    HoursLeftReason.REVERSED: _reversed,
    HoursLeftReason.UNSAYABLE: _ruled,
    HoursLeftReason.DOUBLED: _doubled,
}


@pytest.mark.parametrize("reason", FAULTS)
def test_what_cannot_be_taken_is_told_with_the_reason(
    house: House, reason: HoursLeftReason
) -> None:
    """The catalogue stays as it is."""
    house.push(*house.subjects(**{"0": {"mon-fri": "8-16"}}))
    FAULTS[reason](house)
    taken = pulled(house, {"mon-fri": "8-16"})

    assert (True, [reason]) == (taken.empty, [one.reason for one in taken.left])


def test_a_text_that_no_catalogue_has_is_not_lost(house: House) -> None:
    """A description of staff keeps the period from being taken: a push would take it away."""
    house.push(*house.subjects(**{"0": {"mon-fri": "8-16"}}))
    _described(house)

    assert [HoursLeftReason.UNSAYABLE] == [
        one.reason for one in pulled(house, {"mon-fri": "8-16"}).left
    ]


def test_a_changed_period_of_the_venue_is_told(house: House) -> None:
    """What a room takes over of its venue stands nowhere in the catalogue."""
    house.push(*house.subjects(**{"0": {"inherit": "venue"}}))
    house.edit("nup-0", 0, time_span_groups=WEEKEND)
    taken = pulled(house, {"inherit": "venue"})

    assert [HoursLeftReason.OF_VENUE] == [one.reason for one in taken.left]


def test_hours_of_others_become_text_only_where_that_is_asked_for(house: House) -> None:
    """They stay theirs; a push of the text sends nothing, names and descriptions or not."""
    pk = house.resource("nup-0")
    normal = DatePeriod(resource=pk, name={"fi": "Normaali"}, time_span_groups=(span(9, 15, 1, 2),))
    closed = DatePeriod(
        resource=pk,
        name={"fi": "Juhannusaatto"},
        description={"fi": "Kiinni."},
        start_date=date(2027, 6, 25),
        end_date=date(2027, 6, 25),
        resource_state=ResourceState.CLOSED,
        override=True,
    )
    ended = replace(normal, end_date=date(2020, 1, 1), time_span_groups=WEEKEND)
    for period in (normal, closed, ended):
        house.api.execute(CreatePeriod(period))
    before = house.periods("nup-0")
    told, taken = pulled(house, None), pulled(house, None, adopt=True)

    assert [HoursLeftReason.THEIRS] == [one.reason for one in told.left]
    assert told.empty
    expected = {
        "mon-tue": "9-15",
        "name": {"fi": "Normaali"},
        "exceptions": {"2027-06-25": "closed"},
    }
    assert [Hours.model_validate(expected)] == [one.after for one in taken.taken]
    assert_settled(house, taken)
    assert before == house.periods("nup-0")


def test_adopted_hours_that_staff_changed_again_are_adopted_again(house: House) -> None:
    """The catalogue's text is theirs, so their change is taken whole, on request."""
    pk = house.resource("nup-0")
    house.api.execute(CreatePeriod(DatePeriod(resource=pk, time_span_groups=(span(9, 15, 1),))))
    first = pulled(house, None, adopt=True)
    assert_settled(house, first)
    house.edit("nup-0", 0, time_span_groups=(span(9, 17, 1),))
    hours = dict(first.taken[0].entry)
    plan = house.plan(*house.subjects(**{"0": hours}))

    assert [Clash.THEIRS] == [period.clash for period in plan.rooms[0].periods]
    assert [HoursLeftReason.THEIRS] == [one.reason for one in pulled(house, hours).left]
    again = pulled(house, hours, adopt=True)
    assert [Hours.model_validate({"mon": "9-17"})] == [one.after for one in again.taken]
    assert_settled(house, again)


def test_hours_that_nobody_can_book_are_not_adopted(house: House) -> None:
    """As text they would be a mistake of the catalogue."""
    pk = house.resource("nup-0")
    shown = (span(9, 15, 1, state=ResourceState.OPEN),)
    house.api.execute(CreatePeriod(DatePeriod(resource=pk, time_span_groups=shown)))

    left = pulled(house, None, adopt=True).left
    assert [HoursLeftReason.UNBOOKABLE] == [one.reason for one in left]


def test_our_own_dropped_hours_come_back(house: House) -> None:
    """Whoever took hours out of the catalogue by mistake gets them back, under their marks."""
    house.push(*house.subjects(**{"0": {"periods": [SPRING, SUMMER]}}))
    taken = pulled(house, None, adopt=True)

    assert Hours.model_validate({"periods": [SPRING, SUMMER]}) == taken.taken[0].after
    assert_settled(house, taken)


def test_hours_that_staff_keep_are_left_to_them(house: House) -> None:
    """A room that says so is not even told."""
    pk = house.resource("nup-0")
    house.api.execute(CreatePeriod(DatePeriod(resource=pk, time_span_groups=WEEKEND)))

    assert HoursTakeover() == pulled(house, {"kept_in": "hauki"}, adopt=True)


def test_a_takeover_of_hours_is_json_by_its_schema(house: House) -> None:
    """The library gives what ``hours pull --format json`` writes."""
    house.push(*house.subjects(**{"0": {"periods": [SPRING, SUMMER]}}))
    _delete(house, 0)
    taken = pulled(house, {"periods": [SPRING, SUMMER]})
    schema = json.loads((ROOT / "schemas" / "hours-pull.schema.json").read_text("utf-8"))
    value = taken.as_dict("en", dry_run=False)

    Draft202012Validator(schema).validate(json.loads(json.dumps(value)))
    assert [one.key for one in taken.taken] == [one["room"] for one in value["rooms"]]
    assert value["rooms"]
    assert value["dry_run"] is False
