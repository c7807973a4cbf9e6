"""How many pixels a picture has, told from its first bytes: nothing is decoded."""

from __future__ import annotations

import io
from typing import BinaryIO, NamedTuple

_MOST_SEGMENTS = 1000
"""Parts of a JPEG that are looked through; its size stands before its pixels."""
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""Markers of a JPEG that say its size: all kinds of frames."""


class PictureSize(NamedTuple):
    """Width and height in pixels."""

    width: int
    height: int

    @property
    def pixels(self) -> int:
        """How many pixels there are in all."""
        return self.width * self.height


def picture_size(file: BinaryIO) -> PictureSize | None:
    """Return the size of a PNG, JPEG, GIF or WebP picture.

    Args:
        file: The picture, from its beginning; it can be sought in.

    Returns:
        The size, or ``None`` where the first bytes do not say it.
    """
    head = file.read(32)
    if head.startswith(b"\x89PNG\r\n\x1a\n") and len(head) >= 24:
        return PictureSize(_big(head[16:20]), _big(head[20:24]))
    if head.startswith(b"GIF8") and len(head) >= 10:
        return PictureSize(_little(head[6:8]), _little(head[8:10]))
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP" and len(head) >= 30:
        return _of_webp(head)
    if head.startswith(b"\xff\xd8"):
        file.seek(2)
        return _of_jpeg(file)
    return None


def _of_webp(head: bytes) -> PictureSize | None:
    kind = head[12:16]
    if kind == b"VP8X":
        return PictureSize(_little(head[24:27]) + 1, _little(head[27:30]) + 1)
    if kind == b"VP8 ":
        return PictureSize(_little(head[26:28]) & 0x3FFF, _little(head[28:30]) & 0x3FFF)
    if kind == b"VP8L":
        bits = _little(head[21:25])
        return PictureSize((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    return None


def _of_jpeg(file: BinaryIO) -> PictureSize | None:
    for _ in range(_MOST_SEGMENTS):
        start = file.read(2)
        while start[1:] == b"\xff":  # fill bytes may stand before a marker
            start = start[1:] + file.read(1)
        if len(start) < 2 or start[0] != 0xFF:
            return None
        length = _big(file.read(2))
        if start[1] in _FRAMES:
            size = file.read(5)
            return PictureSize(_big(size[3:5]), _big(size[1:3])) if len(size) == 5 else None
        if length < 2:
            return None
        file.seek(length - 2, io.SEEK_CUR)
    return None


def _big(data: bytes) -> int:
    return int.from_bytes(data, "big")


def _little(data: bytes) -> int:
    return int.from_bytes(data, "little")
