"""``varaamo-sync pull``: staff's values and rooms back into the catalogue files."""

from __future__ import annotations

import json
from pathlib import Path

import click

from varaamo_sync.catalogue_files.edit import CatalogueFolder, Edits, open_folder, write_changes
from varaamo_sync.model import Lang, ServiceUnit
from varaamo_sync.sync import Takeover, Wider, note_earlier, prepare, take_over
from varaamo_sync_cli.commands.options import (
    format_option,
    lang_option,
    path_argument,
    store_option,
    target_options,
    units_option,
)
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.notes import note, talk_options
from varaamo_sync_cli.render.push import pull_text as render
from varaamo_sync_cli.workspace.access.push_lock import lock_of
from varaamo_sync_cli.workspace.access.targets import Choice, Use
from varaamo_sync_cli.workspace.catalogue import demand_whole
from varaamo_sync_cli.workspace.session import Desk, Options, open_desk, tell_settling


@click.command(name="pull", short_help="Take staff's values and rooms into the catalogue.")
@path_argument
@target_options
@store_option
@units_option
@click.option("--departed", is_flag=True, help="Bring back rooms that have left the catalogue.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@format_option("text", "json")
@lang_option
@talk_options
def command(
    path: Path,
    choice: Choice,
    store: str | None,
    units: Options,
    departed: bool,
    dry_run: bool,
    form: str,
    lang: Lang,
) -> int:
    """Write into the catalogue what others changed in the booking system.

    Fields that plan shows as kept are taken over, and rooms of the catalogue's venues that only
    the booking system has become new entries. What they were before is written down too, so that
    old rooms are no progress. Comments and order of the files stay. A room that is likely one of
    the catalogue's under another name is not taken: plan asks about it.

    \b
    varaamo-sync pull examples/helsinki --sandbox --dry-run
    varaamo-sync pull --target production --unit NUP
    varaamo-sync pull --target production --departed
    """
    use = Use.ASK if dry_run else Use.WRITE
    with (
        open_desk(path, choice, store, use) as opened,
        lock_of(opened.store, opened.api.origin, opened.catalogue.id) as lock,
    ):
        # Rooms of a file that is lost are what a pull brings back: they are told one by one.
        desk = opened.behind(lock.fence).by_itself()
        demand_whole(desk.reading)
        folder = open_folder(path)
        taken = _decide(desk, folder, units.units, departed=departed, lang=lang)
        changes = folder.prepare(Edits(taken.edits, taken.new_rooms))
        if form == "text":
            _tell(taken, lang)
        files = [change.path for change in changes]
        if not dry_run:
            note_earlier(desk.memory, taken.found)
            write_changes(changes)
    if form == "json":
        shown = render.as_json(taken, lang, dry_run=dry_run, files=files)
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    elif not dry_run:
        for file in files:
            click.echo(f"wrote {file}")
    return Exit.DONE


def _decide(
    desk: Desk,
    folder: CatalogueFolder,
    units: frozenset[ServiceUnit],
    *,
    departed: bool,
    lang: Lang,
) -> Takeover:
    tell_settling(desk)
    listed = [placed.venue.tprek for placed in folder.venues if placed.venue.tprek]
    prepared = prepare(
        desk.api,
        desk.catalogue,
        conduct=desk.conduct,
        found=desk.reading.findings,
        left_out=desk.reading.left_out,
        wider=Wider(venues=listed, lost=True),
    )
    return take_over(
        prepared,
        desk.catalogue,
        found=desk.reading.findings,
        earlier=desk.memory.earlier(),
        files=folder,
        units=units,
        departed=departed,
        lang=lang,
    )


def _tell(taken: Takeover, lang: Lang) -> None:
    for line in render.lines(taken, lang):
        click.echo(line)
    pressing = False
    for line, presses in render.told(taken.left, lang):
        pressing = pressing or presses
        (click.echo if presses else note)(line)
    if taken.empty and not pressing:
        click.echo("Nothing to take: the catalogue says what the booking system has.")
