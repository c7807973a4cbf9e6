"""``varaamo-sync unlock``: shows who holds the lock, and breaks it."""

from __future__ import annotations

from pathlib import Path

import click

from varaamo_sync.errors import PushRefused
from varaamo_sync.store import is_alive, is_dead
from varaamo_sync_cli.desk import open_desk
from varaamo_sync_cli.exits import Exit
from varaamo_sync_cli.options import path_argument, store_option, target_options
from varaamo_sync_cli.talk import talk_options
from varaamo_sync_cli.targets import Choice


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
    with open_desk(path, choice, store) as desk:
        holder = desk.store.lock_holder(desk.api.origin, desk.catalogue.id)
        if holder is None:
            click.echo("Nobody holds the lock.")
            return Exit.DONE
        click.echo(
            f"{holder.owner} on {holder.host}\n  {holder.command}\n"
            f"  since {holder.since:%Y-%m-%d %H:%M:%S} UTC, "
            f"last heard {holder.heartbeat:%H:%M:%S}, expires {holder.expires:%H:%M:%S}"
        )
        dead, alive = is_dead(holder.process), is_alive(holder.process)
        if dead:
            click.echo("  its process has died: the next push takes the lock over")
        if alive:
            click.echo(
                "  its process is alive on this machine: it stops before its next write, and what "
                "it is sending now may still be stored"
            )
        questions = ["Break it?", *(["It is at work. Break it all the same?"] if alive else [])]
        for question in questions:
            if not yes and not click.confirm(question, err=True):
                raise PushRefused("The lock was left alone.")
        desk.store.release_lock(desk.api.origin, desk.catalogue.id)
        click.echo("The lock is broken.")
    return Exit.DONE
