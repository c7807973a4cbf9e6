"""``varaamo-sync import``: rooms from workbooks into a catalogue."""

from __future__ import annotations

import json
from pathlib import Path

import click

from varaamo_sync.model import Lang, ServiceUnit
from varaamo_sync_cli.commands.options import (
    format_option,
    lang_option,
    target_options,
    workbook_options,
)
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.notes import talk_options
from varaamo_sync_cli.words.workbook import line
from varaamo_sync_cli.workspace.access.targets import Choice


@click.command(name="import", short_help="Read workbooks into a catalogue.")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE...",
)
@workbook_options
@click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")
@click.option(
    "--venue",
    "venues",
    multiple=True,
    metavar="NAME=TPREK",
    help="Which venue a name or an address means; it is remembered as an alias. Repeatable.",
)
@click.option(
    "--room",
    "rooms",
    multiple=True,
    metavar="NAME=KEY",
    help="Which room a name means, or NAME=new for a new one. Repeatable.",
)
@target_options
@format_option("text", "json")
@lang_option
@talk_options
def command(
    files: tuple[Path, ...],
    unit: str | None,
    into: Path,
    mappings: tuple[Path, ...],
    rows: tuple[str, ...],
    dry_run: bool,
    venues: tuple[str, ...],
    rooms: tuple[str, ...],
    choice: Choice,
    form: str,
    lang: Lang,
) -> int:
    """Take rooms from .xlsx, .ods and .csv files; only what they state changes.

    What changes is listed before it is written. What cannot be read is told at its cell, and
    everything else is imported. With a booking system its venues are known, too.

    \b
    varaamo-sync import nuorisotilat.xlsx --unit NUP --into examples/helsinki --dry-run
    varaamo-sync import lomake.csv --venue "Arabian talo=demo-001"
    """
    from varaamo_sync.catalogue_files.edit import write_changes
    from varaamo_sync.catalogue_files.resting import collector_resting
    from varaamo_sync_cli.render.exchange import import_text as render
    from varaamo_sync_cli.workspace.catalogue import readable
    from varaamo_sync_cli.workspace.exchange.workbook_import import (
        Asked,
        file_changes,
        import_workbooks,
    )

    asked = Asked(
        files=files,
        folder=into,
        choice=choice,
        unit=ServiceUnit(unit) if unit else None,
        mappings=mappings,
        rows=rows,
        venues=venues,
        rooms=rooms,
    )
    with collector_resting():
        imported = import_workbooks(asked, readable(into))
        changes = () if imported.unreadable else file_changes(imported)
    if form == "text":
        click.echo(render.text(imported, lang))
    if imported.unreadable or dry_run:
        click.echo(line("unreadable" if imported.unreadable else "dry", lang), err=True)
        changes = ()
    written = [str(path) for path in write_changes(changes)]
    if form == "json":
        payload = render.as_json(imported, lang, written)
        click.echo(json.dumps(payload, ensure_ascii=False, indent=2))
    else:
        for file in written:
            click.echo(line("wrote", lang, file=file))
    return Exit.FINDINGS if imported.failed else Exit.DONE
