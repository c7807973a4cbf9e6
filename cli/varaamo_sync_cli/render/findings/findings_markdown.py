"""Findings as Markdown, for the summary of a job and the comment of a pull request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from varaamo_sync.findings import Finding, Severity
from varaamo_sync.words import Theme
from varaamo_sync_cli.console.typed_commands import typed
from varaamo_sync_cli.render.findings.finding_order import counts, verdict_word, worst_first
from varaamo_sync_cli.render.page.blocks import Code, Command, Line, Page, Rows, Section
from varaamo_sync_cli.render.page.markdown_page import MarkdownPage
from varaamo_sync_cli.render.page.own_words import own_words
from varaamo_sync_cli.render.page.page_size import MOST, write_page
from varaamo_sync_cli.render.value_text import cut
from varaamo_sync_cli.workspace.catalogue.validation import ValidationReport
from varaamo_sync_cli.workspace.catalogue.validation_run import ValidationRun

line = Theme("commands/validate")

_HEADS = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.HINT: "hints"}
_LONGEST = 300


def render(report: ValidationReport) -> str:
    """Return the findings of a run: their numbers, then each in a table, the worst first."""
    counted = counts(report.findings)
    code = verdict_word(report)
    files = len(report.reading.files)
    title = line(code, report.lang, **counted, rooms=len(report.rooms), files=files)
    return _written(title, _known(report), _sections(report), report)


def render_several(run: ValidationRun) -> str:
    """Return the same of several catalogues, each under its folder."""
    counted: Counter[str] = Counter(counts(()))
    for report in run.reports:
        counted.update(counts(report.findings))
    title = line("catalogues", run.lang, catalogues=len(run.reports), **counted)
    lines = [(line("unchanged", run.lang, count=run.unchanged),)] if run.unchanged else []
    sections = [
        section
        for report in run.reports
        for section in _sections(report, f"{report.options.path.as_posix()} – ")
    ]
    return _written(title, lines, sections, run)


def _written(
    title: str,
    lines: Iterable[Line],
    sections: Iterable[Section],
    of: ValidationReport | ValidationRun,
) -> str:
    reports = (of,) if isinstance(of, ValidationReport) else of.reports
    folders = [report.options.path.as_posix() for report in reports]
    command = Command(cut(typed("validate", *folders, "--full"), _LONGEST))
    whole = (f"{line('step.full', of.lang)}: ", command)
    full = any(report.options.full for report in reports)
    page = Page(title, tuple(lines), tuple(sections), own_words(of.lang, whole))
    return write_page(page, MarkdownPage(), None if full else MOST)


def _known(report: ValidationReport) -> Iterator[Line]:
    if report.known:
        yield (line("known", report.lang, count=len(report.known)),)


def _sections(report: ValidationReport, before: str = "") -> Iterator[Section]:
    columns = tuple(line(f"column.{name}", report.lang) for name in ("file", "what", "fix"))
    found = worst_first(report.findings)
    for severity, head in _HEADS.items():
        rows = tuple(_row(report, one) for one in found if one.severity is severity)
        if rows:
            name = line(f"column.{head}", report.lang)
            yield Section(f"{before}{name}: {len(rows)}", rows, columns)


def _row(report: ValidationReport, finding: Finding) -> Rows:
    place = report.place(finding)
    where = (Code(cut(f"{place.file}:{place.line}", _LONGEST)),)
    said = f"{report.headline(finding)} [{finding.rule}]"
    cells = (cut(said, _LONGEST),), (cut(report.fix(finding), _LONGEST),)
    return Rows(where, (cells,))
