"""How far the rooms of the counted goal are: the bar, the table with its notes, what is beside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from varaamo_sync.goal import Outlook, ReportedUnit, Source, Stage, SurveyedUnit
from varaamo_sync.model import Lang, ServiceUnit
from varaamo_sync.report.chapters import blocks
from varaamo_sync.report.document import (
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    ColumnKind,
    Mark,
    Paragraph,
    Row,
    Series,
    Table,
    Tone,
)
from varaamo_sync.report.sentences import counts, goal
from varaamo_sync.report.standing import Standing
from varaamo_sync.words import Theme

said = Theme("report/document")
standing_said = Theme("report/standing")

OF_OUTLOOK: Mapping[Outlook, Tone] = {
    Outlook.MET: Tone.GOOD,
    Outlook.NOT_MET: Tone.WARNING,
    Outlook.UNKNOWN: Tone.UNKNOWN,
}

OF_STAGE: Mapping[Stage, Tone] = {
    Stage.PREPARED: Tone.PREPARED,
    Stage.IN_PROGRESS: Tone.IN_PROGRESS,
    Stage.READY: Tone.READY,
    Stage.EARLIER: Tone.EARLIER,
    Stage.UNKNOWN: Tone.UNKNOWN,
}

_BAR: Mapping[str, tuple[Stage, ...]] = {
    "not_started": (Stage.PREPARED,),
    "in_progress": (Stage.IN_PROGRESS,),
    "done": (Stage.READY, Stage.EARLIER),
    "unknown": (Stage.UNKNOWN,),
}
"""What a part of the bar (*tekemättä*, *tekeillä*, *tehty*) counts."""

_OF_BAR = (Tone.PREPARED, Tone.IN_PROGRESS, Tone.READY, Tone.UNKNOWN)


def progress_blocks(standing: Standing, lang: Lang) -> Iterator[Block]:
    """Yield how far the rooms are."""
    surveyed = standing.entry.source is Source.SURVEYED
    if surveyed:
        yield _bar(standing, lang)
    yield counts_table(standing, lang)
    if surveyed and len(standing.units) > 1:
        yield _bars(standing, lang)
    yield from (
        Paragraph(line, Tone.WARNING) for line in counts.gaps(standing, lang, recording=False)
    )
    if not surveyed:
        yield Paragraph(counts.head(standing, lang), Tone.UNKNOWN)
    if standing.entry.forecast:
        yield Paragraph(standing_said("said_then", lang, words=standing.entry.forecast))
    first, *rest = goal.outside_lines(standing, lang) or ("",)
    if first:
        yield from blocks.items(rest, first) or (Paragraph(first),)


def counts_table(standing: Standing, lang: Lang) -> Table:
    """Return the table that was kept by hand: units by stage, and their notes (*Huomiot*)."""
    names = counts.shown_columns([standing], lang)
    kind = ColumnKind.NUMBER if standing.entry.source is Source.SURVEYED else ColumnKind.TEXT
    heads = (
        Column(standing_said("heading.unit", lang)),
        *(Column(standing_said(f"heading.{name}", lang), kind) for name in names),
        Column(standing_said("heading.notes", lang)),
    )
    body = [_unit_row(standing, unit, names, lang) for unit in standing.units]
    total = counts.total_cells(standing, lang)
    if total is not None:
        cells = _cells(standing, standing.units, total, names)
        body.append(Row((Cell(standing_said("heading.total", lang)), *cells, Cell("")), total=True))
    caption = said("counts", lang, source=counts.source(standing, lang))
    return blocks.table(caption, heads, body, lang)


def _unit_row(standing: Standing, unit: ServiceUnit, names: Sequence[str], lang: Lang) -> Row:
    shown = counts.cells(standing, unit, lang)
    link = f"units/{unit.value.lower()}"
    name = Cell(counts.unit_name(standing, unit, lang), link=link)
    if standing.entry.source is Source.REPORTED:
        row = standing.entry.reported.get(unit, ReportedUnit())
        cells = tuple(_reported(getattr(row, name)) for name in names)
    else:
        cells = _cells(standing, (unit,), shown, names)
    return Row((name, *cells, Cell(counts.note(standing, unit))))


def _reported(text: str) -> Cell:
    value = int(text) if text.isascii() and text.isdigit() else None
    return Cell(text, value, mark=Mark.REPORTED if text else None)


def _cells(
    standing: Standing,
    units: Sequence[ServiceUnit],
    shown: Mapping[str, str],
    names: Sequence[str],
) -> tuple[Cell, ...]:
    """Return the cells of counts, each with the number that its text shows."""
    found = [standing.entry.surveyed.get(unit, SurveyedUnit()) for unit in units]
    values = {
        stage.value: sum(getattr(row.counts, stage.value) for row in found) for stage in Stage
    } | {"missing": sum(row.short for row in found)}
    return tuple(Cell(shown[name], values[name]) for name in names)


def goal_counts(standing: Standing, units: Sequence[ServiceUnit]) -> dict[Stage, int]:
    """Return the rooms of the goal by stage."""
    found = dict.fromkeys(Stage, 0)
    for unit in units:
        row = standing.entry.surveyed.get(unit, SurveyedUnit())
        belonging = set(row.goal)
        for stage, keys in row.stages.items():
            found[stage] += sum(key in belonging for key in keys)
    return found


def _bar(standing: Standing, lang: Lang) -> Chart:
    found = goal_counts(standing, standing.units)
    values = {name: sum(found[stage] for stage in stages) for name, stages in _BAR.items()}
    if not values["unknown"]:
        del values["unknown"]
    names = {name: standing_said(f"phase.{name}", lang) for name in values}
    tones = dict(zip(_BAR, _OF_BAR, strict=True))
    title = said("bar.title", lang)
    told = ", ".join(f"{names[name]} {count}" for name, count in values.items())
    caption = said("bar.caption", lang, source=counts.source(standing, lang))
    heads = blocks.columns("", *((names[name], ColumnKind.NUMBER) for name in values))
    row = [Cell(title), *(Cell(str(value), value, tones[name]) for name, value in values.items())]
    return Chart(
        kind=ChartKind.BAR,
        title=title,
        description=said("bar.description", lang, counts=told),
        categories=(title,),
        series=tuple(Series(names[name], (value,), tones[name]) for name, value in values.items()),
        table=blocks.table(caption, heads, [row], lang),
    )


def _bars(standing: Standing, lang: Lang) -> Chart:
    found = {unit: goal_counts(standing, (unit,)) for unit in standing.units}
    stages = [
        stage
        for stage in STACKED
        if stage is not Stage.UNKNOWN or any(c[stage] for c in found.values())
    ]
    names = {stage: standing_said(f"stage.{stage}", lang) for stage in stages}
    caption = said("bars.caption", lang, source=counts.source(standing, lang))
    unit_head = standing_said("heading.unit", lang)
    heads = blocks.columns(unit_head, *((names[stage], ColumnKind.NUMBER) for stage in stages))
    body = [
        [Cell(unit.value), *(Cell(str(of[stage]), of[stage], OF_STAGE[stage]) for stage in stages)]
        for unit, of in found.items()
    ]
    told = "; ".join(
        f"{unit.value} {of[Stage.READY] + of[Stage.EARLIER]}/{sum(of.values())}"
        for unit, of in found.items()
    )
    return Chart(
        kind=ChartKind.BARS,
        title=said("bars.title", lang),
        description=said("bars.description", lang, counts=told),
        categories=tuple(unit.value for unit in found),
        series=tuple(
            Series(names[stage], tuple(of[stage] for of in found.values()), OF_STAGE[stage])
            for stage in stages
        ),
        table=blocks.table(caption, heads, body, lang),
    )


STACKED = (Stage.EARLIER, Stage.READY, Stage.IN_PROGRESS, Stage.PREPARED, Stage.UNKNOWN)
"""Stages as a chart stacks them: what residents can book stands lowest."""
