"""Opening hours of a room, as a catalogue wants them in the opening-hours system (Hauki)."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from varaamo_sync.model.hours.days import (
    DateRange,
    Dates,
    ExceptionDays,
    PeriodDay,
    SomeDays,
    YearDay,
    YearlyDates,
    parse_days,
)
from varaamo_sync.model.hours.times import OpenTimes, Times
from varaamo_sync.model.hours.weekdays import WEEKDAYS_PATTERN, Weekdays, parse_weekdays
from varaamo_sync.model.parts import Part, Text
from varaamo_sync.model.values import Name

BOOKABLE = "with_reservation"
"""The state in which Varaamo's own staff are told to put hours."""

BOOKABLE_STATES = frozenset({BOOKABLE, "open_and_reservable", "with_key_and_reservation"})
"""States of Hauki that make time bookable in Varaamo; it ignores all others, or closes by them."""

_BY_KEY = "exceptions"
"""What of hours is inherited key by key; all else says together when it is open."""


def _weekdays_in_schema(schema: dict[str, Any]) -> None:
    """Say in a JSON Schema what the keys of weekdays look like."""
    times = schema.pop("additionalProperties")
    words = {"title": "`mon` … `sun`", "description": _WEEK}
    schema["patternProperties"] = {WEEKDAYS_PATTERN: words | times}
    schema["additionalProperties"] = False


_WEEK = "Times on weekdays: `mon`, `mon-fri` or `mon,wed`. A weekday that is not said is closed."


class Period(Part):
    """Hours by weekday, from one day to another; weekdays are keys beside those below."""

    model_config = ConfigDict(
        extra="allow",
        validate_by_name=True,
        validate_by_alias=True,
        json_schema_extra=_weekdays_in_schema,
    )

    begins: PeriodDay | None = Field(default=None, alias="from")
    """First day; missing means since ever. Without a year it is one of every year."""
    ends: PeriodDay | None = Field(default=None, alias="until")
    """Last day; missing means for ever. Without a year it is one of every year."""
    name: Text | None = None
    """What the period is called in the opening-hours system."""
    state: Name = BOOKABLE
    """State of the times in the opening-hours system; of others than `with_reservation`,
    `open_and_reservable` and `with_key_and_reservation` residents cannot book any."""
    __pydantic_extra__: dict[Weekdays, Times]  # pyright: ignore[reportIncompatibleVariableOverride]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and self._meaning == other._meaning

    def __hash__(self) -> int:
        return hash(self._meaning)

    @property
    def by_weekdays(self) -> Mapping[str, OpenTimes]:
        """Times by weekdays, as they are written."""
        return self.__pydantic_extra__

    @property
    def week(self) -> Mapping[int, OpenTimes]:
        """Times of each weekday at which it is open, from 1 (Monday) to 7."""
        found: dict[int, OpenTimes] = {}
        for words, times in self.by_weekdays.items():
            for day in parse_weekdays(words):
                before = found.get(day, OpenTimes())
                found[day] = OpenTimes((*before.spans, *times.spans))
        return {day: found[day] for day in sorted(found) if not found[day].closed}

    @property
    def days(self) -> SomeDays:
        """Days on which it holds."""
        first, last = self.begins, self.ends
        if isinstance(first, YearDay) and isinstance(last, YearDay):
            return YearlyDates(first, last)
        assert not isinstance(first, YearDay)
        assert not isinstance(last, YearDay)
        return Dates(DateRange(first, last))

    @model_validator(mode="after")
    def _has_ends_of_one_kind(self) -> Self:
        if isinstance(self.begins, YearDay) != isinstance(self.ends, YearDay):
            raise PydanticCustomError(
                "period_yearly", "a day of every year needs another one as its other end"
            )
        return self

    @property
    def _meaning(self) -> tuple[Any, ...]:
        return _meaning_of(self)


def _meaning_of(period: Period) -> tuple[Any, ...]:
    week = tuple(period.week.items())
    return period.begins, period.ends, _said(period.name), period.state, week


def _said(text: Text | None) -> tuple[str | None, ...]:
    return (None, None, None) if text is None else (text.fi, text.sv, text.en)


class Hours(Period):
    """When a room is open, as the opening-hours system should have it.

    Weekdays stand here for one period, or in ``periods`` for several.
    """

    periods: tuple[Period, ...] | None = None
    """Several periods, instead of weekdays beside."""
    exceptions: dict[ExceptionDays, Times | None] | None = None
    """Days on which other times hold, or on which it is closed: `2027-12-24`, from one day to
    another `2027-07-01..2027-07-31`, of every year `12-24`, or a holiday by its Finnish name as
    the opening-hours system spells it, such as `Juhannusaatto`. Of several that hold on a day the
    shortest one does. Each is inherited by itself; `null` takes an inherited one away."""
    inherit: Literal["venue"] | None = None
    """`venue`: the hours that the venue has in the opening-hours system. Weekdays beside it are
    limits: the room is open only when both are."""
    kept_in: Literal["hauki"] | None = None
    """`hauki`: staff keep the hours in the opening-hours system by hand; nothing of them is taken
    there from here, nor exceptions that are inherited."""

    @property
    def open_periods(self) -> tuple[Period, ...]:
        """The periods that it says itself, wherever they are written."""
        if self.inherit is None and self.by_weekdays:
            return (self, *(self.periods or ()))
        return self.periods or ()

    @property
    def says_when(self) -> bool:
        """Whether it says when it is open, or who says so."""
        return bool(self.open_periods or self.inherit or self.kept_in)

    def exceptional(self) -> Iterator[tuple[str, SomeDays, OpenTimes]]:
        """Yield the exceptions as they are written, with their days; taken away ones are none."""
        for words, times in (self.exceptions or {}).items():
            if times is not None:
                yield words, parse_days(words), times

    @property
    def _meaning(self) -> tuple[Any, ...]:
        exceptions = frozenset((days, times) for _, days, times in self.exceptional())
        limits = _meaning_of(self) if self.inherit else ()
        periods = tuple(map(_meaning_of, self.open_periods))
        return periods, exceptions, self.inherit, limits, self.kept_in


def lay_over_hours(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Return hours on top of those that are stated for all.

    Exceptions go one by one. When it is open is said as a whole: Saturday's hours of the others
    must not slip in below a room that only says its Monday to Friday.
    """
    inherited = {} if set(above) - {_BY_KEY} else dict(below)
    values = {**inherited, **above}
    each, own = below.get(_BY_KEY), above.get(_BY_KEY, {})
    if isinstance(each, Mapping) and isinstance(own, Mapping):
        values[_BY_KEY] = {**each, **own}
    return values
