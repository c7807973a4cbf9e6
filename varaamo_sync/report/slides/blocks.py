"""The blocks of a document as pieces that slides are filled with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from varaamo_sync.model import Lang
from varaamo_sync.report.document import Block, Chart, ChartKind, Items, Paragraph, Row, Table, Tone
from varaamo_sync.report.slides.grids import lay_out
from varaamo_sync.report.slides.text import plain
from varaamo_sync.report.slides.units import INSET, Drawing, Para, Run, TableRow, Unit, named
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.words import Theme

said = Theme("report/slides")

_SMALL_TABLE = 0.5
"""Share of a slide up to which a table is not parted."""
MOST_ROWS = 200
"""Rows of a table on slides; who wants more of them reads them on the page, or in the workbook."""
_MOST_BARS = 12
"""Categories of one chart; of more, the rest stands in a further chart."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes of fonts on a slide, in points."""

    text: float
    table: float
    small: float


@dataclass(frozen=True, slots=True)
class Room:
    """What a slide's content may take.

    Attributes:
        width: Its width.
        height: Its height.
        sizes: Sizes of fonts.
        lang: Language of the report.
    """

    width: float
    height: float
    sizes: Sizes
    lang: Lang


def pieces(blocks: Iterable[Block], room: Room) -> Iterator[Unit]:
    """Yield the pieces of some blocks, from top to bottom.

    Args:
        blocks: The blocks.
        room: What they may take.
    """
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from _paragraph(block.text, room, block.tone, strong=block.strong)
        elif isinstance(block, Items):
            yield from _items(block, room)
        elif isinstance(block, Table):
            yield from _table(block, room)
        elif isinstance(block, Chart):
            yield from _chart(block, room)
        else:
            for fact in block:
                runs = named(plain(fact.name), plain(fact.text))
                yield _para(runs, room, before=0.3)


def _para(runs: tuple[Run, ...], room: Room, *, before: float, size: float | None = None) -> Para:
    size = size or room.sizes.text
    return Para(runs=runs, size=size, width=room.width - 2 * INSET, before=before * size)


def _paragraph(text: str, room: Room, tone: Tone, *, strong: bool = False) -> Iterator[Para]:
    if shown := plain(text):
        yield replace(_para((Run(shown, strong),), room, before=0.5), tone=tone)


def _items(items: Items, room: Room) -> Iterator[Para]:
    if lead := plain(items.lead):
        yield replace(_para((Run(lead, bold=True),), room, before=0.6), keep=True)
    for number, item in enumerate(items.items, 1):
        item_number = number if items.numbered else None
        made = _para((Run(plain(item.text)),), room, before=0.35)
        yield replace(made, level=1, bullet="•", number=item_number, tone=item.tone)
        for detail in item.details:
            if shown := plain(detail):
                size = max(room.sizes.text - 2, room.sizes.small)
                told = _para((Run(shown),), room, before=0.15, size=size)
                yield replace(told, level=2, bullet="–")


def _caption(text: str, room: Room, *, keep: bool) -> Iterator[Para]:
    if shown := plain(text):
        size = room.sizes.small
        made = _para((Run(shown),), room, before=0.8 if keep else 0.4, size=size)
        yield replace(made, keep=keep)


def _table(table: Table, room: Room) -> Iterator[Unit]:
    if not table.columns:
        return
    yield from _caption(table.caption, room, keep=True)
    shown = _shown(table.rows)
    yield from _together(lay_out(replace(table, rows=shown), room.width, room.sizes.table), room)
    if len(shown) < len(table.rows):
        counts = {"shown": len(shown), "all": len(table.rows)}
        yield from _caption(said("first_rows", room.lang, **counts), room, keep=False)
    for note in table.notes:
        yield from _caption(note, room, keep=False)


def _shown(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows of a table that slides show: of a longer one, evenly by its first column."""
    if len(rows) <= MOST_ROWS:
        return tuple(rows)
    seen: Counter[str] = Counter()
    turns: list[tuple[int, int]] = []
    for place, row in enumerate(rows):
        group = row.cells[0].text if row.cells else ""
        turns.append((seen[group], place))
        seen[group] += 1
    shown = sorted(place for _, place in sorted(turns)[:MOST_ROWS])
    return tuple(rows[place] for place in shown)


def _together(rows: Iterable[TableRow], room: Room) -> Iterator[TableRow]:
    """Yield the rows of tables, of which a small one stays on one slide."""
    for _, group in groupby(rows, key=lambda row: id(row.grid)):
        table = list(group)
        height = table[0].grid.header_height + sum(row.height for row in table)
        small = height <= room.height * _SMALL_TABLE
        yield from (replace(row, keep=row.keep or small) for row in table[:-1])
        yield table[-1]


def _chart(chart: Chart, room: Room) -> Iterator[Unit]:
    """Yield a chart with its title above; as a table where nothing is known.

    A chart without any number would be an empty picture, from which nobody learns that nothing
    is known.
    """
    yield from _chart_title(chart, room)
    if not any(value for series in chart.series for value in series.values):
        known = any(value is not None for series in chart.series for value in series.values)
        if not known:
            yield from _paragraph(said("nothing_known", room.lang), room, Tone.UNKNOWN)
        yield from _together(lay_out(chart.table, room.width, room.sizes.table), room)
        yield from (note for text in chart.table.notes for note in _caption(text, room, keep=False))
        return
    for part in _parts(chart):
        yield Drawing(part, min(_height(part), room.height * 0.8), chart)


def _chart_title(chart: Chart, room: Room) -> Iterator[Para]:
    """Yield the title of a chart and what its numbers rest on, in one paragraph."""
    title, caption = plain(chart.title), plain(chart.table.caption)
    if caption.startswith(title):
        caption = caption[len(title) :]
    elif caption and title:
        caption = f". {caption}"
    if title or caption:
        runs = (Run(title, bold=True), Run(caption))
        yield replace(_para(runs, room, before=0.8, size=room.sizes.small), keep=True)


def _height(chart: Chart) -> float:
    if chart.kind is ChartKind.BAR:
        return 88.0
    return 46.0 + 28.0 * len(chart.categories) if chart.kind is ChartKind.BARS else 185.0


def _parts(chart: Chart) -> Iterator[Chart]:
    """Yield a chart, or where it has many bars as many charts as show them legibly."""
    if chart.kind is not ChartKind.BARS or len(chart.categories) <= _MOST_BARS:
        yield chart
        return
    for start in range(0, len(chart.categories), _MOST_BARS):
        part = slice(start, start + _MOST_BARS)
        yield replace(
            chart,
            categories=chart.categories[part],
            series=tuple(replace(one, values=one.values[part]) for one in chart.series),
        )
