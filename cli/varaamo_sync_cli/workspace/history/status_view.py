"""How the goal stands, live, offline or on a day of the past: what ``status`` shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

import click

from varaamo_sync import messages
from varaamo_sync.catalogue_files.history import HISTORY, HistoryReading
from varaamo_sync.errors import UsageError
from varaamo_sync.goal import (
    GoalStatus,
    HistoryEntry,
    Outlook,
    Progress,
    Source,
    counted,
    entry_on,
    evaluate,
    evaluate_entry,
    timeline,
)
from varaamo_sync.model import HELSINKI, Catalogue, Lang, ServiceUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What ``status`` shows.

    Attributes:
        units: Service units that are shown.
        entry: The counts: of now, of the last survey or of a day of the past.
        progress: Every room with its evidence; ``None`` for a day of the past.
        goal: The goal on that day; ``None`` for reported counts.
        origin: Origin of the booking system; ``None`` for reported counts.
        age: How old an offline survey is; ``None`` when it was just read.
        past: Whether an entry of the past was asked for.
        left_out: Keys of rooms in the catalogue's files that could not be read, as far as known.
        unread: Service units whose rooms are not all known: their counts are not all.
        whole: Whether all of the catalogue could be read; else nothing is recorded.
    """

    catalogue: Catalogue
    units: tuple[ServiceUnit, ...]
    entry: HistoryEntry
    progress: Progress | None = None
    goal: GoalStatus | None = None
    origin: str | None = None
    age: dt.timedelta | None = None
    past: bool = False
    left_out: tuple[str, ...] = ()
    unread: frozenset[ServiceUnit] = frozenset()
    whole: bool = True

    @property
    def outlook(self) -> Outlook:
        """Whether the goal is met; reported counts do not tell."""
        return self.goal.outlook if self.goal else Outlook.UNKNOWN


def of_survey(
    catalogue: Catalogue,
    progress: Progress,
    history: tuple[HistoryEntry, ...],
    *,
    now: dt.datetime,
    origin: str,
    units: Collection[ServiceUnit] = (),
    offline: bool = False,
) -> View:
    """Return what a survey shows, judged on the day that it is.

    Args:
        catalogue: What was counted.
        progress: How far every room is, with the findings that block it.
        history: What was counted before.
        now: The moment.
        origin: Origin of the booking system.
        units: Service units that are shown; all, where none is named.
        offline: Whether the booking system was not read just now.
    """
    shown = chosen(units)
    goal = evaluate(
        catalogue.goal,
        progress,
        history,
        now.astimezone(HELSINKI).date(),
        units=shown,
    )
    assert progress.taken is not None
    coverage = progress.coverage
    return View(
        catalogue=catalogue,
        units=shown,
        entry=counted(progress, catalogue.goal.notes),
        progress=progress,
        goal=goal,
        origin=origin,
        age=_between(progress.taken, now) if offline else None,
        left_out=tuple(sorted(coverage.unread)),
        unread=coverage.units,
        whole=coverage.whole,
    )


def _between(before: dt.datetime, after: dt.datetime) -> dt.timedelta:
    """Return the time between two moments, also over a night when the clocks are set."""
    return max(after.astimezone(dt.UTC) - before.astimezone(dt.UTC), dt.timedelta())


def of_day(
    catalogue: Catalogue,
    day: dt.date,
    history: tuple[HistoryEntry, ...],
    *,
    origin: str | None,
    units: Collection[ServiceUnit] = (),
) -> View:
    """Return what the latest entry on or before a day shows.

    Raises:
        UsageError: There is no such entry.
    """
    entry = entry_on(history, day)
    if entry is None:
        first = timeline(history)[0].date.isoformat() if history else None
        raise UsageError(
            f"There is no entry on or before {day.isoformat()}.",
            fix=f"The first one is of {first}."
            if first
            else "Record one: varaamo-sync status --record, or write history.yaml.",
        )
    shown = chosen(units)
    surveyed = entry.source is Source.SURVEYED
    return View(
        catalogue=catalogue,
        units=shown,
        entry=entry,
        goal=evaluate_entry(catalogue.goal, entry, history, day, units=shown) if surveyed else None,
        origin=origin if surveyed else None,
        past=True,
    )


def tell_faults(written: HistoryReading, lang: Lang) -> None:
    """Say on stderr what of ``history.yaml`` could not be read."""
    for finding in written.findings:
        said = messages.text(finding.rule, "message", lang, finding.params)
        click.echo(f"{finding.position or HISTORY}: {said}", err=True)


def chosen(units: Collection[ServiceUnit]) -> tuple[ServiceUnit, ...]:
    """Return the service units that are shown: all, where none was asked for."""
    return tuple(unit for unit in ServiceUnit if not units or unit in units)
