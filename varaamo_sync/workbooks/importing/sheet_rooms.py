"""Rows become rooms and venues, as a workbook states them.

A room that repeats, once per price or way in, is one room.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from datetime import timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from varaamo_sync.findings import Finding
from varaamo_sync.model import ServiceUnit, Venue, format_duration, parse_duration
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.workbooks.cells.result import CLEARED
from varaamo_sync.workbooks.files.grid import CellRef
from varaamo_sync.workbooks.findings import finding
from varaamo_sync.workbooks.tables.table import Row, Stated, Table
from varaamo_sync.workbooks.text import fold, own_words, preview, tidy

_UNIT_OF_MINUTES = {15: "per_15_min", 30: "per_30_min", 60: "per_hour", 1440: "per_day"}
_LISTS = ("price", "access")
_OFFERED = frozenset({"tprek", "name.fi", "name.sv", "name.en"})
"""What our form says of a venue that it only offers."""


@dataclass(slots=True)
class SheetRoom:
    """A room as a workbook states it.

    Attributes:
        first: Its first cell.
        values: What is stated, by field id; prices and ways in stand apart.
        entries: Prices and ways in, each part with its cell, under ``price`` and ``access``.
        unread: Cells that could not be read, by field id, each with its own words.
        unit: Service unit that its form was made for.
        recorded: Where it is as another system has it; such a room is never left out, and what is
            unread of it is a question, which the catalogue may have answered.
        answered: Paths of questions that a person has answered.
        goes_to: Service unit that a person has answered, where it waits in another one.
    """

    first: CellRef
    table: Table
    values: dict[str, Stated]
    entries: dict[str, list[dict[str, Stated]]] = field(
        default_factory=lambda: {name: [] for name in _LISTS}
    )
    unread: dict[str, Stated] = field(default_factory=dict)
    unit: ServiceUnit | None = None
    recorded: Venue | None = None
    answered: set[str] = field(default_factory=set)
    goes_to: ServiceUnit | None = None

    def value(self, id: str) -> Any:
        """Return what is stated of a field, or ``None``."""
        stated = self.values.get(id)
        return stated.value if stated else None

    def text(self, id: str) -> str:
        """Return a text that is stated, or an empty one."""
        value = self.value(id)
        return value if isinstance(value, str) else ""

    @property
    def label(self) -> str:
        """What messages call the room."""
        return preview(self.text("name.fi") or self.text("key"))

    def ask(self, id: str, words: str, *ids: str) -> None:
        """Make a question of a field: what is said of it, and the fields that say so."""
        self.unread[id] = Stated(words, self.cell(*ids))

    def cell(self, *ids: str) -> CellRef:
        """Return the cell of the first of some fields that is stated, else the room's first."""
        for id in ids:
            if id in self.values:
                return self.values[id].cell
            if id in self.unread:
                return self.unread[id].cell
        return self.first


def gather_rooms(rows: Iterable[Row]) -> tuple[list[SheetRoom], list[Finding]]:
    """Make rooms of rows.

    Returns:
        The rooms in the order of their first rows, and what was found on the way.
    """
    findings: list[Finding] = []
    rooms: dict[tuple[str, ...], SheetRoom] = {}
    products: dict[int, list[Row]] = {}
    for row in rows:
        identity = _identity(row)
        if identity is None:
            findings.append(finding("row-without-name", row.first.position, {"row": row.first.row}))
            continue
        known = rooms.get(identity)
        if known is None:
            known = rooms[identity] = SheetRoom(row.first, row.table, {})
        form = row.table.form
        if form is not None and form.products:
            products.setdefault(id(known), []).append(row)
        else:
            _take_entries(known, row, findings)
        _take_values(known, row, findings)
    for room in rooms.values():
        if id(room) in products:
            _combine(room, products[id(room)], findings)
    return list(rooms.values()), findings


def _identity(row: Row) -> tuple[str, ...] | None:
    joined = row.values.get("join")
    if joined is not None:
        return ("join", fold(str(joined.value)))
    key = row.values.get("key")
    if key is not None and key.value is not CLEARED:
        return ("key", str(key.value))
    names = [row.values.get(f"name.{lang}") for lang in ("fi", "sv", "en")]
    name = next((n.value for n in names if n is not None and isinstance(n.value, str)), None)
    if name is None:
        return None
    venue = (row.values.get(id) for id in ("venue.tprek", "venue", "venue.address"))
    parts = [str(stated.value) if stated else "" for stated in venue]
    unit = row.values.get("service_unit")
    return (*map(fold, parts), fold(name), str(unit.value) if unit else "")


def _take_values(room: SheetRoom, row: Row, findings: list[Finding]) -> None:
    for id, one in row.unread.items():
        held = room.unread.setdefault(id, one)
        if held is not one and one.value not in held.value.split("; "):
            room.unread[id] = Stated(f"{held.value}; {one.value}", held.cell)
    for id, stated in row.values.items():
        if id.partition(".")[0] not in (*_LISTS, "product", "join"):
            _check_same(room.values.setdefault(id, stated), stated, findings)


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return tidy(one) == tidy(other)
    return bool(one == other)


def _take_entries(room: SheetRoom, row: Row, findings: list[Finding]) -> None:
    for name in _LISTS:
        entry = {
            id.removeprefix(f"{name}."): stated
            for id, stated in row.values.items()
            if id.startswith(f"{name}.")
        }
        whole = row.values.get(name)  # a price in words
        if name == "price" and whole is not None and "lowest" in entry and "unit" not in entry:
            header = row.table.headers.get(whole.cell.column, "")
            params = {"amount": f"{entry['lowest'].value} €", "header": preview(header)}
            findings.append(finding("cell-price-unit", whole.cell.position, params))
            words = own_words(row.table.sheet.value(whole.cell.row, whole.cell.column))
            room.unread["price"] = Stated(words, whole.cell)
            continue
        if whole is not None and whole.value is CLEARED and not entry:
            entry["free"] = whole
        if entry and entry not in room.entries[name]:
            room.entries[name].append(entry)


def _combine(room: SheetRoom, rows: list[Row], findings: list[Finding]) -> None:
    """Make one price of the prices of a room's products, and its shortest and longest booking.

    What some of them are says nothing of one that could not be read, and so nothing of them all.
    """
    unread = {id.partition(".")[0] for row in rows for id in row.unread}
    stated = [row.values["product.duration"] for row in rows if "product.duration" in row.values]
    lengths = [int(parse_duration(one.value).total_seconds() // 60) for one in stated]
    if lengths and "product" not in unread:
        for id, minutes in (("booking.min", min(lengths)), ("booking.max", max(lengths))):
            length = format_duration(timedelta(minutes=minutes))
            room.values.setdefault(id, Stated(length, stated[0].cell))
    priced = [row for row in rows if "price" in row.values]
    if priced and not unread & {"price", "product"}:
        same = len(set(lengths)) == 1 and len(lengths) == len(rows)
        unit = _UNIT_OF_MINUTES.get(lengths[0], "fixed") if same else "fixed"
        room.entries["price"].append(_combined_price(priced, unit, findings))


def _combined_price(priced: list[Row], unit: str, findings: list[Finding]) -> dict[str, Stated]:
    cell = priced[0].values["price"].cell
    amounts = [row.values["price.lowest"].value for row in priced if "price.lowest" in row.values]
    if not amounts:
        return {"free": Stated(True, cell)}
    lowest = min(amounts) if len(amounts) == len(priced) else Decimal(0)  # some are free
    price = {"lowest": lowest, "highest": max(amounts), "unit": unit}
    entry = {name: Stated(value, cell) for name, value in price.items()}
    for row in priced:
        vat = row.values.get("price.vat")
        if vat is not None:
            _check_same(entry.setdefault("vat", vat), vat, findings)
    if len(priced) > 1:
        params = {"count": len(priced), "price": f"{lowest}–{max(amounts)} €"}
        findings.append(finding("import-products", cell.position, params))
    return entry


def _check_same(held: Stated, other: Stated, findings: list[Finding]) -> None:
    """Tell of a cell that contradicts an earlier one of the same room."""
    if held is not other and not _same(held.value, other.value):
        here = held.cell.position
        first = str(here) if held.cell.file != other.cell.file else here.cell or held.cell.name
        params = {"text": preview(other.value), "first": first, "held": preview(held.value)}
        findings.append(finding("row-contradicts", other.cell.position, params))


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
