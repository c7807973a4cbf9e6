"""Pages of Respa's lists, and single answers, as they were recorded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from varaamo_sync.startup.fast_dataclass import dataclass

_LIST = "results"

Record = Mapping[str, Any]
"""An object of an answer; numbers with a point are ``Decimal``."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds.

    Attributes:
        resources: Rooms, and whatever else can be booked.
        units: Places.
        odd: How many entries are neither.
        next: Address of the next page.
    """

    resources: tuple[Record, ...] = ()
    units: tuple[Record, ...] = ()
    odd: int = 0
    next: str | None = None


def read_page(body: bytes) -> Page | None:
    """Return what a page holds, or a single resource or unit; ``None`` where it is neither."""
    try:
        found = json.loads(body, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError):  # also bytes that are no text
        return None
    if not isinstance(found, dict):
        return None
    if _LIST not in found:
        page = _sorted([found], None)
        return None if page.odd else page
    entries, following = found[_LIST], found.get("next")
    if not isinstance(entries, list):
        return None
    return _sorted(entries, following if isinstance(following, str) else None)


def _no_number(text: str) -> None:
    raise ValueError(text)


def _sorted(entries: list[Any], following: str | None) -> Page:
    resources = tuple(one for one in entries if _is_resource(one))
    units = tuple(one for one in entries if _is_unit(one))
    return Page(resources, units, len(entries) - len(resources) - len(units), following)


def _is_resource(entry: Any) -> bool:
    if not (isinstance(entry, dict) and "unit" in entry and "name" in entry):
        return False
    return isinstance(entry.get("id"), str) and bool(entry["id"].strip())


def _is_unit(entry: Any) -> bool:
    if not (isinstance(entry, dict) and "unit" not in entry and "street_address" in entry):
        return False
    return isinstance(entry.get("id"), str) and bool(entry["id"].strip())
