"""Writes texts as XLIFF 1.2, the form that translators' programs exchange.

Tags become inline codes that hold the tag itself (``bpt``, ``ept``, ``ph``, ``it``), so that a
program shows and keeps them as codes and nobody has to type them.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.translations.marks import settled
from varaamo_sync.translations.rows import Row
from varaamo_sync.translations.tags import Tag, partners, pieces, tags
from varaamo_sync.translations.texts import UNWRITABLE

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
VERSION = "1.2"

_LINE, _STEP = "\n", "  "
_TEXTS = ("source", "target", "note")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_KINDS = {
    "a": "link",
    "b": "bold",
    "br": "lb",
    "em": "italic",
    "i": "italic",
    "strong": "bold",
    "u": "underlined",
}
"""What XLIFF calls a tag; all others are called ``x-html-…``."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was made.

    Attributes:
        left_out: Rows whose text the form cannot hold.
    """

    data: bytes
    left_out: tuple[Row, ...] = ()


def write_xliff(rows: Iterable[Row]) -> Written:
    """Return texts as an XLIFF 1.2 file."""
    root = ET.Element("xliff", {"version": VERSION, "xmlns": NAMESPACE})
    bodies: dict[tuple[str, str], ET.Element] = {}
    left_out: list[Row] = []
    for row in rows:
        if UNWRITABLE.search(row.finnish + row.translation):
            left_out.append(row)
            continue
        name = (row.source.file, row.to)
        if name not in bodies:
            bodies[name] = _body(root, row)
        _add_unit(bodies[name], row)
    _indent(root)
    data = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return Written(data + b"\n", tuple(left_out))


def _indent(element: ET.Element, depth: int = 0) -> None:
    """Put each element on a line of its own, down to texts, in which blanks have a meaning."""
    if element.tag in _TEXTS or not len(element):
        return
    element.text = _LINE + _STEP * (depth + 1)
    for inner in element:
        _indent(inner, depth + 1)
        inner.tail = element.text
    element[-1].tail = _LINE + _STEP * depth


def _body(root: ET.Element, row: Row) -> ET.Element:
    attributes = {
        "original": row.source.file,
        "source-language": "fi",
        "target-language": row.to,
        "datatype": "plaintext",
    }
    return ET.SubElement(ET.SubElement(root, "file", attributes), "body")


def _add_unit(body: ET.Element, row: Row) -> None:
    source = row.source
    unit = ET.SubElement(
        body, "trans-unit", {"id": row.mark, "resname": f"{source.home.label} / {source.field}"}
    )
    if source.is_html:
        unit.set("datatype", "html")
    if source.limit is not None:
        unit.set("maxwidth", str(source.limit))
        unit.set("size-unit", "char")
    unit.set(_SPACE, "preserve")
    _fill(ET.SubElement(unit, "source"), row.finnish, html=source.is_html)
    if settled(row.translation):
        target = ET.SubElement(unit, "target", {"state": "translated"})
        _fill(target, row.translation, html=source.is_html)
    limit = f" / ≤ {source.limit}" if source.limit else ""
    note = ET.SubElement(unit, "note", {"from": "varaamo-sync"})
    note.text = f"{source.home.label} / {source.field}{limit}"


def _fill(element: ET.Element, text: str, *, html: bool) -> None:
    """Write a text into an element: words as they are, tags of HTML as codes."""
    words = settled(text)
    if not html:
        element.text = words
        return
    pairs = partners(tags(words))
    number = 0
    last: ET.Element | None = None
    for piece in pieces(words):
        if isinstance(piece, Tag):
            last = _code(element, piece, number, pairs.get(number))
            number += 1
        elif last is None:
            element.text = piece
        else:
            last.tail = piece


def _code(element: ET.Element, tag: Tag, number: int, partner: int | None) -> ET.Element:
    """Write a tag as a code; two that belong together have one number."""
    kind = _KINDS.get(tag.name, f"x-html-{tag.name or 'comment'}")
    first = number if partner is None else min(number, partner)
    attributes = {"id": str(first + 1)}
    if tag.alone:
        name = "ph"
    elif partner is None:
        name = "it"
        attributes["pos"] = "close" if tag.closes else "open"
    else:
        name = "ept" if tag.closes else "bpt"
    if name != "ept":
        attributes["ctype"] = kind
    code = ET.SubElement(element, name, attributes)
    code.text = tag.code
    return code
