"""From the API's names of fields back to paths in the catalogue."""

from __future__ import annotations

from collections.abc import Mapping

from varaamo_sync.booking.protocol.fields.wire import FIELDS
from varaamo_sync.model import LANGS

_WHOLE = ("", "nonFieldErrors")
"""What the API calls a room as a whole."""

_BY_WIRE: Mapping[str, str] = {field.wire: field.path for field in FIELDS} | {
    "name": "name.fi",
    "description": "description.fi",
    "pricings": "pricing",
    "accessTypes": "access",
    "image": "images.file",
    "imageType": "images.type",
    "spaces": "part_of",
    "parent": "part_of",
    "code": "key",
    "unit": "venue",
    "isDraft": "wanted",
}

_INSIDE: Mapping[str, Mapping[str, str]] = {
    "pricings": {
        "begins": "from",
        "lowestPrice": "lowest",
        "highestPrice": "highest",
        "taxPercentage": "vat",
        "priceUnit": "unit",
        "paymentType": "payment",
        "isActivatedOnBegins": "on_begin",
        **{f"materialPriceDescription{lang.capitalize()}": f"material.{lang}" for lang in LANGS},
    },
    "accessTypes": {"accessType": "type", "beginDate": "from"},
    "images": {"imageUrl": "file", "image": "file", "imageType": "type"},
}


def catalogue_path(wire: str) -> str:
    """Return the catalogue's path of a field that the API names, else the API's own name.

    Args:
        wire: Name of a field, steps into its rows behind dots: ``pricings.0.taxPercentage``.

    Returns:
        For instance ``pricing.0.vat``; empty where the room as a whole is meant.
    """
    if wire in _WHOLE:
        return ""
    head, *rest = wire.split(".")
    inside = _INSIDE.get(head, {})
    steps = (inside.get(step, step) for step in rest if step != "nonFieldErrors")
    return ".".join((_BY_WIRE.get(head, head), *steps))
