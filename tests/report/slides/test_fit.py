"""However much there is to tell, nothing is cut and nothing runs out of its slide."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from tests.report.slides.decks import charts, deck_of, misfits, tables, titles, told
from tests.report.slides.documents import bars, document, risks, section, table, tilavaraus
from varaamo_sync.report import Item, Items, Paragraph, SectionKind
from varaamo_sync.report.document import Block
from varaamo_sync.report.slides.measure import wrap
from varaamo_sync.words import Theme

say = Theme("report/slides")

LONG = "Kulttuurin ja vapaa-ajan olosuhteiden suunnitteluperiaatteet ja tilavarausjärjestelmät "


def deck_with(*blocks: Block, title: str = "Tilavaraus", **changes: object) -> Any:
    """Return a deck whose goal has these blocks."""
    chapter = replace(tilavaraus(), title=title, sections=(section(SectionKind.GOAL, *blocks),))
    return deck_of(document(chapter, **changes))


def squeezed(text: str) -> str:
    """Return a text without blanks, by which it is found wherever its lines break."""
    return re.sub(r"\s", "", text)


def test_twenty_risks_go_on_and_on() -> None:
    """All of them are told, on slides that say that they go on, and each number goes on."""
    lines = tuple((f"Riski {n}: {LONG * 2}", LONG * 2) for n in range(1, 21))
    deck = deck_with(risks(lines))

    text = squeezed(told(deck))
    assert [] == [n for n in range(1, 21) if squeezed(f"Riski {n}: {LONG}") not in text]
    heads = [name.partition(" | ")[2] for name in titles(deck)[3:]]
    assert ["Tavoite", "Tavoite (jatkuu)", "Tavoite (jatkuu, 3)"] == heads[:3]
    assert [] == misfits(deck)


def test_a_table_goes_on_under_its_header() -> None:
    """Sixty rows stand on several slides, each under the header row."""
    rows = (f"Tila {n}|Kesken|{LONG}" for n in range(60))
    deck = deck_with(table("Tilat", "Tila|Vaihe|Huomiot", *rows))
    found = [one for slide in list(deck.slides)[3:] for one in tables(slide)]

    assert [["Tila", "Vaihe", "Huomiot"]] * len(found) == [one[0] for one in found]
    assert [f"Tila {n}" for n in range(60)] == [row[0] for one in found for row in one[1:]]
    assert [] == misfits(deck)


def test_a_very_long_table_shows_some_of_each_group() -> None:
    """Of ten thousand rows 200 stand there, of each unit some; a line tells where the rest is."""
    rows = (f"{unit}|Tila {n}" for unit, n in [*[("KIR", n) for n in range(9_990)], ("NUP", 1)])
    deck = deck_with(table("Tilat", "Yksikkö|Tila", *rows))

    found = [row for s in list(deck.slides)[3:] for one in tables(s) for row in one[1:]]
    assert [*[["KIR", f"Tila {n}"] for n in range(199)], ["NUP", "Tila 1"]] == found
    assert say("first_rows", "fi", shown=200, all=9_991) in told(deck)
    assert [] == misfits(deck)


def test_a_row_higher_than_a_slide_goes_on() -> None:
    """A cell of ten thousand signs is told whole, in several rows."""
    long = "tilavaraus " * 900
    deck = deck_with(table("Tilat", "Tila|Huomiot", f"Tila|{long}"))

    cells = [row[1] for s in list(deck.slides)[3:] for one in tables(s) for row in one[1:]]
    assert squeezed(long) == squeezed("".join(cells))
    assert [] == misfits(deck)


def test_a_table_too_wide_goes_on_beside_its_first_column() -> None:
    """Thirty columns stand in several tables, and each row is told by its first cell."""
    heads = "|".join(["Yksikkö", *(f"Pitkähkö otsikko {n}" for n in range(29))])
    cells = "|".join(["NUP", *(f"arvo{n}" for n in range(29))])
    deck = deck_with(table("Tilat", heads, cells))
    found = [one for slide in list(deck.slides)[3:] for one in tables(slide)]

    assert len(found) > 1
    assert {("Yksikkö", "NUP")} == {(one[0][0], one[1][0]) for one in found}
    assert [f"arvo{n}" for n in range(29)] == [cell for one in found for cell in one[1][1:]]
    assert [] == misfits(deck)


def test_many_bars_are_several_charts() -> None:
    """Thirty units are not squeezed into one chart, and none is left out."""
    deck = deck_with(bars({f"Yksikkö {n} {LONG}": (n, 1) for n in range(30)}))
    found = [chart for slide in deck.slides for chart in charts(slide)]

    assert [12, 12, 6] == [len(list(chart.plots[0].categories)) for chart in found]
    assert [] == misfits(deck)


@pytest.mark.parametrize("title", [LONG, LONG * 5, "W" * 500])
def test_a_title_fits_and_is_told_whole(title: str) -> None:
    """What is too long for a title stands whole on its slide, or on those on which it goes on."""
    deck = deck_with(Paragraph("Tavoite."), title=title)

    assert squeezed(title) in squeezed("".join(titles(deck)) + told(deck))
    assert [] == misfits(deck)


def test_a_cover_that_is_too_full_goes_on() -> None:
    """A subtitle longer than the cover is told to its end."""
    deck = deck_with(Paragraph("Tavoite."), subtitle=LONG * 30)

    assert "Sitovat toiminnalliset tavoitteet 2019 (jatkuu)" == titles(deck)[1]
    assert squeezed(LONG * 30) in squeezed(told(deck))
    assert [] == misfits(deck)


def test_titles_are_told_apart() -> None:
    """Goals of one name, with sections of one name, have slides of different titles."""
    again = replace(tilavaraus(), sections=tilavaraus().sections[:1] * 2)
    found = titles(deck_of(document(again, again)))

    assert len(found) == len(set(found))


def test_a_heading_stands_with_what_it_heads() -> None:
    """A lead is not left alone at the foot of a slide."""
    filler = Items(tuple(Item(f"Kohta {n}") for n in range(16)))
    tail = Items(tuple(Item(LONG * 3) for _ in range(9)), lead="Riskit ja niihin varautuminen")
    deck = deck_with(filler, tail)

    feet = [slide.shapes[1].text_frame.paragraphs[-1].text for slide in list(deck.slides)[3:]]
    assert "Riskit ja niihin varautuminen" not in feet


@pytest.mark.parametrize(
    "text", ["", "a", "yksi kaksi  kolme ", "W" * 90, "a\n\nb " * 9, "yö\xa0työ"]
)
def test_lines_are_the_text(text: str) -> None:
    """Wrapping loses nothing, so that what is split over slides is whole."""
    assert text == "".join(wrap(text, 60.0, 12.0))


def test_a_small_table_is_not_parted() -> None:
    """Where a small table would go on, it stands on the next slide whole, under its caption."""
    filler = Items(tuple(Item(f"Kohta {n}") for n in range(15)))
    small = table("Tilat yksiköittäin", "Yksikkö|Tiloja", *(f"Yksikkö {n}|{n}" for n in range(5)))
    deck = deck_with(filler, small, filler)

    assert [6] == [len(one) for slide in list(deck.slides)[3:] for one in tables(slide)]
