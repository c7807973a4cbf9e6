"""Small files that say to be huge: refused in words, and the process lives."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from tests.workbooks.books import known, read, saved, xlsx
from tests.workbooks.files.hostile import family, outcome
from tests.workbooks.files.test_opening import DOCTYPE, with_part
from tests.workbooks.made_by_hand import SHEET, sheet_of
from varaamo_sync.workbooks.annotating.annotate import Mark, annotate
from varaamo_sync.workbooks.files.excel.xlsx import memory, read_apart
from varaamo_sync.workbooks.files.limits import MOST_ROWS, Budget, Unreadable
from varaamo_sync.workbooks.files.opening import open_book
from varaamo_sync.workbooks.findings import Severity

ROOT = Path(__file__).parents[3]
REFUSALS = {"workbook-place", "workbook-too-large", "workbook-empty"}
FAR = sheet_of(
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="900000"><c r="CU900000"><v>1</v></c></row>'
)


def test_no_reference_and_no_repeat_takes_the_process_or_its_memory() -> None:
    """Each of 900 places and repeats is read within the limits, or refused by what is odd in it."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.workbooks.files.hostile"],
        cwd=ROOT, stdout=subprocess.PIPE, timeout=110, check=False,
    )  # fmt: skip

    assert 0 == done.returncode
    told = json.loads(done.stdout)
    cells = {name: int(what) for name, what in told["outcomes"].items() if what.isdigit()}
    assert REFUSALS == set(told["outcomes"].values()) - {str(count) for count in cells.values()}
    assert max(cells.values()) <= MOST_ROWS
    assert max(told["peaks"]) < 200
    assert len(family()) == len(told["outcomes"]) > 900


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("cell A99999999 ", "workbook-place"),
        ("cell xfd5000 ", "workbook-too-large"),
        ("row A99999999", "workbook-place"),
        ("prefixed A99999999", "workbook-place"),
        ('cell xfd5000 t="str"', "workbook-too-large"),
        ("rows +40000", "workbook-place"),
        ("columns-repeated 4e4", "workbook-place"),
        ("spaces 2000000000", "workbook-too-large"),
        ("two encodings", "workbook-empty"),
    ],
)
def test_each_kind_of_place_is_refused_for_what_it_is(name: str, rule: str) -> None:
    """What no sheet can have is told as odd; what one can have, but too far out, as too large."""
    assert rule == outcome(family()[name])


LETTERS = st.text("ABCXYZabc$é", max_size=4)
DIGITS = st.one_of(st.integers(0, 3000).map(str), st.text("0123+- .", max_size=4))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(LETTERS, DIGITS, st.booleans()), min_size=1, max_size=3))
def test_cells_stand_where_their_places_say(places: list[tuple[str, str, bool]]) -> None:
    """What is read stands where another library reads it, whatever the places look like."""
    rows = "".join(
        f"<row><c r='{letters}{digits}'><v>{n}</v></c>{'<c><v>77</v></c>' * more}</row>"
        for n, (letters, digits, more) in enumerate(places, 1)
    )
    came = outcome(sheet_of(rows))
    if not came.isdigit():
        assert came in REFUSALS
        return
    cells = {
        (row, column): value
        for row, held in enumerate(open_book(sheet_of(rows), "a").sheets[0].rows, 1)
        for column, value in enumerate(held, 1)
        if value not in (None, 77)
    }
    last = {f"{letters}{digits}".upper(): n for n, (letters, digits, _) in enumerate(places, 1)}
    sheet = Workbook().active
    assert sheet is not None
    for name, n in last.items():
        sheet[name] = n
    assert cells.items() <= {(c.row, c.column): c.value for r in sheet for c in r}.items()


def test_a_reader_that_takes_too_much_is_ended() -> None:
    """Whatever gets past the measuring, the reader has only the memory that was measured for it."""
    with pytest.raises(Unreadable, match="workbook-reader-ended"):
        read_apart(FAR, Budget())


def test_memory_grows_with_what_was_measured() -> None:
    """A small file gets little memory, and each cell and letter that was measured some more."""
    budget = Budget()
    budget.take(cells=1_000_000, letters=1_000_000)

    assert memory(0, Budget()) < memory(1_000_000, Budget()) < memory(1_000_000, budget) < 1 << 30


def test_values_are_read_without_another_process_where_none_can_be() -> None:
    """A program that cannot start another one reads what was measured by itself."""
    data = sheet_of('<row><c t="d"><v>2027-01-31</v></c><c><v>1.5</v></c></row>')

    assert read_apart(data, Budget()) == read_apart(data, Budget(), python="/nowhere/python")


@pytest.mark.parametrize(
    ("after", "rule"),
    [
        ('<mergeCells><mergeCell ref="A2:XFD1048576"/></mergeCells>', "workbook-too-large"),
        ('<hyperlinks><hyperlink ref="A1:XFD1048576"/></hyperlinks>', "workbook-too-large"),
        ('<hyperlinks><hyperlink ref="A:XFD"/></hyperlinks>', "workbook-place"),
        ('<mergeCells><mergeCell ref="A2:A99999999"/></mergeCells>', "workbook-place"),
    ],
)
def test_marking_a_workbook_does_not_make_cells_without_end(after: str, rule: str) -> None:
    """The library that marks makes a cell for each of a range: too large a one is refused."""
    row = '<row><c t="inlineStr"><is><t>Nimi</t></is></c></row>'

    with pytest.raises(Unreadable, match=rule):
        annotate(sheet_of(row, after=after), ())


def test_a_styled_cell_far_out_does_not_make_cells_without_end() -> None:
    """Marking looks at the cells that there are, not at all up to the farthest."""
    book = load_workbook(io.BytesIO(xlsx((("Toimipiste", "Nimi"), ("Esimerkkitalo", "Sali")))))
    assert book.active is not None
    book.active["XFD1048576"].number_format = "0.00"
    mark = Mark("Tilat", 2, 2, Severity.ERROR, "Sali", "Väärin", "Korjaa", "toimipiste")
    done = annotate(saved(book), [mark])

    assert done.data is not None
    assert 1 == len(read(done.data, known()).additions)


@pytest.mark.parametrize("part", ["xl/styles.xml", "docProps/core.xml", "xl/comments/comment1.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_marking_expands_no_entities(part: str, encoding: str) -> None:
    """Not only sheets are XML: entities in any part are refused before others see them."""
    evil = (DOCTYPE.decode() + "<x>&b;</x>").encode(encoding)
    data = with_part(xlsx((("Toimipiste", "Nimi"), ("Talo", "Sali"))), part, lambda _: evil)

    with pytest.raises(Unreadable, match="workbook-broken"):
        annotate(data, ())


@pytest.mark.parametrize("kind", ["str", "d"])
def test_an_empty_text_has_a_place_too(kind: str) -> None:
    """A cell with an empty text makes the sheet as large for the reader as any other one."""
    cell = f'<row r="40000"><c r="XFD40000" t="{kind}"><v></v></c></row></sheetData>'.encode()

    with pytest.raises(Unreadable, match="workbook-too-large"):
        open_book(
            with_part(xlsx((("a", "b"),)), SHEET, lambda x: x.replace(b"</sheetData>", cell)), "a"
        )
