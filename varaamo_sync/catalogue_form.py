"""From stored form back to what a person would write into a catalogue."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from datetime import date, timedelta
from functools import singledispatch
from html import unescape
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from varaamo_sync.findings import Path
from varaamo_sync.model import (
    BookingForm,
    BookingKind,
    Login,
    PriceUnit,
    Room,
    ServiceUnit,
    Venue,
    to_entry,
)
from varaamo_sync.model.entries import put_at
from varaamo_sync.snapshot import AccessRow, PriceRow, Reference, RemoteRoom, Value
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.stored_form import agree, stated_values, stored_html

_PARAGRAPH = lazy_pattern(r"<p>(.*?)</p>", re.DOTALL)
_BREAK = lazy_pattern(r"<br ?/?>")
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

_NOTHING: tuple[Value, ...] = (None, "", (), frozenset(), False)
_STAND_IN: Mapping[str, Any] = {"key": "x", "name": {}, "service_unit": "NUP", "venue": {}}
"""What a room must have besides the fields that are looked at."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A field of a room and its new value, in plain catalogue form.

    Texts, whole numbers, booleans, ``Decimal`` for money, lists and mappings; ``None`` is
    written as ``null``, and ``REMOVED`` takes the entry away. Paths of images count from the
    catalogue folder.
    """

    key: str
    path: Path
    value: Any


@dataclass(frozen=True, slots=True)
class NewRoom:
    """A room to be appended to its venue, in the file of its service unit."""

    service_unit: ServiceUnit
    venue: Venue
    entry: Mapping[str, Any]


def steps(path: str) -> tuple[str, ...]:
    """Return a path as steps from the outside in."""
    return tuple(path.split("."))


def plain_text(stored: str) -> str:
    """Return a stored HTML text as plain text, where that converts back exactly; else as it is."""
    paragraphs = _PARAGRAPH.findall(stored) or [stored]
    blocks = [unescape(_BREAK.sub("\n", block)) for block in paragraphs]
    candidate = "\n\n".join(blocks)
    if candidate and agree(stored_html(candidate), stored):
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
    return None if value == "" else to_entry(value)


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


def reads_back(path: str, value: Value, reference: Reference, today: date) -> bool:
    """Whether a catalogue can say a stored value so that it means the same.

    The booking system keeps what no catalogue can say: durations with seconds, for instance.

    Args:
        path: Path of the field.
        value: Its stored value.
        reference: Reference data that names are spelt by.
        today: Today in Helsinki.
    """
    said: dict[str, Any] = {}
    put_at(said, steps(path), catalogue_value(path, value))
    try:
        room = Room.model_validate({**_STAND_IN, **said})
    except ValidationError:
        return False
    values = stated_values(room, reference, today)
    return path in values and agree(values[path], value)


def default_values(
    defaults: Mapping[str, Any], reference: Reference, today: date
) -> Mapping[str, Value]:
    """Return what ``defaults`` blocks state for every room below them, in stored form, by path.

    Args:
        defaults: What the blocks state, merged, as plain values.
        reference: Reference data that names are spelt by.
        today: Today in Helsinki.
    """
    sent = {name: value for name, value in defaults.items() if name not in _OWN_FILES}
    return stated_values(Room.model_validate({**_STAND_IN, **sent}), reference, today)


_OWN_FILES = ("images", "part_of")
"""Fields that name something else in the catalogue."""


def entry_of(
    room: RemoteRoom,
    key: str,
    *,
    inherited: Mapping[str, Value] = MappingProxyType({}),
    unsayable: Container[str] = (),
) -> dict[str, Any]:
    """Return a room of the booking system as a new entry of a catalogue.

    What is empty there, or has the booking system's own default, is left out, unless the entry
    would inherit something else: then it says so.

    Args:
        room: The room.
        key: The key that it gets.
        inherited: What ``defaults`` blocks would state for it, in stored form, by path.
        unsayable: Paths of what no catalogue can say.
    """
    entry: dict[str, Any] = {"key": key}
    for path, value in room.values.items():
        unsaid = value in _NOTHING or _UNSAID.get(path) == value
        if path in unsayable or (unsaid and agree(inherited.get(path, value), value)):
            continue
        put_at(entry, steps(path), catalogue_value(path, value))
    entry["wanted"] = "draft" if room.is_draft else "published"
    return entry
