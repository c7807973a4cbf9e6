"""The table of the binding goal as text: bars and colours on a terminal only."""

from __future__ import annotations

from collections.abc import Iterable

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from varaamo_sync.goal import GoalStatus, Reason, Source, Stage, SurveyedUnit
from varaamo_sync.model import Lang
from varaamo_sync.words import Theme
from varaamo_sync_cli.render.rich_console import out, print_line, print_plainly
from varaamo_sync_cli.render.status import status_words as words
from varaamo_sync_cli.render.table_forms import text_table
from varaamo_sync_cli.workspace.history.status_view import StatusView

said = Theme("commands/status")
line = Theme("commands/reading")

_EARLIER_WIDTH = 14
_WIDE = 100
_BAR_WIDTH = 40
_BARS = {
    Stage.READY: ("█", "green"),
    Stage.EARLIER: ("█", "cyan"),
    Stage.IN_PROGRESS: ("▒", "yellow"),
    Stage.PREPARED: ("░", "dim"),
    Stage.UNKNOWN: ("?", "red"),
}


def write_text(view: StatusView, lang: Lang, *, rooms: bool = False) -> None:
    """Write the table, the goal, the forecast and what moves the goal most."""
    print_plainly(_table(view, lang))
    if out().is_terminal and view.entry.source is Source.SURVEYED:
        out().print()
        out().print(_bars(view))
    if rooms and view.progress is not None:
        print_plainly(_rooms(view, lang))
    print_plainly(Text(words.head(view, lang), "dim"))
    for gap in words.gaps(view, lang):
        print_plainly(gap)
    if view.entry.forecast:
        print_plainly(said("said_then", lang, words=view.entry.forecast))
    if view.goal is not None:
        _write_goal(view, view.goal, lang)


def write_after_push(view: StatusView, lang: Lang) -> None:
    """Write the same, and how many rooms could be booked if only they had opening hours."""
    write_text(view, lang)
    hours = sum(item.reason is Reason.NO_OPENING_HOURS for item in view.rooms)
    if hours:
        print_line(line("no_hours", lang, count=hours))


def _write_goal(view: StatusView, goal: GoalStatus, lang: Lang) -> None:
    print_plainly(Text("\n" + words.verdict(goal, lang), "bold"))
    _write_indented(row for status in goal.units.values() for row in words.unit_lines(status, lang))
    print_plainly(Text("\n" + words.forecast(goal, lang), "bold"))
    if goal.forecast.pace is not None:
        print_plainly(Text(said("method", lang), "dim"))
    if goal.action_groups:
        print_plainly(f"\n{said('moves', lang)}:")
        moves = enumerate(goal.action_groups[: words.MOST_MOVES], 1)
        _write_indented(f"{place}. {words.move(move, lang)}" for place, move in moves)
    if goal.goal.milestones and not view.past:
        print_plainly(f"\n{said('milestones', lang)}:")
        _write_indented(words.milestone(item, lang) for item in goal.goal.milestones)


def _write_indented(rows: Iterable[str]) -> None:
    for row in rows:
        print_plainly(Padding(Text(row), (0, 0, 0, 2)))


def _table(view: StatusView, lang: Lang) -> Table:
    columns = words.shown_columns([view], lang)
    short = columns != words.COLUMNS or out().width < _WIDE
    table = text_table(show_edge=False)
    table.add_column(
        said("unit_short", lang) if short else said("heading.unit", lang), no_wrap=True
    )
    for name in columns:
        width = _EARLIER_WIDTH if name == "earlier" else None
        table.add_column(
            said(f"heading.{name}", lang), justify="right", max_width=width, no_wrap=width is None
        )
    table.add_column(said("heading.notes", lang), overflow="fold")
    for row in words.unit_rows(view, columns, lang, short=short):
        table.add_row(*map(Text, row))
    if total := words.total_row(view, columns, lang):
        table.add_section()
        table.add_row(*map(Text, total))
    return table


def _bars(view: StatusView) -> Table:
    """Return a bar per service unit: what residents can book stands first."""
    table = text_table(box=None, show_header=False)
    for unit in view.units:
        row = view.entry.surveyed.get(unit, SurveyedUnit())
        total = row.counts.total
        bar = Text()
        filled = done = 0
        for stage, (mark, style) in _BARS.items():
            done += len(row.stages.get(stage, ()))
            upto = round(done * _BAR_WIDTH / total) if total else 0
            bar.append(mark * (upto - filled), style)
            filled = upto
        table.add_row(unit.value, bar, f"{len(row.bookable)}/{total}")
    return table


def _rooms(view: StatusView, lang: Lang) -> Table:
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
