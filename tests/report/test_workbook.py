"""A report as a workbook: real numbers and days, no formula from any text, the same bytes."""

import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from tests.report.reports import cards, document, standing, units_of_rooms, year
from varaamo_sync.model import LANGS, Lang
from varaamo_sync.report import (
    Cell,
    Chapter,
    Column,
    ColumnKind,
    Document,
    Fact,
    Item,
    Items,
    Mark,
    Paragraph,
    Row,
    Section,
    SectionKind,
    Table,
)
from varaamo_sync.report.workbook import write_workbook

HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "<script>alert(1)</script>",
    "a\x00b\x1bc\ud800",
    "Sali \u202eilaS\u2066",
    "'=1",
    "_x0041_",
    "x" * 40_000,
)


def made(*rows: Row, columns: tuple[Column, ...], lang: Lang = "fi", text: str = "Taulukko") -> Any:
    """Return the sheets of a document with one table, all of whose texts may be hostile."""
    table = Table(caption=text, columns=columns, rows=rows, notes=(text,))
    items = Items((Item(text, (text,)),), text)
    section = Section(kind=SectionKind.GOAL, heading=text, blocks=(Paragraph(text), items, table))
    chapter = Chapter(id="x", title=text, sections=(section,), summary=text)
    found = Document(
        lang=lang,
        title=text,
        subtitle=text,
        day=dt.date(2027, 6, 1),
        chapters=(chapter,),
        facts=(Fact(text, text),),
    )
    return openpyxl.load_workbook(io.BytesIO(write_workbook(found)))


def test_numbers_and_days_are_what_they_are_and_look_as_in_the_document() -> None:
    """Excel counts with them, and shows what stands beside them."""
    kinds = [ColumnKind.NUMBER, ColumnKind.NUMBER, ColumnKind.PERCENT, ColumnKind.DATE]
    row = Row(
        (
            Cell("2 (+ 3 katseltavaksi)", 2),
            Cell("12,5", Decimal("12.5"), mark=Mark.REPORTED),
            Cell("60 %", Decimal("0.6")),
            Cell("1.6.2027", dt.date(2027, 6, 1)),
        )
    )
    book = made(row, columns=tuple(Column("x", kind) for kind in kinds))
    cells = book.worksheets[2][4]

    assert [2, 12.5, 0.6] == [cell.value for cell in cells[:3]]
    assert dt.date(2027, 6, 1) == cells[3].value.date()
    assert ['0" (+ 3 katseltavaksi)"', '0.0" †"', "0 %", "d.m.yyyy"] == [
        cell.number_format for cell in cells
    ]


def test_a_column_of_numbers_is_wide_enough_for_what_it_shows() -> None:
    """A number that does not fit would be shown as ###."""
    row = Row((Cell("0 (+ 312 katseltavaksi)", 0, mark=Mark.REPORTED),))
    book = made(row, columns=(Column("x", ColumnKind.NUMBER),))

    shown = len("0 (+ 312 katseltavaksi) †")
    assert shown < book.worksheets[2].column_dimensions["A"].width < 2 * shown


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_is_a_formula_and_none_breaks_the_workbook(text: str) -> None:
    """Whatever is written, wherever it stands: names of sheets, captions, cells, notes, formats."""
    row = Row((Cell(text), Cell(f"7{text}", 7, mark=Mark.REPORTED)))
    columns = (Column(text), Column(text, ColumnKind.NUMBER))
    book = made(row, columns=columns, text=text)

    cells = [c for sheet in book.worksheets for line in sheet.iter_rows() for c in line if c.value]
    assert len(cells) > 10
    assert {"s", "n"} >= {cell.data_type for cell in cells}
    said = "".join(str(cell.value) for cell in cells) + "".join(book.sheetnames)
    assert not set("\u202e\u2066\x00\x1b") & set(said)
    assert all(0 < len(name) <= 31 for name in book.sheetnames)
    assert 7 == book.worksheets[2].cell(4, 2).value


def test_every_table_has_a_sheet_that_the_first_one_leads_to() -> None:
    """With its caption above, its headings on each page of A4, and the notes below."""
    now, history = year(20)
    shown = document(replace(now, history=history), cards()[2027])
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(shown)))
    links = {
        cell.hyperlink.location
        for row in book.worksheets[0].iter_rows()
        for cell in row
        if cell.hyperlink
    }

    assert {f"'{name}'!A1" for name in book.sheetnames[2:]} == links
    for sheet in book.worksheets:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.freeze_panes
        assert sheet.print_title_rows
        assert sum(of.width for of in sheet.column_dimensions.values()) < 330
    counts = next(s for s in book.worksheets if str(s["A1"].value).startswith("Tilojen vienti"))
    assert counts["A8"].font.bold
    assert "A3:G7" == counts.auto_filter.ref


@pytest.mark.parametrize("lang", LANGS)
def test_a_year_is_the_same_bytes_twice(lang: Lang) -> None:
    """No clock is in it: neither in the archive nor in what the workbook says of itself."""
    now, history = year(20)
    shown = document(replace(now, history=history), cards()[2019], lang)

    assert write_workbook(shown) == write_workbook(shown)
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(shown)))
    said = (book.properties.created, book.properties.modified)
    assert {"2027-05-17T00:00:00"} == {moment.isoformat() for moment in said}


def test_texts_are_on_a_sheet_of_their_own() -> None:
    """Paragraphs, lists with what is told below them, and pairs, each with its section."""
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(document(standing(units_of_rooms())))))
    rows = [[cell.value for cell in row] for row in book["Tekstit"].iter_rows()]

    assert ["Tekstit", None, None] == rows[0]
    assert any(
        section == "Mitä puuttuu ja kenen vuoro on" and str(text).startswith("1. ")
        for _, section, text in rows
    )
