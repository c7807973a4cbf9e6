"""From values in stored form to what Respa takes."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any, cast

from varaamo_sync.booking.port import CreateRoom, Picture, UpdateRoom
from varaamo_sync.booking.protocol.exchange import JSON
from varaamo_sync.catalogue_form import plain_text
from varaamo_sync.errors import FieldError, ValidationRefused
from varaamo_sync.model import LANGS, Lang
from varaamo_sync.respa.booking.fields import (
    CONTACT,
    CONTACT_FIELD,
    HANDLING,
    HANDLING_FIELD,
    LENGTHS,
    LOGIN,
    LOGIN_FIELD,
    NUMBERS,
    TEXTS,
    UNITS,
)
from varaamo_sync.snapshot import Named, PriceRow, Reference, RemoteRoom, Value
from varaamo_sync.stored_form import find_row

_LONGEST_CAPTION = 100
"""Above, the server fails (facts, Respa, section 3)."""

_PRICE_TYPES = {unit: word for word, unit in UNITS.items()}


def creation(command: CreateRoom, unit: str) -> JSON:
    """Return the body that makes a room, hidden from residents until it is complete.

    Args:
        command: The room.
        unit: Id of its unit.

    Raises:
        ValidationRefused: A name is not among the reference data.
    """
    names: dict[Lang, str] = {lang: str(command.values.get(f"name.{lang}") or "") for lang in LANGS}
    return {
        HANDLING_FIELD: False,
        LOGIN_FIELD: "weak",
        "terms_of_use": [],
        **_body(command.values, command.reference, {}),
        "unit": unit,
        "public": False,
        "reservable": False,
        "images": [image(picture, names) for picture in command.pictures],
    }


def change(command: UpdateRoom) -> JSON:
    """Return the body that changes a room; what it does not name stays.

    Published, it is shown and takes bookings; hidden, it is only hidden.

    Raises:
        ValidationRefused: A name is not among the reference data.
    """
    body = _body(command.values, command.reference, command.room.values)
    if command.draft is None:
        return body
    shown = {"public": True, "reservable": True} if not command.draft else {"public": False}
    return {**body, **shown}


def image(picture: Picture, names: Mapping[Lang, str]) -> JSON:
    """Return a picture as it is sent; its caption is the name of the room."""
    first = next(filter(None, names.values()), picture.filename)
    return {
        "type": picture.type.value,
        "caption": {lang: (names[lang] or first)[:_LONGEST_CAPTION] for lang in LANGS},
        "image": {
            "name": picture.filename,
            "data": base64.b64encode(picture.content).decode(),
        },
    }


def names_of(room: RemoteRoom) -> Mapping[Lang, str]:
    """Return the names of a room in every language."""
    return {lang: str(room.values.get(f"name.{lang}") or "") for lang in LANGS}


def _body(
    values: Mapping[str, Value], reference: Reference, there: Mapping[str, Value]
) -> dict[str, Any]:
    """Return fields as Respa calls them."""
    body = {**_texts(values, there), **_names(values, reference)}
    body |= {field: values[path] for path, field in NUMBERS.items() if path in values}
    for path, field in LENGTHS.items():
        if path in values:
            body[field] = _length(cast("timedelta | None", values[path]))
    if HANDLING in values:
        body[HANDLING_FIELD] = values[HANDLING] is True
    if LOGIN in values:
        body[LOGIN_FIELD] = str(values[LOGIN])
    if "pricing" in values:
        body |= _prices(cast("tuple[PriceRow, ...]", values["pricing"]))
    return body


def _texts(values: Mapping[str, Value], there: Mapping[str, Value]) -> JSON:
    """Return texts; each comes in all languages or not at all."""
    body: dict[str, Any] = {}
    for path, field in TEXTS.items():
        paths = {lang: f"{path}.{lang}" for lang in LANGS}
        if any(name in values for name in paths.values()):
            whole = {lang: values.get(name, there.get(name)) for lang, name in paths.items()}
            body[field] = {lang: _text(path, str(text or "")) for lang, text in whole.items()}
    if CONTACT in values:
        body[CONTACT_FIELD] = dict.fromkeys(LANGS, str(values[CONTACT] or ""))
    return body


def _names(values: Mapping[str, Value], reference: Reference) -> JSON:
    """Return the ids of the reference data that are named."""
    body: dict[str, Any] = {}
    if "type" in values:
        body["type"] = _id(reference.types, str(values["type"]), "type")
    if "purposes" in values:
        names = sorted(cast("frozenset[str]", values["purposes"]))
        body["purposes"] = [_id(reference.purposes, name, "purposes") for name in names]
    return body


def _text(path: str, stored: str) -> str:
    return stored if path == "name" or not stored else plain_text(stored)


def _length(length: timedelta | None) -> str | None:
    if length is None:
        return None
    days, seconds = length.days, length.seconds
    clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:00"
    return f"{days} {clock}" if days else clock


def _prices(rows: tuple[PriceRow, ...]) -> JSON:
    if not rows:
        return {"min_price": None, "max_price": None}
    (row,) = rows
    return {
        "min_price": str(row.lowest),
        "max_price": str(row.highest),
        "price_type": _PRICE_TYPES[row.unit.value],
    }


def _id(rows: Iterable[Named], name: str, path: str) -> str:
    row = find_row(rows, name)
    if row is None:
        field = FieldError(path, "does_not_exist", name, path)
        raise ValidationRefused("name-unknown", fields=[field], name=name)
    return str(row.pk)
