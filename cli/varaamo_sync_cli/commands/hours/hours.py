"""``varaamo-sync hours``: opening hours of the rooms, in the system that keeps them."""

from __future__ import annotations

import click

from varaamo_sync.model import Lang, ServiceUnit
from varaamo_sync_cli.commands import parameters
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.help.spoken_commands import spoken_group
from varaamo_sync_cli.console.output import print_json
from varaamo_sync_cli.workspace.access.command_line import typed_for
from varaamo_sync_cli.workspace.access.targets import Place
from varaamo_sync_cli.workspace.hours.hours_view import view_hours


@spoken_group("hours")
def command() -> None:
    """Opening hours of the rooms, in the system that keeps them (Hauki)."""


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

        write_text(view, lang, typed_for(place, units), full=full)
    return Exit.DONE
