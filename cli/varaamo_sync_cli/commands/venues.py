"""``varaamo-sync venues``: ids of venues (TPREK) from the city's service map."""

from __future__ import annotations

from pathlib import Path

import click

from varaamo_sync.model import Lang
from varaamo_sync_cli.commands import parameters
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.output import print_json

_service_map = parameters.together(
    click.option(
        "--municipality",
        default="helsinki",
        show_default=True,
        metavar="NAME",
        help="Finnish name of the municipality that is asked for.",
    ),
    click.option(
        "--service-map",
        "url",
        metavar="URL",
        help="Address of the service map; by default that of the Helsinki region.",
    ),
)


@click.group(name="venues")
def command() -> None:
    """Ids of venues (TPREK) from the city's service map; nothing is ever chosen by itself.

    \b
    varaamo-sync venues refresh
    varaamo-sync venues find Oodi
    varaamo-sync venues check
    """


@command.command(name="find")
@click.argument("name")
@parameters.path
@click.option("--online", is_flag=True, help="Ask the service map, even if venues.json is there.")
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
    """Show the venues that a name, a part of it, an address or an id may mean.

    Looks in venues.json beside the catalogue, and where there is none, in the service map itself.
    Which of the candidates is right is for a person to say.

    \b
    varaamo-sync venues find "Arabian nuorisotalo"
    varaamo-sync venues find "Töölönlahdenkatu 4" examples/helsinki --online
    """
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
    """Tell which venues of the catalogue lack an id, or have one that the service map knows not.

    Needs venues.json beside the catalogue, and no network. Exit code 1: some do.

    \b
    varaamo-sync venues check examples/helsinki
    """
    from varaamo_sync_cli.render.setup import venues_text as render
    from varaamo_sync_cli.workspace.exchange.venue_list import check_catalogue

    register, checks = check_catalogue(path)
    if form == "json":
        print_json(render.checked_as_json(register, checks))
    else:
        click.echo(render.checked_as_text(register, checks, lang))
    return Exit.FINDINGS if any(one.check.fault for one in checks) else Exit.DONE


@command.command(name="refresh")
@parameters.path
@_service_map
@click.option(
    "--service",
    "services",
    type=click.IntRange(min=1),
    multiple=True,
    metavar="ID",
    help="Only venues with this service, such as 813 for libraries; may be repeated.",
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
    """Fetch the municipality's venues into venues.json beside the catalogue.

    Private firms are left out. The file is for git: a venue a line, in the order of their ids.
    From then on find, check and validate know the venues without a network.

    \b
    varaamo-sync venues refresh
    varaamo-sync venues refresh examples/helsinki --service 813 --service 468
    """
    from varaamo_sync_cli.render.setup import venues_text as render
    from varaamo_sync_cli.workspace.exchange.venue_list import Asked, refresh_venues

    refreshed = refresh_venues(path, Asked(url, municipality, services))
    if form == "json":
        print_json(render.refreshed_as_json(refreshed))
    else:
        click.echo(render.refreshed_as_text(refreshed, lang))
    return Exit.DONE
