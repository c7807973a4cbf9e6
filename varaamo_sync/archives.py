"""ZIP archives of somebody else's, unpacked with a measure.

What an archive says of its sizes is not believed: it is unpacked piece by piece, and no further
than it may. So none can say one size and hold another.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Literal

Why = Literal["broken", "locked", "parts", "bytes"]
"""What is wrong with an archive: it is damaged, needs a password, or holds too much."""

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    KeyError,
)
_ENCRYPTED = 1
_CHUNK = 1 << 18


class ArchiveRefused(Exception):
    """An archive is not unpacked, or not any further.

    Attributes:
        why: What is wrong with it.
    """

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


class MeasuredArchive:
    """An archive that is unpacked with a measure; what is unpacked twice is measured once.

    Attributes:
        infos: Its parts, as it tells them.

    Args:
        data: The archive.
        most_parts: How many parts it may have.
        most_bytes: To how many bytes all that is unpacked of it may come.

    Raises:
        ArchiveRefused: It is damaged, needs a password, or has too many parts.
    """

    def __init__(self, data: bytes, *, most_parts: int, most_bytes: int) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise ArchiveRefused("broken") from error
        self.infos = tuple(self._zip.infolist())
        if len(self.infos) > most_parts:
            raise ArchiveRefused("parts")
        if any(info.flag_bits & _ENCRYPTED for info in self.infos):
            raise ArchiveRefused("locked")
        self._left = most_bytes
        self._measured: set[str] = set()

    def read(self, info: zipfile.ZipInfo, *, most: int | None = None) -> bytes:
        """Unpack a part whole; see ``chunks``."""
        return b"".join(self.chunks(info, most=most))

    def measure(self, info: zipfile.ZipInfo) -> None:
        """Unpack a part and keep nothing; see ``chunks``."""
        for _ in self.chunks(info):
            pass

    def chunks(self, info: zipfile.ZipInfo, *, most: int | None = None) -> Iterator[bytes]:
        """Unpack a part, piece by piece.

        Args:
            info: The part.
            most: To how many bytes this one may come.

        Raises:
            ArchiveRefused: It cannot be unpacked, or that would be too much.
        """
        is_new, size = info.filename not in self._measured, 0
        try:
            with self._zip.open(info) as part:
                while chunk := part.read(_CHUNK):
                    size += len(chunk)
                    self._left -= len(chunk) if is_new else 0
                    if self._left < 0 or (most is not None and size > most):
                        raise ArchiveRefused("bytes")
                    yield chunk
        except _BROKEN as error:
            raise ArchiveRefused("broken") from error
        self._measured.add(info.filename)
