"""Texts that would do something show as text."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from xml.dom.minidom import parseString

import pytest
from pptx import Presentation

from tests.report.slides.decks import deck_of, misfits, told, workbooks
from tests.report.slides.documents import bars, document, section, stages, table
from varaamo_sync.report import Chapter, Fact, Item, Items, Paragraph, SectionKind
from varaamo_sync.report.slides import write_slides
from varaamo_sync.report.slides.text import plain

HOSTILE = {
    "html": ("<script>alert(1)</script>&amp;", "<script>alert(1)</script>&amp;"),
    "formula": ('=HYPERLINK("http://x";1)', '=HYPERLINK("http://x";1)'),
    "command": ("@SUM(1+1)*cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0"),
    "address": ("https://example.org/a", "https://example.org/a"),
    "turned": ("Sali\u202egpj.exe", "Sali\\u202egpj.exe"),
    "control": ("Sali\x00\x07\x1b[31m", "Sali\\u0000\\u0007\\u001b[31m"),
    "surrogate": ("Sali\ud83d!", "Sali\\ud83d!"),
    "escape": ("_x0041_ ]]>", "_x0041_ ]]>"),
    "picture": ("Sali 🏀 体育馆", "Sali 🏀 体育馆"),
    "lines": ("yksi\r\nkaksi\u2028kolme", "yksi\nkaksi\nkolme"),
}


def filled(text: str) -> Chapter:
    """Return a goal in which a text stands wherever one can."""
    chart = bars({text: (3, 1)})
    chart = replace(
        chart,
        title=text,
        description=text,
        series=tuple(replace(one, name=text) for one in chart.series),
        table=table(text, f"{text}|{text}", f"{text}|{text}"),
    )
    return Chapter(
        id="goal",
        title=text,
        area=text,
        summary=text,
        sections=(
            section(
                SectionKind.GOAL,
                Paragraph(text, strong=True),
                Items((Item(text, (text,)),), lead=text),
                (Fact(text, text),),
                chart,
                replace(stages(), title=text),
            ),
        ),
    )


@pytest.fixture(scope="module")
def data() -> bytes:
    """Return a deck with every hostile text in every place."""
    texts = [text for text, _ in HOSTILE.values()]
    made = document(
        *map(filled, texts), title=texts[0], subtitle=texts[1], facts=(Fact(texts[1], texts[0]),)
    )
    return write_slides(made)


def test_a_hostile_text_is_shown(data: bytes) -> None:
    """It stands on the slides as it is, and takes no room of its neighbours."""
    deck = Presentation(io.BytesIO(data))

    shown = told(deck)
    assert [] == [kind for kind, (_, text) in HOSTILE.items() if text not in shown]
    assert [] == misfits(deck)


def test_the_deck_is_sound_and_leads_nowhere(data: bytes) -> None:
    """Each part is XML, and no slide has a link, whatever a text looks like."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            parseString(content)

    slides = [name for name in parts if name.startswith(("ppt/slides/", "ppt/charts/"))]
    assert [] == [name for name in slides if b"/hyperlink" in parts[name]]


def test_no_workbook_counts_a_text(data: bytes) -> None:
    """Behind charts, a text that looks like a formula or an address is a text."""
    books = list(workbooks(data))
    sheets = [book.read("xl/worksheets/sheet1.xml") for book in books]
    texts = b"".join(book.read("xl/sharedStrings.xml") for book in books).decode()

    assert 2 * len(HOSTILE) == len(books)
    assert [] == [sheet for sheet in sheets if b"<f>" in sheet or b"hyperlink" in sheet]
    assert "=HYPERLINK(" in texts
    assert "@SUM(1+1)*cmd|&#x27; /C" in texts or "@SUM(1+1)*cmd|'" in texts


def test_ten_thousand_signs_are_told_to_the_last() -> None:
    """A word without an end is broken, and goes on from slide to slide."""
    word = "xWi-" * 2_500 + "Z"
    deck = deck_of(document(filled(word)))

    assert told(deck).count("Z") >= 5
    assert [] == misfits(deck)


def test_empty_lines_are_not_slides() -> None:
    """A text of line ends takes no slides for them."""
    assert "a\n\nb" == plain("\n\n a\n" + "\r\n \n" * 5_000 + "b\n")
