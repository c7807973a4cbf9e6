"""The workbook for translators: written so that nothing is a formula, read from any form."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.translations.making import after, only_row, room, rules, texts
from tests.workbooks.books import ods, saved, xlsx
from varaamo_sync.model import Lang
from varaamo_sync.translations import CatalogueText, Merge, merge, rows_to_translate
from varaamo_sync.workbooks.exporting.translators import (
    read_translations,
    rows_of_book,
    write_translations,
)
from varaamo_sync.workbooks.files.opening import open_book

HALL = texts(room(description={"fi": "Iso sali."}), name=None)
SV, MARK = 2, 7


def made(found: tuple[CatalogueText, ...] = HALL, to: Lang = "sv", *, all: bool = False) -> bytes:
    """Return the workbook of some texts."""
    return write_translations(rows_to_translate(found, to, all=all), to).data


def come_back(data: bytes, found: tuple[CatalogueText, ...] = HALL) -> Merge:
    """Return what comes of a workbook."""
    return merge(rows_of_book(open_book(data, "sv.xlsx")).rows, found)


def filled(change: Callable[[Worksheet], object], data: bytes | None = None) -> bytes:
    """Return a workbook after somebody has worked on its first sheet."""
    book = load_workbook(io.BytesIO(data or made()))
    sheet = book.worksheets[0]
    change(sheet)
    return saved(book)


def test_the_sheet_is_as_promised() -> None:
    """Three languages, room, field, limit, and a hidden mark; the column to fill in is yellow."""
    found = texts(room(description={"fi": "Iso sali.", "en": "A large hall."}), name=None)
    sheet = load_workbook(io.BytesIO(made(found))).worksheets[0]
    header, row = list(sheet.iter_rows(min_row=1, max_row=2, values_only=True))

    assert ("fi", "sv", "en", "Tila tai paikka", "Kenttä") == header[:5]
    assert ("Iso sali.", None, "A large hall.", "Sali (sali)", "Kuvaus ruotsiksi", 8000) == row[:6]
    assert sheet.column_dimensions["G"].hidden
    assert [False, True, False] == [
        sheet.cell(2, place).fill.start_color.rgb == "FFFFE08A" for place in (1, SV, 3)
    ]


def test_a_translation_comes_back_from_its_cell() -> None:
    """What stands in the yellow cell is taken, and everything is named by sheet and cell."""
    back = filled(lambda sheet: sheet.cell(2, SV, "Stor sal."))
    merged = come_back(back)

    assert ["Stor sal."] == list(after(merged).values())
    assert ["Käännökset!B2"] == [change.position.cell for change in merged.changes]


@pytest.mark.parametrize("words", ["=1+1", "+358 9", "-sal", "@sal", "'=a", "''-b", "_x0041_"])
def test_no_text_is_ever_a_formula(words: str) -> None:
    """A text that begins like a formula goes out as text, and comes back as it was."""
    found = texts(room(description={"fi": words, "sv": words}), name=None)
    data = made(found, all=True)
    cells = load_workbook(io.BytesIO(data)).worksheets[0]

    assert ["s", "s"] == [cells.cell(2, place).data_type for place in (1, SV)]
    assert ((), ()) == (come_back(data, found).changes, come_back(data, found).findings)


@pytest.mark.parametrize("value", ["=HYPERLINK(1)", date(2027, 1, 2), True, "(tyhjennä)"])
def test_a_cell_that_holds_no_text_is_refused(value: Any) -> None:
    """A formula, a date, a truth value and a word to clear are no translation."""
    merged = come_back(filled(lambda sheet: sheet.cell(2, SV, value)))

    assert (["translation-cell"], ()) == (rules(merged), merged.changes)


def test_an_error_of_the_spreadsheet_is_refused() -> None:
    """``#NAME?`` stands where somebody began a text with a minus."""

    def error(sheet: Worksheet) -> None:
        sheet.cell(2, SV).value = "#NAME?"
        sheet.cell(2, SV).data_type = "e"

    merged = come_back(filled(error))
    assert (["translation-cell"], "#NAME?") == (rules(merged), merged.findings[0].params["text"])


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ("?", "cell-placeholder"),
        ("tbd", "cell-placeholder"),
        ("ks. liite", "cell-points-elsewhere"),
    ],
)
def test_a_word_that_says_nothing_is_refused(value: str, rule: str) -> None:
    """What the forms of units do not take for a text is none from a translator."""
    merged = come_back(filled(lambda sheet: sheet.cell(2, SV, value)))

    assert ([rule], ()) == (rules(merged), merged.changes)


def test_a_number_is_the_text_of_it() -> None:
    """A spreadsheet makes a number of ``2``; it is the name of a room all the same."""
    found = texts(room(name={"fi": "2"}), name=None)
    back = filled(lambda sheet: sheet.cell(2, SV, 2), made(found))

    assert ["2"] == list(after(come_back(back, found)).values())


def test_rows_may_be_sorted_and_headers_moved_down() -> None:
    """A row is known by its mark, wherever it stands and whatever stands above the headers."""
    found = texts(*(room(key, name={"fi": key}) for key in ("a", "b")), name=None)

    def work(sheet: Worksheet) -> None:
        rows = list(sheet.iter_rows(min_row=2, values_only=True))
        for number, row in enumerate(reversed(rows), 2):
            for place, value in enumerate(row, 1):
                sheet.cell(number, place, value)
            sheet.cell(number, SV, f"sv {row[0]}")
        sheet.insert_rows(1, 2)
        sheet.cell(1, 1, "Kääntäjä: viikko 40")

    merged = come_back(filled(work, made(found)), found)
    assert {"sv a", "sv b"} == set(after(merged).values())


def test_columns_that_were_sorted_alone_are_refused() -> None:
    """Finnish that was sorted without its marks would give each room the other's text."""
    found = texts(*(room(key, name={"fi": key}) for key in ("a", "b")), name=None)

    def work(sheet: Worksheet) -> None:
        for number, name in ((2, "b"), (3, "a")):
            sheet.cell(number, 1, name)
            sheet.cell(number, SV, f"sv {name}")

    merged = come_back(filled(work, made(found)), found)
    assert (["translation-source-edited"] * 2, ()) == (rules(merged), merged.changes)


def test_a_row_that_somebody_added_is_told() -> None:
    """A text without a mark is refused at its row; empty rows are nothing."""

    def work(sheet: Worksheet) -> None:
        sheet.cell(5, 1, "Uusi sali")
        sheet.cell(5, SV, "Ny sal")

    merged = come_back(filled(work))
    assert ["translation-unmarked"] == rules(merged)
    assert "Käännökset!A5" == str(merged.findings[0].position).partition(":")[2]


def test_the_other_language_stays_as_it_is() -> None:
    """English that was written into a file for Swedish is told, not taken."""
    merged = come_back(filled(lambda sheet: sheet.cell(2, 3, "A hall.")))

    assert (["translation-not-asked"], ()) == (rules(merged), merged.changes)


@pytest.mark.parametrize("form", ["ods", "csv"])
def test_other_forms_of_the_sheet_come_back_too(form: str) -> None:
    """A translator may save the sheet as .ods or .csv."""
    sheet = load_workbook(io.BytesIO(made())).worksheets[0]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    rows[1][SV - 1] = "Stor sal."
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(rows)
    data = ods(rows) if form == "ods" else text.getvalue().encode()

    assert ["Stor sal."] == list(after(come_back(data)).values())


@pytest.mark.parametrize("text", ["x" * 40_000, "a\x07"])
def test_a_text_that_fits_into_no_cell_is_left_out_and_named(text: str) -> None:
    """What a cell cannot hold is told; the others go out."""
    found = texts(
        room("a", description={"fi": text}), room("b", description={"fi": "b"}), name=None
    )
    written = write_translations(rows_to_translate(found, "sv"), "sv")

    assert ["a"] == [row.source.home.id for row in written.left_out]
    assert "b" == load_workbook(io.BytesIO(written.data)).worksheets[0].cell(2, 1).value


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (xlsx([["Nimi suomeksi"], ["Sali"]]), "translation-file-unknown"),
        (xlsx([["fi", "sv", "en"], ["Sali", "Sal", "Hall"]]), "translation-file-unknown"),
        (b"", "workbook-empty"),
        (b"%PDF-1.7", "workbook-format"),
        (b"<?xml version='1.0'?><xliff version='1.2'/>", "translation-file-unknown"),
        (b"<html></html>", "workbook-format"),
        (b"fi;sv;en\na;b;c\n", "translation-file-unknown"),
    ],
)
def test_a_file_that_is_none_of_ours_is_refused_whole(
    data: bytes, rule: str, tmp_path: Path
) -> None:
    """Another workbook, another form, an empty file: one finding, and nothing is read."""
    file = tmp_path / "a.xlsx"
    file.write_bytes(data)
    read = read_translations(file)

    assert ((), rule) == (read.rows, read.unreadable.rule if read.unreadable else None)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A misspelt name is a finding like any other."""
    read = read_translations(tmp_path / "none.xlsx")

    assert read.unreadable is not None
    assert "workbook-unreadable" == read.unreadable.rule


def test_the_guide_names_the_column_in_each_language() -> None:
    """Instructions stand beside the table, in the language of the one who asked for the file."""
    for lang, title in (("fi", "Ohjeet"), ("sv", "Anvisningar"), ("en", "Instructions")):
        data = write_translations([only_row("en", name={"fi": "Sali"})], "en", lang=lang).data
        book: Workbook = load_workbook(io.BytesIO(data))
        words = " ".join(str(row[0]) for row in book[title].iter_rows(values_only=True) if row[0])

        assert " en. " in words
        assert "{" not in words


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=20
)


@given(WORDS, WORDS)
@settings(max_examples=25)  # a workbook takes its time
def test_an_untouched_workbook_says_nothing(finnish: str, swedish: str) -> None:
    """Whatever stands in the texts, a workbook that comes back as it went out changes nothing."""
    first = room("a", description={"fi": f"1{finnish}", "sv": swedish})
    found = texts(first, room("b", name={"fi": "Sali", "sv": finnish}), name=None)
    merged = come_back(made(found, all=True), found)

    assert ((), ()) == (merged.changes, merged.findings)
