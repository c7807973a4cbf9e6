"""Drop-downs that Excel keeps in an extension of the file: those whose list is on another sheet.

openpyxl drops the extension, so they are put back as ordinary ones, which Excel reads as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from varaamo_sync.workbooks.files.excel_parts import sheet_parts
from varaamo_sync.workbooks.files.package import Package
from varaamo_sync.workbooks.files.xml_parts import Attributes, as_utf8, parse_xml

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation

_FLAGS = ("allowBlank", "showDropDown", "showInputMessage", "showErrorMessage")
_WORDS = ("type", "operator", "errorStyle", "errorTitle", "error", "promptTitle", "prompt")
_TRUE = ("1", "true")
_MARK = b"<x14:dataValidations"

DropDowns = Mapping[str, list["DataValidation"]]
"""Drop-downs by sheet."""


def read_drop_downs(package: Package) -> DropDowns:
    """Return the drop-downs of a workbook that openpyxl would drop.

    Raises:
        Unreadable: A part of it cannot be read.
    """
    found: dict[str, list[DataValidation]] = {}
    for name, part in sheet_parts(package).items():
        data = as_utf8(package.read(part))
        if _MARK in data:
            scan = _Scan()
            parse_xml(data, start=scan.start, end=scan.end, text=scan.text)
            found[name] = list(scan.validations())
    return found


def put_back_drop_downs(book: Workbook, held: DropDowns) -> None:
    """Give the sheets of a workbook their drop-downs again."""
    for name, validations in held.items():
        for validation in validations:
            book[name].add_data_validation(validation)


class _Scan:
    """One pass over the XML of a sheet."""

    def __init__(self) -> None:
        self._found: list[tuple[Attributes, dict[str, str]]] = []
        self._inside = ""
        self._part = ""

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "dataValidation":
            self._found.append((attributes, {}))
        elif tag in ("formula1", "formula2"):
            self._part = tag
        elif tag in ("f", "sqref"):
            self._inside = self._part if tag == "f" else tag

    def end(self, tag: str) -> None:
        if tag in ("formula1", "formula2"):
            self._part = ""
        elif tag in ("f", "sqref"):
            self._inside = ""

    def text(self, words: str) -> None:
        if self._inside and self._found:
            parts = self._found[-1][1]
            parts[self._inside] = parts.get(self._inside, "") + words

    def validations(self) -> Iterator[DataValidation]:
        from openpyxl.worksheet.datavalidation import DataValidation

        for attributes, parts in self._found:
            if parts.get("sqref"):  # an ordinary one has it as an attribute
                values: dict[str, Any] = {**parts}
                values.update((name, attributes.get(name) in _TRUE) for name in _FLAGS)
                values.update((name, attributes[name]) for name in _WORDS if name in attributes)
                yield DataValidation(**values)
