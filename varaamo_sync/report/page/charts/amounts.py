"""Numbers of a chart: as texts, stacked, and where an axis has its marks."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from varaamo_sync.model import Lang
from varaamo_sync.report.document import Chart
from varaamo_sync.words import decimal

Amount = int | Decimal

_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))


def amount_text(amount: Amount, lang: Lang) -> str:
    """Return a number as the language writes it."""
    return decimal(Decimal(amount), lang)


def column_of(chart: Chart, place: int) -> tuple[Amount, ...] | None:
    """Return what is stacked at a category, the lowest first; ``None`` where a value is unknown."""
    values = [series.values[place] for series in chart.series]
    known = tuple(max(value, 0) for value in values if value is not None)
    return known if len(known) == len(values) else None


def highest(chart: Chart) -> Amount:
    """Return the highest value that the chart shows, stacked or as a target."""
    columns = [column_of(chart, place) for place in range(len(chart.categories))]
    target = chart.target.values if chart.target else ()
    sums = [sum(column) for column in columns if column]
    return max([0, *sums, *(value for value in target if value is not None)])


def axis_marks(top: Amount, *, at_most: int = 4) -> tuple[Decimal, ...]:
    """Return round numbers from 0 to the first that is ``top`` or more."""
    wanted = Decimal(max(top, 1)) / at_most
    power = Decimal(10) ** wanted.adjusted()
    step = next(power * one for one in _STEPS if power * one >= wanted)
    if Decimal(top) == int(top):
        step = max(step, Decimal(1))
    marks = [Decimal(0)]
    while marks[-1] < top or len(marks) == 1:
        marks.append(marks[-1] + step)
    return tuple(_plain(mark) for mark in marks)


def _plain(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def bottoms(column: Sequence[Amount]) -> tuple[Amount, ...]:
    """Return on what each value of a stack stands, and at last the height of the stack."""
    heights: list[Amount] = [0]
    for value in column:
        heights.append(heights[-1] + value)
    return tuple(heights)
