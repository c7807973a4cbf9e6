"""Prices and access types in an update: what must be sent back so that nothing is lost.

An update that leaves out future rows deletes them; one that repeats a row without its number is
a duplicate key; the number of another room's row overwrites that room (facts, sections 3 and 4b).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from varaamo_sync.booking.protocol.fields.wire import encode_access, encode_price
from varaamo_sync.model.dated_rows import row_in_force
from varaamo_sync.snapshot import AccessRow, PriceRow, Reference, RemoteRoom

JSON = dict[str, Any]
_RowT = TypeVar("_RowT", PriceRow, AccessRow)
Prices = tuple[tuple[int, PriceRow, date], ...]
Access = tuple[tuple[int, AccessRow, date], ...]


def kept_prices(room: RemoteRoom, reference: Reference) -> list[JSON] | None:
    """Return the prices to send back so that an update of other fields keeps those to come.

    ``None`` when there are none to come: then nothing needs to be sent.

    Raises:
        UnknownName: A VAT percentage in them is disabled, so that they cannot be sent back.
    """
    if all(row.begins is None for _, row, _ in room.prices):
        return None
    return [encode_price(row, begins, reference, pk) for pk, row, begins in room.prices]


def changed_prices(
    there: Prices, wanted: tuple[PriceRow, ...], reference: Reference, today: date
) -> list[JSON]:
    """Return the prices to send so that a room has exactly those wanted; of a new one, all of them.

    A price in force is history: it is changed by a new one that begins today, and only a price
    that began today is changed in place.
    """
    by_day = {begins: (pk, row) for pk, row, begins in there}
    in_force = _in_force(there, today)
    sent: list[JSON] = []
    for row in wanted:
        if row.begins is not None:
            pk = by_day[row.begins][0] if row.begins in by_day else None
            sent.append(encode_price(row, row.begins, reference, pk))
        elif in_force and (in_force[1] == row or in_force[2] == today):
            sent.append(encode_price(row, in_force[2], reference, in_force[0]))
        else:
            sent.append(encode_price(row, today, reference, None))
    return sent


def kept_access(room: RemoteRoom) -> list[JSON] | None:
    """Return the access types to come, to send back; ``None`` when there are none."""
    coming = [(pk, row, begins) for pk, row, begins in room.access if row.begins is not None]
    if not coming:
        return None
    return [encode_access(row, begins, pk) for pk, row, begins in coming]


def changed_access(there: Access, wanted: tuple[AccessRow, ...], today: date) -> list[JSON]:
    """Return the access types to send so that a room has exactly those wanted."""
    by_day = {begins: (pk, row) for pk, row, begins in there}
    in_force = _in_force(there, today)
    sent: list[JSON] = []
    for row in wanted:
        if row.begins is not None:
            pk = by_day[row.begins][0] if row.begins in by_day else None
            sent.append(encode_access(row, row.begins, pk))
        elif in_force and in_force[2] == today:
            sent.append(encode_access(row, today, in_force[0]))
        elif in_force is None or in_force[1] != row:
            sent.append(encode_access(row, today, None))
    return sent


def _in_force(
    there: Sequence[tuple[int, _RowT, date]], today: date
) -> tuple[int, _RowT, date] | None:
    """Return the row in force today; midnight may have struck since the rows were read."""
    known = row_in_force(there, today, lambda known: known[2])
    if known is None:
        return None
    pk, row, day = known
    return pk, replace(row, begins=None), day
