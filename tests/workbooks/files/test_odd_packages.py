"""Packages that other programs write: other names of parts, other encodings, all of them open."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pytest

from tests.workbooks.books import xlsx
from tests.workbooks.made_by_hand import SHEET, ods_of, ods_row, ordinary, packed, parts
from varaamo_sync.workbooks.annotating.annotate import annotate
from varaamo_sync.workbooks.files.limits import Unreadable
from varaamo_sync.workbooks.files.opening import open_book

ROWS = [["Toimipiste", "Nimi"], ["Esimerkkitalo", "Sali; åäö"]]
Parts = Mapping[str, bytes]


def _renamed(held: Parts, names: Mapping[str, str], old: str, new: str) -> dict[str, bytes]:
    """Return parts under other names, by which the other parts call them then."""
    changed = {names.get(name, name): data for name, data in held.items()}
    return {name: data.replace(old.encode(), new.encode()) for name, data in changed.items()}


def _prefixed(xml: bytes) -> bytes:
    return re.sub(rb"<(/?)(\w)", rb"<\1x:\2", xml).replace(b"xmlns=", b"xmlns:x=")


def _encoded(held: Parts, encoding: str, said: str) -> dict[str, bytes]:
    declaration = f'<?xml version="1.0" encoding="{said}"?>'
    return {**held, SHEET: (declaration + held[SHEET].decode()).encode(encoding)}


MAIN, RELATED = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
ODD: dict[str, Callable[[Parts], Mapping[str, bytes]]] = {
    "backslashes": lambda p: {name.replace("/", "\\"): data for name, data in p.items()},
    "slash in front": lambda p: {f"/{name}": data for name, data in p.items()},
    "other case": lambda p: {name.lower().replace("sheet1", "SHEET1"): d for name, d in p.items()},
    "other main part": lambda p: _renamed(
        p, {MAIN: "xl/workbook2.xml", RELATED: "xl/_rels/workbook2.xml.rels"},
        "workbook.xml", "workbook2.xml",
    ),
    "other folder": lambda p: _renamed(
        p, {SHEET: "data/eka.xml"}, "/xl/worksheets/sheet1.xml", "/data/eka.xml"
    ),
    "back slashes inside": lambda p: {
        **p, RELATED: p[RELATED].replace(b"/xl/worksheets/sheet1", b"worksheets\\sheet1")
    },
    "a blank in a name": lambda p: _renamed(
        p, {SHEET: "xl/worksheets/sheet 1.xml"}, "worksheets/sheet1.xml", "worksheets/sheet%201.xml"
    ),
    "no list of parts": lambda p: {n: d for n, d in p.items() if n != "_rels/.rels"},
    "prefixes": lambda p: {**p, SHEET: _prefixed(p[SHEET]), MAIN: _prefixed(p[MAIN])},
    "indented": lambda p: {**p, SHEET: re.sub(rb"><(row|c|v|is)", rb">\n  <\1", p[SHEET])},
    "UTF-16": lambda p: _encoded(p, "utf-16", "UTF-16"),
    "UTF-16 without a mark": lambda p: _encoded(p, "utf-16-le", "UTF-16"),
    "Latin 1": lambda p: _encoded(p, "iso-8859-1", "ISO-8859-1"),
    "Latin 9": lambda p: _encoded(p, "iso-8859-15", "ISO-8859-15"),
    "UTF-8 that says UTF-16": lambda p: _encoded(p, "utf-8", "utf-16"),
    "a mark of UTF-8": lambda p: {**p, SHEET: b"\xef\xbb\xbf" + p[SHEET]},
    "a false size": lambda p: {**p, SHEET: re.sub(rb'(dimension ref=")[^"]*', rb"\1A1:", p[SHEET])},
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_packages_of_other_programs_open(name: str) -> None:
    """Unusual names, folders and encodings of parts change nothing of what is read."""
    book = open_book(packed(ODD[name](ordinary())), "a.xlsx")

    assert [("Tilat", ROWS)] == [(sheet.name, sheet.rows) for sheet in book.sheets]


@pytest.mark.parametrize("name", ODD)
def test_packages_of_other_programs_are_marked_or_refused_in_true_words(name: str) -> None:
    """What can be read is not called broken when it cannot be marked, and nothing of it is lost."""
    data = packed(ODD[name](ordinary()))
    try:
        done = annotate(data, ())
    except Unreadable as unreadable:
        assert "workbook-unmarkable" == unreadable.rule  # noqa: PT017  # either is right
    else:
        assert () == done.lost


def test_most_packages_of_other_programs_can_be_marked() -> None:
    """Only a part that names a false encoding of itself is beyond the library that marks."""
    refused = []
    for name, make in ODD.items():
        try:
            annotate(packed(make(ordinary())), ())
        except Unreadable:
            refused.append(name)

    assert {"UTF-8 that says UTF-16", "UTF-16 without a mark"} >= set(refused)


@pytest.mark.parametrize("encoding", ["utf-7", "cp037", "shift_jis", "bogus"])
def test_an_encoding_that_a_reader_may_take_otherwise_is_refused(encoding: str) -> None:
    """A part is read in one way only: where an encoding is not plain, nothing is."""
    held = ordinary()
    declared = f'<?xml version="1.0" encoding="{encoding}"?>'.encode()

    with pytest.raises(Unreadable, match="workbook-broken"):
        open_book(packed({**held, SHEET: declared + held[SHEET]}), "a.xlsx")
    content = parts(ods_of(ods_row("Nimi")))
    with pytest.raises(Unreadable, match="workbook-broken"):
        open_book(packed({**content, "content.xml": declared + content["content.xml"]}), "a.ods")


def test_two_names_for_one_part_are_refused() -> None:
    """Where two parts have one name once slashes are straight, nobody guesses which is meant."""
    held = ordinary()

    with pytest.raises(Unreadable, match="workbook-broken"):
        open_book(packed({**held, SHEET.replace("/", "\\"): held[SHEET]}), "a.xlsx")


def test_backslashes_open_in_ods_too() -> None:
    """The names of an OpenDocument package are read the same way."""
    held = parts(ods_of(ods_row("Toimipiste", "Nimi")))

    book = open_book(packed({n.replace("/", "\\"): d for n, d in held.items()}), "a.ods")
    assert [["Toimipiste", "Nimi"]] == book.sheets[0].rows


def test_sheets_keep_their_names_order_and_visibility() -> None:
    """Names that XML escapes, twins in other case, and hidden sheets are as the workbook says."""
    names = ("A & B", "<c>", "tilat", "Ä")
    book = open_book(xlsx(dict.fromkeys(names, ROWS)), "a.xlsx")

    assert list(names) == [sheet.name for sheet in book.sheets]
    assert all(ROWS == sheet.rows and not sheet.hidden for sheet in book.sheets)
