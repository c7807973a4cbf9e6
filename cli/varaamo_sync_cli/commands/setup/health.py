"""``varaamo-sync doctor``, ``unlock`` and ``conformance``: what is wrong, and with whom."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from varaamo_sync.booking.client import is_here
from varaamo_sync.capabilities import Feature
from varaamo_sync.errors import HoursError, PushRefused, RespaError, UsageError
from varaamo_sync.hours.client import base_of
from varaamo_sync.model import Catalogue, Lang, in_helsinki
from varaamo_sync.state import LockHolder
from varaamo_sync.store import is_alive, is_dead
from varaamo_sync.words import Theme
from varaamo_sync_cli.commands import parameters
from varaamo_sync_cli.console.clock import now, wait
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.help.spoken_commands import spoken_command
from varaamo_sync_cli.console.output import print_json
from varaamo_sync_cli.console.questions.yes_or_no import confirm
from varaamo_sync_cli.console.run_language import current_language
from varaamo_sync_cli.workspace.access.hours_system import hours_api
from varaamo_sync_cli.workspace.access.push_lock import is_of_hours, locks_of
from varaamo_sync_cli.workspace.access.targets import (
    Choice,
    Place,
    Use,
    booking_api,
    catalogue_naming,
    demand_feature,
    demand_origin,
)
from varaamo_sync_cli.workspace.access.trial_users import call_test_users, serve_sandbox
from varaamo_sync_cli.workspace.booking.open_workspace import open_store
from varaamo_sync_cli.workspace.catalogue.catalogue_folder import read_folder

if TYPE_CHECKING:
    from varaamo_sync.conformance import Report
    from varaamo_sync_cli.workspace.access.clients import BookingClient

say = Theme("commands/notes")


@spoken_command("doctor")
@parameters.place
@parameters.output("text", "json")
def doctor(place: Place, form: str, lang: Lang) -> int:
    """Check versions, settings, catalogue, booking system, session, rights, store and lock."""
    from varaamo_sync_cli.render.setup.doctor_text import as_json, as_text
    from varaamo_sync_cli.workspace.health.checks import State
    from varaamo_sync_cli.workspace.health.diagnosis import Doctor

    checks = list(Doctor(place, now(), lang).checks())
    if form == "json":
        print_json(as_json(checks))
    else:
        click.echo(as_text(checks, lang))
    faulty = any(check.state is State.FAULT for check in checks)
    return Exit.FINDINGS if faulty else Exit.DONE


@spoken_command("unlock")
@parameters.place
@click.option("--yes", is_flag=True)
@parameters.spoken_output
def unlock(place: Place, yes: bool) -> int:
    """Show who holds the locks of a catalogue and a booking system, and break them."""
    catalogue = read_folder(place.folder).usable()
    origin = demand_origin(place.choice, catalogue)
    with open_store(place, Use.LOOK) as seen:
        held = locks_of(seen, origin, catalogue.id)
    if not held:
        click.echo(say("nobody_holds", current_language()))
        return Exit.DONE
    for target, holder in held.items():
        if is_of_hours(target, origin):
            click.echo(say("lock_of_hours", current_language()))
        _show(holder)
        questions = ["ask_break"]
        if is_alive(holder.process):
            questions.append("ask_break_alive")
        for question in questions:
            if not yes and not confirm(say(question, current_language())):
                raise PushRefused("lock-left")
        _break(place, target, catalogue.id, holder)
    return Exit.DONE


def _break(place: Place, target: str, catalogue: str, holder: LockHolder) -> None:
    with open_store(place, Use.WRITE) as opened:  # whoever took it meanwhile was not asked about
        opened.release_lock(target, catalogue, holder.owner)
        left = opened.lock_holder(target, catalogue)
    if left is not None:
        _show(left)
        raise PushRefused("lock-of-another")
    click.echo(say("broken", current_language()))


def _show(holder: LockHolder) -> None:
    lang = current_language()
    times = {
        "since": holder.since,
        "heard": f"{in_helsinki(holder.heartbeat):%H:%M:%S}",
        "expires": f"{in_helsinki(holder.expires):%H:%M:%S}",
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

_HOURS_VENUE = "demo-011"
"""The sandbox's venue whose rooms have hours from the first."""


@spoken_command("conformance")
@parameters.path
@parameters.target
@click.option("--write", is_flag=True)
@click.option("--venue", metavar="TPREK")
@click.option("--hours-url", metavar="URL")
@click.option("--respa-url", metavar="URL")
@parameters.output("text", "json")
def conformance(
    path: Path,
    choice: Choice,
    write: bool,
    venue: str | None,
    hours_url: str | None,
    respa_url: str | None,
    form: str,
    lang: Lang,
) -> int:
    """Find out, fact by fact, whether a system does what varaamo-sync relies on."""
    if respa_url is not None:
        if choice != Choice() or hours_url is not None:
            raise UsageError("respa-url-and-target")
        report = _prove_respa(respa_url, venue, write=write)
    elif hours_url is not None:
        if choice != Choice():
            raise UsageError("hours-url-and-target")
        report = _prove_hours(path, hours_url, venue, write=write)
    else:
        report = _prove_booking(path, choice, venue, write=write)
    return _tell(report, form, lang)


def _prove_hours(path: Path, url: str, venue: str | None, *, write: bool) -> Report:
    from varaamo_sync.conformance import hours_conformance

    if venue is None and not is_here(base_of(url)[0]):
        raise UsageError("hours-venue-not-named")
    use = Use.WRITE if write else Use.ASK
    with hours_api(Choice(), Catalogue(id="none"), path, use, url=url) as api:
        if write and not api.has_token:
            raise HoursError("hours-no-token", source=api.origin, certain=True, writes=True)
        return hours_conformance(api, venue=venue or _HOURS_VENUE, write=write, now=now())


def _prove_respa(url: str, venue: str | None, *, write: bool) -> Report:
    from varaamo_sync.conformance import respa_conformance
    from varaamo_sync.respa import RespaExchanges
    from varaamo_sync_cli.workspace.access.respa_login import respa_login

    with RespaExchanges(url, login=respa_login(url) if write else None, sleep=wait) as api:
        if venue is None and not is_here(url):
            raise UsageError("respa-venue-not-named")
        if write and not api.has_login:
            raise RespaError("respa-no-login", source=api.origin)
        return respa_conformance(api, venue=venue or _OWN_VENUE, write=write, now=now())


def _prove_booking(path: Path, choice: Choice, venue: str | None, *, write: bool) -> Report:
    from varaamo_sync.conformance import conformance as prove

    if venue and not write:
        raise UsageError("venue-without-write")
    if write and venue is None:
        if not choice.sandbox:
            raise UsageError("venue-not-named")
        venue = _OWN_VENUE
    use = Use.WRITE if write else Use.ASK
    opened: AbstractContextManager[BookingClient]
    if choice.sandbox and not (choice.target or choice.url):
        opened = serve_sandbox(path, use)
    else:
        catalogue = catalogue_naming(choice, path)
        demand_feature(choice, catalogue, Feature.SPACES, "facts-of-another")
        opened = booking_api(choice, catalogue, path, use)
    with opened as api, call_test_users(api) as company:
        return prove(api, write=write, venue=venue, now=now(), sleep=time.sleep, others=company)


def _tell(report: Report, form: str, lang: Lang) -> int:
    from varaamo_sync.conformance import Verdict
    from varaamo_sync_cli.console.errors.report_error import report_error
    from varaamo_sync_cli.render.setup.conformance_text import as_text

    if form == "json":
        print_json(report.as_dict(lang))
    elif any(result.verdict is not Verdict.NOT_TESTED for result in report.results):
        click.echo(as_text(report, lang))
    if report.stopped is not None:
        return report_error(report.stopped)
    return Exit.DONE if report.holds else Exit.FINDINGS
