"""Packed workbooks (.xlsx and .ods are ZIP archives of XML), unpacked with a measure.

What other libraries then read is packed anew from what was measured here, so that no archive
can say one size and hold another, and nothing but tables ever reaches them: no pictures, no
macros, no links. Other archives of somebody else's, such as templates of slides, are unpacked
with the same measure.

XML is read in one way only: as UTF-8, without entities of its own. A reader in Rust takes every
part for UTF-8, whatever the part says. So a part in another encoding is written anew before
anything is measured: what was measured is what is read.
"""

from __future__ import annotations

import codecs
import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal
from xml.parsers import expat

from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.workbooks.files.limits import MOST_PARTS, MOST_UNPACKED, Unreadable, too_large

Attributes = dict[str, str]

_CONTENT_TYPES = "[Content_Types].xml"
_DECLARATION = lazy_pattern(rb"""\s*<\?xml\s[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["'][^>]*>""")
_DECLARED = lazy_pattern(r"""^\s*<\?xml\s[^>]*\?>""")
_UTF8 = ("utf-8", "ascii", "utf-16")
"""Said of UTF-8; of UTF-16 by programs that wrote a text in memory, when no mark says so."""
_OTHERS = ("iso8859-1", "iso8859-15", "cp1252")
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"<\0", "utf-16-le"),
          (b"\0<", "utf-16-be"))  # fmt: skip
_PREFIXED = lazy_pattern(rb"<[^\s<>!?]*:")


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


def plain_name(name: str) -> str:
    """Return the name of a part as every package should write it.

    Some programs write backslashes, a slash in front, or small letters only.
    """
    plain = name.replace("\\", "/").lstrip("/")
    return _CONTENT_TYPES if plain.lower() == _CONTENT_TYPES.lower() else plain


class Package:
    """A packed workbook; what is read of it twice is measured once.

    Attributes:
        names: Names of its parts, with slashes, as the archive spells them.
        parts: The same names in lower case, by which parts are found.
        odd: Whether the archive spells some name otherwise.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = MeasuredArchive(data, most_parts=MOST_PARTS, most_bytes=MOST_UNPACKED)
        except ArchiveRefused as refused:
            raise _unreadable(refused) from refused
        infos = self._archive.infos
        self.names = tuple(plain_name(info.filename) for info in infos)
        self.odd = any(name != info.filename for name, info in zip(self.names, infos, strict=True))
        self._infos = dict(zip((name.lower() for name in self.names), infos, strict=True))
        if len(self._infos) < len(self.names):
            raise Unreadable("workbook-broken")
        self.parts = frozenset(self._infos)

    def read(self, name: str) -> bytes:
        """Unpack a part, whatever the case of its name; empty where there is none.

        Raises:
            Unreadable: It cannot be unpacked, or all that was unpacked is too much.
        """
        if name.lower() not in self.parts:
            return b""
        try:
            return self._archive.read(self._infos[name.lower()])
        except ArchiveRefused as refused:
            raise _unreadable(refused) from refused

    def xml(self, name: str) -> bytes:
        """Unpack a part that is XML, in UTF-8; empty where there is none.

        Raises:
            Unreadable: It cannot be unpacked, is too much, or its encoding is not known.
        """
        return _as_utf8(self.read(name))

    def spelt_plainly(self) -> bytes:
        """Return the package with every name as ``names`` spells it.

        Raises:
            Unreadable: A part cannot be unpacked, or all that was unpacked is too much.
        """
        return pack((name, self.read(name)) for name in self.names if not name.endswith("/"))

    def measure(self) -> None:
        """Unpack every part and keep nothing.

        Raises:
            Unreadable: A part cannot be unpacked, or all that was unpacked is too much.
        """
        try:
            for info in self._infos.values():
                self._archive.measure(info)
        except ArchiveRefused as refused:
            raise _unreadable(refused) from refused


def _unreadable(refused: ArchiveRefused) -> Unreadable:
    """Return why a workbook is not read whose archive is not unpacked."""
    if refused.why == "parts":
        return too_large("parts", MOST_PARTS)
    if refused.why == "bytes":
        return too_large("bytes", MOST_UNPACKED)
    return Unreadable("workbook-encrypted" if refused.why == "locked" else "workbook-broken")


def pack(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """Return an archive of some parts, not compressed."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return target.getvalue()


def _as_utf8(data: bytes) -> bytes:
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if encoding is None:
        found = _DECLARATION.match(data.removeprefix(codecs.BOM_UTF8))
        encoding = _known_encoding(found[1].decode("ascii")) if found else "utf-8"
        if encoding in _UTF8:
            return data
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise Unreadable("workbook-broken") from error
    return _DECLARED.sub("", text).encode("utf-8", errors="replace")


def _known_encoding(name: str) -> str:
    try:
        known = codecs.lookup(name).name
    except LookupError as error:
        raise Unreadable("workbook-broken") from error
    if known not in (*_UTF8, *_OTHERS):
        raise Unreadable("workbook-broken")
    return known


def parse_xml(
    data: bytes,
    *,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Go through XML in UTF-8, element by element; prefixes of namespaces are left out.

    Raises:
        Unreadable: It is no XML, or declares entities of its own.
    """
    parser = expat.ParserCreate("UTF-8")
    parser.buffer_text = True
    prefixed = _PREFIXED.search(data) is not None  # leaving them out costs a call per element
    parser.StartElementHandler = _without_prefix(start) if prefixed else start
    if end is not None:
        on_end = end
        parser.EndElementHandler = (lambda name: on_end(_local(name))) if prefixed else end
    if text is not None:
        parser.CharacterDataHandler = text
    run_parser(parser, data)


def run_parser(parser: expat.XMLParserType, data: bytes) -> None:
    """Let a parser go through XML.

    Raises:
        Unreadable: It is no XML, or declares entities of its own.
    """
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:  # an encoding that nobody knows
        raise Unreadable("workbook-broken") from error


def _without_prefix(
    start: Callable[[str, Attributes], None],
) -> Callable[[str, Attributes], None]:
    return lambda name, attributes: start(_local(name), attributes)


def _local(name: str) -> str:
    return name.partition(":")[2] or name


def _refuse(*_: Any) -> None:
    raise Unreadable("workbook-broken")
