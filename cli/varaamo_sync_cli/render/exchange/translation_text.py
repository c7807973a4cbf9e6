"""Texts that go out to translators, and what came of those that are back: text and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from varaamo_sync.entry_words import entry_words
from varaamo_sync.findings import Finding, Position
from varaamo_sync.model import LANGS, Lang
from varaamo_sync.translations import CatalogueText, Row, Written, write_xliff
from varaamo_sync.words import Theme, field_name
from varaamo_sync_cli.console.output import versioned
from varaamo_sync_cli.console.typed_commands import typed
from varaamo_sync_cli.media.terminal import paint
from varaamo_sync_cli.render.exchange.finding_groups import group_lines, place_in, some
from varaamo_sync_cli.render.exchange.import_text import change_line, finding_lines
from varaamo_sync_cli.workspace.exchange.translation_files import TranslationResult

line = Theme("commands/translations")
step = Theme("commands/next")
workbook = Theme("commands/workbooks")

_MOST_TEXTS = 5


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
                **{each: row.source.text.get(each) for each in LANGS},
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


def as_text(result: TranslationResult, lang: Lang, *, full: bool = False) -> str:
    """Return what a person should know, colours included: on one screen, or in ``full``."""
    told = _all_lines(result, lang) if full else _folded_lines(result, lang)
    summary = line("summary", lang, **_counts(result))
    if result.unreadable:
        bad = [finding.position.file for finding in result.unreadable if finding.position]
        summary = workbook("unreadable", lang, files=bad)
    return "\n".join([paint(summary, bold=True), *told])


def next_steps(
    result: TranslationResult, lang: Lang, *, written: bool, full: bool
) -> Iterator[str]:
    """Yield what to type next."""
    read = len(result.unreadable) < len(result.files)
    if read and not full and (result.findings or len(result.merged.changes) > _MOST_TEXTS):
        yield step("full", lang)
    if written:
        yield step("validate", lang, command=typed("validate", result.into))
    elif result.merged.changes and not result.unreadable:
        again = typed("translations", "import", *result.asked, "--into", result.into)
        yield step("write", lang, command=again)


def _folded_lines(result: TranslationResult, lang: Lang) -> Iterator[str]:
    if result.unreadable:
        yield from group_lines(result.unreadable, lang, partial(_place, result, lang))
        return
    if result.findings:
        yield from ("", line("refused", lang))
        yield from group_lines(result.findings, lang, partial(_place, result, lang))
    texts = [
        f"{one.text.home.label}, {field_name(one.text.path_in(one.lang), lang)}"
        for one in result.merged.changes
    ]
    if texts:
        yield from ("", f"{line('changed', lang)} {some(texts, _MOST_TEXTS, lang)}")


def _place(result: TranslationResult, lang: Lang, finding: Finding) -> str:
    at = finding.position
    where = _where(at, lang) if at else ""
    return place_in(finding, several=len(result.asked) > 1, line_word=where)


def _where(at: Position, lang: Lang) -> str:
    return at.cell or line("line", lang, number=at.line)


def _all_lines(result: TranslationResult, lang: Lang) -> Iterator[str]:
    """Yield each file, each finding with its fix, each text with what it was."""
    files = [line("file", lang, file=f.name, rows=len(f.rows)) for f in result.files if f.rows]
    yield from ("", *files)
    yield from finding_lines(result.findings, lang, lambda at: _where(at, lang))
    if result.merged.changes:
        yield from ("", line("changed", lang))
    for change in result.merged.changes:
        path = change.text.path_in(change.lang)
        said = (entry_words(path, value, lang) for value in (change.before, change.after))
        yield change_line(change.text.home.label, f"{field_name(path, lang)}: {' → '.join(said)}")


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
            finding.as_dict(lang) | {"line": finding.position.line}
            for finding in result.findings
            if finding.position
        ],
        "written": list(written),
    }
