"""What an import found and would change, as text and as JSON."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from varaamo_sync import messages
from varaamo_sync.findings import Finding, Severity
from varaamo_sync.model import Lang
from varaamo_sync_cli.media.terminal import styled
from varaamo_sync_cli.render.findings.validation_report import COLOURS, counts, placed
from varaamo_sync_cli.words.common import line as word
from varaamo_sync_cli.words.workbook import line
from varaamo_sync_cli.workspace.exchange.workbook_import import Imported

FORMAT_VERSION = 1

_LONGEST = 70
_ECHO = "cell-read-as"


def text(imported: Imported, lang: Lang) -> str:
    """Return what a person should know, colours included."""
    parts = [*_files(imported, lang), *_findings(imported.findings, lang)]
    parts += _echoes(imported.findings, lang)
    parts += _changes(imported, lang)
    parts += ["", _summary(imported, lang)]
    return "\n".join(parts)


def _files(imported: Imported, lang: Lang) -> Iterator[str]:
    for book in imported.books:
        if book.kind == "csv":
            mark = line("tab", lang) if book.delimiter == "\t" else book.delimiter
            yield line("file_csv", lang, file=book.name, encoding=book.encoding, delimiter=mark)
        else:
            yield line("file", lang, file=book.name, kind=book.kind)
        for table in imported.tables:
            if any(table.sheet is sheet for sheet in book.sheets):
                title = table.form.title.get(lang) or table.form.name if table.form else None
                yield line(
                    "table",
                    lang,
                    sheet=table.sheet.name or "–",
                    form=title or line("own_form", lang),
                    row=table.header_row,
                    columns=len(table.columns),
                )


def _findings(findings: Sequence[Finding], lang: Lang) -> Iterator[str]:
    file = None
    for finding in placed([finding for finding in findings if finding.rule != _ECHO]):
        position = finding.position
        if position is not None and position.file != file:
            file = position.file
            yield ""
            yield styled(file, bold=True)
        where = (position.cell or "") if position else ""
        severity = styled(
            word(finding.severity.value, lang), fg=COLOURS[finding.severity], bold=True
        )
        message = messages.text(finding.rule, "message", lang, finding.params)
        rule = styled(f"[{finding.rule}]", dim=True)
        yield f"  {where}  {severity}: {message} {rule}"
        if finding.severity is not Severity.HINT:
            fix = messages.text(finding.rule, "fix", lang, finding.params)
            yield f"      {word('fix', lang)}: {fix}"


def _echoes(findings: Sequence[Finding], lang: Lang) -> Iterator[str]:
    said: dict[tuple[str, str], list[str]] = defaultdict(list)
    for finding in findings:
        if finding.rule == _ECHO and finding.position is not None:
            memo = (str(finding.params["text"]), str(finding.params["said"]))
            said[memo].append(finding.position.cell or "")
    if said:
        yield ""
        yield line("read_as", lang)
    for (written, read), cells in said.items():
        more = f" + {len(cells) - 1}" if len(cells) > 1 else ""
        yield line("read_as_one", lang, text=written, said=read, first=cells[0], more=more)


def _changes(imported: Imported, lang: Lang) -> Iterator[str]:
    plan = imported.plan
    if plan.additions:
        yield ""
        yield line("added", lang)
    for added in plan.additions:
        names = added.entry.get("name") or {}
        name = names.get(lang) or next(iter(names.values()), "–")
        venue = added.venue.label(lang)
        new = f" ({line('new_venue', lang)})" if added.new_venue else ""
        yield f"  + {styled(added.key, bold=True)}  {name}, {venue}{new}"
        for path, words in (added.entry.get("unread") or {}).items():
            yield f"      {line('unread_field', lang, field=path, text=shown(words))}"
    if plan.changes:
        yield ""
        yield line("changed", lang)
    for change in plan.changes:
        path = ".".join(map(str, change.path))
        before, after = shown(change.before), shown(change.after)
        yield f"  ~ {styled(change.key, bold=True)}  {path}: {before} → {after}"
    if plan.venue_changes or plan.new_venues:
        yield ""
        yield line("venues", lang)
    for fresh in plan.new_venues:
        yield f"  + {fresh.venue.label(lang)} ({fresh.unit.value})"
    for altered in plan.venue_changes:
        path = ".".join(map(str, altered.path))
        before, after = shown(altered.before), shown(altered.after)
        yield f"  ~ {altered.venue.label(lang)}  {path}: {before} → {after}"


def _summary(imported: Imported, lang: Lang) -> str:
    return line("summary", lang, **imported.numbers, **counts(imported.findings))


def shown(value: Any) -> str:
    """Return a value of a catalogue in one short line."""
    if value is None or value in ("", [], {}):
        return "–"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {shown(item)}" for name, item in value.items())
    if isinstance(value, list):
        parts = any(isinstance(item, Mapping) for item in value)
        return ("; " if parts else ", ").join(map(shown, value))
    words = " ".join(str(value).split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


def as_json(imported: Imported, lang: Lang, written: Sequence[str]) -> dict[str, Any]:
    """Return everything as JSON values; ``written`` are the files that were changed."""
    plan = imported.plan
    return {
        "format_version": FORMAT_VERSION,
        "files": [_book(imported, book) for book in imported.books],
        "rooms": imported.numbers,
        "counts": counts(imported.findings),
        "findings": [finding_json(finding, lang) for finding in imported.findings],
        "additions": [
            {
                "key": added.key,
                "service_unit": added.unit.value,
                "venue": {"tprek": added.venue.tprek, "name": added.venue.label(lang)},
                "entry": plain(added.entry),
                "cell": added.position.cell,
            }
            for added in plan.additions
        ],
        "changes": [
            {
                "key": change.key,
                "path": list(change.path),
                "before": plain(change.before),
                "after": plain(change.after),
                "cell": change.position.cell,
            }
            for change in plan.changes
        ],
        "venues": [
            {
                "tprek": altered.venue.tprek,
                "name": altered.venue.label(lang),
                "path": list(altered.path),
                "before": plain(altered.before),
                "after": plain(altered.after),
            }
            for altered in plan.venue_changes
        ]
        + [
            {"tprek": fresh.venue.tprek, "name": fresh.venue.label(lang), "path": []}
            for fresh in plan.new_venues
        ],
        "written": list(written),
    }


def _book(imported: Imported, book: Any) -> dict[str, Any]:
    return {
        "file": book.name,
        "kind": book.kind,
        "encoding": book.encoding,
        "delimiter": book.delimiter,
        "tables": [
            {
                "sheet": table.sheet.name,
                "form": table.form.name if table.form else None,
                "rows": table.of,
                "header_row": table.header_row,
                "columns": {column.header: column.field for column in table.columns},
                "unmapped": [header for _, header in table.unmapped],
            }
            for table in imported.tables
            if any(table.sheet is sheet for sheet in book.sheets)
        ],
    }


def finding_json(finding: Finding, lang: Lang) -> dict[str, Any]:
    """Return a finding as JSON values, with its cell."""
    position = finding.position
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "level": finding.level.value,
        "room": finding.key,
        "path": list(finding.path),
        "file": position.file if position else None,
        "cell": position.cell if position else None,
        "title": messages.text(finding.rule, "title", lang, finding.params),
        "message": messages.text(finding.rule, "message", lang, finding.params),
        "fix": messages.text(finding.rule, "fix", lang, finding.params),
    }


def plain(value: Any) -> Any:
    """Return a value of a catalogue as JSON has it; money as text."""
    if isinstance(value, Mapping):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return str(value) if isinstance(value, Decimal) else value
