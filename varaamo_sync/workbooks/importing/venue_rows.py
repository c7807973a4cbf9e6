"""Rows of a sheet of venues."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from varaamo_sync.findings import Finding
from varaamo_sync.model import ServiceUnit, Venue
from varaamo_sync.workbooks.cells.result import CLEARED
from varaamo_sync.workbooks.files.grid import CellRef
from varaamo_sync.workbooks.findings import finding
from varaamo_sync.workbooks.tables.row import Row

_OFFERED = frozenset({"tprek", "name.fi", "name.sv", "name.en"})
"""What our form says of a venue that it only offers."""


class SheetVenue(NamedTuple):
    """A venue as a sheet states it.

    Attributes:
        unit: Service unit that its row states.
        cells: Where it says so, by field id.
        offered: Whether our form only offers it: it is nobody's until a room stands in it.
    """

    venue: Venue
    unit: ServiceUnit | None
    first: CellRef
    cells: dict[str, CellRef]
    offered: bool = False


def gather_venues(
    rows: Iterable[Row], findings: list[Finding], *, ours: bool = False
) -> list[SheetVenue]:
    """Make venues of rows; rows that name none become findings.

    Args:
        rows: The rows.
        findings: What is found is added here.
        ours: Whether the sheet is of our form, which offers venues that no unit has yet.
    """
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
        if not (values["name"] or values.get("tprek") or values.get("address")):
            findings.append(finding("row-without-name", row.first.position, {"row": row.first.row}))
            continue
        cells = {
            id: stated.cell for id, stated in row.values.items() if stated.value is not CLEARED
        }
        venue = Venue.model_validate(values)
        offered = ours and unit is None and set(cells) <= _OFFERED
        venues.append(SheetVenue(venue, unit, row.first, cells, offered))
    return venues
