"""Excel workbooks (.xlsx): values by calamine, layout and limits by a pass over the XML.

calamine reads fast, but shows no hidden rows, formulas or error values, and makes a rectangle
of cells as wide as the farthest two. So each sheet is gone through once before, and calamine
gets a package of just those parts, under names and with a list of sheets that we give.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import quoteattr

from varaamo_sync.workbooks.files.apart import read_apart
from varaamo_sync.workbooks.files.excel_parts import ExcelParts, excel_parts
from varaamo_sync.workbooks.files.excel_scan import scan_sheet, shared_lengths
from varaamo_sync.workbooks.files.grid import Sheet, as_shown
from varaamo_sync.workbooks.files.limits import Budget
from varaamo_sync.workbooks.files.package import Package, packed
from varaamo_sync.workbooks.files.xml_parts import as_utf8

_SIZE = re.compile(rb"<(?:\w+:)?dimension\s[^<>]*>")
"""What a sheet says of its size: often false, never needed, and calamine stumbles over it."""
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"


def has_macros(package: Package) -> bool:
    """Tell whether a workbook holds macros."""
    return package.has_ending("vbaproject.bin") or any(
        "macrosheets/" in name.lower() for name in package.names
    )


def read_xlsx(package: Package) -> tuple[Sheet, ...]:
    """Read the sheets of a workbook.

    Raises:
        Unreadable: It is broken, too large, or has a place that no sheet has.
    """
    found = excel_parts(package)
    budget = Budget()
    parts = {
        "xl/sharedStrings.xml": as_utf8(package.read(found.shared)),
        "xl/styles.xml": as_utf8(package.read(found.styles)),
    }
    shared = shared_lengths(parts["xl/sharedStrings.xml"])
    layouts = []
    for number, sheet in enumerate(found.sheets, 1):
        data = _SIZE.sub(b"", as_utf8(package.read(sheet.part)), count=1)
        layouts.append(scan_sheet(sheet.name, data, shared, budget))
        parts[f"xl/worksheets/sheet{number}.xml"] = data
    filled = {name: data for name, data in parts.items() if data}
    plain = packed((_directories(found) | filled).items())
    parts.clear()
    filled.clear()
    values = read_apart(plain, budget)
    return tuple(
        as_shown(Sheet(sheet.name, rows, layout, sheet.hidden))
        for sheet, layout, rows in zip(found.sheets, layouts, values, strict=True)
    )


def _directories(found: ExcelParts) -> dict[str, bytes]:
    """Return the parts that say which part is what."""
    numbers = range(1, len(found.sheets) + 1)
    since = ' date1904="1"' if found.since_1904 else ""
    sheets = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
    workbook = (
        f"<workbook xmlns={quoteattr(_MAIN)} xmlns:r={quoteattr(_OFFICE)}>"
        f"<workbookPr{since}/><sheets>{sheets}</sheets></workbook>"
    )
    targets = {f"r{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n in numbers}
    return {
        "_rels/.rels": _relationships({"r": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": workbook.encode(),
        "xl/_rels/workbook.xml.rels": _relationships(targets),
    }


def _relationships(targets: dict[str, tuple[str, str]]) -> bytes:
    each = "".join(
        f'<Relationship Id="{id}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for id, (kind, target) in targets.items()
    )
    return f"<Relationships xmlns={quoteattr(_RELATED)}>{each}</Relationships>".encode()
