"""What ``status`` says of rooms and of where their counts come from, in any form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from varaamo_sync import words
from varaamo_sync.goal import (
    Evidence,
    Reason,
    ReportedUnit,
    RoomProgress,
    Source,
    Stage,
    SurveyedUnit,
    withholding_findings,
)
from varaamo_sync.model import Lang, ServiceUnit
from varaamo_sync.words import Theme
from varaamo_sync_cli.workspace.history.status_view import StatusView

said = Theme("commands/status")

_UNNAMED = "tprek-missing"
"""What is wrong with an unready room of which nobody told the findings."""

COLUMNS = ("prepared", "in_progress", "ready", "earlier")
"""Columns of the table that was kept by hand."""

_NAMED = 3
_DAY = dt.timedelta(days=1)
_HOUR = dt.timedelta(hours=1)


def age(value: dt.timedelta, lang: Lang) -> str:
    """Return a length of time in days, hours or minutes, whichever is the biggest sensible."""
    if value >= 2 * _DAY:
        return said("days", lang, n=value // _DAY)
    if value >= 2 * _HOUR:
        return said("hours", lang, n=value // _HOUR)
    return said("minutes", lang, n=value // dt.timedelta(minutes=1))


def reason(item: RoomProgress, lang: Lang) -> str:
    """Return the reason for a room's stage, with the moment or the finding that it speaks of."""
    if item.reason is Reason.UNREADY:
        found = withholding_findings(item.findings)
        title = words.text(found[0].rule if found else _UNNAMED, "title", lang, {})
        return f"{said(f'reason.{item.reason}', lang)} ({title})"
    when = item.moment
    if when is not None:
        return said(f"reason_dated.{item.reason}", lang, when=when)
    if item.reason is Reason.NO_OPENING_HOURS and item.evidence.linked:
        return said("linked_closed", lang)
    told = said(f"reason.{item.reason}", lang)
    return _with_hours(told, item.evidence, lang) if item.reason is Reason.BOOKABLE else told


def _with_hours(told: str, evidence: Evidence, lang: Lang) -> str:
    """Return what is said of a bookable room, with its opening hours as far as they are known."""
    if evidence.open_from is None:
        return told
    if evidence.open_hours is None:
        return said("open_from", lang, reason=told, when=evidence.open_from)
    hours = words.decimal(evidence.open_hours, lang)
    return said("open_hours", lang, reason=told, when=evidence.open_from, hours=hours)


def why(item: RoomProgress, lang: Lang) -> str:
    """Return the reason for a room's stage, and whether it is worse off than before the goal."""
    lost = f", {said('was_bookable', lang)}" if item.lost else ""
    return reason(item, lang) + lost


def evidence(item: RoomProgress, lang: Lang) -> str:
    """Return the reason for a room's stage, and when that was read."""
    read = item.evidence.read
    when = f", {said('read', lang, when=read)}" if read is not None else ""
    return why(item, lang) + when


def reason_heading(view: StatusView, lang: Lang) -> str:
    """Return the heading above reasons, with the moment at which all of them were read."""
    taken = view.entry.taken
    when = f" ({said('read', lang, when=taken)})" if taken is not None else ""
    return said("heading.reason", lang) + when


def cells(view: StatusView, unit: ServiceUnit | None, lang: Lang) -> dict[str, str]:
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


def shown_columns(views: Sequence[StatusView], lang: Lang) -> tuple[str, ...]:
    """Return the columns of counts.

    That of unknown rooms stands only where there are any, and what the goal misses only where it
    is known.
    """
    found = [cells(view, unit, lang) for view in views for unit in view.units]
    unknown = ("unknown",) if any(row["unknown"] not in ("", "0") for row in found) else ()
    missing = ("missing",) if any(row["missing"] for row in found) else ()
    return (*COLUMNS, *unknown, *missing)


def unit_name(view: StatusView, unit: ServiceUnit, lang: Lang, *, short: bool = False) -> str:
    """Return what the row of a service unit is called; a star marks counts that are not all."""
    name = unit.value if short else f"{unit.value} {unit.label(lang)}"
    return f"{name} *" if unit in view.unread else name


def total_cells(view: StatusView, lang: Lang) -> dict[str, str] | None:
    """Return the cells of the totals; ``None`` where nothing is added up."""
    if view.entry.source is Source.REPORTED or len(view.units) == 1:
        return None
    return cells(view, None, lang)


def room_rows(view: StatusView, lang: Lang) -> list[list[str]]:
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


def gaps(view: StatusView, lang: Lang) -> list[str]:
    """Return what the counts leave out, and that they are not kept."""
    lines = []
    units = [unit.value for unit in view.units if unit in view.unread]
    if units:
        lines.append(said("incomplete", lang, units=", ".join(units)))
    if view.left_out:
        rooms = some(view.left_out, lang)
        lines.append(said("unread_rooms", lang, count=len(view.left_out), rooms=rooms))
    if not view.whole:
        lines.append(said("not_recorded", lang))
    return lines


def note(view: StatusView, unit: ServiceUnit) -> str:
    """Return the note of a service unit as it was on the day that is shown."""
    if view.entry.source is Source.REPORTED:
        return view.entry.reported.get(unit, ReportedUnit()).note
    return view.entry.surveyed.get(unit, SurveyedUnit()).note


def head(view: StatusView, lang: Lang) -> str:
    """Return where the counts come from, and of when they are."""
    if view.entry.source is Source.REPORTED:
        return said("as_of_reported", lang, when=view.entry.date)
    when = view.entry.taken or view.entry.date
    if view.past:
        return said("as_of_surveyed", lang, when=when, origin=view.origin)
    if view.age is not None:
        return said("offline", lang, when=when, age=age(view.age, lang), origin=view.origin)
    return said("surveyed", lang, when=when, origin=view.origin)


def some(names: Sequence[str], lang: Lang, most: int = _NAMED) -> str:
    """Return the first few of some names, and how many more there are."""
    rest = len(names) - most
    shown = ", ".join(names[:most])
    return f"{shown} {said('others', lang, n=rest)}" if rest > 0 else shown
