"""Periods of opening hours as values, by Hauki's own names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date, time
from typing import Any, Self

from varaamo_sync.hours.protocol.ids import PeriodOrigin
from varaamo_sync.hours.protocol.states import ResourceState
from varaamo_sync.model import Lang
from varaamo_sync.startup.fast_dataclass import dataclass

WEEKDAYS = range(1, 8)
"""Monday is 1, Sunday 7."""


def _nothing() -> Any:
    return field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """On which days of a period a group of times holds, such as every second week.

    Attributes:
        context: ``period``, ``year`` or ``month``.
        subject: ``day``, ``week``, ``month``, or a weekday from ``mon`` to ``sun``.
        start: From the how-manieth on; negative numbers count from the end.
        frequency_ordinal: Every how-manieth.
        frequency_modifier: ``even`` or ``odd``.
        further: What else Hauki says of it.
    """

    context: str
    subject: str
    start: int | None = None
    frequency_ordinal: int | None = None
    frequency_modifier: str | None = None
    further: Mapping[str, Any] = _nothing()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSpan:
    """A time of the day at which a place is in some state.

    Attributes:
        start_time: Beginning; ``None`` where it is not known, and where ``full_day``.
        end_time: End, likewise.
        end_time_on_next_day: Whether it ends on the day after.
        full_day: Whether it lasts the whole day, without times.
        weekdays: From 1 (Monday) to 7; ``None`` for every day.
        resource_state: The state; ``undefined`` takes the period's.
        name: By language.
        description: By language.
        further: What else Hauki says of it.

    Raises:
        ValueError: A weekday is none.
    """

    start_time: time | None = None
    end_time: time | None = None
    end_time_on_next_day: bool = False
    full_day: bool = False
    weekdays: tuple[int, ...] | None = None
    resource_state: ResourceState | str = ResourceState.UNDEFINED
    name: Mapping[Lang, str] = field(default_factory=dict, hash=False)
    description: Mapping[Lang, str] = field(default_factory=dict, hash=False)
    further: Mapping[str, Any] = _nothing()

    def __post_init__(self) -> None:
        if any(day not in WEEKDAYS for day in self.weekdays or ()):
            raise ValueError("no weekday")

    @classmethod
    def between(
        cls,
        start: time,
        end: time,
        *,
        weekdays: tuple[int, ...] | None = None,
        state: ResourceState = ResourceState.WITH_RESERVATION,
    ) -> Self:
        """Return a span between two times; one that ends no later than it begins ends a day later.

        Equal times are 24 hours, as Hauki has them.
        """
        return cls(
            start_time=start,
            end_time=end,
            end_time_on_next_day=end <= start,
            weekdays=weekdays,
            resource_state=state,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSpanGroup:
    """Times that hold on the days on which all of some rules do.

    Attributes:
        time_spans: The times; without any the group says nothing.
        rules: Without any it holds on every day of the period.
        further: What else Hauki says of it.
    """

    time_spans: tuple[TimeSpan, ...] = ()
    rules: tuple[Rule, ...] = ()
    further: Mapping[str, Any] = _nothing()


@dataclass(frozen=True, slots=True, kw_only=True)
class DatePeriod:
    """Opening hours of a resource from one day to another.

    Attributes:
        resource: Number of the resource in Hauki.
        pk: Number of the period in Hauki; ``None`` of one that is not there yet.
        name: By language; a language without a text is missing.
        description: Likewise.
        start_date: First day; ``None`` since ever.
        end_date: Last day; ``None`` for ever.
        resource_state: State of the whole period where it has no groups, and of spans that say
            none; a text that is no ``ResourceState`` is one that is not known here.
        override: Whether it holds alone on its days; of several, the shortest one does.
        order: Place among others where people see them.
        origins: What it is known by to those who made it.
        time_span_groups: Without any it is all days in its state, or nothing if ``undefined``.
        further: What else Hauki says of it.
    """

    resource: int
    pk: int | None = field(default=None, compare=False)
    name: Mapping[Lang, str] = field(default_factory=dict, hash=False)
    description: Mapping[Lang, str] = field(default_factory=dict, hash=False)
    start_date: date | None = None
    end_date: date | None = None
    resource_state: ResourceState | str = ResourceState.UNDEFINED
    override: bool = False
    order: int | None = None
    origins: tuple[PeriodOrigin, ...] = ()
    time_span_groups: tuple[TimeSpanGroup, ...] = ()
    further: Mapping[str, Any] = _nothing()

    @property
    def is_reversed(self) -> bool:
        """Whether it begins after its end: then Hauki fails with every list that it is in."""
        return bool(self.start_date and self.end_date and self.start_date > self.end_date)

    def stored_form(self) -> DatePeriod:
        """Return the period as Hauki keeps and gives it; equal ones mean there is nothing to send.

        Weekdays, spans, groups, rules and origins come in one order, and no text is empty.
        """
        groups = (_stored_group(group) for group in self.time_span_groups)
        return replace(
            self,
            name=_stored_texts(self.name),
            description=_stored_texts(self.description),
            origins=tuple(sorted(self.origins)),
            time_span_groups=tuple(sorted(groups, key=repr)),
        )


def _stored_group(group: TimeSpanGroup) -> TimeSpanGroup:
    spans = (_stored_span(span) for span in group.time_spans)
    return replace(
        group,
        time_spans=tuple(sorted(spans, key=repr)),
        rules=tuple(sorted(group.rules, key=repr)),
    )


def _stored_span(span: TimeSpan) -> TimeSpan:
    return replace(
        span,
        weekdays=tuple(sorted(span.weekdays)) if span.weekdays is not None else None,
        name=_stored_texts(span.name),
        description=_stored_texts(span.description),
    )


def _stored_texts(texts: Mapping[Lang, str]) -> Mapping[Lang, str]:
    return {lang: text for lang, text in sorted(texts.items()) if text}
