"""A page as Markdown of code hosts: tables, lists, and what is long folded away."""

from __future__ import annotations

from collections.abc import Iterable

from varaamo_sync_cli.media.markdown import code, code_block, escape, in_html, typed
from varaamo_sync_cli.render.page.blocks import (
    Code,
    Command,
    Item,
    Line,
    Page,
    Rows,
    Section,
    Span,
    Strong,
)

_FOLDED = 12
"""Units from which on a list is folded."""


class MarkdownPage:
    """Writes a page as Markdown."""

    def begin(self, page: Page, left: int) -> str:
        """Return the heading and what is told first."""
        lines = [*page.lines, *(page.words.too_long(left) if left else ())]
        return f"### {escape(page.title)}\n\n" + _paragraphs(lines)

    def end(self) -> str:
        """Return nothing: Markdown needs no end."""
        return ""

    def open(self, section: Section, page: Page) -> str:
        """Return the heading of a section, and that of its table."""
        text = f"#### {escape(section.title)}\n\n" if section.title else ""
        if _is_folded(section):
            summary = in_html(page.words.fold(len(section.units)))
            text += f"<details><summary>{summary}</summary>\n\n"
        if section.columns:
            text += _row(map(escape, section.columns)) + _row("---" for _ in section.columns)
        return text

    def unit(self, unit: Item | Rows) -> str:
        """Return something that is listed."""
        return _item(unit) if isinstance(unit, Item) else _rows(unit)

    def close(self, section: Section, page: Page, left: int) -> str:
        """Return the end of a list, what is left out of it, and what stands below."""
        text = "\n" if section.units else ""
        if _is_folded(section):
            text += "</details>\n\n"
        left_out = [(page.words.left_out(left),)] if left else []
        return text + _paragraphs([*left_out, *section.after])


def _is_folded(section: Section) -> bool:
    return len(section.units) >= _FOLDED


def _paragraphs(lines: Iterable[Line]) -> str:
    return "".join(f"{_line(line)}\n\n" for line in lines)


def _item(item: Item) -> str:
    lines = [f"* {_line(item.line)}", *(f"  * {_line(line)}" for line in item.more)]
    if item.typed:
        lines += ["", *(f"  {line}" for line in code_block("yaml", item.typed)), ""]
    return "".join(f"{line}\n" for line in lines)


def _rows(rows: Rows) -> str:
    heads = (rows.head, *[()] * (len(rows.cells) - 1))
    return "".join(
        _row(_line(cell) for cell in (head, *cells))
        for head, cells in zip(heads, rows.cells, strict=True)
    )


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _line(line: Line) -> str:
    return "".join(map(_span, line))


def _span(span: Span) -> str:
    if isinstance(span, Code):
        return code(span.text)
    if isinstance(span, Command):
        return typed(span.text)
    if isinstance(span, Strong):
        told = escape(span.text)
        return f"**{told}**" if told else ""
    told = escape(span)
    return f"{' ' * span[:1].isspace()}{told}{' ' * (bool(told) and span[-1:].isspace())}"
