"""OpenDocument workbooks, read as LibreOffice shows them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from openpyxl import Workbook

from tests.workbooks.books import known, read, room, rules, saved
from tests.workbooks.files.test_opening import with_part
from tests.workbooks.made_by_hand import SHEET, TEXT, ods_of, ods_row
from varaamo_sync.workbooks.files.grid import Sheet
from varaamo_sync.workbooks.files.opening import open_book

NOTE, SALI = "<text:p>huom</text:p>", "<text:p>Sali</text:p>"
HEAD = ods_row("Toimipiste", "Nimi", "Kuvaus")


def _sheet(rows: str, **more: str) -> Sheet:
    return open_book(ods_of(rows, **more), "a.ods").sheets[0]


def _cell(content: str = "", attributes: str = TEXT, name: str = "table-cell") -> str:
    return f"<table:{name} {attributes}>{content}</table:{name}>"


def _value(content: str, attributes: str = TEXT) -> Any:
    return _sheet(ods_row(_cell(content, attributes), "x")).rows[0][0]


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ("<text:p>Yksi<text:line-break/>kaksi</text:p>", "Yksi\nkaksi"),
        ("<text:p>a<text:tab/>b</text:p>", "a\tb"),
        ('<text:p>a<text:s text:c="3"/>b<text:s/>c</text:p>', "a   b c"),
        ("<text:p>Yksi</text:p><text:p>kaksi</text:p><text:p/>", "Yksi\nkaksi\n"),
        ("\n  <text:p>Sali</text:p>\n ", "Sali"),
        ('<text:p>a <text:span>b <text:a x:href="u">c</text:a></text:span>.</text:p>', "a b c."),
        (f"<office:annotation>{NOTE}</office:annotation>{SALI}", "Sali"),
        (f"<draw:frame><draw:text-box>{NOTE}</draw:text-box></draw:frame>{SALI}", "Sali"),
        ("<text:p>A &amp; B &lt;c&gt;</text:p>", "A & B <c>"),
    ],
)  # fmt: skip
def test_a_text_is_what_the_cell_shows(content: str, shown: str) -> None:
    """Line breaks, tabs, blanks and links are kept; notes, drawings and indents are no text."""
    assert shown == _value(content)


@pytest.mark.parametrize(
    ("attributes", "value"),
    [
        ('office:value-type="float" office:value="5"', 5),
        ('office:value-type="percentage" office:value="0.24"', 0.24),
        ('office:value-type="currency" office:value="12.50"', 12.5),
        ('office:value-type="boolean" office:boolean-value="false"', False),
        ('office:value-type="date" office:date-value="2027-01-31"', date(2027, 1, 31)),
        ('office:value-type="date" office:date-value="2027-01-31T08:30:00"',
         datetime(2027, 1, 31, 8, 30)),  # noqa: DTZ001  # as the cell says it
        ('office:value-type="time" office:time-value="PT08H30M00S"', time(8, 30)),
        ('office:value-type="time" office:time-value="PT26H00M00S"', timedelta(hours=26)),
        (f'{TEXT} office:string-value="oma"', "oma"),
        ('office:value-type="float" office:value="1_0"', "shown"),
        ('office:value-type="date" office:date-value="31.1.2027"', "shown"),
        ("", "shown"),
    ],
)  # fmt: skip
def test_a_value_is_of_its_type(attributes: str, value: object) -> None:
    """Numbers, days and times are values; what is not as its type says is the text that is seen."""
    assert value == _value("<text:p>shown</text:p>", attributes)
    assert type(value) is type(_value("<text:p>shown</text:p>", attributes))


def test_what_lies_under_a_merged_cell_is_no_data() -> None:
    """Text that a merged cell covers is neither a value nor a room, and somebody is told."""
    wide = _cell("<text:p>Arabian nuorisotalo</text:p>", f'{TEXT} table:number-rows-spanned="2"')
    under = _cell("<text:p>Vanha talo</text:p>", name="covered-table-cell")
    rows = HEAD + ods_row(wide, "Yksi", "a") + ods_row(under, "Kaksi", "b")
    plan = read(ods_of(rows), known(room()), "a.ods")

    assert ["demo-001", "demo-001"] == [added.venue.tprek for added in plan.additions]
    assert [("sheet-merged", "A2"), ("sheet-covered", "A3")] == rules(plan)


def test_what_is_called_covered_and_is_not_is_data() -> None:
    """A covered cell that no merged cell lies over is seen, and so it is read."""
    rows = ods_row("a", _cell("<text:p>b</text:p>", name="covered-table-cell"))

    assert [["a", "b"]] == _sheet(rows).rows


def test_what_lies_under_a_merged_cell_of_excel_is_no_data_either() -> None:
    """Programs may leave a text under a merged cell of .xlsx, too; Excel does not show it."""
    book = Workbook()
    assert book.active is not None
    for row in (("Toimipiste", "Nimi"), ("Arabian nuorisotalo", "Yksi"), ("Vanha talo", "Kaksi")):
        book.active.append(row)
    merges = b'</sheetData><mergeCells><mergeCell ref="A2:A3"/></mergeCells>'
    data = with_part(saved(book), SHEET, lambda xml: xml.replace(b"</sheetData>", merges))
    plan = read(data, known(room()))

    assert ["demo-001", "demo-001"] == [added.venue.tprek for added in plan.additions]
    assert ("sheet-covered", "A3") in rules(plan)


def test_indented_xml_opens() -> None:
    """Line breaks and blanks between elements are no content."""
    rows = (HEAD + ods_row("Arabian nuorisotalo", "Yksi", "a")).replace("><", ">\n    <")
    sheet = _sheet(rows)

    assert [["Toimipiste", "Nimi", "Kuvaus"], ["Arabian nuorisotalo", "Yksi", "a"]] == sheet.rows


def test_rows_and_cells_that_repeat_stand_that_often() -> None:
    """Repeated cells and rows, empty ones too, put everything behind them where it is seen."""
    twice = _cell("<text:p>a</text:p>", f'{TEXT} table:number-columns-repeated="2"')
    gap = _cell("", 'table:number-columns-repeated="3"')
    rows = (
        ods_row(twice, gap, "b", attributes='table:number-rows-repeated="2"')
        + ods_row(_cell("", ""), attributes='table:number-rows-repeated="2"')
        + ods_row("c")
        + ods_row(_cell("", 'table:number-columns-repeated="16384"'),
                  attributes='table:number-rows-repeated="1048571"')
    )  # fmt: skip
    wide = ["a", "a", None, None, None, "b"]

    assert [wide, wide, [], [], ["c"]] == _sheet(rows).rows


def test_groups_and_tables_in_tables_do_not_hide_rows() -> None:
    """Rows in groups and header rows are rows; a table inside a cell is none of them."""
    inner = (
        "<table:table><table:table-row>"
        + _cell("<text:p>x</text:p>")
        + "</table:table-row></table:table>"
    )
    rows = (
        f"<table:table-header-rows>{ods_row('a')}</table:table-header-rows>"
        f"<table:table-row-group><table:table-row-group>{ods_row('b', _cell(inner))}"
        "</table:table-row-group></table:table-row-group>"
    )

    assert [["a"], ["b"]] == _sheet(rows).rows


def test_layout_of_ods_is_seen() -> None:
    """Hidden rows, columns and sheets, merged cells, formulas and errors are seen as in .xlsx."""
    computed = f'{TEXT} table:formula="of:=1/0"'
    failed = f'{computed} office:string-value="" calcext:value-type="error"'
    rows = (
        '<table:table-column/><table:table-column table:visibility="collapse"/>'
        + ods_row("a", "b")
        + ods_row("c", "d", attributes='table:visibility="filter"')
        + ods_row(_cell("<text:p>#DIV/0!</text:p>", failed), _cell("<text:p>2</text:p>", computed))
        + ods_row(_cell("<text:p>e</text:p>", f'{TEXT} table:number-columns-spanned="2"'))
    )
    unseen = '<style:table-properties table:display="false"/>'
    styles = f'<style:style style:name="a">{unseen}</style:style>'
    sheet = _sheet(rows, styles=styles, table='table:style-name="a"')
    layout = sheet.layout

    assert sheet.hidden
    assert (frozenset({2}), frozenset({2})) == (layout.hidden_rows, layout.hidden_columns)
    assert [(4, 1, 4, 2)] == [(m.top, m.left, m.bottom, m.right) for m in layout.merges]
    assert {(3, 1): True, (3, 2): True} == layout.formulas
    assert {(3, 1): "#DIV/0!"} == layout.errors
