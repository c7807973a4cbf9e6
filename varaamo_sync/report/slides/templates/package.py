"""A city's presentation, looked at before any library opens it.

A .pptx is a ZIP archive of XML. What is handed on was unpacked with a measure and packed anew, so
that no archive can say one size and hold another, and the XML declares no entities.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping

from varaamo_sync.errors import UsageError, part
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.workbooks.files.package import ArchiveRefused, MeasuredArchive

MOST_BYTES = 100_000_000
"""Size of the biggest template."""
MOST_UNPACKED = 300_000_000
"""Bytes that its parts may unpack to."""
MOST_PARTS = 10_000
"""Parts of a template."""
MOST_XML = 20_000_000
"""Bytes of its biggest part of XML."""

CONTENT_TYPES = "[Content_Types].xml"
THUMBNAIL = "docProps/thumbnail."

_MAIN = b"application/vnd.openxmlformats-officedocument.presentationml.%s.main+xml"
_DECK, _TEMPLATE = _MAIN % b"presentation", _MAIN % b"template"
_SHOW = _MAIN % b"slideshow"
_MACROS = b"macroEnabled.main+xml"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PPT = "PowerPoint Document".encode("utf-16-le")
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "format-pdf"),
    (b"\x89PNG", "format-picture"),
    (b"\xff\xd8\xff", "format-picture"),
    (b"GIF8", "format-picture"),
)
_PARTS = (
    ("word/document.xml", "format-docx"),
    ("xl/workbook.xml", "format-xlsx"),
    ("xl/workbook.bin", "format-xlsx"),
)
_PRESENTATION_MIME = b"application/vnd.oasis.opendocument.presentation"
_DECLARES = lazy_pattern(rb"<!DOCTYPE|<!ENTITY|<\0!\0D\0O\0C", re.IGNORECASE)
_MILLION = 1_000_000
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def open_template(data: bytes) -> bytes:
    """Return a template as a presentation that can be opened without harm.

    Args:
        data: A presentation, a slide show or a template (.pptx, .ppsx, .potx).

    Raises:
        UsageError: It is of another kind, damaged, locked by a password, holds macros, or is
            too large.
    """
    if len(data) > MOST_BYTES:
        raise _too_large()
    parts = _unpack(data)
    types = parts.get(CONTENT_TYPES)
    if types is None or _kind_of(parts):
        raise _other_kind(_kind_of(parts) or "format-archive")
    if _MACROS in types or any(name.lower().endswith("vbaproject.bin") for name in parts):
        raise UsageError("slides-template-macros")
    for main in (_TEMPLATE, _SHOW):
        types = types.replace(main, _DECK)
    if _DECK not in types:
        raise _other_kind("format-archive")
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            _check_xml(content)
    return pack_parts((parts | {CONTENT_TYPES: types}).items())


def pack_parts(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """Return an archive of some parts that tells no time."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            info = zipfile.ZipInfo(name, _LONG_AGO)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            archive.writestr(info, content)
    return target.getvalue()


def unpack_own(data: bytes) -> dict[str, bytes]:
    """Return the parts of an archive that we made ourselves, or python-pptx did."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def _unpack(data: bytes) -> dict[str, bytes]:
    if data.startswith(_OLD_OFFICE):
        if _ENCRYPTED in data:
            raise UsageError("slides-template-password")
        raise _other_kind("format-ppt" if _PPT in data else "format-office")
    for start, kind in _OTHERS:
        if data.startswith(start):
            raise _other_kind(kind)
    if not data.startswith(b"PK"):
        raise _other_kind("format-none" if data.strip(b"\0 \r\n\t") else "format-empty")
    try:
        return _unpack_parts(MeasuredArchive(data, most_parts=MOST_PARTS, most_bytes=MOST_UNPACKED))
    except ArchiveRefused as refused:
        raise _unusable(refused) from refused


def _unpack_parts(archive: MeasuredArchive) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    for info in archive.infos:
        if info.filename.endswith("/"):
            continue
        name = info.filename.replace("\\", "/").lstrip("/")
        most = MOST_XML if name.endswith((".xml", ".rels")) else None
        if name in parts:
            raise ArchiveRefused("broken")
        parts[name] = archive.read(info, most=most)
    return parts


def _unusable(refused: ArchiveRefused) -> UsageError:
    """Return why a template is not used whose archive is not unpacked."""
    if refused.why in ("parts", "bytes"):
        return _too_large()
    locked = refused.why == "locked"
    return UsageError("slides-template-password" if locked else "slides-template-damaged")


def _kind_of(parts: Mapping[str, bytes]) -> str:
    """Return what an archive is that is no presentation of PowerPoint; empty for one that is."""
    for name, kind in _PARTS:
        if name in parts:
            return kind
    if "mimetype" in parts:
        odp = parts["mimetype"].startswith(_PRESENTATION_MIME)
        return "format-odp" if odp else "format-archive"
    return ""


def _check_xml(content: bytes) -> None:
    if _DECLARES.search(content[:4096]):
        raise UsageError("slides-template-damaged")


def _too_large() -> UsageError:
    return UsageError(
        "slides-template-too-large", most=MOST_BYTES // _MILLION, unpacked=MOST_UNPACKED // _MILLION
    )


def _other_kind(kind: str) -> UsageError:
    return UsageError("slides-template-format", kind=part(kind))
