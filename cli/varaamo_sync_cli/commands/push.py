"""``varaamo-sync push``: takes the rooms into the booking system."""

from __future__ import annotations

import shlex
import sys
import threading
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

import click

from varaamo_sync.errors import BookingError, PlanStale, PushRefused, StoreUnusable
from varaamo_sync.model import Lang, ServiceUnit
from varaamo_sync.plan import OnConflict
from varaamo_sync.secrecy import argument_without_password
from varaamo_sync.snapshot import Snapshot
from varaamo_sync.store import HeldLock
from varaamo_sync.suggest import suggest
from varaamo_sync.sync import Outcome, PushResult, push, survey, verify
from varaamo_sync.words import Theme
from varaamo_sync_cli.commands import parameters
from varaamo_sync_cli.console.clock import now
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.help.misuse import Misuse
from varaamo_sync_cli.console.help.spoken_commands import spoken_command
from varaamo_sync_cli.console.help.value_types import Whole
from varaamo_sync_cli.console.output import print_json
from varaamo_sync_cli.console.prompts import confirm
from varaamo_sync_cli.console.report_error import report_error
from varaamo_sync_cli.console.run_language import current_language
from varaamo_sync_cli.console.stopping import stoppable
from varaamo_sync_cli.console.verbosity import note, quiet
from varaamo_sync_cli.render.plan import plan_text
from varaamo_sync_cli.render.push import push_outcomes
from varaamo_sync_cli.render.push.push_events import event_file
from varaamo_sync_cli.render.push.push_progress import show_progress
from varaamo_sync_cli.workspace import saved_plan
from varaamo_sync_cli.workspace.access.push_lock import lock_of
from varaamo_sync_cli.workspace.access.targets import Place
from varaamo_sync_cli.workspace.adopted_rooms import AdoptedRoom, write_earlier
from varaamo_sync_cli.workspace.history.status_view import view_survey
from varaamo_sync_cli.workspace.open_workspace import (
    PlanOptions,
    PlanResult,
    Workspace,
    open_workspace,
)

say = Theme("commands/notes")


@spoken_command("push")
@parameters.place
@parameters.on_conflict
@parameters.archive
@parameters.units
@click.option("--plan", "plan_file", type=parameters.PATH, metavar="FILE")
@click.option("--allow", "allowed", multiple=True, metavar="NAME=N")
@click.option("--yes", is_flag=True)
@click.option("--concurrency", type=Whole(1, 16), default=4, show_default=True)
@click.option("--events", metavar="FILE")
@parameters.output("text", "json")
def command(
    place: Place,
    on_conflict: OnConflict,
    archive: bool,
    units: tuple[ServiceUnit, ...],
    plan_file: Path | None,
    allowed: tuple[str, ...],
    yes: bool,
    concurrency: int,
    events: str | None,
    form: str,
    lang: Lang,
) -> int:
    """Show the plan, ask, and carry it out; a second push changes nothing."""
    limits = _limits(allowed)
    saved = saved_plan.read(plan_file) if plan_file else None
    options = PlanOptions(on_conflict, archive, frozenset(units))
    if saved is not None:
        options = saved_plan.options_of(saved)
    with (
        open_workspace(place, concurrency=concurrency, pushing=True) as opened,
        ExitStack() as turn,
    ):
        workspace, lock = _take_turn(opened, turn)
        planned = workspace.make_plan(options, settling=True)
        asks = not (planned.plan.empty or place.choice.sandbox or yes)
        if asks:
            turn.close()  # nobody else has to wait while a person reads and thinks
        if form == "text":
            plan_text.write_text(planned.plan, lang, planned.locate)
        if saved is not None:
            saved_plan.check(saved, planned)
        planned.plan.require_allowed(limits)
        if asks:
            _ask(planned, workspace.api.origin)
            workspace, lock = _take_turn(opened, turn)
            planned = _remake(workspace, planned)
        if saved is not None:
            saved_plan.use(saved, workspace.store, now())
        with stoppable() as stopping:
            silent = quiet() or form == "json"
            result = _carry_out(workspace, planned, limits, events, silent, (lock.lost, stopping))
        recorded = _tell(workspace, planned, result, form, lang)
    code = Exit.INTERRUPTED if stopping.is_set() else _exit(result, planned, recorded)
    if code in (Exit.PARTLY, Exit.INTERRUPTED) or lock.is_lost():
        again = _same_push(place, options, allowed)
        click.echo(say("to_go_on", lang, command=again), err=True)
    return code


def _limits(allowed: tuple[str, ...]) -> dict[str, int]:
    limits = {}
    for item in allowed:
        name, _, number = item.partition("=")
        known = {unit.casefold(): unit for unit in ("KIR", "KULP", "LIIKU", "NUP", "archive")}
        if name.casefold() not in known or not number.isdigit():
            meant = () if name.casefold() in known else suggest(name, known)
            raise Misuse("no_limit", value=item, meant=meant)
        limits[known[name.casefold()]] = int(number)
    return limits


def _take_turn(opened: Workspace, turn: ExitStack) -> tuple[Workspace, HeldLock]:
    """Take the lock, and return it with the workspace that writes only while it is held."""
    lock = turn.enter_context(lock_of(opened.store, opened.api.origin, opened.catalogue.id))
    return opened.behind(lock.fence), lock


def _remake(workspace: Workspace, planned: PlanResult) -> PlanResult:
    """Make the plan anew that was agreed to.

    Raises:
        PlanStale: It is another one by now.
    """
    try:
        return workspace.remake_plan(planned)
    except PlanStale:
        click.echo(say("moved_meanwhile", current_language()), err=True)
        raise


def _ask(planned: PlanResult, origin: str) -> None:
    if not sys.stdin.isatty():
        raise PushRefused("push-no-terminal", origin=origin)
    rooms = len(planned.plan.writes) + len(planned.plan.to_archive)
    if not confirm(say("ask_push", current_language(), rooms=rooms, origin=origin)):
        raise PushRefused("push-declined")


def _carry_out(
    workspace: Workspace,
    planned: PlanResult,
    limits: Mapping[str, int],
    events: str | None,
    silent: bool,
    stops: tuple[threading.Event, ...],
) -> PushResult:
    with show_progress(planned.plan, quiet=silent) as show, event_file(events) as log:

        def tell(outcome: Outcome) -> None:
            show(outcome)
            log.write_outcome(outcome)

        log.write_start(planned.plan)
        result = push(
            workspace.api,
            planned.prepared,
            settings=workspace.settings,
            allowed=limits,
            on_outcome=tell,
            should_stop=lambda: any(stop.is_set() for stop in stops),
        )
        log.write_end(result)
    return result


def _tell(
    workspace: Workspace, planned: PlanResult, result: PushResult, form: str, lang: Lang
) -> bool:
    """Show what became of a push and how the goal stands; tell whether that could be recorded.

    Raises:
        StoreUnusable: It could not be recorded, and nothing was sent.
    """
    after = planned.prepared.snapshot if result.idle else _look_again(workspace, result)
    view, recorded = None, True
    adopted: tuple[AdoptedRoom, ...] = ()
    try:
        if after is not None:
            history = workspace.history
            view = view_survey(workspace.catalogue, after, planned.findings, history, lang=lang)
            if view.whole:  # counts that rooms are missing from are shown, and not kept
                history.note(view.entry)
        adopted = write_earlier(workspace, planned.plan)
    except StoreUnusable as error:
        if result.idle:
            raise
        recorded = False  # rooms were written: what became of them is told all the same
        report_error(error)
    if form == "json":
        earlier = [room.as_json() for room in adopted]
        print_json(push_outcomes.as_json(result) | {"earlier": earlier})
        return recorded
    click.echo()
    push_outcomes.write_text(result, lang)
    for room in adopted:
        click.echo(room.sentence(lang))
    if view is not None and not result.idle:
        from varaamo_sync_cli.render.status.status_text import write_after_push

        write_after_push(view, lang)
    return recorded


def _look_again(workspace: Workspace, result: PushResult) -> Snapshot | None:
    """Survey again, and report what is not as the push should have left it."""
    try:
        after = survey(workspace.api, workspace.catalogue, now=now())
    except BookingError as error:
        note(say("not_read_back", current_language(), why=error.what))
        return None
    for mismatch in verify(result, after):
        click.echo(push_outcomes.surprise(mismatch), err=True)
    return after


def _exit(result: PushResult, planned: PlanResult, recorded: bool) -> Exit:
    if result.interrupted or not recorded:
        return Exit.PARTLY
    unready = any(room.withheld for room in planned.plan.rooms)
    found = unready or result.doubles or planned.reading.findings
    return Exit.FINDINGS if found else Exit.DONE


def _same_push(place: Place, options: PlanOptions, allowed: tuple[str, ...]) -> str:
    """Return the command that does what is left; a saved plan counts once, its options stay."""
    words = ["varaamo-sync", "push", str(place.folder), *place.choice.arguments().split()]
    words += [word for unit in sorted(options.units) for word in ("--unit", unit.value)]
    words += ["--on-conflict", options.on_conflict] if options.on_conflict != "theirs" else []
    words += ["--archive"] if options.archive else []
    words += [word for item in allowed for word in ("--allow", item)]
    if place.store is not None:
        shown = argument_without_password(place.store)
        words += ["--store", shown if shown == place.store else "ADDRESS"]
    return shlex.join(words)
