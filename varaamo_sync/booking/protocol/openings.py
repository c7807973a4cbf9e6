"""Reading whether rooms can be booked, also where one room keeps the server from telling.

A single stored number can take a whole list of openings down (facts, section 4c). Then the list is
split until the room is alone that the server stumbles over, and only that one stays unknown.
"""

from __future__ import annotations

from collections.abc import Sequence

from varaamo_sync.booking.flow import Flow
from varaamo_sync.booking.port import Opening
from varaamo_sync.booking.protocol import documents
from varaamo_sync.booking.protocol.fields import nodes
from varaamo_sync.booking.protocol.lists import Rows, by_number
from varaamo_sync.errors import ServerFault

_ROWS = Rows("Openings", documents.OPENINGS, "reservationUnits", nodes.opening)

_OVERFLOWS = ("out of range", "must have magnitude")
"""What the server says when a number leads past the end of its calendar (facts, section 4c)."""

_HOPELESS = 20
"""Rooms that the server may stumble over one after the other until the fault is the server's."""


def read_openings(rooms: Sequence[int]) -> Flow[dict[int, Opening]]:
    """Read the openings of as many rooms as fit into one answer.

    Raises:
        ServerFault: It is no room's fault: of twenty rooms not one could be read.
    """
    found: dict[int, Opening] = {}
    broken: dict[int, Opening] = {}
    pending = [(rooms, False)]
    while pending:
        piece, patient = pending.pop()
        try:
            found.update((yield from by_number(_ROWS, "rooms", piece, patient=patient)))
        except ServerFault as fault:
            if fault.answered is None:
                raise
            if len(piece) > 1:  # asked again it would break again: no need to wait
                middle = len(piece) // 2
                pending += [(piece[middle:], False), (piece[:middle], False)]
            elif patient or broken or _is_overflow(fault.answered):
                broken[piece[0]] = Opening(closed=None, first_reservable=None, fault=fault.answered)
                if len(broken) >= _HOPELESS and not found:
                    raise
            else:  # of the first one, a fault that nobody knows may yet pass
                pending.append((piece, True))
    return found | broken


def _is_overflow(said: str) -> bool:
    return any(text in said for text in _OVERFLOWS)
