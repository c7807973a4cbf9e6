"""Respa's ids as numbers, by which rooms and venues are kept everywhere, and back.

An id that the server makes is the moment in millionths of a second, written with 32 signs; so it
has a number of its own. Any other one gets a number from its sum, and is found again where it was
read before.
"""

from __future__ import annotations

import base64
import hashlib

from varaamo_sync.errors import NotFound
from varaamo_sync.startup.lazy_pattern import lazy_pattern

_MADE = lazy_pattern(r"[a-z2-7]{12}")
_TPREK = "tprek:"
_NUMBERED = lazy_pattern(r"tprek:([1-9]\d{0,9})")
_PADDING = "===="
_BYTES = 7
_ABOVE = 2**52
"""Numbers from here on are sums; every program keeps them exactly (below 2**53)."""


def number_of(id: str) -> int:
    """Return the number of an id; it is always the same."""
    if numbered := _NUMBERED.fullmatch(id):
        return int(numbered[1])
    moment = _moment_of(id)
    if moment is not None:
        return moment
    digest = hashlib.sha256(id.encode()).digest()
    return _ABOVE + int.from_bytes(digest[:_BYTES], "big") % _ABOVE


def id_of(number: int) -> str | None:
    """Return the id that the server made for a number; ``None`` where it tells none."""
    if not 10**10 <= number < _ABOVE:
        return None
    made = base64.b32encode(number.to_bytes(_BYTES, "big")).decode().lower().rstrip("=")
    return made if _moment_of(made) == number else None


def tprek_of(id: str) -> str | None:
    """Return the id in the service map that an id of a unit is made of."""
    return id.removeprefix(_TPREK) if id.startswith(_TPREK) and id != _TPREK else None


def _moment_of(id: str) -> int | None:
    if not _MADE.fullmatch(id):
        return None
    number = int.from_bytes(base64.b32decode(id.upper() + _PADDING), "big")
    written = base64.b32encode(number.to_bytes(_BYTES, "big")).decode().lower().rstrip("=")
    return number if 10**10 <= number < _ABOVE and written == id else None


class KnownIds:
    """Ids that were read, by their numbers, and the unit that each room was in.

    Threads may share one: what is noted twice is the same.
    """

    def __init__(self) -> None:
        self._ids: dict[int, str] = {}
        self._units: dict[int, int] = {}

    def note(self, id: str, unit: int | None = None) -> int:
        """Note an id, and return its number.

        Args:
            id: The id of a room or a unit.
            unit: Number of the unit, where it is of a room.
        """
        number = number_of(id)
        self._ids[number] = id
        if unit is not None:
            self._units[number] = unit
        return number

    def knows(self, number: int) -> bool:
        """Whether the id of a number is known."""
        return number in self._ids or id_of(number) is not None

    def id(self, number: int) -> str:
        """Return the id of a number.

        Raises:
            NotFound: It was never read.
        """
        found = self._ids.get(number) or id_of(number)
        if found is None:
            raise NotFound("room-vanished", operation="Room")
        return found

    def units(self, rooms: tuple[int, ...]) -> tuple[int, ...] | None:
        """Return the units that some rooms are in; ``None`` where that is not known of each."""
        found = {self._units.get(room) for room in rooms}
        known = tuple(sorted(unit for unit in found if unit is not None))
        return known if len(known) == len(found) else None
