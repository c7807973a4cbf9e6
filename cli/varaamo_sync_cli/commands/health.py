"""``varaamo-sync doctor``, ``unlock`` and ``conformance``: what is wrong, and with whom."""

from __future__ import annotations

import time
from pathlib import Path

import click

from varaamo_sync.errors import PushRefused, UsageError
from varaamo_sync.model import Lang
from varaamo_sync.state import LockHolder
from varaamo_sync.store import is_alive, is_dead
from varaamo_sync.words import Theme
from varaamo_sync_cli.commands import parameters
from varaamo_sync_cli.console.clock import now
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.output import print_json
from varaamo_sync_cli.console.run_language import current_language
from varaamo_sync_cli.workspace.access.targets import (
    Choice,
    Place,
    Use,
    booking_api,
    catalogue_naming,
    demand_origin,
)
from varaamo_sync_cli.workspace.access.test_users import call_test_users, serve_sandbox
from varaamo_sync_cli.workspace.catalogue_folder import read_folder
from varaamo_sync_cli.workspace.open_workspace import open_store

say = Theme("commands/notes")


@click.command(name="doctor")
@parameters.place
@parameters.output("text", "json")
def doctor(place: Place, form: str, lang: Lang) -> int:
    """Check versions, settings, catalogue, booking system, session, rights, store and lock.

    Each part is looked at even when others are broken; nothing is written to the booking
    system, and no secret is shown. Exit code 1: something is at fault.

    \b
    varaamo-sync doctor examples/helsinki --sandbox
    varaamo-sync doctor --target production --format json
    """
    from varaamo_sync_cli.render.setup.doctor_text import as_json, as_text
    from varaamo_sync_cli.workspace.diagnosis import Doctor, State

    checks = list(Doctor(place, now(), lang).checks())
    if form == "json":
        print_json(as_json(checks))
    else:
        click.echo(as_text(checks, lang))
    faulty = any(check.state is State.FAULT for check in checks)
    return Exit.FINDINGS if faulty else Exit.DONE


@click.command(name="unlock")
@parameters.place
@click.option("--yes", is_flag=True, help="Break it without asking.")
@parameters.spoken_output
def unlock(place: Place, yes: bool) -> int:
    """Show who holds the lock of a catalogue and a booking system, and break it.

    A lock expires by itself a minute after its holder died. One whose holder died on this
    machine is taken over by the next push at once (on Linux). A holder that is alive on this
    machine is asked about twice; --yes answers both questions.

    \b
    varaamo-sync unlock examples/helsinki --sandbox
    """
    catalogue = read_folder(place.folder).usable()
    origin = demand_origin(place.choice, catalogue)
    with open_store(place, Use.LOOK) as seen:
        holder = seen.lock_holder(origin, catalogue.id)
    if holder is None:
        click.echo(say("nobody_holds", current_language()))
        return Exit.DONE
    _show(holder)
    questions = ["ask_break"]
    if is_alive(holder.process):
        questions.append("ask_break_alive")
    for question in questions:
        if not yes and not click.confirm(say(question, current_language()), err=True):
            raise PushRefused("lock-left")
    with open_store(place, Use.WRITE) as opened:
        opened.release_lock(origin, catalogue.id)
    click.echo(say("broken", current_language()))
    return Exit.DONE


def _show(holder: LockHolder) -> None:
    lang = current_language()
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


_OWN_VENUE = "demo-001"
"""Venue of the sandbox that is written to where none is named."""


@click.command(name="conformance")
@parameters.path
@parameters.target
@click.option("--write", is_flag=True, help="Also make, change, publish and archive test rooms.")
@click.option("--venue", metavar="TPREK", help="Venue to write to; required except on the sandbox.")
@parameters.output("text", "json")
def conformance(
    path: Path, choice: Choice, write: bool, venue: str | None, form: str, lang: Lang
) -> int:
    """Find out, fact by fact, whether a booking system does what varaamo-sync relies on.

    Looking changes nothing. With --write rooms called varaamo-sync-tarkistus are made in one
    venue, published for a moment, though nobody can book them, and archived in the end; their
    two spaces stay. On the sandbox load, faults and bookings are tried, too. Exit code 1: a fact
    differs.

    \b
    varaamo-sync conformance --sandbox --write
    varaamo-sync conformance --target test --write --venue 51342
    """
    from varaamo_sync.conformance import Verdict
    from varaamo_sync.conformance import conformance as prove
    from varaamo_sync_cli.console.report_error import report_error
    from varaamo_sync_cli.render.setup.conformance_text import as_json, as_text

    if venue and not write:
        raise UsageError("venue-without-write")
    if write and venue is None:
        if not choice.sandbox:
            raise UsageError("venue-not-named")
        venue = _OWN_VENUE
    use = Use.WRITE if write else Use.ASK
    if choice.sandbox and not (choice.target or choice.url):
        opened = serve_sandbox(path, use)
    else:
        opened = booking_api(choice, catalogue_naming(choice, path), path, use)
    with opened as api, call_test_users(api) as company:
        report = prove(api, write=write, venue=venue, now=now(), sleep=time.sleep, others=company)
    if form == "json":
        print_json(as_json(report, lang))
    elif any(result.verdict is not Verdict.NOT_TESTED for result in report.results):
        click.echo(as_text(report, lang))
    if report.stopped is not None:
        return report_error(report.stopped)
    return Exit.DONE if report.holds else Exit.FINDINGS
