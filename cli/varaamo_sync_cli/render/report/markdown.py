"""A document as Markdown: every text stays text, whoever wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from varaamo_sync.report import (
    REPORTED_SIGN,
    Block,
    Cell,
    Chapter,
    Chart,
    ColumnKind,
    Document,
    Fact,
    Items,
    Mark,
    Paragraph,
    Row,
    Section,
    Table,
)
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync_cli.media.markdown import escape

_NOT_IN_ADDRESS = lazy_pattern(r"[<>|\\`\s]")
"""What would end the address of a link, or the cell that it stands in."""
_ENDS = (".", ":", "?", "!")
_TO_THE_RIGHT = (ColumnKind.NUMBER, ColumnKind.PERCENT)


def render(document: Document) -> str:
    """Return a document as Markdown, with one end of line at its end."""
    parts = [f"# {escape(document.title)}", escape(document.subtitle)]
    parts += [_facts(document.facts)]
    parts += _blocks(document.overview)
    for chapter in document.chapters:
        parts += _chapter(chapter)
    return "\n\n".join(part for part in parts if part) + "\n"


def _chapter(chapter: Chapter) -> Iterator[str]:
    yield f"## {escape(chapter.title)}"
    yield escape(chapter.summary)
    for section in chapter.sections:
        yield from _section(section)


def _section(section: Section) -> Iterator[str]:
    yield f"### {escape(section.heading)}"
    yield from _blocks(section.blocks)


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield f"**{escape(block.text)}**" if block.strong else escape(block.text)
        elif isinstance(block, Items):
            yield from _items(block)
        elif isinstance(block, Table):
            yield from _table(block)
        elif isinstance(block, Chart):
            yield from _chart(block)
        else:
            yield _facts(block)


def _facts(facts: Iterable[Fact]) -> str:
    return "\n".join(f"* {escape(fact.name)}: {escape(fact.text)}" for fact in facts)


def _items(block: Items) -> Iterator[str]:
    if block.lead:
        yield escape(block.lead) + ("" if block.lead.endswith(_ENDS) else ":")
    lines: list[str] = []
    for number, item in enumerate(block.items, 1):
        mark = f"{number}." if block.numbered else "*"
        indent = " " * (len(mark) + 1)
        lines.append(f"{mark} {escape(item.text)}")
        lines += [f"{indent}* {escape(detail)}" for detail in item.details]
    yield "\n".join(lines)


def _chart(chart: Chart) -> Iterator[str]:
    """Yield a chart as what it shows, in a sentence and in the table of its numbers."""
    yield escape(chart.description)
    yield from _table(chart.table)


def _table(table: Table) -> Iterator[str]:
    yield f"**{escape(table.caption)}**"
    heads = [escape(column.heading) or " " for column in table.columns]
    rule = ["---:" if column.kind in _TO_THE_RIGHT else "---" for column in table.columns]
    lines = [heads, rule, *map(_row, table.rows)]
    yield "\n".join(f"| {' | '.join(line)} |" for line in lines)
    yield from map(escape, table.notes)


def _row(row: Row) -> list[str]:
    cells = [_cell(cell) for cell in row.cells]
    return [f"**{cell}**" if cell else "" for cell in cells] if row.total else cells


def _cell(cell: Cell) -> str:
    text = escape(cell.text)
    if cell.address is not None:
        text = f"[{text}](<{_NOT_IN_ADDRESS.sub(_encoded, cell.address)}>)"
    return f"{text} {REPORTED_SIGN}" if cell.mark is Mark.REPORTED and text else text


def _encoded(sign: re.Match[str]) -> str:
    return quote(sign[0])
