"""``varaamo-sync plan``: what a push would do, without doing it."""

from __future__ import annotations

from pathlib import Path

import click

from varaamo_sync.model import Lang, ServiceUnit
from varaamo_sync.plan import OnConflict, Plan
from varaamo_sync_cli.commands import parameters
from varaamo_sync_cli.console.clock import now
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.help.one_of import OneOf
from varaamo_sync_cli.console.help.spoken_commands import spoken_command
from varaamo_sync_cli.console.output import print_json, versioned
from varaamo_sync_cli.render.plan.plan_text import Telling, write_text
from varaamo_sync_cli.workspace.access.command_line import typed_for
from varaamo_sync_cli.workspace.access.targets import Place, Use
from varaamo_sync_cli.workspace.booking import saved_plan
from varaamo_sync_cli.workspace.booking.open_workspace import PlanOptions, open_workspace
from varaamo_sync_cli.workspace.catalogue.repository import prefix_in_repository

_PAGES = ("markdown", "html")
"""Forms for a pull request and a browser, which are told by size."""


@spoken_command("plan")
@parameters.place
@parameters.on_conflict
@parameters.archive
@parameters.units
@click.option("--out", type=parameters.PATH, metavar="FILE")
@click.option("--exit-code", is_flag=True)
@click.option("--fail-on", type=OneOf(["conflict"]))
@parameters.full
@parameters.output("text", "json", "markdown", "html")
def command(
    place: Place,
    on_conflict: OnConflict,
    archive: bool,
    units: tuple[ServiceUnit, ...],
    out: Path | None,
    exit_code: bool,
    fail_on: str | None,
    full: bool,
    form: str,
    lang: Lang,
) -> int:
    """Compare the catalogue with the booking system and show what a push would do."""
    options = PlanOptions(on_conflict, archive, frozenset(units))
    use = Use.LOOK if out is None else Use.ASK  # what is saved, a push compares with a login
    with open_workspace(place, use) as workspace:
        planned = workspace.make_plan(options)
    plan, locate = planned.plan, planned.locate
    lies = prefix_in_repository(place.folder) if form in _PAGES else planned.reading.prefix
    if out is not None:
        saved_plan.write(
            out, planned, versioned(plan.as_dict("en", locate=locate, whole=False)), now()
        )
    telling = Telling(
        full=full,
        locate=planned.locate_behind(lies),
        typed=typed_for(place, units, options.as_words()),
        next_options=("--plan", str(out)) if out else (),
    )
    if form == "json":
        print_json(plan.as_dict("en", locate=locate, whole=False))
    elif form in _PAGES:
        _write_page(plan, lang, telling, form)
    else:
        write_text(plan, lang, telling)
    if planned.reading.findings:
        return Exit.FINDINGS  # what could not be read is in no plan: nobody can call it pending
    pending = (exit_code and plan.pending) or (fail_on and plan.conflicts)
    return Exit.PENDING if pending else Exit.DONE


def _write_page(plan: Plan, lang: Lang, telling: Telling, form: str) -> None:
    """Write a plan as one of ``_PAGES``; what makes pages is loaded for them alone."""
    from varaamo_sync_cli.render.page.html_page import HtmlPage
    from varaamo_sync_cli.render.page.markdown_page import MarkdownPage
    from varaamo_sync_cli.render.page.page_size import MOST, write_page
    from varaamo_sync_cli.render.plan.page.plan_page import plan_page

    medium = HtmlPage() if form == "html" else MarkdownPage()
    page = plan_page(plan, lang, telling)
    click.echo(write_page(page, medium, None if telling.full else MOST), nl=False)
