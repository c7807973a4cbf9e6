"""Rooms as plain values, before the model sees them: exact money, images, defaults."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from varaamo_sync.catalogue_files.text.faults import Broken
from varaamo_sync.findings import Path

_MONEY = ("lowest", "highest", "vat")

FindImage = Callable[[str], str | Broken]
"""Turns the path of an image, as a file writes it, into its path in the catalogue folder."""


def prepare(entry: Any, find_image: FindImage) -> None:
    """Make the values of a room or of a ``defaults`` block ready to be merged, in place.

    Prices become decimals: a float that was read from at most 15 digits is written by ``repr``
    as it was read. Paths of images become paths in the catalogue folder.
    """
    if not isinstance(entry, dict):
        return
    if type(prices := entry.get("pricing")) is list:
        for price in prices:
            if isinstance(price, dict):
                for name, value in price.items():
                    if type(value) is float and name in _MONEY:
                        price[name] = Decimal(repr(value))
    if type(images := entry.get("images")) is list:
        for image in images:
            if isinstance(image, dict) and isinstance(image.get("file"), str):
                image["file"] = find_image(image["file"])


def states(entry: Any, path: Path) -> bool:
    """Tell whether the value at a path comes from an entry itself, not from a default."""
    for step in path:
        if not isinstance(entry, Mapping):
            return True
        if step not in entry:
            return False
        entry = entry[step]
    return True
