"""Findings as annotations of GitHub Actions: workflow commands, one a line."""

from __future__ import annotations

from varaamo_sync.findings import Finding, Severity
from varaamo_sync_cli.render.findings import Report, worst_first
from varaamo_sync_cli.words.common import line

MOST = 10
"""Annotations of one level that GitHub shows for one step; it drops the others unsaid."""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}
_IN_TEXT = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = _IN_TEXT | {":": "%3A", ",": "%2C"}


def render(report: Report) -> str:
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
        commands.append(f"::notice title=varaamo-sync::{line('more', report.lang, count=left)}")
    return "".join(f"{command}\n" for command in commands)


def _annotation(report: Report, finding: Finding) -> str:
    properties = {
        "file": report.file(finding),
        "line": str(report.line(finding)),
        "col": str(report.column(finding)),
        "title": f"{report.title(finding)} [{finding.rule}]",
    }
    written = ",".join(
        f"{name}={_escaped(text, _IN_PROPERTY)}" for name, text in properties.items()
    )
    room = f"{finding.key}: " if finding.key else ""
    text = f"{room}{report.message(finding)}\n{report.fix(finding)}"
    return f"::{_COMMANDS[finding.severity]} {written}::{_escaped(text, _IN_TEXT)}"


def _escaped(text: str, signs: dict[str, str]) -> str:
    return "".join(signs.get(sign, sign) for sign in text)
