"""``varaamo-sync hours push``: hours of the catalogue into the system that keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from datetime import timedelta
from threading import Event

import click

from varaamo_sync.errors import PlanStale, part
from varaamo_sync.model import Lang, ServiceUnit
from varaamo_sync.plan import OnConflict
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.sync import Status
from varaamo_sync.sync.hours import HoursPlan, HoursResult, HoursShown, Waiting, push_hours
from varaamo_sync.words import Theme
from varaamo_sync_cli.commands import parameters
from varaamo_sync_cli.commands.agreement import Agreement
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.help.spoken_commands import spoken_command
from varaamo_sync_cli.console.help.value_types import Whole
from varaamo_sync_cli.console.output import print_json
from varaamo_sync_cli.console.run_language import current_language
from varaamo_sync_cli.console.stopping import stoppable
from varaamo_sync_cli.console.verbosity import quiet
from varaamo_sync_cli.render.hours import (
    hours_plan_text,
    hours_shown_text,
)
from varaamo_sync_cli.render.next_commands import write_commands
from varaamo_sync_cli.workspace.access.command_line import Typed, typed_for, with_hours_url
from varaamo_sync_cli.workspace.access.targets import Place, Use
from varaamo_sync_cli.workspace.hours.hours_desk import (
    HoursDesk,
    let_sandbox_take_over,
    open_hours,
)

said = Theme("commands/hours_plan")
say = Theme("commands/notes")

_LOOKS_EVERY = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class _Wish:
    """What a push of hours was asked for, and how it is told."""

    on_conflict: OnConflict
    remove: bool
    limits: Mapping[str, int]
    asks: bool
    full: bool
    longest: timedelta | None
    form: str
    lang: Lang


@spoken_command("push")
@parameters.place
@click.option("--hours-url", metavar="URL")
@parameters.on_conflict
@click.option("--remove", is_flag=True)
@parameters.units
@parameters.allow
@click.option("--wait", is_flag=True)
@click.option("--timeout", type=Whole(1, 1440), default=20, metavar="MINUTES")
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
    wait: bool,
    timeout: int,
    full: bool,
    yes: bool,
    form: str,
    lang: Lang,
) -> int:
    """Show the plan of the hours, ask, and carry it out; a second push changes nothing."""
    limits = parameters.read_limits(allowed, "hours")
    asks = not (place.choice.sandbox or yes)
    longest = timedelta(minutes=timeout) if wait else None
    wish = _Wish(on_conflict, remove, limits, asks, full, longest, form, lang)
    with (
        open_hours(place, Use.WRITE, units, url=hours_url) as opened,
        ExitStack() as turn,
    ):
        desk, lock, made = _agreement(wish, opened.api.origin).reach(opened, turn)
        with stoppable() as stopping:
            result = push_hours(
                desk.api,
                made,
                settings=desk.settings,
                allowed=limits,
                should_stop=lambda: stopping.is_set() or lock.is_lost(),
            )
            turn.close()  # nobody else has to wait until residents see it
            done = result.counts()[Status.DONE] > 0
            taken_over = done and let_sandbox_take_over(place)
            waits = longest is not None and not (result.interrupted or stopping.is_set())
            if form == "text":
                soon = done and not waits
                hours_plan_text.write_result(result, lang, soon=soon, taken_over=taken_over)
            shown = _wait(desk, made, result, wish, stopping) if waits else None
    typed = with_hours_url(typed_for(place, units), hours_url)
    if form == "json":
        print_json(result.as_dict(lang, shown=shown))
    elif not (quiet() or result.interrupted):
        _write_steps(made, lang, typed)
    code = Exit.INTERRUPTED if stopping.is_set() else _exit(made, result, shown)
    if code is Exit.PARTLY or (stopping.is_set() and result.interrupted):
        click.echo(say("to_go_on", lang, command=typed("hours push")), err=True)
    return code


def _wait(
    desk: HoursDesk, made: HoursPlan, result: HoursResult, wish: _Wish, stopping: Event
) -> HoursShown:
    """Look at the booking system until it shows what was pushed, and tell how it stands."""
    assert wish.longest is not None
    telling = hours_shown_text.ShownTelling(wish.lang, wish.longest)
    waiting = Waiting(wish.longest, _LOOKS_EVERY, stopping.is_set, telling.tell_look)
    shown = desk.wait_until_shown(made, result, waiting, stopping.wait)
    if wish.form == "text":
        telling.write(shown, stopped=stopping.is_set())
    return shown


def _agreement(wish: _Wish, origin: str) -> Agreement[HoursDesk, HoursPlan]:
    """Return how a plan of hours is agreed to before it is carried out."""

    def make(desk: HoursDesk) -> HoursPlan:
        return desk.make_plan(wish.on_conflict, remove=wish.remove, settling=True)

    def show(made: HoursPlan, asks: bool) -> None:
        if wish.form == "text" and not (quiet() and not asks):
            hours_plan_text.write_plan(made, wish.lang, full=wish.full)

    def remake(desk: HoursDesk, made: HoursPlan) -> HoursPlan:
        again = make(desk)
        if again.concerned != made.concerned:
            raise PlanStale([part("moved-written")])
        return again

    return Agreement(
        make=make,
        asks=lambda made: wish.asks and bool(made.writes),
        show=show,
        require=lambda made: made.require_allowed(wish.limits),
        question=lambda made: said(
            "ask", current_language(), rooms=len(made.writes), origin=origin
        ),
        origin=origin,
        remake=remake,
    )


def _write_steps(made: HoursPlan, lang: Lang, typed: Typed) -> None:
    steps = [(typed("status"), said("next.look", lang))]
    if made.clashes:
        insisting = typed("hours push", "--on-conflict", "ours")
        steps.insert(0, (insisting, said("next.ours", lang)))
        steps.insert(0, (typed("hours pull"), said("next.pull", lang)))
    write_commands(said("next_title", lang), steps)


def _exit(made: HoursPlan, result: HoursResult, shown: HoursShown | None) -> Exit:
    if result.interrupted:
        return Exit.PARTLY
    if shown is not None and shown.missing:
        return Exit.PENDING
    waits = any(room.waits is not None and not room.waits.passes for room in made.rooms)
    undecided = result.counts()[Status.CONFLICT] > 0
    return Exit.FINDINGS if waits or undecided else Exit.DONE
