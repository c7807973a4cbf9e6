"""Files that are no workbook: what they are is said truly, and what to save them as."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workbooks.books import xlsx
from tests.workbooks.made_by_hand import packed
from varaamo_sync.model import LANGS
from varaamo_sync.words import text
from varaamo_sync.workbooks import read_book

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def _ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + b"\0" * 600


def _odf(kind: str) -> bytes:
    return packed({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": "<a/>"})


FOREIGN = {
    "old Excel": (_ole("Workbook"), "(.xls)", "Excel-työkirja (.xlsx)"),
    "older Excel": (b"\x09\x08\x10\0" + b"\0" * 60, "(.xls)", "Excel-työkirja (.xlsx)"),
    "old Word": (_ole("WordDocument"), "(.doc)", "Kopioi taulukko"),
    "old slides": (_ole("PowerPoint Document"), "(.ppt)", "Kopioi taulukko"),
    "old mail": (_ole("__substg1.0_"), "vanha Office-tiedosto", ".xlsx"),
    "binary Excel": (packed({"xl/workbook.bin": b"a"}), "(.xlsb)", "Excel-työkirja (.xlsx)"),
    "Word": (packed({"word/document.xml": b"<a/>"}), "(.docx)", "Kopioi taulukko"),
    "backslashed Word": (packed({"word\\document.xml": b"<a/>"}), "(.docx)", "Kopioi taulukko"),
    "slides": (packed({"ppt/presentation.xml": b"<a/>"}), "(.pptx)", "Kopioi taulukko"),
    "Writer": (_odf("text"), "(.odt)", "Kopioi taulukko"),
    "Impress": (_odf("presentation"), "(.odp)", "Kopioi taulukko"),
    "Numbers": (packed({"Index/Document.iwa": b"a"}), "(.numbers)", "Arkisto, Vie, Excel"),
    "archive": (packed({"a.txt": b"a"}), "pakattu arkisto", "Pura"),
    "gzip": (b"\x1f\x8b" + b"\1" * 60, "pakattu arkisto", "Pura"),
    "PDF": (b"%PDF-1.7\n1 0 obj", "PDF", "Pyydä alkuperäinen taulukko"),
    "photo": (b"\xff\xd8\xff\xe0" + b"\1" * 60, "kuva", "Pyydä alkuperäinen taulukko"),
    "RTF": (b"{\\rtf1\\ansi}", "(.rtf)", "Kopioi taulukko"),
    "web page": (b"<!DOCTYPE html><table><tr><td>a</td></tr></table>", "HTML", ".xlsx"),
    "web page named .xls": (b'<html xmlns:x="urn:x:office:excel">', "HTML", ".xlsx"),
    "XML of Excel": (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "XML-taulukko", ".xlsx",
    ),
    "flat ODF": (
        b'<?xml version="1.0"?><office:document a="opendocument.spreadsheet"/>',
        "(.fods)", ".xlsx",
    ),
    "shortcut": (b'{"url": "https://docs.example.org/a"}', "linkki", "lataa"),
    "SYLK": (b"ID;PWXL;N;E\r\nP;PGeneral\r\n", "SYLK", ".xlsx"),
    "notes": (b"Tilat\nSali on iso\nKerho on pieni\n", "(.txt)", "Kopioi taulukko"),
}  # fmt: skip


@pytest.mark.parametrize("name", FOREIGN)
def test_a_foreign_file_says_what_it_is_and_how_to_save_it(name: str, tmp_path: Path) -> None:
    """Whatever the file is called, its content is named, and a way to a workbook is told."""
    data, called, way = FOREIGN[name]
    file = tmp_path / "tilat.xlsx"
    file.write_bytes(data)

    book, finding = read_book(file)

    assert book is None
    assert finding is not None
    assert "workbook-format" == finding.rule
    assert called in text(finding.rule, "message", "fi", finding.params)
    assert way in text(finding.rule, "fix", "fi", finding.params)
    for lang in LANGS:
        assert ".xls" in text(finding.rule, "fix", lang, finding.params)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("~$tilat.xlsx", b"\x05Tekij" + b"\0" * 159),
        (".~lock.tilat.ods#", b",tekija,kone,26.11.2026 10:00,file:///a;"),
        ("._tilat.xlsx", b"\0\x05\x16\x07\0\2\0\0Mac OS X"),
    ],
)
def test_a_lock_is_skipped_with_a_word(name: str, data: bytes, tmp_path: Path) -> None:
    """What a program leaves beside an open workbook is a hint, and its content is told nowhere."""
    file = tmp_path / name
    file.write_bytes(data)

    book, finding = read_book(file)

    assert book is None
    assert finding is not None
    assert ("workbook-lock", "hint") == (finding.rule, finding.severity)
    assert {} == finding.params


def test_a_workbook_with_the_name_of_a_lock_is_a_workbook(tmp_path: Path) -> None:
    """Only a small file that is no archive is taken for a lock."""
    file = tmp_path / "~$tilat.xlsx"
    file.write_bytes(xlsx((("Toimipiste", "Nimi"), ("Talo", "Sali"))))

    assert read_book(file)[0] is not None
