"""``varaamo-sync pull``: staff's values and rooms back into the catalogue files."""

from __future__ import annotations

from functools import partial

import click

from varaamo_sync.catalogue_files.edit import Edits, open_folder
from varaamo_sync.model import Lang, ServiceUnit
from varaamo_sync.sync import note_earlier, take_over
from varaamo_sync_cli.commands import parameters
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.help.spoken_commands import spoken_command
from varaamo_sync_cli.console.output import print_json
from varaamo_sync_cli.render.push import handover_text
from varaamo_sync_cli.render.push import pull_text as render
from varaamo_sync_cli.workspace.access.command_line import typed_at, typed_for
from varaamo_sync_cli.workspace.access.targets import Place, Use
from varaamo_sync_cli.workspace.booking.notices import tell_first_time
from varaamo_sync_cli.workspace.booking.open_workspace import PlanOptions, open_workspace
from varaamo_sync_cli.workspace.catalogue.catalogue_folder import demand_whole
from varaamo_sync_cli.workspace.exchange.apply_changes import write_pulled


@spoken_command("pull")
@parameters.place
@parameters.units
@click.option("--departed", is_flag=True)
@click.option("--dry-run", is_flag=True)
@parameters.full
@parameters.output("text", "json")
def command(
    place: Place,
    units: tuple[ServiceUnit, ...],
    departed: bool,
    dry_run: bool,
    full: bool,
    form: str,
    lang: Lang,
) -> int:
    """Write into the catalogue what others changed in the booking system."""
    use = Use.ASK if dry_run else Use.WRITE
    with (
        open_workspace(place, use, locking=True) as opened,
        opened.lock() as lock,
    ):
        # Rooms of a file that is lost are what a pull brings back: they are told one by one.
        workspace = opened.behind(lock.fence).by_itself()
        demand_whole(workspace.reading)
        folder = open_folder(place.folder)
        listed = [placed.venue.tprek for placed in folder.venues if placed.venue.tprek]
        prepared = workspace.prepare(PlanOptions(), further_venues=listed, everywhere=True)
        tell_first_time(prepared)
        taken = take_over(
            prepared,
            found=workspace.reading.findings,
            earlier=workspace.state.earlier(),
            files=folder,
            units=frozenset(units),
            departed=departed,
            lang=lang,
        )
        changes = folder.prepare(Edits(taken.edits, taken.new_rooms))
        note = partial(note_earlier, workspace.state, taken.found)
        files = write_pulled(changes, note, dry_run=dry_run)
    if form == "json":
        print_json(taken.as_dict(lang, dry_run=dry_run, files=files))
    else:
        again = ("--departed",) if departed else ()
        telling = render.PullTelling(
            dry_run, full, files, typed_for(place, units, pull_options=again)
        )
        render.write_text(taken, lang, telling)
        asked = [word for unit in units for word in ("--unit", unit)]
        handover_text.write_offer(taken, typed_at(place, "pull", *asked, "--departed"), lang)
    return Exit.DONE
