"""``varaamo-sync venues``: ids of venues (TPREK) from the city's service map."""

from __future__ import annotations

from pathlib import Path

import click

from varaamo_sync.model import Lang
from varaamo_sync_cli.commands import parameters
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.help.spoken_commands import spoken_group
from varaamo_sync_cli.console.help.value_types import Whole
from varaamo_sync_cli.console.output import print_json

_SERVICE = Whole(min=1, max=9_999_999)

_service_map = parameters.together(
    click.option("--municipality", default="helsinki", show_default=True, metavar="NAME"),
    click.option("--service-map", "url", metavar="URL"),
)


@spoken_group("venues")
def command() -> None:
    """Ids of venues (TPREK) from the city's service map; nothing is ever chosen by itself."""


@command.command(name="find")
@click.argument("name")
@parameters.path
@click.option("--online", is_flag=True)
@_service_map
@parameters.output("text", "json")
def find(
    name: str,
    path: Path,
    online: bool,
    municipality: str,
    url: str | None,
    form: str,
    lang: Lang,
) -> int:
    """Show the venues that a name, a part of it, an address or an id may mean."""
    from varaamo_sync_cli.render.setup import venues_text as render
    from varaamo_sync_cli.workspace.exchange.venue_list import Asked, find_venues

    found = find_venues(path, name, Asked(url, municipality), online=online, lang=lang)
    if form == "json":
        print_json(render.found_as_json(found))
    else:
        click.echo(render.found_as_text(found, lang))
    return Exit.DONE


@command.command(name="check")
@parameters.path
@parameters.output("text", "json")
def check(path: Path, form: str, lang: Lang) -> int:
    """Tell which venues of the catalogue lack an id, or have one that the service map knows not."""
    from varaamo_sync_cli.render.setup import venues_text as render
    from varaamo_sync_cli.workspace.exchange.venue_list import check_catalogue

    register, checks = check_catalogue(path)
    if form == "json":
        print_json(render.checked_as_json(register, checks))
    else:
        click.echo(render.checked_as_text(register, checks, path, lang))
    return Exit.FINDINGS if any(one.check.fault for one in checks) else Exit.DONE


@command.command(name="refresh")
@parameters.path
@_service_map
@click.option(
    "--service", "services", type=Whole(min=1, max=9_999_999), multiple=True, metavar="ID"
)
@parameters.output("text", "json")
def refresh(
    path: Path,
    municipality: str,
    url: str | None,
    services: tuple[int, ...],
    form: str,
    lang: Lang,
) -> int:
    """Fetch the municipality's venues into venues.json beside the catalogue."""
    from varaamo_sync_cli.render.setup import venues_text as render
    from varaamo_sync_cli.workspace.exchange.venue_list import Asked, refresh_venues

    refreshed = refresh_venues(path, Asked(url, municipality, services))
    if form == "json":
        print_json(render.refreshed_as_json(refreshed))
    else:
        click.echo(render.refreshed_as_text(refreshed, lang))
    return Exit.DONE
