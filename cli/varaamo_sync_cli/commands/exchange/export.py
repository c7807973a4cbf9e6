"""``varaamo-sync export``: a catalogue as a filled-in form."""

from __future__ import annotations

from pathlib import Path

import click

from varaamo_sync.errors import UsageError
from varaamo_sync.model import Lang, ServiceUnit
from varaamo_sync_cli.commands.options import UNITS, OneOf, lang_option, path_argument
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.notes import talk_options
from varaamo_sync_cli.console.output import out as output
from varaamo_sync_cli.words.workbook import line


@click.command(name="export", short_help="Write the catalogue as a workbook.")
@path_argument
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="File to write; without it CSV goes to stdout.",
)
@click.option(
    "--format",
    "form",
    type=OneOf(["xlsx", "csv"]),
    help="Form of the file; by default what its name says.",
)
@click.option("--unit", type=UNITS, help="Only rooms of this service unit.")
@lang_option
@talk_options
def command(path: Path, out: Path | None, form: str | None, unit: str | None, lang: Lang) -> int:
    """Write the rooms of a catalogue into the template; importing that again changes nothing.

    \b
    varaamo-sync export examples/helsinki --out tilat.xlsx
    varaamo-sync export examples/helsinki --format csv --unit NUP
    """
    from varaamo_sync.catalogue_files.edit import open_folder
    from varaamo_sync.workbooks.template import export_csv, export_workbook
    from varaamo_sync_cli.workspace.catalogue import beside, readable
    from varaamo_sync_cli.workspace.exchange.workbook_import import placed_venues
    from varaamo_sync_cli.workspace.new_files import write_new

    form = form or (out.suffix.lower().lstrip(".") if out else "csv")
    if form not in ("xlsx", "csv") or (form == "xlsx" and out is None):
        raise UsageError("Say what to write.", fix="Add --out FILE.xlsx, or --format csv.")
    catalogue = readable(path)
    wanted = ServiceUnit(unit) if unit else None
    if form == "csv":
        made = export_csv(catalogue, unit=wanted, lang=lang)
    else:
        reference, remote = beside(path)
        made = export_workbook(
            catalogue,
            placed_venues(open_folder(path), catalogue),
            reference,
            remote=remote or (),
            unit=wanted,
            lang=lang,
        )
    for key, field in made.left_out:
        click.echo(line("left_out", lang, key=key, field=field), err=True)
    if out is None:
        output().write_bytes(made.data)
        return Exit.DONE
    write_new(out, made.data)
    rooms = sum(1 for room in catalogue.rooms if wanted in (None, room.service_unit))
    click.echo(line("exported", lang, file=out, rooms=rooms))
    return Exit.FINDINGS if made.left_out else Exit.DONE
