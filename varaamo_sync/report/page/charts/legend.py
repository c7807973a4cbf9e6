"""What stands for what in a chart, with the values that it shows last."""

from __future__ import annotations

import datetime as dt

from varaamo_sync.model import Lang
from varaamo_sync.report.document import Chart, ChartKind, Series
from varaamo_sync.report.page.charts.amounts import amount_text
from varaamo_sync.report.page.charts.elements import element
from varaamo_sync.report.page.charts.tones import (
    OUTLINE,
    TARGET,
    Ink,
    fill_of,
    inks_of,
    pattern_of,
)
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.words import Theme

_say = Theme("report/chart")

_SIDE = 16


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A series in a legend.

    Attributes:
        swatch: How it is drawn, as an element ``svg``.
        name: Its name.
        value: What it comes to; empty where a chart has a value for each of many categories.
    """

    swatch: str
    name: str
    value: str


def legend_of(chart: Chart, lang: Lang, *, id: str, today: dt.date) -> tuple[LegendEntry, ...]:
    """Return the entries of a legend, in the order in which the series are stacked.

    Args:
        chart: The chart.
        lang: Language of the numbers.
        id: What begins the ids within it, of its own on a page.
        today: The day that the report tells of.
    """
    place = _shown_place(chart, today)
    entries = [
        LegendEntry(_square(ink, f"{id}-{number}"), series.name, _value(series, place, lang))
        for number, (series, ink) in enumerate(
            zip(chart.series, inks_of(chart.series), strict=True)
        )
    ]
    if chart.target is not None:
        value = _value(chart.target, place, lang)
        entries.append(LegendEntry(_stroke(chart.kind), chart.target.name, value))
    return tuple(entries)


def _shown_place(chart: Chart, today: dt.date) -> int | None:
    """Return the category whose values are told: the day of the report, or the whole."""
    if chart.kind is ChartKind.BARS or not chart.categories:
        return None
    days = [(day, place) for place, day in enumerate(chart.categories) if isinstance(day, dt.date)]
    passed = [place for day, place in sorted(days) if day <= today]
    return passed[-1] if passed else 0


def _value(series: Series, place: int | None, lang: Lang) -> str:
    if place is None:
        return ""
    value = series.values[place]
    return _say("unknown", lang) if value is None else amount_text(value, lang)


def _square(ink: Ink, id: str) -> str:
    pattern = pattern_of(ink, id)
    side = _SIDE - 1
    fill = fill_of(ink, id)
    return _swatch(
        element("defs", pattern) if pattern else "",
        element(
            "rect",
            x=0.5,
            y=0.5,
            width=side,
            height=side,
            fill=fill,
            stroke=OUTLINE,
            class_="outlined",
        ),
    )


def _stroke(kind: ChartKind) -> str:
    """Return the mark of a target: an upright one in a bar, a broken line over days."""
    half = _SIDE / 2
    if kind is ChartKind.BARS:
        return _swatch(
            element("line", x1=half, x2=half, y1=0, y2=_SIDE, stroke="currentColor", stroke_width=3)
        )
    return _swatch(
        element(
            "line",
            x1=0,
            x2=_SIDE,
            y1=half,
            y2=half,
            stroke=TARGET,
            stroke_width=2.5,
            stroke_dasharray="6 3",
        )
    )


def _swatch(*parts: str) -> str:
    return element(
        "svg",
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        class_="swatch",
        width=_SIDE,
        height=_SIDE,
        aria_hidden="true",
    )
