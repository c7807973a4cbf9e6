"""Every finding in full: by file, each with the line that it stands on, as compilers do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.cells import cell_len

from varaamo_sync.catalogue_files import CATALOGUE, lines_of
from varaamo_sync.findings import Finding, Position, Severity
from varaamo_sync.rules import owner_of
from varaamo_sync.secrecy import masked
from varaamo_sync.words import Theme
from varaamo_sync_cli.media.terminal import paint
from varaamo_sync_cli.media.width import columns
from varaamo_sync_cli.render.findings.finding_order import (
    by_place,
    counts,
    severity_word,
    verdict_word,
)
from varaamo_sync_cli.render.findings.leverage_text import lines as leverage_lines
from varaamo_sync_cli.render.findings.text.groups import group_rooms, total
from varaamo_sync_cli.render.findings.text.notes import notes
from varaamo_sync_cli.workspace.catalogue.validation import By, ValidationReport

line = Theme("commands/validate")

_GUTTER = 6
_NARROW = 40


def render(report: ValidationReport) -> str:
    """Return the findings of a run with colours, which ``click.echo`` takes out for files.

    Longer lines of files are cut to the terminal's columns. What is said about them is not, so
    that it can be searched.
    """
    width = max(columns(), _NARROW)
    parts: list[str] = []
    for name, findings in _gathered(report):
        if name:
            parts += [paint(clean(name), bold=True, underline=True), ""]
        parts += _by_file(report, findings, width)
    parts += [_summary(report), *notes(report)]
    unlocking = list(leverage_lines(report.leverage, report.lang))
    if unlocking:
        parts += ["", *unlocking]
    return "\n".join(parts) + "\n"


def _gathered(report: ValidationReport) -> Iterator[tuple[str, Iterable[Finding]]]:
    """Yield findings by what they are to be gathered by, with its name."""
    by = report.options.by
    if by is None:
        yield "", report.findings
        return
    groups: dict[str, list[Finding]] = {}
    for finding in report.findings:
        groups.setdefault(_name(report, finding, by), []).append(finding)
    yield from groups.items()


def _name(report: ValidationReport, finding: Finding, by: By) -> str:
    if by is By.RULE:
        return report.text(finding, "title")
    if by is By.OWNER:
        return line(f"owner.{owner_of(finding.rule)}", report.lang)
    room = report.catalogue.by_key.get(finding.key or "") if report.catalogue else None
    if by is By.VENUE and room:
        return room.venue.label(report.lang)
    unit = finding.unit or (room.service_unit if room else None)
    return f"{unit} {unit.label(report.lang)}" if unit else line("of_files", report.lang)


def _by_file(report: ValidationReport, found: Iterable[Finding], width: int) -> Iterator[str]:
    for file, of_file in groupby(by_place(found), key=_file):
        findings = list(of_file)
        text = lines_of(report.reading.source(file if findings[0].position else ""))
        yield paint(f"{report.prefix}{file}", bold=True)
        yield ""
        for position, at_place in groupby(findings, key=lambda f: f.position):
            here = list(at_place)
            yield from _frame(report, position, here, text, width)
            yield from _finding_lines(report, here)
            yield ""


def _file(finding: Finding) -> str:
    return finding.position.file if finding.position else CATALOGUE


def _frame(
    report: ValidationReport,
    position: Position | None,
    findings: list[Finding],
    text: list[str],
    width: int,
) -> Iterator[str]:
    """Yield where it is, the line of the file, and a caret below it."""
    keys = {finding.key for finding in findings}
    name = paint(_room(report, keys.pop()), bold=True) if len(keys) == 1 else ""
    if position is None:
        yield f"  {name}"
        return
    yield f"  {paint(f'{report.prefix}{position}', fg='blue')} {name}".rstrip()
    if position.line > len(text) or not text[position.line - 1].strip():
        return
    shown, before = _fit(masked(text[position.line - 1]), position.column - 1, width - _GUTTER - 3)
    yield f"{position.line:>{_GUTTER}} | {shown}"
    yield f"{'':>{_GUTTER}} | {' ' * before}{paint('^', fg='red', bold=True)}"


def _fit(text: str, column: int, width: int) -> tuple[str, int]:
    """Return what fits of a line around a column, and how many cells stand before the column."""
    shown = clean(text.rstrip())
    start, end = 0, len(shown)
    if cell_len(shown) > width:
        # What leads to the column says what it is: a third of the width goes before it.
        start = max(0, min(column - width // 3, len(shown) - width))
        end = start + width
        while cell_len(shown[start:end]) > width - 2:
            end -= 1
    left, right = "…" if start else "", "…" if end < len(shown) else ""
    return f"{left}{shown[start:end]}{right}", cell_len(left + shown[start:column])


def _room(report: ValidationReport, key: str | None) -> str:
    room = report.catalogue.by_key.get(key) if report.catalogue and key else None
    return clean(" ".join(filter(None, (key, room.label(report.lang) if room else None))))


def clean(text: str) -> str:
    """Return a text without signs that would move a terminal's cursor or change its colours."""
    return text if text.isprintable() else "".join(s if s.isprintable() else " " for s in text)


def _finding_lines(report: ValidationReport, findings: list[Finding]) -> Iterator[str]:
    """Yield what is said of one place, once for all rooms that share it by ``defaults``."""
    said: dict[tuple[str, str, str, Severity], list[str]] = {}
    for finding in findings:
        message, fix = clean(report.text(finding, "message")), clean(report.fix(finding))
        what = (finding.rule, message, fix, finding.severity)
        said.setdefault(what, []).append(finding.key or "")
    several = len({finding.key for finding in findings}) > 1
    indent = " " * (_GUTTER + 1)
    for (rule, message, fix, severity), keys in said.items():
        word = severity_word(severity, report.lang, bold=True)
        yield f"{indent}{word}: {message} {paint(f'[{rule}]', dim=True)}"
        yield f"{indent}  {line('fix', report.lang)}: {fix}"
        rooms = ", ".join(filter(None, keys))
        if several and rooms:
            yield f"{indent}  {line('rooms', report.lang, count=len(keys))}: {rooms}"


def _summary(report: ValidationReport) -> str:
    name = verdict_word(report)
    rooms, files = total(group_rooms(report, By.UNIT)).rooms, len(report.reading.files)
    return line(name, report.lang, **counts(report.findings), rooms=rooms, files=files)
