"""``varaamo-sync template``, ``import``, ``annotate`` and ``export``: forms that units fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from varaamo_sync.errors import UsageError
from varaamo_sync.model import Catalogue, Lang, ServiceUnit
from varaamo_sync.words import Theme, field_name
from varaamo_sync_cli.commands import parameters
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.help.one_of import OneOf
from varaamo_sync_cli.console.help.spoken_commands import spoken_command
from varaamo_sync_cli.console.output import print_csv
from varaamo_sync_cli.console.typed_commands import tell_next, typed
from varaamo_sync_cli.console.verbosity import quiet
from varaamo_sync_cli.media.csv_cells import CsvStyle
from varaamo_sync_cli.workspace.exchange.apply_changes import apply_changes

line = Theme("commands/workbooks")
step = Theme("commands/next")


@spoken_command("template")
@click.argument("out", type=parameters.FILE, metavar="OUT.xlsx")
@parameters.unit
@click.option("--short", is_flag=True)
@click.option("--catalogue", "folder", type=parameters.PATH, default=Path())
@parameters.output()
def template(out: Path, unit: ServiceUnit | None, short: bool, folder: Path, lang: Lang) -> int:
    """Write a workbook with a sheet of rooms, one of venues and one of instructions."""
    from varaamo_sync.catalogue_files.edit import open_folder
    from varaamo_sync.workbooks import make_template
    from varaamo_sync_cli.console.help.help_texts import in_words
    from varaamo_sync_cli.workspace.catalogue.catalogue_folder import (
        has_catalogue,
        read_beside,
        read_folder,
    )
    from varaamo_sync_cli.workspace.catalogue.new_files import workbook_name, write_new
    from varaamo_sync_cli.workspace.exchange.workbook_import import placed_venues

    reference, remote = None, None
    catalogue, files = Catalogue(id="none"), None
    if has_catalogue(folder):
        catalogue = read_folder(folder).usable()
        reference, remote = read_beside(folder)
        files = open_folder(folder)
    venues = placed_venues(files, catalogue)
    made = make_template(venues, reference, remote=remote or (), unit=unit, short=short, lang=lang)
    write_new(workbook_name(out), made.data)
    click.echo(line("wrote", lang, file=out))
    if reference is None and not quiet():
        click.echo(line("no_reference", lang), err=True)
    whose = ("--unit", unit.value) if unit else ()
    into = folder if files else in_words("CATALOGUE")
    again = typed("import", out, *whose, "--into", into, "--dry-run")
    tell_next(step("import", lang, command=again))
    return Exit.DONE


@spoken_command("import")
@parameters.files_or_none
@click.option("--from-respa", multiple=True, type=parameters.INPUT_OR_URL, metavar="URL|FILE")
@click.option("--respa-unit", "respa_units", multiple=True, metavar="NAME")
@click.option("--unit-of", "units_of", multiple=True, metavar="NAME=UNIT")
@click.option("--no-images", is_flag=True)
@parameters.workbook
@parameters.dry_run
@click.option("--full", is_flag=True)
@click.option("--venue", "venues", multiple=True, metavar="NAME=TPREK")
@click.option("--room", "rooms", multiple=True, metavar="NAME=KEY")
@parameters.target
@parameters.output("text", "json")
def import_(dry_run: bool, full: bool, form: str, lang: Lang, **options: Any) -> int:
    """Take rooms from .xlsx, .ods and .csv files; only what they state changes."""
    from varaamo_sync_cli.console.gc_pause import paused_collector
    from varaamo_sync_cli.render.exchange import import_text as render
    from varaamo_sync_cli.workspace.catalogue.catalogue_folder import read_whole
    from varaamo_sync_cli.workspace.exchange.workbook_import import (
        ImportOptions,
        file_changes,
        import_workbooks,
    )

    asked = ImportOptions(**options, dry_run=dry_run)
    with paused_collector():
        result = import_workbooks(asked, read_whole(asked.into))
        changes = () if result.unreadable else file_changes(result)
    apply_changes(changes, result, render, form=form, lang=lang, dry_run=dry_run, full=full)
    return Exit.FINDINGS if result.failed else Exit.DONE


@spoken_command("annotate")
@click.argument("file", type=parameters.INPUT, metavar="FILE.xlsx")
@click.option("--out", required=True, type=parameters.FILE, metavar="FILE2.xlsx")
@parameters.workbook
@click.option("--lossy", is_flag=True)
@parameters.target
@parameters.output()
def annotate(file: Path, out: Path, lossy: bool, lang: Lang, **options: Any) -> int:
    """Write the same workbook with a comment and a colour on each cell that is to be mended."""
    from varaamo_sync_cli.workspace.exchange.workbook_import import ImportOptions
    from varaamo_sync_cli.workspace.exchange.workbook_marks import annotate_workbook

    asked = ImportOptions(files=(file,), macros=True, **options)
    marks, cells = annotate_workbook(asked, file, out, lang=lang, lossy=lossy)
    if not marks:
        click.echo(line("nothing_to_mend", lang, file=out))
        return Exit.DONE
    click.echo(line("annotated", lang, file=out, cells=cells, count=marks))
    whose = ("--unit", asked.unit.value) if asked.unit else ()
    again = typed("import", out, *whose, "--into", asked.into, "--dry-run")
    tell_next(step("mended", lang, command=again))
    return Exit.FINDINGS


@spoken_command("export")
@parameters.path
@click.option("--out", type=parameters.FILE, metavar="FILE")
@click.option("--format", "form", type=OneOf(["xlsx", "csv"]))
@parameters.unit
@parameters.csv_style
@parameters.output()
def export(
    path: Path,
    out: Path | None,
    form: str | None,
    unit: ServiceUnit | None,
    csv_style: str | None,
    lang: Lang,
) -> int:
    """Write the rooms of a catalogue into the template; importing that again changes nothing."""
    from varaamo_sync.catalogue_files.edit import open_folder
    from varaamo_sync.workbooks import export_csv, export_workbook
    from varaamo_sync_cli.workspace.catalogue.catalogue_folder import read_beside, read_whole
    from varaamo_sync_cli.workspace.catalogue.new_files import write_new
    from varaamo_sync_cli.workspace.exchange.workbook_import import placed_venues

    form = form or (out.suffix.lower().lstrip(".") if out else "csv")
    if form not in ("xlsx", "csv") or (form == "xlsx" and out is None):
        raise UsageError("export-unnamed")
    catalogue = read_whole(path)
    if form == "csv":
        programs = CsvStyle.chosen(csv_style, lang) is CsvStyle.RFC4180
        made = export_csv(catalogue, unit=unit, lang=lang, for_programs=programs)
    else:
        reference, remote = read_beside(path)
        venues = placed_venues(open_folder(path), catalogue)
        made = export_workbook(
            catalogue, venues, reference, remote=remote or (), unit=unit, lang=lang
        )
    for key, field in made.left_out:
        click.echo(line("left_out", lang, key=key, field=field_name(field, lang)), err=True)
    if out is None:
        print_csv(made.data.decode("utf-8").removesuffix("\r\n"))
        return Exit.DONE
    write_new(out, made.data)
    rooms = sum(1 for room in catalogue.rooms if unit in (None, room.service_unit))
    click.echo(line("exported", lang, file=out, rooms=rooms))
    again = typed("import", out, "--into", path, "--dry-run")
    tell_next(step("import", lang, command=again))
    return Exit.FINDINGS if made.left_out else Exit.DONE
