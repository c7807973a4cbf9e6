"""Whether the rule of the goal holds for rooms by stage."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum

from varaamo_sync.goal.history import HistoryEntry, SurveyedUnit
from varaamo_sync.model import ServiceUnit


class Outlook(StrEnum):
    """Whether a goal is met."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


def outlook_of(row: SurveyedUnit, *, complete: bool = True) -> Outlook:
    """Return whether a service unit meets the goal.

    It does when at least one of its rooms belongs to the goal and every such room can be booked
    (design: *From a room to the goal*). When only rooms that could not be read are missing, it
    is unknown.

    Args:
        row: Its rooms.
        complete: Whether these are all of them.
    """
    missing = row.missing
    if row.goal and not missing and complete:
        return Outlook.MET
    if (row.goal or not complete) and row.unknown.issuperset(missing):
        return Outlook.UNKNOWN
    return Outlook.NOT_MET


def overall_outlook(outlooks: Iterable[Outlook]) -> Outlook:
    """Return whether all meet the goal: not, when one does not; unknown, when one may not."""
    found = set(outlooks)
    for outlook in (Outlook.NOT_MET, Outlook.UNKNOWN):
        if outlook in found:
            return outlook
    return Outlook.MET if found else Outlook.UNKNOWN


def entry_outlook(entry: HistoryEntry, units: Collection[ServiceUnit]) -> Outlook:
    """Return whether the goal was met on the day of a surveyed entry."""
    return overall_outlook(outlook_of(entry.surveyed.get(unit, SurveyedUnit())) for unit in units)
