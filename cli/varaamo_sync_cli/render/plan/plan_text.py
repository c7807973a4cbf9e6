"""A plan as text: how it stands, what needs a decision, what residents will meet, what is next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field

from varaamo_sync.model import Lang
from varaamo_sync.plan import Plan
from varaamo_sync.plan.values import Locate, plan_summary
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.words import Theme
from varaamo_sync_cli.console.typed_commands import typed as typed_anywhere
from varaamo_sync_cli.console.verbosity import quiet
from varaamo_sync_cli.render.plan import plan_decisions, plan_others, plan_rooms
from varaamo_sync_cli.render.plan.plan_full import every_room
from varaamo_sync_cli.render.plan.plan_twins import nowhere
from varaamo_sync_cli.render.rich_console import print_line, quote
from varaamo_sync_cli.workspace.access.command_line import Typed

word = Theme("commands/plan")


@dataclass(frozen=True, slots=True)
class Telling:
    """How a plan is told.

    Attributes:
        full: Whether every room and every field is told, and no list is cut.
        pushing: Whether a push tells it, which goes on by itself and has a guard of its own.
        brief: Whether only counts and decisions are told.
        allowed: What a person let through, by the names of the guard.
        locate: Tells where a room stands in the files.
        typed: Makes the commands that are offered.
        next_options: Options of the push that is offered next.
    """

    full: bool = False
    pushing: bool = False
    brief: bool = False
    allowed: Mapping[str, int] = field(default_factory=dict)
    locate: Locate = nowhere
    typed: Typed = typed_anywhere
    next_options: tuple[str, ...] = ()


def write_text(plan: Plan, lang: Lang, telling: Telling | None = None) -> None:
    """Write a plan for a person."""
    for line in _lines(plan, lang, telling or Telling()):
        print_line(line)


def _lines(plan: Plan, lang: Lang, telling: Telling) -> Iterator[str]:
    yield f"[bold]{quote(plan_summary(plan, lang))}[/bold]"
    heading = word("for", lang, origin=plan.origin, day=plan.today)
    yield f"[dim]{quote(heading)}[/dim]"
    yield from plan_decisions.decisions(
        plan, lang, telling.locate, telling.typed, full=telling.full
    )
    if not telling.pushing:
        yield from plan_decisions.guards(plan, lang, telling.allowed, telling.typed)
    if telling.full:
        yield from every_room(plan, lang)
    elif not telling.brief:
        yield from plan_rooms.sections(plan, lang)
    if telling.full or not telling.brief or plan.archives:
        yield from plan_others.departed_lines(plan, lang, full=telling.full)
    yield from plan_others.unread_lines(plan, lang, full=telling.full)
    if not quiet() and (telling.full or not telling.brief):
        yield from plan_others.untouched_lines(plan, lang, full=telling.full)
        if not telling.pushing:
            yield from _next_step(plan, lang, telling)


def _next_step(plan: Plan, lang: Lang, telling: Telling) -> Iterator[str]:
    shown = any(plan_rooms.is_told(planned) for planned in plan.rooms)
    steps = []
    if not plan.empty and not plan.breaches(telling.allowed):
        command = telling.typed("push", *telling.next_options)
        steps.append(word("next_push", lang, command=command))
    if shown and not telling.full:
        steps.append(word("next_full", lang, command=telling.typed("plan", "--full")))
    if steps:
        yield ""
        yield from map(quote, steps)
