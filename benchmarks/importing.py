"""Importing a workbook, as a unit would send it: a generated catalogue, exported without keys."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from openpyxl import load_workbook

from benchmarks.clock import process
from benchmarks.generate import generate
from benchmarks.rows import Row, below
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.workbooks.exporting.template import export_workbook

_COMMAND = str(Path(sys.executable).parent / "varaamo-sync")
_NOTE = "varaamo-sync import of an .xlsx, by the clock"


def import_rows(scratch: Path, rooms: int) -> Iterator[Row]:
    """Import a workbook into a folder that has no rooms, and once more when it has them."""
    workbook = _workbook(scratch, rooms)
    catalogue = scratch / "catalogue"
    catalogue.mkdir()
    (catalogue / "catalogue.yaml").write_text("format: 1\nid: benchmark\n", encoding="utf-8")
    command = [_COMMAND, "import", str(workbook), "--into", str(catalogue)]
    first, second = process(command), process(command)
    name = f"import {rooms:,} rows"
    again = f"{name} again, nothing new"
    yield below(name, first.seconds, unit="s", most=10, note=f"{_NOTE}; all rooms are new")
    yield below(f"{name}, memory", first.megabytes, unit="MB", most=500, note="the peak")
    yield below(again, second.seconds, unit="s", most=10, note=f"{_NOTE}; all rooms are known")
    yield below(f"{again}, memory", second.megabytes, unit="MB", most=500, note="the peak")


def _workbook(scratch: Path, rooms: int) -> Path:
    generate(scratch / "source", rooms, 1)
    catalogue = read_catalogue(scratch / "source").catalogue
    assert catalogue is not None
    book = load_workbook(io.BytesIO(export_workbook(catalogue).data))
    sheet = book["Tilat"]
    keys = next(cell.column for cell in sheet[1] if cell.value == "Tunnus")
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, keys).value = None
    book.save(scratch / "rooms.xlsx")
    return scratch / "rooms.xlsx"
