"""Which part of an Excel workbook (.xlsx) holds what: found as its relationships say.

Parts may have any name and lie in any folder. Where the relationships are silent, the usual
names are looked for.
"""

from __future__ import annotations

import posixpath
from typing import NamedTuple
from urllib.parse import unquote

from varaamo_sync.workbooks.files.limits import MOST_SHEETS, Unreadable, too_large
from varaamo_sync.workbooks.files.package import Attributes, Package, parse_xml, plain_name

_USUAL = "xl/workbook.xml"
TRUE = ("1", "true")
"""How a file says yes."""


class SheetPart(NamedTuple):
    """A sheet of cells, and the part that holds it."""

    name: str
    part: str
    hidden: bool


class ExcelParts(NamedTuple):
    """Parts of a workbook.

    Attributes:
        main: The part with the list of sheets.
        sheets: Its sheets of cells, in order; sheets of charts, macros and dialogs are left out.
        shared: The part with the texts that cells share; empty where there is none.
        styles: The part with the formats; empty where there is none.
        since_1904: Whether days are counted from 1904, as on old Macs.
    """

    main: str
    sheets: tuple[SheetPart, ...]
    shared: str
    styles: str
    since_1904: bool

    def usual_names(self) -> dict[str, str]:
        """Return what the parts would usually be called, by their names."""
        usual = {
            self.main: _USUAL,
            self.shared: "xl/sharedStrings.xml",
            self.styles: "xl/styles.xml",
            **{one.part: f"xl/worksheets/sheet{n}.xml" for n, one in enumerate(self.sheets, 1)},
        }
        usual.update({_rels_of(part): _rels_of(name) for part, name in list(usual.items())})
        return {part: name for part, name in usual.items() if part}


class _Relationship(NamedTuple):
    kind: str
    target: str


def find_excel_parts(package: Package) -> ExcelParts | None:
    """Find the parts of a workbook; ``None`` where a package is something else.

    Raises:
        Unreadable: The list of sheets cannot be read, or is too long.
    """
    workbook = _workbook_part(package)
    if workbook is None:
        return None
    related = _related(package, workbook)
    sheets: list[SheetPart] = []
    since_1904 = False

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal since_1904
        if tag == "workbookPr":
            since_1904 = attributes.get("date1904") in TRUE
        elif tag == "sheet":
            ids = (value for name, value in attributes.items() if name.endswith(":id"))
            found = related.get(next(ids, ""))
            if found is None:
                raise Unreadable("workbook-broken")
            if found.kind == "worksheet":
                hidden = attributes.get("state", "visible") != "visible"
                sheets.append(SheetPart(attributes.get("name", ""), found.target, hidden))

    parse_xml(package.xml(workbook), start=start)
    if len(sheets) > MOST_SHEETS:
        raise too_large("sheets", MOST_SHEETS)
    if not all(sheet.part.lower() in package.parts for sheet in sheets):
        raise Unreadable("workbook-broken")
    folder = posixpath.dirname(workbook)
    named = {one.kind: one.target for one in related.values()}
    shared, styles = (
        next((name for name in names if name.lower() in package.parts), "")
        for kind in ("sharedStrings", "styles")
        for names in ((named.get(kind, ""), posixpath.join(folder, f"{kind}.xml")),)
    )
    return ExcelParts(workbook, tuple(sheets), shared, styles, since_1904)


def _workbook_part(package: Package) -> str | None:
    """Return the part with the list of sheets; ``None`` where the package is something else."""
    related = _related(package, "").values()
    part = next((one.target for one in related if one.kind == "officeDocument"), _USUAL)
    if part.lower() not in package.parts or not part.lower().endswith(".xml"):
        return None
    named = posixpath.basename(part).lower().startswith("workbook")
    return part if named or _root(package, part) == "workbook" else None


def _root(package: Package, part: str) -> str:
    tags: list[str] = []
    try:
        parse_xml(package.xml(part), start=lambda tag, _: tags.append(tag))
    except Unreadable:
        return ""
    return tags[0]


def _related(package: Package, part: str) -> dict[str, _Relationship]:
    """Return what a part, or the whole package, is related to, by id."""
    folder = posixpath.dirname(part)
    data = package.xml(_rels_of(part))
    found: dict[str, _Relationship] = {}

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship" and attributes.get("TargetMode", "Internal") == "Internal":
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = _resolved(package, folder, attributes.get("Target", ""))
            found[attributes.get("Id", "")] = _Relationship(kind, target)

    if data:
        parse_xml(data, start=start)
    return found


def _rels_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _resolved(package: Package, folder: str, target: str) -> str:
    """Return the name of the part that a relationship points to."""
    target = target.replace("\\", "/")
    path = target if target.startswith("/") else posixpath.join("/", folder, target)
    part = plain_name(posixpath.normpath(path))
    return part if part.lower() in package.parts else unquote(part)
