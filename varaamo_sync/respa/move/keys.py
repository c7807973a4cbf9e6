"""Keys of rooms of Respa: their ids, made fit where they can be no key."""

from __future__ import annotations

import unicodedata
from hashlib import sha256

from varaamo_sync.startup.lazy_pattern import lazy_pattern

_KEY = lazy_pattern(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_SIGNS = lazy_pattern(r"[^A-Za-z0-9]+")
_LONGEST = 80


def key_of(id: str) -> str:
    """Return the key of a room: its id, or what is left of it with a mark of the whole."""
    if _KEY.fullmatch(id):
        return id
    plain = _SIGNS.sub("-", unicodedata.normalize("NFKD", id)).strip("-")[:_LONGEST]
    mark = sha256(id.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{plain or 'respa'}-{mark}"
