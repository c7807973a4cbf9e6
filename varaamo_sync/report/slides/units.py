"""What a slide is filled with, piece by piece: paragraphs, rows of tables, charts.

Each piece knows its height at its size and how it goes on where it is higher than its slide.
Lengths are in points.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Protocol

from varaamo_sync.report.document import Chart, ChartKind, Column, Tone
from varaamo_sync.report.slides.measure import LINE, wrap
from varaamo_sync.startup.fast_dataclass import dataclass

PAD_X, PAD_Y = 7.2, 3.0
"""Room around the text of a cell."""

INSET = 7.2
"""Room between the edge of a box and its text, to the left and to the right."""

_FEWEST_LINES = 2
_LONGEST_NAME = 120
_INDENT = 1.7
_BEFORE_TABLE = 4.0
_BEFORE_CHART = 4.0


class Unit(Protocol):
    """A piece of a slide's content."""

    @property
    def height(self) -> float:
        """Height, without what stands before it."""
        ...

    @property
    def least(self) -> float:
        """Height that it takes at least to begin on a slide."""
        ...

    @property
    def keep(self) -> bool:
        """Whether it stands on the slide of the piece behind it."""
        ...

    def gap_after(self, before: Unit | None) -> float:
        """Return the room between the piece before it and this one, header rows included."""
        ...

    def split(self, room: float) -> tuple[Unit, Unit] | None:
        """Return what fits into some room and the rest, or ``None`` where nothing does."""
        ...


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a paragraph in one hand."""

    text: str
    bold: bool = False


@dataclass(frozen=True, kw_only=True)
class Para:
    """A paragraph.

    Attributes:
        runs: Its text.
        size: Size of its font.
        width: Room for its lines.
        before: Room before it.
        level: How deep it is in a list; 0 for no list.
        bullet: What stands before it in a list; empty where it goes on.
        number: Its number in a list; ``None`` for a bullet.
        tone: What it means.
        keep: Whether it stands on the slide of what follows.
    """

    runs: tuple[Run, ...]
    size: float
    width: float
    before: float = 0.0
    level: int = 0
    bullet: str = ""
    number: int | None = None
    tone: Tone = Tone.NEUTRAL
    keep: bool = False

    @property
    def text(self) -> str:
        """All of its text."""
        return "".join(run.text for run in self.runs)

    @property
    def indent(self) -> float:
        """Room to the left of its lines."""
        return self.level * self.hanging

    @property
    def hanging(self) -> float:
        """Room for what stands before it in a list."""
        return _INDENT * self.size if self.level else 0.0

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Its lines, as far as that can be told."""
        bold = any(run.bold for run in self.runs)
        return wrap(self.text, self.width - self.indent, self.size, bold=bold)

    @property
    def height(self) -> float:
        """Height of its lines."""
        return len(self.lines) * LINE * self.size

    @property
    def least(self) -> float:
        """Height of its first lines."""
        return min(len(self.lines), _FEWEST_LINES) * LINE * self.size

    def gap_after(self, before: Unit | None) -> float:
        """Return the room before it; none at the top of a slide."""
        return 0.0 if before is None else self.before

    def split(self, room: float) -> tuple[Para, Para] | None:
        """Return the lines that fit into some room and the rest."""
        lines = self.lines
        fitting = int(room / (LINE * self.size))
        if not 0 < fitting < len(lines):
            return None
        cut = len("".join(lines[:fitting]))
        first, rest = _cut_runs(self.runs, cut)
        return (
            replace(self, runs=first, keep=False),
            replace(self, runs=rest, bullet="", number=None),
        )


def _cut_runs(runs: tuple[Run, ...], at: int) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    first, rest = [], []
    for run in runs:
        head, tail = run.text[:at], run.text[at:]
        at = max(at - len(run.text), 0)
        if head:
            first.append(replace(run, text=head))
        if tail:
            rest.append(replace(run, text=tail))
    if first:
        first[-1] = replace(first[-1], text=first[-1].text.rstrip())
    if rest:
        rest[0] = replace(rest[0], text=rest[0].text.lstrip())
    return tuple(first), tuple(rest)


def named(name: str, text: str) -> tuple[Run, ...]:
    """Return a name and its text; a name that is too long to stand out is text."""
    return Run(f"{name}: ", bold=len(name) <= _LONGEST_NAME), Run(text)


@dataclass(frozen=True, eq=False)
class Grid:
    """The columns of a table, or as many of them as fit beside each other.

    Attributes:
        columns: The columns.
        widths: Their widths.
        size: Size of the font.
        caption: What the table shows.
        notes: Lines under the table.
    """

    columns: tuple[Column, ...]
    widths: tuple[float, ...]
    size: float
    caption: str
    notes: tuple[str, ...] = ()

    def lines(self, texts: tuple[str, ...], *, bold: bool = False) -> list[tuple[str, ...]]:
        """Return the lines of each cell of a row."""
        return [
            wrap(text, width - 2 * PAD_X, self.size, bold=bold)
            for text, width in zip(texts, self.widths, strict=True)
        ]

    def row_height(self, texts: tuple[str, ...], *, bold: bool = False) -> float:
        """Return the height of a row."""
        most = max(map(len, self.lines(texts, bold=bold)))
        return most * LINE * self.size + 2 * PAD_Y

    @cached_property
    def header_height(self) -> float:
        """Height of the header row."""
        return self.row_height(tuple(column.heading for column in self.columns), bold=True)


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell of a row: its text, what it means, whether it sums others up, where it leads."""

    text: str
    tone: Tone = Tone.NEUTRAL
    bold: bool = False
    address: str | None = None


@dataclass(frozen=True)
class TableRow:
    """A row of a table.

    Attributes:
        grid: The table.
        cells: Its cells, one a column.
        total: Whether it sums the others up.
        keep: Whether it stands on the slide of the row behind it.
    """

    grid: Grid
    cells: tuple[Entry, ...]
    total: bool = False
    keep: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of its cells."""
        return tuple(cell.text for cell in self.cells)

    @property
    def height(self) -> float:
        """Height of the row."""
        return self._height

    @cached_property
    def _height(self) -> float:
        return self.grid.row_height(self.texts, bold=self.total)

    @property
    def least(self) -> float:
        """Height of the row: it stays together while a slide can hold it."""
        return self.height

    def gap_after(self, before: Unit | None) -> float:
        """Return the height of the header row where the table begins, or begins anew."""
        if isinstance(before, TableRow) and before.grid is self.grid:
            return 0.0
        return self.grid.header_height + (_BEFORE_TABLE if before is not None else 0.0)

    def split(self, room: float) -> tuple[TableRow, TableRow] | None:
        """Return the lines that fit into some room and the rest, as a row of its own."""
        fitting = int((room - 2 * PAD_Y) / (LINE * self.grid.size))
        cells = self.grid.lines(self.texts, bold=self.total)
        if not 0 < fitting < max(map(len, cells)):
            return None
        first = tuple("".join(lines[:fitting]).rstrip() for lines in cells)
        rest = tuple("".join(lines[fitting:]).lstrip() for lines in cells)
        return replace(self, cells=self._holding(first)), replace(self, cells=self._holding(rest))

    def _holding(self, texts: tuple[str, ...]) -> tuple[Entry, ...]:
        pairs = zip(self.cells, texts, strict=True)
        return tuple(replace(cell, text=text) for cell, text in pairs)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart.

    Attributes:
        chart: What it shows.
        height: Height that it takes at least.
        source: The chart that it is a part of, for its alt text and its numbers.
    """

    chart: Chart
    height: float
    source: Chart
    keep: bool = False

    @property
    def grows(self) -> bool:
        """Whether it is the better the more room it has."""
        return self.chart.kind is ChartKind.STAGES

    @property
    def least(self) -> float:
        """All of its height."""
        return self.height

    def gap_after(self, before: Unit | None) -> float:
        """Return the room before it."""
        return 0.0 if before is None else _BEFORE_CHART

    def split(self, room: float) -> None:
        """Return nothing: a chart is one picture."""
        del room
