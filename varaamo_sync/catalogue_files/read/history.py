"""The file ``history.yaml``: counts of surveys, and what people reported before them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from varaamo_sync.catalogue_files.read.file_header import no_mapping
from varaamo_sync.catalogue_files.read.file_notes import FileNotes
from varaamo_sync.catalogue_files.read.kept_file import is_there, read_kept, rows_under
from varaamo_sync.catalogue_files.read.validation import closest_or_all, validate
from varaamo_sync.catalogue_files.text.faults import Fault, shown
from varaamo_sync.findings import Finding
from varaamo_sync.goal import Dropped, HistoryEntry, ReportedUnit, Source, Stage, SurveyedUnit
from varaamo_sync.model import HELSINKI
from varaamo_sync.schema import HistoryHead, ReportedEntry, ReportedRow

if TYPE_CHECKING:
    from varaamo_sync.schema import DroppedEntry, SurveyedEntry, SurveyedRow


HISTORY = "history.yaml"

_SOURCES = (Source.REPORTED.value, Source.SURVEYED.value)


class HistoryReading(NamedTuple):
    """What came of reading a history file.

    Attributes:
        entries: The entries that are as they should be, in file order; ``entries_that_count``
            tells which of them count.
        findings: What is wrong, in the order of the text, each with its place.
    """

    entries: tuple[HistoryEntry, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_history(path: Path | str = ".", *, max_bytes: int = 200_000_000) -> HistoryReading:
    """Read the history of a catalogue folder: of every booking system, with what was dropped.

    Whatever is wrong becomes a finding; what can be read is read. Cells are kept to the letter.

    Args:
        path: The catalogue folder; it need not have a ``history.yaml``.
        max_bytes: Size of the biggest file that is read.
    """
    folder = Path(path)
    if not is_there(folder / HISTORY):
        return HistoryReading()
    reading = read_kept(folder, HISTORY, _entries, max_bytes)
    return HistoryReading(tuple(reading.rows), reading.findings)


def _entries(data: dict[str, Any], notes: FileNotes) -> list[HistoryEntry]:
    entries = []
    for index, row in enumerate(rows_under(data, "entries", HistoryHead, notes)):
        entry, faults = read_entry(row)
        notes.add(*faults, within=("entries", index))
        if entry is not None:
            entries.append(entry)
    return entries


def read_entry(row: Any) -> tuple[HistoryEntry | None, list[Fault]]:
    """Return an entry from plain values, or ``None`` and what is wrong with them."""
    if not isinstance(row, dict):
        return None, [no_mapping(row)]
    source = row.get("source")
    if isinstance(source, str) and source not in _SOURCES:
        allowed = ", ".join(_SOURCES)
        params = {
            "value": shown(source),
            "allowed": allowed,
            "near": closest_or_all(source, _SOURCES),
        }
        return None, [Fault("value-choice", params, ("source",))]
    if source == Source.SURVEYED.value:
        return _read_survey(row)
    found, faults = validate(ReportedEntry, row)
    return (None, faults) if found is None else (_reported(found), [])


def _read_survey(row: dict[str, Any]) -> tuple[HistoryEntry | None, list[Fault]]:
    from varaamo_sync.schema import SurveyedEntry  # the history of a new catalogue has none

    found, faults = validate(SurveyedEntry, row)
    if found is None:
        return None, faults
    altered = list(_altered(found))
    return (None, altered) if altered else (_surveyed(found), [])


def _reported(entry: Any) -> HistoryEntry:
    names = tuple(ReportedRow.model_fields)
    return HistoryEntry(
        date=entry.date,
        source=Source.REPORTED,
        forecast=entry.forecast or "",
        reported={
            unit: ReportedUnit(**{name: getattr(cells, name) or "" for name in names})
            for unit, cells in entry.units.items()
        },
        dropped=_dropped(entry.dropped),
    )


def _surveyed(entry: SurveyedEntry) -> HistoryEntry:
    return HistoryEntry(
        date=entry.date,
        source=Source.SURVEYED,
        taken=entry.taken,
        origin=entry.origin,
        surveyed={unit: _unit(row) for unit, row in entry.units.items()},
        dropped=_dropped(entry.dropped),
    )


def _unit(row: SurveyedRow) -> SurveyedUnit:
    stages = {stage: keys for stage in Stage if (keys := getattr(row, stage.value))}
    outside = set(row.outside_goal)
    return SurveyedUnit(
        stages=stages,
        viewable=row.viewable,
        goal=tuple(key for keys in stages.values() for key in keys if key not in outside),
        note=row.note,
        files=row.files,
        pks=row.pks,
    )


def _dropped(mark: DroppedEntry | None) -> Dropped | None:
    return Dropped(mark.reason, mark.date) if mark is not None else None


def _altered(entry: SurveyedEntry) -> Iterator[Fault]:
    """Yield where an entry contradicts itself: then somebody has changed what was recorded."""
    if entry.taken.astimezone(HELSINKI).date() != entry.date:
        yield Fault("history-altered", {"name": "date"}, ("date",))
    for unit, row in entry.units.items():
        keys = {stage: getattr(row, stage.value) for stage in Stage}
        wrong = any(len(found) != getattr(row.counts, stage.value) for stage, found in keys.items())
        times = Counter(key for found in keys.values() for key in found)
        known = {*row.viewable, *row.outside_goal, *row.pks} <= set(times)
        if wrong or not known or any(count > 1 for count in times.values()):
            yield Fault("history-altered", {"name": unit.value}, ("units", unit.value))


def entry_row(entry: HistoryEntry) -> dict[str, Any]:
    """Return an entry as the plain values that the file holds.

    Raises:
        ValueError: Rooms are missing from its counts, or nobody knows of which booking system
            they are.
    """
    if not entry.complete:
        raise ValueError("counts that rooms are missing from are not kept")
    values: dict[str, Any] = {"date": entry.date.isoformat(), "source": entry.source.value}
    if entry.source is Source.SURVEYED:
        if entry.taken is None or entry.origin is None:
            raise ValueError("a survey has a moment and an origin")
        values |= {"taken": entry.taken.isoformat(), "origin": entry.origin}
        values["units"] = {unit.value: _row(row) for unit, row in entry.surveyed.items()}
    else:
        values |= {"forecast": entry.forecast} if entry.forecast else {}
        values["units"] = {unit.value: _cells(row) for unit, row in entry.reported.items()}
    if entry.dropped is not None:
        values["dropped"] = dropped_mark(entry.dropped)
    return values


def dropped_mark(dropped: Dropped) -> dict[str, Any]:
    """Return what stands in the file where an entry counts no more."""
    return {"reason": dropped.reason, "date": dropped.date.isoformat()}


def _row(row: SurveyedUnit) -> dict[str, Any]:
    counts = {stage.value: len(row.stages.get(stage, ())) for stage in Stage}
    keys = {stage.value: row.stages.get(stage, ()) for stage in Stage}
    outside = tuple(key for key in row.keys if key not in row.goal)
    keys |= {"viewable": row.viewable, "outside_goal": outside, "files": row.files}
    rest: dict[str, Any] = {"pks": dict(row.pks)} if row.pks else {}
    rest |= {"note": row.note} if row.note else {}
    return {"counts": counts} | {name: list(found) for name, found in keys.items() if found} | rest


def _cells(row: ReportedUnit) -> Mapping[str, str]:
    cells = {name: getattr(row, name) for name in ReportedRow.model_fields}
    return {name: text for name, text in cells.items() if text}
