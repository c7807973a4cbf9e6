"""A page as HTML: one file of its own, without a script and without a request to anywhere."""

from __future__ import annotations

from collections.abc import Iterable

from varaamo_sync_cli.media.html import code_for_html, text_for_html
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

_STYLE = """\
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2rem; }
table { border-collapse: collapse; table-layout: fixed; width: 100%; }
thead th:first-child { width: 34%; }
th, td { border: 1px solid #767676; padding: .3rem .6rem; text-align: left; vertical-align: top; }
th, td, li, p { hyphens: auto; overflow-wrap: anywhere; } tbody th { font-weight: normal; }
code { hyphens: none; } pre { border: 1px solid #767676; overflow-x: auto; padding: .6rem; }
@media (max-width: 40rem) { table { font-size: .85rem; } th, td { padding: .2rem .3rem; } }
@media print { body { margin: 0; max-width: none; } tr { break-inside: avoid; } }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


class HtmlPage:
    """Writes a page as HTML."""

    def begin(self, page: Page, left: int) -> str:
        """Return the head of the page, its heading and what is told first."""
        title = text_for_html(page.title)
        lines = [*page.lines, *(page.words.too_long(left) if left else ())]
        return (
            f'<!DOCTYPE html>\n<html lang="{text_for_html(page.words.lang)}">\n<head>\n'
            '<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{title}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>\n"
            f"<h1>{title}</h1>\n{_paragraphs(lines)}"
        )

    def end(self) -> str:
        """Return the end of the page."""
        return "</main>\n</body>\n</html>\n"

    def open(self, section: Section, page: Page) -> str:
        """Return the heading of a section, and that of its table."""
        del page
        text = f"<h2>{text_for_html(section.title)}</h2>\n" if section.title else ""
        if section.columns:
            heads = "".join(f'<th scope="col">{text_for_html(one)}</th>' for one in section.columns)
            return f"{text}<table>\n<thead><tr>{heads}</tr></thead>\n"
        return text + ("<ul>\n" if section.units else "")

    def unit(self, unit: Item | Rows) -> str:
        """Return something that is listed."""
        return _item(unit) if isinstance(unit, Item) else _rows(unit)

    def close(self, section: Section, page: Page, left: int) -> str:
        """Return the end of a list, what is left out of it, and what stands below."""
        text = "</table>\n" if section.columns else "</ul>\n" if section.units else ""
        left_out = [(page.words.left_out(left),)] if left else []
        return text + _paragraphs([*left_out, *section.after])


def _paragraphs(lines: Iterable[Line]) -> str:
    return "".join(f"<p>{_line(line)}</p>\n" for line in lines)


def _item(item: Item) -> str:
    more = "".join(f"<li>{_line(line)}</li>" for line in item.more)
    below = f"\n<ul>{more}</ul>" if more else ""
    typed = "\n".join(map(code_for_html, item.typed))
    block = f"\n<pre><code>{typed}</code></pre>" if typed else ""
    return f"<li>{_line(item.line)}{below}{block}</li>\n"


def _rows(rows: Rows) -> str:
    first, *others = ("".join(f"<td>{_line(cell)}</td>" for cell in cells) for cells in rows.cells)
    span, scope = ("", "row") if not others else (f' rowspan="{len(rows.cells)}"', "rowgroup")
    head = f'<th scope="{scope}"{span}>{_line(rows.head)}</th>'
    lines = "".join(f"<tr>{row}</tr>\n" for row in (head + first, *others))
    return f"<tbody>\n{lines}</tbody>\n"


def _line(line: Line) -> str:
    return "".join(map(_span, line))


def _span(span: Span) -> str:
    if isinstance(span, Code | Command):
        return f"<code>{code_for_html(span.text)}</code>"
    if isinstance(span, Strong):
        return f"<strong>{text_for_html(span.text)}</strong>"
    told = text_for_html(span)
    return f"{' ' * span[:1].isspace()}{told}{' ' * (bool(told) and span[-1:].isspace())}"
