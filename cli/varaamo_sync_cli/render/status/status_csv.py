"""``status`` and ``history`` as CSV: for a person's Excel, or for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from varaamo_sync.goal import HistoryEntry, RoomProgress, Source, Stage, SurveyedUnit
from varaamo_sync.model import Lang, ServiceUnit
from varaamo_sync.report import Standing
from varaamo_sync.report.sentences import counts as words
from varaamo_sync.report.sentences import rooms as room_words
from varaamo_sync.words import Theme
from varaamo_sync_cli.media.csv_cells import CsvStyle, as_csv
from varaamo_sync_cli.workspace.history.history_export import COUNTS_HEAD, EXPORT_HEAD, ROOMS_HEAD

said = Theme("report/standing")
column = Theme("commands/tables")

_COUNTS = (*COUNTS_HEAD[:-2], "goal_missing", *COUNTS_HEAD[-2:])
"""Columns of counts for a person."""

_OUTLOOK = "goal_outlook"
"""Column of how the goal stands; the history tells what was counted, and judges nothing."""

_ENTRIES = (*_COUNTS, "id", "origin", "forecast")
"""Columns of entries for a person; what brings an entry back is for programs."""

_ROOMS = tuple("was" if name == "earlier" else name for name in ROOMS_HEAD)
"""Columns of rooms for a person: under *earlier* stands what each of them was."""


def status_as_csv(view: Standing, style: CsvStyle, lang: Lang, *, rooms: bool = False) -> str:
    """Return a line per service unit, or per room."""
    if rooms and view.progress is not None:
        rows = [_room(view, item, style, lang) for item in view.rooms]
        return _table(ROOMS_HEAD, _ROOMS, rows, style, lang)
    rows = [
        _counts(view, unit, style, lang) | _outlook(view, unit, style, lang) for unit in view.units
    ]
    return _table((*COUNTS_HEAD, _OUTLOOK), (*_COUNTS, _OUTLOOK), rows, style, lang)


def history_as_csv(views: Sequence[Standing], style: CsvStyle, lang: Lang) -> str:
    """Return a line per entry and service unit, oldest first."""
    rows = [
        _counts(view, unit, style, lang) | _entry(view.entry, unit)
        for view in views
        for unit in view.units
    ]
    return _table((*COUNTS_HEAD, *EXPORT_HEAD), _ENTRIES, rows, style, lang)


def _table(
    for_programs: Sequence[str],
    for_persons: Sequence[str],
    rows: Iterable[Mapping[str, object]],
    style: CsvStyle,
    lang: Lang,
) -> str:
    names, head = for_programs, list(for_programs)
    if style is CsvStyle.EXCEL:
        names, head = for_persons, [column(f"column.{name}", lang) for name in for_persons]
    return as_csv(head, [[row.get(name) for name in names] for row in rows], style, lang)


def _counts(view: Standing, unit: ServiceUnit, style: CsvStyle, lang: Lang) -> dict[str, object]:
    """Return the values of a service unit by column; what is not known is left out."""
    entry = view.entry
    found: dict[str, object] = {
        "date": entry.date,
        "source": entry.source.value,
        "service_unit": unit.value,
        "note": words.note(view, unit),
    }
    if style is CsvStyle.EXCEL:
        found["date"] = entry.taken or entry.date
        found["source"] = said(f"source_of_counts.{entry.source}", lang)
    if entry.source is Source.REPORTED:
        return found | words.cells(view, unit, lang)
    row = entry.surveyed.get(unit, SurveyedUnit())
    counts = row.counts
    return found | {
        **{stage.value: getattr(counts, stage.value) for stage in Stage},
        "earlier_viewable": counts.viewable,
        "total": counts.total,
        "goal_rooms": len(row.goal),
        "goal_bookable": len(row.goal) - len(row.missing),
        "goal_missing": row.short,
        "complete": unit not in view.unread,
    }


def _outlook(view: Standing, unit: ServiceUnit, style: CsvStyle, lang: Lang) -> dict[str, object]:
    """Return whether a unit meets the goal; nothing is concluded from reported counts."""
    if view.goal is None:
        return {}
    outlook = view.goal.units[unit].outlook
    told = column(f"outlook.{outlook}", lang) if style is CsvStyle.EXCEL else outlook.value
    return {_OUTLOOK: told}


def _entry(entry: HistoryEntry, unit: ServiceUnit) -> dict[str, object]:
    """Return the values by which an entry can be brought back."""
    row = entry.surveyed.get(unit, SurveyedUnit())
    outside = [key for key in row.keys if key not in row.goal]
    rooms: dict[str, Iterable[str]] = {
        f"rooms_{stage.value}": row.stages.get(stage, ()) for stage in Stage
    }
    rooms |= {"rooms_viewable": row.viewable, "rooms_outside_goal": outside}
    rooms["rooms_pks"] = [f"{key}:{pk}" for key, pk in row.pks.items()]
    return {
        "id": entry.id,
        "origin": entry.origin,
        "taken": entry.taken,
        "forecast": entry.forecast,
        **{name: " ".join(keys) for name, keys in rooms.items()},
    }


def _room(view: Standing, item: RoomProgress, style: CsvStyle, lang: Lang) -> dict[str, object]:
    found: dict[str, object] = {
        "date": view.entry.date,
        "service_unit": item.room.service_unit.value,
        "room": item.room.key,
        "name": item.room.label(),
        "stage": item.stage.value,
        "reason": item.reason.value,
        "since_or_from": item.moment,
        "goal": item.room.goal,
        "earlier": item.earlier.value,
        "pk": item.evidence.pk,
        "read": item.evidence.read,
    }
    if style is CsvStyle.EXCEL:
        found |= {
            "name": item.room.label(lang),
            "stage": said(f"stage.{item.stage}", lang),
            "reason": room_words.why(item, lang),
            "was": column(f"earlier.{item.earlier}", lang),
        }
    return found
