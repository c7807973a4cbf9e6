"""Findings as a Code Quality report of GitLab."""

from __future__ import annotations

import json
from typing import Any

from varaamo_sync.findings import Finding, Level, Severity
from varaamo_sync_cli.render.findings.validation_report import Report, fingerprinted

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.HINT: "info"}


def render(report: Report) -> str:
    """Return the findings of a run.

    Those that the baseline knows are among them: GitLab itself tells new from old by the
    fingerprint.
    """
    marked = fingerprinted(report, (*report.known, *report.findings))
    issues = [_issue(report, finding, mark) for finding, mark in marked]
    return json.dumps(issues, ensure_ascii=False) + "\n"


def _issue(report: Report, finding: Finding, mark: str) -> dict[str, Any]:
    room = f"{finding.key}: " if finding.key else ""
    severity = _SEVERITIES[finding.severity]
    if finding.severity is Severity.ERROR and finding.level is Level.DRAFT:
        severity = "critical"
    return {
        "type": "issue",
        "check_name": finding.rule,
        "description": f"{room}{report.message(finding)} {report.fix(finding)}",
        "fingerprint": mark,
        "severity": severity,
        "location": {
            "path": report.file(finding),
            "lines": {"begin": report.line(finding)},
        },
    }
