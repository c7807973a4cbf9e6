"""Reads XLIFF 1.2 files that translators' programs have saved.

Programs write codes in their own ways: with the tag inside as it went out, or empty with the
number of the code; or they make ``g`` and ``x`` of them. All of these give back the tag.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from varaamo_sync.findings import Finding, Level, Position, Severity
from varaamo_sync.model import Lang
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.translations.marks import read_mark
from varaamo_sync.translations.rows import ReturnedFile, ReturnedRow
from varaamo_sync.translations.xliff_writer import VERSION

_START = lazy_pattern(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml|<!--|<(?:\w+:)?xliff\b)")
_UTF16 = (b"\xff\xfe<\0", b"\xfe\xff\0<")
_UNFINISHED = frozenset({"new", "needs-translation"})
_LINE = "{}line"
_DEEPEST = 100

_Key = tuple[str, str]
"""Part of a code (``open``, ``close`` or ``alone``) and its number."""
_Codes = Mapping[_Key, str]

_PARTS = {"bpt": "open", "bx": "open", "ept": "close", "ex": "close", "ph": "alone", "x": "alone"}


def is_xliff(data: bytes) -> bool:
    """Tell by its first bytes whether a file is XML: of the forms that are read, only XLIFF is."""
    return bool(_START.match(data)) or data.startswith(_UTF16)


def read_xliff(data: bytes, name: str) -> ReturnedFile:
    """Read the rows of an XLIFF file.

    Args:
        data: Its bytes.
        name: Name of the file, as findings write it.
    """
    try:
        root = _parse(data)
    except _NotRead as error:
        return _unreadable(name, str(error), error.line)
    if _local(root) != "xliff" or not root.get("version", VERSION).startswith("1."):
        found = f"{_local(root)} {root.get('version', '')}".strip()
        return _unreadable(name, f"<{found}>", 1)
    rows = tuple(_row(unit, name) for unit in root.iter() if _local(unit) == "trans-unit")
    if not any(read_mark(row.mark or "") for row in rows):
        return _unreadable(name, "", 1)
    return ReturnedFile(name, "xliff", rows)


class _NotRead(Exception):
    """It is no XML, or XML with declarations of its own."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.line = line


def _parse(data: bytes) -> Element:
    """Return the tree of a file; each element knows its line.

    A document type is refused: entities can make a small file grow without end.
    """
    builder = TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise _NotRead("depth", parser.CurrentLineNumber)
        builder.start(name, {**attributes, _LINE: str(parser.CurrentLineNumber)})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(name)

    def refuse(*_: object) -> None:
        raise _NotRead("DOCTYPE", parser.CurrentLineNumber)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise _NotRead(expat.ErrorString(error.code), error.lineno) from error
    except (LookupError, ValueError) as error:  # an encoding that nobody knows
        raise _NotRead(type(error).__name__, parser.CurrentLineNumber) from error
    root: Element = builder.close()
    return root


def _unreadable(name: str, reason: str, line: int) -> ReturnedFile:
    finding = Finding(
        rule="translation-file-broken" if reason else "translation-file-unknown",
        severity=Severity.ERROR,
        level=Level.DRAFT,
        params={"reason": reason} if reason else {},
        position=Position(name, line, 1),
    )
    return ReturnedFile(name, "xliff", unreadable=finding)


def _row(unit: Element, file: str) -> ReturnedRow:
    room, _, field = unit.get("resname", "").rpartition(" / ")
    source, target = _child(unit, "source"), _child(unit, "target")
    codes = dict(_codes(source)) if source is not None else {}
    mark = unit.get("id")
    known = read_mark(mark or "")
    texts: dict[Lang, str] = {}
    if source is not None:
        texts["fi"] = _text(source, codes)
    words = _text(target, codes) if target is not None else ""
    if words.strip():
        texts[known.to if known else "sv"] = words
    state = target.get("state", "") if target is not None else ""
    unfinished = words.strip() and state in _UNFINISHED
    return ReturnedRow(
        position=Position(file, int(unit.get(_LINE, "1")), 1),
        mark=mark,
        texts=texts,
        room=room,
        field=field,
        problem=("translation-unfinished", {"state": state}) if unfinished else None,
    )


@dataclass(frozen=True, slots=True)
class _Code:
    part: str
    number: str
    tag: str


def _code(element: Element) -> _Code | None:
    """Return the code that an element is, or ``None`` where it is none."""
    name, number = _local(element), element.get("id", "")
    part = _PARTS.get(name)
    if name == "it":
        part = "close" if element.get("pos") == "close" else "open"
    if part is None:
        return None
    return _Code(part, number, "".join(element.itertext()))


def _codes(source: Element) -> Iterator[tuple[_Key, str]]:
    for element in source.iter():
        code = _code(element)
        if code is not None and code.tag:
            yield (code.part, code.number), code.tag


def _text(element: Element, codes: _Codes) -> str:
    """Return the text of an element, with each code as the tag that it stands for."""
    parts = [element.text or ""]
    for inner in element:
        code = _code(inner)
        if code is not None:
            parts.append(code.tag or codes.get((code.part, code.number), ""))
        elif _local(inner) == "g":
            number = inner.get("id", "")
            opening, closing = codes.get(("open", number), ""), codes.get(("close", number), "")
            parts += [opening, _text(inner, codes), closing]
        else:
            parts.append(_text(inner, codes))
        parts.append(inner.tail or "")
    return "".join(parts)


def _child(element: Element, name: str) -> Element | None:
    return next((inner for inner in element if _local(inner) == name), None)


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
