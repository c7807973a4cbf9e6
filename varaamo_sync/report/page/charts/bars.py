"""Stacked bars: one for a whole (*tekemättä/tekeillä/tehty*), or one a category."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from varaamo_sync.model import Lang
from varaamo_sync.report.document import Chart
from varaamo_sync.report.page.charts.amounts import (
    Amount,
    amount_text,
    axis_marks,
    bottoms,
    column_of,
    highest,
)
from varaamo_sync.report.page.charts.drawn import Drawn
from varaamo_sync.report.page.charts.elements import element, share, text_of
from varaamo_sync.report.page.charts.tones import OUTLINE
from varaamo_sync.words import Theme

_say = Theme("report/chart")

_MOST_BARS = 40
"""How many are drawn; a table tells the rest better than a picture as high as a house."""

_NARROW = Decimal("0.07")
"""A part of the width in which no number has room."""


def draw_bar(chart: Chart, lang: Lang, fills: tuple[str, ...], _today: dt.date) -> Drawn:
    """Return one stacked bar, as wide as its whole, with its numbers above it."""
    column = column_of(chart, 0) if chart.categories else None
    if not column or not sum(column):
        return _nothing(column, lang)
    whole = Decimal(sum(column))
    parts = [*_segments(column, whole, fills, y=20, height=34)]
    for bottom, value in zip(bottoms(column), column, strict=False):
        if value / whole >= _NARROW:
            parts.append(_text(amount_text(value, lang), x=share(bottom / whole), y=13))
    return Drawn(tuple(parts), 56)


def draw_bars(chart: Chart, lang: Lang, fills: tuple[str, ...], _today: dt.date) -> Drawn:
    """Return a bar a category, each below its name, all on one scale."""
    shown = chart.categories[:_MOST_BARS]
    columns = [column_of(chart, place) for place in range(len(chart.categories))]
    if not shown or not any(columns):
        return _nothing(None, lang)
    top = axis_marks(highest(chart))[-1]
    parts: list[str] = []
    for place, category in enumerate(shown):
        column, y = columns[place], place * 48
        total = amount_text(sum(column), lang) if column else _say("unknown", lang)
        parts += [
            _text(str(category), x="0", y=y + 14, font_weight="600"),
            _text(total, x="100%", y=y + 14, text_anchor="end"),
            element("rect", y=y + 21, width="100%", height=16, fill="currentColor", opacity=0.08),
            *_segments(column or (), top, fills, y=y + 21, height=16),
        ]
        if chart.target and (target := chart.target.values[place]) is not None:
            parts.append(_mark(share(target / top), y + 18, y + 40))
    return Drawn(tuple(parts), len(shown) * 48, tuple(_remarks(columns, lang)))


def _remarks(columns: list[tuple[Amount, ...] | None], lang: Lang) -> Iterator[str]:
    if len(columns) > _MOST_BARS:
        yield _say("first_of", lang, count=_MOST_BARS, all=len(columns))
    if any(column is None for column in columns):
        yield _say("unknown_bars", lang)
    if not any(sum(column) for column in columns if column):
        yield _say("all_zero", lang)


def _nothing(column: tuple[Amount, ...] | None, lang: Lang) -> Drawn:
    """Return the outline of a bar of which nothing is known, or which is nothing."""
    remark = _say("no_values" if column is None else "all_zero", lang)
    outline = element(
        "rect", x="0", y=1, width="100%", height=34, fill="none", stroke="currentColor",
        stroke_dasharray="4 4", opacity=0.6,
    )  # fmt: skip
    return Drawn((outline, _text(remark, x="12", y=23)), 36, (remark,))


def _segments(
    column: tuple[Amount, ...], whole: Amount, fills: tuple[str, ...], *, y: float, height: float
) -> Iterator[str]:
    """Yield the parts of a bar, each with its outline; what is nothing is not drawn."""
    for bottom, value, fill in zip(bottoms(column), column, fills, strict=False):
        if value:
            yield element(
                "rect",
                x=share(Decimal(bottom) / Decimal(whole)),
                y=y,
                width=share(Decimal(value) / Decimal(whole)),
                height=height,
                fill=fill,
                stroke=OUTLINE,
                class_="outlined",
                stroke_width=1,
            )


def _mark(x: str, top: float, bottom: float) -> str:
    return element("line", x1=x, x2=x, y1=top, y2=bottom, stroke="currentColor", stroke_width=2.5)


def _text(text: str, **attributes: str | float) -> str:
    return element("text", text_of(text), **attributes)
