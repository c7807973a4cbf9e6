"""Files as they come: told apart by content, bounded, and never a traceback."""

from __future__ import annotations

import io
import resource
import struct
import zipfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests.workbooks.books import ods, saved, xlsx
from varaamo_sync.words import text
from varaamo_sync.workbooks import read_book
from varaamo_sync.workbooks.files.limits import MOST_COLUMNS, MOST_ROWS, MOST_UNPACKED, Unreadable
from varaamo_sync.workbooks.files.opening import open_book

ROWS = (("Toimipiste", "Nimi", "Henkilömäärä"), ("Arabian nuorisotalo", "Sääli; åäö", 10))
TEXT = "Toimipiste;Nimi;Henkilömäärä\r\nArabian nuorisotalo;Sääli\u2013å;10\r\n"


@pytest.mark.parametrize(
    ("data", "encoding", "delimiter"),
    [
        (TEXT.encode("utf-8"), "UTF-8", ";"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "UTF-8 (BOM)", ";"),
        (TEXT.encode("cp1252"), "Windows-1252", ";"),
        (TEXT.replace(";", ",").encode(), "UTF-8", ","),
        (TEXT.replace(";", "\t").encode("cp1252"), "Windows-1252", "\t"),
        (TEXT.replace(";", "\t").encode("utf-16"), "UTF-16", "\t"),
    ],
)
def test_csv_is_told_apart(data: bytes, encoding: str, delimiter: str) -> None:
    """Encoding and separator are found, said, and the letters are right."""
    book = open_book(data, "a.csv")

    assert ("csv", encoding, delimiter) == (book.kind, book.encoding, book.delimiter)
    assert [["Arabian nuorisotalo", "Sääli\u2013å", "10"]] == book.sheets[0].rows[1:]


def test_commas_in_texts_do_not_beat_semicolons() -> None:
    """The separator is what gives columns evenly, not what occurs most."""
    rows = ["Nimi;Kuvaus;Koko"] + [
        f"Sali {n};a, b, c, d, e, f, g, h {'i, ' * n};{n}" for n in range(9)
    ]

    assert ";" == open_book("\n".join(rows).encode(), "a.csv").delimiter


@pytest.mark.parametrize("make", [xlsx, ods])
def test_xlsx_and_ods_hold_the_same_cells(make: Callable[[Any], bytes]) -> None:
    """What is written comes back, whatever the file is called."""
    book = open_book(make(ROWS), "tilat.pdf")

    assert [list(row) for row in ROWS] == book.sheets[0].rows
    assert book.sees_layout


def test_layout_of_xlsx_is_seen() -> None:
    """Hidden rows and columns, merged cells, formulas and error values are seen in .xlsx."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (*ROWS, ("=A1", "#N/A", "=1+1")):
        sheet.append(row)
    sheet["B3"].data_type = "e"
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet.merge_cells("A4:B5")

    layout = open_book(saved(book), "a.xlsx").sheets[0].layout

    assert (frozenset({2}), frozenset({3})) == (layout.hidden_rows, layout.hidden_columns)
    assert [(4, 1, 5, 2)] == [(m.top, m.left, m.bottom, m.right) for m in layout.merges]
    assert {(3, 1): False, (3, 3): False} == layout.formulas
    assert {(3, 2): "#N/A"} == layout.errors


def _zip(**parts: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return data.getvalue()


def _patched(part: str, change: Callable[[bytes], bytes]) -> bytes:
    return with_part(xlsx(ROWS), part, change)


def with_part(book: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook with one part changed."""
    data = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as old,
        zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == part else content)
        if part not in old.namelist():
            new.writestr(part, change(b""))
    return data.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def _with_cell(reference: str) -> bytes:
    row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    cell = f'<row r="{row}"><c r="{reference}"><v>1</v></c></row></sheetData>'.encode()
    return _patched(SHEET, lambda xml: xml.replace(b"</sheetData>", cell))


@lru_cache(maxsize=1)
def _bomb(part: str) -> bytes:
    spaces = b"<sheetData>" + b" " * (MOST_UNPACKED + 1)
    return _patched(part, lambda xml: xml.replace(b"<sheetData>", spaces))


def _repeated_text() -> bytes:
    """Return a workbook in which many cells share one long text."""
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(3, 9000))
    shared = "<sst><si><t>" + "a" * 30_000 + "</t></si></sst>"
    data = io.BytesIO(
        _patched(SHEET, lambda xml: xml.replace(b"</sheetData>", f"{cells}</sheetData>".encode()))
    )
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", shared)
    return data.getvalue()


def _ods_bomb(old: bytes, new: bytes) -> bytes:
    return with_part(ods((("a", "b"),)), "content.xml", lambda xml: xml.replace(old, new))


def _merges() -> bytes:
    """Return a workbook whose merged cells overlap all over."""
    merges = "".join(f'<mergeCell ref="A{n}:A40000"/>' for n in range(2, 500)).encode()
    merged = b"</sheetData><mergeCells>" + merges + b"</mergeCells>"
    return with_part(_with_cell("A40000"), SHEET, lambda xml: xml.replace(b"</sheetData>", merged))


def _lying() -> bytes:
    """Return an archive that says a part is small which is not."""
    data = bytearray(_bomb(SHEET))
    place = data.rfind(SHEET.encode()) - 46 + 24  # its size in the directory at the end
    data[place : place + 4] = struct.pack("<I", 100)
    return bytes(data)


DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "workbook-empty"),
    "spaces": (lambda: b" \r\n\0\0", "workbook-empty"),
    "blanks": (lambda: b" ; ;\t;\r\n", "workbook-empty"),
    "separators": (lambda: b";;;\r\n;;;\r\n", "workbook-empty"),
    "empty sheets": (lambda: xlsx(()), "workbook-empty"),
    "PDF renamed": (lambda: b"%PDF-1.7\n1 0 obj", "workbook-format"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n", "workbook-format"),
    "web page": (lambda: b"<!DOCTYPE html><table><tr><td>a</td></tr></table>", "workbook-format"),
    "old Excel": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "workbook-format"),
    "text document": (lambda: _zip(**{"word__document.xml": b"<a/>"}), "workbook-format"),
    "binary workbook": (lambda: _zip(**{"xl__workbook.bin": b"a"}), "workbook-format"),
    "some archive": (lambda: _zip(a=b"a"), "workbook-format"),
    "encrypted": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "workbook-encrypted",
    ),
    "macros": (lambda: _patched("xl/vbaProject.bin", lambda _: b"a"), "workbook-macros"),
    "cut short": (lambda: xlsx(ROWS)[:-200], "workbook-broken"),
    "broken XML": (lambda: _patched(SHEET, lambda xml: xml[:-30]), "workbook-broken"),
    "entities": (lambda: _patched(SHEET, lambda xml: DOCTYPE + b"<x>&b;</x>"), "workbook-broken"),
    "no sheet list": (lambda: _patched("xl/workbook.xml", lambda _: b"<a>"), "workbook-broken"),
    "zip bomb": (lambda: _bomb(SHEET), "workbook-too-large"),
    "1,000,000 rows": (lambda: _with_cell("A1000000"), "workbook-too-large"),
    "16,000 columns": (lambda: _with_cell("WQJ2"), "workbook-too-large"),
    "far corner": (lambda: _with_cell(f"QA{MOST_ROWS - 1}"), "workbook-too-large"),
    "one text many times": (_repeated_text, "workbook-too-large"),
    "one row many times": (
        lambda: _ods_bomb(
            b"<table:table-row>", b'<table:table-row table:number-rows-repeated="1000000">'
        ),
        "workbook-too-large",
    ),
    "one space many times": (
        lambda: _ods_bomb(b"<text:p>", b'<text:p><text:s text:c="2000000000"/>'),
        "workbook-too-large",
    ),
    "merged many times": (_merges, "workbook-too-large"),
    "many CSV rows": (lambda: b"a;b\n" * (MOST_ROWS + 2), "workbook-too-large"),
    "many CSV columns": (lambda: b"a;" * (MOST_COLUMNS + 2), "workbook-too-large"),
    "open quotation": (lambda: b'a;b\n"' + b"x;\n" * 60_000, "workbook-quote-open"),
    "binary": (lambda: bytes(range(256)) * 4, "workbook-not-a-table"),
    "code page 850": (lambda: "Nimi;Tyyppi\nSääli;Säätö\n".encode("cp850"), "workbook-encoding"),
    "twice encoded": (
        lambda: "Nimi;Sääli\n".encode().decode("cp1252").encode(),
        "workbook-encoding",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_clear_message(name: str, tmp_path: Path) -> None:
    """Each kind of bad file is one finding with its rule, in three languages, and no book."""
    make, rule = BAD[name]
    file = tmp_path / "tilat.xlsx"
    file.write_bytes(make())

    book, finding = read_book(file)

    assert book is None
    assert finding is not None
    assert rule == finding.rule
    for lang in ("fi", "sv", "en"):
        for part in ("title", "message", "fix"):
            assert text(rule, part, lang, finding.params)  # type: ignore[arg-type]


def test_memory_stays_bounded() -> None:
    """Bombs are refused before they grow: the process takes no gigabytes."""
    for name in (
        "zip bomb",
        "far corner",
        "one text many times",
        "one row many times",
        "one space many times",
    ):
        with pytest.raises(Unreadable):
            open_book(BAD[name][0](), "a")

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 1_500_000


def test_a_size_that_lies_does_not_help_a_bomb() -> None:
    """What other libraries read was unpacked by us: a false size ends before it begins."""
    with pytest.raises(Unreadable):
        open_book(_lying(), "a.xlsx")


@pytest.mark.parametrize(("name", "why"), [("missing.xlsx", "ei ole"), (".", "ei ole tiedosto")])
def test_what_is_no_file_is_a_finding(name: str, why: str, tmp_path: Path) -> None:
    """A missing file and a folder are told in words like any other file that cannot be read."""
    book, finding = read_book(tmp_path / name)

    assert book is None
    assert finding is not None
    assert "workbook-unreadable" == finding.rule
    assert text(finding.rule, "message", "fi", finding.params).endswith(f"{why}.")


def test_styled_but_empty_cells_are_no_size() -> None:
    """A sheet that is coloured down to row 60,000 is as small as what is written in it."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ROWS:
        sheet.append(row)
    sheet.row_dimensions[60_000].height = 20
    sheet.cell(60_000, 600).number_format = "0.00"

    assert 2 == len(open_book(saved(book), "a.xlsx").sheets[0].rows)
