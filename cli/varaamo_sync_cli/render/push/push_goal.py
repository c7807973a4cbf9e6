"""How the goal stands after a push, in a line or two; ``status`` tells the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from varaamo_sync.goal import Missing, NextAction, Reason
from varaamo_sync.model import Lang
from varaamo_sync.report import Standing
from varaamo_sync.report.sentences import counts, goal
from varaamo_sync.report.sentences import hours as hours_words
from varaamo_sync.words import Theme
from varaamo_sync_cli.render.rich_console import print_line, quote
from varaamo_sync_cli.workspace.access.command_line import Typed

line = Theme("commands/reading")


def write_goal(view: Standing, typed: Typed, lang: Lang) -> None:
    """Write whether the goal is met, and what keeps rooms from it that were just sent."""
    for told in _lines(view, typed, lang):
        print_line(quote(told))


def _lines(view: Standing, typed: Typed, lang: Lang) -> Iterator[str]:
    if view.goal is not None:
        yield goal.verdict(view.goal, lang)
    yield from counts.gaps(view, lang)
    lacking = [item for item in view.rooms if item.reason is Reason.NO_OPENING_HOURS]
    actions = Counter(Missing(item.room.key, item.stage, item).next_action for item in lacking)
    if stated := actions[NextAction.TAKE_HOURS]:
        yield line("own_hours", lang, count=stated, command=typed("hours push"))
    if unset := actions[NextAction.OPENING_HOURS]:
        yield line("no_hours", lang, count=unset)
    if not_linked := hours_words.not_linked_line(view, lang):
        yield not_linked
