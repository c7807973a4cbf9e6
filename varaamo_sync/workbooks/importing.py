"""Compares what workbooks state with a catalogue: what is new, what changes, what is unclear."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from varaamo_sync.findings import Finding, Position
from varaamo_sync.rooms import LANGS, Catalogue, ServiceUnit, Venue
from varaamo_sync.snapshot import Reference, RemoteVenue
from varaamo_sync.workbooks.answers import demand_rooms, demand_venues
from varaamo_sync.workbooks.completing import complete
from varaamo_sync.workbooks.findings import finding
from varaamo_sync.workbooks.form_unit import form_unit, is_ours
from varaamo_sync.workbooks.gathering import SheetRoom, gather
from varaamo_sync.workbooks.grid import Book, CellRef, Sheet
from varaamo_sync.workbooks.headers import Table, find_table, vocabulary
from varaamo_sync.workbooks.import_plan import ImportPlan
from varaamo_sync.workbooks.letters import folded, shown
from varaamo_sync.workbooks.mapping import Form
from varaamo_sync.workbooks.mapping_file import packaged_forms
from varaamo_sync.workbooks.matching import Matcher
from varaamo_sync.workbooks.names import OTHER_SHEETS, TABLE_SHEETS, is_report
from varaamo_sync.workbooks.personal import personal_findings
from varaamo_sync.workbooks.row import Row
from varaamo_sync.workbooks.row_choice import (
    RowChoice,
    check_choices,
    chosen_rows,
    leaves_out,
)
from varaamo_sync.workbooks.rows import read_rows
from varaamo_sync.workbooks.venue_rows import SheetVenue, gather_venues
from varaamo_sync.workbooks.venues import Placed, Venues

_VENUE_NAMES = ("name.fi", "name.sv", "name.en", "address")
"""Columns of a sheet of venues that an answer may be for."""


@dataclass(frozen=True)
class Known:
    """What an import needs to know beside the workbooks.

    Attributes:
        catalogue: The catalogue that the rooms go into.
        venues: Venues of the catalogue's files; by default those of its rooms.
        unit: Service unit of rooms that do not say theirs.
        reference: Reference data of the booking system.
        remote: Venues of the booking system.
        forms: Forms of a person's own, before those that come with the package.
        venue_answers: TPREK ids by what sheets call a venue.
        room_answers: Keys, or ``new``, by what sheets call a room.
        rows: Rows that a person says are rooms; nothing else of their sheets is then.
        has_image: Tells whether an image file is there.
    """

    catalogue: Catalogue
    venues: Sequence[Placed] | None = None
    unit: ServiceUnit | None = None
    reference: Reference | None = None
    remote: Sequence[RemoteVenue] = ()
    forms: Sequence[Form] = ()
    venue_answers: Mapping[str, str] = field(default_factory=dict)
    room_answers: Mapping[str, str] = field(default_factory=dict)
    rows: Sequence[RowChoice] = ()
    has_image: Callable[[str], bool] = lambda _: True

    def placed(self) -> Sequence[Placed]:
        """Return the venues of the catalogue's files."""
        if self.venues is not None:
            return self.venues
        return [Placed(room.service_unit, room.venue) for room in self.catalogue.rooms]


def plan_import(books: Iterable[Book], known: Known) -> tuple[ImportPlan, tuple[Table, ...]]:
    """Return what an import of workbooks would change, and the tables that were read.

    Everything that cannot be read or decided becomes a finding; all else is imported.

    Raises:
        UsageError: A person chose rows that no sheet has, or an answer names nothing that there is.
    """
    findings: list[Finding] = []
    tables: list[Table] = []
    rooms: list[SheetRoom] = []
    venues: list[SheetVenue] = []
    joined: list[Row] = []
    venue_names: set[str] = set()
    room_names: set[str] = set()
    placed = known.placed()
    names = _folded_names(placed, known.remote)
    demand_rooms(known.room_answers, known.catalogue)
    demand_venues(known.venue_answers, placed, known.remote)
    last: Book | None = None
    for book in books:
        last = book
        unit = form_unit(book)
        if unit is not None and known.unit not in (unit, None):
            params = {"unit": unit.value, "given": known.unit.value if known.unit else ""}
            findings.append(finding("import-unit-form", _top(book, ""), params))
            continue
        rows: list[Row] = []
        found, notes = book_tables(book, known)
        findings += notes
        tables += found
        for table in found:
            chosen = chosen_rows(known.rows, table.sheet.name)
            read, notes = read_rows(table, book.name, venues=names, chosen=chosen)
            findings += [*notes, *complete(table, read)]
            if table.of == "venue":
                venues += gather_venues(read, findings, ours=is_ours(book))
                venue_names.update(_texts(read, *_VENUE_NAMES))
            else:
                rows += read
                venue_names.update(_texts(read, "venue", "venue.address"))
                room_names.update(_texts(read, "name.fi"))
        joined += [row for row in rows if "join" in row.values]
        gathered, notes = gather(row for row in rows if "join" not in row.values)
        for room in gathered:
            room.unit = unit
        rooms += gathered
        findings += notes
    gathered, notes = gather(joined)  # rows of several files that are one room
    rooms += gathered
    findings += notes
    findings += [*personal_findings(rooms), *_unused(known.forms, tables, last)]
    check_choices(known.rows, tables)
    matcher = Matcher(
        known.catalogue,
        Venues(placed, known.remote, known.venue_answers),
        findings,
        unit=known.unit,
        answers=known.room_answers,
        has_image=known.has_image,
    )
    matcher.take_venues(venues)
    matcher.take_rooms(rooms)
    plan = replace(
        matcher.plan(),
        venue_names=frozenset(venue_names),
        room_names=frozenset(room_names),
    )
    return plan, tuple(tables)


def _unused(forms: Iterable[Form], tables: Sequence[Table], book: Book | None) -> list[Finding]:
    """Tell of a person's own forms by which no table was known."""
    used = {table.form.name for table in tables if table.form}
    return [
        finding(
            "mapping-unused",
            _top(book, ""),
            {"name": form.name, "headers": shown(", ".join(form.recognise))},
        )
        for form in forms
        if book is not None and form.name not in used
    ]


def _folded_names(placed: Iterable[Placed], remote: Iterable[RemoteVenue]) -> frozenset[str]:
    """Return what known venues are called, in any language, folded."""
    venues = {id(one.venue): one.venue for one in placed}.values()
    texts = [text for venue in venues for text in (*_named(venue), *venue.aliases)]
    texts += [name for venue in remote for name in (*venue.name.values(), venue.tprek) if name]
    return frozenset(map(folded, texts))


def _named(venue: Venue) -> Iterator[str]:
    texts = (*(venue.name.get(lang) for lang in LANGS), venue.address, venue.tprek)
    yield from (text for text in texts if text)


def _texts(rows: Iterable[Row], *ids: str) -> Iterator[str]:
    for row in rows:
        values = (row.values[id].value for id in ids if id in row.values)
        yield from (value for value in values if isinstance(value, str))


def book_tables(book: Book, known: Known) -> tuple[list[Table], list[Finding]]:
    """Return the tables of a workbook, and what is to be said of sheets that are none."""
    words = vocabulary(known.reference)
    forms = [form.for_file(book.name) for form in (*known.forms, *packaged_forms())]
    tables: list[Table] = []
    notes: list[Finding] = []
    nearest: list[tuple[Sheet, tuple[str, ...]]] = []
    ours = any(sheet.name in TABLE_SHEETS for sheet in book.sheets)
    for sheet in book.sheets:
        other = ours and sheet.name in OTHER_SHEETS
        if other or is_report(sheet.value(1, 1)) or not any(sheet.rows):
            continue
        chosen = chosen_rows(known.rows, sheet.name)
        found = find_table(sheet, forms, words, above=chosen.first if chosen else None)
        if isinstance(found, Table):
            if found.of == "venue" or not leaves_out(known.rows, sheet.name):
                tables.append(found)
        elif found is not None and not leaves_out(known.rows, sheet.name):
            nearest.append((sheet, found))
    if not book.sees_layout:
        notes.append(finding("workbook-layout-unseen", _top(book, ""), {"kind": f".{book.kind}"}))
    for sheet, headers in nearest:
        rule = "sheet-not-recognised" if tables else "workbook-no-table"
        if tables and (sheet.hidden or not headers):
            rule = "sheet-without-rooms"
        params = {"sheet": sheet.name or book.name, "headers": shown(", ".join(headers)) or "–"}
        notes.append(finding(rule, _top(book, sheet.name), params))
    if not tables and not nearest:
        params = {"sheet": book.name, "headers": "–"}
        notes.append(finding("workbook-no-table", _top(book, ""), params))
    return tables, notes


def _top(book: Book, sheet: str) -> Position:
    return CellRef(book.name, sheet, 1, 1).position
