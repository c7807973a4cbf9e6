"""``varaamo-sync translations``: texts out to translators and back."""

from __future__ import annotations

from pathlib import Path

import click

from varaamo_sync.model import Lang, ServiceUnit
from varaamo_sync.words import Theme, field_name, language_name
from varaamo_sync_cli.commands import parameters
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.help.one_of import OneOf
from varaamo_sync_cli.console.help.spoken_commands import spoken_group
from varaamo_sync_cli.console.output import out as output
from varaamo_sync_cli.console.typed_commands import tell_next, typed
from varaamo_sync_cli.workspace.exchange.apply_changes import apply_changes

line = Theme("commands/translations")
step = Theme("commands/next")


@spoken_group("translations")
def command() -> None:
    """Missing Swedish and English texts, out to translators and back."""


@command.command(name="export")
@click.argument("places", nargs=-1, type=parameters.PATH, metavar="[PATH] [OUT.xlsx|OUT.xlf]")
@click.option("--to", required=True, type=OneOf(["sv", "en"]))
@click.option("--format", "form", type=OneOf(["xlsx", "xliff", "json"]))
@click.option("--all", "everything", is_flag=True)
@parameters.unit
@parameters.output()
def export(
    places: tuple[Path, ...],
    to: Lang,
    form: str | None,
    everything: bool,
    unit: ServiceUnit | None,
    lang: Lang,
) -> int:
    """Write the texts of a catalogue that are missing in a language, for a translator."""
    from varaamo_sync_cli.render.exchange import translation_text as render
    from varaamo_sync_cli.workspace.catalogue.new_files import write_new
    from varaamo_sync_cli.workspace.exchange import translation_files

    folder, out, form = translation_files.export_to(places, form)
    rows = translation_files.texts_to_translate(folder, to, everything=everything, unit=unit)
    written = render.write_texts(rows, to, form, lang)
    for row in written.left_out:
        home, field = row.source.home.label, row.source.field
        click.echo(line("left_out", lang, room=home, field=field_name(field, lang)), err=True)
    if out is None:
        output().speak_utf8()
        click.echo(written.data.decode("utf-8"), nl=False)
    elif len(rows) > len(written.left_out):
        write_new(out, written.data)
        click.echo(line("exported", lang, file=out, **render.counts(rows, written)))
        back = typed("translations", "import", out, "--into", folder)
        tell_next(step("translations", lang, command=back))
    else:
        click.echo(line("complete", lang, language=language_name(to, lang)))
    return Exit.FINDINGS if written.left_out else Exit.DONE


@command.command(name="import")
@parameters.files
@parameters.into
@parameters.dry_run
@click.option("--full", is_flag=True)
@parameters.output("text", "json")
def import_(
    files: tuple[Path, ...], into: Path, dry_run: bool, full: bool, form: str, lang: Lang
) -> int:
    """Take translations from files that translations export made and a translator filled in."""
    from varaamo_sync_cli.render.exchange import translation_text as render
    from varaamo_sync_cli.workspace.exchange.translation_files import file_changes, import_texts

    result = import_texts(files, into)
    changes = () if result.unreadable else file_changes(result)
    apply_changes(changes, result, render, form=form, lang=lang, dry_run=dry_run, full=full)
    return Exit.FINDINGS if result.findings else Exit.DONE
