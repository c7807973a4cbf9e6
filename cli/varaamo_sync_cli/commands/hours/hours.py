"""``varaamo-sync hours``: opening hours of the rooms, in the system that keeps them."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import click

from varaamo_sync.catalogue_files import write_whole
from varaamo_sync.errors import PlanStale, PushRefused, part
from varaamo_sync.model import Lang, ServiceUnit
from varaamo_sync.plan import OnConflict
from varaamo_sync.store import HeldLock
from varaamo_sync.sync import Status
from varaamo_sync.sync.hours import HoursPlan, HoursResult, push_hours
from varaamo_sync.words import Theme
from varaamo_sync_cli.commands import parameters
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.help.spoken_commands import spoken_group
from varaamo_sync_cli.console.output import print_json
from varaamo_sync_cli.console.questions.yes_or_no import confirm
from varaamo_sync_cli.console.run_language import current_language
from varaamo_sync_cli.console.stopping import stoppable
from varaamo_sync_cli.console.verbosity import quiet
from varaamo_sync_cli.render.hours import hours_plan_forms, hours_plan_text
from varaamo_sync_cli.render.next_commands import write_commands
from varaamo_sync_cli.workspace.access.command_line import Typed, typed_for
from varaamo_sync_cli.workspace.access.push_lock import lock_of
from varaamo_sync_cli.workspace.access.targets import Place, Use
from varaamo_sync_cli.workspace.hours.hours_desk import (
    HoursDesk,
    let_sandbox_take_over,
    open_hours,
)
from varaamo_sync_cli.workspace.hours.hours_view import view_hours

said = Theme("commands/hours_plan")
say = Theme("commands/notes")


@spoken_group("hours")
def command() -> None:
    """Opening hours of the rooms, in the system that keeps them (Hauki)."""


@command.command()
@parameters.place
@click.option("--hours-url", metavar="URL")
@parameters.units
@click.option("--full", is_flag=True)
@parameters.output("text", "json", "markdown")
def status(
    place: Place,
    hours_url: str | None,
    units: tuple[ServiceUnit, ...],
    full: bool,
    form: str,
    lang: Lang,
) -> int:
    """Tell which rooms have no opening hours, and why. Needs no login and no token."""
    view = view_hours(place, units, url=hours_url)
    if form == "json":
        from varaamo_sync_cli.render.hours.hours_json import as_json

        print_json(as_json(view, lang))
    elif form == "markdown":
        from varaamo_sync_cli.render.hours.hours_markdown import as_markdown

        click.echo(as_markdown(view, lang))
    else:
        from varaamo_sync_cli.render.hours.hours_text import write_text

        write_text(view, lang, _with_url(typed_for(place, units), hours_url), full=full)
    return Exit.DONE


@command.command()
@parameters.place
@click.option("--hours-url", metavar="URL")
@parameters.on_conflict
@parameters.units
@click.option("--out", type=parameters.PATH, metavar="FILE")
@click.option("--exit-code", is_flag=True)
@click.option("--full", is_flag=True)
@parameters.output("text", "json", "markdown")
def plan(
    place: Place,
    hours_url: str | None,
    on_conflict: OnConflict,
    units: tuple[ServiceUnit, ...],
    out: Path | None,
    exit_code: bool,
    full: bool,
    form: str,
    lang: Lang,
) -> int:
    """Compare the hours of the catalogue with those that are there. Needs no login and no token."""
    with open_hours(place, Use.LOOK, units, url=hours_url) as desk:
        made = desk.make_plan(on_conflict, settling=False)
    if out is not None:
        _write(out, made, lang)
    if form == "json":
        print_json(hours_plan_forms.plan_as_json(made, lang))
    elif form == "markdown":
        click.echo(hours_plan_forms.plan_as_markdown(made, lang))
    else:
        hours_plan_text.write_plan(made, lang, full=full)
        typed = typed_for(place, units)
        hours_plan_text.write_plan_steps(made, lang, _with_url(typed, hours_url))
    return Exit.PENDING if exit_code and made.pending else Exit.DONE


def _write(file: Path, made: HoursPlan, lang: Lang) -> None:
    """Write the list: bodies for programs where the file is JSON, else what people can type."""
    if file.suffix.casefold() == ".json":
        import json

        told = hours_plan_forms.plan_as_json(made, lang)
        text = json.dumps(told, ensure_ascii=False, indent=1)
    else:
        text = hours_plan_forms.plan_as_markdown(made, lang)
    write_whole(file, f"{text}\n".encode())


def _with_url(typed: Typed, url: str | None) -> Typed:
    further = () if url is None else ("--hours-url", url)

    def typed_here(name: str, *options: str) -> str:
        return typed(name, *options, *(further if name.startswith("hours") else ()))

    return typed_here


@dataclass(frozen=True, slots=True)
class _Wish:
    """What a push of hours was asked for, and how it is told."""

    on_conflict: OnConflict
    limits: Mapping[str, int]
    asks: bool
    full: bool
    form: str
    lang: Lang


@command.command()
@parameters.place
@click.option("--hours-url", metavar="URL")
@parameters.on_conflict
@parameters.units
@parameters.allow
@click.option("--full", is_flag=True)
@click.option("--yes", is_flag=True)
@parameters.output("text", "json")
def push(
    place: Place,
    hours_url: str | None,
    on_conflict: OnConflict,
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
    wish = _Wish(on_conflict, limits, asks, full, form, lang)
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
    typed = _with_url(typed_for(place, units), hours_url)
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
    made = desk.make_plan(wish.on_conflict, settling=True)
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
    again = desk.make_plan(wish.on_conflict, settling=True)
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
        steps.insert(0, (insisting, said("next.ours", wish.lang)))
    write_commands(said("next_title", wish.lang), steps)


def _exit(made: HoursPlan, result: HoursResult) -> Exit:
    if result.interrupted:
        return Exit.PARTLY
    waits = any(room.waits is not None and not room.waits.passes for room in made.rooms)
    return Exit.FINDINGS if waits else Exit.DONE
