"""``varaamo-sync unlock``: shows who holds the lock, and breaks it."""

from __future__ import annotations

from pathlib import Path

import click

from varaamo_sync.errors import PushRefused
from varaamo_sync.state.records import LockHolder
from varaamo_sync.store import is_alive, is_dead
from varaamo_sync_cli.commands.options import path_argument, store_option, target_options
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.notes import talk_options
from varaamo_sync_cli.workspace.access.targets import Choice, Use, demand_origin
from varaamo_sync_cli.workspace.catalogue import read
from varaamo_sync_cli.workspace.session import open_store


@click.command(name="unlock", short_help="Show who holds the lock, and break it.")
@path_argument
@target_options
@store_option
@click.option("--yes", is_flag=True, help="Break it without asking.")
@talk_options
def command(path: Path, choice: Choice, store: str | None, yes: bool) -> int:
    """Show who holds the lock of a catalogue and a booking system, and break it.

    A lock expires by itself a minute after its holder died. One whose holder died on this
    machine is taken over by the next push at once (on Linux). A holder that is alive on this
    machine is asked about twice; --yes answers both questions.

    \b
    varaamo-sync unlock examples/helsinki --sandbox
    """
    catalogue = read(path)[1]
    origin = demand_origin(choice, catalogue)
    with open_store(path, store, Use.LOOK) as seen:
        holder = seen.lock_holder(origin, catalogue.id)
    if holder is None:
        click.echo("Nobody holds the lock.")
        return Exit.DONE
    _show(holder)
    questions = ["Break it?"]
    if is_alive(holder.process):
        questions.append("It is at work. Break it all the same?")
    for question in questions:
        if not yes and not click.confirm(question, err=True):
            raise PushRefused("The lock was left alone.")
    with open_store(path, store, Use.WRITE) as opened:
        opened.release_lock(origin, catalogue.id)
    click.echo("The lock is broken.")
    return Exit.DONE


def _show(holder: LockHolder) -> None:
    click.echo(
        f"{holder.owner} on {holder.host}\n  {holder.command}\n"
        f"  since {holder.since:%Y-%m-%d %H:%M:%S} UTC, "
        f"last heard {holder.heartbeat:%H:%M:%S}, expires {holder.expires:%H:%M:%S}"
    )
    if is_dead(holder.process):
        click.echo("  its process has died: the next push takes the lock over")
    if is_alive(holder.process):
        click.echo(
            "  its process is alive on this machine: it stops before its next write, and what "
            "it is sending now may still be stored"
        )
