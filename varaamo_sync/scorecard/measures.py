"""What a goal is measured by, and the values that people have written down, each with its day."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import (
    BeforeValidator,
    Field,
    PlainValidator,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)
from pydantic_core import PydanticCustomError

from varaamo_sync.model import Part, Text
from varaamo_sync.model.values import Day, Whole, Words

_MOST_DIGITS = 15


def _number(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise PydanticCustomError("number", "is not a number; write one such as 12.5")
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS:
        raise PydanticCustomError("number", "is not a number; write one such as 12.5")
    return number


Number = Annotated[Decimal, BeforeValidator(_number), WithJsonSchema({"type": "number"})]
"""A number of any unit, counted in decimals: a float of at most 15 digits is the number written."""


def _number_or_words(value: Any) -> Decimal | str:
    return value if isinstance(value, str) else _number(value)


NumberOrWords = Annotated[
    Decimal | str,
    PlainValidator(_number_or_words),
    WithJsonSchema({"type": ["number", "string"]}),
]
"""A number, or what was written instead of one, to the letter."""

Id = Annotated[
    str,
    StringConstraints(strict=True, min_length=1, max_length=60, pattern=r"^[a-z0-9][a-z0-9-]*$"),
]
"""Name of a goal, a measure or a milestone within its file: small letters, digits and hyphens."""

UnitCode = Annotated[
    str, StringConstraints(strict=True, min_length=1, max_length=30, pattern=r"^[A-ZÅÄÖ0-9_-]+$")
]
"""A unit that something is counted of: a service unit, or another one such as ``HALLINTO``."""


class MeasureKind(StrEnum):
    """What the values of a measure are."""

    NUMBER = "number"
    """One number, such as a cost or how many are done."""
    PER_UNIT = "per_unit"
    """A number for each unit."""
    INDEX = "index"
    """A number within a range, such as a Net Promoter Score of -100 to 100."""
    PHASES = "phases"
    """A bar with named phases, whose place on it is a drawing and no value."""
    SURVEYED = "surveyed"
    """Rooms by stage, counted from what the booking system shows; nobody writes its values."""


class Direction(StrEnum):
    """Which way a measure gets better."""

    UP = "up"
    DOWN = "down"


class Baseline(Part):
    """What a change is measured against."""

    value: Number | None = None
    """The value; left out as long as nobody has determined it."""
    label: Words = ""
    """Where it is from, such as ``TP2020``."""


class DatedValue(Part):
    """A value as it was on a day. What is not certain is text, to the letter, and no number."""

    date: Day
    """The day on which it was so."""
    value: Number | None = None
    """The number, of a measure that has one."""
    units: dict[UnitCode, NumberOrWords] = Field(default_factory=dict)
    """The number of each unit, or what was written instead of one."""
    text: Words = ""
    """What was written, where it is no number: ``3-5``, ``12 (?)``."""
    source: Words = ""
    """Where it was written."""


class Measure(Part):
    """What a goal is measured by."""

    id: Id
    """Its name, for levels."""
    kind: MeasureKind
    """What its values are."""
    name: Text = Text()
    """What it measures."""
    unit: Words = ""
    """What a number of it counts, such as ``eur/suorite``."""
    direction: Direction = Direction.UP
    """Which way it gets better."""
    range: tuple[Number, Number] | None = None
    """The lowest and the highest value that there can be."""
    members: tuple[Words, ...] = ()
    """What is counted, by name, where that was told."""
    phases: tuple[Words, ...] = ()
    """Names of the phases of a bar, in order."""
    baseline: Baseline | None = None
    """What a change is measured against."""
    values: tuple[DatedValue, ...] = ()
    """Its values over time, in any order."""

    @field_validator("range")
    @classmethod
    def _is_a_range(cls, range: tuple[Decimal, Decimal] | None) -> tuple[Decimal, Decimal] | None:
        if range is not None and range[0] >= range[1]:
            raise PydanticCustomError("range_order", "the lowest value comes first")
        return range

    @field_validator("values")
    @classmethod
    def _are_of_the_kind(
        cls, values: tuple[DatedValue, ...], info: ValidationInfo
    ) -> tuple[DatedValue, ...]:
        if info.data.get("kind") is MeasureKind.SURVEYED and values:
            raise PydanticCustomError("surveyed_values", "are counted, and not written down")
        return values

    @property
    def tells_whether(self) -> bool:
        """Whether its values say yes (1) or no (0): a measure of units with the range 0 to 1."""
        return self.kind is MeasureKind.PER_UNIT and self.range == (Decimal(0), Decimal(1))

    def value_on(self, day: date) -> DatedValue | None:
        """Return the latest value of a day or before, or ``None`` where there is none."""
        known = [value for value in self.values if value.date <= day]
        return max(known, key=lambda value: value.date, default=None)


class Amount(Part):
    """A whole number of things that were counted beside a measure, such as devices bought."""

    count: Whole | None = None
    """How many."""
    what: Words
    """Of what."""
    text: Words = ""
    """What was written, where it is no number."""
