"""Findings as JSON; ``schemas/findings.schema.json`` describes it."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from varaamo_sync.findings import Finding
from varaamo_sync.rules.baseline import as_json as baseline_as_json
from varaamo_sync_cli.console.output import versioned
from varaamo_sync_cli.render.findings.finding_order import counts
from varaamo_sync_cli.render.findings.leverage_text import as_json as leverage_as_json
from varaamo_sync_cli.workspace.catalogue.validation import ValidationReport
from varaamo_sync_cli.workspace.catalogue.validation_run import ValidationRun


def render(report: ValidationReport) -> str:
    """Return the findings of a run."""
    return _by_rows(versioned(_report(report)))


def render_several(run: ValidationRun) -> str:
    """Return the findings of several catalogues, each with where it lies in the repository."""
    total = Counter[str]()
    for report in run.reports:
        total.update(counts(report.findings))
    payload = {
        "failed": run.failed,
        "counts": {name: total[name] for name in counts(())},
        "unchanged": run.unchanged,
        "catalogues": [
            {"path": report.root_prefix.removesuffix("/"), **_report(report)}
            for report in run.reports
        ],
    }
    return _by_rows(versioned(payload))


def _report(report: ValidationReport) -> dict[str, Any]:
    return {
        "catalogue": report.catalogue.id if report.catalogue else None,
        "level": report.options.level.value,
        "service_unit": report.options.unit,
        "rooms": len(report.rooms),
        "files": len(report.reading.files),
        "failed": report.failed,
        "counts": counts(report.findings),
        "findings": [_finding(report, finding, known=False) for finding in report.findings]
        + [_finding(report, finding, known=True) for finding in report.known],
        "unchecked": list(report.unchecked),
        "baseline": None
        if report.stale is None
        else {"known": len(report.known), "stale": baseline_as_json(report.stale)},
        "leverage": leverage_as_json(report.leverage, report.lang),
    }


def _by_rows(payload: dict[str, Any]) -> str:
    """Write each member on a line, and each row of a list: indenting it all takes ten times longer.

    Python's fast encoder writes on one line only, and there may be tens of thousands of findings.
    """
    members = []
    for name, value in payload.items():
        if isinstance(value, list):
            rows = ",".join(f"\n    {_compact(row)}" for row in value)
            text = f"[{rows}\n  ]"
        else:
            text = _compact(value)
        members.append(f"  {_compact(name)}: {text}")
    return "{\n" + ",\n".join(members) + "\n}\n"


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _finding(report: ValidationReport, finding: Finding, *, known: bool) -> dict[str, Any]:
    return finding.as_dict(report.lang) | {"known": known}
