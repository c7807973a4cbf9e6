"""Importing a workbook of 10,000 rows: ``python benchmarks/bench_import.py [ROWS]``.

It should take less than 10 s and 500 MB on two cores.

The workbook is an export of a generated catalogue without its keys, as a unit would send it. It
is imported into a folder that has no rooms (all are new), again (nothing changes), and once more
with a changed capacity in every hundredth row.
"""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOMS = 10_000
ROOT = Path(__file__).resolve().parents[1]


def main(rooms: int = ROOMS) -> None:
    """Print seconds and peak memory of each import."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        workbook, changed = _workbooks(folder, rooms)
        catalogue = folder / "catalogue"
        catalogue.mkdir()
        (catalogue / "catalogue.yaml").write_text("format: 1\nid: bench\n", encoding="utf-8")
        print(f"import of {rooms} rows, {workbook.stat().st_size / 1e6:.1f} MB")
        for what, file in (("new", workbook), ("same", workbook), ("changed", changed)):
            seconds = _import(file, catalogue)
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            print(f"  {what:8} {seconds:6.2f} s, at most {peak:.0f} MB so far")


def _import(file: Path, catalogue: Path) -> float:
    command = [sys.executable, "-m", "varaamo_sync_cli.main", "import", str(file), "--into"]
    start = time.perf_counter()
    subprocess.run([*command, str(catalogue)], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def _workbooks(folder: Path, rooms: int) -> tuple[Path, Path]:
    """Write a workbook of some rooms, and one in which every hundredth is changed."""
    from generate import generate
    from openpyxl import load_workbook

    from varaamo_sync.files import read_catalogue
    from varaamo_sync.workbooks.template import export_workbook

    generate(folder / "source", rooms, 1)
    catalogue = read_catalogue(folder / "source").catalogue
    assert catalogue is not None
    book = load_workbook(io.BytesIO(export_workbook(catalogue).data))
    sheet = book["Tilat"]
    headers = {str(cell.value): cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, headers["Tunnus"]).value = None
    book.save(folder / "rooms.xlsx")
    for row in range(2, sheet.max_row + 1, 100):
        sheet.cell(row, headers["Henkilöitä enintään"]).value = "500 hlö"
    book.save(folder / "changed.xlsx")
    return folder / "rooms.xlsx", folder / "changed.xlsx"


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))  # a script finds only what lies beside it
    main(int(sys.argv[1]) if sys.argv[1:] else ROOMS)
