"""Cells that could not be read, as the catalogue's unread fields; and what answers these."""

from __future__ import annotations

from varaamo_sync.workbooks.importing.sheet_rooms import SheetRoom
from varaamo_sync.workbooks.tables.fields import column_of, paths_of
from varaamo_sync.workbooks.tables.table import Stated, Table

_AMOUNTS = ("price.lowest", "price.highest")


def asks_for(table: Table, path: str) -> bool:
    """Tell whether a table has a column for a field, by its dotted path."""
    return any(id == column_of(path) or path in paths_of(id) for id in table.places)


def unread_of(room: SheetRoom) -> dict[str, Stated]:
    """Return what a sheet says of a room and nobody can read, by dotted path."""
    found: dict[str, Stated] = {}
    for id, one in room.unread.items():
        for path in paths_of(id):
            held = found.setdefault(path, one)
            if held.value != one.value:
                found[path] = Stated(f"{held.value}; {one.value}", held.cell)
    return found


def answer_to(path: str, room: SheetRoom) -> Stated | None:
    """Return what a sheet states now of a field that could not be read before."""
    said = dict(room.values)
    for name, entries in room.entries.items():
        said.update({f"{name}.{part}": one for entry in entries for part, one in entry.items()})
    if path.partition(".")[0] == "pricing":
        free = said.get("price.free")
        if free is not None and free.value is not False:
            return free
        amounts = (said.get(id) for id in _AMOUNTS)
        if path in ("pricing", "pricing.lowest"):
            return next((amount for amount in amounts if amount is not None), None)
    wanted = column_of(path)
    answers = (one for id, one in said.items() if id == wanted or path in paths_of(id))
    return next(answers, None)
