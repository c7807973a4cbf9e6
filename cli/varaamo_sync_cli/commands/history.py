"""``varaamo-sync history``: the counts over time."""

from __future__ import annotations

import json
from pathlib import Path

import click

from varaamo_sync.goal import timeline
from varaamo_sync.rooms import Lang, ServiceUnit
from varaamo_sync_cli.exits import Exit
from varaamo_sync_cli.goal_lines import said
from varaamo_sync_cli.history_book import open_book
from varaamo_sync_cli.load import read
from varaamo_sync_cli.options import (
    UNITS,
    format_option,
    lang_option,
    path_argument,
    store_option,
    target_options,
)
from varaamo_sync_cli.render import history as render
from varaamo_sync_cli.standing import View, reported
from varaamo_sync_cli.talk import note, talk_options
from varaamo_sync_cli.targets import Choice, origin_named


@click.command(name="history", short_help="Show the counts over time.")
@path_argument
@target_options
@store_option
@click.option(
    "--unit", "units", multiple=True, type=UNITS, help="Only this service unit; may be repeated."
)
@format_option("text", "json", "markdown", "csv")
@lang_option
@talk_options
def command(
    path: Path,
    choice: Choice,
    store: str | None,
    units: tuple[str, ...],
    form: str,
    lang: Lang,
) -> int:
    """Show what was counted when, by this tool or by hand. Asks no booking system.

    Entries are appended by every push and by status --record; counts from before this tool
    stand in history.yaml.

    \b
    varaamo-sync history examples/helsinki
    varaamo-sync history --target production --format csv
    """
    _, catalogue = read(path)
    origin = origin_named(choice, catalogue)
    entries, complete = reported(path, lang)
    if origin is None:
        note("no booking system is named: only reported entries are shown")
    else:
        with open_book(path, store, origin, catalogue.id) as book:
            entries = (*entries, *book.entries())
    entries = timeline(entries)
    chosen = tuple(unit for unit in ServiceUnit if not units or unit.value in units)
    views = [View(catalogue=catalogue, units=chosen, entry=entry) for entry in entries]
    if form == "json":
        values = render.as_json(catalogue, entries, chosen, origin=origin)
        click.echo(json.dumps(values, ensure_ascii=False, indent=2))
    elif form == "csv":
        click.echo(render.as_table(views))
    elif not views:
        click.echo(said("no_entries", lang))
    elif form == "markdown":
        click.echo(render.as_markdown(views, lang))
    else:
        render.write_text(views, lang)
    return Exit.DONE if complete else Exit.FINDINGS
