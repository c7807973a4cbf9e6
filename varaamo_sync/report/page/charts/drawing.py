"""A chart as an element ``svg``: what all kinds have."""

from __future__ import annotations

import datetime as dt

from varaamo_sync.model import Lang
from varaamo_sync.report.document import Chart, ChartKind
from varaamo_sync.report.page.charts.bars import draw_bar, draw_bars
from varaamo_sync.report.page.charts.elements import element, text_of
from varaamo_sync.report.page.charts.stages import draw_stages
from varaamo_sync.report.page.charts.tones import fill_of, inks_of, pattern_of

_DRAWN = {ChartKind.BAR: draw_bar, ChartKind.BARS: draw_bars, ChartKind.STAGES: draw_stages}


def draw_chart(chart: Chart, lang: Lang, *, id: str, today: dt.date) -> str:
    """Return a chart as an element ``svg`` that is as wide as there is room.

    Args:
        chart: The chart.
        lang: Language of its numbers, days and remarks.
        id: What begins the ids within it, of its own on a page.
        today: The day that the report tells of.
    """
    inks = inks_of(chart.series)
    ids = [f"{id}-{place}" for place in range(len(inks))]
    fills = tuple(fill_of(*pair) for pair in zip(inks, ids, strict=True))
    patterns = "".join(pattern_of(*pair) for pair in zip(inks, ids, strict=True))
    drawn = _DRAWN[chart.kind](chart, lang, fills, today)
    described = " ".join([chart.description, *drawn.remarks])
    return element(
        "svg",
        element("title", text_of(chart.title), id=f"{id}-title"),
        element("desc", text_of(described), id=f"{id}-desc"),
        element("defs", patterns) if patterns else "",
        *drawn.parts,
        xmlns="http://www.w3.org/2000/svg",
        class_="chart",
        role="img",
        aria_labelledby=f"{id}-title {id}-desc",
        width="100%",
        height=drawn.height,
        font_size="13",
        font_family="inherit",
        fill="currentColor",
    )
