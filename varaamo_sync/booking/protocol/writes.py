"""The flows that write: spaces, rooms and pictures, with what the API forces on each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar, cast

from varaamo_sync.booking import port
from varaamo_sync.booking.flow import Flow
from varaamo_sync.booking.port import Stored
from varaamo_sync.booking.protocol import documents
from varaamo_sync.booking.protocol.exchange import Operation, Upload
from varaamo_sync.booking.protocol.fields import nodes
from varaamo_sync.booking.protocol.fields.dated_rows import (
    changed_access,
    changed_prices,
    kept_access,
    kept_prices,
)
from varaamo_sync.booking.protocol.fields.paths import catalogue_path
from varaamo_sync.booking.protocol.fields.wire import UnknownName, encode_fields
from varaamo_sync.booking.protocol.reads import Today
from varaamo_sync.errors import FieldError, ValidationRefused
from varaamo_sync.snapshot import AccessRow, PriceRow, Reference, Value

T = TypeVar("T")
JSON = dict[str, Any]

_SPACE_FIELDS = {
    "area": "surfaceArea",
    "max_persons": "maxPersons",
    "name.fi": "nameFi",
    "name.sv": "nameSv",
    "name.en": "nameEn",
}

MEDIA_TYPES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
}
"""Kinds of picture that can be sent, by the ending of their file's name."""


def _write(
    name: str,
    document: str,
    values: JSON,
    parse: Callable[[JSON], T],
    upload: Upload | None = None,
) -> Flow[T]:
    written: T = yield Operation(
        name=name,
        document=document,
        variables={"input": values},
        parse=parse,
        writes=True,
        upload=upload,
    )
    return written


def _pk(field: str) -> Callable[[JSON], int]:
    return lambda data: int(data[field]["pk"])


def _named(name: object) -> JSON:
    texts: dict[str, str] = dict(name) if isinstance(name, dict) else {}
    return {"name": texts.get("fi", "")} | {
        f"name{lang.capitalize()}": texts.get(lang) or None for lang in ("fi", "sv", "en")
    }


def _create_space(command: port.CreateSpace, _: Today) -> Flow[int]:
    values = _named(dict(command.name)) | {
        "unit": command.venue,
        "code": command.code,
        "surfaceArea": command.area,
        "maxPersons": command.max_persons,
        "parent": command.parent,
    }
    return _write("createSpace", documents.CREATE_SPACE, values, _pk("createSpace"))


def _update_space(command: port.UpdateSpace, _: Today) -> Flow[int]:
    values: JSON = {"pk": command.pk}
    for field, value in command.changes.items():
        values[_SPACE_FIELDS.get(field, field)] = value
    if "nameFi" in values:
        values["name"] = values["nameFi"]
    return _write("updateSpace", documents.UPDATE_SPACE, values, _pk("updateSpace"))


def _delete_space(command: port.DeleteSpace, _: Today) -> Flow[bool]:
    def parse(data: JSON) -> bool:
        return bool(data["deleteSpace"]["deleted"])

    return _write("deleteSpace", documents.DELETE_SPACE, {"pk": command.pk}, parse)


def _create_room(command: port.CreateRoom, _: Today) -> Flow[Stored]:
    values: JSON = {"minPersons": None, "maxPersons": None}
    values |= _encoded(command.values, command.reference, "createReservationUnit")
    values |= {
        "name": values.get("nameFi", ""),
        "unit": command.venue,
        "spaces": list(command.spaces),
        "isDraft": True,
    }
    with _known_names("createReservationUnit"):
        if prices := cast("tuple[PriceRow, ...]", command.values.get("pricing")):
            values["pricings"] = changed_prices((), prices, command.reference, command.today)
    if access := cast("tuple[AccessRow, ...]", command.values.get("access")):
        values["accessTypes"] = changed_access((), access, command.today)
    parse = partial(nodes.write_answer, "createReservationUnit")
    return _write("createReservationUnit", documents.CREATE_ROOM, values, parse)


def _update_room(command: port.UpdateRoom, _: Today) -> Flow[Stored]:
    room, changed = command.room, command.values
    values = _encoded(changed, command.reference, "updateReservationUnit")
    if "nameFi" in values:
        values["name"] = values["nameFi"]
    if command.draft is False or {"capacity.min", "capacity.max"} & changed.keys():
        for path, field in (("capacity.min", "minPersons"), ("capacity.max", "maxPersons")):
            values.setdefault(field, room.values.get(path))
    if command.draft is not None:
        values["isDraft"] = command.draft
    if command.spaces is not None or command.draft is False:
        values["spaces"] = list(room.spaces if command.spaces is None else command.spaces)
    with _known_names("updateReservationUnit"):
        prices = (
            changed_prices(
                room.prices,
                cast("tuple[PriceRow, ...]", changed["pricing"]),
                command.reference,
                command.today,
            )
            if "pricing" in changed
            else kept_prices(room, command.reference)
        )
    access = (
        changed_access(room.access, cast("tuple[AccessRow, ...]", changed["access"]), command.today)
        if "access" in changed
        else kept_access(room)
    )
    if prices is not None:
        values["pricings"] = prices
    if access is not None:
        values["accessTypes"] = access
    parse = partial(nodes.write_answer, "updateReservationUnit")
    return _write("updateReservationUnit", documents.UPDATE_ROOM, {"pk": room.pk} | values, parse)


def _archive_room(command: port.ArchiveRoom, _: Today) -> Flow[int]:
    return _write(
        "archiveReservationUnit",
        documents.ARCHIVE_ROOM,
        {"pk": command.pk},
        _pk("archiveReservationUnit"),
    )


def _upload_image(command: port.UploadImage, _: Today) -> Flow[int]:
    ending = "." + command.filename.rpartition(".")[2].lower()
    upload = Upload(
        variable="input.image",
        filename=command.filename,
        content=command.content,
        media_type=MEDIA_TYPES.get(ending, "application/octet-stream"),
    )
    values = {"reservationUnit": command.room, "imageType": command.type.upper(), "image": None}
    return _write(
        "createReservationUnitImage",
        documents.CREATE_IMAGE,
        values,
        _pk("createReservationUnitImage"),
        upload,
    )


@contextmanager
def _known_names(operation: str) -> Iterator[None]:
    """Turn a name that the booking system does not know into a refusal before sending."""
    try:
        yield
    except UnknownName as exc:
        field = FieldError(exc.wire, "does_not_exist", exc.name, catalogue_path(exc.wire))
        raise ValidationRefused(
            "name-unknown", fields=[field], operation=operation, name=exc.name
        ) from exc


def _encoded(values: Mapping[str, Value], reference: Reference, operation: str) -> JSON:
    with _known_names(operation):
        return encode_fields(values, reference)


WRITES: Mapping[type, Callable[[Any, Today], Flow[Any]]] = {
    port.CreateSpace: _create_space,
    port.UpdateSpace: _update_space,
    port.DeleteSpace: _delete_space,
    port.CreateRoom: _create_room,
    port.UpdateRoom: _update_room,
    port.ArchiveRoom: _archive_room,
    port.UploadImage: _upload_image,
}
"""The flow of each command that writes."""
