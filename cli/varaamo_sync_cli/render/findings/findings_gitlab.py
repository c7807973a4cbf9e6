"""Findings as a Code Quality report of GitLab."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from varaamo_sync.findings import Finding, Level, Severity
from varaamo_sync_cli.render.findings.finding_order import with_fingerprints
from varaamo_sync_cli.workspace.catalogue.validation import ValidationReport
from varaamo_sync_cli.workspace.catalogue.validation_run import ValidationRun

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.HINT: "info"}


def render(report: ValidationReport) -> str:
    """Return the findings of a run.

    Those that the baseline knows are among them: GitLab itself tells new from old by the
    fingerprint.
    """
    return _listed([report])


def render_several(run: ValidationRun) -> str:
    """Return the findings of several catalogues in one list."""
    return _listed(run.reports)


def _listed(reports: Iterable[ValidationReport]) -> str:
    issues = [
        _issue(report, finding, mark)
        for report in reports
        for finding, mark in with_fingerprints(report, (*report.known, *report.findings))
    ]
    return json.dumps(issues, ensure_ascii=False) + "\n"


def _issue(report: ValidationReport, finding: Finding, mark: str) -> dict[str, Any]:
    place = report.place(finding)
    severity = _SEVERITIES[finding.severity]
    if finding.severity is Severity.ERROR and finding.level is Level.DRAFT:
        severity = "critical"
    return {
        "type": "issue",
        "check_name": finding.rule,
        "description": f"{report.headline(finding)} {report.fix(finding)}",
        "fingerprint": mark,
        "severity": severity,
        "location": {"path": place.file, "lines": {"begin": place.line}},
    }
