"""Stacked areas over days, with the line to reach, the deadline, and the day of the report.

Days are laid along a canvas that is stretched to the width there is; texts and marks stand beside
it and are placed by shares of the width, so that they keep their size.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
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
from varaamo_sync.report.page.charts.tones import OUTLINE, TARGET
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.words import Theme, day

_say = Theme("report/chart")

_TOP, _PLOT, _BOTTOM = 34, 220, 46
"""Heights in pixels: above the plot for its marks, of the plot, and below it for the days."""

_CANVAS = 1000
"""Width of the canvas, in units of its own."""

_APART = 0.3
"""Labels of days stand at least this share of the width apart, so that 320 pixels hold them."""

_HALO: dict[str, str | float] = {
    "class_": "halo",
    "stroke": "#ffffff",
    "stroke_width": 4,
    "paint_order": "stroke",
}
"""Keeps a text readable on what it stands on."""

_ALONE = 0.008
"""Half the width of what stands for a day with no neighbour."""


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where days and amounts are."""

    first: dt.date
    last: dt.date
    top: Decimal

    def x(self, date: dt.date) -> float:
        days = (self.last - self.first).days
        return (date - self.first).days / days if days else 0.5

    def y(self, amount: Amount) -> float:
        return _PLOT * (1 - float(Decimal(amount) / self.top))


@dataclass(frozen=True, slots=True)
class _Day:
    date: dt.date
    column: tuple[Amount, ...] | None
    target: Amount | None


def draw_stages(chart: Chart, lang: Lang, fills: tuple[str, ...], today: dt.date) -> Drawn:
    """Return the areas, what is to be reached, and the days below them."""
    days = _days(chart)
    if not any(each.column for each in days):
        remark = _say("no_values", lang)
        return Drawn((element("text", text_of(remark), x="0", y=20),), 30, (remark,))
    ends = [each.date for each in days] + [chart.deadline or days[0].date]
    marks = axis_marks(highest(chart))
    plot = _Plot(min(ends), max(ends), marks[-1])
    runs = list(_runs(days))
    remarks = tuple(_remarks(days, today, lang))
    return Drawn(
        (
            *(_level(_TOP + plot.y(mark), faint=bool(mark)) for mark in marks),
            _canvas(
                *(area for run in runs for area in _areas(plot, run, fills)),
                *_target_line(plot, days, chart.deadline),
            ),
            *_scale(plot, marks, lang),
            *_upright_marks(plot, chart, today, lang),
            *_day_labels(plot, days, lang),
        ),
        _TOP + _PLOT + _BOTTOM,
        remarks,
    )


def _days(chart: Chart) -> list[_Day]:
    """Return the days in order."""
    target = chart.target.values if chart.target else (None,) * len(chart.categories)
    found = (
        _Day(date, column_of(chart, place), target[place])
        for place, date in enumerate(chart.categories)
        if isinstance(date, dt.date)
    )
    return sorted(found, key=lambda each: each.date)


def _runs(days: Sequence[_Day]) -> Iterator[list[_Day]]:
    """Yield the days between which all is known: an unknown one leaves a gap."""
    run: list[_Day] = []
    for each in days:
        if each.column is not None:
            run.append(each)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _remarks(days: Sequence[_Day], today: dt.date, lang: Lang) -> Iterator[str]:
    known = [each.column for each in days if each.column is not None]
    if any(each.column is None and each.date <= today for each in days):
        yield _say("gaps", lang)
    if not any(sum(column) for column in known):
        yield _say("all_zero", lang)
    if len(known) == 1:
        yield _say("one_day", lang)


def _areas(plot: _Plot, run: Sequence[_Day], fills: tuple[str, ...]) -> Iterator[str]:
    """Yield the area of each series; a day that stands alone is a narrow column."""
    if len(run) == 1:
        x = plot.x(run[0].date)
        ends = [max(0.0, x - _ALONE), min(1.0, x + _ALONE)]
        places = [(end * _CANVAS, run[0]) for end in ends]
    else:
        places = [(plot.x(each.date) * _CANVAS, each) for each in run]
    for number, fill in enumerate(fills):
        heights = [(x, bottoms(each.column or ())) for x, each in places]
        if all(stack[number] == stack[number + 1] for _, stack in heights):
            continue
        upper = [(x, plot.y(stack[number + 1])) for x, stack in heights]
        lower = [(x, plot.y(stack[number])) for x, stack in reversed(heights)]
        yield element(
            "path",
            d=f"M{_points([*upper, *lower])}Z",
            fill=fill,
            stroke=OUTLINE,
            class_="outlined",
            stroke_width=1,
            vector_effect="non-scaling-stroke",
        )


def _target_line(plot: _Plot, days: Sequence[_Day], deadline: dt.date | None) -> Iterator[str]:
    """Yield the line to reach; what is wanted last is wanted until the deadline."""
    wanted = [(plot.x(each.date), each.target) for each in days if each.target is not None]
    if not wanted:
        return
    if deadline is not None and plot.x(deadline) > wanted[-1][0]:
        wanted.append((plot.x(deadline), wanted[-1][1]))
    line = _points([(x * _CANVAS, plot.y(amount)) for x, amount in wanted])
    for colour, width, dash in (("#ffffff", 5, None), (TARGET, 2.5, "7 4")):
        yield element(
            "path",
            d=f"M{line}",
            fill="none",
            stroke=colour,
            stroke_width=width,
            stroke_dasharray=dash,
            vector_effect="non-scaling-stroke",
        )


def _canvas(*parts: str) -> str:
    return element(
        "svg",
        *parts,
        y=_TOP,
        width="100%",
        height=_PLOT,
        viewBox=f"0 0 {_CANVAS} {_PLOT}",
        preserveAspectRatio="none",
        overflow="visible",
    )


def _level(y: float, *, faint: bool) -> str:
    opacity = 0.2 if faint else 0.6
    return element("line", x1="0", x2="100%", y1=y, y2=y, stroke="currentColor", opacity=opacity)


def _scale(plot: _Plot, marks: Sequence[Decimal], lang: Lang) -> Iterator[str]:
    """Yield the numbers of the scale, each on its line and readable on an area."""
    for mark in marks[1:]:
        yield element(
            "text",
            text_of(amount_text(mark, lang)),
            x="0",
            y=_TOP + plot.y(mark) - 4,
            **_HALO,
        )


def _upright_marks(plot: _Plot, chart: Chart, today: dt.date, lang: Lang) -> Iterator[str]:
    """Yield the day of the report and the deadline, named above the plot."""
    marks: list[tuple[str, dt.date, str | None, int]] = []
    if plot.first <= today <= plot.last:
        marks.append(("today", today, "2 3", 12))
    if chart.deadline is not None:
        marks.append(("deadline", chart.deadline, None, 28))
    for code, date, dash, y in marks:
        x = share(plot.x(date))
        yield element(
            "line", x1=x, x2=x, y1=y + 4, y2=_TOP + _PLOT, stroke="currentColor",
            stroke_width=1.5, stroke_dasharray=dash,
        )  # fmt: skip
        yield element(
            "text",
            text_of(_say(code, lang, day=date)),
            x=x,
            y=y,
            text_anchor=_anchor(plot, date),
            **_HALO,
        )


def _day_labels(plot: _Plot, days: Sequence[_Day], lang: Lang) -> Iterator[str]:
    """Yield the ends of the axis and, where there is room, a surveyed day between them."""
    wanted = [plot.first, plot.last]
    known = [each.date for each in days if each.column is not None]
    wanted += [known[-1], known[0], *(each.date for each in days)]
    shown: list[dt.date] = []
    for date in wanted:
        if all(abs(plot.x(date) - plot.x(other)) >= _APART for other in shown):
            shown.append(date)
    y = _TOP + _PLOT
    for date in sorted(shown):
        x = share(plot.x(date))
        yield element("line", x1=x, x2=x, y1=y, y2=y + 6, stroke="currentColor")
        yield element(
            "text", text_of(day(date, lang)), x=x, y=y + 22, text_anchor=_anchor(plot, date)
        )


def _anchor(plot: _Plot, date: dt.date) -> str:
    """Return how a label keeps within the picture, wherever its day is."""
    x = plot.x(date)
    return "start" if x < 0.2 else "end" if x > 0.8 else "middle"


def _points(points: Sequence[tuple[float, float]]) -> str:
    return "L".join(f"{x:.2f} {y:.2f}" for x, y in points)
