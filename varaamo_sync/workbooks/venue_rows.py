"""Rows of a sheet of venues."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from varaamo_sync.findings import Finding
from varaamo_sync.rooms import ServiceUnit, Venue
from varaamo_sync.workbooks.findings import finding
from varaamo_sync.workbooks.grid import CellRef
from varaamo_sync.workbooks.reading_cell import CLEARED
from varaamo_sync.workbooks.row import Row


class SheetVenue(NamedTuple):
    """A venue as a sheet states it; ``cells`` by field id."""

    venue: Venue
    unit: ServiceUnit | None
    first: CellRef
    cells: dict[str, CellRef]


def gather_venues(rows: Iterable[Row], findings: list[Finding]) -> list[SheetVenue]:
    """Make venues of rows; rows that name none become findings."""
    venues: list[SheetVenue] = []
    for row in rows:
        values: dict[str, Any] = {"name": {}}
        unit: ServiceUnit | None = None
        for id, stated in row.values.items():
            if stated.value is CLEARED:
                continue
            outer, _, inner = id.partition(".")
            if id == "service_unit":
                unit = ServiceUnit(stated.value)
            elif inner:
                values[outer][inner] = stated.value
            else:
                values[outer] = stated.value
        if not (values["name"] or values.get("tprek")):
            findings.append(finding("row-without-name", row.first.position, {"row": row.first.row}))
            continue
        cells = {id: stated.cell for id, stated in row.values.items()}
        venues.append(SheetVenue(Venue.model_validate(values), unit, row.first, cells))
    return venues
