"""How the binding goal stands, as text: the verdict first, what to type next last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from varaamo_sync.goal import GoalStatus, Source
from varaamo_sync.model import Lang
from varaamo_sync.report import Standing
from varaamo_sync.report.sentences import counts as words
from varaamo_sync.report.sentences import goal as goals
from varaamo_sync.report.sentences import hours as hours_words
from varaamo_sync.words import Theme
from varaamo_sync_cli.console.verbosity import quiet
from varaamo_sync_cli.media.width import columns
from varaamo_sync_cli.render.rich_console import out, print_line, print_plainly, quote
from varaamo_sync_cli.render.status.next_commands import next_commands
from varaamo_sync_cli.render.status.status_table import bars, legend, print_counts
from varaamo_sync_cli.render.table_forms import text_table
from varaamo_sync_cli.workspace.access.command_line import Typed

said = Theme("report/standing")
line = Theme("commands/reading")
next_said = Theme("commands/status")

_MOST_VENUES = 3
"""Venues without opening hours that are named where not all is shown."""

_MOST_OUTSIDE = 2
"""Rooms outside the goal that are named where not all is shown."""


def write_text(
    view: Standing,
    lang: Lang,
    *,
    rooms: bool = False,
    full: bool = False,
    typed: Typed | None = None,
    recorded: bool = False,
) -> None:
    """Write how the goal stands, the counts, what is missing and what to do about it.

    Args:
        view: What is shown.
        lang: The language.
        rooms: Whether every room is listed.
        full: Whether nothing is folded.
        typed: Makes the next commands; without it, or with ``-q``, none are named.
        recorded: Whether this is being recorded.
    """
    if view.goal is not None:
        _write_verdict(view.goal, lang, full=full)
    _write_counts(view, lang)
    if rooms and view.progress is not None:
        print_plainly(_rooms(view, lang))
    _write_beside_counts(view, lang, full=full)
    if view.goal is not None:
        _write_work(view, view.goal, lang, full=full)
    _write_hours(view, lang, full=full)
    if typed is not None and not quiet():
        _write_next(next_commands(view, typed, lang, recorded=recorded), lang)


def _write_verdict(goal: GoalStatus, lang: Lang, *, full: bool) -> None:
    print_plainly(Text(goals.verdict(goal, lang), "bold"))
    print_plainly(goals.forecast(goal, lang, full=full))
    if full and goal.forecast.pace is not None:
        print_plainly(Text(said("method", lang), "dim"))
    print_line("")


def _write_counts(view: Standing, lang: Lang) -> None:
    width = columns()
    print_counts(view, lang, width)
    if out().is_terminal and view.entry.source is Source.SURVEYED:
        out().print()
        out().print(bars(view, width))
        out().print(legend(view, lang))
    print_plainly(Text(words.head(view, lang), "dim"))


def _write_beside_counts(view: Standing, lang: Lang, *, full: bool) -> None:
    """Write what the counts leave out, what the goal does not wait for, and the notes."""
    for text in words.gaps(view, lang):
        print_plainly(text)
    if view.entry.forecast:
        print_plainly(said("said_then", lang, words=view.entry.forecast))
    first, *rest = goals.outside_lines(view, lang, most=None if full else _MOST_OUTSIDE) or ("",)
    if first:
        print_plainly(first)
    _write_indented(rest, cut=not full)
    notes = [(unit, words.note(view, unit)) for unit in view.units]
    told = [f"{unit.value}: {note}" for unit, note in notes if note]
    if told:
        print_plainly(f"{said('heading.notes', lang)}:")
        _write_indented(told, cut=not full and view.entry.source is Source.SURVEYED)


def _write_work(view: Standing, goal: GoalStatus, lang: Lang, *, full: bool) -> None:
    print_line("")
    print_plainly(f"{said('missing', lang)}:")
    for status in goal.units.values():
        _write_indented(goals.unit_lines(status, lang, full=full))
    if goal.action_groups:
        print_plainly(f"\n{said('moves', lang)}:")
        shown = goal.action_groups if full else goal.action_groups[: goals.MOST_MOVES]
        moves = Table.grid(padding=(0, 1, 0, 0))
        for place, move in enumerate(shown, 1):
            moves.add_row(f"  {place}.", Text(goals.move(move, lang)))
        print_plainly(moves)
        if len(shown) < len(goal.action_groups):
            _write_indented([said("others", lang, n=len(goal.action_groups) - len(shown))])
    if view.past or not goal.goal.milestones:
        return
    if full:
        print_plainly(f"\n{said('milestones', lang)}:")
        _write_indented(goals.milestone(item, lang) for item in goal.goal.milestones)
    else:
        print_plainly(goals.milestone_counts(goal, lang))


def _write_hours(view: Standing, lang: Lang, *, full: bool) -> None:
    """Write the addresses that open the hours of each venue; they are not broken, to be copied."""
    section = hours_words.hours_section(view, lang, most=None if full else _MOST_VENUES)
    if section is None:
        return
    print_plainly(f"\n{section.heading}:")
    _write_indented(filter(None, [section.how]))
    for venue, link in section.venues:
        _write_indented([f"{venue}:"])
        print_line(quote(f"    {link}"))
    _write_indented(filter(None, [section.more, section.not_linked, section.unasked]))


def _write_next(commands: Sequence[tuple[str, str]], lang: Lang) -> None:
    print_plainly(f"\n{next_said('next_heading', lang)}:")
    width = columns()
    rows = [(command, what, len(f"  {command}  {what}") <= width) for command, what in commands]
    longest = max((len(command) for command, _, fits in rows if fits), default=0)
    for command, what, _ in rows:
        beside = f"  {command:{longest}}  {what}"
        if len(beside) <= width:
            print_line(quote(beside))
        else:  # a command is not broken, so that it can be copied
            print_line(quote(f"  {command}"))
            print_plainly(Padding(Text(what), (0, 0, 0, 6)))


def _write_indented(rows: Iterable[str], *, cut: bool = False) -> None:
    for row in rows:
        text = Text(row, no_wrap=cut, overflow="ellipsis" if cut else None)
        print_plainly(Padding(text, (0, 0, 0, 2)))


def _rooms(view: Standing, lang: Lang) -> Table:
    table = text_table()
    for name in (
        said("heading.room", lang),
        said("heading.stage", lang),
        words.reason_heading(view, lang),
    ):
        table.add_column(name, overflow="fold")
    for unit, name, stage, why in words.room_rows(view, lang):
        table.add_row(Text(f"{unit} {name}"), stage, Text(why))
    return table
