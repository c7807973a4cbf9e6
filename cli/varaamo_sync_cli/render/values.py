"""Stored values as people read them, and as JSON."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import singledispatch
from itertools import takewhile
from typing import Any

from varaamo_sync.model import format_duration, format_moment
from varaamo_sync.snapshot import AccessRow, PriceRow

_LONGEST = 60
_AROUND = 20
"""Letters that are shown before the first difference of two long texts."""
_NOTHING = "–"


@singledispatch
def shown(value: object) -> str:
    """Return a value in one short line."""
    if value is None or value == "":
        return _NOTHING
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def shown_change(before: object, after: object) -> tuple[str, str]:
    """Return two values in one short line each; of long texts, the place where they differ."""
    if not (isinstance(before, str) and isinstance(after, str)):
        return shown(before), shown(after)
    one, other = " ".join(before.split()), " ".join(after.split())
    same = takewhile(lambda letters: letters[0] == letters[1], zip(one, other, strict=False))
    start = sum(1 for _ in same) - _AROUND
    if start <= 0 or max(len(one), len(other)) <= _LONGEST:
        return shown(before), shown(after)
    return f"…{shown(one[start:])}", f"…{shown(other[start:])}"


@shown.register
def _(value: bool) -> str:
    return "true" if value else "false"


@shown.register
def _(value: timedelta) -> str:
    return format_duration(value)


@shown.register
def _(value: datetime) -> str:
    return format_moment(value)


@shown.register
def _(value: AccessRow) -> str:
    return value.type.value + _since(value.begins)


@shown.register
def _(value: PriceRow) -> str:
    if value.highest == 0:
        return "free" + _since(value.begins)
    amount = f"{value.lowest}–{value.highest}"
    if value.lowest == value.highest:
        amount = str(value.highest)
    return f"{amount} € {value.unit.value}, VAT {value.vat} %" + _since(value.begins)


@shown.register
def _(value: frozenset) -> str:  # type: ignore[type-arg]
    return ", ".join(sorted(value)) or _NOTHING


@shown.register
def _(value: tuple) -> str:  # type: ignore[type-arg]
    return "; ".join(shown(item) for item in value) or _NOTHING


def _since(day: date | None) -> str:
    return f" from {day}" if day else ""


@singledispatch
def as_json(value: object) -> Any:
    """Return a value as JSON."""
    return value


@as_json.register
def _(value: timedelta) -> str:
    return format_duration(value)


@as_json.register
def _(value: date) -> str:
    return value.isoformat()


@as_json.register
def _(value: Decimal) -> str:
    return str(value)


@as_json.register
def _(value: PriceRow) -> dict[str, Any]:
    return {
        "from": as_json(value.begins),
        "lowest": str(value.lowest),
        "highest": str(value.highest),
        "vat": str(value.vat),
        "unit": value.unit.value,
        "payment": value.payment.value if value.payment else None,
        "on_begin": value.on_begin,
        "material": {lang: text for lang, text in value.material if text},
    }


@as_json.register
def _(value: AccessRow) -> dict[str, Any]:
    return {"from": as_json(value.begins), "type": value.type.value}


@as_json.register
def _(value: frozenset) -> list[str]:  # type: ignore[type-arg]
    return sorted(value)


@as_json.register
def _(value: tuple) -> list[Any]:  # type: ignore[type-arg]
    return [as_json(item) for item in value]
