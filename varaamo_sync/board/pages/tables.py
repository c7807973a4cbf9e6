"""Tables that several pages of a board have: rooms, what was found in them, their history."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from varaamo_sync.board.rooms import (
    StageSince,
    finding_text,
    findings_of,
    history_of_rooms,
    venue_id,
)
from varaamo_sync.board.state import BoardState
from varaamo_sync.findings import Finding, Severity
from varaamo_sync.goal import RoomProgress, Stage
from varaamo_sync.model import Lang
from varaamo_sync.report import Block, Cell, Column, ColumnKind, Paragraph, Row, Table, Tone
from varaamo_sync.report.page import PagePart
from varaamo_sync.report.sentences import rooms as sentences
from varaamo_sync.words import Theme, day

say = Theme("report/board")
standing_said = Theme("report/standing")

OF_STAGE: Mapping[Stage, Tone] = {
    Stage.PREPARED: Tone.PREPARED,
    Stage.IN_PROGRESS: Tone.IN_PROGRESS,
    Stage.READY: Tone.READY,
    Stage.EARLIER: Tone.EARLIER,
    Stage.UNKNOWN: Tone.UNKNOWN,
}

_OF_SEVERITY: Mapping[Severity, Tone] = {
    Severity.ERROR: Tone.BAD,
    Severity.WARNING: Tone.WARNING,
    Severity.HINT: Tone.NEUTRAL,
}


def stage_cell(stage: Stage | None, lang: Lang) -> Cell:
    """Return a stage as a cell; ``None`` says that the room was not counted."""
    if stage is None:
        return Cell(say("not_counted", lang))
    return Cell(standing_said(f"stage.{stage}", lang), tone=OF_STAGE[stage])


def rooms_part(rooms: Iterable[RoomProgress], lang: Lang, *, venues: bool) -> PagePart:
    """Return the part that lists rooms, each with a link to its page.

    Args:
        rooms: The rooms.
        lang: The language.
        venues: Whether their venues are told; where all are of one, that is said already.
    """
    found = tuple(rooms)
    columns = [Column(standing_said("heading.room", lang))]
    columns += [Column(say("heading.venue", lang))] if venues else []
    columns += [Column(standing_said(f"heading.{name}", lang)) for name in ("stage", "reason")]
    table = Table(
        caption=say("rooms_caption", lang, count=len(found)),
        columns=tuple(columns),
        rows=tuple(_room_row(item, lang, venues=venues) for item in found),
    )
    return PagePart(id="rooms", heading=say("rooms", lang), blocks=(table,))


def _room_row(item: RoomProgress, lang: Lang, *, venues: bool) -> Row:
    room = item.room
    venue = Cell(room.venue.label(lang), link=f"venues/{venue_id(room.venue)}")
    return Row(
        (
            Cell(room.label(lang), link=f"rooms/{room.key}"),
            *([venue] if venues else []),
            stage_cell(item.stage, lang),
            Cell(sentences.why(item, lang)),
        )
    )


def findings_part(
    state: BoardState, rooms: Collection[RoomProgress], lang: Lang, *, named: bool = True
) -> PagePart:
    """Return the part that tells what was found in some rooms.

    Args:
        state: What is known.
        rooms: The rooms.
        lang: The language.
        named: Whether each row names its room.
    """
    names = {item.room.key: item.room.label(lang) for item in rooms}
    found = findings_of(state, names)
    blocks: tuple[Block, ...] = (Paragraph(say("no_findings", lang)),)
    if found:
        columns = [Column(standing_said("heading.room", lang))] if named else []
        columns += [Column(say(f"heading.{n}", lang)) for n in ("severity", "what", "fix", "place")]
        rows = tuple(Row(tuple(_finding_row(one, names, lang, named=named))) for one in found)
        caption = say("findings_caption", lang, count=len(found))
        blocks = (Table(caption=caption, columns=tuple(columns), rows=rows),)
    return PagePart(id="findings", heading=say("findings", lang), blocks=blocks)


def _finding_row(
    finding: Finding, names: Mapping[str, str], lang: Lang, *, named: bool
) -> Iterator[Cell]:
    key = finding.key or ""
    if named:
        yield Cell(names[key], link=f"rooms/{key}")
    severity = finding.severity
    yield Cell(say(f"severity.{severity}", lang), tone=_OF_SEVERITY[severity])
    yield Cell(finding_text(finding, "message", lang))
    yield Cell(finding_text(finding, "fix", lang))
    yield Cell(str(finding.position or ""))


def history_of_stages(history: Iterable[StageSince], lang: Lang) -> PagePart:
    """Return the part that tells since when a room has been at its stages."""
    rows = tuple(
        Row((Cell(day(one.day, lang), one.day), stage_cell(one.stage, lang))) for one in history
    )
    columns = (
        Column(say("heading.since", lang), ColumnKind.DATE),
        Column(standing_said("heading.stage", lang)),
    )
    return _history(rows, columns, say("stages_caption", lang), lang)


def history_of_counts(state: BoardState, rooms: Iterable[RoomProgress], lang: Lang) -> PagePart:
    """Return the part that tells how many of some rooms could be booked at each survey."""
    found = history_of_rooms(state, {item.room.key for item in rooms})
    rows = tuple(
        Row(
            (
                Cell(day(one.day, lang), one.day),
                Cell(str(one.bookable), one.bookable),
                Cell(str(one.rooms), one.rooms),
            )
        )
        for one in found
    )
    columns = (
        Column(standing_said("date", lang), ColumnKind.DATE),
        Column(say("heading.bookable", lang), ColumnKind.NUMBER),
        Column(say("heading.all_rooms", lang), ColumnKind.NUMBER),
    )
    return _history(rows, columns, say("counts_caption", lang), lang)


def _history(
    rows: tuple[Row, ...], columns: tuple[Column, ...], caption: str, lang: Lang
) -> PagePart:
    table = Table(caption=caption, columns=columns, rows=rows)
    blocks: tuple[Block, ...] = (table,) if rows else (Paragraph(say("no_history", lang)),)
    return PagePart(id="history", heading=say("history", lang), blocks=blocks)
