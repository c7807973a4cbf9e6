"""``varaamo-sync hours push``: hours of the catalogue into the system that keeps them."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass

import click

from varaamo_sync.errors import PlanStale, PushRefused, part
from varaamo_sync.model import Lang, ServiceUnit
from varaamo_sync.plan import OnConflict
from varaamo_sync.store import HeldLock
from varaamo_sync.sync import Status
from varaamo_sync.sync.hours import HoursPlan, HoursResult, push_hours
from varaamo_sync.words import Theme
from varaamo_sync_cli.commands import parameters
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.help.spoken_commands import spoken_command
from varaamo_sync_cli.console.output import print_json
from varaamo_sync_cli.console.questions.yes_or_no import confirm
from varaamo_sync_cli.console.run_language import current_language
from varaamo_sync_cli.console.stopping import stoppable
from varaamo_sync_cli.console.verbosity import quiet
from varaamo_sync_cli.render.hours import hours_plan_forms, hours_plan_text
from varaamo_sync_cli.render.next_commands import write_commands
from varaamo_sync_cli.workspace.access.command_line import Typed, typed_for, with_hours_url
from varaamo_sync_cli.workspace.access.push_lock import lock_of
from varaamo_sync_cli.workspace.access.targets import Place, Use
from varaamo_sync_cli.workspace.hours.hours_desk import (
    HoursDesk,
    let_sandbox_take_over,
    open_hours,
)

said = Theme("commands/hours_plan")
say = Theme("commands/notes")


@dataclass(frozen=True, slots=True)
class _Wish:
    """What a push of hours was asked for, and how it is told."""

    on_conflict: OnConflict
    remove: bool
    limits: Mapping[str, int]
    asks: bool
    full: bool
    form: str
    lang: Lang


@spoken_command("push")
@parameters.place
@click.option("--hours-url", metavar="URL")
@parameters.on_conflict
@click.option("--remove", is_flag=True)
@parameters.units
@parameters.allow
@click.option("--full", is_flag=True)
@click.option("--yes", is_flag=True)
@parameters.output("text", "json")
def push(
    place: Place,
    hours_url: str | None,
    on_conflict: OnConflict,
    remove: bool,
    units: tuple[ServiceUnit, ...],
    allowed: tuple[str, ...],
    full: bool,
    yes: bool,
    form: str,
    lang: Lang,
) -> int:
    """Show the plan of the hours, ask, and carry it out; a second push changes nothing."""
    limits = parameters.read_limits(allowed, "hours")
    asks = not (place.choice.sandbox or yes)
    wish = _Wish(on_conflict, remove, limits, asks, full, form, lang)
    with (
        open_hours(place, Use.WRITE, units, url=hours_url) as opened,
        ExitStack() as turn,
    ):
        desk, lock, made = _agree(opened, turn, wish)
        with stoppable() as stopping:
            result = push_hours(
                desk.api,
                made,
                settings=desk.settings,
                allowed=limits,
                should_stop=lambda: stopping.is_set() or lock.is_lost(),
            )
    done = result.counts()[Status.DONE] > 0
    taken_over = done and let_sandbox_take_over(place)
    typed = with_hours_url(typed_for(place, units), hours_url)
    _tell(made, result, wish, typed, taken_over=taken_over)
    code = Exit.INTERRUPTED if stopping.is_set() else _exit(made, result)
    if code in (Exit.PARTLY, Exit.INTERRUPTED):
        click.echo(say("to_go_on", lang, command=typed("hours push")), err=True)
    return code


def _agree(
    opened: HoursDesk, turn: ExitStack, wish: _Wish
) -> tuple[HoursDesk, HeldLock, HoursPlan]:
    """Make the plan, show it, and ask where somebody has to say yes; the lock is held afterwards.

    Raises:
        PushRefused: Nothing is to be sent.
    """
    desk, lock = _take_turn(opened, turn)
    made = desk.make_plan(wish.on_conflict, remove=wish.remove, settling=True)
    asks = wish.asks and bool(made.writes)
    if wish.form == "text" and not (quiet() and not asks):
        hours_plan_text.write_plan(made, wish.lang, full=wish.full)
    made.require_allowed(wish.limits)
    if not asks:
        return desk, lock, made
    turn.close()  # nobody else has to wait while a person reads and thinks
    if not sys.stdin.isatty():
        raise PushRefused("push-no-terminal", origin=desk.api.origin)
    rooms, origin = len(made.writes), desk.api.origin
    if not confirm(said("ask", current_language(), rooms=rooms, origin=origin)):
        raise PushRefused("push-declined")
    desk, lock = _take_turn(opened, turn)
    again = desk.make_plan(wish.on_conflict, remove=wish.remove, settling=True)
    if again.rooms != made.rooms:
        raise PlanStale([part("moved-written")])
    return desk, lock, again


def _take_turn(opened: HoursDesk, turn: ExitStack) -> tuple[HoursDesk, HeldLock]:
    """Take the lock, and return it with the desk that writes only while it is held."""
    lock = turn.enter_context(lock_of(opened.store, opened.scope, opened.catalogue.id))
    return opened.behind(lock.fence), lock


def _tell(
    made: HoursPlan, result: HoursResult, wish: _Wish, typed: Typed, *, taken_over: bool
) -> None:
    if wish.form == "json":
        print_json(hours_plan_forms.result_as_json(result, wish.lang))
        return
    hours_plan_text.write_result(result, wish.lang, taken_over=taken_over)
    if quiet() or result.interrupted:
        return
    steps = [(typed("status"), said("next.look", wish.lang))]
    if made.clashes:
        insisting = typed("hours push", "--on-conflict", "ours")
        taking = typed("hours pull")
        steps[:0] = [
            (taking, said("next.pull", wish.lang)),
            (insisting, said("next.ours", wish.lang)),
        ]
    write_commands(said("next_title", wish.lang), steps)


def _exit(made: HoursPlan, result: HoursResult) -> Exit:
    if result.interrupted:
        return Exit.PARTLY
    waits = any(room.waits is not None and not room.waits.passes for room in made.rooms)
    return Exit.FINDINGS if waits else Exit.DONE
