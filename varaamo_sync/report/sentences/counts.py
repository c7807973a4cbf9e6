"""What is said of counts and of where they come from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from varaamo_sync.goal import (
    ReportedUnit,
    Source,
    Stage,
    SurveyedUnit,
)
from varaamo_sync.model import Lang, ServiceUnit
from varaamo_sync.report.sentences.rooms import some, why
from varaamo_sync.report.standing import Standing
from varaamo_sync.words import Theme

said = Theme("report/standing")

COLUMNS = ("prepared", "in_progress", "ready", "earlier")
"""Columns of the table that was kept by hand."""

_DAY = dt.timedelta(days=1)
_HOUR = dt.timedelta(hours=1)


def age(value: dt.timedelta, lang: Lang) -> str:
    """Return a length of time in days, hours or minutes, whichever is the biggest sensible."""
    if value >= 2 * _DAY:
        return said("days", lang, n=value // _DAY)
    if value >= 2 * _HOUR:
        return said("hours", lang, n=value // _HOUR)
    return said("minutes", lang, n=value // dt.timedelta(minutes=1))


def reason_heading(view: Standing, lang: Lang) -> str:
    """Return the heading above reasons, with the moment at which all of them were read."""
    taken = view.entry.taken
    when = f" ({said('read', lang, when=taken)})" if taken is not None else ""
    return said("heading.reason", lang) + when


def cells(view: Standing, unit: ServiceUnit | None, lang: Lang) -> dict[str, str]:
    """Return the cells of a row by column; ``None`` is the row of the totals."""
    if view.entry.source is Source.REPORTED:
        row = view.entry.reported.get(unit, ReportedUnit()) if unit else ReportedUnit()
        return {name: getattr(row, name) for name in COLUMNS} | {"unknown": "", "missing": ""}
    found = view.entry.surveyed
    rows = [found.get(u, SurveyedUnit()) for u in ([unit] if unit else view.units)]
    counts = [row.counts for row in rows]
    shown = {stage.value: str(sum(getattr(c, stage.value) for c in counts)) for stage in Stage}
    viewable = sum(c.viewable for c in counts)
    if viewable:
        shown["earlier"] += f" (+ {viewable} {said('heading.viewable', lang)})"
    return shown | {"missing": str(sum(row.short for row in rows))}


def shown_columns(views: Sequence[Standing], lang: Lang) -> tuple[str, ...]:
    """Return the columns of counts.

    That of unknown rooms stands only where there are any, and what the goal misses only where it
    is known.
    """
    found = [cells(view, unit, lang) for view in views for unit in view.units]
    unknown = ("unknown",) if any(row["unknown"] not in ("", "0") for row in found) else ()
    missing = ("missing",) if any(row["missing"] for row in found) else ()
    return (*COLUMNS, *unknown, *missing)


def unit_name(view: Standing, unit: ServiceUnit, lang: Lang, *, short: bool = False) -> str:
    """Return what the row of a service unit is called; a star marks counts that are not all."""
    name = unit.value if short else f"{unit.value} {unit.label(lang)}"
    return f"{name} *" if unit in view.unread else name


def total_cells(view: Standing, lang: Lang) -> dict[str, str] | None:
    """Return the cells of the totals; ``None`` where nothing is added up."""
    if view.entry.source is Source.REPORTED or len(view.units) == 1:
        return None
    return cells(view, None, lang)


def room_rows(view: Standing, lang: Lang) -> list[list[str]]:
    """Return a row for each room: service unit, name, stage and reason."""
    return [
        [
            item.room.service_unit.value,
            item.room.label(lang),
            said(f"stage.{item.stage}", lang),
            why(item, lang),
        ]
        for item in view.rooms
    ]


def gaps(view: Standing, lang: Lang, *, recording: bool = True) -> list[str]:
    """Return what the counts leave out, and that they are not kept.

    Args:
        view: What is shown.
        lang: The language.
        recording: Whether it is for somebody who records counts; readers of a report do not.
    """
    lines = []
    units = [unit.value for unit in view.units if unit in view.unread]
    if units:
        lines.append(said("incomplete", lang, units=", ".join(units)))
    if view.left_out:
        rooms = some(view.left_out, lang)
        lines.append(said("unread_rooms", lang, count=len(view.left_out), rooms=rooms))
    if recording and not view.whole:
        lines.append(said("not_recorded", lang))
    return lines


def note(view: Standing, unit: ServiceUnit) -> str:
    """Return the note of a service unit as it was on the day that is shown."""
    if view.entry.source is Source.REPORTED:
        return view.entry.reported.get(unit, ReportedUnit()).note
    return view.entry.surveyed.get(unit, SurveyedUnit()).note


def head(view: Standing, lang: Lang) -> str:
    """Return where the counts come from, and of when they are."""
    if view.entry.source is Source.REPORTED:
        return said("as_of_reported", lang, when=view.entry.date)
    when = view.entry.taken or view.entry.date
    if view.past:
        return said("as_of_surveyed", lang, when=when, origin=view.origin)
    if view.age is not None:
        return said("offline", lang, when=when, age=age(view.age, lang), origin=view.origin)
    return said("surveyed", lang, when=when, origin=view.origin)


def source(view: Standing, lang: Lang) -> str:
    """Return where the counts come from and of when they are, in a few words."""
    when = view.entry.taken or view.entry.date
    if view.entry.source is Source.REPORTED:
        return said("source_reported", lang, when=when)
    return said("source_surveyed", lang, when=when, origin=view.origin)
