"""One run of ``annotate``: import for show, check what would come of it, and mark the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import click

from varaamo_sync import words
from varaamo_sync.catalogue_files import CATALOGUE
from varaamo_sync.errors import UsageError
from varaamo_sync.findings import Finding, Position, Severity
from varaamo_sync.model import Catalogue, Lang
from varaamo_sync.rules import check
from varaamo_sync.words import Theme
from varaamo_sync.workbooks import (
    Mark,
    Table,
    Unreadable,
    annotate,
    preview,
    sheet_fix,
    sheet_message,
)
from varaamo_sync_cli.console.clock import now
from varaamo_sync_cli.workspace.catalogue.catalogue_folder import read_whole
from varaamo_sync_cli.workspace.catalogue.new_files import workbook_name, write_new
from varaamo_sync_cli.workspace.exchange.workbook_import import (
    ImportOptions,
    ImportResult,
    import_workbooks,
    mender_of,
)

_validate = Theme("commands/validate")
line = Theme("commands/workbooks")


def annotate_workbook(
    asked: ImportOptions, file: Path, out: Path, *, lang: Lang, lossy: bool
) -> tuple[int, int]:
    """Read a workbook, find what is to be mended, and write it back with marks.

    Returns:
        How many marks there are, and in how many cells.

    Raises:
        UsageError: The file cannot be marked, or the other not be written.
    """
    if (asked.into / CATALOGUE).exists() or not asked.into.is_dir():
        catalogue = read_whole(asked.into)
    else:
        catalogue = Catalogue(id="none")
        click.echo(line("no_catalogue", lang, path=asked.into), err=True)
    result = import_workbooks(asked, catalogue)
    for finding in result.unreadable:
        raise _unusable(file, finding.rule, finding.params, lang)
    book = result.books[0]
    if book.kind != "xlsx":
        raise UsageError("workbook-unmarkable", file=file, kind=book.kind)
    marks = sorted(
        _marks(result, result.plan.applied(catalogue), lang),
        key=lambda mark: (mark.sheet, mark.row, mark.column),
    )
    try:
        marked = annotate(file.read_bytes(), marks, lang=lang, lossy=lossy)
    except Unreadable as error:
        raise _unusable(file, error.rule, error.params, lang) from error
    if marked.lost:
        name = "lost" if marked.data is not None else "would_lose"
        losses = line.table("loss", lang)
        what = ", ".join(losses.get(loss, loss) for loss in marked.lost)
        click.echo(line(name, lang, what=what), err=True)
    if marked.data is None:
        raise UsageError("workbook-lossy")
    write_new(workbook_name(out), marked.data)
    return len(marks), marked.cells


def _unusable(file: Path, rule: str, params: Mapping[str, object], lang: Lang) -> UsageError:
    return UsageError(
        "form-finding",
        file=file,
        said=words.text(rule, "message", lang, params),
        how=words.text(rule, "fix", lang, params),
    )


def _marks(result: ImportResult, after: Catalogue, lang: Lang) -> Iterator[Mark]:
    found: list[Finding] = [*result.plan.findings]
    checked = check(after, now=now(), reference=result.reference, venues=result.remote or None)
    found += [finding for finding in checked if finding.key in result.plan.places]
    told = {finding.position for finding in result.plan.findings}
    without_id = {_row(result, one) for one in found if one.rule == "tprek-missing"}
    said: set[tuple[str, Position]] = set()
    for finding in found:
        position = _place(result, finding)
        if finding.rule == "field-unread" and position in told:
            continue  # why it cannot be read has been said of this cell
        if finding.rule == "import-venue-new" and _row(result, finding) in without_id:
            continue  # that its venue has no id is said of each of its rooms
        if position is None or position.cell is None or finding.severity is Severity.HINT:
            continue
        if (finding.rule, position) in said or finding.rule.startswith("mapping-"):
            continue  # the import and the catalogue's rules say the same of persons
        said.add((finding.rule, position))
        sheet = position.cell.rpartition("!")[0]
        room = _name_in_row(result.tables, sheet, position.line)
        if not room and finding.key in after.by_key:
            room = after.by_key[finding.key].label(lang)
        yield Mark(
            sheet=sheet,
            row=position.line,
            column=position.column,
            severity=finding.severity,
            room=room,
            what=sheet_message(finding, lang),
            fix=sheet_fix(finding, lang),
            who=_validate(f"owner.{mender_of(finding.rule)}", lang),
        )


def _place(result: ImportResult, finding: Finding) -> Position | None:
    if finding.position is None and finding.key is not None:
        return result.plan.locate(finding.key, finding.path)
    return finding.position


def _row(result: ImportResult, finding: Finding) -> tuple[str, int] | None:
    at = _place(result, finding)
    return (at.cell.rpartition("!")[0], at.line) if at and at.cell else None


def _name_in_row(tables: Iterable[Table], sheet: str, row: int) -> str:
    """Return what a row calls its room or venue: that is what its reader knows."""
    for table in tables:
        name = table.places.get("name.fi")
        if table.sheet.name == sheet and row > table.header_row and name is not None:
            return preview(table.sheet.value(row, name) or "")
    return ""
