"""How counts changed: which rooms moved since another day, and the line to the deadline."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.make import remote
from tests.report.reports import document, standing, text_of, units_of_rooms, year
from varaamo_sync.errors import UsageError
from varaamo_sync.goal import HistoryEntry, ReportedUnit, Source, Stage
from varaamo_sync.model import ServiceUnit
from varaamo_sync.report import Chart, ChartKind, Document, Move, compare_entries, make_report

UNITS = tuple(ServiceUnit)
REPORTED = HistoryEntry(
    date=dt.date(2027, 1, 2),
    source=Source.REPORTED,
    reported={ServiceUnit.NUP: ReportedUnit(prepared="3", earlier="12 (?)")},
)


def chart_of(found: Document) -> Chart:
    """Return the chart over time."""
    return next(
        block
        for chapter in found.chapters
        for section in chapter.sections
        for block in section.blocks
        if isinstance(block, Chart) and block.kind is ChartKind.STAGES
    )


def test_rooms_that_moved_are_named_with_both_stages() -> None:
    """One that is new in the catalogue comes from nowhere, one that left goes nowhere."""
    rooms = units_of_rooms()
    before = standing(rooms[:4], (remote(1, name="kir-a", is_draft=True),))
    after = standing(rooms[1:], (remote(2, name="kulp-a"),), day=dt.date(2027, 7, 1))

    moves = compare_entries(before.entry, after.entry, UNITS).moves
    assert {
        Move("kir-a", ServiceUnit.KIR, Stage.IN_PROGRESS, None),
        Move("kulp-a", ServiceUnit.KULP, Stage.PREPARED, Stage.READY),
        Move("nup-b", ServiceUnit.NUP, None, Stage.PREPARED),
    } == set(moves)


def test_a_room_whose_key_was_changed_has_not_moved() -> None:
    """It is known again by its number in the booking system."""
    before = standing(units_of_rooms()[:1], (remote(7, name="kir-a"),))
    (old,) = before.catalogue.rooms
    renamed = old.model_copy(update={"key": "kir-z"})
    after = standing((renamed,), (remote(7, name="kir-z"),), day=dt.date(2027, 7, 1))

    assert () == compare_entries(before.entry, after.entry, UNITS).moves


def test_reported_figures_stand_beside_surveyed_ones_and_name_no_rooms() -> None:
    """Text that somebody wrote cannot be traced; it is compared only where it is asked for."""
    now = standing(units_of_rooms(), history=(REPORTED,))
    asked = make_report(now.entry.date, now, compare=dt.date(2027, 1, 3))
    text = text_of(document(now, compare=dt.date(2027, 1, 3)))

    assert asked.comparison is not None
    assert not asked.comparison.traceable
    assert make_report(now.entry.date, now).comparison is None
    assert "12 (?)" in text
    assert "yksittäisiä tiloja ei voi jäljittää" in text


def test_the_survey_before_is_compared_with_by_default() -> None:
    """The one of the same day is but this one again."""
    now, history = year(30)
    report = make_report(now.entry.date, replace(now, history=history))

    assert report.comparison is not None
    assert history[-2].date == report.comparison.before.date


def test_a_day_before_all_entries_is_an_error_that_names_the_first() -> None:
    """Nothing is compared with nothing."""
    now, history = year(3)

    with pytest.raises(UsageError) as raised:
        make_report(now.entry.date, replace(now, history=history), compare=dt.date(2026, 1, 1))
    assert "entry-none-by" == raised.value.problem
    assert history[0].date == raised.value.values["first"]


def test_the_line_leads_from_the_first_survey_to_all_rooms_at_the_deadline() -> None:
    """On the days between it grows evenly; the deadline itself has no counts yet."""
    now, history = year(11)
    chart = chart_of(document(replace(now, history=history)))

    assert dt.date(2027, 12, 31) == chart.deadline == chart.categories[-1]
    assert chart.target is not None
    assert (Decimal(0), Decimal(5)) == (chart.target.values[0], chart.target.values[-1])
    assert sorted(chart.target.values) == list(chart.target.values)  # type: ignore[type-var]
    assert {None} == {series.values[-1] for series in chart.series}
    assert len(chart.categories) == len(chart.target.values) == len(chart.series[0].values)
    assert len(chart.table.rows) == len(chart.categories) - 1


def test_a_long_history_keeps_its_first_day_and_the_last_of_each_month() -> None:
    """A chart of a year stays readable, and its ends are what they are."""
    now, history = year(50)
    chart = chart_of(document(replace(now, history=history)))
    days = [row.cells[0].value for row in chart.table.rows]

    assert 13 == len(days)
    assert (history[0].date, history[-1].date) == (days[0], days[-1])
    assert dt.date(2027, 3, 29) in days


def test_surveys_before_the_work_began_are_no_part_of_it() -> None:
    """What was before the goal's first day is not drawn, nor is the same survey twice."""
    early = replace(standing(units_of_rooms(), day=dt.date(2026, 12, 1)).entry)
    now = standing(units_of_rooms(), history=(early,))

    text = text_of(document(replace(now, history=(early, now.entry))))
    assert "Tilanne on luettu vasta yhtenä päivänä" in text
