"""Pictures for tests: real ones, and beginnings that claim what is not there."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image


def png(width: int, height: int) -> bytes:
    """Return a PNG of some fifty bytes that says how large it is."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = b""
    for part in (header, b"IDAT", b"IEND"):
        parts += struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part))
    return b"\x89PNG\r\n\x1a\n" + parts


def drawn(form: str, size: tuple[int, int], mode: str = "RGB", **options: Any) -> bytes:
    """Return a picture that Pillow has written."""
    data = io.BytesIO()
    Image.new(mode, size).save(data, form, **options)
    return data.getvalue()
