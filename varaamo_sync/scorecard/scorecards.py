"""Scorecards (*tuloskortti*): the binding goals of a year, as people wrote them down."""

from typing import Annotated, Literal

from pydantic import Field

from varaamo_sync.model import Milestone, Part, Risk, ServiceUnit, Text
from varaamo_sync.model.values import Day, Flag, Whole, Words
from varaamo_sync.scorecard.levels import Level
from varaamo_sync.scorecard.measures import Amount, Id, Measure, Number, UnitCode


class NamedMilestone(Milestone):
    """A step on the way that levels can ask for."""

    id: Id | None = None
    """Its name, for levels."""

    @property
    def unnamed(self) -> Milestone:
        """The milestone as a catalogue has it; a name would not outlive that one's JSON."""
        return Milestone.model_validate(self.model_dump(exclude={"id"}))


class Statement(Part):
    """What was said of a goal on a day."""

    date: Day
    """The day."""
    text: Words
    """What was said."""


class Deadline(Part):
    """When a goal must be met."""

    date: Day | None = None
    """The last day, where one was told."""
    text: Words = ""
    """What was written, such as ``vuoden 2019 loppuun mennessä``."""


class Goal(Part):
    """A goal of a scorecard."""

    id: Id
    """Its name within the scorecard."""
    name: Text
    """What it is called."""
    area: Text = Text()
    """The area of goals (*tavoitealue*) that it belongs to."""
    weight: Annotated[Number, Field(ge=0, le=100)] | None = None
    """Its share of the scorecard in percent, where it has one."""
    binding: Flag = True
    """Whether it is binding (*sitova*)."""
    promise: Text = Text()
    """What was promised, to the letter."""
    updated: Day | None = None
    """When its page was last changed."""
    deadline: Deadline | None = None
    """When it must be met."""
    measures: tuple[Measure, ...] = ()
    """What it is measured by."""
    levels: tuple[Level, ...] = ()
    """The levels that it can reach, the lowest first."""
    steps: tuple[Words, ...] = ()
    """What is done for it, in order, as it was written."""
    milestones: tuple[NamedMilestone, ...] = ()
    """Steps on the way, as people judge them."""
    amounts: tuple[Amount, ...] = ()
    """Numbers that were told beside the measures."""
    forecast: tuple[Statement, ...] = ()
    """What was said of how it will end, oldest first."""
    risks: tuple[Risk, ...] = ()
    """What may keep it from being met, each with what is done about it."""
    mitigations: tuple[Words, ...] = ()
    """What is done about the risks, where that is a list of its own."""
    notes: dict[UnitCode, Words] = Field(default_factory=dict)
    """Notes (*Huomiot*) by unit."""


class Scorecard(Part):
    """The goals of a year."""

    year: Annotated[Whole, Field(ge=1900, le=2200)]
    """The year."""
    name: Text
    """What it is called."""
    units: dict[UnitCode, Text] = Field(default_factory=dict)
    """Names of units that are no service units."""
    goals: tuple[Goal, ...] = ()
    """Its goals, in order."""


class GoalsFile(Part):
    """The scorecards of all years."""

    format: Literal[1]
    """Version of the file format."""
    scorecards: tuple[Scorecard, ...] = ()
    """One for each year."""


def units_of(card: Scorecard) -> tuple[str, ...]:
    """Return the codes of all units that a scorecard may speak of, the service units first."""
    return (*(unit.value for unit in ServiceUnit), *card.units)
