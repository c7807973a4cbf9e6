"""``varaamo-sync status``: rooms by stage, the binding goal, and what is to be expected."""

from __future__ import annotations

from datetime import date

import click

from varaamo_sync.catalogue_files import HISTORY
from varaamo_sync.errors import UsageError
from varaamo_sync.goal import Outlook, entry_to_record
from varaamo_sync.model import Lang, ServiceUnit
from varaamo_sync.report import Standing
from varaamo_sync.words import Theme
from varaamo_sync_cli.commands import parameters
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.help.one_of import OneOf
from varaamo_sync_cli.console.help.spoken_commands import spoken_command
from varaamo_sync_cli.console.output import print_csv, print_json
from varaamo_sync_cli.console.verbosity import note
from varaamo_sync_cli.workspace.access.command_line import typed_for
from varaamo_sync_cli.workspace.access.targets import Choice, Place
from varaamo_sync_cli.workspace.history.history_book import open_book
from varaamo_sync_cli.workspace.history.status_view import (
    view_live,
    view_of_day,
    view_offline,
)
from varaamo_sync_cli.workspace.history.two_targets import Move, view_both_ends

say = Theme("commands/notes")


@spoken_command("status")
@parameters.one_or_both_ends
@click.option("--as-of", type=parameters.PAST_DAY, metavar="DATE")
@click.option("--offline", is_flag=True)
@click.option("--record", is_flag=True)
@click.option("--rooms", is_flag=True)
@click.option("--full", is_flag=True)
@parameters.units
@click.option("--fail-on", type=OneOf(["goal"]))
@parameters.csv_style
@parameters.output("text", "json", "markdown", "csv")
def command(
    place: Place,
    new: Choice | None,
    as_of: date | None,
    offline: bool,
    record: bool,
    rooms: bool,
    full: bool,
    units: tuple[ServiceUnit, ...],
    fail_on: str | None,
    csv_style: str | None,
    form: str,
    lang: Lang,
) -> int:
    """Count rooms by stage from what the booking system shows. Needs no login."""
    if sum((as_of is not None, offline, record)) > 1:
        raise UsageError("status-options")
    if new is not None:
        if as_of is not None or record or fail_on or form not in ("text", "json"):
            raise UsageError("ends-options")
        view_one = view_offline if offline else view_live
        move = view_both_ends(view_one, place, new, units, lang)
        return _show_move(move, form, lang, rooms=rooms, full=full)
    if as_of is not None:
        view = view_of_day(place, units, lang, as_of)
    else:
        view = (view_offline if offline else view_live)(place, units, lang)
    if rooms and view.progress is None:
        note(say("rooms_in_json", lang))
    if form == "text":
        from varaamo_sync_cli.render.status.status_text import write_text

        typed = typed_for(place, units)
        write_text(view, lang, rooms=rooms, full=full, typed=typed, recorded=record)
    else:
        _show(view, form, csv_style, lang, rooms=rooms)
    if record:
        _record(place, view, lang)
    failed = not view.whole or (fail_on and view.outlook is not Outlook.MET)
    return Exit.FINDINGS if failed else Exit.DONE


def _show_move(move: Move, form: str, lang: Lang, *, rooms: bool, full: bool) -> int:
    from varaamo_sync_cli.render.status.move_text import move_as_json, write_move

    if form == "json":
        print_json(move_as_json(move, lang))
    else:
        write_move(move, lang, rooms=rooms, full=full)
    return Exit.DONE if move.ends.complete else Exit.FINDINGS


def _record(place: Place, view: Standing, lang: Lang) -> None:
    assert view.progress is not None
    entry = entry_to_record(view.progress, view.catalogue.goal.notes)
    with open_book(place, view.origin, view.catalogue.id, writing=True) as book:
        moved = len(book.record(entry)) - 1
    name = "recorded_more" if moved else "recorded"
    note(say(name, lang, file=place.folder / HISTORY, count=moved))


def _show(view: Standing, form: str, csv_style: str | None, lang: Lang, *, rooms: bool) -> None:
    if form == "json":
        from varaamo_sync_cli.render.status.status_json import as_json

        print_json(as_json(view, lang))
    elif form == "csv":
        from varaamo_sync_cli.media.csv_cells import CsvStyle
        from varaamo_sync_cli.render.status.status_csv import status_as_csv

        print_csv(status_as_csv(view, CsvStyle.chosen(csv_style, lang), lang, rooms=rooms))
    else:
        from varaamo_sync_cli.render.status.status_report import as_markdown

        click.echo(as_markdown(view, lang, rooms=rooms))
