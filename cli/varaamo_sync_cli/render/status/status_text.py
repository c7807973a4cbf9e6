"""The table of the binding goal as text: bars and colours on a terminal only."""

from __future__ import annotations

from io import StringIO

from rich import box
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from varaamo_sync.goal import Progress, Reason, Source, Stage, SurveyedUnit
from varaamo_sync.model import Lang
from varaamo_sync_cli.goal_lines import said
from varaamo_sync_cli.render.rich_console import out
from varaamo_sync_cli.render.status import status_words as words
from varaamo_sync_cli.words.common import STAGES, heading
from varaamo_sync_cli.workspace.history.status_view import View

_EARLIER_WIDTH = 14
_WIDE = 100
_BAR_WIDTH = 40
_INDENT = (0, 0, 0, 2)
_BARS = {
    Stage.READY: ("█", "green"),
    Stage.EARLIER: ("█", "cyan"),
    Stage.IN_PROGRESS: ("▒", "yellow"),
    Stage.PREPARED: ("░", "dim"),
    Stage.UNKNOWN: ("?", "red"),
}


def write_text(view: View, lang: Lang, *, rooms: bool = False) -> None:
    """Write the table, the goal, the forecast and what moves the goal most."""
    print_plainly(_table(view, lang))
    if out().is_terminal and view.entry.source is Source.SURVEYED:
        out().print()
        out().print(_bars(view))
    if rooms and view.progress is not None:
        print_plainly(_rooms(view, view.progress, lang))
    print_plainly(Text(words.head(view, lang), "dim"))
    for line in words.gaps(view, lang):
        print_plainly(line)
    if view.entry.forecast:
        print_plainly(said("said_then", lang, words=view.entry.forecast))
    if view.goal is not None:
        _write_goal(view, lang)


def _write_goal(view: View, lang: Lang) -> None:
    goal = view.goal
    assert goal is not None
    print_plainly(Text("\n" + words.verdict(goal, lang), "bold"))
    for status in goal.units.values():
        for line in words.unit_lines(status, lang):
            print_plainly(Padding(Text(line), _INDENT))
    print_plainly(Text("\n" + words.forecast(goal, lang), "bold"))
    if goal.forecast.pace is not None:
        print_plainly(Text(said("method", lang), "dim"))
    if goal.moves:
        print_plainly(f"\n{said('moves', lang)}:")
        for place, move in enumerate(goal.moves[: words.MOST_MOVES], 1):
            print_plainly(Padding(Text(f"{place}. {words.move(move, lang)}"), _INDENT))
    if goal.goal.milestones and not view.past:
        print_plainly(f"\n{said('milestones', lang)}:")
        for milestone in goal.goal.milestones:
            print_plainly(Padding(Text(words.milestone(milestone, lang)), _INDENT))


def print_plainly(what: RenderableType) -> None:
    """Print; in a pipe, without the spaces that fill up the lines of a table."""
    console = out()
    if isinstance(what, str):
        what = Text(what)
    if console.is_terminal:
        console.print(what)
        return
    text = StringIO()
    Console(file=text, width=console.width, highlight=False, color_system=None).print(what)
    for row in text.getvalue().splitlines():
        console.print(Text(row.rstrip()), soft_wrap=True)


def _table(view: View, lang: Lang) -> Table:
    totals = view.entry.source is Source.SURVEYED and len(view.units) > 1
    rows = {unit: words.cells(view, unit, lang) for unit in view.units}
    unknown = any(row["unknown"] not in ("", "0") for row in rows.values())
    columns = (*words.COLUMNS, "unknown") if unknown else words.COLUMNS
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    short = unknown or out().width < _WIDE
    first = said("unit_short", lang) if short else heading("unit", lang)
    table.add_column(first, no_wrap=True)
    for name in columns:
        width = _EARLIER_WIDTH if name == "earlier" else None
        table.add_column(
            heading(name, lang), justify="right", max_width=width, no_wrap=width is None
        )
    table.add_column(heading("notes", lang), overflow="fold")
    for unit, row in rows.items():
        name = words.unit_name(view, unit, lang, short=short)
        table.add_row(name, *(Text(row[c]) for c in columns), Text(words.note(view, unit)))
    if totals:
        table.add_section()
        row = words.cells(view, None, lang)
        table.add_row(heading("total", lang), *(row[c] for c in columns), "")
    return table


def _bars(view: View) -> Table:
    """Return a bar per service unit: what residents can book stands first."""
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 1, 0, 0))
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


def _rooms(view: View, progress: Progress, lang: Lang) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for name in (heading("room", lang), heading("stage", lang), words.reason_heading(view, lang)):
        table.add_column(name, overflow="fold")
    for item in progress.rooms:
        if item.room.service_unit in view.units:
            table.add_row(
                Text(f"{item.room.service_unit.value} {item.room.label(lang)}"),
                STAGES[item.stage][lang],
                words.why(item, lang),
            )
    return table


def without_hours(progress: Progress) -> int:
    """Return how many rooms could be booked if only they had opening hours."""
    return sum(item.reason is Reason.NO_OPENING_HOURS for item in progress.rooms)
