"""``varaamo-sync hours pull``: hours that staff changed back into the catalogue files."""

from __future__ import annotations

import click

from varaamo_sync.catalogue_files.edit import hours_edits, open_folder
from varaamo_sync.model import Lang, ServiceUnit
from varaamo_sync.sync.hours import note_agreed, note_taken, take_over_hours
from varaamo_sync_cli.commands import parameters
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.help.spoken_commands import spoken_command
from varaamo_sync_cli.console.output import print_json
from varaamo_sync_cli.render.hours import hours_pull_forms as render
from varaamo_sync_cli.workspace.access.command_line import typed_for, with_hours_url
from varaamo_sync_cli.workspace.access.targets import Place, Use
from varaamo_sync_cli.workspace.exchange.apply_changes import write_pulled
from varaamo_sync_cli.workspace.hours.hours_desk import open_hours


@spoken_command("pull")
@parameters.place
@click.option("--hours-url", metavar="URL")
@parameters.units
@click.option("--adopt", is_flag=True)
@click.option("--dry-run", is_flag=True)
@parameters.full
@parameters.output("text", "json")
def pull(
    place: Place,
    hours_url: str | None,
    units: tuple[ServiceUnit, ...],
    adopt: bool,
    dry_run: bool,
    full: bool,
    form: str,
    lang: Lang,
) -> int:
    """Write into the catalogue what staff changed of its hours. Needs no token."""
    use = Use.LOOK if dry_run else Use.WRITE
    with (
        open_hours(place, use, units, url=hours_url, sends=False) as opened,
        opened.lock() as lock,
    ):
        desk = opened.behind(lock.fence)
        folder = open_folder(place.folder)
        plan = desk.make_plan(settling=True)
        taken = take_over_hours(plan, adopt=adopt)
        edits = hours_edits(folder, {room.key: room.entry for room in taken.taken})

        def note() -> None:
            note_agreed(desk.settings.state, plan)
            note_taken(desk.settings.state, taken)

        files = write_pulled(folder.prepare(edits), note, dry_run=dry_run)
    if form == "json":
        print_json(taken.as_dict(lang, dry_run=dry_run, files=files))
    else:
        typed = with_hours_url(typed_for(place, units), hours_url)
        telling = render.HoursPullTelling(dry_run, adopt, full, files, typed)
        render.write_text(taken, lang, telling)
    return Exit.DONE
