"""Workbooks that we make: the empty template, and a catalogue as a filled-in one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from varaamo_sync.model import LANGS, Catalogue, Lang, Room, ServiceUnit, Text, Venue, VenueInUnit
from varaamo_sync.snapshot import Reference, RemoteVenue
from varaamo_sync.words import Theme
from varaamo_sync.workbooks.cells.choices import EXAMPLE
from varaamo_sync.workbooks.exporting import sheets
from varaamo_sync.workbooks.exporting.room_rows import ExportedBook, room_rows, unsayable_fields
from varaamo_sync.workbooks.files.grid import letters
from varaamo_sync.workbooks.files.output import (
    LEGEND,
    REQUIRED,
    CellValue,
    fill,
    make_printable,
    save,
)
from varaamo_sync.workbooks.tables.fields import Field, fields, template_fields, vocabulary
from varaamo_sync.workbooks.tables.own_form import EXAMPLES, FORM_UNIT, ROOMS, VENUES
from varaamo_sync.workbooks.text import fold

_words = Theme("workbooks/sheets")
_GUIDE = _words.in_languages("guide")
_ROOM_FOR_VENUES = 500
"""Rows that the drop-down of venues reaches beyond those that are written."""
_ROWS_ON_PAPER = 27
"""Last row of the short form that has lines to write on, when it is printed."""


def make_template(
    venues: Iterable[VenueInUnit] = (),
    reference: Reference | None = None,
    *,
    remote: Iterable[RemoteVenue] = (),
    unit: ServiceUnit | None = None,
    short: bool = False,
    lang: Lang = "fi",
) -> ExportedBook:
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
    offered = _add_remote(venues, remote)
    return _workbook((), offered, reference, unit=unit, short=short, lang=lang)


def export_workbook(
    catalogue: Catalogue,
    venues: Iterable[VenueInUnit] | None = None,
    reference: Reference | None = None,
    *,
    remote: Iterable[RemoteVenue] = (),
    unit: ServiceUnit | None = None,
    lang: Lang = "fi",
) -> ExportedBook:
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
    return _workbook(rooms, _add_remote(venues, remote), reference, unit=unit, lang=lang)


def _add_remote(venues: Iterable[VenueInUnit], remote: Iterable[RemoteVenue]) -> list[VenueInUnit]:
    """Return venues of a catalogue, then those that only the booking system knows, by name."""
    placed = list(venues)
    known = {one.venue.tprek for one in placed}
    others = [
        Venue(tprek=one.tprek, name=Text.model_validate(dict(one.name)))
        for one in remote
        if one.tprek and one.tprek not in known
    ]
    others.sort(key=lambda venue: fold(venue.label()))
    return [*placed, *(VenueInUnit(None, venue) for venue in others)]


def _workbook(
    rooms: Sequence[Room],
    venues: Iterable[VenueInUnit],
    reference: Reference | None,
    *,
    unit: ServiceUnit | None,
    short: bool = False,
    lang: Lang,
) -> ExportedBook:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = ROOMS[lang]
    short_fields = [field for field in fields("room").values() if field.short]
    columns = short_fields if short else template_fields("room")
    sheets.write_header(sheet, columns, lang, narrow=short)
    said = f"{ROOMS[lang]}: {unit.value} {unit.label(lang)}" if unit else ROOMS[lang]
    make_printable(sheet, 1, one_page_wide=short, head=said, legend=REQUIRED.means[lang])
    sheet.freeze_panes = f"{letters(_place(columns, 'name.fi') + 1)}2"
    rows = [(room.key, values) for room in rooms for values in room_rows(room, lang)]
    left_out = [
        (key, id)
        for number, (key, values) in enumerate(rows, 2)
        for id in sheets.write_row(sheet, number, columns, values)
    ]
    left_out += [(room.key, id) for room in rooms for id in unsayable_fields(room, lang)]
    if not rows and short:
        sheets.rule_rows(sheet, 2, _ROWS_ON_PAPER, len(columns))
    elif not rows:
        example: dict[str, CellValue] = {"key": EXAMPLE[lang], **EXAMPLES[lang]}
        sheets.write_row(sheet, 2, columns, example, example=True)
    venue_sheet = _add_venues(book, venues, unit, lang)
    _add_guide(book, unit, lang, short=short)
    of_venues, words = template_fields("venue"), vocabulary(reference)
    shown = (sheets.drop_down(field, words, lang) for field in (*columns, *of_venues))
    lists = dict(filter(None, shown))
    if unit is not None:
        lists[FORM_UNIT[lang]] = (unit.value,)
    ranges = sheets.write_lists(book, lists, lang)
    sheets.add_choices(sheet, columns, ranges, lang)
    sheets.add_choices(venue_sheet, of_venues, ranges, lang)
    # The venue may be chosen from the sheet of venues, new ones among them.
    source, last = letters(_place(of_venues, "name.fi")), venue_sheet.max_row + _ROOM_FOR_VENUES
    name = sheets.name_range(book, "varaamo_venues", VENUES[lang], source, last)
    sheets.add_drop_down(sheet, _place(columns, "venue"), name, strict=False)
    return ExportedBook(save(book), tuple(left_out))


def _place(columns: Sequence[Field], id: str) -> int:
    return [field.id for field in columns].index(id) + 1


def _add_venues(
    book: Workbook, venues: Iterable[VenueInUnit], unit: ServiceUnit | None, lang: Lang
) -> Worksheet:
    sheet: Worksheet = book.create_sheet(VENUES[lang])
    columns = template_fields("venue")
    sheets.write_header(sheet, columns, lang)
    make_printable(sheet, 1, one_page_wide=True)
    sheet.freeze_panes = "A2"
    unique: dict[tuple[str, ServiceUnit | None], VenueInUnit] = {}
    for one in venues:
        if unit is None or one.unit in (unit, None):
            unique.setdefault((one.venue.tprek or fold(one.venue.label()), one.unit), one)
    for row, (known, venue) in enumerate(unique.values(), 2):
        cells: dict[str, CellValue] = {
            "tprek": venue.tprek,
            **{f"name.{lang}": venue.name.get(lang) for lang in LANGS},
            "address": venue.address,
            "aliases": "\n".join(venue.aliases) or None,
            "service_unit": known.value if known else None,
        }
        sheets.write_row(sheet, row, columns, cells)
    return sheet


def _add_guide(book: Workbook, unit: ServiceUnit | None, lang: Lang, *, short: bool) -> None:
    words = _GUIDE[lang]
    lines = words["short_lines" if short else "lines"]
    said = f"{FORM_UNIT[lang]}: {unit.value} {unit.label(lang)}" if unit else ""
    sheet = sheets.write_guide(book, words["title"], lines, lang, subtitle=said)
    first = len(lines) + 4
    sheet.cell(first, 1, words["colours"]).font = Font(bold=True)
    for row, colour in enumerate(LEGEND, first + 1):
        sheet.cell(row, 1, colour.means[lang]).fill = fill(colour)
