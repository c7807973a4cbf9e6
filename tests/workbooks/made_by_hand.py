"""Packed workbooks whose parts are written by hand: as other programs do, and as none should."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from tests.workbooks.books import xlsx

_RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "xl/worksheets/sheet1.xml"


def parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a packed workbook by their names."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(held: Mapping[str, bytes | str]) -> bytes:
    """Return a packed workbook of some parts."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    return data.getvalue()


def sheet_of(rows: str, before: str = "", after: str = "", shared: str = "") -> bytes:
    """Return an Excel workbook whose only sheet, Tilat, holds some XML of rows."""
    related = f'<Relationships xmlns="{_RELATED}"><Relationship Id="r" Type="{_OFFICE}/'
    return packed(
        {
            "_rels/.rels": f'{related}officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/_rels/workbook.xml.rels": f'{related}worksheet" Target="worksheets/sheet1.xml"/>'
            "</Relationships>",
            "xl/workbook.xml": f'<workbook xmlns:r="{_OFFICE}"><sheets>'
            '<sheet name="Tilat" sheetId="1" r:id="r"/></sheets></workbook>',
            SHEET: f"<worksheet>{before}<sheetData>{rows}</sheetData>{after}</worksheet>",
        }
        | ({"xl/sharedStrings.xml": shared} if shared else {})
    )


_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_ODS_HEAD = (
    f'<office:document-content xmlns:office="{_NAMES}:office:1.0" xmlns:table="{_NAMES}:table:1.0" '
    f'xmlns:text="{_NAMES}:text:1.0" xmlns:style="{_NAMES}:style:1.0" '
    f'xmlns:draw="{_NAMES}:drawing:1.0" xmlns:calcext="urn:org:documentfoundation:names:'
    'experimental:calc:xmlns:calcext:1.0" xmlns:x="http://www.w3.org/1999/xlink">'
)
TEXT = 'office:value-type="string"'


def ods_of(rows: str, styles: str = "", table: str = "") -> bytes:
    """Return an OpenDocument workbook whose only sheet, Tilat, holds some XML of rows."""
    content = (
        f"{_ODS_HEAD}<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f'<office:spreadsheet><table:table table:name="Tilat" {table}>{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": "<manifest/>",
            "content.xml": content,
        }
    )


def ods_row(*cells: str, attributes: str = "") -> str:
    """Return a row of cells, each given as a text or as XML."""
    made = (
        cell
        if cell.startswith("<")
        else f"<table:table-cell {TEXT}><text:p>{cell}</text:p></table:table-cell>"
        for cell in cells
    )
    return f"<table:table-row {attributes}>{''.join(made)}</table:table-row>"


def ordinary() -> dict[str, bytes]:
    """Return the parts of an ordinary Excel workbook."""
    return parts(xlsx((("Toimipiste", "Nimi"), ("Esimerkkitalo", "Sali; åäö"))))
