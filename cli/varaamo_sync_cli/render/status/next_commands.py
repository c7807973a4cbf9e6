"""What to type next, once ``status`` has said how it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from varaamo_sync.goal import NextAction, Outlook, missing_hours
from varaamo_sync.model import SANDBOX_ORIGIN, Lang
from varaamo_sync.report import Standing
from varaamo_sync.words import Theme
from varaamo_sync_cli.workspace.access.command_line import Typed

said = Theme("commands/status")

_MOST_KEYS = 3
"""Keys in one command, so that it stays one that people read."""


def next_commands(
    view: Standing, typed: Typed, lang: Lang, *, recorded: bool
) -> list[tuple[str, str]]:
    """Return commands with what each of them does, the most useful first.

    Args:
        view: What was shown.
        typed: Makes commands for the same place.
        lang: The language.
        recorded: Whether it has just been recorded.
    """
    return [
        (typed(command, *more), said(f"next.{what}", lang))
        for what, command, more in _next(view)
        if not (recorded and what == "record")
    ]


def _next(view: Standing) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    if view.past:
        yield "history", "history", ()
        return
    actions = {group.action for group in view.goal.action_groups} if view.goal else set()
    if not view.whole or NextAction.MEND in actions:
        yield "mend", "validate", ()
    if view.whole and NextAction.PUSH in actions:
        yield "push", "plan", ()
    yield from _for_hours(view, actions)
    yield from _for_requirements(view)
    if view.whole and view.outlook is Outlook.MET and view.age is None:
        yield "record", "status", ("--record",)
    yield "full", "status", ("--full",) if view.age is None else ("--offline", "--full")


def _for_requirements(view: Standing) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield how a unit's yes is recorded, once rooms are no more what the goal waits for."""
    if view.goal is None or view.goal.rooms_outlook is not Outlook.MET:
        return
    for item in view.goal.requirements:
        waiting = [unit for unit in item.answers if item.outlook_of(unit) is not Outlook.MET]
        if waiting:
            several = len(view.goal.requirements) > 1
            more = ("--measure", item.requirement.id) if several else ()
            yield "agree", f"goal agree {waiting[0].value}", more
            return


def _for_hours(
    view: Standing, actions: Collection[NextAction]
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield what gives rooms their opening hours: those of the catalogue before those of staff."""
    if view.origin != SANDBOX_ORIGIN:
        if NextAction.TAKE_HOURS in actions and not view.hours_unasked:
            yield "look_hours", "hours plan", ()
    elif NextAction.TAKE_HOURS in actions:
        yield "take_hours", "hours push", ()
    elif NextAction.OPENING_HOURS in actions or NextAction.LINK_HOURS in actions:
        rooms = [
            item.room.key
            for venue in missing_hours(view.rooms)
            for item in (*venue.rooms, *venue.not_linked)
        ]
        yield "hours", "sandbox hours", tuple(rooms[:_MOST_KEYS])
