"""``varaamo-sync schedule``: which catalogues workers sync, and when."""

from __future__ import annotations

from collections.abc import Callable

import click

from varaamo_sync.model import Lang, ServiceUnit
from varaamo_sync.store import Store
from varaamo_sync_cli.commands import parameters
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.help.misuse import Misuse
from varaamo_sync_cli.console.help.spoken_commands import spoken_group
from varaamo_sync_cli.console.help.value_types import TimeOfDay
from varaamo_sync_cli.console.output import print_json
from varaamo_sync_cli.console.run_language import current_language
from varaamo_sync_cli.render.jobs import schedule_text as render
from varaamo_sync_cli.workspace.access.targets import Place
from varaamo_sync_cli.workspace.jobs.shared_store import (
    add_schedule,
    remove_schedule,
    run_schedule,
    schedules_in,
    shared_store,
)

_store = click.option("--store", metavar="URL")
_NIGHTLY = "0 3 * * *"


@spoken_group("schedule")
def command() -> None:
    """Say which catalogues workers take to their booking systems, and when."""


@command.command(name="add")
@click.argument("name")
@parameters.place
@parameters.units
@click.option("--at", type=TimeOfDay(), metavar="TIME")
@click.option("--cron", metavar="TEXT")
@parameters.spoken_output
def add(
    name: str,
    place: Place,
    units: tuple[ServiceUnit, ...],
    at: tuple[int, int] | None,
    cron: str | None,
) -> int:
    """Put a catalogue on the schedule."""
    if at is not None and cron is not None:
        raise Misuse("at_and_cron")
    when = cron or (f"{at[1]} {at[0]} * * *" if at is not None else _NIGHTLY)
    with shared_store(place.store) as store:
        made = add_schedule(store, name, place, cron=when, units=tuple(map(ServiceUnit, units)))
    click.echo(render.added_as_text(made, current_language(), store=place.store))
    return Exit.DONE


@command.command(name="list")
@_store
@parameters.full
@parameters.output("text", "json")
def list_(store: str | None, full: bool, form: str, lang: Lang) -> int:
    """Show what is on the schedule, and what became of the last runs."""
    with shared_store(store) as opened:
        found = schedules_in(opened)
    if form == "json":
        print_json(render.listed_as_json(found))
    else:
        click.echo(render.listed_as_text(found, lang, full=full))
    return Exit.FINDINGS if any(one.troubled for one in found) else Exit.DONE


@command.command(name="run")
@click.argument("name")
@_store
@parameters.spoken_output
def run(name: str, store: str | None) -> int:
    """Do a scheduled sync now."""
    return _change(store, name, run_schedule, render.queued_as_text)


@command.command(name="remove")
@click.argument("name")
@_store
@parameters.spoken_output
def remove(name: str, store: str | None) -> int:
    """Take a catalogue off the schedule."""
    return _change(store, name, remove_schedule, render.removed_as_text)


def _change(
    store: str | None,
    name: str,
    change: Callable[[Store, str], None],
    told: Callable[[str, Lang], str],
) -> int:
    with shared_store(store) as opened:
        change(opened, name)
    click.echo(told(name, current_language()))
    return Exit.DONE
