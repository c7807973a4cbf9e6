"""What a form adds to the rows of its table: constants, and VAT to prices without it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal

from varaamo_sync.findings import Finding
from varaamo_sync.workbooks.cells.numbers import in_language
from varaamo_sync.workbooks.files.grid import CellRef
from varaamo_sync.workbooks.findings import finding
from varaamo_sync.workbooks.tables.table import Row, Stated, Table, TableColumn
from varaamo_sync.workbooks.text import own_words, preview

_AMOUNTS = ("price.lowest", "price.highest")
_CENT = Decimal("0.01")


def complete(table: Table, rows: Iterable[Row]) -> list[Finding]:
    """Add to rows what their form says of all of them; return what was found on the way."""
    form = table.form
    if form is None:
        return []
    constants = form.constants()
    net = {column.number: column for column in table.columns if column.help.net}
    findings: list[Finding] = []
    for row in rows:
        for id, value in constants.items():
            if id not in row.values and id not in row.unread and _wants(row, id):
                row.values[id] = Stated(value, row.first)
        if net:
            findings += _add_vat(row, net)
    return findings


def _wants(row: Row, id: str) -> bool:
    """Tell whether a constant belongs to a row: parts of a price only to one that costs."""
    if not id.startswith("price."):
        return True
    free = row.values.get("price.free")
    if id == "price.free" or (free is not None and free.value is True):
        return not any(other.startswith("price") for other in row.values)
    return any(amount in row.values for amount in _AMOUNTS)


def _add_vat(row: Row, net: Mapping[int, TableColumn]) -> Iterator[Finding]:
    """Add VAT to the amounts of a row that come from columns without it."""
    vat = row.values.get("price.vat")
    told: set[CellRef] = set()
    for id in _AMOUNTS:
        amount = row.values.get(id)
        column = net.get(amount.cell.column) if amount is not None else None
        if amount is None or column is None or not isinstance(amount.value, Decimal | int):
            continue
        cell = amount.cell
        raw = row.table.sheet.value(cell.row, cell.column)
        params: dict[str, object] = {"text": preview(raw), "header": preview(column.header)}
        if vat is None or not isinstance(vat.value, Decimal | int) or "price.vat" in row.unread:
            rule = "cell-price-net"
            del row.values[id]
            row.values.pop("price.unit", None)
            if cell not in told:
                row.leave_unread(column.field, own_words(raw), cell)
        else:
            gross = (amount.value * (100 + vat.value) / Decimal(100)).quantize(_CENT, ROUND_HALF_UP)
            row.values[id] = Stated(gross, cell)
            rule = "cell-read-as"
            percent = f"{Decimal(vat.value).normalize():f}"
            params["said"] = in_language(f"{gross} € ({percent} %)", column.help)
        if cell not in told:
            yield finding(rule, cell.position, params)
        told.add(cell)
