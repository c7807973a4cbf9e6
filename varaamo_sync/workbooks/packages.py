"""Packed workbooks (.xlsx and .ods are ZIP archives of XML), unpacked with a measure.

What other libraries then read is packed anew from what was measured here, so that no archive
can say one size and hold another, and nothing but tables ever reaches them: no pictures, no
macros, no links.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any
from xml.parsers import expat

from varaamo_sync.workbooks.limits import MOST_PARTS, MOST_UNPACKED, Unreadable, too_large

_CHUNK = 1 << 18
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

Attributes = dict[str, str]


class Package:
    """A packed workbook."""

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
        self.names = tuple(info.filename for info in infos)
        self._known = {name.lower(): name for name in self.names}
        if len(self._known) < len(self.names):
            raise Unreadable("workbook-broken")
        self._left = MOST_UNPACKED

    def has(self, ending: str) -> bool:
        """Whether there is a part whose name ends so, in any case."""
        return any(name.lower().endswith(ending) for name in self.names)

    def read(self, name: str) -> bytes:
        """Unpack a part, whatever the case of its name; empty where there is none.

        Raises:
            Unreadable: It cannot be unpacked, or all that was unpacked is too much.
        """
        known = self._known.get(name.lower())
        return b"".join(self._chunks(known)) if known else b""

    def repacked(self, keep: Callable[[str], bool]) -> Package:
        """Return a package of some of the parts, unpacked once and for all.

        Raises:
            Unreadable: A part cannot be unpacked, or all that was unpacked is too much.
        """
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as parts:
            for name in self.names:
                if keep(name):
                    with parts.open(name, "w") as part:
                        for chunk in self._chunks(name):
                            part.write(chunk)
        package = Package(target.getvalue())
        package.data = target
        return package

    def measure(self) -> None:
        """Unpack every part and keep nothing.

        Raises:
            Unreadable: A part cannot be unpacked, or all that was unpacked is too much.
        """
        for name in self.names:
            for _ in self._chunks(name):
                pass

    data: io.BytesIO
    """What other libraries may read; there only in a package that was packed anew."""

    def _chunks(self, name: str) -> Iterator[bytes]:
        try:
            with self._zip.open(name) as part:
                while chunk := part.read(_CHUNK):
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise too_large("bytes", MOST_UNPACKED)
                    yield chunk
        except _BROKEN as error:
            raise Unreadable("workbook-broken") from error


def parse_xml(
    data: bytes,
    *,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Go through XML, element by element; prefixes of namespaces are left out.

    Raises:
        Unreadable: It is no XML, or declares entities of its own.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def first(name: str, attributes: Attributes) -> None:
        """Leave prefixes out only where there are any: that costs a call for each element."""
        if ":" not in name:
            parser.StartElementHandler = start
            parser.EndElementHandler = end
        start(name.rpartition(":")[2], attributes)
        if ":" in name:
            parser.StartElementHandler = lambda name, attributes: start(
                name.rpartition(":")[2], attributes
            )

    def refuse(*_: Any) -> None:
        raise Unreadable("workbook-broken")

    parser.StartElementHandler = first
    if end is not None:
        on_end = end
        parser.EndElementHandler = lambda name: on_end(name.rpartition(":")[2])
    if text is not None:
        parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Unreadable("workbook-broken") from error
