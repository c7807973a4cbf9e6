"""Values of the catalogue and of the booking system as people read them, and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import singledispatch
from itertools import takewhile
from typing import Any

from varaamo_sync.model import format_duration, format_moment
from varaamo_sync.snapshot import AccessRow, PriceRow

_LONGEST = 60
_AROUND = 20
"""Letters that are shown before the first difference of two long texts."""
_NOTHING = "–"
_FEW = 3
"""Names that stand for a longer list."""


def cut(text: str, most: int = _LONGEST) -> str:
    """Return a text on one line, without what is too much of it."""
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1]}…"


@singledispatch
def preview(value: object) -> str:
    """Return a value in one short line."""
    if value is None or value == "":
        return _NOTHING
    return cut(str(value))


def preview_change(before: object, after: object) -> tuple[str, str]:
    """Return two values in one short line each; of long texts, the place where they differ."""
    if not (isinstance(before, str) and isinstance(after, str)):
        return preview(before), preview(after)
    one, other = " ".join(before.split()), " ".join(after.split())
    same = takewhile(lambda letters: letters[0] == letters[1], zip(one, other, strict=False))
    start = sum(1 for _ in same) - _AROUND
    if start <= 0 or max(len(one), len(other)) <= _LONGEST:
        return preview(before), preview(after)
    return f"…{preview(one[start:])}", f"…{preview(other[start:])}"


@preview.register
def _(value: bool) -> str:
    return "true" if value else "false"


@preview.register
def _(value: timedelta) -> str:
    return format_duration(value)


@preview.register
def _(value: datetime) -> str:
    return format_moment(value)


@preview.register
def _(value: AccessRow) -> str:
    return value.type.value + _since(value.begins)


@preview.register
def _(value: PriceRow) -> str:
    if value.highest == 0:
        return "free" + _since(value.begins)
    amount = f"{value.lowest}–{value.highest}"
    if value.lowest == value.highest:
        amount = str(value.highest)
    return f"{amount} € {value.unit.value}, VAT {value.vat} %" + _since(value.begins)


@preview.register
def _(value: frozenset) -> str:  # type: ignore[type-arg]
    return ", ".join(sorted(value)) or _NOTHING


@preview.register
def _(value: tuple) -> str:  # type: ignore[type-arg]
    return "; ".join(map(preview, value)) or _NOTHING


@preview.register
def _(value: list) -> str:  # type: ignore[type-arg]
    parts = any(isinstance(item, Mapping) for item in value)
    return ("; " if parts else ", ").join(map(preview, value)) or _NOTHING


@preview.register
def _(value: Mapping) -> str:  # type: ignore[type-arg]
    return ", ".join(f"{name} {preview(item)}" for name, item in value.items()) or _NOTHING


def _since(day: date | None) -> str:
    return f" from {day}" if day else ""


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


def few(names: Sequence[str]) -> str:
    """Return the first few of some names."""
    return ", ".join(names[:_FEW]) + ("…" if len(names) > _FEW else "")
