"""Excel workbooks (.xlsx): values by calamine, layout and limits by a pass over the XML.

calamine reads fast, but shows no hidden rows, formulas or error values, and makes a rectangle
of cells as wide as the farthest two. So each sheet is gone through once before, and calamine
gets a package of just those parts, under names and with a list of sheets that we give.

It reads in a process of its own, which gets as much memory as what was measured needs. Whatever
a file makes the reader in Rust do, this process lives on: a reader that runs out of memory
aborts, and no ``except`` catches that.
"""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from xml.sax.saxutils import quoteattr

from varaamo_sync.extras import needing
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.workbooks.files import calamine
from varaamo_sync.workbooks.files.excel.parts import ExcelParts
from varaamo_sync.workbooks.files.excel.scan import scan_sheet, shared_lengths
from varaamo_sync.workbooks.files.grid import Raw, Sheet, as_shown
from varaamo_sync.workbooks.files.limits import Budget, Unreadable
from varaamo_sync.workbooks.files.package import Package, pack

_SIZE = lazy_pattern(rb"<(?:\w+:)?dimension\s[^<>]*>")
"""What a sheet says of its size: often false, never needed, and calamine stumbles over it."""
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"

_SECONDS = 300
"""Seconds, by the clock, after which a reader is given up."""
_AT_LEAST = 200 << 20
_PER_BYTE, _PER_CELL, _PER_LETTER = 4, 120, 20
"""Bytes of memory that a byte of XML, a cell and a letter of a text may take while read."""


def has_macros(package: Package) -> bool:
    """Tell whether a workbook holds macros."""
    names = [name.lower() for name in package.names]
    return any(name.endswith("vbaproject.bin") or "macrosheets/" in name for name in names)


def read_xlsx(package: Package, found: ExcelParts) -> tuple[Sheet, ...]:
    """Read the sheets of a workbook.

    Args:
        package: The workbook.
        found: Which part of it holds what.

    Raises:
        Unreadable: It is broken, too large, or has a place that no sheet has.
    """
    budget = Budget()
    parts = {
        "xl/sharedStrings.xml": package.xml(found.shared),
        "xl/styles.xml": package.xml(found.styles),
    }
    shared = shared_lengths(parts["xl/sharedStrings.xml"])
    layouts = []
    for number, sheet in enumerate(found.sheets, 1):
        data = _SIZE.sub(b"", package.xml(sheet.part), count=1)
        layouts.append(scan_sheet(sheet.name, data, shared, budget))
        parts[f"xl/worksheets/sheet{number}.xml"] = data
    filled = {name: data for name, data in parts.items() if data}
    plain = pack((_directories(found) | filled).items())
    parts.clear()
    filled.clear()
    values = read_apart(plain, budget)
    sheets = [
        Sheet(sheet.name, rows, layout, sheet.hidden)
        for sheet, layout, rows in zip(found.sheets, layouts, values, strict=True)
    ]
    return as_shown(sheets)


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


def read_apart(data: bytes, budget: Budget, python: str = sys.executable) -> list[list[list[Raw]]]:
    """Return the cells of each sheet of an Excel workbook that was measured.

    Where no other process can be started, they are read in this one.

    Args:
        data: The workbook.
        budget: What was measured.
        python: The interpreter.

    Raises:
        Unreadable: The workbook is broken, or reading it took more than it may.
    """
    libraries = find_spec("python_calamine")
    embedded = not Path(python).name.lower().startswith(("python", "pypy"))
    if embedded or libraries is None or libraries.origin is None:
        return _read_here(data)
    folder = str(Path(libraries.origin).parent.parent)
    try:
        done = subprocess.run(  # noqa: S603  # our own file, read by our own interpreter
            [python, "-I", calamine.__file__, str(memory(len(data), budget)), folder],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable("workbook-reader-ended") from error
    except OSError:
        return _read_here(data)
    if done.returncode == calamine.BROKEN:
        raise Unreadable("workbook-broken")
    if done.returncode:
        raise Unreadable("workbook-reader-ended")
    return [calamine.from_json(line) for line in done.stdout.splitlines()]


def memory(size: int, budget: Budget) -> int:
    """Return how many bytes of memory the reader of a workbook may have.

    Args:
        size: Bytes of the workbook, unpacked.
        budget: Its cells and letters.
    """
    counted = _PER_CELL * budget.cells + _PER_LETTER * budget.letters
    return _AT_LEAST + _PER_BYTE * size + counted


def _read_here(data: bytes) -> list[list[list[Raw]]]:
    try:
        with needing("sheets"):
            return list(calamine.read_values(data))
    except calamine.Broken as error:
        raise Unreadable("workbook-broken") from error
