"""The levels that a goal can reach, and what each of them asks for."""

from typing import Annotated, Literal

from pydantic import Field

from varaamo_sync.model import Part, Text
from varaamo_sync.model.values import Whole, Words
from varaamo_sync.scorecard.measures import Id, Number, UnitCode


class ValueReached(Part):
    """A number is at least this good: not less, or not more where the measure goes down."""

    kind: Literal["value"]
    measure: Id
    """The measure."""
    value: Number
    """The number."""


class UnitsReached(Part):
    """Each unit has at least its number."""

    kind: Literal["units"]
    measure: Id
    """The measure."""
    units: dict[UnitCode, Number]
    """The number of each unit."""


class ChangeReached(Part):
    """A number has got better than its baseline by at least this much."""

    kind: Literal["change"]
    measure: Id
    """The measure."""
    by: Number
    """How much, in the unit of the measure or in percent; 0 for what may stay as it is."""
    percent: bool = False
    """Whether it is in percent of the baseline."""


class MilestonesDone(Part):
    """So many of some milestones are done."""

    kind: Literal["done"]
    milestones: Annotated[tuple[Id, ...], Field(min_length=1)]
    """The milestones."""
    at_least: Annotated[Whole, Field(ge=1)] | None = None
    """How many of them; all where it is left out."""


Condition = Annotated[
    ValueReached | UnitsReached | ChangeReached | MilestonesDone, Field(discriminator="kind")
]
"""One thing that a level asks for."""


class Level(Part):
    """A level that a goal can reach: all of what it asks for must be so."""

    name: Words
    """What it is called, such as ``Minimitaso`` or ``50 %``."""
    payout: Annotated[Number, Field(ge=0, le=100)] | None = None
    """What share of the goal's weight it is worth, in percent, where that was decided."""
    what: Text = Text()
    """What it asks for, as it was written."""
    needs: tuple[Condition, ...] = ()
    """What it asks for, to be counted; nobody knows of a level without any."""
