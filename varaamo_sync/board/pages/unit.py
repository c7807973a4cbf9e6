"""The page of a service unit: the report of its rooms alone, and every room of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from varaamo_sync.board.pages.tables import findings_part, rooms_part
from varaamo_sync.board.rooms import all_rooms, standing_of
from varaamo_sync.board.state import BoardState
from varaamo_sync.goal import evaluate
from varaamo_sync.model import HELSINKI, Lang, ServiceUnit
from varaamo_sync.report import SectionKind, Standing, make_report, write_document
from varaamo_sync.report.page import Page, PagePart
from varaamo_sync.report.sentences import counts

_TOLD = (
    SectionKind.PROGRESS,
    SectionKind.CHANGE,
    SectionKind.MISSING,
    SectionKind.FORECAST,
)
"""Sections of a report that are about one unit as well as about all."""


def unit_page(state: BoardState, unit: ServiceUnit, lang: Lang) -> Page:
    """Return the page of a service unit.

    Args:
        state: What is known; somebody has looked at the booking system.
        unit: The service unit.
        lang: The language.
    """
    standing, report = standing_of(state), state.report
    assert standing is not None  # nobody asks for a unit of which nothing is known
    assert report is not None
    own = _standing_of_unit(standing, unit, report.day)
    chapter = write_document(make_report(report.day, own), lang).chapters[0]
    sections = [
        PagePart(id=section.kind.value, heading=section.heading, blocks=section.blocks)
        for section in chapter.sections
        if section.kind in _TOLD
    ]
    rooms = [item for item in all_rooms(state) if item.room.service_unit is unit]
    return Page(
        lang=lang,
        title=f"{unit.value} {unit.label(lang)}",
        subtitle=counts.head(standing, lang),
        facts=(),
        parts=(
            *sections,
            rooms_part(rooms, lang, venues=True),
            findings_part(state, rooms, lang),
        ),
    )


def _standing_of_unit(standing: Standing, unit: ServiceUnit, day: dt.date) -> Standing:
    """Return how the goal stands for one service unit."""
    goal = None
    if standing.progress is not None:
        terms, progress = standing.catalogue.goal, standing.progress
        goal = evaluate(terms, progress, standing.history, day, units=(unit,))
    taken = standing.entry.taken
    assert taken is None or taken.astimezone(HELSINKI).date() <= day
    return replace(standing, units=(unit,), goal=goal)
