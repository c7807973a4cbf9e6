"""Counts as a table that is folded where it does not fit, and as bars on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from textwrap import wrap

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from varaamo_sync.goal import Stage, SurveyedUnit
from varaamo_sync.model import Lang
from varaamo_sync.report import Standing
from varaamo_sync.report.sentences import counts as words
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.words import Theme
from varaamo_sync_cli.render.rich_console import print_plainly
from varaamo_sync_cli.render.table_forms import text_table

said = Theme("report/standing")
sign = Theme("commands/status")

_WIDE = {"missing": 14}
_NARROW = {"earlier": 14, "missing": 14}
"""Columns whose headings and cells are broken into lines, and their widths."""

_GAP = 2
_INDENT = "  "
_LONGEST_BAR = 40
_BESIDE_A_BAR = 16
_BARS = {
    Stage.READY: ("█", "green"),
    Stage.EARLIER: ("▓", "cyan"),
    Stage.IN_PROGRESS: ("▒", "yellow"),
    Stage.PREPARED: ("░", "dim"),
    Stage.UNKNOWN: ("?", "red"),
}

Row = tuple[str, Mapping[str, str]]
"""What a row is called, and its cells by column."""


def count_rows(view: Standing, lang: Lang, *, short: bool = False, total: bool = True) -> list[Row]:
    """Return a row for each service unit, and that of the totals where anything is added up.

    Args:
        view: What is shown.
        lang: The language.
        short: Whether service units are called by their codes.
        total: Whether there is a row of the totals.
    """
    rows: list[Row] = [
        (words.unit_name(view, unit, lang, short=short), words.cells(view, unit, lang))
        for unit in view.units
    ]
    added = words.total_cells(view, lang) if total else None
    return rows if added is None else [*rows, (said("heading.total", lang), added)]


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table of counts fits a terminal.

    Attributes:
        columns: Columns of counts.
        widths: Width of each column, that of the names first; ``None`` where no table fits.
        short: Whether service units are called by their codes.
    """

    columns: tuple[str, ...]
    widths: tuple[int, ...] | None
    short: bool = False

    def heading(self, lang: Lang) -> str:
        """Return the heading above the names."""
        return said("heading.unit_short" if self.short else "heading.unit", lang)


def lay_out(views: Sequence[Standing], lang: Lang, width: int) -> Layout:
    """Return how the counts of some entries fit side by side, no heading and no figure cut.

    Args:
        views: The entries.
        lang: The language.
        width: Columns of the terminal.
    """
    columns = words.shown_columns(views, lang)
    for short, broken in ((False, _WIDE), (False, _NARROW), (True, _WIDE), (True, _NARROW)):
        layout = Layout(columns, None, short)
        rows = [row for view in views for row in count_rows(view, lang, short=short)]
        widths = _widths(layout, rows, broken, lang)
        if sum(widths) + _GAP * len(columns) <= width:
            return replace(layout, widths=tuple(widths))
    return Layout(columns, None)


def print_counts(view: Standing, lang: Lang, width: int) -> None:
    """Print the counts as a table where one fits, else the lines of each row under its name."""
    layout = lay_out([view], lang, width)
    rows = count_rows(view, lang, short=layout.short)
    if layout.widths is None:
        print_folded(layout, rows, lang, width)
        return
    table = make_table(layout, layout.widths, lang)
    add_rows(table, layout, rows)
    print_plainly(table)


def print_folded(layout: Layout, rows: Sequence[Row], lang: Lang, width: int) -> None:
    """Print each row as its name and lines with all that it holds; no figure stands alone."""
    for name, cells in rows:
        print_plainly(name)
        told = [f"{said(f'heading.{c}', lang)} {cells[c] or '–'}" for c in layout.columns]
        for line in _filled(told, width - len(_INDENT)):
            print_plainly(line)


def _widths(
    layout: Layout, rows: Sequence[Row], broken: Mapping[str, int], lang: Lang
) -> list[int]:
    """Return how wide each column is when no heading and no figure is cut."""
    widths = [max(cell_len(text) for text in (layout.heading(lang), *(name for name, _ in rows)))]
    for column in layout.columns:
        texts = [said(f"heading.{column}", lang), *(cells[column] for _, cells in rows)]
        most = broken.get(column)
        lines = [piece for text in texts for piece in (_pieces(text, most) if most else [text])]
        widths.append(max(map(cell_len, lines)))
    return widths


def _pieces(text: str, width: int) -> list[str]:
    return wrap(text, width, break_long_words=False, break_on_hyphens=False)


def _filled(pieces: Sequence[str], width: int) -> Iterator[str]:
    """Yield lines of pieces with commas between them; a line ends between two pieces."""
    held = ""
    for piece in pieces:
        longer = f"{held}, {piece}" if held else piece
        if held and cell_len(longer) + 1 > width:
            yield f"{_INDENT}{held},"
            longer = piece
        held = longer
    yield f"{_INDENT}{held}"


def make_table(layout: Layout, widths: Sequence[int], lang: Lang, *, headed: bool = True) -> Table:
    """Return an empty table of counts, with columns of some widths."""
    table = text_table(show_edge=False, show_header=headed)
    table.add_column(layout.heading(lang), no_wrap=True, min_width=widths[0])
    for column, width in zip(layout.columns, widths[1:], strict=True):
        heading = said(f"heading.{column}", lang)
        table.add_column(heading, justify="right", min_width=width, max_width=width)
    return table


def add_rows(table: Table, layout: Layout, rows: Sequence[Row]) -> None:
    """Add rows to a table of counts."""
    for name, cells in rows:
        table.add_row(Text(name), *(Text(cells[column]) for column in layout.columns))


def bars(view: Standing, width: int) -> Table:
    """Return a bar for each service unit: what residents can book stands first."""
    table = text_table(box=None, show_header=False)
    longest = max(1, min(_LONGEST_BAR, width - _BESIDE_A_BAR))
    for unit in view.units:
        row = view.entry.surveyed.get(unit, SurveyedUnit())
        total = row.counts.total
        bar = Text()
        filled = done = 0
        for stage, (mark, style) in _BARS.items():
            done += len(row.stages.get(stage, ()))
            upto = round(done * longest / total) if total else 0
            bar.append(mark * (upto - filled), style)
            filled = upto
        table.add_row(unit.value, bar, f"{len(row.bookable)}/{total}")
    return table


def legend(view: Standing, lang: Lang) -> Text:
    """Return what each sign of the bars stands for, and the figures behind them."""
    rows = [view.entry.surveyed.get(unit, SurveyedUnit()) for unit in view.units]
    text = Text()
    for stage, (mark, style) in _BARS.items():
        if any(row.stages.get(stage) for row in rows):
            text.append(mark, style)
            text.append(f" {said(f'stage.{stage}', lang)}  ")
    return text.append(sign("legend", lang))
