"""CSV files are read strictly: no row vanishes in a cell, and no letter becomes another one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workbooks.books import entry, known, read, room, rules
from varaamo_sync.findings import Finding
from varaamo_sync.words import text
from varaamo_sync.workbooks import read_book
from varaamo_sync.workbooks.files.csv_text import decode

HEAD = "Toimipiste;Nimi suomeksi;Kuvaus suomeksi;Henkilömäärä\n"
ROOMS = [f"Arabian nuorisotalo;Kerhohuone {n};Pieni huone.;{n + 3}\n" for n in range(1, 6)]


def _refused(folder: Path, content: str | bytes) -> Finding:
    file = folder / "tilat.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    book, finding = read_book(file)
    assert book is None
    assert finding is not None
    return finding


STRAY = {
    "never closed": ('2;"Näytön koko on 55;12', None),
    "closed by the beginning of a quoted cell": ('2;"Näyttö 55;12', '4;"Hieno";5'),
    "closed by another inch": ('2;"Näyttö 55;12', '4;Näyttö 27";5'),
    "closed in an earlier column": ('2;"Näyttö 55;12', '4 27";Näyttö;5'),
    "closed in a later column": ('"2;Näyttö 55;12', '4;Näyttö;5"'),
}


@pytest.mark.parametrize("name", STRAY)
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_a_quotation_that_swallows_rows_is_an_error_at_its_line(
    name: str, line_break: str, tmp_path: Path
) -> None:
    """However it ends, the error names the line and what would have been lost."""
    opening, closing = STRAY[name]
    rows = [*ROOMS]
    rows[1] = f"Arabian nuorisotalo;Kerhohuone {opening}\n".replace('Kerhohuone "2', '"2')
    if closing:
        rows[3] = f"Arabian nuorisotalo;Kerhohuone {closing}\n"
    found = _refused(tmp_path, (HEAD + "".join(rows)).replace("\n", line_break))

    assert ("workbook-quote-open", 3) == (found.rule, found.position.line if found.position else 0)
    assert "Kerhohuone 3" in str(found.params["rows"])
    assert "4 " in text(found.rule, "message", "fi", found.params)


@pytest.mark.parametrize(
    "cell",
    [
        '"Iso; valoisa"', '"Ensimmäinen; rivi\ntoinen rivi"', '"Sanoi ""hei""; ja lähti"',
        'Näyttö 55"', '"Yksi\n\nKaksi; kolme; neljä; viisi"', '"a;b\nc;d\ne;f"', '""',
        '"Pöytiä;\ntuoleja;\nnäyttö"',
    ],
)  # fmt: skip
def test_quotations_that_are_closed_are_read(cell: str) -> None:
    """Line breaks, separators and doubled marks within a cell are what quotations are for."""
    rows = [*ROOMS]
    rows[1] = f"Arabian nuorisotalo;Kerhohuone 2;{cell};7\n"
    plan = read((HEAD + "".join(rows)).encode(), known(room()), "a.csv")

    assert 5 == len(plan.additions)
    assert {"max": 7} == entry(plan, "Kerhohuone 2")["capacity"]


def test_a_separator_without_marks_shifts_nothing() -> None:
    """A row with a cell too many is not read into the wrong columns; the others are."""
    head = "Toimipiste;Nimi;Kuvaus;Henkilömäärä;Pinta-ala\n"
    good = "".join(f"Arabian nuorisotalo;Huone {n};Pieni.;5;20\n" for n in range(6))
    plan = read(
        f"{head}{good}Arabian nuorisotalo;Sali;Iso; valoisa;100;200\n".encode(), known(room())
    )

    assert 6 == len(plan.additions)
    assert ("row-too-wide", "F8") in rules(plan)


def test_a_column_without_a_header_is_no_slip_of_a_row() -> None:
    """Where most rows go on beyond the headers, a header is missing."""
    rows = "".join(f"Arabian nuorisotalo;Huone {n};5;jotain\n" for n in range(4))
    plan = read(f"Toimipiste;Nimi;Henkilömäärä\n{rows}".encode(), known(room()))

    assert 4 == len(plan.additions)
    assert ("column-unnamed", "D2") in rules(plan)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Nimi;Hinta\nSali;12,50 €/h\n", "iso-8859-15"),
        ("Nimi;Hinta\nSääli;12,50 €/h\n", "iso-8859-15"),
        ("Nimi;Hinta\nŠakkihuone;5\n", "iso-8859-15"),
        ("Nimi;Hinta\nTšehov;5\n", "iso-8859-15"),
        ("Nimi;Hinta\nSääli;12,50 €/h\n", "cp1252"),
        ("Nimi;Hinta\nSääli;½ h\n", "cp1252"),
        ("Nimi;Hinta\nRock´n´roll ääni;5\n", "cp1252"),
        ("Nimi;Hinta\nŠakki – ”huone”;5 €\n", "cp1252"),
        ("Nimi;Hinta\nÅbo;5\n", "iso-8859-1"),
        ("Nimi;Hinta\nSääli;5 €\n", "utf-8"),
    ],
)
def test_letters_and_the_euro_are_what_they_were(text: str, encoding: str) -> None:
    """The pages of letters that Finnish programs write are told apart by what they mean."""
    assert text == decode(text.encode(encoding))[0]


def test_a_price_of_an_iso_page_is_a_price() -> None:
    """€ is not ¤: the price is read, and the encoding is said."""
    data = "Toimipiste;Nimi;Hinta\nArabian nuorisotalo;Kööri;12,50 €/h\n".encode("iso-8859-15")
    plan = read(data, known(room()))

    assert "unread" not in entry(plan, "Kööri")
    assert "ISO-8859-15" == decode(data)[1]
