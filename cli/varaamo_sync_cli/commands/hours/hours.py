"""``varaamo-sync hours``: opening hours of the rooms, in the system that keeps them."""

from __future__ import annotations

from pathlib import Path

import click

from varaamo_sync.catalogue_files import write_whole
from varaamo_sync.model import Lang, ServiceUnit
from varaamo_sync.plan import OnConflict
from varaamo_sync.sync.hours import hours_plan_as_dict
from varaamo_sync_cli.commands import parameters
from varaamo_sync_cli.commands.hours.pull import pull
from varaamo_sync_cli.commands.hours.push import push
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.help.spoken_commands import spoken_group
from varaamo_sync_cli.console.output import print_json
from varaamo_sync_cli.render.hours import hours_plan_forms, hours_plan_text
from varaamo_sync_cli.workspace.access.command_line import typed_for, with_hours_url
from varaamo_sync_cli.workspace.access.targets import Place, Use
from varaamo_sync_cli.workspace.hours.hours_desk import open_hours
from varaamo_sync_cli.workspace.hours.hours_view import view_hours


@spoken_group("hours")
def command() -> None:
    """Opening hours of the rooms, in the system that keeps them (Hauki)."""


command.add_command(push)
command.add_command(pull)


@command.command()
@parameters.place
@click.option("--hours-url", metavar="URL")
@parameters.units
@click.option("--full", is_flag=True)
@parameters.output("text", "json", "markdown")
def status(
    place: Place,
    hours_url: str | None,
    units: tuple[ServiceUnit, ...],
    full: bool,
    form: str,
    lang: Lang,
) -> int:
    """Tell which rooms have no opening hours, and why. Needs no login and no token."""
    view = view_hours(place, units, url=hours_url)
    if form == "json":
        from varaamo_sync_cli.render.hours.hours_json import as_json

        print_json(as_json(view, lang))
    elif form == "markdown":
        from varaamo_sync_cli.render.hours.hours_markdown import as_markdown

        click.echo(as_markdown(view, lang))
    else:
        from varaamo_sync_cli.render.hours.hours_text import write_text

        write_text(view, lang, with_hours_url(typed_for(place, units), hours_url), full=full)
    return Exit.DONE


@command.command()
@parameters.place
@click.option("--hours-url", metavar="URL")
@parameters.on_conflict
@click.option("--remove", is_flag=True)
@parameters.units
@click.option("--out", type=parameters.PATH, metavar="FILE")
@click.option("--exit-code", is_flag=True)
@click.option("--full", is_flag=True)
@parameters.output("text", "json", "markdown")
def plan(
    place: Place,
    hours_url: str | None,
    on_conflict: OnConflict,
    remove: bool,
    units: tuple[ServiceUnit, ...],
    out: Path | None,
    exit_code: bool,
    full: bool,
    form: str,
    lang: Lang,
) -> int:
    """Compare the hours of the catalogue with those that are there. Needs no login and no token."""
    suffix = hours_plan_forms.list_form(out) if out is not None else ""
    with open_hours(place, Use.LOOK, units, url=hours_url) as desk:
        made = desk.make_plan(on_conflict, remove=remove, settling=False)
    if out is not None:
        write_whole(out, hours_plan_forms.plan_as_list(made, suffix, lang))
    if form == "json":
        print_json(hours_plan_as_dict(made, lang))
    elif form == "markdown":
        click.echo(hours_plan_forms.plan_as_markdown(made, lang))
    else:
        hours_plan_text.write_plan(made, lang, full=full)
        typed = typed_for(place, units)
        hours_plan_text.write_plan_steps(made, lang, with_hours_url(typed, hours_url), listed=out)
    return Exit.PENDING if exit_code and made.pending else Exit.DONE
