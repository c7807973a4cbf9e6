"""``varaamo-sync init``: a catalogue folder to start from."""

from __future__ import annotations

from pathlib import Path

import click

from varaamo_sync_cli.commands.options import path_argument
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.notes import talk_options


@click.command(name="init", short_help="Make a catalogue folder to start from.")
@path_argument
@talk_options
def command(path: Path) -> int:
    """Make a catalogue folder with one room per service unit to start from.

    \b
    varaamo-sync init my-catalogue
    varaamo-sync validate my-catalogue
    """
    from varaamo_sync.catalogue_files import init_catalogue

    for file in init_catalogue(path):
        click.echo(f"wrote {file}")
    return Exit.DONE
