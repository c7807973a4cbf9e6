"""``varaamo-sync push``: takes the rooms into the booking system."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from varaamo_sync.errors import PlanStale
from varaamo_sync.model import Lang, ServiceUnit
from varaamo_sync.plan import OnConflict
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.sync import Outcome, PushResult, Status, push
from varaamo_sync.words import Theme
from varaamo_sync_cli.commands import parameters
from varaamo_sync_cli.commands.agreement import Agreement
from varaamo_sync_cli.console.clock import now
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.help.spoken_commands import spoken_command
from varaamo_sync_cli.console.help.value_types import Whole
from varaamo_sync_cli.console.output import print_json
from varaamo_sync_cli.console.run_language import current_language
from varaamo_sync_cli.console.stopping import stoppable
from varaamo_sync_cli.console.verbosity import quiet, warn
from varaamo_sync_cli.render.plan import plan_text
from varaamo_sync_cli.render.plan.plan_lists import unclear
from varaamo_sync_cli.render.plan.plan_rooms import held_back
from varaamo_sync_cli.render.plan.plan_text import Telling
from varaamo_sync_cli.render.push import push_outcomes
from varaamo_sync_cli.render.push.push_events import event_file
from varaamo_sync_cli.render.push.push_goal import write_goal
from varaamo_sync_cli.render.push.push_progress import show_progress
from varaamo_sync_cli.render.rich_console import print_line, quote
from varaamo_sync_cli.workspace.access.command_line import Typed, typed_for
from varaamo_sync_cli.workspace.access.targets import Place
from varaamo_sync_cli.workspace.booking import saved_plan
from varaamo_sync_cli.workspace.booking.adopted_rooms import sentences
from varaamo_sync_cli.workspace.booking.open_workspace import (
    PlanOptions,
    PlanResult,
    Workspace,
    open_workspace,
)
from varaamo_sync_cli.workspace.booking.push_record import PushRecord, record_push

say = Theme("commands/notes")
line = Theme("commands/push")


@spoken_command("push")
@parameters.place
@parameters.on_conflict
@parameters.archive
@parameters.units
@click.option("--plan", "plan_file", type=parameters.INPUT, metavar="FILE")
@parameters.allow
@parameters.full
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
    full: bool,
    yes: bool,
    concurrency: int,
    events: str | None,
    form: str,
    lang: Lang,
) -> int:
    """Show the plan, ask, and carry it out; a second push changes nothing."""
    limits = parameters.read_limits(allowed, "archive")
    saved = saved_plan.read(plan_file) if plan_file else None
    options = PlanOptions(on_conflict, archive, frozenset(units))
    if saved is not None:
        options = saved_plan.options_of(saved)
    allow = [word for item in allowed for word in ("--allow", item)]
    again = typed_for(place, options.units, [*options.as_words(), *allow])
    asks = not (place.choice.sandbox or yes)
    wish = _Wish(options, saved, limits, asks, full, form, lang, again)
    with (
        open_workspace(place, concurrency=concurrency, pushing=True) as opened,
        ExitStack() as turn,
    ):
        agreement = _agreement(wish, opened.api.origin)
        workspace, lock, planned = agreement.reach(opened, turn)
        if saved is not None:
            saved_plan.use(saved, workspace.store, now())
        with stoppable() as stopping:
            result = _carry_out(workspace, planned, wish, events, (lock.lost, stopping))
        record = record_push(workspace, planned, result, lang)
        _tell(planned, result, record, wish)
    code = Exit.INTERRUPTED if stopping.is_set() else _exit(result, planned, record.kept)
    if code in (Exit.PARTLY, Exit.INTERRUPTED) or lock.is_lost():
        click.echo(say("to_go_on", lang, command=again("push")), err=True)
    return code


@dataclass(frozen=True, slots=True)
class _Wish:
    """What a push was asked for, and how it is told.

    Attributes:
        saved: A saved plan that is to be done, as it was read.
        limits: What the guard is to let pass.
        asks: Whether somebody has to say yes.
        again: Makes commands for the same catalogue and booking system.
    """

    options: PlanOptions
    saved: dict[str, Any] | None
    limits: Mapping[str, int]
    asks: bool
    full: bool
    form: str
    lang: Lang
    again: Typed


def _agreement(wish: _Wish, origin: str) -> Agreement[Workspace, PlanResult]:
    """Return how a plan is agreed to before it is carried out."""

    def require(planned: PlanResult) -> None:
        if wish.saved is not None:
            saved_plan.check(wish.saved, planned)
        planned.plan.require_allowed(wish.limits)

    def question(planned: PlanResult) -> str:
        rooms = len(planned.plan.writes) + len(planned.plan.to_archive)
        return say("ask_push", current_language(), rooms=rooms, origin=origin)

    return Agreement(
        make=lambda workspace: workspace.make_plan(wish.options, settling=True),
        asks=lambda planned: wish.asks and not planned.plan.empty,
        show=lambda planned, asks: _show(planned, wish, asks=asks),
        require=require,
        question=question,
        origin=origin,
        remake=_remake,
    )


def _show(planned: PlanResult, wish: _Wish, *, asks: bool) -> None:
    """Show the plan: all of it before a question and before a refusal, else in brief."""
    if wish.form != "text":
        return
    plan = planned.plan
    stopped = bool(plan.breaches(wish.limits))
    pressing = plan.unread or unclear(plan)
    if quiet() and not (asks or stopped or pressing):
        return
    brief = not (asks or stopped)
    telling = Telling(
        full=wish.full,
        pushing=True,
        brief=brief,
        locate=planned.locate_behind(planned.reading.prefix),
        typed=wish.again,
    )
    plan_text.write_text(plan, wish.lang, telling)


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


def _carry_out(
    workspace: Workspace,
    planned: PlanResult,
    wish: _Wish,
    events: str | None,
    stops: tuple[threading.Event, ...],
) -> PushResult:
    silent = quiet() or wish.form == "json"
    with show_progress(planned.plan, quiet=silent) as show, event_file(events) as log:

        def tell(outcome: Outcome) -> None:
            show(outcome)
            log.write_outcome(outcome)

        log.write_start(planned.plan)
        result = push(
            workspace.api,
            planned.prepared,
            settings=workspace.settings,
            allowed=wish.limits,
            on_outcome=tell,
            should_stop=lambda: any(stop.is_set() for stop in stops),
        )
        log.write_end(result)
    return result


def _tell(planned: PlanResult, result: PushResult, record: PushRecord, wish: _Wish) -> None:
    """Show what became of a push, how the goal stands, and what is next."""
    lang = wish.lang
    for mismatch in record.mismatches:
        warn(push_outcomes.surprise_line(mismatch, lang))
    if wish.form == "json":
        earlier = [room.as_json() for room in record.adopted]
        print_json(result.as_dict(lang) | {"earlier": earlier})
        return
    if not quiet():
        click.echo()
    push_outcomes.write_text(result, lang, full=wish.full)
    asked = wish.asks and not planned.plan.empty
    if not (asked or wish.full):  # else the plan has told them
        for told in held_back(planned.plan, lang):
            print_line(told)
    for sentence in sentences(record.adopted, lang):
        print_line(quote(sentence))
    if record.view is not None and not result.idle:
        if not quiet():
            click.echo()
        write_goal(record.view, wish.again, lang)
    if not quiet() and not result.interrupted:
        print_line(quote(_next_step(planned, wish)))


def _next_step(planned: PlanResult, wish: _Wish) -> str:
    held_back = any(room.withheld for room in planned.plan.rooms)
    if held_back:
        return line("next_validate", wish.lang, command=wish.again("validate"))
    return line("next_status", wish.lang, command=wish.again("status"))


def _exit(result: PushResult, planned: PlanResult, recorded: bool) -> Exit:
    if result.interrupted or not recorded:
        return Exit.PARTLY
    unready = any(room.withheld for room in planned.plan.rooms)
    undecided = any(
        outcome.status is Status.CONFLICT and not outcome.as_wanted for outcome in result.outcomes
    )
    found = unready or undecided or result.doubles or planned.reading.findings
    return Exit.FINDINGS if found else Exit.DONE
