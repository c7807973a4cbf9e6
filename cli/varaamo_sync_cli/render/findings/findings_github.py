"""Findings as annotations of GitHub Actions: workflow commands, one a line.

GitHub shows a few annotations of each level and drops the others unsaid. Those that are too many
stand as lines of the log, folded, so that nothing is only there where nobody can look.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from varaamo_sync.findings import Finding, Severity
from varaamo_sync.model import Lang
from varaamo_sync.words import Theme, on_one_line
from varaamo_sync_cli.media.terminal import plain_for_terminal
from varaamo_sync_cli.media.workflow import command
from varaamo_sync_cli.render.findings.finding_order import worst_first
from varaamo_sync_cli.workspace.catalogue.validation import ValidationReport
from varaamo_sync_cli.workspace.catalogue.validation_run import ValidationRun

line = Theme("commands/validate")

MOST = 10
"""Annotations of one level that GitHub shows for one step."""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}

_Found = tuple[ValidationReport, Finding]


def render(report: ValidationReport) -> str:
    """Return the worst findings of a run as annotations, and the others as lines of the log."""
    return _told([report], report.lang)


def render_several(run: ValidationRun) -> str:
    """Return the same of several catalogues, whose annotations share one limit."""
    return _told(run.reports, run.lang)


def _told(reports: Iterable[ValidationReport], lang: Lang) -> str:
    found = [(report, one) for report in reports for one in worst_first(report.findings)]
    by_severity = {
        severity: [each for each in found if each[1].severity is severity] for severity in _COMMANDS
    }
    most = dict.fromkeys(_COMMANDS, MOST)
    if any(len(of) > MOST for of in by_severity.values()):
        most[Severity.HINT] -= 1  # the last notice says that there are more
    shown = [each for severity, of in by_severity.items() for each in of[: most[severity]]]
    rest = [each for severity, of in by_severity.items() for each in of[most[severity] :]]
    lines = [_annotation(*each) for each in shown]
    if rest:
        lines += _rest(rest, lang)
    return "".join(f"{one}\n" for one in lines)


def _annotation(report: ValidationReport, finding: Finding) -> str:
    place = report.place(finding)
    return command(
        _COMMANDS[finding.severity],
        f"{report.headline(finding)}\n{report.fix(finding)}",
        file=place.file,
        line=str(place.line),
        col=str(place.column),
        title=f"{report.text(finding, 'title')} [{finding.rule}]",
    )


def _rest(found: list[_Found], lang: Lang) -> Iterator[str]:
    told = line("more", lang, count=len(found))
    yield command("notice", told, title="varaamo-sync")
    yield command("group", told)
    for report, finding in found:
        place = report.place(finding)
        severity = line(f"severity.{finding.severity}", lang)
        said = f"{report.headline(finding)} {report.fix(finding)} [{finding.rule}]"
        where = f"{place.file}:{place.line}:{place.column}"
        yield plain_for_terminal(on_one_line(f"{where}: {severity}: {said}"))
    yield command("endgroup", "")
