"""Stored values to JSON and back, without losing what they are."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from varaamo_sync.model import LANGS, AccessType, Payment, PriceUnit
from varaamo_sync.snapshot import AccessRow, PriceRow, Value

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True)  # making one takes the longest


def dumps(value: Value) -> str:
    """Return a value as JSON text; equal values give equal text."""
    return _ENCODER.encode(encode(value))


def loads(text: str) -> Value:
    """Return the value that ``dumps`` wrote.

    Raises:
        Exception: It is something else: whatever reading such a text raises.
    """
    value = decode(json.loads(text))
    if isinstance(value, float) or (isinstance(value, frozenset) and not _are_texts(value)):
        raise ValueError("no value of a room")
    return value


def _are_texts(values: Iterable[object]) -> bool:
    return all(isinstance(value, str) for value in values)


def encode(value: Value) -> Any:
    """Return a value as JSON; what JSON has no word for becomes a one-key object."""
    if isinstance(value, timedelta):
        return {"seconds": int(value.total_seconds())}
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, frozenset):
        return {"set": sorted(value)}
    if isinstance(value, tuple):
        return [_encode_item(item) for item in value]
    if value is None or isinstance(value, bool | int):
        return value
    return str(value)


def _encode_item(item: str | PriceRow | AccessRow) -> Any:
    if isinstance(item, PriceRow):
        return {
            "price": {
                "begins": item.begins.isoformat() if item.begins else None,
                "lowest": str(item.lowest),
                "highest": str(item.highest),
                "vat": str(item.vat),
                "unit": item.unit.value,
                "payment": item.payment.value if item.payment else None,
                "on_begin": item.on_begin,
                "material": dict(item.material),
            }
        }
    if isinstance(item, AccessRow):
        begins = item.begins.isoformat() if item.begins else None
        return {"access": {"begins": begins, "type": item.type.value}}
    return item


def decode(value: Any) -> Value:
    """Return the value that ``encode`` gave."""
    if isinstance(value, dict):
        if "seconds" in value:
            return timedelta(seconds=value["seconds"])
        if "moment" in value:
            return datetime.fromisoformat(value["moment"])
        return frozenset(value["set"])
    if isinstance(value, list):
        return tuple(_decode_item(item) for item in value)
    return value  # type: ignore[no-any-return]


def _decode_item(item: Any) -> Any:
    if isinstance(item, str):
        return item
    if "access" in item:
        row = item["access"]
        return AccessRow(begins=_day(row["begins"]), type=AccessType(row["type"]))
    row = item["price"]
    return PriceRow(
        begins=_day(row["begins"]),
        lowest=Decimal(row["lowest"]),
        highest=Decimal(row["highest"]),
        vat=Decimal(row["vat"]),
        unit=PriceUnit(row["unit"]),
        payment=Payment(row["payment"]) if row["payment"] else None,
        on_begin=row["on_begin"],
        material=tuple((lang, row["material"].get(lang, "")) for lang in LANGS),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
