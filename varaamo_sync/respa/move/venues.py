"""Units of Respa: by their id, as a list of units or the resource itself describes them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from varaamo_sync.model import Lang
from varaamo_sync.respa.move.texts import first_of, name_of, texts_of
from varaamo_sync.respa.move.values import CarriedVenue

_SPACE = "tprek:"
_NORTH, _EAST = (59, 71), (19, 32)
"""Degrees between which Finland lies."""


def venue_of(resource: Mapping[str, Any], units: Mapping[str, Mapping[str, Any]]) -> CarriedVenue:
    """Return the unit of a resource, with all that is known of it.

    A unit that nothing is known of is called by its id: a person must say what it is.
    """
    stated = resource.get("unit")
    described = stated if isinstance(stated, Mapping) else resource.get("unit_detail")
    detail = described if isinstance(described, Mapping) else {}
    id = str(detail.get("id") or (stated if isinstance(stated, str) else "") or "?").strip()
    detail = {**units.get(id, {}), **{name: one for name, one in detail.items() if one}}
    tprek = id.removeprefix(_SPACE) if id.startswith(_SPACE) else ""
    names: dict[Lang, str] = {}
    for lang, text in texts_of(detail.get("name")).items():
        names[lang] = name_of(text)
    if not (names or tprek):
        names = {"fi": id}
    address = name_of(first_of(texts_of(detail.get("street_address"))))
    return CarriedVenue(id, tprek, names, address)


def swapped(location: Any) -> str | None:
    """Return a point of Finland whose latitude stands where its longitude belongs.

    GeoJSON has the longitude first (RFC 7946, 3.1.1).
    """
    point = location.get("coordinates") if isinstance(location, Mapping) else None
    if not (isinstance(point, list) and len(point) > 1):
        return None
    first, second = point[:2]
    if not all(isinstance(one, int | Decimal) for one in (first, second)):
        return None
    is_swapped = _NORTH[0] < first < _NORTH[1] and _EAST[0] < second < _EAST[1]
    return f"{first}, {second}" if is_swapped else None
