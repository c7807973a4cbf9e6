"""What the counted goal lacks: by unit, by who is to act, and room by room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from varaamo_sync.goal import GoalStatus, Missing, Turn
from varaamo_sync.model import Lang
from varaamo_sync.report.chapters import blocks
from varaamo_sync.report.chapters.progress import OF_STAGE
from varaamo_sync.report.document import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Item,
    Items,
    Paragraph,
    Row,
    Table,
    Tone,
)
from varaamo_sync.report.sentences import counts, goal, hours, rooms
from varaamo_sync.report.standing import Standing
from varaamo_sync.words import Theme

said = Theme("report/document")
standing_said = Theme("report/standing")
hours_said = Theme("report/opening_hours")


def missing_blocks(standing: Standing, lang: Lang) -> Iterator[Block]:
    """Yield what is missing and who is to act; nothing of reported counts is known."""
    found = standing.goal
    if found is None:
        yield Paragraph(said("not_traceable", lang), Tone.UNKNOWN)
        return
    lines = [line for status in found.units.values() for line in goal.unit_lines(status, lang)]
    yield from blocks.items(lines, standing_said("missing", lang))
    if found.action_groups:
        yield Items(
            tuple(
                Item(
                    goal.move(group, lang),
                    tuple(_room(standing, room, lang) for room in group.rooms),
                )
                for group in found.action_groups
            ),
            standing_said("moves", lang),
            numbered=True,
        )
    if any(room.next_action for room in found.missing):
        yield _by_owner(standing, found, lang)
    if found.missing:
        yield _rooms(standing, found, lang)
    yield from _hours(standing, lang)


def _hours(standing: Standing, lang: Lang) -> Iterator[Block]:
    """Yield where people set the opening hours that are missing: a link for each venue."""
    section = hours.hours_section(standing, lang)
    if section is None:
        return
    if section.venues:
        heads = blocks.columns(hours_said("where", lang))
        body = [[Cell(venue, link=link)] for venue, link in section.venues]
        yield blocks.table(section.heading, heads, body, lang)
        yield Paragraph(section.how)
    if section.not_linked:
        yield Paragraph(section.not_linked)


def _room(standing: Standing, room: Missing, lang: Lang) -> str:
    name = standing.name_of(room.key, lang)
    return f"{room.progress.room.service_unit.value} {name}" if room.progress else name


def _by_owner(standing: Standing, found: GoalStatus, lang: Lang) -> Table:
    """Return how many rooms of each unit wait for whom."""
    turns = {
        unit: Counter(room.next_action.turn for room in status.missing if room.next_action)
        for unit, status in found.units.items()
    }
    heads = (
        Column(said("owner", lang)),
        *(Column(unit.value, ColumnKind.NUMBER) for unit in turns),
        Column(standing_said("heading.total", lang), ColumnKind.NUMBER),
    )
    body = [
        [Cell(standing_said(f"turn.{turn}", lang)), *(Cell(str(n), n) for n in (*each, sum(each)))]
        for turn in Turn
        if sum(each := [turns[unit][turn] for unit in turns])
    ]
    caption = said("by_owner", lang, source=counts.source(standing, lang))
    return blocks.table(caption, heads, body, lang)


def _rooms(standing: Standing, found: GoalStatus, lang: Lang) -> Table:
    heads = blocks.columns(
        standing_said("heading.unit_short", lang),
        standing_said("heading.room", lang),
        standing_said("heading.stage", lang),
        standing_said("heading.reason", lang),
        said("step", lang),
        said("owner", lang),
    )
    body = [
        _missing_row(standing, status.unit.value, room, lang)
        for status in found.units.values()
        for room in status.missing
    ]
    caption = said("missing_rooms", lang, source=counts.source(standing, lang))
    return blocks.table(caption, heads, body, lang)


def _missing_row(standing: Standing, unit: str, room: Missing, lang: Lang) -> Row:
    action = room.next_action
    return Row(
        (
            Cell(unit),
            Cell(standing.name_of(room.key, lang), link=f"rooms/{room.key}"),
            Cell(standing_said(f"stage.{room.stage}", lang), tone=OF_STAGE[room.stage]),
            Cell(rooms.why(room.progress, lang) if room.progress else blocks.NOTHING),
            Cell(standing_said(f"step.{action}", lang) if action else blocks.NOTHING),
            Cell(standing_said(f"turn.{action.turn}", lang) if action else blocks.NOTHING),
        )
    )
