"""What an import found and would change, as text and as JSON."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from varaamo_sync.findings import Finding, Position, Severity
from varaamo_sync.model import Lang
from varaamo_sync.words import Theme
from varaamo_sync.workbooks import Book, Table
from varaamo_sync_cli.console.error_text import finding_text
from varaamo_sync_cli.media.terminal import paint
from varaamo_sync_cli.render.findings.finding_order import by_place, counts, severity_word
from varaamo_sync_cli.render.value_text import change_as_json, cut, json_value, pick, preview
from varaamo_sync_cli.workspace.exchange.workbook_import import ImportResult

line = Theme("commands/workbooks")
word = Theme("commands/validate")

_ECHO = "cell-read-as"
_LONGEST = 70


def as_text(result: ImportResult, lang: Lang) -> str:
    """Return what a person should know, colours included."""
    told = [finding for finding in result.findings if finding.rule != _ECHO]
    parts = [*_files(result, lang), *finding_lines(told, lang, lambda at: at.cell or "")]
    parts += _echoes(result.findings, lang)
    parts += _changes(result, lang)
    summary = line("summary", lang, **result.numbers, **counts(result.findings))
    return "\n".join([*parts, "", summary])


def _files(result: ImportResult, lang: Lang) -> Iterator[str]:
    for book in result.books:
        if book.kind == "csv":
            mark = line("tab", lang) if book.delimiter == "\t" else book.delimiter
            yield line("file_csv", lang, file=book.name, encoding=book.encoding, delimiter=mark)
        else:
            yield line("file", lang, file=book.name, kind=book.kind)
        for table in _tables(result, book):
            title = table.form.title.get(lang) or table.form.name if table.form else None
            yield line(
                "table",
                lang,
                sheet=table.sheet.name or "–",
                form=title or line("own_form", lang),
                row=table.header_row,
                columns=len(table.columns),
            )


def _tables(result: ImportResult, book: Book) -> Iterator[Table]:
    return (table for table in result.tables if any(table.sheet is sheet for sheet in book.sheets))


def finding_lines(
    findings: Iterable[Finding], lang: Lang, where: Callable[[Position], str]
) -> Iterator[str]:
    """Yield findings by file, each with ``where`` it stands there, and how it is mended."""
    files = groupby(by_place(findings), key=lambda one: one.position.file if one.position else "")
    for file, of_file in files:
        if file:
            yield from ("", paint(file, bold=True))
        for finding in of_file:
            place = where(finding.position) if finding.position else ""
            severity = severity_word(finding.severity, lang, bold=True)
            message = finding_text(finding, "message", lang)
            yield f"  {place}  {severity}: {message} {paint(f'[{finding.rule}]', dim=True)}"
            if finding.severity is not Severity.HINT:
                yield f"      {word('fix', lang)}: {finding_text(finding, 'fix', lang)}"


def _echoes(findings: Sequence[Finding], lang: Lang) -> Iterator[str]:
    said: dict[tuple[str, str], list[str]] = defaultdict(list)
    for finding in findings:
        if finding.rule == _ECHO and finding.position is not None:
            memo = (str(finding.params["text"]), str(finding.params["said"]))
            said[memo].append(finding.position.cell or "")
    if said:
        yield from ("", line("read_as", lang))
    for (written, read), cells in said.items():
        more = f" + {len(cells) - 1}" if len(cells) > 1 else ""
        yield line("read_as_one", lang, text=written, said=read, first=cells[0], more=more)


def _changes(result: ImportResult, lang: Lang) -> Iterator[str]:
    plan = result.plan
    if plan.additions:
        yield from ("", line("added", lang))
    for added in plan.additions:
        names = added.entry.get("name") or {}
        name = names.get(lang) or next(iter(names.values()), "–")
        new = f" ({line('new_venue', lang)})" if added.new_venue else ""
        yield f"  + {paint(added.key, bold=True)}  {name}, {added.venue.label(lang)}{new}"
        for path, words in (added.entry.get("unread") or {}).items():
            yield f"      {line('unread_field', lang, field=path, text=_preview(words))}"
    if plan.changes:
        yield from ("", line("changed", lang))
    for change in plan.changes:
        yield change_line(change.key, change.path, change)
    if plan.venue_changes or plan.new_venues:
        yield from ("", line("venues", lang))
    for fresh in plan.new_venues:
        yield f"  + {fresh.venue.label(lang)} ({fresh.unit.value})"
    for altered in plan.venue_changes:
        yield change_line(altered.venue.label(lang), altered.path, altered, bold=False)


def change_line(name: str, path: Iterable[object], change: Any, *, bold: bool = True) -> str:
    """Return a field that changes, with both values."""
    shown = paint(name, bold=True) if bold else name
    field, before, after = ".".join(map(str, path)), _preview(change.before), _preview(change.after)
    return f"  ~ {shown}  {field}: {before} → {after}"


def _preview(value: object) -> str:
    return cut(value, _LONGEST) if value and isinstance(value, str) else preview(value)


def as_json(result: ImportResult, lang: Lang, written: Sequence[str]) -> dict[str, Any]:
    """Return everything as JSON values; ``written`` are the files that were changed."""
    plan = result.plan
    return {
        "files": [_book(result, book) for book in result.books],
        "rooms": result.numbers,
        "counts": counts(result.findings),
        "findings": [finding_json(finding, lang) for finding in result.findings],
        "additions": [
            {
                "key": added.key,
                "service_unit": added.unit.value,
                "venue": {"tprek": added.venue.tprek, "name": added.venue.label(lang)},
                "entry": json_value(added.entry),
                "cell": added.position.cell,
            }
            for added in plan.additions
        ],
        "changes": [
            {"key": change.key, **change_as_json(change), "cell": change.position.cell}
            for change in plan.changes
        ],
        "venues": [
            {"tprek": one.venue.tprek, "name": one.venue.label(lang), **change_as_json(one)}
            for one in plan.venue_changes
        ]
        + [
            {"tprek": one.venue.tprek, "name": one.venue.label(lang), "path": []}
            for one in plan.new_venues
        ],
        "written": list(written),
    }


def _book(result: ImportResult, book: Book) -> dict[str, Any]:
    return {
        "file": book.name,
        **pick(book, "kind", "encoding", "delimiter"),
        "tables": [
            {
                "sheet": table.sheet.name,
                "form": table.form.name if table.form else None,
                "rows": table.of,
                "header_row": table.header_row,
                "columns": {column.header: column.field for column in table.columns},
                "unmapped": [header for _, header in table.unmapped],
            }
            for table in _tables(result, book)
        ],
    }


def finding_json(finding: Finding, lang: Lang) -> dict[str, Any]:
    """Return a finding as JSON values, with its cell."""
    position = finding.position
    return {
        **pick(finding, "rule", "severity", "level"),
        "room": finding.key,
        "path": finding.path,
        "file": position.file if position else None,
        "cell": position.cell if position else None,
        "title": finding_text(finding, "title", lang),
        "message": finding_text(finding, "message", lang),
        "fix": finding_text(finding, "fix", lang),
    }
