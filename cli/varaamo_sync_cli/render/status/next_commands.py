"""What to type next, once ``status`` has said how it stands."""

from __future__ import annotations

from collections.abc import Iterator

from varaamo_sync.goal import NextAction, Outlook, missing_hours
from varaamo_sync.model import SANDBOX_ORIGIN, Lang, Room
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
    if view.origin == SANDBOX_ORIGIN and actions & {
        NextAction.OPENING_HOURS,
        NextAction.LINK_HOURS,
    }:
        rooms = list(_without_hours(view))
        if any(_states_hours(room) for room in rooms):
            yield "take_hours", "hours push", ()
        else:
            yield "hours", "sandbox hours", tuple(room.key for room in rooms[:_MOST_KEYS])
    if view.whole and view.outlook is Outlook.MET and view.age is None:
        yield "record", "status", ("--record",)
    yield "full", "status", ("--full",) if view.age is None else ("--offline", "--full")


def _without_hours(view: Standing) -> Iterator[Room]:
    for venue in missing_hours(view.rooms):
        yield from (item.room for item in (*venue.rooms, *venue.not_linked))


def _states_hours(room: Room) -> bool:
    """Whether a push of hours would take hours of the catalogue to it."""
    return room.hours is not None and not room.hours.kept_in
