"""Image files that rooms name: there, inside the catalogue folder, and what Varaamo takes."""

from __future__ import annotations

import os
from pathlib import Path

from varaamo_sync.files.faults import Broken, shown
from varaamo_sync.files.raw import FindImage

_KINDS = frozenset({".gif", ".jpeg", ".jpg", ".png", ".webp"})
_BEGINNINGS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8")
_LONGEST_NAME = 100


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
        if not _is_picture(path):
            return Broken("image-format", params)
    except (OSError, ValueError, RuntimeError):  # too long a name, a NUL, a loop of links
        return Broken("image-missing", params)
    return path.relative_to(folder).as_posix()


def _is_picture(path: Path) -> bool:
    """Whether the booking system would take a file: by its name, and by how it begins."""
    if path.suffix.lower() not in _KINDS or len(path.name) > _LONGEST_NAME:
        return False
    with path.open("rb") as file:
        beginning = file.read(12)
    is_webp = beginning[:4] == b"RIFF" and beginning[8:] == b"WEBP"
    return is_webp or beginning.startswith(_BEGINNINGS)
