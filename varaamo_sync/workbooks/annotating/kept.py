"""What openpyxl drops of a workbook though it can be kept: read before, and put back after.

Results of formulas: the library keeps the formulas alone. Without what they gave a workbook would
come back with empty cells wherever nobody computes, such as in a preview, and an import would
find no values.

Drop-downs whose list is on another sheet: Excel keeps them in an extension of the file. They
are put back as ordinary ones, which Excel reads as well.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.sax.saxutils import escape

from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.workbooks.files.excel.parts import TRUE, ExcelParts, find_excel_parts
from varaamo_sync.workbooks.files.excel.scan import merge_of, place_of
from varaamo_sync.workbooks.files.limits import Unreadable, too_large
from varaamo_sync.workbooks.files.package import Attributes, Package, parse_xml

if TYPE_CHECKING:
    from openpyxl import Workbook

_RANGES = ("mergeCell", "hyperlink")
_XML = (".xml", ".rels", ".vml")
_COMPUTED = lazy_pattern(
    r'<c r="([A-Z]+\d+)"([^>]*)>(<f(?: [^>]*)?(?:/>|>[^<]*</f>))<v(?: ?/>|></v>)'
)
_TYPE = lazy_pattern(r' t="\w+"')
_FLAGS = ("allowBlank", "showDropDown", "showInputMessage", "showErrorMessage")
_WORDS = ("type", "operator", "errorStyle", "errorTitle", "error", "promptTitle", "prompt")
_OF_DROP_DOWNS = ("formula1", "formula2", "sqref")


class Result(NamedTuple):
    """What a formula gave: the type of its cell, empty for a number, and the words of it."""

    type: str
    words: str


class SheetScan:
    """One pass over the XML of a sheet: how many cells openpyxl makes of it, and what it drops.

    The library makes one for each cell of a range, without a limit: a file of a few bytes may
    merge a whole sheet, or put a link on it. A cell that is empty but has a style counts, too.

    Attributes:
        cells: Cells of it and of the sheets before.
        results: What its formulas gave, by cell.
    """

    def __init__(self, sheet: str, cells: int, most: int) -> None:
        self.cells = cells
        self.results: dict[str, Result] = {}
        self._sheet = sheet
        self._most = most
        self._drop_downs: list[tuple[Attributes, dict[str, str]]] = []
        self._cell = self._type = self._part = self._inside = ""
        self._computed = False
        self._words: list[str] = []

    def start(self, tag: str, attributes: Attributes) -> None:
        """Take the beginning of an element."""
        if tag == "c":
            self.cells += 1
            self._cell, self._type = attributes.get("r", ""), attributes.get("t", "")
            self._computed = False
            self._words.clear()
            if self._cell:
                place_of(self._cell, self._sheet)
        elif tag in _RANGES:
            area = merge_of(attributes.get("ref", ""), self._sheet)
            self.cells += (area.bottom - area.top + 1) * (area.right - area.left + 1)
        elif tag == "dataValidation":
            self._drop_downs.append((attributes, {}))
        elif tag in ("formula1", "formula2"):
            self._part = tag
        elif tag == "f":
            self._computed = True
            self._inside = self._part
        elif tag in ("v", "sqref"):
            self._inside = tag
        if self.cells > self._most:
            raise too_large("cells", self._most)

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        if tag in ("f", "v", "sqref"):
            self._inside = ""
        elif tag in ("formula1", "formula2"):
            self._part = ""
        elif tag == "c" and self._computed and self._words:
            self.results[self._cell] = Result(self._type, "".join(self._words))

    def text(self, words: str) -> None:
        """Take some of the text of an element."""
        if self._inside == "v":
            self._words.append(words)
        elif self._inside in _OF_DROP_DOWNS and self._drop_downs:
            parts = self._drop_downs[-1][1]
            parts[self._inside] = parts.get(self._inside, "") + words

    def drop_downs(self) -> list[dict[str, Any]]:
        """Return the drop-downs of the extension; an ordinary one has its cells elsewhere."""
        return [
            {
                **parts,
                **{name: attributes.get(name) in TRUE for name in _FLAGS},
                **{name: attributes[name] for name in _WORDS if name in attributes},
            }
            for attributes, parts in self._drop_downs
            if parts.get("sqref")
        ]


def scan_sheets(package: Package, found: ExcelParts, most: int) -> dict[str, SheetScan]:
    """Return what openpyxl would drop of the sheets of a workbook, by their names.

    Args:
        package: The workbook.
        found: Which part of it holds what.
        most: Cells that it may grow to.

    Raises:
        Unreadable: It grows beyond, is broken, or has a place that no sheet has.
    """
    for name in package.names:
        if name.lower().endswith(_XML) and b"<!DOCTYPE" in package.xml(name):
            raise Unreadable("workbook-broken")  # entities of its own, which others would expand
    scans: dict[str, SheetScan] = {}
    cells = 0
    for sheet in found.sheets:
        scan = scans[sheet.name] = SheetScan(sheet.name, cells, most)
        parse_xml(package.xml(sheet.part), start=scan.start, end=scan.end, text=scan.text)
        cells = scan.cells
    return scans


def put_back_drop_downs(book: Workbook, scans: Mapping[str, SheetScan]) -> None:
    """Give the sheets of a workbook their drop-downs again."""
    from openpyxl.worksheet.datavalidation import DataValidation

    for name, scan in scans.items():
        for values in scan.drop_downs():
            book[name].add_data_validation(DataValidation(**values))


def put_back_results(saved: bytes, scans: Mapping[str, SheetScan]) -> bytes:
    """Return a workbook that openpyxl saved with the results in its cells."""
    if not any(scan.results for scan in scans.values()):
        return saved
    found = find_excel_parts(Package(saved))
    sheets = found.sheets if found else ()
    parts = {one.part: scans[one.name].results for one in sheets if one.name in scans}
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(saved)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            data = old.read(info)
            if parts.get(info.filename):
                data = _fill_in(data.decode("utf-8"), parts[info.filename]).encode("utf-8")
            new.writestr(info.filename, data)
    return target.getvalue()


def _fill_in(xml: str, results: Mapping[str, Result]) -> str:
    def fill(match: re.Match[str]) -> str:
        cell, attributes, formula = match.groups()
        result = results.get(cell)
        if result is None:
            return match[0]
        type = f' t="{result.type}"' if result.type else ""
        return (
            f'<c r="{cell}"{_TYPE.sub("", attributes)}{type}>{formula}<v>{escape(result.words)}</v>'
        )

    return _COMPUTED.sub(fill, xml)
