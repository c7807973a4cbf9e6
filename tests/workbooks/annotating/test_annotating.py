"""A unit's own workbook back: marked, otherwise as it was, and clean again the next time."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from PIL import Image as Picture

from tests.workbooks.books import known, read, room, saved, xlsx
from tests.workbooks.files.test_opening import SHEET, with_part
from varaamo_sync.findings import Severity
from varaamo_sync.workbooks.annotating.annotate import MOST_CELLS, Annotated, Mark, annotate
from varaamo_sync.workbooks.files.limits import Unreadable
from varaamo_sync.workbooks.files.opening import open_book

HEAD = ("Toimipiste", "Nimi", "Henkilömäärä", "Lyhin varausaika")
ROWS = (HEAD, ("Arabian nuorisotalo", "Uusi", "ks. liite", "=1+1"))
RED = PatternFill("solid", start_color="FFFF0000")


def _mark(
    row: int, column: int, what: str = "=Väärin", severity: Severity = Severity.ERROR
) -> Mark:
    return Mark("Tilat", row, column, severity, "Uusi", what, "Korjaa", "toimipiste")


def _book() -> bytes:
    """Return a workbook with styles, comments, formats and merges of its own."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Tilat"
    for row in ROWS:
        sheet.append(row)
    sheet["B2"].fill, sheet["B2"].font = RED, Font(bold=True)
    sheet["C2"].comment = Comment("oma kommentti", "Talo")
    rule = CellIsRule(operator="equal", formula=['"a"'], fill=RED)
    sheet.conditional_formatting.add("A1:A9", rule)
    sheet.merge_cells("A3:B4")
    sheet.column_dimensions["B"].width = 44
    book.create_sheet("Omat muistiinpanot")["A1"] = "säilyy"
    return saved(book)


def _done(data: bytes, *marks: Mark, lossy: bool = False) -> Annotated:
    return annotate(data, marks, lossy=lossy)


def _marked(data: bytes, *marks: Mark) -> bytes:
    done = _done(data, *marks)
    assert done.data is not None
    return done.data


def test_problem_cells_get_a_comment_a_colour_and_a_line_in_the_list() -> None:
    """Each problem is told at its cell and on a first sheet that links to it."""
    marks = (_mark(2, 3, "Ei luku"), _mark(2, 4, severity=Severity.WARNING), _mark(4, 2))
    book = load_workbook(io.BytesIO(_marked(_book(), *marks)))
    sheet, report = book["Tilat"], book["Korjattavaa"]

    assert ["Korjattavaa", "Tilat", "Omat muistiinpanot"] == book.sheetnames
    assert sheet["C2"].comment.text.startswith("oma kommentti")
    assert "Ei luku\n→ Korjaa" in sheet["C2"].comment.text
    assert "Talo" == sheet["C2"].comment.author
    assert sheet["A3"].comment is not None
    coloured = {frozenset(str(one.sqref).split()) for one in sheet.conditional_formatting}
    assert {frozenset({"A1:A9"}), frozenset({"C2", "A3"}), frozenset({"D2"})} == coloured
    assert ["Tilat!C2", "Uusi", "Ei luku", "Korjaa", "toimipiste"] == [c.value for c in report[4]]
    assert "'Tilat'!C2" == report["A4"].hyperlink.location
    assert {"s"} == {report[f"C{row}"].data_type for row in (4, 5, 6)}


def test_everything_else_stays() -> None:
    """Styles, widths, merges, formulas, formats and other sheets are as they were."""
    sheet = load_workbook(io.BytesIO(_marked(_book(), _mark(2, 2))))["Tilat"]
    other = load_workbook(io.BytesIO(_marked(_book(), _mark(2, 2))))["Omat muistiinpanot"]

    assert ("FFFF0000", True) == (sheet["B2"].fill.start_color.rgb, sheet["B2"].font.b)
    assert (44, ["A3:B4"]) == (
        sheet.column_dimensions["B"].width,
        [str(m) for m in sheet.merged_cells],
    )
    assert "=1+1" == sheet["D2"].value
    assert "säilyy" == other["A1"].value


def test_the_next_run_takes_the_old_marks_out() -> None:
    """Marking again, with nothing to mark, gives back comments, formats and sheets as they were."""
    once = _marked(_book(), _mark(2, 2), _mark(2, 3))
    clean = load_workbook(io.BytesIO(_marked(once)))
    sheet, before = clean["Tilat"], load_workbook(io.BytesIO(_book()))["Tilat"]

    assert 1 == clean.sheetnames.count("Korjattavaa")
    assert (None, "oma kommentti", "Talo") == (
        sheet["B2"].comment, sheet["C2"].comment.text, sheet["C2"].comment.author
    )  # fmt: skip
    assert ["A1:A9"] == [str(one.sqref) for one in sheet.conditional_formatting]
    assert [[c.value for c in row] for row in before] == [[c.value for c in row] for row in sheet]


def test_marks_do_not_pile_up() -> None:
    """Marking the same problems twice gives the same workbook as marking them once."""
    marks = (_mark(2, 2), _mark(2, 3))
    once = load_workbook(io.BytesIO(_marked(_book(), *marks)))
    twice = load_workbook(io.BytesIO(_marked(_marked(_book(), *marks), *marks)))

    for name in ("Tilat", "Korjattavaa"):
        first, second = once[name], twice[name]
        assert [c.comment and c.comment.text for r in first for c in r] == [
            c.comment and c.comment.text for r in second for c in r
        ]
        assert [set(str(one.sqref).split()) for one in first.conditional_formatting] == [
            set(str(one.sqref).split()) for one in second.conditional_formatting
        ]


def test_an_import_ignores_what_was_added() -> None:
    """A marked workbook imports as the unmarked one does."""
    before = read(_book(), known(room()))
    after = read(_marked(_book(), _mark(2, 3), _mark(2, 4)), known(room()))

    assert before.additions == after.additions
    assert before.findings == after.findings


def test_a_sheet_of_that_name_that_is_not_ours_stays() -> None:
    """A unit may have a sheet called Korjattavaa: it is kept, read, and ours gets another name."""
    data = xlsx({"Korjattavaa": ROWS})
    book = load_workbook(io.BytesIO(_marked(data)))

    assert ["Korjattavaa 2", "Korjattavaa"] == book.sheetnames
    assert 1 == len(read(_marked(data), known(room())).additions)


DRAWING = (
    b'<xdr:wsDr xmlns:xdr="x"><xdr:twoCellAnchor><xdr:sp macro=""></xdr:sp></xdr:twoCellAnchor>'
    b"</xdr:wsDr>"
)
LOST = {
    "macros": ("xl/vbaProject.bin", b"x"),
    "controls": ("xl/ctrlProps/ctrlProp1.xml", b"<a/>"),
    "shapes": ("xl/drawings/drawing1.xml", DRAWING),
    "charts": ("xl/charts/chart1.xml", b"<a/>"),
    "threaded-comments": ("xl/threadedComments/threadedComment1.xml", b"<a/>"),
    "embedded": ("xl/embeddings/oleObject1.bin", b"x"),
    "slicers": ("xl/slicers/slicer1.xml", b"<a/>"),
    "pivots": ("xl/pivotTables/pivotTable1.xml", b"<a/>"),
    "queries": ("xl/connections.xml", b"<a/>"),
    "labels": ("docMetadata/LabelInfo.xml", b"<a/>"),
    "checkboxes": ("xl/featurePropertyBag/featurePropertyBag.xml", b"<a/>"),
    "signatures": ("_xmlsignatures/sig1.xml", b"<a/>"),
    "xl/outoa/uutta.bin": ("xl/outoa/uutta.bin", b"x"),
}


@pytest.mark.parametrize("what", LOST)
def test_what_would_be_lost_is_named_and_nothing_is_written(what: str) -> None:
    """Shapes, controls, macros and all else that saving drops stop it, until --lossy."""
    part, content = LOST[what]
    data = with_part(_book(), part, lambda _: content)

    refused = _done(data, _mark(2, 2))
    allowed = _done(data, _mark(2, 2), lossy=True)

    assert (None, (what,)) == (refused.data, refused.lost)
    assert ((what,), 1) == (allowed.lost, allowed.cells)
    assert allowed.data is not None
    assert part not in zipfile.ZipFile(io.BytesIO(allowed.data)).namelist()


@pytest.mark.parametrize(
    ("xml", "what"),
    [
        (b'<extLst><ext><x14:sparklineGroups xmlns:x14="x" count="1"/></ext></extLst>',
         "sparklines"),
        (b'<picture xmlns:r="x" r:id="a"/>', "backgrounds"),
        (b'<controls xmlns:r="x"><control/></controls>', "controls"),
    ],
)  # fmt: skip
def test_what_hides_within_a_sheet_is_named(xml: bytes, what: str) -> None:
    """Drop-downs of another sheet, sparklines and such are found inside the sheets, too."""
    data = with_part(_book(), SHEET, lambda s: s.replace(b"</worksheet>", xml + b"</worksheet>"))

    assert (what,) == _done(data).lost


def test_drop_downs_of_another_sheet_stay() -> None:
    """What Excel keeps in its extension of the file is an ordinary drop-down afterwards."""
    extension = (
        b'<extLst><ext xmlns:x14="a" uri="{CCE6A557}"><x14:dataValidations xmlns:xm="b" count="1">'
        b'<x14:dataValidation type="list" allowBlank="1" showErrorMessage="1" prompt="Valitse">'
        b"<x14:formula1><xm:f>'Omat muistiinpanot'!$A$1:$A$5</xm:f></x14:formula1>"
        b"<xm:sqref>A2:A9 C2</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"
    )
    data = with_part(
        _book(), SHEET, lambda xml: xml.replace(b"</worksheet>", extension + b"</worksheet>")
    )
    sheet = load_workbook(io.BytesIO(_marked(data, _mark(2, 2))))["Tilat"]

    (kept,) = sheet.data_validations.dataValidation
    assert ("list", "'Omat muistiinpanot'!$A$1:$A$5", "Valitse") == (
        kept.type, kept.formula1, kept.prompt
    )  # fmt: skip
    assert {"A2:A9", "C2"} == set(str(kept.sqref).split())
    assert (True, True, False) == (kept.allowBlank, kept.showErrorMessage, kept.showDropDown)


def test_an_ordinary_workbook_loses_nothing() -> None:
    """What we make ourselves, and what openpyxl keeps, is marked without ``--lossy``."""
    google = with_part(_book(), "xl/metadata", lambda _: b"x")

    assert () == _done(_book()).lost == _done(google).lost


def test_a_workbook_that_the_library_cannot_open_is_refused() -> None:
    """Whatever goes wrong in the library is one clear message."""
    broken = with_part(_book(), "xl/styles.xml", lambda xml: xml[:200])

    with pytest.raises(Unreadable):
        annotate(broken, ())


def test_results_of_formulas_stay() -> None:
    """What a formula gave is in the file that comes back, so an import still reads it."""

    def computed(xml: bytes) -> bytes:
        return xml.replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>").replace(
            b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>"
        )

    data = with_part(_book(), SHEET, computed)
    back = _marked(data, _mark(2, 4))

    assert [2] == [row[3] for row in open_book(data, "a").sheets[0].rows if row[3:] == [2]]
    assert open_book(data, "a").sheets[0].rows == open_book(back, "a").sheets[1].rows
    assert "=1+1" == load_workbook(io.BytesIO(back))["Tilat"]["D2"].value


def test_pictures_stay_and_those_that_would_not_are_named() -> None:
    """A logo comes back; drawings that the library cannot keep are named."""
    picture = io.BytesIO()
    Picture.new("RGB", (4, 4)).save(picture, "PNG")
    book = load_workbook(io.BytesIO(_book()))
    book["Tilat"].add_image(Image(picture), "F2")
    data = saved(book)
    crop = b'<a:srcRect l="10"/>'
    cropped = with_part(data, "xl/drawings/drawing1.xml", lambda xml: xml + crop)

    assert "xl/media/image1.png" in zipfile.ZipFile(io.BytesIO(_marked(data))).namelist()
    assert ("images",) == _done(with_part(data, "xl/media/image2.emf", lambda _: b"x")).lost
    assert ("crops",) == _done(cropped).lost


def test_a_sheet_that_is_coloured_down_to_its_end_is_refused() -> None:
    """Cells without content take memory, too: one clear message, before anything grows."""
    row = b"<row>" + b'<c s="0"/>' * 1000 + b"</row>"
    data = with_part(
        _book(),
        SHEET,
        lambda xml: xml.replace(b"</sheetData>", row * (MOST_CELLS // 1000) + b"</sheetData>"),
    )

    with pytest.raises(Unreadable, match="workbook-too-large"):
        annotate(data, ())
