"""Whether the goal is met: by rooms by stage, and by what else it requires of the units."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

from varaamo_sync.goal.history import HistoryEntry, SurveyedUnit
from varaamo_sync.model import GoalTerms, Requirement, ServiceUnit
from varaamo_sync.startup.fast_dataclass import dataclass


class Outlook(StrEnum):
    """Whether a goal is met."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


_OF_ANSWER: Mapping[bool | None, Outlook] = {
    True: Outlook.MET,
    False: Outlook.NOT_MET,
    None: Outlook.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class RequirementStatus:
    """What service units have said, by a day, of something that the goal requires.

    Attributes:
        requirement: What is required.
        answers: Of each unit that is looked at whether it said yes; ``None`` where nobody knows.
    """

    requirement: Requirement
    answers: Mapping[ServiceUnit, bool | None]

    @property
    def outlook(self) -> Outlook:
        """Whether every unit said yes."""
        return overall_outlook(map(self.outlook_of, self.answers))

    @property
    def agreed(self) -> tuple[ServiceUnit, ...]:
        """Units that said yes."""
        return self._that(Outlook.MET)

    @property
    def refused(self) -> tuple[ServiceUnit, ...]:
        """Units that said no."""
        return self._that(Outlook.NOT_MET)

    @property
    def silent(self) -> tuple[ServiceUnit, ...]:
        """Units of which nobody knows."""
        return self._that(Outlook.UNKNOWN)

    def outlook_of(self, unit: ServiceUnit) -> Outlook:
        """Return whether a unit said yes."""
        return _OF_ANSWER[self.answers.get(unit)]

    def _that(self, outlook: Outlook) -> tuple[ServiceUnit, ...]:
        return tuple(unit for unit in self.answers if self.outlook_of(unit) is outlook)


def requirements_on(
    goal: GoalTerms, units: Collection[ServiceUnit], day: dt.date | None
) -> tuple[RequirementStatus, ...]:
    """Return what units had said of everything that a goal requires, by a day.

    Args:
        goal: The goal.
        units: The units.
        day: The day; of no day nothing is known.
    """
    statuses = []
    for item in goal.requirements:
        told = item.answers_on(day) if day else {}
        statuses.append(RequirementStatus(item, {unit: told.get(unit) for unit in units}))
    return tuple(statuses)


def outlook_of(row: SurveyedUnit, *, complete: bool = True) -> Outlook:
    """Return whether a service unit meets the goal as far as its rooms go.

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
    """Return whether the rooms met the goal on the day of a surveyed entry."""
    return overall_outlook(outlook_of(entry.surveyed.get(unit, SurveyedUnit())) for unit in units)
