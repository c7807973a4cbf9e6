"""The short form, and what colours mean in all forms."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from tests.make import REFERENCE
from tests.workbooks.books import ARABIA, HERTSI, entry, known, read, room, rules, saved
from varaamo_sync.findings import Severity
from varaamo_sync.model import LANGS, Lang, ServiceUnit, VenueInUnit
from varaamo_sync.workbooks.annotating.annotate import Mark, annotate
from varaamo_sync.workbooks.exporting.template import make_template
from varaamo_sync.workbooks.files.output import (
    ERROR,
    HINT,
    LEGEND,
    OF_SEVERITY,
    OPTIONAL,
    REQUIRED,
    WARNING,
)
from varaamo_sync.workbooks.tables.fields import fields
from varaamo_sync.workbooks.tables.own_form import GUIDE, LISTS, REPORT, ROOMS, VENUES

VENUES_THERE = (VenueInUnit(ServiceUnit.NUP, ARABIA), VenueInUnit(ServiceUnit.KULP, HERTSI))
FILLED: dict[str, Any] = {
    "venue": "Arabian nuorisotalo", "name.fi": "Pelitila", "capacity.max": "n. 25 hlö",
    "area": "22,5", "price": "7 €/h", "booking.max": "3 h", "equipment": "Pöydät; Tuolit",
}  # fmt: skip


def _book(lang: Lang = "fi", *, short: bool = True) -> Workbook:
    made = make_template(VENUES_THERE, REFERENCE, unit=ServiceUnit.NUP, short=short, lang=lang)
    return load_workbook(io.BytesIO(made.data))


@pytest.mark.parametrize("lang", LANGS)
def test_the_short_form_asks_what_a_unit_knows(lang: Lang) -> None:
    """Some dozen columns with explanations and drop-downs, and the same other sheets."""
    book = _book(lang)
    sheet = book[ROOMS[lang]]
    headers = [str(cell.value).removesuffix(" *") for cell in sheet[1]]
    short = [field for field in fields("room").values() if field.short]

    assert [field.header[lang] for field in short] == headers
    assert 13 == len(headers)
    assert all(cell.comment for cell in sheet[1])
    assert [ROOMS[lang], VENUES[lang], GUIDE[lang], LISTS[lang]] == book.sheetnames
    lists = {one.formula1 for one in sheet.data_validations.dataValidation}
    assert "varaamo_venues" in lists
    assert len(lists) >= 5


@pytest.mark.parametrize("lang", LANGS)
def test_the_short_form_is_printed_one_page_wide(lang: Lang) -> None:
    """Landscape A4, as small as its width asks for, headers on every page, lines to write on."""
    sheet = _book(lang)[ROOMS[lang]]

    assert ("landscape", 9) == (sheet.page_setup.orientation, int(sheet.page_setup.paperSize))
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (1, 0) == (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight)
    assert "$1:$1" == sheet.print_title_rows
    assert "thin" == sheet.cell(20, 12).border.bottom.style
    width = sum(sheet.column_dimensions[cell.column_letter].width for cell in sheet[1])
    assert width < 220  # 20 cm of letters at their usual size, on 28 cm: no smaller than 60 %


def test_the_long_form_is_not_squeezed_onto_a_page() -> None:
    """Seventy columns on one page could not be read; their headers are on each page."""
    sheet = _book(short=False)["Tilat"]

    assert sheet.sheet_properties.pageSetUpPr is None or not (
        sheet.sheet_properties.pageSetUpPr.fitToPage
    )
    assert ("landscape", "$1:$1") == (sheet.page_setup.orientation, sheet.print_title_rows)


@pytest.mark.parametrize("lang", LANGS)
def test_the_short_form_is_read_like_the_long_one(lang: Lang) -> None:
    """Untouched it states nothing; filled in, each cell is read, and the unit is remembered."""
    book = _book(lang)
    sheet = book[ROOMS[lang]]
    headers = [str(cell.value).removesuffix(" *") for cell in sheet[1]]

    assert read(saved(book), known(room(), unit=None, venues=VENUES_THERE)).empty
    for id, value in FILLED.items():
        sheet.cell(2, headers.index(fields("room")[id].header[lang]) + 1, value)
    plan = read(saved(book), known(room(), unit=None, venues=VENUES_THERE))
    new = entry(plan, "Pelitila")
    assert [ServiceUnit.NUP] == [added.unit for added in plan.additions]
    assert ({"max": 25}, 23, {"max": "3 h"}) == (new["capacity"], new["area"], new["booking"])
    assert Decimal(7) == new["pricing"][0]["lowest"]
    assert [] == rules(plan, "cell-read-as")


def test_a_column_of_the_long_form_can_be_added() -> None:
    """Whoever knows more writes a further header on the right."""
    book = _book()
    sheet = book["Tilat"]
    for column, values in ((1, (None, "Arabian nuorisotalo")), (2, (None, "Pelitila")),
                           (13, ("Nimi ruotsiksi", "Spelrum"))):  # fmt: skip
        for row, value in enumerate(values, 1):
            sheet.cell(row, column, value or sheet.cell(row, column).value)
    plan = read(saved(book), known(room(), unit=None, venues=VENUES_THERE))

    assert {"fi": "Pelitila", "sv": "Spelrum"} == entry(plan, "Pelitila")["name"]


def _fills(book: Workbook) -> set[str]:
    return {
        str(cell.fill.start_color.rgb)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fill_type == "solid"
    }


def test_no_colour_means_two_things() -> None:
    """What is coloured in a form and what is coloured in its marks are different colours."""
    codes = [colour.code for colour in (REQUIRED, OPTIONAL, ERROR, WARNING, HINT)]

    assert len(codes) == len(set(codes))
    assert [ERROR, WARNING, HINT] == list(OF_SEVERITY.values())


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("short", [True, False])
def test_every_colour_of_a_form_is_in_its_legend(lang: Lang, *, short: bool) -> None:
    """The sheet of instructions shows each colour with what it means, of marked forms too."""
    book = _book(lang, short=short)
    legend = {
        cell.value: str(cell.fill.start_color.rgb)
        for (cell,) in book[GUIDE[lang]].iter_rows(max_col=1)
        if cell.fill.fill_type == "solid"
    }

    assert {colour.means[lang]: colour.code for colour in LEGEND} == legend
    assert _fills(book) <= {colour.code for colour in LEGEND}


@pytest.mark.parametrize("lang", LANGS)
def test_a_marked_form_has_the_colours_of_the_legend(lang: Lang) -> None:
    """Cells are marked in the colours that the form explains, and the list explains them again."""
    form = make_template(VENUES_THERE, REFERENCE, short=True, lang=lang).data
    marks = [
        Mark(ROOMS[lang], 2, column, severity, "Sali", "Väärin", "Korjaa", "toimipiste")
        for column, severity in enumerate((Severity.ERROR, Severity.WARNING), 1)
    ]
    done = annotate(form, marks, lang=lang)
    assert done.data is not None
    book = load_workbook(io.BytesIO(done.data))
    report = book[REPORT[lang]]

    formats = book[ROOMS[lang]].conditional_formatting
    marked = {str(one.sqref): one.rules[0].dxf.fill.bgColor.rgb for one in formats}
    assert {"A2": ERROR.code, "B2": WARNING.code} == marked
    legend = {c.value: str(c.fill.start_color.rgb) for c in report[2] if c.value}
    assert {ERROR.means[lang]: ERROR.code, WARNING.means[lang]: WARNING.code} == legend
    assert [ERROR.code, WARNING.code] == [report[f"A{n}"].fill.start_color.rgb for n in (4, 5)]
    assert _fills(book) <= {colour.code for colour in LEGEND}
