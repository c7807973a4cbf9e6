"""Workbooks for tests, written as people write them."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook

from varaamo_sync.findings import Finding
from varaamo_sync.model import Catalogue, Room, ServiceUnit, Venue
from varaamo_sync.workbooks import ImportContext, ImportPlan, plan_import
from varaamo_sync.workbooks.files.opening import open_book

Rows = Sequence[Sequence[Any]]

ARABIA = Venue.model_validate(
    {"tprek": "demo-001", "name": {"fi": "Arabian nuorisotalo"}, "address": "Arabianpolku 1 A 2"}
)
HERTSI = Venue.model_validate({"tprek": "demo-002", "name": {"fi": "Hertsin nuorisotila"}})


def saved(book: Workbook) -> bytes:
    """Return the bytes of a workbook."""
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def xlsx(sheets: Mapping[str, Rows] | Rows) -> bytes:
    """Return an Excel workbook of some sheets."""
    named = sheets if isinstance(sheets, Mapping) else {"Tilat": sheets}
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, rows in named.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return saved(book)


def ods(rows: Rows) -> bytes:
    """Return an OpenDocument workbook of texts and numbers."""
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    document = OpenDocumentSpreadsheet()
    table = Table(name="Tilat")
    for row in rows:
        line = TableRow()
        for value in row:
            number = isinstance(value, int | float)
            cell = (
                TableCell(valuetype="float", value=value)
                if number
                else TableCell(valuetype="string")
            )
            if value is None:
                cell = TableCell()
            else:
                cell.addElement(P(text=str(value)))
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def room(key: str = "nup-arabia-sali", name: str = "Sali", **fields: Any) -> Room:
    """Return a room of a catalogue."""
    base = {"key": key, "name": {"fi": name}, "service_unit": "NUP", "venue": ARABIA}
    return Room.model_validate(base | fields)


def known(*rooms: Room, **more: Any) -> ImportContext:
    """Return what an import knows: some rooms, and youth services as service unit."""
    more.setdefault("unit", ServiceUnit.NUP)
    return ImportContext(Catalogue(id="test", rooms=rooms), **more)


def read(data: bytes, known: ImportContext, name: str = "a.xlsx") -> ImportPlan:
    """Return the plan of importing one workbook."""
    return plan_import([open_book(data, name)], known)[0]


def rules(plan: ImportPlan, *but: str) -> list[tuple[str, str]]:
    """Return rule and cell of findings, without some rules."""
    return [(finding.rule, cell(finding)) for finding in plan.findings if finding.rule not in but]


def cell(finding: Finding) -> str:
    """Return the cell of a finding, without its sheet."""
    assert finding.position is not None
    return (finding.position.cell or "").rpartition("!")[2]


def entry(plan: ImportPlan, name: str = "Sali") -> dict[str, Any]:
    """Return the new room of a name."""
    return next(dict(a.entry) for a in plan.additions if a.entry["name"]["fi"] == name)
