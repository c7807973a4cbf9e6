"""``varaamo-sync template``: an empty form for units to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from varaamo_sync.model import Catalogue, Lang, ServiceUnit
from varaamo_sync_cli.commands.options import UNITS, lang_option
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.notes import quiet, talk_options
from varaamo_sync_cli.words.workbook import line


@click.command(name="template", short_help="Make an empty form for units to fill in.")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False), metavar="OUT.xlsx")
@click.option("--unit", type=UNITS, help="Only venues of this service unit.")
@click.option(
    "--short", is_flag=True, help="Only the dozen columns that a unit knows, one page wide."
)
@click.option(
    "--catalogue",
    "folder",
    type=click.Path(path_type=Path),
    default=Path(),
    help="Folder with the venues and reference.json; by default the current one.",
)
@lang_option
@talk_options
def command(out: Path, unit: str | None, short: bool, folder: Path, lang: Lang) -> int:
    """Write a workbook with a sheet of rooms, one of venues and one of instructions.

    Its drop-downs hold the venues of the catalogue and what reference.json knows.

    \b
    varaamo-sync template --unit NUP nuorisotilat.xlsx
    varaamo-sync template --short --unit NUP nuorisotilat.xlsx
    varaamo-sync template --lang sv --catalogue examples/helsinki lokaler.xlsx
    """
    from varaamo_sync.catalogue_files.edit import open_folder
    from varaamo_sync.catalogue_files.sources import CATALOGUE
    from varaamo_sync.workbooks.template import make_template
    from varaamo_sync_cli.workspace.catalogue import beside, read
    from varaamo_sync_cli.workspace.exchange.workbook_import import placed_venues
    from varaamo_sync_cli.workspace.new_files import workbook_name, write_new

    reference, remote = None, None
    catalogue, files = Catalogue(id="none"), None
    if (folder / CATALOGUE).exists():
        _, catalogue = read(folder)
        reference, remote = beside(folder)
        files = open_folder(folder)
    made = make_template(
        placed_venues(files, catalogue),
        reference,
        remote=remote or (),
        unit=ServiceUnit(unit) if unit else None,
        short=short,
        lang=lang,
    )
    write_new(workbook_name(out), made.data)
    click.echo(line("wrote", lang, file=out))
    if reference is None and not quiet():
        click.echo(line("no_reference", lang), err=True)
    return Exit.DONE
