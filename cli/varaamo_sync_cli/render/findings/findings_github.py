"""Findings as annotations of GitHub Actions: workflow commands, one a line."""

from __future__ import annotations

from varaamo_sync.findings import Finding, Severity
from varaamo_sync.words import Theme
from varaamo_sync_cli.media.workflow import command
from varaamo_sync_cli.render.findings.finding_order import worst_first
from varaamo_sync_cli.workspace.catalogue.validation import ValidationReport

line = Theme("commands/validate")

MOST = 10
"""Annotations of one level that GitHub shows for one step; it drops the others unsaid."""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def render(report: ValidationReport) -> str:
    """Return the worst findings of a run, and a notice of how many more there are."""
    by_severity = {
        severity: [f for f in worst_first(report.findings) if f.severity is severity]
        for severity in _COMMANDS
    }
    most = dict.fromkeys(_COMMANDS, MOST)
    if any(len(found) > MOST for found in by_severity.values()):
        most[Severity.HINT] -= 1  # the last notice is one of them
    shown = [f for severity, found in by_severity.items() for f in found[: most[severity]]]
    commands = [_annotation(report, finding) for finding in shown]
    left = len(report.findings) - len(shown)
    if left:
        commands.append(
            command("notice", line("more", report.lang, count=left), title="varaamo-sync")
        )
    return "".join(f"{one}\n" for one in commands)


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
