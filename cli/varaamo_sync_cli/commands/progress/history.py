"""``varaamo-sync history``: the counts over time, and mending them."""

from __future__ import annotations

from pathlib import Path

import click

from varaamo_sync.catalogue_files import read_history
from varaamo_sync.catalogue_files.edit import append_entries
from varaamo_sync.errors import UsageError
from varaamo_sync.goal import Dropped
from varaamo_sync.model import HELSINKI, Lang, ServiceUnit
from varaamo_sync.report import Standing
from varaamo_sync.words import Theme
from varaamo_sync_cli.commands import parameters
from varaamo_sync_cli.console.clock import now
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.help.spoken_commands import SpokenGroup, spoken_group
from varaamo_sync_cli.console.output import print_csv, print_json
from varaamo_sync_cli.console.verbosity import note
from varaamo_sync_cli.render.status import history_table as render
from varaamo_sync_cli.workspace.access.targets import Place, origin_named
from varaamo_sync_cli.workspace.booking.notices import tell_history_faults
from varaamo_sync_cli.workspace.catalogue.catalogue_folder import read_folder
from varaamo_sync_cli.workspace.history.history_book import open_book
from varaamo_sync_cli.workspace.history.history_export import read_export
from varaamo_sync_cli.workspace.history.status_view import units_to_show

say = Theme("commands/notes")
said = Theme("report/standing")
word = Theme("commands/history")


class _ShowsByDefault(SpokenGroup):
    """A group that shows the history where no other command of it is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take what is not a command's name for the arguments of ``show``."""
        asked = args[:1]
        if not asked or (asked[0] not in self.commands and asked[0] not in ctx.help_option_names):
            args = ["show", *args]
        return super().parse_args(ctx, args)


@spoken_group("history", cls=_ShowsByDefault)
def command() -> None:
    """Show what was counted when, and correct it."""


@command.command()
@parameters.place
@click.option("--full", is_flag=True)
@parameters.units
@parameters.csv_style
@parameters.output("text", "json", "markdown", "csv")
def show(
    place: Place,
    full: bool,
    units: tuple[ServiceUnit, ...],
    csv_style: str | None,
    form: str,
    lang: Lang,
) -> int:
    """Show what was counted when, by this tool or by hand. Asks no booking system."""
    catalogue = read_folder(place.folder).usable()
    origin = origin_named(place.choice, catalogue)
    with open_book(place, origin, catalogue.id) as book:
        written, listed = book.file_entries, book.all_entries()
    tell_history_faults(written, place.folder, lang)
    if origin is None:
        note(say("no_target", lang))
    shown = units_to_show(units, catalogue.goal)
    entries = [entry for entry in listed if entry.dropped is None]
    views = [Standing(catalogue=catalogue, units=shown, entry=entry) for entry in entries]
    if form == "json":
        print_json(render.as_json(catalogue, listed, shown, origin=origin))
    elif form == "csv":
        from varaamo_sync_cli.media.csv_cells import CsvStyle
        from varaamo_sync_cli.render.status.status_csv import history_as_csv

        print_csv(history_as_csv(views, CsvStyle.chosen(csv_style, lang), lang))
    elif not listed:
        click.echo(said("no_entries", lang))
    elif form == "markdown":
        click.echo(render.as_markdown(views, lang))
    else:
        render.write_text(views, [entry for entry in listed if entry.dropped], lang, full=full)
    return Exit.FINDINGS if written.findings else Exit.DONE


@command.command()
@click.argument("id")
@click.option("--reason", required=True)
@parameters.place
@parameters.output()
def drop(id: str, place: Place, reason: str, lang: Lang) -> int:
    """Drop an entry from the counts, such as one that rooms were missing from."""
    if not reason.strip():
        raise UsageError("entry-without-reason")
    dropped = Dropped(reason.strip(), now().astimezone(HELSINKI).date())
    return _mark(id, place, dropped, lang)


@command.command()
@click.argument("id")
@parameters.place
@parameters.output()
def restore(id: str, place: Place, lang: Lang) -> int:
    """Let an entry that was dropped count again."""
    return _mark(id, place, None, lang)


def _mark(id: str, place: Place, dropped: Dropped | None, lang: Lang) -> Exit:
    catalogue = read_folder(place.folder).usable()
    origin = origin_named(place.choice, catalogue)
    with open_book(place, origin, catalogue.id, writing=True) as book:
        entry = book.find(id)
        if (entry.dropped is None) == (dropped is None):
            name = "entry-dropped-already" if dropped else "entry-not-dropped"
            raise UsageError(name, id=entry.id)
        book.mark(entry, dropped)
    when = entry.taken or entry.date
    click.echo(word("dropped" if dropped else "restored", lang, id=entry.id, when=when))
    return Exit.DONE


@command.command(name="import")
@click.argument("file", type=parameters.INPUT)
@parameters.path
@click.option("--dry-run", is_flag=True)
@parameters.output()
def import_(file: Path, path: Path, dry_run: bool, lang: Lang) -> int:
    """Bring entries back from what history --format json or csv wrote."""
    entries = read_export(file, read_folder(path).usable().id)
    there = {entry.id: entry for entry in read_history(path).entries}
    added = [entry for entry in entries if entry.id not in there]
    if not dry_run:
        append_entries(path, added)
    name = "would_bring" if dry_run else "brought"
    click.echo(word(name, lang, added=len(added), there=len(entries) - len(added)))
    dropped = [entry.id for entry in entries if entry.id in there and there[entry.id].dropped]
    if dropped:
        click.echo(word("still_dropped", lang, ids=", ".join(dropped)))
    return Exit.DONE
