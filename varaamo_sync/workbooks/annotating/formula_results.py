"""Results of formulas: openpyxl keeps the formulas alone, so what they gave is put back.

Without it a workbook would come back with empty cells wherever nobody computes, such as in a
preview, and an import would find no values.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import NamedTuple
from xml.sax.saxutils import escape

from varaamo_sync.workbooks.files.excel_parts import sheet_parts
from varaamo_sync.workbooks.files.package import Package
from varaamo_sync.workbooks.files.xml_parts import Attributes, as_utf8, parse_xml

_COMPUTED = re.compile(
    r'<c r="([A-Z]+\d+)"([^>]*)>(<f(?: [^>]*)?(?:/>|>[^<]*</f>))<v(?: ?/>|></v>)'
)
_TYPE = re.compile(r' t="\w+"')


class Result(NamedTuple):
    """What a formula gave: the type of its cell, empty for a number, and the words of it."""

    type: str
    words: str


Results = Mapping[str, Mapping[str, Result]]
"""Results by sheet and cell."""


def read_results(package: Package) -> Results:
    """Return what the formulas of a workbook gave, where the file holds that.

    Raises:
        Unreadable: A part of it cannot be read.
    """
    return {
        name: _of_sheet(as_utf8(package.read(part))) for name, part in sheet_parts(package).items()
    }


def _of_sheet(data: bytes) -> dict[str, Result]:
    scan = _Scan()
    if b"<f" in data or b":f" in data:
        parse_xml(data, start=scan.start, end=scan.end, text=scan.text)
    return scan.found


class _Scan:
    """One pass over the XML of a sheet."""

    def __init__(self) -> None:
        self.found: dict[str, Result] = {}
        self._cell = self._type = ""
        self._computed = self._inside = False
        self._words: list[str] = []

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "c":
            self._cell, self._type = attributes.get("r", ""), attributes.get("t", "")
            self._computed = False
            self._words.clear()
        elif tag == "f":
            self._computed = True
        elif tag == "v":
            self._inside = True

    def end(self, tag: str) -> None:
        if tag == "v":
            self._inside = False
        elif tag == "c" and self._computed and self._words:
            self.found[self._cell] = Result(self._type, "".join(self._words))

    def text(self, words: str) -> None:
        if self._inside:
            self._words.append(words)


def put_back_results(saved: bytes, results: Results) -> bytes:
    """Return a workbook that openpyxl saved with the results in its cells."""
    if not any(results.values()):
        return saved
    parts = {part: results.get(name, {}) for name, part in sheet_parts(Package(saved)).items()}
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(saved)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            data = old.read(info)
            if parts.get(info.filename):
                data = _filled(data.decode("utf-8"), parts[info.filename]).encode("utf-8")
            new.writestr(info.filename, data)
    return target.getvalue()


def _filled(xml: str, results: Mapping[str, Result]) -> str:
    def fill(match: re.Match[str]) -> str:
        cell, attributes, formula = match.groups()
        result = results.get(cell)
        if result is None:
            return match[0]
        type = f' t="{result.type}"' if result.type else ""
        bare = _TYPE.sub("", attributes)
        return f'<c r="{cell}"{bare}{type}>{formula}<v>{escape(result.words)}</v>'

    return _COMPUTED.sub(fill, xml)
