"""How many cells openpyxl makes of a workbook: it makes one for each cell of a range.

A file of a few bytes may merge a whole sheet, or put a link on it, and the library has no limit.
"""

from __future__ import annotations

from varaamo_sync.workbooks.files.excel_parts import sheet_parts
from varaamo_sync.workbooks.files.excel_scan import merge_of, place_of
from varaamo_sync.workbooks.files.limits import Unreadable, too_large
from varaamo_sync.workbooks.files.package import Package
from varaamo_sync.workbooks.files.xml_parts import Attributes, as_utf8, parse_xml

_RANGES = ("mergeCell", "hyperlink")
_XML = (".xml", ".rels", ".vml")


def demand_smaller(package: Package, most: int) -> None:
    """Make sure that a workbook does not grow beyond a number of cells.

    A cell that is empty but has a style takes memory, too.

    Raises:
        Unreadable: It does, is broken, or has a place that no sheet has.
    """
    for name in package.names:
        if name.lower().endswith(_XML) and b"<!DOCTYPE" in as_utf8(package.read(name)):
            raise Unreadable("workbook-broken")  # entities of its own, which others would expand
    count = _Count(most)
    for name, part in sheet_parts(package).items():
        count.sheet = name
        parse_xml(as_utf8(package.read(part)), start=count.take)


class _Count:
    """Cells that were counted so far."""

    def __init__(self, most: int) -> None:
        self.sheet = ""
        self._most = self._left = most

    def take(self, tag: str, attributes: Attributes) -> None:
        """Count an element."""
        if tag == "c":
            self._left -= 1
            if "r" in attributes:
                place_of(attributes["r"], self.sheet)
        elif tag in _RANGES:
            area = merge_of(attributes.get("ref", ""), self.sheet)
            self._left -= (area.bottom - area.top + 1) * (area.right - area.left + 1)
        if self._left < 0:
            raise too_large("cells", self._most)
