"""What an import found and would change, as text and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from varaamo_sync.findings import Finding, Position, Severity
from varaamo_sync.json_values import change_as_json, json_value, pick
from varaamo_sync.model import Lang
from varaamo_sync.words import Theme
from varaamo_sync.workbooks import Book, Table
from varaamo_sync_cli.console.errors.error_text import finding_text
from varaamo_sync_cli.console.typed_commands import typed
from varaamo_sync_cli.media.terminal import paint
from varaamo_sync_cli.render.exchange.import_summary import (
    ECHO,
    change_words,
    echoes,
    folded_lines,
    is_for_unit,
    summary_lines,
)
from varaamo_sync_cli.render.findings.finding_order import by_place, counts, severity_word
from varaamo_sync_cli.workspace.exchange.respa_pictures import picture_json
from varaamo_sync_cli.workspace.exchange.workbook_import import ImportOptions, ImportResult

line = Theme("commands/workbooks")
step = Theme("commands/next")
word = Theme("commands/validate")


def as_text(result: ImportResult, lang: Lang, *, full: bool = False) -> str:
    """Return what a person should know, colours included: on one screen, or in ``full``."""
    told = _all_lines(result, lang) if full else folded_lines(result, lang)
    return "\n".join([*summary_lines(result, lang), *told])


def next_steps(result: ImportResult, lang: Lang, *, written: bool, full: bool) -> Iterator[str]:
    """Yield what to type next."""
    asked = result.asked
    if not full and result.findings and result.books:
        yield step("full", lang)
    mending = any(
        one.severity is not Severity.HINT and is_for_unit(one.rule) for one in result.findings
    )
    mending = mending and not result.unreadable
    form = next((file for file in asked.files if file.suffix.lower() == ".xlsx"), None)
    if mending and form is not None:
        out = form.with_name(f"{form.stem}-{line('marked', lang)}.xlsx")
        back = typed("annotate", form, "--out", out, *_place(asked))
        yield step("annotate", lang, command=back)
    if written:
        yield step("validate", lang, command=typed("validate", asked.into))
    elif not (result.unreadable or result.plan.empty):
        yield step("write", lang, command=typed(*_same_import(asked)))


def _place(asked: ImportOptions) -> list[str]:
    unit = ["--unit", asked.unit.value] if asked.unit else []
    forms = [word for file in asked.mappings for word in ("--mapping", str(file))]
    return [*unit, *forms, "--into", str(asked.into), *asked.choice.arguments().split()]


def _same_import(asked: ImportOptions) -> list[str]:
    """Return the same import as it would be typed to write what it changes."""
    given = {
        "--respa-unit": asked.respa_units,
        "--unit-of": asked.units_of,
        "--venue": asked.venues,
        "--room": asked.rooms,
        "--rows": asked.rows,
    }
    answers = [word for name, said in given.items() for one in said for word in (name, one)]
    recorded = [word for file in asked.from_respa for word in ("--from-respa", str(file))]
    plain = ["--no-images"] if asked.no_images else []
    return ["import", *map(str, asked.files), *recorded, *plain, *_place(asked), *answers]


def _all_lines(result: ImportResult, lang: Lang) -> Iterator[str]:
    """Yield everything: each table, each finding with its fix, each value."""
    told = [finding for finding in result.findings if finding.rule != ECHO]
    yield from ("", *_files(result, lang))
    yield from finding_lines(told, lang, lambda at: at.cell or "")
    yield from _echoes(result.findings, lang)
    yield from _changes(result, lang)
    yield from ("", line("counts", lang, **counts(result.findings)))


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
    told = echoes(findings)
    if told:
        yield from ("", line("read_as", lang))
    for written, read, cells in told:
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
            yield f"      {change_words(('unread', path), None, words, lang)}"
    if plan.changes:
        yield from ("", line("changed", lang))
    for change in plan.changes:
        yield change_line(change.key, change_words(change.path, change.before, change.after, lang))
    if plan.venue_changes or plan.new_venues:
        yield from ("", line("venues", lang))
    for fresh in plan.new_venues:
        yield f"  + {fresh.venue.label(lang)} ({fresh.unit.value})"
    for one in plan.venue_changes:
        words = change_words(one.path, one.before, one.after, lang, of_venue=True)
        yield change_line(one.venue.label(lang), words, bold=False)


def change_line(name: str, words: str, *, bold: bool = True) -> str:
    """Return a field that changes, in words, behind the name of what it is of."""
    return f"  ~ {paint(name, bold=True) if bold else name}  {words}"


def as_json(result: ImportResult, lang: Lang, written: Sequence[str]) -> dict[str, Any]:
    """Return everything as JSON values; ``written`` are the files that were changed."""
    plan = result.plan
    return {
        "files": [_book(result, book) for book in result.books],
        "rooms": result.numbers,
        **({"images": picture_json(result.pictures)} if result.pictures else {}),
        "counts": counts(result.findings),
        "findings": [finding.as_dict(lang) for finding in result.findings],
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
