"""Findings for a person: folded on about a screen, or in full."""

from __future__ import annotations

from varaamo_sync_cli.render.findings.text import frames, summary
from varaamo_sync_cli.workspace.catalogue.validation import ValidationReport


def render(report: ValidationReport) -> str:
    """Return the findings of a run with colours, which ``click.echo`` takes out for files."""
    return frames.render(report) if report.options.full else summary.render(report)
