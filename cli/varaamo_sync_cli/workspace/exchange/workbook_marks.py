"""One run of ``annotate``: import for show, check what would come of it, and mark the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from varaamo_sync import messages
from varaamo_sync.catalogue_files.sources import CATALOGUE
from varaamo_sync.errors import UsageError
from varaamo_sync.findings import Finding, Owner, Position, Severity
from varaamo_sync.model import Catalogue, Lang
from varaamo_sync.rules import check
from varaamo_sync.rules.leverage import owner_of
from varaamo_sync.workbooks import Table, sheet_words
from varaamo_sync.workbooks.annotating import Mark, annotate
from varaamo_sync.workbooks.letters import shown
from varaamo_sync.workbooks.limits import Unreadable
from varaamo_sync_cli.console.clock import now
from varaamo_sync_cli.words.rule import OWNERS
from varaamo_sync_cli.words.workbook import line, lost_words
from varaamo_sync_cli.workspace.catalogue import readable
from varaamo_sync_cli.workspace.exchange.workbook_import import Asked, Imported, import_workbooks
from varaamo_sync_cli.workspace.new_files import workbook_name, write_new

_OF_CELLS = ("cell-", "row-", "column-", "sheet-", "workbook-")


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a run."""

    written: bool
    marks: int = 0
    cells: int = 0


def annotate_workbook(asked: Asked, file: Path, out: Path, *, lang: Lang, lossy: bool) -> Done:
    """Read a workbook, find what is to be mended, and write it back with marks.

    Raises:
        UsageError: The file cannot be marked, or the other not be written.
    """
    if (asked.folder / CATALOGUE).exists():
        catalogue = readable(asked.folder)
    else:
        catalogue = Catalogue(id="none")
        click.echo(line("no_catalogue", lang, path=asked.folder), err=True)
    imported = import_workbooks(asked, catalogue)
    for finding in imported.unreadable:
        raise UsageError(
            f"{file}: {messages.text(finding.rule, 'message', lang, finding.params)}",
            fix=messages.text(finding.rule, "fix", lang, finding.params),
        )
    book = imported.books[0]
    if book.kind != "xlsx":
        raise UsageError(
            f"{file} is a .{book.kind} file, which cannot hold comments and colours.",
            fix="Save it as .xlsx and annotate that.",
        )
    after = imported.plan.applied(catalogue)
    marks = list(_marks(imported, after, lang))
    try:
        done = annotate(file.read_bytes(), marks, lang=lang, lossy=lossy)
    except Unreadable as error:
        raise UsageError(
            f"{file}: {messages.text(error.rule, 'message', lang, error.params)}",
            fix=messages.text(error.rule, "fix", lang, error.params),
        ) from error
    if done.lost:
        name = "lost" if done.data is not None else "would_lose"
        click.echo(line(name, lang, what=lost_words(done.lost, lang)), err=True)
    if done.data is None:
        raise UsageError("Nothing was written.", fix="Add --lossy to write all the same.")
    write_new(workbook_name(out), done.data)
    return Done(True, len(marks), done.cells)


def _marks(imported: Imported, after: Catalogue, lang: Lang) -> Iterator[Mark]:
    found: list[Finding] = [*imported.plan.findings]
    checked = check(after, now=now(), reference=imported.reference, venues=imported.remote or None)
    found += [finding for finding in checked if finding.key in imported.plan.places]
    told = {finding.position for finding in imported.plan.findings}
    ordered: list[tuple[str, int, int, int, Mark]] = []
    said: set[tuple[str, Position]] = set()
    for number, finding in enumerate(found):
        position = finding.position
        if position is None and finding.key is not None:
            position = imported.plan.locate(finding.key, finding.path)
        if finding.rule == "field-unread" and position in told:
            continue  # why it cannot be read has been said of this cell
        if position is None or position.cell is None or finding.severity is Severity.HINT:
            continue
        if (finding.rule, position) in said or finding.rule.startswith("mapping-"):
            continue  # the import and the catalogue's rules say the same of persons
        said.add((finding.rule, position))
        sheet = position.cell.rpartition("!")[0]
        room = _name_in_row(imported.tables, sheet, position.line)
        if not room and finding.key in after.by_key:
            room = after.by_key[finding.key].label(lang)
        owner = owner_of(finding.rule)
        if finding.rule.startswith(_OF_CELLS):
            owner = Owner.UNIT
        mark = Mark(
            sheet=sheet,
            row=position.line,
            column=position.column,
            severity=finding.severity,
            room=room,
            what=sheet_words.message(finding, lang),
            fix=sheet_words.fix(finding, lang),
            who=OWNERS[owner][lang],
        )
        ordered.append((sheet, position.line, position.column, number, mark))
    yield from (mark for *_, mark in sorted(ordered, key=lambda one: one[:4]))


def _name_in_row(tables: Iterable[Table], sheet: str, row: int) -> str:
    """Return what a row calls its room or venue: that is what its reader knows."""
    for table in tables:
        name = table.column("name.fi")
        if table.sheet.name == sheet and row > table.header_row and name is not None:
            return shown(table.sheet.value(row, name.number) or "")
    return ""
