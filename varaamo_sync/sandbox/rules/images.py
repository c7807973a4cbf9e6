"""Pictures of rooms."""

from __future__ import annotations

import secrets
import string
from collections.abc import Mapping
from dataclasses import field
from pathlib import PurePath
from typing import Any

from varaamo_sync.sandbox.data.database import Database
from varaamo_sync.sandbox.rules.context import Context
from varaamo_sync.sandbox.rules.inputs import BadValue, Field, read_input
from varaamo_sync.sandbox.rules.refusals import Code, Refused, not_null
from varaamo_sync.startup.fast_dataclass import dataclass

_EXTENSIONS = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff"})
_BEGINNINGS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_LONGEST_NAME = 100
_BY_PK = (
    "SELECT image.pk, imageType, unit FROM image"
    " JOIN reservationUnit AS room ON room.pk = image.reservationUnit WHERE image.pk = ?"
)
_SUFFIX = 7
"""Characters that a file name gets when it is taken already."""


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file of a multipart request."""

    name: str
    content: bytes = field(repr=False)


def create_image(context: Context, sent: Mapping[str, Any]) -> dict[str, Any]:
    """Add a picture to a room."""
    database, room = context.database, sent["reservationUnit"]
    unit = database.value("SELECT unit FROM reservationUnit WHERE pk = ?", room)
    if unit is None:
        raise Refused(f"Reservation Unit {room} does not exist.", Code.ENTITY_NOT_FOUND)
    context.check_right(unit, "create")
    with database.transaction():
        values = read_input(_CREATE, sent, database)
        pk = add_image(database, room, values["image"], sent["imageType"])
    return {"pk": pk, "reservationUnit": room, "imageType": sent["imageType"]}


def update_image(context: Context, sent: Mapping[str, Any]) -> dict[str, Any]:
    """Change the type of a picture; several may be the main one (facts, 4b)."""
    database = context.database
    with database.transaction():
        image = context.find_to("update", "ReservationUnitImage", _BY_PK, sent["pk"])
        kind = sent.get("imageType") or image["imageType"]
        database.update("image", image["pk"], {"imageType": kind})
    return {"pk": image["pk"], "imageType": kind}


def delete_image(context: Context, sent: Mapping[str, Any]) -> dict[str, Any]:
    """Delete a picture."""
    database = context.database
    with database.transaction():
        image = context.find_to("delete", "ReservationUnitImage", _BY_PK, sent["pk"])
        database.run("DELETE FROM image WHERE pk = ?", image["pk"])
    return {"deleted": True}


def upload(value: Any, _database: Database) -> UploadedFile:
    """Read a picture.

    Raises:
        BadValue: It is no picture, or has not the name of one.
    """
    if not isinstance(value, UploadedFile):
        raise BadValue.of("Tiedostoa ei lähetetty. Tarkista lomakkeen koodaus.", Code.INVALID)
    if not value.content:
        raise BadValue.of("Lähetetty tiedosto on tyhjä.", Code.EMPTY_FILE)
    if len(value.name) > _LONGEST_NAME:
        message = f"Tiedostonimen pituus saa olla enintään {_LONGEST_NAME} merkkiä."
        raise BadValue.of(message, Code.MAX_LENGTH)
    is_webp = value.content[:4] == b"RIFF" and value.content[8:12] == b"WEBP"
    if not is_webp and not value.content.startswith(_BEGINNINGS):
        raise BadValue.of("Kuva ei kelpaa: tiedosto ei ole kuva.", Code.INVALID_IMAGE)
    suffix = PurePath(value.name).suffix
    if suffix.lower() not in _EXTENSIONS:
        raise BadValue.of(f'Pääte "{suffix}" ei ole sallittu.', Code.INVALID_EXTENSION)
    return value


def add_image(database: Database, room: int, file: UploadedFile, kind: str | None) -> int:
    """Store a picture and return its number; a name that is taken gets a suffix (facts, 4b)."""
    if kind is None:
        raise not_null("image_type", "reservation_unit_image")
    path = PurePath(PurePath(file.name).name)
    name = path.name
    while database.exists("SELECT 1 FROM image WHERE name = ?", name):
        letters = string.ascii_letters + string.digits
        suffix = "".join(secrets.choice(letters) for _ in range(_SUFFIX))
        name = f"{path.stem}_{suffix}{path.suffix}"
    return database.insert(
        "image",
        {"reservationUnit": room, "imageType": kind, "name": name, "content": file.content},
    )


_CREATE = (Field("image", upload),)
