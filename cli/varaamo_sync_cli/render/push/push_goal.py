"""How the goal stands after a push, in a line or two; ``status`` tells the rest."""

from __future__ import annotations

from collections.abc import Iterator

from varaamo_sync.goal import Reason
from varaamo_sync.model import Lang
from varaamo_sync.report import Standing
from varaamo_sync.report.sentences import counts, goal
from varaamo_sync.report.sentences import hours as hours_words
from varaamo_sync.words import Theme
from varaamo_sync_cli.render.rich_console import print_line, quote

line = Theme("commands/reading")


def write_goal(view: Standing, lang: Lang) -> None:
    """Write whether the goal is met, and what keeps rooms from it that were just sent."""
    for told in _lines(view, lang):
        print_line(quote(told))


def _lines(view: Standing, lang: Lang) -> Iterator[str]:
    if view.goal is not None:
        yield goal.verdict(view.goal, lang)
    yield from counts.gaps(view, lang)
    hours = sum(item.reason is Reason.NO_OPENING_HOURS for item in view.rooms)
    if hours:
        yield line("no_hours", lang, count=hours)
    if not_linked := hours_words.not_linked_line(view, lang):
        yield not_linked
