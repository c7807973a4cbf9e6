"""Pictures of resources: base64 inside the JSON, with a caption in three languages."""

from __future__ import annotations

import base64
import binascii
import struct
from collections.abc import Mapping
from typing import Any

from varaamo_sync.sandbox.respa.inputs.texts import LANGS, check_languages, read_texts
from varaamo_sync.sandbox.rest.refusals import REQUIRED, crash, no_list
from varaamo_sync.sandbox.rest.values import (
    Read,
    Values,
    Wrong,
    choice_of,
    read_object,
    read_text,
    read_truth,
    read_whole,
    rows_of,
)

KINDS = ("main", "ground_plan", "map", "other")

_LEAST = (128, 128)
_LONGEST_CAPTION = 100
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_NO_FRAME = (0xC4, 0xC8, 0xCC)
"""Markers of a JPEG that look like those of a frame, and are not."""


def _content(value: Any) -> Values:
    name, data = (value.get(key) if isinstance(value, dict) else None for key in ("name", "data"))
    missing = {key: [REQUIRED] for key, one in (("name", name), ("data", data)) if not one}
    if missing:
        raise Wrong(missing)
    try:
        content = base64.b64decode(str(data))
    except binascii.Error as error:
        raise Wrong({"message": [str(error)]}) from None
    _check_format(content)
    return {"name": str(name), "content": content}


def _check_format(content: bytes) -> None:
    is_webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    if content.startswith((_PNG, _JPEG)) or is_webp:
        return
    for kind, beginning in (("GIF", b"GIF8"), ("BMP", b"BM"), ("TIFF", b"II*\0")):
        if content.startswith(beginning):
            raise Wrong({"message": [f"Invalid format: {kind}"]})
    where = hex(id(content))
    raise Wrong({"message": [f"cannot identify image file <_io.BytesIO object at {where}>"]})


def check_storable(image: Values) -> None:
    """Fail over a picture that is too small, or a caption that is too long, as the server does.

    It does so only while it stores them. Sizes are compared as pairs: a broad picture may be as
    low as it likes.

    Raises:
        Refused: It is one.
    """
    size = _size(image["image"]["content"])
    if size is not None and size < _LEAST:
        raise crash()
    if any(len(text) > _LONGEST_CAPTION for text in image["caption"].values()):
        raise crash()


def _size(content: bytes) -> tuple[int, int] | None:
    if content.startswith(_PNG) and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    place = 2 if content.startswith(_JPEG) else len(content)
    while place + 9 <= len(content):
        marker, length = content[place + 1], int.from_bytes(content[place + 2 : place + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in _NO_FRAME:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return width, height
        place += 2 + length
    return None


_IMAGE: Mapping[str, Read] = {
    "id": read_whole,
    "type": choice_of(KINDS),
    "caption": read_texts(),
    "image": _content,
    "remove": read_truth,
    "stamp": read_text,
}


def _image(value: Any) -> Values:
    if not isinstance(value, dict):
        said = f"Odotettiin sanakirjaa, saatiin tyyppi {type(value).__name__}."
        raise Wrong({"non_field_errors": [said]})
    found = read_object(_IMAGE, value, {"remove": False}, ("type", "caption"))
    check_languages(found, {"caption": LANGS})
    if found["remove"] and not (found.get("stamp") or found.get("id")):
        raise Wrong({"image": {"remove": "Missing required field: id or stamp"}})
    if not found["remove"] and "image" not in found:
        raise Wrong({"image": [REQUIRED]})
    return found


def read_images(value: Any) -> list[Values]:
    """Return pictures that are to be added, changed or taken away.

    Raises:
        Wrong: There is none, or one will not do.
    """
    if not isinstance(value, list):
        raise Wrong({"non_field_errors": [no_list(value)]})
    if not value:
        raise Wrong({"non_field_errors": ["Lista ei saa olla tyhjä."]})
    found: list[Values] = rows_of(_image)(value)
    return found
