"""Files that are no workbook we read: what they are, and how to make one of them.

A file is known by its content, never by its name. Files that programs leave beside a workbook,
such as Excel's ``~$a.xlsx``, are known by both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

from varaamo_sync.model import LANGS
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.words import Theme
from varaamo_sync.workbooks.files.limits import Unreadable
from varaamo_sync.workbooks.words import word_file

_words = Theme("workbooks/kinds")
_Mark = TypeVar("_Mark")

_LOCK = lazy_pattern(r"~\$.+|\.~lock\..+#|\._.+", re.DOTALL)
_LONGEST_LOCK = 10_000
"""Bytes of the largest file that is taken for a lock; a workbook begins as an archive does."""

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STREAMS = (
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("WordDocument", "doc"),
    ("PowerPoint Document", "ppt"),
)
_STARTS = (
    (b"\x09\x08\x10\0", "xls"),
    (b"\x09\x08\x08\0", "xls"),
    (b"\x09\x04\x06\0", "xls"),
    (b"%PDF", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"ID;P", "sylk"),
    (b"[InternetShortcut]", "shortcut"),
    (b"MIME-Version:", "markup"),
)
_MARKUP = lazy_pattern(
    rb"\s*<(\?xml|\?mso|!doctype|html|table|svg|meta|head|office:)", re.IGNORECASE
)
_MARKUPS = (
    (b"opendocument.spreadsheet", "fods"),
    (b"urn:schemas-microsoft-com:office:spreadsheet", "xls-xml"),
)
_SHORTCUT = lazy_pattern(rb'\s*\{\s*"[^"]*url[^"]*"\s*:\s*"https?:', re.IGNORECASE)
_MIMES = (
    (b"application/vnd.oasis.opendocument.text", "odt"),
    (b"application/vnd.oasis.opendocument.presentation", "odp"),
)
_PARTS = (
    ("workbook.bin", "xlsb"),
    ("word/document.xml", "docx"),
    ("ppt/presentation.xml", "pptx"),
    (".iwa", "numbers"),
    ("index.zip", "numbers"),
)


def is_lock(name: str, data: bytes) -> bool:
    """Tell whether a file is what a program leaves beside a workbook that is open.

    Args:
        name: Name of the file, without its folder.
        data: Its content.
    """
    small = len(data) <= _LONGEST_LOCK and not data.startswith(b"PK")
    return small and _LOCK.fullmatch(name) is not None


def demand_ours(data: bytes) -> None:
    """Make sure that a file that is no archive may be a table of text.

    Raises:
        Unreadable: It is a file of another kind.
    """
    if data.startswith(_OLD_OFFICE):
        if _ENCRYPTED in data:
            raise Unreadable("workbook-encrypted")
        raise other_kind(_first(_STREAMS, lambda name: name.encode("utf-16-le") in data, "office"))
    kind = _first(_STARTS, data.startswith, "")
    bare = data.removeprefix(b"\xef\xbb\xbf")
    if not kind and _MARKUP.match(bare):
        kind = _first(_MARKUPS, lambda mark: mark in bare[:4096], "markup")
    if not kind and _SHORTCUT.match(bare):
        kind = "shortcut"
    if kind:
        raise other_kind(kind)


def kind_of_package(names: tuple[str, ...], mime: bytes) -> str:
    """Return what an archive is that is no workbook we read.

    Args:
        names: Names of its parts.
        mime: What its part ``mimetype`` says.
    """
    small = [name.lower() for name in names]
    by_part = _first(_PARTS, lambda end: any(name.endswith(end) for name in small), "archive")
    return _first(_MIMES, mime.startswith, by_part)


def other_kind(kind: str) -> Unreadable:
    """Return the error of a file of another kind, with what it is and how to save it."""
    said = {f"format_{lang}": _words(f"kind.{kind}", lang) for lang in LANGS}
    how = word_file("files/foreign")[kind]
    said |= {f"save_{lang}": _words(f"save.{how}", lang) for lang in LANGS}
    return Unreadable("workbook-format", **said)


def _first(known: Iterable[tuple[_Mark, str]], fits: Callable[[_Mark], bool], other: str) -> str:
    return next((kind for mark, kind in known if fits(mark)), other)
