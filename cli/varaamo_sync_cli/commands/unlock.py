"""``varaamo-sync unlock``: shows who holds the lock, and breaks it."""

from __future__ import annotations

from pathlib import Path

import click

from varaamo_sync.errors import PushRefused
from varaamo_sync.state.records import LockHolder
from varaamo_sync.store import is_alive, is_dead
from varaamo_sync.words import Theme
from varaamo_sync_cli.desk import open_store
from varaamo_sync_cli.exits import Exit
from varaamo_sync_cli.language import spoken
from varaamo_sync_cli.load import read
from varaamo_sync_cli.options import path_argument, spoken_lang_option, store_option, target_options
from varaamo_sync_cli.talk import talk_options
from varaamo_sync_cli.targets import Choice, Use, demand_origin

say = Theme("commands/notes")


@click.command(name="unlock", short_help="Show who holds the lock, and break it.")
@path_argument
@target_options
@store_option
@click.option("--yes", is_flag=True, help="Break it without asking.")
@spoken_lang_option
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
        click.echo(say("nobody_holds", spoken()))
        return Exit.DONE
    _show(holder)
    questions = ["ask_break"]
    if is_alive(holder.process):
        questions.append("ask_break_alive")
    for question in questions:
        if not yes and not click.confirm(say(question, spoken()), err=True):
            raise PushRefused("lock-left")
    with open_store(path, store, Use.WRITE) as opened:
        opened.release_lock(origin, catalogue.id)
    click.echo(say("broken", spoken()))
    return Exit.DONE


def _show(holder: LockHolder) -> None:
    lang = spoken()
    times = {
        "since": f"{holder.since:%Y-%m-%d %H:%M:%S}",
        "heard": f"{holder.heartbeat:%H:%M:%S}",
        "expires": f"{holder.expires:%H:%M:%S}",
    }
    click.echo(say("holder", lang, owner=holder.owner, host=holder.host))
    click.echo(f"  {holder.command}")
    click.echo(say("holder_times", lang, **times))
    if is_dead(holder.process):
        click.echo(say("holder_dead", lang))
    if is_alive(holder.process):
        click.echo(say("holder_alive", lang))
