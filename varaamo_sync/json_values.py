"""Values of rooms and of what is told of them, as JSON values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import singledispatch
from typing import Any

from varaamo_sync.model import format_duration
from varaamo_sync.snapshot import AccessRow, PriceRow


@singledispatch
def json_value(value: object) -> Any:
    """Return a value as JSON."""
    return value


@json_value.register
def _(value: timedelta) -> str:
    return format_duration(value)


@json_value.register
def _(value: date) -> str:
    return value.isoformat()


@json_value.register
def _(value: Decimal) -> str:
    return str(value)


@json_value.register
def _(value: PriceRow) -> dict[str, Any]:
    return {
        "from": json_value(value.begins),
        **pick(value, "lowest", "highest", "vat", "unit", "payment", "on_begin"),
        "material": {lang: text for lang, text in value.material if text},
    }


@json_value.register
def _(value: AccessRow) -> dict[str, Any]:
    return {"from": json_value(value.begins), **pick(value, "type")}


@json_value.register
def _(value: frozenset) -> list[str]:  # type: ignore[type-arg]
    return sorted(value)


@json_value.register(tuple)
@json_value.register(list)
def _(value: Sequence[Any]) -> list[Any]:
    return [json_value(item) for item in value]


@json_value.register
def _(value: Mapping) -> dict[str, Any]:  # type: ignore[type-arg]
    return {name: json_value(item) for name, item in value.items()}


@json_value.register
def _(value: Fraction) -> float:
    return round(float(value), 3)


def pick(item: object, *names: str) -> dict[str, Any]:
    """Return some values of an object as JSON values, by their names."""
    return {name: json_value(getattr(item, name)) for name in names}


def change_as_json(change: object) -> dict[str, Any]:
    """Return a field that changes as JSON values."""
    return pick(change, "path", "before", "after")
