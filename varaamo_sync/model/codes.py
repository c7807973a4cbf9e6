"""Codes of spaces in the booking system: whose room is in there, and which it is.

Nothing else in the API can hold a key (facts, section 4). The code of a catalogue's room is the
catalogue's id, a colon and the room's key. Staff have codes of their own, such as ``51342-0``.
"""

from __future__ import annotations

import re

_CODE = re.compile(r"([A-Za-z0-9._-]{1,100}):[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


def code_of(catalogue: str, key: str) -> str:
    """Return the code that marks the own space of a room.

    Args:
        catalogue: Id of the catalogue.
        key: Key of the room.
    """
    return f"{catalogue}:{key}"


def catalogue_of(code: str) -> str | None:
    """Return the id of the catalogue that a code belongs to; ``None`` for a code of staff's own.

    >>> catalogue_of("helsinki-kuva:nup-arabia-sali")
    'helsinki-kuva'
    >>> catalogue_of("OODI-RT1") is None
    True
    """
    match = _CODE.fullmatch(code.strip())
    return match[1] if match else None
