"""From stored form back to what a person would write into a catalogue."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import singledispatch
from html import unescape
from typing import Any

from varaamo_sync.rooms import (
    BookingForm,
    BookingKind,
    Login,
    PriceUnit,
    format_duration,
    format_moment,
)
from varaamo_sync.snapshot import AccessRow, PriceRow, RemoteRoom, Value
from varaamo_sync.stored_form import agree, html

_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_BREAK = re.compile(r"<br ?/?>")
_HTML_FIELDS = ("description", "instructions")

_UNSAID: dict[str, Value] = {
    "booking.kind": BookingKind.BOTH,
    "booking.login": Login.WEAK,
    "booking.form": BookingForm.CONTACT_INFO,
    "booking.interval": timedelta(minutes=15),
    "booking.buffer_before": timedelta(0),
    "booking.buffer_after": timedelta(0),
}
"""What a new entry need not say, because the booking system has it of itself."""


def steps(path: str) -> tuple[str, ...]:
    """Return a path as steps from the outside in."""
    return tuple(path.split("."))


def plain_text(stored: str) -> str:
    """Return a stored HTML text as plain text, where that converts back exactly; else as it is."""
    paragraphs = _PARAGRAPH.findall(stored) or [stored]
    blocks = [unescape(_BREAK.sub("\n", block)) for block in paragraphs]
    candidate = "\n\n".join(blocks)
    if candidate and agree(html(candidate), stored):
        return candidate
    return stored if "<" in stored else f"<p>{stored}</p>"  # tags say that it is HTML


def catalogue_value(path: str, value: Value) -> Any:
    """Return a stored value as a catalogue states it: texts, numbers, lists and mappings.

    Args:
        path: Path of the field, such as ``booking.min``.
        value: Its stored value.
    """
    if isinstance(value, str) and path.startswith(_HTML_FIELDS):
        return plain_text(value) if value else None
    return _plain(value)


@singledispatch
def _plain(value: object) -> Any:
    return None if value == "" else value


@_plain.register
def _(value: timedelta) -> str:
    return format_duration(value)


@_plain.register
def _(value: datetime) -> str:
    return format_moment(value, "T")


@_plain.register
def _(value: frozenset) -> list[str]:  # type: ignore[type-arg]
    return sorted(value)


@_plain.register
def _(value: tuple) -> list[Any]:  # type: ignore[type-arg]
    return [_plain(item) for item in value]


@_plain.register
def _(row: AccessRow) -> dict[str, Any]:
    stated: dict[str, Any] = {"type": row.type.value}
    return stated | ({"from": row.begins.isoformat()} if row.begins else {})


@_plain.register
def _(row: PriceRow) -> dict[str, Any]:
    stated: dict[str, Any] = {"lowest": row.lowest, "highest": row.highest, "vat": row.vat}
    if row.highest == 0 and row.vat == 0:
        stated = {"free": True}
    if row.unit is not PriceUnit.PER_HOUR:
        stated["unit"] = row.unit.value
    if row.payment is not None:
        stated["payment"] = row.payment.value
    if row.begins is not None:
        stated["from"] = row.begins.isoformat()
    if row.on_begin:
        stated["on_begin"] = True
    material = {lang: plain_text(text) for lang, text in row.material if text}
    return stated | ({"material": material} if material else {})


def entry_of(room: RemoteRoom, key: str) -> dict[str, Any]:
    """Return a room of the booking system as a new entry of a catalogue.

    Args:
        room: The room.
        key: The key that it gets.
    """
    entry: dict[str, Any] = {"key": key}
    for path, value in room.values.items():
        if value in (None, "", (), frozenset(), False) or _UNSAID.get(path) == value:
            continue
        inner = entry
        *outer, last = steps(path)
        for step in outer:
            inner = inner.setdefault(step, {})
        inner[last] = catalogue_value(path, value)
    entry["wanted"] = "draft" if room.is_draft else "published"
    return entry
