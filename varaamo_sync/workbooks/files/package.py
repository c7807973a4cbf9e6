"""Packed workbooks (.xlsx and .ods are ZIP archives of XML), unpacked with a measure.

What other libraries then read is packed anew from what was measured here, so that no archive
can say one size and hold another, and nothing but tables ever reaches them: no pictures, no
macros, no links.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator

from varaamo_sync.workbooks.files.limits import MOST_PARTS, MOST_UNPACKED, Unreadable, too_large

_CHUNK = 1 << 18
_CONTENT_TYPES = "[Content_Types].xml"
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


def plain_name(name: str) -> str:
    """Return the name of a part as every package should write it.

    Some programs write backslashes, a slash in front, or small letters only.
    """
    plain = name.replace("\\", "/").lstrip("/")
    return _CONTENT_TYPES if plain.lower() == _CONTENT_TYPES.lower() else plain


class Package:
    """A packed workbook.

    Attributes:
        names: Names of its parts, with slashes, as the archive spells them.
        odd: Whether the archive spells some name otherwise.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise Unreadable("workbook-broken") from error
        infos = self._zip.infolist()
        if len(infos) > MOST_PARTS:
            raise too_large("parts", MOST_PARTS)
        if any(info.flag_bits & 1 for info in infos):
            raise Unreadable("workbook-encrypted")
        self.names = tuple(plain_name(info.filename) for info in infos)
        self.odd = any(name != info.filename for name, info in zip(self.names, infos, strict=True))
        self._infos = dict(zip((name.lower() for name in self.names), infos, strict=True))
        if len(self._infos) < len(self.names):
            raise Unreadable("workbook-broken")
        self._left = MOST_UNPACKED

    def has(self, name: str) -> bool:
        """Whether there is a part of a name, in any case."""
        return name.lower() in self._infos

    def has_ending(self, ending: str) -> bool:
        """Whether there is a part whose name ends so, in any case."""
        return any(name.endswith(ending) for name in self._infos)

    def read(self, name: str) -> bytes:
        """Unpack a part, whatever the case of its name; empty where there is none.

        Raises:
            Unreadable: It cannot be unpacked, or all that was unpacked is too much.
        """
        info = self._infos.get(name.lower())
        return b"".join(self._chunks(info)) if info else b""

    def spelt_plainly(self) -> bytes:
        """Return the package with every name as ``names`` spells it.

        Raises:
            Unreadable: A part cannot be unpacked, or all that was unpacked is too much.
        """
        return packed((name, self.read(name)) for name in self.names if not name.endswith("/"))

    def measure(self) -> None:
        """Unpack every part and keep nothing.

        Raises:
            Unreadable: A part cannot be unpacked, or all that was unpacked is too much.
        """
        for info in self._infos.values():
            for _ in self._chunks(info):
                pass

    def _chunks(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        try:
            with self._zip.open(info) as part:
                while chunk := part.read(_CHUNK):
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise too_large("bytes", MOST_UNPACKED)
                    yield chunk
        except _BROKEN as error:
            raise Unreadable("workbook-broken") from error


def packed(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """Return an archive of some parts, not compressed."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return target.getvalue()
