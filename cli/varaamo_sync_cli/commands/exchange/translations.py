"""``varaamo-sync translations``: texts out to translators and back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

import click

from varaamo_sync.model import Lang, ServiceUnit
from varaamo_sync_cli.commands.options import UNITS, OneOf, format_option, lang_option
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.notes import talk_options
from varaamo_sync_cli.console.output import out as output
from varaamo_sync_cli.words.translations import line


@click.group(name="translations", short_help="Take texts out to translators and back.")
def command() -> None:
    """Missing Swedish and English texts, out to translators and back.

    \b
    varaamo-sync translations export --to sv ruotsi.xlsx
    varaamo-sync translations import ruotsi.xlsx --dry-run
    """


@command.command(name="export")
@click.argument(
    "places", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH] [OUT.xlsx|OUT.xlf]"
)
@click.option("--to", required=True, type=OneOf(["sv", "en"]), help="Language to translate into.")
@click.option(
    "--format",
    "form",
    type=OneOf(["xlsx", "xliff", "json"]),
    help="Form of the file; by default what its name says. JSON goes to stdout without OUT.",
)
@click.option("--all", "everything", is_flag=True, help="What is translated already, too.")
@click.option("--unit", type=UNITS, help="Only texts of this service unit.")
@lang_option
@talk_options
def export(
    places: tuple[Path, ...],
    to: str,
    form: str | None,
    everything: bool,
    unit: str | None,
    lang: Lang,
) -> int:
    """Write the texts of a catalogue that are missing in a language, for a translator.

    PATH is the catalogue folder, by default the current one. A workbook has columns for the
    three languages; XLIFF 1.2 is what translators' programs read, with tags as codes.

    \b
    varaamo-sync translations export --to sv ruotsi.xlsx
    varaamo-sync translations export examples/helsinki englanti.xlf --to en --unit NUP
    """
    from varaamo_sync_cli.render.exchange import translation_text as render
    from varaamo_sync_cli.workspace.exchange.translation_files import export_texts, export_to
    from varaamo_sync_cli.workspace.new_files import write_new

    folder, out, form = export_to(places, form)
    asked = ServiceUnit(unit) if unit else None
    language = cast("Lang", to)
    rows, written = export_texts(folder, language, form, all=everything, unit=asked, lang=lang)
    for row in written.left_out:
        home, field = row.source.home.label, row.source.field
        click.echo(line("left_out", lang, room=home, field=field), err=True)
    if out is None:
        output().write_bytes(written.data)
    elif len(rows) > len(written.left_out):
        write_new(out, written.data)
        click.echo(line("exported", lang, file=out, **render.counts(rows, written)))
    else:
        click.echo(line("complete", lang, to=to))
    return Exit.FINDINGS if written.left_out else Exit.DONE


@command.command(name="import")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE...",
)
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="CATALOGUE",
    help="The catalogue folder of the texts; by default the current one.",
)
@click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")
@format_option("text", "json")
@lang_option
@talk_options
def import_(files: tuple[Path, ...], into: Path, dry_run: bool, form: str, lang: Lang) -> int:
    """Take translations from files that translations export made and a translator filled in.

    Only what was asked for changes. A row is refused whose Finnish text has changed since, that
    somebody else has translated, or whose tags or length do not fit; the others are taken.

    \b
    varaamo-sync translations import ruotsi.xlsx --into examples/helsinki --dry-run
    varaamo-sync translations import ruotsi.xlf englanti.xlf
    """
    from varaamo_sync.catalogue_files.edit import write_changes
    from varaamo_sync_cli.render.exchange import translation_text as render
    from varaamo_sync_cli.workspace.exchange.translation_files import file_changes, import_texts

    imported = import_texts(files, into)
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
    for file in written if form == "text" else ():
        click.echo(line("wrote", lang, file=file))
    return Exit.FINDINGS if imported.findings else Exit.DONE
