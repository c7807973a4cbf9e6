"""Findings for a person: folded on about a screen, or in full."""

from __future__ import annotations

from collections import Counter

from varaamo_sync.words import Theme
from varaamo_sync_cli.media.terminal import paint
from varaamo_sync_cli.render.findings.finding_order import counts
from varaamo_sync_cli.render.findings.text import frames, summary
from varaamo_sync_cli.workspace.catalogue.validation import ValidationReport
from varaamo_sync_cli.workspace.catalogue.validation_run import ValidationRun

line = Theme("commands/validate")


def render(report: ValidationReport) -> str:
    """Return the findings of a run with colours, which ``click.echo`` takes out for files."""
    return frames.render(report) if report.options.full else summary.render(report)


def render_several(run: ValidationRun) -> str:
    """Return how catalogues stand together, and each below its folder."""
    counted: Counter[str] = Counter({"errors": 0, "warnings": 0, "hints": 0})
    for report in run.reports:
        counted.update(counts(report.findings))
    told = [
        paint(line("catalogues", run.lang, catalogues=len(run.reports), **counted), bold=True)
        + "\n"
    ]
    if run.unchanged:
        told.append(line("unchanged", run.lang, count=run.unchanged) + "\n")
    for report in run.reports:
        folder = f"{report.options.path.as_posix()}:"
        told.append(f"\n{paint(folder, fg='blue', bold=True)}\n{render(report)}")
    return "".join(told)
