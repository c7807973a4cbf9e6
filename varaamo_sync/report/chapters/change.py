"""How the counted goal changed: since another day, room by room, and over time."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from varaamo_sync.goal import Source, Stage
from varaamo_sync.model import Lang
from varaamo_sync.report.changes import Comparison, Move, Point, goal_over_time
from varaamo_sync.report.chapters import blocks
from varaamo_sync.report.chapters.progress import OF_STAGE, STACKED
from varaamo_sync.report.document import (
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    ColumnKind,
    Item,
    Items,
    Mark,
    Paragraph,
    Row,
    Series,
    Table,
    Tone,
)
from varaamo_sync.report.sentences import counts
from varaamo_sync.report.standing import Standing
from varaamo_sync.words import Theme

said = Theme("report/changes")
standing_said = Theme("report/standing")

_TENTH = Decimal("0.1")


def change_blocks(standing: Standing, comparison: Comparison | None, lang: Lang) -> Iterator[Block]:
    """Yield what changed since an earlier entry, and the counts over time."""
    if comparison is None:
        yield Paragraph(said("nothing_before", lang))
    else:
        yield from _since(standing, comparison, lang)
    if standing.entry.source is Source.SURVEYED:
        yield from _over_time(standing, lang)


def _since(standing: Standing, comparison: Comparison, lang: Lang) -> Iterator[Block]:
    before = comparison.before
    if not comparison.traceable:
        reported = before if before.source is Source.REPORTED else comparison.after
        yield Paragraph(said("untraceable", lang, day=reported.date))
        yield _side_by_side(standing, comparison, lang)
        return
    name = "moved" if comparison.moves else "unmoved"
    yield Paragraph(said(name, lang, day=before.date, count=len(comparison.moves)), strong=True)
    yield _side_by_side(standing, comparison, lang)
    yield from _moves(standing, comparison.moves, lang)


def _side_by_side(standing: Standing, comparison: Comparison, lang: Lang) -> Table:
    """Return the counts of each unit on both days, one below the other."""
    then = Standing(
        catalogue=standing.catalogue,
        units=standing.units,
        entry=comparison.before,
        origin=comparison.before.origin,
        past=True,
    )
    names = [n for n in counts.shown_columns([then, standing], lang) if n != "missing"]
    kind = ColumnKind.NUMBER if comparison.traceable else ColumnKind.TEXT
    heads = (
        Column(standing_said("heading.unit", lang)),
        Column(said("day", lang), ColumnKind.DATE),
        *(Column(standing_said(f"heading.{name}", lang), kind) for name in names),
    )
    body: list[Row] = []
    for unit in standing.units:
        for view in (then, standing):
            shown = counts.cells(view, unit, lang)
            cells = (_count(shown[name], view.entry.source) for name in names)
            body.append(Row((Cell(unit.value), blocks.date(view.entry.date, lang), *cells)))
    caption = said(
        "side_by_side", lang, then=counts.source(then, lang), now=counts.source(standing, lang)
    )
    return blocks.table(caption, heads, body, lang)


def _count(text: str, source: Source) -> Cell:
    value = int(text) if text.isascii() and text.isdigit() else None
    return Cell(text, value, mark=Mark.REPORTED if text and source is Source.REPORTED else None)


def _moves(standing: Standing, moves: Sequence[Move], lang: Lang) -> Iterator[Items]:
    """Yield the rooms that moved, one item for each pair of stages."""
    grouped: defaultdict[tuple[Stage | None, Stage | None], list[str]] = defaultdict(list)
    for move in moves:
        room = f"{move.unit.value} {standing.name_of(move.key, lang)}"
        grouped[move.before, move.after].append(room)
    items = tuple(
        Item(
            said(
                "move",
                lang,
                before=_stage(before, "new", lang),
                after=_stage(after, "gone", lang),
                count=len(rooms),
            ),
            tuple(rooms),
            _tone(before, after),
        )
        for (before, after), rooms in sorted(grouped.items(), key=lambda pair: -len(pair[1]))
    )
    if items:
        yield Items(items, said("moves", lang))


def _stage(stage: Stage | None, otherwise: str, lang: Lang) -> str:
    return standing_said(f"stage.{stage}", lang) if stage else said(otherwise, lang)


def _tone(before: Stage | None, after: Stage | None) -> Tone:
    was, now = (stage is not None and stage.bookable for stage in (before, after))
    if was == now:
        return Tone.NEUTRAL
    return Tone.GOOD if now else Tone.BAD


def _over_time(standing: Standing, lang: Lang) -> Iterator[Block]:
    terms = standing.catalogue.goal
    points = goal_over_time(standing.history, standing.entry, standing.units, terms.start)
    if len(points) < 2:
        yield Paragraph(said("one_day", lang))
        return
    ends = terms.deadline if terms.deadline and terms.deadline > points[-1].day else None
    days = (*(point.day for point in points), *([ends] if ends else []))
    stages = [
        s for s in STACKED if s is not Stage.UNKNOWN or any(point.stages[s] for point in points)
    ]
    series = tuple(
        Series(
            standing_said(f"stage.{stage}", lang),
            (*(point.stages[stage] for point in points), *([None] if ends else [])),
            OF_STAGE[stage],
        )
        for stage in stages
    )
    target = _line(points, days, ends, lang) if ends else None
    yield Chart(
        kind=ChartKind.STAGES,
        title=said("over_time.title", lang),
        description=_described(points, ends, lang),
        categories=days,
        series=series,
        table=_table(points, stages, standing, lang),
        target=target,
        deadline=ends,
    )


def _line(points: Sequence[Point], days: Sequence[dt.date], ends: dt.date, lang: Lang) -> Series:
    """Return the line from the first survey to all rooms of the goal on the last day."""
    first, total = points[0], points[-1].total
    whole = (ends - first.day).days
    values = (
        first.bookable + Decimal((total - first.bookable) * (day - first.day).days) / whole
        for day in days
    )
    return Series(said("target", lang), tuple(value.quantize(_TENTH) for value in values))


def _described(points: Sequence[Point], ends: dt.date | None, lang: Lang) -> str:
    first, last = points[0], points[-1]
    told = said(
        "over_time.description",
        lang,
        first=first.day,
        then=first.bookable,
        last=last.day,
        now=last.bookable,
        all=last.total,
    )
    return f"{told} {said('over_time.deadline', lang, day=ends)}" if ends else told


def _table(
    points: Sequence[Point], stages: Sequence[Stage], standing: Standing, lang: Lang
) -> Table:
    heads = (
        Column(said("day", lang), ColumnKind.DATE),
        *(Column(standing_said(f"stage.{stage}", lang), ColumnKind.NUMBER) for stage in stages),
        Column(said("bookable", lang), ColumnKind.NUMBER),
        Column(said("all", lang), ColumnKind.NUMBER),
    )
    body = [
        [
            blocks.date(point.day, lang),
            *(
                Cell(str(point.stages[stage]), point.stages[stage], OF_STAGE[stage])
                for stage in stages
            ),
            Cell(str(point.bookable), point.bookable),
            Cell(str(point.total), point.total),
        ]
        for point in points
    ]
    caption = said("over_time.caption", lang, origin=standing.origin or blocks.NOTHING)
    return blocks.table(caption, heads, body, lang)
