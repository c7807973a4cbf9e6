"""The XML of packed workbooks, read in one way only: as UTF-8, without entities of its own.

A reader in Rust takes every part for UTF-8, whatever the part says. So a part in another
encoding is written anew before anything is measured: what was measured is what is read.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from typing import Any
from xml.parsers import expat

from varaamo_sync.workbooks.files.limits import Unreadable

Attributes = dict[str, str]

_DECLARATION = re.compile(rb"""\s*<\?xml\s[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["'][^>]*>""")
_DECLARED = re.compile(r"""^\s*<\?xml\s[^>]*\?>""")
_UTF8 = ("utf-8", "ascii", "utf-16")
"""Said of UTF-8; of UTF-16 by programs that wrote a text in memory, when no mark says so."""
_OTHERS = ("iso8859-1", "iso8859-15", "cp1252")
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"<\0", "utf-16-le"),
          (b"\0<", "utf-16-be"))  # fmt: skip
_PREFIXED = re.compile(rb"<[^\s<>!?]*:")


def as_utf8(data: bytes) -> bytes:
    """Return a part in UTF-8.

    Raises:
        Unreadable: Its encoding is not known, or it is not written in it.
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if encoding is None:
        found = _DECLARATION.match(data.removeprefix(codecs.BOM_UTF8))
        encoding = _known(found[1].decode("ascii")) if found else "utf-8"
        if encoding in _UTF8:
            return data
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise Unreadable("workbook-broken") from error
    return _DECLARED.sub("", text).encode("utf-8", errors="replace")


def _known(name: str) -> str:
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
    parser.StartElementHandler = _bare(start) if prefixed else start
    if end is not None:
        on_end = end
        parser.EndElementHandler = (lambda name: on_end(_local(name))) if prefixed else end
    if text is not None:
        parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:  # an encoding that nobody knows
        raise Unreadable("workbook-broken") from error


def _bare(start: Callable[[str, Attributes], None]) -> Callable[[str, Attributes], None]:
    return lambda name, attributes: start(_local(name), attributes)


def _local(name: str) -> str:
    return name.partition(":")[2] or name


def _refuse(*_: Any) -> None:
    raise Unreadable("workbook-broken")
