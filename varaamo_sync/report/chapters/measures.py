"""What people wrote down of a goal: values by day and unit, bars, and other numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from varaamo_sync.model import Lang, ServiceUnit
from varaamo_sync.report.chapters import blocks
from varaamo_sync.report.chapters.levels import OF_MET
from varaamo_sync.report.document import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Mark,
    Paragraph,
    Row,
    Table,
    Tone,
)
from varaamo_sync.report.sentences.scorecard import amount, in_language, unit_value, value_words
from varaamo_sync.scorecard import (
    DatedValue,
    Direction,
    Goal,
    Measure,
    MeasureKind,
    Scorecard,
    UnitsReached,
)
from varaamo_sync.words import Theme, day

said = Theme("report/document")
card_said = Theme("report/scorecard")
standing_said = Theme("report/standing")

_SINGLE = (MeasureKind.NUMBER, MeasureKind.INDEX)


def measure_blocks(
    goal: Goal, card: Scorecard, on: dt.date, lang: Lang, *, noted: bool = True
) -> Iterator[Block]:
    """Yield the values of a goal as they were on a day, each with its day and source.

    Args:
        goal: The goal.
        card: The scorecard that it is of.
        on: The day.
        lang: The language.
        noted: Whether the notes of units (*Huomiot*) stand beside their values.
    """
    by_unit = [item for item in goal.measures if item.kind is MeasureKind.PER_UNIT]
    single = [item for item in goal.measures if item.kind in _SINGLE]
    if by_unit:
        yield _unit_table(goal, by_unit, card, on, lang, notes=goal.notes if noted else {})
    if single:
        yield _single_table(single, on, lang)
    for measure in goal.measures:
        if measure.kind is MeasureKind.PHASES:
            yield _bar(measure, lang)
    told = [f"{one.text or one.count} {one.what}" for one in goal.amounts]
    yield from blocks.items(told, card_said("amounts", lang))


def _unit_table(
    goal: Goal,
    measures: Sequence[Measure],
    card: Scorecard,
    on: dt.date,
    lang: Lang,
    *,
    notes: Mapping[str, str],
) -> Table:
    """Return what each unit has, what each level asks of it, and its note (*Huomiot*)."""
    values = {measure.id: measure.value_on(on) for measure in measures}
    needs = [
        (level.name, need)
        for level in goal.levels
        for need in level.needs
        if isinstance(need, UnitsReached) and need.measure in values
    ]
    named = {unit: None for value in values.values() if value for unit in value.units}
    named |= {unit: None for _, need in needs for unit in need.units} | dict.fromkeys(notes)
    order = [*(unit.value for unit in ServiceUnit), *card.units]
    units = sorted(named or dict.fromkeys(order[:4]), key=order.index)
    heads = (
        Column(standing_said("heading.unit", lang)),
        *(Column(in_language(m.name, lang) or m.id, _kind(m)) for m in measures),
        *(Column(said("asked_at", lang, level=name), ColumnKind.NUMBER) for name, _ in needs),
        *([Column(standing_said("heading.notes", lang))] if notes else []),
    )
    body = [
        [
            Cell(_unit_name(unit, card, lang)),
            *(_unit_value(measure, values[measure.id], unit, lang) for measure in measures),
            *(_asked(need, unit, lang) for _, need in needs),
            *([Cell(notes.get(unit, ""))] if notes else []),
        ]
        for unit in units
    ]
    caption = said("by_unit", lang, when=_when(values.values(), lang))
    return blocks.table(caption, heads, body, lang, notes=_sources(measures, values, lang))


def _kind(measure: Measure) -> ColumnKind:
    return ColumnKind.TEXT if measure.tells_whether else ColumnKind.NUMBER


def _unit_name(unit: str, card: Scorecard, lang: Lang) -> str:
    if unit in card.units:
        return f"{unit} {in_language(card.units[unit], lang)}".strip()
    return f"{unit} {ServiceUnit(unit).label(lang)}"


def _unit_value(measure: Measure, value: DatedValue | None, unit: str, lang: Lang) -> Cell:
    found = value.units.get(unit) if value else None
    if found is None:
        return Cell(
            "" if value and value.units else card_said("answer.unknown", lang), tone=Tone.UNKNOWN
        )
    if isinstance(found, str):
        return Cell(found, mark=Mark.REPORTED)
    if measure.tells_whether:
        _, tone = OF_MET[found == 1]
        return Cell(unit_value(measure, found, lang), tone=tone, mark=Mark.REPORTED)
    return blocks.number(found, lang, mark=Mark.REPORTED)


def _asked(need: UnitsReached, unit: str, lang: Lang) -> Cell:
    wanted = need.units.get(unit)
    return Cell(blocks.NOTHING) if wanted is None else blocks.number(wanted, lang)


def _single_table(measures: Sequence[Measure], on: dt.date, lang: Lang) -> Table:
    heads = blocks.columns(
        card_said("measure", lang),
        (card_said("baseline", lang), ColumnKind.NUMBER),
        (card_said("value", lang), ColumnKind.NUMBER),
        (card_said("day", lang), ColumnKind.DATE),
        card_said("source", lang),
    )
    body = [_single_row(measure, measure.value_on(on), lang) for measure in measures]
    return blocks.table(card_said("measures", lang), heads, body, lang)


def _single_row(measure: Measure, value: DatedValue | None, lang: Lang) -> Row:
    return Row(
        (
            Cell(_described(measure, lang)),
            _baseline(measure, lang),
            _value(value, lang),
            blocks.date(value.date if value else None, lang),
            Cell((value.source if value else "") or blocks.NOTHING),
        )
    )


def _described(measure: Measure, lang: Lang) -> str:
    """Return the name of a measure, with what it counts and which way it gets better."""
    parts = [measure.unit] if measure.unit else []
    if measure.range is not None:
        low, high = (amount(value, lang) for value in measure.range)
        parts.append(card_said("range", lang, low=low, high=high))
    if measure.direction is Direction.DOWN:
        parts.append(card_said("less_is_better", lang))
    if measure.members:
        parts.append(", ".join(measure.members))
    name = in_language(measure.name, lang) or measure.id
    return f"{name} ({'; '.join(parts)})" if parts else name


def _baseline(measure: Measure, lang: Lang) -> Cell:
    base = measure.baseline
    if base is None:
        return Cell(blocks.NOTHING)
    if base.value is None:
        told = f"{base.label}: {card_said('answer.unknown', lang)}" if base.label else ""
        return Cell(told or card_said("answer.unknown", lang), tone=Tone.UNKNOWN)
    shown = blocks.number(base.value, lang, mark=Mark.REPORTED)
    text = f"{shown.text} ({base.label})" if base.label else shown.text
    return Cell(text, shown.value, mark=Mark.REPORTED)


def _value(value: DatedValue | None, lang: Lang) -> Cell:
    if value is None:
        return Cell(card_said("answer.unknown", lang), tone=Tone.UNKNOWN)
    if value.value is None:
        return Cell(value.text, mark=Mark.REPORTED)
    return blocks.number(value.value, lang, mark=Mark.REPORTED)


def _bar(measure: Measure, lang: Lang) -> Table | Paragraph:
    """Return a bar whose place is a drawing: its phases have names, and no value."""
    name = in_language(measure.name, lang) or measure.id
    low, high = measure.range or (Decimal(0), Decimal(100))
    ends = [f"{amount(end, lang)} {measure.unit}".strip() for end in (low, high)]
    caption = card_said("bar", lang, name=name, low=ends[0], high=ends[1])
    if not measure.phases:
        return Paragraph(f"{caption}: {card_said('bar_unnamed', lang)}", Tone.UNKNOWN)
    heads = blocks.columns(said("phase", lang), card_said("how_far", lang))
    unknown = Cell(standing_said("phase.unknown", lang), tone=Tone.UNKNOWN)
    body = [[Cell(phase), unknown] for phase in measure.phases]
    return blocks.table(caption, heads, body, lang, notes=[card_said("bar_drawn", lang)])


def _when(values: Iterable[DatedValue | None], lang: Lang) -> str:
    days = sorted({value.date for value in values if value is not None})
    if not days:
        return card_said("value_none", lang)
    return ", ".join(day(each, lang) for each in days)


def _sources(
    measures: Sequence[Measure], values: dict[str, DatedValue | None], lang: Lang
) -> list[str]:
    told = [
        card_said("source_of", lang, name=in_language(m.name, lang) or m.id, source=value.source)
        for m in measures
        if (value := values[m.id]) is not None and value.source
    ]
    return list(dict.fromkeys(told))


def values_over_time(goal: Goal, on: dt.date, lang: Lang) -> Table | None:
    """Return every value up to a day, oldest first; ``None`` where no measure has two of them."""
    known = {
        measure.id: sorted((v for v in measure.values if v.date <= on), key=lambda v: v.date)
        for measure in goal.measures
    }
    if all(len(values) < 2 for values in known.values()):
        return None
    heads = blocks.columns(
        card_said("measure", lang),
        (card_said("day", lang), ColumnKind.DATE),
        (card_said("value", lang), ColumnKind.NUMBER),
        card_said("source", lang),
    )
    body = [
        [
            Cell(in_language(measure.name, lang) or measure.id),
            blocks.date(value.date, lang),
            Cell(value_words(measure, value, lang), value.value, mark=Mark.REPORTED),
            Cell(value.source or blocks.NOTHING),
        ]
        for measure in goal.measures
        for value in known[measure.id]
    ]
    return blocks.table(card_said("over_time", lang), heads, body, lang)
