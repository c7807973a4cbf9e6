"""Workbooks that we make: the empty template, and a catalogue as a filled-in one."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from varaamo_sync.model import LANGS, Catalogue, Lang, Room, ServiceUnit, Text, Venue, VenueInUnit
from varaamo_sync.snapshot import Reference, RemoteVenue
from varaamo_sync.workbooks.cells.choices import EXAMPLE
from varaamo_sync.workbooks.exporting.room_rows import CellValue, room_rows
from varaamo_sync.workbooks.files.grid import letters
from varaamo_sync.workbooks.files.output import LEGEND, REQUIRED, fill, make_printable, save
from varaamo_sync.workbooks.tables.fields import Field, fields, vocabulary
from varaamo_sync.workbooks.tables.own_form import EXAMPLES, FORM_UNIT, GUIDE, ROOMS, VENUES
from varaamo_sync.workbooks.text import folded
from varaamo_sync.workbooks.words import in_languages

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_GUIDE = in_languages("guide")
_ROOM_FOR_VENUES = 500
"""Rows that the drop-down of venues reaches beyond those that are written."""
_ROWS_ON_PAPER = 27
"""Last row of the short form that has lines to write on, when it is printed."""
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


@dataclass(frozen=True, slots=True)
class Made:
    """A workbook that was made.

    Attributes:
        data: Its bytes.
        left_out: Keys and fields of texts that do not fit into a cell.
    """

    data: bytes
    left_out: tuple[tuple[str, str], ...] = ()


def make_template(
    venues: Iterable[VenueInUnit] = (),
    reference: Reference | None = None,
    *,
    remote: Iterable[RemoteVenue] = (),
    unit: ServiceUnit | None = None,
    short: bool = False,
    lang: Lang = "fi",
) -> Made:
    """Return an empty form.

    Args:
        venues: Venues of the catalogue to choose from.
        reference: What the drop-downs offer.
        remote: Venues of the booking system, to choose from as well.
        unit: The service unit that the form is for: only its venues, and those that no unit
            has yet. The form remembers it.
        short: Whether it has only what a unit knows by itself, on the width of a page.
        lang: Language of headers and instructions.
    """
    offered = _offered(venues, remote)
    return _workbook((), offered, reference, unit=unit, short=short, lang=lang)


def export_workbook(
    catalogue: Catalogue,
    venues: Iterable[VenueInUnit] | None = None,
    reference: Reference | None = None,
    *,
    remote: Iterable[RemoteVenue] = (),
    unit: ServiceUnit | None = None,
    lang: Lang = "fi",
) -> Made:
    """Return a catalogue as a filled-in template; importing it again changes nothing.

    Args:
        catalogue: The catalogue.
        venues: Venues of its files; by default those of its rooms.
        reference: What the drop-downs offer.
        remote: Venues of the booking system, to choose from as well.
        unit: Only rooms of this service unit.
        lang: Language of headers and instructions.
    """
    rooms = [room for room in catalogue.rooms if unit in (None, room.service_unit)]
    if venues is None:
        venues = [VenueInUnit(room.service_unit, room.venue) for room in catalogue.rooms]
    return _workbook(rooms, _offered(venues, remote), reference, unit=unit, lang=lang)


def _offered(venues: Iterable[VenueInUnit], remote: Iterable[RemoteVenue]) -> list[VenueInUnit]:
    """Return venues of a catalogue, then those that only the booking system knows, by name."""
    placed = list(venues)
    known = {one.venue.tprek for one in placed}
    others = [
        Venue(tprek=one.tprek, name=Text.model_validate(dict(one.name)))
        for one in remote
        if one.tprek and one.tprek not in known
    ]
    others.sort(key=lambda venue: folded(venue.label()))
    return [*placed, *(VenueInUnit(None, venue) for venue in others)]


def export_csv(catalogue: Catalogue, *, unit: ServiceUnit | None = None, lang: Lang = "fi") -> Made:
    """Return the rooms of a catalogue as CSV: UTF-8 with BOM, semicolons."""
    columns = _columns("room")
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([field.header[lang] for field in columns])
    for room in catalogue.rooms:
        if unit in (None, room.service_unit):
            for row in room_rows(room, lang):
                writer.writerow([_csv_text(row.get(field.id), lang) for field in columns])
    return Made(b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", errors="replace"))


def _csv_text(value: CellValue, lang: Lang) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}" if lang == "en" else f"{value:f}".replace(".", ",")
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    return f"'{text}" if isinstance(value, str) and _FORMULA.match(text) else text


def _columns(of: str) -> list[Field]:
    return [f for f in fields("room" if of == "room" else "venue").values() if not f.hidden]


def _short_columns() -> list[Field]:
    return [field for field in fields("room").values() if field.short]


def _workbook(
    rooms: Sequence[Room],
    venues: Iterable[VenueInUnit],
    reference: Reference | None,
    *,
    unit: ServiceUnit | None,
    short: bool = False,
    lang: Lang,
) -> Made:
    from openpyxl import Workbook

    from varaamo_sync.workbooks.exporting import sheets as making

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = ROOMS[lang]
    columns = _short_columns() if short else _columns("room")
    making.write_header(sheet, columns, lang, narrow=short)
    said = f"{ROOMS[lang]}: {unit.value} {unit.label(lang)}" if unit else ROOMS[lang]
    make_printable(sheet, 1, one_page_wide=short, head=said, legend=REQUIRED.means[lang])
    named = [field.id for field in columns].index("name.fi") + 1
    sheet.freeze_panes = f"{letters(named + 1)}2"
    left_out: list[tuple[str, str]] = []
    if rooms:
        row = 2
        for room in rooms:
            for values in room_rows(room, lang):
                lost = making.write_row(sheet, row, columns, values)
                left_out += [(room.key, id) for id in lost]
                row += 1
    elif short:
        making.rule_rows(sheet, 2, _ROWS_ON_PAPER, len(columns))
    else:
        example: dict[str, CellValue] = {"key": EXAMPLE[lang], **EXAMPLES[lang]}
        making.write_row(sheet, 2, columns, example, example=True)
    _add_venues(book, venues, unit, lang)
    _add_guide(book, unit, lang, short=short)
    lists = making.choice_lists([*columns, *_columns("venue")], lang)
    words = vocabulary(reference)
    for field in columns:
        name = making.list_name(field, lang)
        if field.list and name:
            lists[name] = list(words.get(field.list, {}).values())
    if unit is not None:
        lists[FORM_UNIT[lang]] = (unit.value,)
    ranges = making.write_lists(book, lists, lang)
    making.add_choices(sheet, columns, ranges, lang)
    making.add_choices(book[VENUES[lang]], _columns("venue"), ranges, lang)
    _add_venue_choice(book, sheet, columns, lang)
    return Made(save(book), tuple(left_out))


def _add_venues(
    book: Workbook, venues: Iterable[VenueInUnit], unit: ServiceUnit | None, lang: Lang
) -> None:
    from varaamo_sync.workbooks.exporting import sheets as making

    sheet = book.create_sheet(VENUES[lang])
    columns = _columns("venue")
    making.write_header(sheet, columns, lang)
    make_printable(sheet, 1, one_page_wide=True)
    sheet.freeze_panes = "A2"
    seen: set[tuple[str, ServiceUnit | None]] = set()
    row = 2
    for placed in venues:
        memo = (placed.venue.tprek or folded(placed.venue.label()), placed.unit)
        if memo in seen or (unit is not None and placed.unit not in (unit, None)):
            continue
        seen.add(memo)
        making.write_row(sheet, row, columns, _venue_cells(placed))
        row += 1


def _venue_cells(placed: VenueInUnit) -> dict[str, CellValue]:
    venue: Venue = placed.venue
    names = {f"name.{lang}": venue.name.get(lang) for lang in LANGS}
    return {
        "tprek": venue.tprek,
        **names,
        "address": venue.address,
        "aliases": "\n".join(venue.aliases) or None,
        "service_unit": placed.unit.value if placed.unit else None,
    }


def _add_venue_choice(
    book: Workbook, sheet: Worksheet, columns: Sequence[Field], lang: Lang
) -> None:
    """Let the venue be chosen from the sheet of venues, new ones among them."""
    from openpyxl.worksheet.datavalidation import DataValidation

    from varaamo_sync.workbooks.exporting.sheets import LAST_ROW, name_range

    ids = [field.id for field in columns]
    source = letters([field.id for field in _columns("venue")].index("name.fi") + 1)
    last = book[VENUES[lang]].max_row + _ROOM_FOR_VENUES
    name = name_range(book, "varaamo_venues", VENUES[lang], source, last)
    validation = DataValidation(type="list", formula1=name, showErrorMessage=False)
    letter = letters(ids.index("venue") + 1)
    validation.add(f"{letter}2:{letter}{LAST_ROW}")
    sheet.add_data_validation(validation)


def _add_guide(book: Workbook, unit: ServiceUnit | None, lang: Lang, *, short: bool) -> None:
    from openpyxl.styles import Alignment, Font

    sheet = book.create_sheet(GUIDE[lang])
    sheet.column_dimensions["A"].width = 110
    make_printable(sheet, 1, one_page_wide=True)
    sheet.cell(1, 1, _GUIDE[lang]["title"]).font = Font(bold=True, size=14)
    if unit is not None:
        said = f"{FORM_UNIT[lang]}: {unit.value} {unit.label(lang)}"
        sheet.cell(2, 1, said).font = Font(bold=True)
    lines = _GUIDE[lang]["short_lines" if short else "lines"]
    for number, line in enumerate(lines, 1):
        cell = sheet.cell(number + 2, 1, f"{number}. {line}")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    first = len(lines) + 4
    sheet.cell(first, 1, _GUIDE[lang]["colours"]).font = Font(bold=True)
    for row, colour in enumerate(LEGEND, first + 1):
        cell = sheet.cell(row, 1, colour.means[lang])
        cell.fill = fill(colour)
