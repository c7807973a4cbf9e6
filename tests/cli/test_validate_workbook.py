"""The findings as a workbook: one row a finding, a sheet for each service unit, and what to do."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import openpyxl
import pytest

from tests.cli.conftest import Run
from tests.cli.faulty import room, rooms, write
from varaamo_sync.model import LANGS, Lang
from varaamo_sync.workbooks import Column, ListSheet, read_book, write_lists


def book_of(cli: Run, folder: Path, *options: object, lang: Lang = "en") -> Any:
    """Return the workbook of a catalogue's findings."""
    file = folder.parent / "found.xlsx"
    ran = cli("validate", folder, "--format", "xlsx", "--output", file, "--lang", lang, *options)
    assert 70 != ran.code, ran.err
    return openpyxl.load_workbook(file)


def rows(sheet: Any) -> list[tuple[Any, ...]]:
    """Return what stands in a sheet below its headers."""
    return list(sheet.iter_rows(min_row=2, values_only=True))


@pytest.mark.parametrize("lang", LANGS)
def test_every_finding_is_a_row(cli: Run, helsinki: Path, lang: Lang) -> None:
    """Each sheet of a service unit has its findings, with all that JSON says of them."""
    book = book_of(cli, helsinki, lang=lang)
    ran = cli("validate", helsinki, "--format", "json", "--lang", lang)
    told = {
        (row[0], row[3], row[6], row[9], row[10], row[11])
        for unit in ("KIR", "KULP", "LIIKU", "NUP")
        for row in rows(book[unit])
    }
    found = json.loads(ran.out)["findings"]

    assert told == {
        (f["service_unit"], f["room"], f["message"], f["rule"], f["file"], f["line"]) for f in found
    }
    assert len(found) == sum(len(rows(book[unit])) for unit in ("KIR", "KULP", "LIIKU", "NUP"))


def test_a_row_reads_as_a_person_writes(cli: Run, tmp_path: Path) -> None:
    """Names, the heading of the field, words for how bad it is and for who mends it."""
    folder = write(tmp_path / "tilat", nup=rooms("NUP", room("nup-a", "Sali", capacity="{max: 5}")))
    (row,) = rows(book_of(cli, folder, "--unit", "NUP", lang="fi")["NUP"])

    assert row[:6] == ("NUP", "Talo NUP", "Sali", "nup-a", "Henkilöitä vähintään", "vihje")
    assert row[8:] == ("toimipiste", "capacity-half", "nup.yaml", 16)


def test_sheets_are_ready_to_be_filtered(cli: Run, helsinki: Path) -> None:
    """Headers stay in view, filters are on over all rows, and each sheet prints on A4."""
    book = book_of(cli, helsinki)

    assert ["Standing", "To do", "KIR", "KULP", "LIIKU", "NUP"] == book.sheetnames
    for sheet in book:
        assert "A2" == sheet.freeze_panes
        assert sheet.dimensions == sheet.auto_filter.ref
        assert "$1:$1" == sheet.print_title_rows


def test_rows_are_as_high_as_their_texts(cli: Run, helsinki: Path) -> None:
    """A text that takes several lines is seen whole, in programs that fit no heights, too."""
    sheet = book_of(cli, helsinki, lang="fi")["KIR"]
    longest = max(len(sheet["G3"].value), len(sheet["H3"].value))

    assert 60 == sheet.column_dimensions["G"].width
    assert 60 < longest <= 120
    assert 30 == sheet.row_dimensions[3].height


def test_links_lead_to_files_and_sheets(cli: Run, tmp_path: Path) -> None:
    """A file is found from where the workbook lies, and what is to be done from its unit."""
    folder = write(tmp_path / "tilat 100 %")
    book = book_of(cli, folder)
    link = book["NUP"]["K2"].hyperlink.target

    assert (folder / "nup.yaml").samefile(tmp_path / unquote(link))
    assert "'KIR'!A1" == book["Standing"]["A2"].hyperlink.location
    assert "#" not in link


def test_the_summary_counts_what_the_sheets_hold(cli: Run, faulty_files: Path) -> None:
    """Rooms by how they stand, findings by service unit, and those of files beside them."""
    book = book_of(cli, faulty_files)
    standing = rows(book["Standing"])

    assert standing == [
        ("KIR Library services", 1, 0, 1, 0, 1),
        ("NUP Youth services", 4, 1, 2, 1, 4),
        ("Files and settings", None, None, None, None, 1),
        ("Total", 5, 1, 3, 1, 6),
    ]
    assert 1 == len(rows(book["Files and settings"]))


@pytest.fixture
def faulty_files(tmp_path: Path) -> Path:
    """Give the faulty catalogue with a setting of a rule that there is not."""
    folder = write(tmp_path / "tilat")
    (folder / "catalogue.yaml").write_text("format: 1\nid: testi\nrules: {kaikki: off}\n")
    return folder


def test_what_is_to_be_done_names_who_and_which(cli: Run, faulty_files: Path) -> None:
    """For each owner and service unit: what, how many rooms, which ones, and how to mend it."""
    to_do = rows(book_of(cli, faulty_files)["To do"])

    assert (
        "translator", "NUP", "error", "missing: description sv", 1, 1, "nup-kerho",
        "Ask for a translation of the description into Swedish.",
    ) in to_do  # fmt: skip
    assert 6 == sum(row[5] for row in to_do)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "'=1", "\x1b[31m", "_x0041_", "a\nb"])
def test_no_text_is_a_formula(cli: Run, tmp_path: Path, text: str) -> None:
    """What a catalogue holds is text for a spreadsheet program, whatever it begins with."""
    quoted = json.dumps(text)
    entry = room("nup-a", "Sali", capacity="{max: 5}").replace("{fi: Sali", f"{{fi: {quoted}")
    folder = write(tmp_path / "tilat", nup=rooms("NUP", entry).replace("Talo NUP", quoted))
    book = book_of(cli, folder, lang="fi")
    cells = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]

    assert {"s", "n"} == {cell.data_type for cell in cells}
    name = book["NUP"]["C2"]
    assert text.strip("'\x1b")[:1] in name.value
    assert name.value.startswith(("=", "+", "-", "@")) is name.quotePrefix


def test_it_is_read_by_other_programs(tmp_path: Path) -> None:
    """Lists open with the reader of Excel's own form, texts and numbers as they were."""
    columns = (Column("Nimi", 20), Column("Luku", 5))
    file = tmp_path / "a.xlsx"
    file.write_bytes(write_lists([ListSheet("Lista", columns, [("Sali", 3), (None, 4)])]))
    book, wrong = read_book(file)

    assert wrong is None
    assert book is not None
    (sheet,) = book.sheets
    assert [("Nimi", "Luku"), ("Sali", 3), (None, 4)] == [
        tuple(value or None for value in row) for row in sheet.rows
    ]


def test_long_texts_and_many_links_are_kept_within_limits() -> None:
    """No cell and no sheet holds more than Excel opens."""
    from io import BytesIO

    from varaamo_sync.workbooks import Link

    many = [(Link("x" * 40_000 if n == 0 else "a", "nup.yaml"),) for n in range(10_050)]
    data = write_lists([ListSheet("Lista", (Column("A", 5),), many)])
    sheet = openpyxl.load_workbook(BytesIO(data)).active

    assert sheet is not None
    assert 32_667 == len(str(sheet["A2"].value))
    assert sheet["A10001"].hyperlink
    assert not sheet["A10002"].hyperlink
    assert 10_051 == sheet.max_row


@pytest.mark.usefixtures("english")
def test_a_workbook_needs_a_file(cli: Run, helsinki: Path) -> None:
    """A terminal shows no workbook: without a file it is refused, and one is named that will do."""
    ran = cli("validate", helsinki, "--format", "xlsx")

    assert (2, "") == (ran.code, ran.out)
    assert "--output findings.xlsx" in ran.err


def test_without_the_extra_it_is_told_how_to_get_it(helsinki: Path, tmp_path: Path) -> None:
    """Where openpyxl is not installed, what is said is the extra that brings it."""
    code = (
        "import sys; sys.modules['openpyxl'] = None; from varaamo_sync_cli.main import run; "
        f"sys.exit(run(['validate', {str(helsinki)!r}, '--format', 'xlsx', "
        f"'--output', {str(tmp_path / 'a.xlsx')!r}]))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert 2 == ran.returncode
    assert "varaamo-sync[sheets]" in ran.stderr
    assert not (tmp_path / "a.xlsx").exists()


def test_the_text_stands_beside_it(cli: Run, helsinki: Path, tmp_path: Path) -> None:
    """The workbook goes to its file; a person reads the text, and the exit code is that of it."""
    shown = cli("validate", helsinki)
    ran = cli("validate", helsinki, "--format", "xlsx", "--output", tmp_path / "a.xlsx")

    assert (shown.code, shown.out) == (ran.code, ran.out)
