"""A deck as people and screen readers find it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml.ns import qn

from tests.report.slides.decks import (
    charts,
    deck_of,
    misfits,
    slide_called,
    tables,
    titles,
    told,
    values,
)
from tests.report.slides.documents import bar, bars, document, section, stages, tilavaraus
from varaamo_sync.report import SectionKind
from varaamo_sync.report.slides import write_slides

PROGRESS = "Ositettu tavoitteiden toteutuminen"


@pytest.fixture(scope="module")
def deck() -> Any:
    """Return the deck of Tilavaraus in June 2019."""
    return deck_of(document())


def test_the_deck_is_shaped_as_the_citys_slides(deck: Any) -> None:
    """A cover, a summary, and for the goal an opening and a slide for each section."""
    expected = [
        "Sitovat toiminnalliset tavoitteet 2019",
        "Koonti",
        "Sitovat toiminnalliset tavoitteet 2019 | Tilavaraus",
        "Tilavaraus | Tavoite",
        f"Tilavaraus | {PROGRESS}",
        "Tilavaraus | Muutos",
        "Tilavaraus | Ennuste tavoitteiden toteutumisesta ja riskit",
    ]

    assert expected == titles(deck)


def test_the_table_of_2019_is_there_to_the_letter(deck: Any) -> None:
    """Its cells are those of the slide of 5.6.2019, under a header row, with the sum at its end."""
    (counts,) = tables(slide_called(deck, PROGRESS))

    head = ["Palvelukokonaisuus", "Valmistelussa", "Käynnissä", "Valmis", "Varaamossa aiemmin"]
    assert [*head, "Huomiot"] == counts[0]
    assert ["KULP", "2", "3", "1", "0", ""] == counts[2]
    assert ["NUP", "3", "16", "1", "12 (?)†"] == counts[4][:5]
    assert counts[4][5].endswith("lisäksi vanhoja avataan varattavaksi.")
    assert ["Yhteensä", "7", "22", "5", "12", ""] == counts[5]


def test_the_bar_is_a_chart_that_can_be_edited(deck: Any) -> None:
    """To do, in progress and done are parts of one stacked bar, from nothing to all."""
    (chart,) = charts(slide_called(deck, PROGRESS))

    assert XL_CHART_TYPE.BAR_STACKED_100 == chart.chart_type
    assert {"Tekemättä": [7.0], "Tekeillä": [22.0], "Tehty": [17.0]} == values(chart)
    assert "0 %" == chart.value_axis.tick_labels.number_format


def test_stages_are_areas_that_end_today_under_a_line_to_the_deadline(deck: Any) -> None:
    """Behind the last day that is known the areas have nothing, and the line goes on."""
    chart = charts(slide_called(deck, "Muutos"))[0]
    found = values(chart)

    days = [
        dt.date(1899, 12, 30) + dt.timedelta(days=float(day)) for day in chart.plots[0].categories
    ]
    assert [dt.date(2019, 6, 5), dt.date(2019, 6, 6), dt.date(2019, 12, 31)] == days[-3:]
    assert [0, 1, 2, 3, 5, None, None] == found["Valmis"]
    assert [20, 20.12, 46] == found["Tavoite 31.12.2019"][-3:]
    kinds = [plot.tag for plot in chart.element.find(f".//{qn('c:plotArea')}")]
    assert [qn("c:areaChart"), qn("c:lineChart")] == kinds[1:3]


def test_what_is_unknown_is_not_drawn_as_nothing() -> None:
    """A unit without numbers says so, and a bar without any is a table with words."""
    unknown = deck_of(
        document(
            replace(
                tilavaraus(),
                sections=(
                    section(SectionKind.CHANGE, bars({"KIR": (None, None), "NUP": (16, 0)})),
                    section(SectionKind.PROGRESS, bar(None, None, None)),
                ),
            )
        )
    )

    (chart,) = charts(slide_called(unknown, "Muutos"))
    assert ["KIR (ei tiedossa)", "NUP"] == list(chart.plots[0].categories)
    assert [] == charts(slide_called(unknown, PROGRESS))
    assert "Lukuja ei tiedetä." in told(unknown)
    assert ["Tilat", *["ei tiedossa"] * 3] == tables(slide_called(unknown, PROGRESS))[0][1]


@pytest.mark.parametrize(
    ("lang", "tag", "percent", "thousands", "days"),
    [
        ("fi", "fi-FI", "0 %", '[>=1000]#"\xa0"##0', "d.m.yyyy"),
        ("sv", "sv-FI", "0 %", '[>=1000]#"\xa0"##0', "d.m.yyyy"),
        ("en", "en-GB", "0%", "#,##0", "yyyy-mm-dd"),
    ],
)
def test_numbers_and_texts_are_of_the_language(
    lang: str, tag: str, percent: str, thousands: str, days: str
) -> None:
    """Every run names its language, and axes and labels write numbers as it does."""
    chapter = replace(
        tilavaraus(), sections=(section(SectionKind.PROGRESS, bar(1500, 22, 17), stages()),)
    )
    deck = deck_of(document(chapter, lang=lang))
    named = {
        run.get("lang")
        for slide in deck.slides
        for root in (slide.shapes.element, slide.notes_slide.shapes.element)
        for shape in root.iter(qn("p:txBody"), qn("a:txBody"))
        for run in shape.iter(qn("a:rPr"), qn("a:endParaRPr"))
        if run.getparent().find(qn("a:t")) is None or run.getparent().find(qn("a:t")).text
    }
    (one, over_time) = charts(slide_called(deck, PROGRESS))

    assert {tag} == named
    assert tag == deck.core_properties.language
    assert percent == one.value_axis.tick_labels.number_format
    assert thousands in one.plots[0].series[0].data_labels.number_format
    assert days == over_time.category_axis.tick_labels.number_format


def test_shares_are_labelled_as_percentages() -> None:
    """A bar of shares says 60 %, and one of halves says 0,5 in the system's own form."""
    chart = bar(*(Decimal(value) for value in ("2.5", "1", "0")))
    deck = deck_of(document(replace(tilavaraus(), sections=(section(SectionKind.GOAL, chart),))))

    (shown,) = charts(slide_called(deck, "Tavoite"))
    assert "0.##;-0.##;" == shown.plots[0].series[0].data_labels.number_format


def test_who_does_not_see_the_slide_is_told_what_is_on_it(deck: Any) -> None:
    """Charts and tables have alt texts, tables a header row, and the title is read first."""
    for slide in deck.slides:
        assert slide.shapes[0].element is slide.shapes.title.element
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                assert shape.element.nvGraphicFramePr.cNvPr.get("descr")
            if shape.has_table:
                assert shape.table.first_row
        tops = [shape.top for shape in slide.shapes if shape.has_chart or shape.has_table]
        assert sorted(tops) == tops

    bar_shape = next(s for s in slide_called(deck, PROGRESS).shapes if s.has_chart)
    assert "tehty 17" in bar_shape.element.nvGraphicFramePr.cNvPr.get("descr")


def test_notes_hold_source_and_day_of_the_numbers(deck: Any) -> None:
    """The notes of a slide say where its numbers come from, and those of its charts in words."""
    notes = slide_called(deck, PROGRESS).notes_slide.notes_text_frame.text

    assert "Lähde: Tilojen vienti Varaamoon. Varaamon kysely 5.6.2019" in notes
    assert "Tilat: Tekemättä 7, Tekeillä 22, Tehty 17" in notes
    assert "Kysely: 5.6.2019 klo 12.00, harjoitus-Varaamo" in notes
    assert notes.endswith("Tilanne 5.6.2019.")


def test_the_same_document_gives_the_same_bytes() -> None:
    """Nothing in the deck is of the moment in which it was written."""
    assert write_slides(document()) == write_slides(document())


def test_properties_say_what_it_is_and_of_when(deck: Any) -> None:
    """Title, language and times are the document's; nobody's name is in them."""
    about = deck.core_properties

    assert "Sitovat toiminnalliset tavoitteet 2019" == about.title
    assert "varaamo-sync" == about.author == about.last_modified_by
    assert dt.date(2019, 6, 5) == about.created.date()


def test_nothing_lies_over_anything(deck: Any) -> None:
    """Each shape stands on its slide, beside its neighbours, and its text in it."""
    assert [] == misfits(deck)
