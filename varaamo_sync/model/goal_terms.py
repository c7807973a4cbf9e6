"""The binding goal (*sitova tavoite*) as a catalogue states it; whether it is met is derived."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from varaamo_sync.model.parts import Part, Text
from varaamo_sync.model.units import ServiceUnit
from varaamo_sync.model.values import Day, Words

_DONE = 100


class GoalRule(StrEnum):
    """What a service unit must have for the goal to be met."""

    EVERY_GOAL_ROOM_BOOKABLE = "every_goal_room_bookable"
    """At least one room that belongs to the goal, and every such room is bookable."""


class Phase(StrEnum):
    """How far a milestone is, as a person judges it."""

    NOT_STARTED = "not_started"
    """*Tekemättä*."""
    IN_PROGRESS = "in_progress"
    """*Tekeillä*."""
    DONE = "done"
    """*Tehty*."""


class Milestone(Part):
    """A step on the way to the goal that no program can count."""

    name: Text
    """What is to be done."""
    phase: Phase = Phase.NOT_STARTED
    """How far it is."""
    percent: Annotated[int, Field(strict=True, ge=0, le=_DONE)] | None = None
    """How far it is in percent; what is done is at 100, what is not started at 0."""

    @field_validator("percent")
    @classmethod
    def _fits_the_phase(cls, percent: int | None, info: ValidationInfo) -> int | None:
        phase = info.data.get("phase")
        if percent is None or phase is None:
            return percent
        if (phase is Phase.DONE) != (percent == _DONE):
            raise PydanticCustomError("milestone_percent", "100 percent and done go together")
        if phase is Phase.NOT_STARTED and percent:
            raise PydanticCustomError("milestone_percent", "what is not started is at 0 percent")
        return percent

    @property
    def judged_phase(self) -> Phase | None:
        """How far somebody has judged it to be; ``None`` where nobody has."""
        return self.phase if "phase" in self.model_fields_set else None

    @property
    def shown_percent(self) -> int | None:
        """The percentage, which for what is done or not started need not be written."""
        if self.judged_phase is None:
            return None
        if self.percent is None and self.phase is not Phase.IN_PROGRESS:
            return _DONE if self.phase is Phase.DONE else 0
        return self.percent


class Risk(Part):
    """Something that may keep the goal from being met."""

    name: Text
    """What may happen."""
    mitigation: Text = Text()
    """What is done about it."""


class UnitAnswers(Part):
    """What service units said on a day; those that said nothing are left out."""

    date: Day
    """The day."""
    units: dict[ServiceUnit, bool] = Field(default_factory=dict)
    """Of each unit whether it said yes."""


class Requirement(Part):
    """What every service unit must have said yes to, beside having its rooms bookable.

    The Tilavaraus goal has one: common principles and processes are defined.
    """

    id: str
    """Its name within the goal."""
    name: Text = Text()
    """What is asked."""
    answers: tuple[UnitAnswers, ...] = ()
    """What was said over time, in any order."""

    def answers_on(self, day: dt.date) -> Mapping[ServiceUnit, bool]:
        """Return the latest answers of a day or before; none of a unit that nobody knows of."""
        known = [told for told in self.answers if told.date <= day]
        last = max(known, key=lambda told: told.date, default=None)
        return last.units if last else {}


class GoalTerms(Part):
    """The binding goal (*sitova tavoite*) as the catalogue states it."""

    name: Text = Text()
    """What has been promised."""
    start: Day | None = None
    """First day of the work."""
    deadline: Day | None = None
    """Last day by which it must be met."""
    rule: GoalRule = GoalRule.EVERY_GOAL_ROOM_BOOKABLE
    """What a service unit must have for the goal to be met."""
    units: tuple[ServiceUnit, ...] = ()
    """Service units that the goal is about; all of them where it names none."""
    requirements: tuple[Requirement, ...] = ()
    """What every service unit must have said yes to; without any the rooms alone count."""
    milestones: tuple[Milestone, ...] = ()
    """Steps on the way, in order, as people judge them."""
    risks: tuple[Risk, ...] = ()
    """What may keep the goal from being met, and what is done about it."""
    notes: dict[ServiceUnit, Words] = Field(default_factory=dict)
    """Notes (*Huomiot*) per service unit."""
