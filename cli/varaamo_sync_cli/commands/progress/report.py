"""``varaamo-sync report``: how all goals stand, as a page, slides, a workbook or Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from varaamo_sync.errors import UsageError
from varaamo_sync.model import Lang
from varaamo_sync_cli.commands import parameters
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.help.spoken_commands import spoken_command
from varaamo_sync_cli.console.help.value_types import Whole

if TYPE_CHECKING:
    from varaamo_sync.report import Report
    from varaamo_sync_cli.workspace.access.targets import Place


@spoken_command("report")
@parameters.place
@click.option("--out", required=True, type=parameters.FILE, metavar="FILE")
@click.option("--goal", "goals", multiple=True, metavar="GOAL")
@click.option("--year", type=Whole(), metavar="YEAR")
@click.option("--as-of", type=parameters.PAST_DAY, metavar="DATE")
@click.option("--compare", type=parameters.DAY, metavar="DATE")
@click.option("--offline", is_flag=True)
@click.option("--template", type=parameters.INPUT, metavar="FILE.pptx")
@parameters.output()
def command(place: Place, out: Path, template: Path | None, lang: Lang, **options: Any) -> int:
    """Write how the goals stand into a file, in the form that its suffix names."""
    from varaamo_sync.catalogue_files import write_whole
    from varaamo_sync.report import write_document
    from varaamo_sync_cli.render.report.forms import form_of
    from varaamo_sync_cli.render.report.written import write_text
    from varaamo_sync_cli.workspace.history.report_view import ReportOptions, gather_report

    asked = ReportOptions(**options)
    if asked.as_of is not None and asked.offline:
        raise UsageError("report-options")
    form = form_of(out, template)
    report = gather_report(place, asked, lang)
    document = write_document(report, lang)
    write_whole(out, form(document))
    write_text(document, out, _next(place, report, lang), lang)
    whole = report.standing is None or report.standing.whole
    return Exit.DONE if whole and not report.faults else Exit.FINDINGS


def _next(place: Place, report: Report, lang: Lang) -> list[tuple[str, str]]:
    from varaamo_sync.words import Theme
    from varaamo_sync_cli.workspace.access.command_line import typed_at

    said = Theme("commands/report")
    standing = report.standing
    steps = []
    if report.faults or (standing and not standing.whole):
        steps.append((typed_at(place, "validate"), said("next.validate", lang)))
    elif standing and not (standing.past or standing.recorded) and standing.age is None:
        steps.append((typed_at(place, "status", "--record"), said("next.record", lang)))
    return steps
