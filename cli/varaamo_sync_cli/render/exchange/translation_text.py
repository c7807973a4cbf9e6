"""Texts that go out to translators, and what came of those that are back: text and JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from varaamo_sync import messages
from varaamo_sync.findings import Finding
from varaamo_sync.model import Lang
from varaamo_sync.translations import Row, TextChange, Written
from varaamo_sync_cli.media.terminal import styled
from varaamo_sync_cli.render.exchange.import_text import finding_json, shown
from varaamo_sync_cli.render.findings.validation_report import COLOURS, placed
from varaamo_sync_cli.words.common import line as word
from varaamo_sync_cli.words.translations import line

if TYPE_CHECKING:
    from varaamo_sync_cli.workspace.exchange.translation_files import Imported

FORMAT_VERSION = 1


def counts(rows: Sequence[Row], written: Written) -> dict[str, int]:
    """Return how many texts of how many rooms were written."""
    homes = {(row.source.home.kind, row.source.home.id) for row in rows}
    rooms = sum(kind == "room" for kind, _ in homes)
    return {"count": len(rows) - len(written.left_out), "rooms": rooms}


def rows_json(rows: Sequence[Row], to: Lang) -> dict[str, Any]:
    """Return texts that are to be translated as JSON values."""
    return {
        "format_version": FORMAT_VERSION,
        "to": to,
        "texts": [
            {
                "mark": row.mark,
                "file": row.source.file,
                "service_unit": row.source.unit.value if row.source.unit else None,
                "of": row.source.home.kind,
                "room": row.source.home.id if row.source.home.kind == "room" else None,
                "label": row.source.home.label,
                "field": row.source.field,
                "limit": row.source.limit,
                "html": row.source.is_html,
                **row.source.text.model_dump(),
            }
            for row in rows
        ],
    }


def text(imported: Imported, lang: Lang) -> str:
    """Return what a person should know, colours included."""
    parts = [line("file", lang, file=f.name, rows=len(f.rows)) for f in imported.files if f.rows]
    parts += _findings(imported.findings, lang)
    if imported.merged.changes:
        parts += ["", line("changed", lang)]
    parts += [_change(change) for change in imported.merged.changes]
    return "\n".join([*parts, "", line("summary", lang, **_counts(imported))])


def _findings(findings: Sequence[Finding], lang: Lang) -> Iterator[str]:
    files = groupby(placed(findings), key=lambda one: one.position.file if one.position else "")
    for file, of_file in files:
        yield ""
        yield styled(file, bold=True)
        for finding in of_file:
            severity = word(finding.severity.value, lang)
            severity = styled(severity, fg=COLOURS[finding.severity], bold=True)
            message = messages.text(finding.rule, "message", lang, finding.params)
            rule = styled(f"[{finding.rule}]", dim=True)
            fix = messages.text(finding.rule, "fix", lang, finding.params)
            yield f"  {_where(finding, lang)}  {severity}: {message} {rule}"
            yield f"      {word('fix', lang)}: {fix}"


def _where(finding: Finding, lang: Lang) -> str:
    position = finding.position
    if position is None:
        return ""
    return position.cell or line("line", lang, number=position.line)


def _change(change: TextChange) -> str:
    name = styled(change.text.home.label, bold=True)
    before, after = shown(change.before), shown(change.after)
    return f"  ~ {name}  {change.text.field}.{change.lang}: {before} → {after}"


def _counts(imported: Imported) -> dict[str, int]:
    merged = imported.merged
    return {
        "taken": len(merged.changes),
        "refused": merged.refused,
        "unchanged": merged.unchanged,
        "empty": merged.empty,
    }


def as_json(imported: Imported, lang: Lang, written: Sequence[str]) -> dict[str, Any]:
    """Return what came of translations as JSON values; ``written`` are the changed files."""
    return {
        "format_version": FORMAT_VERSION,
        "files": [
            {"file": file.name, "kind": file.kind or None, "rows": len(file.rows)}
            for file in imported.files
        ],
        "counts": _counts(imported),
        "changes": [
            {
                "file": change.text.file,
                "path": list(change.path),
                "service_unit": change.text.unit.value if change.text.unit else None,
                "of": change.text.home.kind,
                "room": change.text.home.id if change.text.home.kind == "room" else None,
                "label": change.text.home.label,
                "field": change.text.field,
                "language": change.lang,
                "before": change.before,
                "after": change.after,
            }
            for change in imported.merged.changes
        ],
        "findings": [
            finding_json(finding, lang) | {"line": finding.position.line}
            for finding in imported.findings
            if finding.position
        ],
        "written": list(written),
    }
