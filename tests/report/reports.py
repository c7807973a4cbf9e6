"""Reports for tests: the example's scorecards, a pushed room or two, and a year of surveys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.make import catalogue, remote, room, snapshot, space
from varaamo_sync.catalogue_files import read_goals
from varaamo_sync.goal import HistoryEntry, entry_to_record, entry_to_show, evaluate, progress
from varaamo_sync.model import HELSINKI, Catalogue, GoalTerms, Room, ServiceUnit
from varaamo_sync.report import (
    Block,
    Chapter,
    Chart,
    Document,
    Items,
    Paragraph,
    Standing,
    Table,
    make_report,
    write_document,
)
from varaamo_sync.scorecard import Scorecard
from varaamo_sync.snapshot import RemoteRoom

EXAMPLE = Path(__file__).parents[2] / "examples" / "helsinki"
ORIGIN = "http://sandbox.localhost"
TERMS = GoalTerms.model_validate(
    {
        "name": {"fi": "Tilat ovat varattavissa"},
        "start": dt.date(2027, 1, 1),
        "deadline": dt.date(2027, 12, 31),
    }
)


def cards() -> dict[int, Scorecard]:
    """Return the example's scorecards by year."""
    return {card.year: card for card in read_goals(EXAMPLE).scorecards}


def standing(
    rooms: tuple[Room, ...],
    shown: tuple[RemoteRoom, ...] = (),
    *,
    day: dt.date = dt.date(2027, 6, 1),
    history: tuple[HistoryEntry, ...] = (),
    **terms: Any,
) -> Standing:
    """Return how the goal stands whose rooms are shown under their keys as names."""
    held = catalogue(*rooms, goal=TERMS.model_copy(update=terms))
    return survey(held, shown, day, history)


def survey(
    held: Catalogue, shown: tuple[RemoteRoom, ...], day: dt.date, history: tuple[HistoryEntry, ...]
) -> Standing:
    """Return what a survey of a day shows."""
    keys = [room.key for room in held.rooms]
    spaces = [
        space(item.pk, f"demo:{key}")
        for item in shown
        for key in [str(item.values["name.fi"])]
        if key in keys
    ]
    taken = dt.datetime.combine(day, dt.time(12), HELSINKI)
    found = progress(held, snapshot(shown, spaces, taken=taken))
    units = tuple(ServiceUnit)
    return Standing(
        catalogue=held,
        units=units,
        entry=entry_to_show(found, held.goal.notes),
        progress=found,
        goal=evaluate(held.goal, found, history, day, units=units),
        origin=found.origin,
        history=history,
    )


def units_of_rooms() -> tuple[Room, ...]:
    """Return a room of each service unit, and a second one of one of them."""
    keys = ("kir-a", "kulp-a", "liiku-a", "nup-a", "nup-b")
    return tuple(
        room(key, name={"fi": key}, service_unit=key.partition("-")[0].upper()) for key in keys
    )


def year(entries: int = 52) -> tuple[Standing, tuple[HistoryEntry, ...]]:
    """Return how the goal stands after a survey a week, in which a room opens now and then."""
    rooms = units_of_rooms()
    held = catalogue(*rooms, goal=TERMS)
    history: list[HistoryEntry] = []
    for week in range(entries):
        day = dt.date(2027, 1, 4) + dt.timedelta(weeks=week)
        opened = min(len(rooms), week // 10)
        shown = tuple(
            remote(number, name=one.key, **({} if number <= opened else {"is_draft": True}))
            for number, one in enumerate(rooms, 1)
        )
        now = survey(held, shown, day, tuple(history))
        assert now.progress is not None
        history.append(entry_to_record(now.progress))
    return now, tuple(history)


def document(
    of: Standing | None = None, card: Scorecard | None = None, lang: Any = "fi", **options: Any
) -> Document:
    """Return a report as a document."""
    day = options.pop("day", of.entry.date if of else dt.date(2027, 6, 1))
    return write_document(make_report(day, of, card, **options), lang)


def blocks_of(found: Document | Chapter) -> Iterator[Block]:
    """Yield the blocks of a document or a chapter, the tables of charts among them."""
    parts: list[Block] = []
    if isinstance(found, Document):
        parts += [*found.overview, found.facts]
        for chapter in found.chapters:
            parts += blocks_of(chapter)
    else:
        parts += [block for section in found.sections for block in section.blocks]
    for block in parts:
        yield block
        if isinstance(block, Chart):
            yield block.table


def tables_of(found: Document | Chapter) -> list[Table]:
    """Return the tables of a document or a chapter."""
    return [block for block in blocks_of(found) if isinstance(block, Table)]


def text_of(found: Document | Chapter) -> str:
    """Return all that is said, each thing on a line and the cells of a row side by side."""
    lines: list[str] = []
    for block in blocks_of(found):
        if isinstance(block, Paragraph):
            lines.append(block.text)
        elif isinstance(block, Items):
            lines.append(block.lead)
            lines += [line for item in block.items for line in (item.text, *item.details)]
        elif isinstance(block, Chart):
            lines += [block.title, block.description]
        elif isinstance(block, Table):
            lines += [block.caption, " | ".join(column.heading for column in block.columns)]
            lines += [" | ".join(cell.text for cell in row.cells) for row in block.rows]
            lines += block.notes
        else:
            lines += [f"{fact.name}: {fact.text}" for fact in block]
    return "\n".join(lines)


def chapter_of(found: Document, id: str) -> Chapter:
    """Return the chapter of a goal."""
    return next(chapter for chapter in found.chapters if chapter.id == id)
