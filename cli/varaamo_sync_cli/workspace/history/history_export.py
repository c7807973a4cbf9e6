"""Entries of the history from a file that ``history --format json`` or ``csv`` wrote."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from varaamo_sync.errors import UsageError, part
from varaamo_sync.goal import (
    HistoryEntry,
    ReportedUnit,
    Source,
    Stage,
    SurveyedUnit,
    entry_from_dict,
)
from varaamo_sync.model import ServiceUnit
from varaamo_sync.words import Phrase, system_reason

COUNTS_HEAD = (
    *("date", "source", "service_unit", "prepared", "in_progress", "ready", "earlier"),
    *("earlier_viewable", "unknown", "total", "goal_rooms", "goal_bookable", "note", "complete"),
)
"""Columns of counts as CSV."""

ROOMS_HEAD = (
    *("date", "service_unit", "room", "name", "stage", "reason", "since_or_from"),
    *("goal", "earlier", "pk", "read"),
)
"""Columns of rooms as CSV."""

EXPORT_HEAD = (
    *("id", "origin", "taken", "forecast"),
    *(f"rooms_{stage.value}" for stage in Stage),
    *("rooms_viewable", "rooms_outside_goal", "rooms_pks"),
)
"""What stands behind the columns of the counts, so that an entry can be brought back."""

_ADDED = ("rooms_pks",)
"""Columns that exports of older versions lack."""

_CELLS = ("prepared", "in_progress", "ready", "earlier", "note")


def read_export(file: Path, catalogue: str) -> tuple[HistoryEntry, ...]:
    """Return the entries of an export of a catalogue's history, by the catalogue's id.

    Raises:
        UsageError: It is no such file, is another catalogue's, or leaves rooms out.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
        if ";" in text.partition("\n")[0].partition(",")[0]:
            raise UsageError("history-file-for-excel", file=file)
        if text.lstrip().startswith("{"):
            entries = _from_json(json.loads(text), catalogue)
        else:
            entries = _from_csv(text)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError("history-file-none", file=file, reason=_reason(error)) from error
    partial = [
        entry.date.isoformat()
        for entry in entries
        if entry.source is Source.SURVEYED and set(entry.surveyed) != set(ServiceUnit)
    ]
    if partial:
        raise UsageError("history-file-partial", file=file, days=partial)
    return entries


class _NoExport(ValueError):
    """A file is no export, or does not agree with itself.

    Attributes:
        why: Why, in words of any language.
    """

    def __init__(self, why: Phrase) -> None:
        super().__init__(str(why))
        self.why = why


def _reason(error: Exception) -> Phrase | str:
    if isinstance(error, _NoExport):
        return error.why
    if isinstance(error, OSError):
        return system_reason(error)
    return str(error).splitlines()[0].rstrip(".") if str(error) else type(error).__name__


def _from_json(values: Mapping[str, Any], catalogue: str) -> tuple[HistoryEntry, ...]:
    if values["catalogue"] != catalogue:
        raise _NoExport(part("history-other", there=values["catalogue"], here=catalogue))
    return tuple(_entry(row, values["origin"]) for row in values["entries"])


def _entry(row: Mapping[str, Any], origin: str | None) -> HistoryEntry:
    surveyed = row["source"] == Source.SURVEYED.value
    stated = {"origin": origin} if surveyed and origin else {}
    entry = entry_from_dict({"format": 1} | stated | dict(row))
    if surveyed and (entry.taken is None or entry.origin is None):
        raise _NoExport(part("history-momentless", day=entry.date))
    for unit, found in entry.surveyed.items():
        counts = row["surveyed"][unit.value]["counts"]
        if any(counts[stage.value] != getattr(found.counts, stage.value) for stage in Stage):
            raise _NoExport(part("history-disagreeing", unit=unit.value, day=entry.date))
    return entry


def _from_csv(text: str) -> tuple[HistoryEntry, ...]:
    reader = csv.DictReader(text.splitlines(keepends=True))
    needed = (name for name in (*COUNTS_HEAD, *EXPORT_HEAD) if name not in _ADDED)
    lacking = [name for name in needed if name not in (reader.fieldnames or ())]
    if lacking:
        raise _NoExport(part("history-no-column", column=lacking[0]))
    rows = groupby(reader, key=lambda row: row["id"])
    return tuple(_of_rows(list(group)) for _, group in rows)


def _of_rows(rows: list[dict[str, str]]) -> HistoryEntry:
    first = rows[0]
    day, source = date.fromisoformat(first["date"]), Source(first["source"])
    if source is Source.REPORTED:
        cells = {
            ServiceUnit(row["service_unit"]): ReportedUnit(**{name: row[name] for name in _CELLS})
            for row in rows
        }
        return HistoryEntry(
            date=day,
            source=source,
            reported={unit: row for unit, row in cells.items() if row != ReportedUnit()},
            forecast=first["forecast"],
        )
    return HistoryEntry(
        date=day,
        source=source,
        taken=datetime.fromisoformat(first["taken"]),
        origin=first["origin"],
        surveyed={ServiceUnit(row["service_unit"]): _unit(row) for row in rows},
    )


def _unit(row: Mapping[str, str]) -> SurveyedUnit:
    stages = {
        stage: keys for stage in Stage if (keys := tuple(row[f"rooms_{stage.value}"].split()))
    }
    outside = set(row["rooms_outside_goal"].split())
    found = SurveyedUnit(
        stages=stages,
        viewable=tuple(row["rooms_viewable"].split()),
        goal=tuple(key for keys in stages.values() for key in keys if key not in outside),
        note=row["note"],
        pks={
            key: int(pk)
            for pair in row.get("rooms_pks", "").split()
            for key, pk in [pair.split(":")]
        },
    )
    if any(str(getattr(found.counts, stage.value)) != row[stage.value] for stage in Stage):
        day = date.fromisoformat(row["date"])
        raise _NoExport(part("history-disagreeing", unit=row["service_unit"], day=day))
    return found
