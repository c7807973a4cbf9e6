"""A family of small workbooks that say to be huge, and a program that opens them all.

The program prints what came of each, and the most memory that it and its children took.
"""

from __future__ import annotations

import json
import resource
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from tests.workbooks.made_by_hand import SHEET, TEXT, ods_of, ods_row, packed, parts, sheet_of
from varaamo_sync.workbooks.files.limits import Unreadable
from varaamo_sync.workbooks.files.opening import open_book

LETTERS = ("A", "ZZ", "xfd", "XFE", "MWLQKWV", "", "Ä")
DIGITS = ("1", "5000", "60000", "1048576", "1048577", "99999999", "4294967297", f"{2**64 + 1}",
          "0", "", "+40000", "-1", "1e5", "40000.0", "\u0664\u0660", "01")  # fmt: skip
TIMES = ("40000", "1048576", "2000000000", f"{10**20}", "+40000", "-40000", "4e4", "0x9C40",
         "40000.0", " 40000", "\u0664\u0660\u0660", "0", "", "many")  # fmt: skip
VALUE = "<v>1</v>"
EMPTY_TEXT = "<v></v>"


def _references() -> Iterator[tuple[str, bytes]]:
    for letters, digits in product(LETTERS, DIGITS):
        place = f"{letters}{digits}"
        for kind, content in (("", VALUE), ('t="str"', EMPTY_TEXT), ('t="inlineStr"', "<is/>")):
            cell = f'<c r="{place}" {kind}>{content}</c>'
            yield f"cell {place} {kind}", sheet_of(f"<row><c>{VALUE}</c></row><row>{cell}</row>")
        prefixed = f'<x:row><x:c r="{place}"><x:v>1</x:v></x:c></x:row>'
        yield (
            f"prefixed {place}",
            sheet_of(f"<row><c>{VALUE}</c></row>{prefixed}", "<a xmlns:x='x'/>"),
        )
        yield f"row {place}", sheet_of(f'<row r="{place}"><c>{VALUE}</c></row>')
        merge = f'<mergeCells><mergeCell ref="A1:{place}"/></mergeCells>'
        yield f"merge {place}", sheet_of(f"<row><c>{VALUE}</c></row>", after=merge)
        yield (
            f"dimension {place}",
            sheet_of(f"<row><c>{VALUE}</c></row>", f'<dimension ref="A1:{place}"/>'),
        )


def _counts() -> Iterator[tuple[str, bytes]]:
    row = f"<row><c>{VALUE}</c></row>"
    for times in TIMES:
        shared = f'<sst uniqueCount="{times}"><si><t>a</t></si></sst>'
        yield f"shared {times}", sheet_of('<row><c t="s"><v>0</v></c></row>', shared=shared)
        column = f'<cols><col min="1" max="{times}" hidden="1"/></cols>'
        yield f"columns {times}", sheet_of(row, column)
        many = f"<cols>{column[6:-7] * 2000}</cols>"
        yield f"many columns {times}", sheet_of(row, many)
    wide = "".join(f'<mergeCell ref="A1:XFD{1_048_000 + n}"/>' for n in range(500))
    yield (
        "wide merges",
        sheet_of(
            '<row><c r="A1"><v>1</v></c></row><row r="20000"><c r="CV20000"><v>1</v></c></row>',
            after=f"<mergeCells>{wide}</mergeCells>",
        ),
    )
    tall = "".join(f'<mergeCell ref="ZZ1:ZZ{40_000 + n}"/>' for n in range(3000))
    yield (
        "tall merges beside the cells",
        sheet_of(
            '<row><c r="A1"><v>1</v></c></row><row r="40000"><c r="A40000"><v>1</v></c></row>',
            after=f"<mergeCells>{tall}</mergeCells>",
        ),
    )
    yield "two encodings", _read_two_ways()


def _read_two_ways() -> bytes:
    """Return a workbook whose sheet says other things to a reader who takes it for UTF-8."""
    far = b'<sheetData><row><c r="A99999999"><v>1</v></c></row></sheetData>'
    text = (far + b" " * (len(far) % 2)).decode("utf-16-le")
    xml = f'<?xml version="1.0" encoding="UTF-16"?><worksheet><a>{text}</a><sheetData/></worksheet>'
    return packed(parts(sheet_of("")) | {SHEET: xml.encode("utf-16")})


def _repeats() -> Iterator[tuple[str, bytes]]:
    say = f"<table:table-cell {TEXT}><text:p>a</text:p></table:table-cell>"
    for times in TIMES:
        repeated = f'table:number-rows-repeated="{times}"'
        yield f"rows {times}", ods_of(ods_row("a", attributes=repeated))
        yield (
            f"empty rows {times}",
            ods_of(
                f"<table:table-row {repeated}><table:table-cell/></table:table-row>" + ods_row("a")
            ),
        )
        for attribute in ("columns-repeated", "columns-spanned", "rows-spanned"):
            cell = say.replace(" ", f' table:number-{attribute}="{times}" ', 1)
            yield f"{attribute} {times}", ods_of(ods_row(cell, "b"))
        spaces = say.replace(">a<", f'><text:s text:c="{times}"/><')
        yield f"spaces {times}", ods_of(ods_row(spaces))
    for hidden in ("collapse", "filter"):
        rows = ods_row(
            "", attributes=f'table:visibility="{hidden}" table:number-rows-repeated="1048576"'
        )
        yield f"hidden {hidden}", ods_of(ods_row("a", "b") + rows)


def family() -> dict[str, bytes]:
    """Return the workbooks by name."""
    return dict([*_references(), *_counts(), *_repeats()])


def outcome(data: bytes) -> str:
    """Return what comes of opening a workbook: how many cells it has, or the rule that refuses."""
    try:
        book = open_book(data, "a")
    except Unreadable as unreadable:
        return unreadable.rule
    return str(sum(len(row) for sheet in book.sheets for row in sheet.rows))


def _peak() -> int:
    """Return the most memory that this program held, in MB.

    The kernel counts what stood here before the program, too, unless it is asked for the program
    alone, which it is on Linux.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(x for x in status.read_text("ascii").splitlines() if x.startswith("VmHWM"))
        return int(line.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Open every workbook of the family."""
    outcomes = {name: outcome(data) for name, data in family().items()}
    peaks = [_peak(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024]
    print(json.dumps({"outcomes": outcomes, "peaks": peaks}))  # noqa: T201  # what it is for


if __name__ == "__main__":
    main()
