"""Image files that rooms name: there, inside the catalogue folder, and what Varaamo takes."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, NamedTuple

from varaamo_sync.catalogue_files.read.prepare import FindImage
from varaamo_sync.catalogue_files.text.faults import Broken, shown
from varaamo_sync.model import Image

MOST_BYTES = 20_000_000
"""Size of the biggest picture file; those of a camera are smaller."""
MOST_PIXELS = 80_000_000
"""Most pixels of a picture; a file of a few bytes can say that it has any number of them."""

_KINDS = frozenset({".gif", ".jpeg", ".jpg", ".png", ".webp"})
_BEGINNINGS = {b"\x89PNG\r\n\x1a\n": ".png", b"\xff\xd8\xff": ".jpg", b"GIF8": ".gif"}
_BEGINNING = 12
_LONGEST_NAME = 100


class PictureSize(NamedTuple):
    """Width and height in pixels."""

    width: int
    height: int

    @property
    def pixels(self) -> int:
        """How many pixels there are in all."""
        return self.width * self.height


def picture_size(file: BinaryIO) -> PictureSize | None:
    """Return the size of a picture, or ``None`` where its first bytes do not say it."""
    import imagesize  # type: ignore[import-untyped]  # seldom needed

    size = PictureSize(*imagesize.get(file, exif_rotation=False))
    return size if min(size) >= 0 else None


def image_finder(folder: Path, beside: Path) -> FindImage:
    """Return what turns an image's path, as written in a file, into one in the folder.

    Args:
        folder: The catalogue folder.
        beside: The file that names the images.
    """
    known: dict[str, str | Broken] = {}

    def find(name: str) -> str | Broken:
        if name not in known:
            known[name] = _find(folder, beside.parent, name)
        return known[name]

    return find


def _find(folder: Path, start: Path, name: str) -> str | Broken:
    params = {"value": shown(name)}
    try:
        path = Path(os.path.normpath(start / name))
        inside = path.is_relative_to(folder) and path.resolve().is_relative_to(folder.resolve())
        if not inside:
            return Broken("image-outside", params)
        if not path.is_file():
            return Broken("image-missing", params)
        if (reason := _unusable(path)) is not None:
            return Broken(reason.rule, {**params, **reason.params})
    except (OSError, ValueError, RuntimeError):  # too long a name, a NUL, a loop of links
        return Broken("image-missing", params)
    return path.relative_to(folder).as_posix()


def picture_reader(folder: Path | str) -> Callable[[Image], bytes]:
    """Return what reads the pictures that the rooms of a catalogue folder name.

    Bounds are looked at once more, for a file may have changed since the catalogue was read. What
    it returns raises ``OSError`` for a picture that is not there, is no file, or is too large.
    """
    within = Path(folder)

    def read(image: Image) -> bytes:
        path = within / image.file
        if not path.is_file():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
        shape = picture_size(io.BytesIO(content))
        if len(content) > MOST_BYTES or (shape is not None and shape.pixels > MOST_PIXELS):
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
        return content

    return read


def _unusable(path: Path) -> Broken | None:
    """Return why the booking system would not take a file, or why it is not even read."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        return Broken("image-too-large", {"size": size, "most": MOST_BYTES})
    if path.suffix.lower() not in _KINDS or len(path.name) > _LONGEST_NAME:
        return Broken("image-format", {})
    with path.open("rb") as file:
        if _kind_of(file.read(_BEGINNING)) is None:
            return Broken("image-format", {})
        file.seek(0)
        shape = picture_size(file)
    if shape is not None and shape.pixels > MOST_PIXELS:
        return Broken("image-pixels", {**shape._asdict(), "most": MOST_PIXELS})
    return None


def picture_kind(content: bytes) -> str | None:
    """Return the ending that fits a picture's bytes; ``None`` where Varaamo would not take them."""
    shape = picture_size(io.BytesIO(content))
    if len(content) > MOST_BYTES or (shape is not None and shape.pixels > MOST_PIXELS):
        return None
    return _kind_of(content[:_BEGINNING])


def _kind_of(beginning: bytes) -> str | None:
    if beginning[:4] == b"RIFF" and beginning[8:] == b"WEBP":
        return ".webp"
    return next((kind for sign, kind in _BEGINNINGS.items() if beginning.startswith(sign)), None)
