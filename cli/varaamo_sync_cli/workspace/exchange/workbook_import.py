"""One run of ``import``: read workbooks, compare them with the catalogue, and write."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from varaamo_sync.booking import ReadReference, ReadUser, ReadVenues
from varaamo_sync.catalogue_files import CATALOGUE
from varaamo_sync.catalogue_files.edit import (
    REMOVED,
    CatalogueFolder,
    Edit,
    Edits,
    FileChange,
    NewRoom,
    NewVenue,
    VenueEdit,
    open_folder,
)
from varaamo_sync.errors import UsageError
from varaamo_sync.findings import Finding, Owner, Severity
from varaamo_sync.model import Catalogue, ServiceUnit, VenueInUnit
from varaamo_sync.rules import owner_of
from varaamo_sync.snapshot import Reference, RemoteVenue
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.workbooks import (
    Book,
    Change,
    Form,
    ImportContext,
    ImportPlan,
    RowChoice,
    Table,
    fold,
    plan_import,
    preview,
    read_book,
    read_form,
)
from varaamo_sync_cli.console.errors.near_names import did_you_mean
from varaamo_sync_cli.workspace.access.targets import Choice, Use, booking_api
from varaamo_sync_cli.workspace.catalogue.catalogue_folder import read_beside
from varaamo_sync_cli.workspace.exchange.respa_pictures import Pictures, bring_pictures
from varaamo_sync_cli.workspace.exchange.respa_rooms import (
    RecordedPages,
    plan_from_respa,
    read_pages,
    read_rooms,
    read_units,
)
from varaamo_sync_cli.workspace.exchange.respa_units import chosen_rooms, require_respa

_OF_CELLS = ("cell-", "row-", "column-", "sheet-", "workbook-")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """What a run was asked for; see the options of ``import``."""

    files: Sequence[Path]
    into: Path
    choice: Choice
    from_respa: Sequence[Path | str] = ()
    unit: ServiceUnit | None = None
    mappings: Sequence[Path] = ()
    venues: Sequence[str] = ()
    rooms: Sequence[str] = ()
    rows: Sequence[str] = ()
    macros: bool = False
    no_images: bool = False
    respa_units: Sequence[str] = ()
    units_of: Sequence[str] = ()
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What workbooks say, compared with a catalogue.

    Attributes:
        asked: What the run was asked for.
        catalogue: The catalogue as it is.
        unreadable: Files that could not be read at all.
        skipped: Files that were left out, because they are no workbooks but stand beside one.
        pictures: What became of pictures, where rooms come from Respa.
    """

    asked: ImportOptions
    catalogue: Catalogue
    books: tuple[Book, ...]
    tables: tuple[Table, ...]
    plan: ImportPlan
    unreadable: tuple[Finding, ...]
    reference: Reference | None
    remote: tuple[RemoteVenue, ...]
    folder: CatalogueFolder | None
    skipped: tuple[Finding, ...] = ()
    pictures: Pictures | None = None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that was found."""
        return (*self.unreadable, *self.skipped, *self.plan.findings)

    @property
    def failed(self) -> bool:
        """Whether something that the workbooks say was not understood, or left out."""
        return bool(self.unreadable) or not self.plan.clean

    @property
    def numbers(self) -> dict[str, int]:
        """How many rooms are new, changed, the same, and not imported."""
        added = {addition.key for addition in self.plan.additions}
        changed = {change.key for change in self.plan.changes}
        same = set(self.plan.places) - added - changed
        return {
            "added": len(added),
            "changed": len(changed),
            "same": len(same),
            "left_out": self.plan.left_out,
        }

    @property
    def unread(self) -> int:
        """How many rooms stay drafts, because something of them could not be read."""
        new = {added.key for added in self.plan.additions if added.entry.get("unread")}
        asked = {one.key for one in self.plan.changes if one.path[0] == "unread" and one.after}
        return len(new | asked)


def mender_of(rule: str) -> Owner:
    """Return who mends what a rule finds in a workbook: its cells are filled in by the unit."""
    return Owner.UNIT if rule.startswith(_OF_CELLS) else owner_of(rule)


def import_workbooks(asked: ImportOptions, catalogue: Catalogue) -> ImportResult:
    """Read workbooks and compare them with a catalogue; nothing is written.

    Raises:
        UsageError: A mapping file is wrong, or an answer is, or an answer answers nothing.
        BookingError: A booking system was named and cannot be read.
    """
    _require_one_source(asked)
    folder = open_folder(asked.into) if (asked.into / CATALOGUE).exists() else None
    forms = [read_form(file) for file in asked.mappings]
    read = [read_book(file, macros=asked.macros) for file in asked.files]
    pages = read_pages(asked.from_respa)
    books = (*(book for book, _ in read if book is not None), *pages.books)
    told = tuple(finding for _, finding in read if finding is not None) + pages.unreadable
    skipped = tuple(finding for finding in told if finding.severity is Severity.HINT and books)
    unreadable = tuple(finding for finding in told if finding not in skipped)
    known = _context(asked, catalogue, placed_venues(folder, catalogue), forms)
    tables: tuple[Table, ...] = ()
    pictures = None
    if asked.from_respa:
        fetch = not (asked.dry_run or unreadable)
        plan, pictures = _plan_from_respa(asked, pages, known, fetch=fetch)
    else:
        plan, tables = plan_import(books, known)
    if not unreadable:  # else the answer may be for a file that could not be read
        _check_answers("venue", known.venue_answers, plan.venue_names)
        _check_answers("room", known.room_answers, plan.room_names)
    return ImportResult(
        asked,
        catalogue,
        books,
        tables,
        plan,
        unreadable,
        known.reference,
        tuple(known.remote),
        folder,
        skipped,
        pictures,
    )


def _require_one_source(asked: ImportOptions) -> None:
    if asked.files and asked.from_respa:
        raise UsageError("import-mixed")
    if not (asked.files or asked.from_respa):
        raise UsageError("import-nothing")
    require_respa(
        asked.from_respa,
        respa_unit=asked.respa_units,
        unit_of=asked.units_of,
        no_images=asked.no_images,
    )


def _context(
    asked: ImportOptions,
    catalogue: Catalogue,
    venues: Sequence[VenueInUnit],
    forms: Sequence[Form],
) -> ImportContext:
    """Return what an import is compared with, and what was answered beforehand."""
    reference, remote = _known_beside(asked, catalogue)
    return ImportContext(
        catalogue=catalogue,
        venues=venues,
        unit=asked.unit,
        reference=reference,
        remote=remote,
        forms=forms,
        venue_answers=answers(asked.venues),
        room_answers=answers(asked.rooms),
        rows=[RowChoice.parse(text) for text in asked.rows],
        has_image=lambda name: (asked.into / name).is_file(),
    )


def _plan_from_respa(
    asked: ImportOptions, pages: RecordedPages, known: ImportContext, *, fetch: bool
) -> tuple[ImportPlan, Pictures]:
    """Return what comes of the rooms of a Respa, and of their pictures."""
    rooms = chosen_rooms(
        read_rooms(pages), read_units(pages), asked.respa_units, answers(asked.units_of)
    )
    live = [(one.place if one.live and not asked.no_images else "", one.room) for one in rooms]
    pictures = bring_pictures(live, known.catalogue, asked.into, fetch=fetch)
    return plan_from_respa(pages, rooms, pictures.rooms, known), pictures


def placed_venues(folder: CatalogueFolder | None, catalogue: Catalogue) -> list[VenueInUnit]:
    """Return the venues of a catalogue's files, with and without rooms."""
    placed = [VenueInUnit(room.service_unit, room.venue) for room in catalogue.rooms]
    return [*placed, *(VenueInUnit(*one) for one in (folder.venues if folder else ()))]


def _known_beside(
    asked: ImportOptions, catalogue: Catalogue
) -> tuple[Reference | None, tuple[RemoteVenue, ...]]:
    choice = asked.choice
    if choice.sandbox or choice.target or choice.url:
        with booking_api(choice, catalogue, asked.into, Use.LOOK) as api:
            logged_in = api.execute(ReadUser()) is not None
            return api.execute(ReadReference(logged_in=logged_in)), api.execute(ReadVenues())
    reference, venues = read_beside(asked.into)
    return reference, venues or ()


def answers(given: Sequence[str]) -> dict[str, str]:
    """Return answers by what they answer.

    Raises:
        UsageError: One is not of the form ``WHAT=ANSWER``.
    """
    pairs: dict[str, str] = {}
    for one in given:
        said, sign, answer = one.rpartition("=")
        if not (sign and said.strip() and answer.strip()):
            raise UsageError("answer-none", answer=preview(one))
        pairs[said.strip()] = answer.strip()
    return pairs


def _check_answers(kind: str, given: Iterable[str], names: Collection[str]) -> None:
    there = {fold(name) for name in names}
    for said in given:
        if fold(said) not in there:
            raise UsageError(
                "answer-unasked", kind=kind, name=preview(said), meant=did_you_mean(said, names)
            )


def file_changes(result: ImportResult) -> tuple[FileChange, ...]:
    """Return what the files of a catalogue would be after an import.

    Raises:
        CatalogueError: A file cannot be edited in place.
    """
    plan = result.plan
    if result.folder is None:
        return ()
    moved = {move.key for move in plan.moves}
    made = (*plan.additions, *plan.moved(result.catalogue))
    return result.folder.prepare(
        Edits(
            rooms=tuple(
                Edit(one.key, one.path, REMOVED if _is_answer(one) else one.after)
                for one in plan.changes
                if one.key not in moved
            ),
            new_rooms=tuple(NewRoom(one.unit, one.venue, one.entry) for one in made),
            removed_rooms=moved,
            venues=tuple(VenueEdit(one.venue, one.path, one.after) for one in plan.venue_changes),
            new_venues=tuple(NewVenue(one.unit, one.venue) for one in plan.new_venues),
        ),
    )


def _is_answer(change: Change) -> bool:
    """Whether a change takes away words of a form that nobody could read: they are answered."""
    return change.path[0] == "unread" and change.after is None
