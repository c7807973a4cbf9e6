"""Charts of a slide: native ones, whose numbers a person can edit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, cast

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from varaamo_sync.model import Lang
from varaamo_sync.report.document import Chart, ChartKind, ColumnKind, Series, Tone
from varaamo_sync.report.slides.drawing.colours import Palette
from varaamo_sync.report.slides.drawing.texts import language_tag
from varaamo_sync.report.slides.drawing.workbook import write_workbook
from varaamo_sync.report.slides.frames import Frame, emu
from varaamo_sync.report.slides.text import plain, shortened
from varaamo_sync.report.slides.units import Drawing
from varaamo_sync.words import Theme

said = Theme("report/slides")

_LONGEST_LABEL = 40
_FONT = 12.0
_DAYS = {"fi": "d.m.yyyy", "sv": "d.m.yyyy", "en": "yyyy-mm-dd"}
_PERCENT = {"fi": "0 %", "sv": "0 %", "en": "0%"}
_SPACED = '[>=1000000]#"\xa0"###"\xa0"##0;[>=1000]#"\xa0"##0;0'
_MOST_DAYS = 7
"""Days that are written along a chart."""
_KINDS = {
    ChartKind.BAR: XL_CHART_TYPE.BAR_STACKED_100,
    ChartKind.BARS: XL_CHART_TYPE.BAR_STACKED,
    ChartKind.STAGES: XL_CHART_TYPE.AREA_STACKED,
}


def draw_chart(shapes: Any, drawing: Drawing, frame: Frame, lang: Lang, palette: Palette) -> Any:
    """Draw a chart and return its frame.

    Args:
        shapes: Shapes of the slide.
        drawing: What to draw.
        frame: Where it stands.
        lang: Language of its texts.
        palette: Colours of tones.
    """
    chart = _legible(drawing.chart, lang)
    series = [*chart.series, *([chart.target] if chart.target else [])]
    data = cast("Any", CategoryChartData)()  # it has no types
    for category in chart.categories:
        data.add_category(category)
    if chart.kind is ChartKind.STAGES:
        data.categories.number_format = _DAYS[lang]
    for one in series:
        data.add_series(one.name, [None if v is None else float(v) for v in one.values])
    box = (Emu(emu(each)) for each in frame)
    made = shapes.add_chart(_KINDS[chart.kind], *box, data)
    columns = [(one.name, one.values) for one in series]
    blob = write_workbook(chart.categories, columns, _DAYS[lang])
    made.chart.part.chart_workbook.update_from_xlsx_blob(blob)
    named = made.element.nvGraphicFramePr.cNvPr
    named.set("descr", plain(drawing.source.description))
    named.set("name", shortened(drawing.source.title, _LONGEST_LABEL) or named.get("name"))
    _dress(made.chart, chart, lang, palette)
    return made


def _legible(chart: Chart, lang: Lang) -> Chart:
    """Return a chart whose names fit, in which what is unknown says so."""
    series = tuple(replace(one, name=_label(one.name)) for one in chart.series)
    target = replace(chart.target, name=_label(chart.target.name)) if chart.target else None
    chart = replace(chart, series=series, target=target)
    if chart.kind is ChartKind.STAGES:
        return _ending_sharply(chart)
    categories = tuple(
        _bar_name(_label(str(name)), [one.values[place] for one in series], lang)
        for place, name in enumerate(chart.categories)
    )
    return replace(chart, categories=categories, target=None)


def _label(text: str) -> str:
    return shortened(text, _LONGEST_LABEL) or "–"


def _bar_name(name: str, values: Sequence[object], lang: Lang) -> str:
    known = any(value is not None for value in values)
    return name if known else said("unknown_bar", lang, name=name)


def _ending_sharply(chart: Chart) -> Chart:
    """Return a chart whose areas end with the last day that is known.

    An area would slope down to the next day without numbers, as if they fell until then; a day
    without numbers right behind the last known one leaves no slope to be seen.
    """
    days = [day for day in chart.categories if isinstance(day, dt.date)]
    known = [n for n, _ in enumerate(days) if any(s.values[n] is not None for s in chart.series)]
    last = max(known)
    after = days[last] + dt.timedelta(days=1)
    if last + 1 >= len(days) or days[last + 1] <= after:
        return chart
    categories = (*days[: last + 1], after, *days[last + 1 :])
    series = tuple(replace(one, values=_with_gap(one.values, last)) for one in chart.series)
    target = chart.target
    if target is not None:
        between = _between(target, days, last, after)
        values = (*target.values[: last + 1], between, *target.values[last + 1 :])
        target = replace(target, values=values)
    return replace(chart, categories=categories, series=series, target=target)


def _with_gap(
    values: tuple[int | Decimal | None, ...], last: int
) -> tuple[int | Decimal | None, ...]:
    return (*values[: last + 1], None, *values[last + 1 :])


def _between(target: Series, days: Sequence[dt.date], last: int, after: dt.date) -> Decimal | None:
    """Return what the line to the deadline has on a day between two of its days."""
    low, high = target.values[last], target.values[last + 1]
    if low is None or high is None:
        return None
    share = Decimal((after - days[last]).days) / (days[last + 1] - days[last]).days
    return (low + (Decimal(high) - low) * share).quantize(Decimal("0.01"))


def _dress(made: Any, chart: Chart, lang: Lang, palette: Palette) -> None:
    """Give a chart its colours, letters and axes."""
    made.has_title = False
    made.has_legend = True
    made.legend.position = XL_LEGEND_POSITION.TOP
    made.legend.include_in_layout = False
    made.font.size = Pt(_FONT)
    made.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    for style in made.element.iter(qn("a:defRPr")):
        style.set("lang", language_tag(lang))
    for axis in made.element.iter(qn("c:axId"), qn("c:crossAx")):
        axis.set("val", str(axis.get("val")).lstrip("-"))  # the schema knows no number below 0
    seen: dict[Tone, int] = {}
    plot = made.plots[0]
    drawn = list(plot.series)
    for place, (shape, one) in enumerate(zip(drawn, chart.series, strict=False)):
        ground = palette.paint(shape.format.fill, one.tone, place, seen.get(one.tone, 0))
        seen[one.tone] = seen.get(one.tone, 0) + 1
        _outline(shape, one.tone)
        if chart.kind is not ChartKind.STAGES:
            _label_values(shape, chart, lang, ground)
    if chart.kind is ChartKind.STAGES:
        if chart.target is not None:
            _draw_line(made.element)
        _dress_days(made, chart, lang)
    else:
        _dress_bars(made, plot, chart, lang)


def _outline(shape: Any, tone: Tone) -> None:
    """Draw a thin edge, so that neighbours are told apart without their colours."""
    line = shape.format.line
    line.width = Pt(0.75)
    line.color.theme_color = MSO_THEME_COLOR.BACKGROUND_1
    if tone in (Tone.PREPARED, Tone.UNKNOWN):
        line.color.theme_color = MSO_THEME_COLOR.TEXT_1
    if tone is Tone.UNKNOWN:
        line.dash_style = MSO_LINE.DASH


def _label_values(shape: Any, chart: Chart, lang: Lang, ground: str) -> None:
    labels = shape.data_labels
    labels.show_value = True
    labels.number_format = f"{_number_format(chart, lang)}"
    labels.number_format_is_linked = False
    labels.position = XL_LABEL_POSITION.CENTER
    labels.font.size = Pt(_FONT)
    labels.font.bold = True
    theme = MSO_THEME_COLOR.TEXT_1 if ground == "tx1" else MSO_THEME_COLOR.BACKGROUND_1
    labels.font.color.theme_color = theme


def _number_format(chart: Chart, lang: Lang) -> str:
    """Return how values are written; nothing stands where a part is nothing.

    The decimal separator is that of the system on which the deck is read.
    """
    kinds = {column.kind for column in chart.table.columns[1:]}
    if kinds == {ColumnKind.PERCENT}:
        return f"{_PERCENT[lang]};;"
    values = [value for one in chart.series for value in one.values if value is not None]
    if any(value != int(value) for value in values):
        return "0.##;-0.##;"
    if max(values) >= 1000:
        return "#,##0;-#,##0;" if lang == "en" else _SPACED
    return "0;-0;"


def _dress_bars(made: Any, plot: Any, chart: Chart, lang: Lang) -> None:
    plot.overlap = 100
    plot.gap_width = 35
    made.value_axis.has_major_gridlines = False
    made.value_axis.minimum_scale = 0
    made.category_axis.major_tick_mark = XL_TICK_MARK.NONE
    made.category_axis.format.line.fill.background()
    if chart.kind is ChartKind.BARS:
        made.category_axis.reverse_order = True  # the first stands on top, as it does in a table
        made.value_axis.visible = False
        return
    made.category_axis.visible = False
    axis = made.value_axis
    axis.maximum_scale = 1
    axis.major_unit = 0.25
    axis.tick_labels.number_format = _PERCENT[lang]
    axis.tick_labels.number_format_is_linked = False
    axis.tick_labels.font.size = Pt(_FONT)


def _dress_days(made: Any, chart: Chart, lang: Lang) -> None:
    axis = made.value_axis
    axis.minimum_scale = 0
    _draw_gridlines(made.element)
    axis.format.line.fill.background()
    axis.tick_labels.number_format = "#,##0" if lang == "en" else _SPACED
    axis.tick_labels.number_format_is_linked = False
    days = made.category_axis
    days.tick_labels.number_format = _DAYS[lang]
    days.tick_labels.number_format_is_linked = False
    first, last = chart.categories[0], chart.categories[-1]
    assert isinstance(first, dt.date)
    assert isinstance(last, dt.date)
    _step_days(made.element.find(f".//{qn('c:dateAx')}"), (last - first).days)


def _draw_gridlines(space: Any) -> None:
    """Draw thin lines that are pale on a light ground and on a dark one."""
    lines = space.find(f".//{qn('c:majorGridlines')}")
    for old in list(lines):
        lines.remove(old)
    lines.append(
        parse_xml(
            f'<c:spPr {nsdecls("c", "a")}><a:ln w="6350"><a:solidFill><a:schemeClr val="tx1">'
            '<a:alpha val="25000"/></a:schemeClr></a:solidFill></a:ln></c:spPr>'
        )
    )


def _step_days(axis: Any, span: int) -> None:
    """Write as many days along the axis as can be read."""
    unit, step = ("days", max(1, -(-span // _MOST_DAYS)))
    if span > 31 * 3:
        unit, step = "months", max(1, -(-span // (30 * _MOST_DAYS)))
    base = axis.find(qn("c:baseTimeUnit"))
    for tag, value in (("majorUnit", str(step)), ("majorTimeUnit", unit)):
        base.addnext(parse_xml(f'<c:{tag} {nsdecls("c")} val="{value}"/>'))
        base = base.getnext()


def _draw_line(space: Any) -> None:
    """Draw the last series of a chart of areas as a line over them."""
    areas = space.find(".//" + qn("c:areaChart"))
    ser = areas.findall(qn("c:ser"))[-1]
    areas.remove(ser)
    look = (
        f'<c:spPr {nsdecls("c", "a")}><a:ln w="28575" cap="rnd"><a:solidFill>'
        '<a:schemeClr val="tx1"/></a:solidFill><a:prstDash val="sysDash"/><a:round/>'
        "</a:ln></c:spPr>"
    )
    marker = f'<c:marker {nsdecls("c")}><c:symbol val="none"/></c:marker>'
    for old in ser.findall(qn("c:spPr")):
        ser.remove(old)
    named = ser.find(qn("c:tx"))
    named.addnext(parse_xml(marker))
    named.addnext(parse_xml(look))
    ser.append(parse_xml(f'<c:smooth {nsdecls("c")} val="0"/>'))
    line = parse_xml(
        f'<c:lineChart {nsdecls("c")}><c:grouping val="standard"/><c:varyColors val="0"/>'
        '<c:marker val="1"/></c:lineChart>'
    )
    line.insert(2, ser)
    for axis in areas.findall(qn("c:axId")):
        line.append(parse_xml(f'<c:axId {nsdecls("c")} val="{axis.get("val")}"/>'))
    areas.addnext(line)
    blanks = space.find(".//" + qn("c:dispBlanksAs"))
    blanks.set("val", "gap")
