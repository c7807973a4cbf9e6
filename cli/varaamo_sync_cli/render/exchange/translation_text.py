"""Texts that go out to translators, and what came of those that are back: text and JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from varaamo_sync.model import Lang
from varaamo_sync.translations import CatalogueText, Row, Written, write_xliff
from varaamo_sync.words import Theme
from varaamo_sync_cli.console.output import versioned
from varaamo_sync_cli.render.exchange.import_text import change_line, finding_json, finding_lines
from varaamo_sync_cli.workspace.exchange.translation_files import TranslationResult

line = Theme("commands/translations")


def counts(rows: Sequence[Row], written: Written) -> dict[str, int]:
    """Return how many texts of how many rooms were written."""
    homes = {(row.source.home.kind, row.source.home.id) for row in rows}
    rooms = sum(kind == "room" for kind, _ in homes)
    return {"count": len(rows) - len(written.left_out), "rooms": rooms}


def write_texts(rows: Sequence[Row], to: Lang, form: str, lang: Lang) -> Written:
    """Return the file of texts that are to be translated."""
    if form == "xliff":
        return write_xliff(rows)
    if form == "json":
        data = json.dumps(versioned(_rows_as_json(rows, to)), ensure_ascii=False, indent=2) + "\n"
        return Written(data.encode("utf-8", "replace"))
    from varaamo_sync.workbooks import write_translations

    return write_translations(rows, to, lang=lang)


def _rows_as_json(rows: Sequence[Row], to: Lang) -> dict[str, Any]:
    return {
        "to": to,
        "texts": [
            {
                "mark": row.mark,
                "file": row.source.file,
                **_home(row.source),
                "limit": row.source.limit,
                "html": row.source.is_html,
                **row.source.text.model_dump(),
            }
            for row in rows
        ],
    }


def _home(text: CatalogueText) -> dict[str, Any]:
    """Return what a text belongs to as JSON values."""
    return {
        "service_unit": text.unit.value if text.unit else None,
        "of": text.home.kind,
        "room": text.home.id if text.home.kind == "room" else None,
        "label": text.home.label,
        "field": text.field,
    }


def as_text(result: TranslationResult, lang: Lang) -> str:
    """Return what a person should know, colours included."""
    parts = [line("file", lang, file=f.name, rows=len(f.rows)) for f in result.files if f.rows]
    parts += finding_lines(
        result.findings, lang, lambda at: at.cell or line("line", lang, number=at.line)
    )
    if result.merged.changes:
        parts += ["", line("changed", lang)]
    for change in result.merged.changes:
        parts.append(change_line(change.text.home.label, (change.text.field, change.lang), change))
    return "\n".join([*parts, "", line("summary", lang, **_counts(result))])


def _counts(result: TranslationResult) -> dict[str, int]:
    merged = result.merged
    return {
        "taken": len(merged.changes),
        "refused": merged.refused,
        "unchanged": merged.unchanged,
        "empty": merged.empty,
    }


def as_json(result: TranslationResult, lang: Lang, written: Sequence[str]) -> dict[str, Any]:
    """Return what came of translations as JSON values; ``written`` are the changed files."""
    return {
        "files": [
            {"file": file.name, "kind": file.kind or None, "rows": len(file.rows)}
            for file in result.files
        ],
        "counts": _counts(result),
        "changes": [
            {
                "file": change.text.file,
                "path": list(change.path),
                **_home(change.text),
                "language": change.lang,
                "before": change.before,
                "after": change.after,
            }
            for change in result.merged.changes
        ],
        "findings": [
            finding_json(finding, lang) | {"line": finding.position.line}
            for finding in result.findings
            if finding.position
        ],
        "written": list(written),
    }
