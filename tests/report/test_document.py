"""A report says of each goal what is known of it on a day, and nothing that is not."""

import datetime as dt
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests.make import remote
from tests.report.reports import (
    blocks_of,
    chapter_of,
    document,
    standing,
    survey,
    tables_of,
    text_of,
    units_of_rooms,
    year,
)
from varaamo_sync.goal import HistoryEntry, ReportedUnit, Source
from varaamo_sync.model import LANGS, Catalogue, Coverage, Lang, ServiceUnit
from varaamo_sync.report import (
    Chart,
    ChartKind,
    Mark,
    SectionKind,
    Standing,
    Tone,
    document_as_dict,
    make_report,
    scorecard_of_day,
    write_document,
)
from varaamo_sync.scorecard import Scorecard, requirements_of

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "schemas" / "report.schema.json").read_text("utf-8")
)
YES_OR_NO: dict[str, Any] = {
    "id": "prosessit",
    "kind": "per_unit",
    "range": [0, 1],
    "name": {"fi": "Periaatteet on määritelty"},
    "values": [{"date": dt.date(2027, 5, 1), "units": {"NUP": 1, "KIR": 0}}],
}


def card(*measures: dict[str, Any], year: int = 2027, **fields: Any) -> Scorecard:
    """Return a scorecard with the counted goal, and other measures of it."""
    goal = {
        "id": "tilat",
        "name": {"fi": "Tilat"},
        "measures": [{"id": "tilat", "kind": "surveyed"}, *measures],
    }
    other = {"id": "muu", "name": {"fi": "Muu"}} | fields
    return Scorecard.model_validate(
        {"year": year, "name": {"fi": "Tavoitteet"}, "goals": [goal, other]}
    )


def all_bookable(*measures: dict[str, Any]) -> Standing:
    """Return how it stands when residents can book every room, and what else is asked."""
    rooms = units_of_rooms()
    shown = (remote(number, name=one.key) for number, one in enumerate(rooms, 1))
    return standing(rooms, tuple(shown), requirements=requirements_of([card(*measures)]))


def test_the_chapter_of_the_counted_goal_has_every_section_in_order() -> None:
    """As the city's slides have them, with what changed, what is missing and what differs."""
    chapter = chapter_of(document(standing(units_of_rooms()), card()), "tilat")

    assert list(SectionKind) == [section.kind for section in chapter.sections]


def test_without_a_scorecard_the_catalogues_own_goal_is_told() -> None:
    """Its name is the chapter's, and the overview says how it stands."""
    shown = document(standing(units_of_rooms()))

    assert ["goal"] == [chapter.id for chapter in shown.chapters]
    assert "Tilat ovat varattavissa" == shown.chapters[0].title
    assert "Puuttuu 5 tilaa" in text_of(shown)


def test_the_table_has_units_by_stage_with_totals_and_notes() -> None:
    """Each count is a number behind its text, and each unit leads to its page."""
    now = standing(
        units_of_rooms(),
        (remote(1, name="kir-a"),),
        notes={ServiceUnit.NUP: "Odottaa maksamista"},
    )
    table = next(t for t in tables_of(document(now)) if t.columns[-1].heading == "Huomiot")
    nup, total = table.rows[3], table.rows[-1]

    assert ["KIR", "KULP", "LIIKU", "NUP"] == [
        r.cells[0].text[:5].split()[0] for r in table.rows[:4]
    ]
    assert ("units/nup", "Odottaa maksamista") == (nup.cells[0].link, nup.cells[-1].text)
    assert (2, True) == (nup.cells[1].value, total.total)
    assert [4, 0, 1, 0, 4] == [cell.value for cell in total.cells[1:-1]]


def test_the_bar_counts_the_rooms_of_the_goal() -> None:
    """Not started, in progress and done are all of them, each once."""
    shown = document(
        standing(
            units_of_rooms(), (remote(1, name="kir-a"), remote(2, name="kulp-a", is_draft=True))
        )
    )
    bar = next(b for b in blocks_of(shown) if isinstance(b, Chart) and b.kind is ChartKind.BAR)

    assert [(3,), (1,), (1,)] == [series.values for series in bar.series]
    assert ["tekemättä", "tekeillä", "tehty"] == [series.name for series in bar.series]


def test_the_goal_is_not_met_before_its_first_half_is() -> None:
    """All rooms can be booked, but three of the units have not defined their principles."""
    chapter = chapter_of(document(all_bookable(YES_OR_NO), card(YES_OR_NO)), "tilat")

    assert Tone.WARNING is chapter.tone
    assert "ei ole vielä toteutunut" in chapter.summary
    assert "määritelty: 1/4, puuttuu KIR, ei tiedossa KULP, LIIKU." in chapter.summary
    assert "KIR Kirjastopalvelut | ei" in text_of(chapter)
    assert "Sitova tavoite on toteutunut" not in text_of(chapter)
    assert "voi varata niistä jokaisen; Periaatteet on määritelty" in text_of(chapter)


def test_a_first_half_of_which_nobody_said_anything_is_unknown() -> None:
    """Neither met nor missed; the goal is not said to be met."""
    silent = YES_OR_NO | {"values": []}
    chapter = chapter_of(document(all_bookable(silent), card(silent)), "tilat")

    assert "Periaatteet on määritelty: ei tiedossa." in chapter.summary
    assert Tone.UNKNOWN is chapter.tone
    assert "Ennuste: avoin" in text_of(chapter)


def test_the_goal_is_met_once_both_halves_are() -> None:
    """Every unit says yes, and every room can be booked."""
    units = {unit.value: 1 for unit in ServiceUnit}
    agreed = YES_OR_NO | {"values": [{"date": dt.date(2027, 5, 1), "units": units}]}
    chapter = chapter_of(document(all_bookable(agreed), card(agreed)), "tilat")

    assert Tone.GOOD is chapter.tone
    assert chapter.summary.startswith("Sitova tavoite on toteutunut.")


def test_reported_counts_are_text_and_are_marked() -> None:
    """Of them nothing is concluded, and nobody can name what is missing."""
    entry = HistoryEntry(
        date=dt.date(2019, 6, 5),
        source=Source.REPORTED,
        reported={ServiceUnit.NUP: ReportedUnit("3", "16", "1", "12 (?)", "Vanhoja avataan")},
    )
    units = tuple(ServiceUnit)
    then = Standing(catalogue=Catalogue(id="demo"), units=units, entry=entry, past=True)
    shown = document(then)
    table = next(t for t in tables_of(shown) if t.columns[-1].heading == "Huomiot")
    cells = table.rows[3].cells

    assert ["3", "16", "1", "12 (?)"] == [cell.text for cell in cells[1:5]]
    assert {Mark.REPORTED} == {cell.mark for cell in cells[1:5]}
    assert any(note.startswith("†") for note in table.notes)
    assert not any(row.total for row in table.rows)
    assert Tone.UNKNOWN is shown.chapters[0].tone
    assert "puuttuvia tiloja ei voi nimetä" in text_of(shown)


def test_each_mark_is_explained_below_its_table() -> None:
    """Wherever a reported number stands, the notes say what the mark means."""
    shown = document(
        standing(units_of_rooms()),
        card(YES_OR_NO, milestones=[{"name": {"fi": "x"}, "phase": "done"}]),
    )
    marked = [
        table
        for table in tables_of(shown)
        if any(cell.mark for row in table.rows for cell in row.cells)
    ]

    assert 2 == len(marked)
    assert all(any(note.startswith("†") for note in table.notes) for table in marked)


def test_what_was_said_and_written_later_is_not_told() -> None:
    """A report of a day knows nothing of the days after it."""
    goal: dict[str, Any] = {
        "measures": [
            {
                "id": "n",
                "kind": "number",
                "values": [
                    {"date": dt.date(2027, 1, 1), "value": 1, "source": "Kysely"},
                    {"date": dt.date(2027, 9, 1), "value": 2},
                ],
            }
        ],
        "levels": [{"name": "Taso", "needs": [{"kind": "value", "measure": "n", "value": 2}]}],
        "forecast": [
            {"date": dt.date(2027, 1, 1), "text": "Alku on hyvä. Jatkoa seuraa."},
            {"date": dt.date(2027, 9, 1), "text": "Valmista tuli."},
        ],
    }
    early = chapter_of(document(None, card(**goal), day=dt.date(2027, 6, 1)), "muu")
    late = chapter_of(document(None, card(**goal), day=dt.date(2027, 10, 1)), "muu")

    assert "Saavutettu taso: ei mikään. 1.1.2027: Alku on hyvä." == early.summary
    assert ("Valmista" in text_of(early), "Kysely" in text_of(early)) == (False, True)
    assert "Saavutettu taso: Taso. 1.9.2027: Valmista tuli." == late.summary
    assert (Tone.BAD, Tone.GOOD) == (early.tone, late.tone)
    assert any(t.caption == "Arvot ajan mittaan" for t in tables_of(late))


def test_the_level_of_the_day_to_compare_with_is_told() -> None:
    """What people keep has a past, too."""
    values = [{"date": dt.date(2027, 3, 1), "value": 5}]
    goal: dict[str, Any] = {
        "measures": [{"id": "n", "kind": "number", "values": values}],
        "levels": [{"name": "Taso", "needs": [{"kind": "value", "measure": "n", "value": 5}]}],
    }
    shown = document(None, card(**goal), compare=dt.date(2027, 2, 1))

    assert "Saavutettu taso 1.2.2027: ei tiedossa; nyt: Taso." in text_of(shown)


def test_a_weighted_result_is_told_where_levels_have_payouts() -> None:
    """Known levels times weights; without a payout nothing is made up."""
    goals = [
        {
            "id": f"g{number}",
            "name": {"fi": "Tavoite"},
            "weight": 50,
            "measures": [
                {"id": "n", "kind": "number", "values": [{"date": dt.date(2027, 1, 1), "value": 1}]}
            ],
            "levels": [
                {
                    "name": "Taso",
                    "payout": payout,
                    "needs": [{"kind": "value", "measure": "n", "value": 1}],
                }
            ],
        }
        for number, payout in enumerate((100, 50))
    ]
    made = Scorecard.model_validate({"year": 2027, "name": {"fi": "T"}, "goals": goals})
    shown = document(None, made)

    assert "Painotettu tulos: 75 %." in text_of(shown)
    levels = next(t for t in tables_of(shown) if t.caption.startswith("Tasot"))
    assert Decimal(1) == levels.rows[0].cells[2].value


@pytest.mark.parametrize("lang", LANGS)
def test_every_language_says_all_of_it(lang: Lang) -> None:
    """The same blocks in the same order, and each number the same."""
    now, history = year(20)
    finnish, other = (
        document(replace(now, history=history), card(YES_OR_NO), one) for one in ("fi", lang)
    )

    assert [type(block) for block in blocks_of(finnish)] == [type(b) for b in blocks_of(other)]
    assert [
        [cell.value for row in table.rows for cell in row.cells] for table in tables_of(finnish)
    ] == [[cell.value for row in table.rows for cell in row.cells] for table in tables_of(other)]


def test_the_same_report_is_the_same_document() -> None:
    """Nothing in it hangs on when it is written."""
    now, history = year(52)
    report = make_report(now.entry.date, replace(now, history=history), card(YES_OR_NO))

    assert write_document(report, "fi") == write_document(report, "fi")
    later = replace(now, history=history, age=dt.timedelta(days=3))
    again = make_report(now.entry.date, later, card(YES_OR_NO))
    assert write_document(report, "fi") == write_document(again, "fi")


def test_json_is_as_its_schema_says() -> None:
    """Every kind of block is there, and each says what it is."""
    now, history = year(20)
    values = {"format_version": 1} | document_as_dict(
        document(replace(now, history=history), card(YES_OR_NO))
    )
    found = Draft202012Validator(SCHEMA, format_checker=FormatChecker()).iter_errors(values)

    assert [] == [(error.json_path, error.message[:80]) for error in found]
    kinds = {b["block"] for c in values["chapters"] for s in c["sections"] for b in s["blocks"]}
    assert {"paragraph", "items", "table", "chart", "facts"} == kinds


def test_a_catalogue_of_one_unit_is_told_without_totals_and_bars() -> None:
    """Nothing is added up where there is one row, and nothing compared between units."""
    one = standing(units_of_rooms()[3:])
    alone = replace(one, units=(ServiceUnit.NUP,))
    shown = document(alone)

    assert not any(row.total for table in tables_of(shown) for row in table.rows)
    assert not any(isinstance(b, Chart) and b.kind is ChartKind.BARS for b in blocks_of(shown))
    assert "Palvelukokonaisuudet eroavat" not in text_of(shown)


def test_a_part_that_could_not_be_read_is_said_at_the_front() -> None:
    """Counts that are not all are marked, and so is a file of goals with faults in it."""
    rooms = units_of_rooms()
    held = Catalogue(id="demo", rooms=rooms).resting_on(
        Coverage(files={"nup.yaml": ServiceUnit.NUP}, broken=frozenset({"nup.yaml"}), whole=False)
    )
    now = survey(held, (), dt.date(2027, 6, 1), ())
    gap = replace(now, unread=frozenset({ServiceUnit.NUP}), whole=False)
    shown = document(gap, card(), faults=2)
    front = "\n".join(b.text for b in shown.overview if hasattr(b, "text"))

    assert "goals.yaml on 2 virhettä" in front
    assert "Luvut ovat vajaat (NUP)" in front
    assert "NUP Nuorisopalvelut *" in text_of(shown)


def test_the_counted_goal_without_any_count_is_unknown() -> None:
    """A day before the first entry: the scorecard is told, and no room is guessed."""
    chapter = chapter_of(document(None, card(), day=dt.date(2027, 1, 2)), "tilat")

    assert "Tiloja ei ole laskettu päivään 2.1.2027 mennessä." in text_of(chapter)
    assert Tone.UNKNOWN is chapter.tone


def test_only_the_goals_that_were_asked_for_are_told() -> None:
    """And the weighted result, which is of all, is not."""
    shown = document(None, card(), goals=["muu"])

    assert ["muu"] == [chapter.id for chapter in shown.chapters]
    assert "Tavoitteilla ei ole painoarvoja" not in text_of(shown)


def test_a_day_belongs_to_the_scorecard_of_its_year_or_of_one_beside_it() -> None:
    """The next one is being prepared, the one before being closed; no older one is today's."""
    held = [card(year=year) for year in (2019, 2021, 2027)]
    years = (2018, 2019, 2020, 2022, 2024, 2026, 2028, 2030)
    chosen = [scorecard_of_day(held, dt.date(year, 6, 1)) for year in years]

    assert [2019, 2019, 2021, 2021, None, 2027, 2027, None] == [
        one.year if one else None for one in chosen
    ]
