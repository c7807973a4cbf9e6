"""Hauki's JSON read into values.

One period that cannot be read takes no other with it: it is told beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Generic, TypeVar

from varaamo_sync.hours.protocol.fields import Taken, Unfit, taken
from varaamo_sync.hours.protocol.ids import PeriodOrigin, ResourceOrigin
from varaamo_sync.hours.protocol.periods import (
    WEEKDAYS,
    DatePeriod,
    Rule,
    TimeSpan,
    TimeSpanGroup,
)
from varaamo_sync.hours.protocol.resources import DailyHours, Resource, TimeElement
from varaamo_sync.startup.fast_dataclass import dataclass

T = TypeVar("T")

_STAMPS = frozenset({"created", "modified"})
_RULE = (
    frozenset({"context", "subject", "start", "frequency_ordinal", "frequency_modifier"})
    | {"id", "group", "name", "description"}
    | _STAMPS
)
_SPAN = (
    frozenset(
        {"start_time", "end_time", "end_time_on_next_day", "full_day", "weekdays", "resource_state"}
    )
    | {"id", "group", "name", "description"}
    | _STAMPS
)
_GROUP = frozenset({"id", "period", "time_spans", "rules", "is_removed"})
_PERIOD = (
    frozenset({"start_date", "end_date", "resource_state", "override", "order", "origins"})
    | {"id", "resource", "name", "description", "time_span_groups"}
    | _STAMPS
)
_RESOURCE = (
    frozenset(
        {"id", "name", "resource_type", "origins", "parents", "organization", "date_periods_hash"}
    )
    | {"timezone", "description", "address", "children", "last_modified_by", "extra_data"}
    | {
        "is_public",
        "date_periods_as_text",
    }
    | _STAMPS
)


@dataclass(frozen=True, slots=True)
class Unread:
    """A row of an answer that could not be read.

    Attributes:
        pk: Its number, where at least that could be read.
        path: Which part of it does not fit.
        resource: Number of the resource that it is of, where that could be read.
        origins: What it is known by, as far as that could be read.
    """

    pk: int | None
    path: str
    resource: int | None = None
    origins: tuple[PeriodOrigin, ...] = ()


@dataclass(frozen=True, slots=True)
class Rows(Generic[T]):
    """Rows of an answer: those that could be read, and word of those that could not."""

    read: tuple[T, ...] = ()
    unread: tuple[Unread, ...] = ()


def read_periods(rows: list[Any]) -> Rows[DatePeriod]:
    """Return the periods of a list."""
    return _rows(rows, read_period)


def read_resources(rows: list[Any]) -> Rows[Resource]:
    """Return the resources of a list."""
    return _rows(rows, read_resource)


def _rows(rows: list[Any], reader: Callable[[Any], T]) -> Rows[T]:
    read: list[T] = []
    unread: list[Unread] = []
    for row in rows:
        try:
            read.append(reader(row))
        except Unfit as unfit:
            unread.append(_unread(row, unfit.path))
    return Rows(tuple(read), tuple(unread))


def _unread(row: Any, path: str) -> Unread:
    values = row if isinstance(row, dict) else {}
    pk, resource = (_number(values.get(name)) for name in ("id", "resource"))
    try:
        origins = _origins(Taken(values), PeriodOrigin)
    except Unfit:
        origins = ()
    return Unread(pk, path, resource, origins)


def _number(value: Any) -> int | None:
    return value if type(value) is int else None


def read_period(row: Any) -> DatePeriod:
    """Return a period.

    Raises:
        Unfit: It is none.
    """
    one = taken(row)
    return DatePeriod(
        pk=one.whole("id"),
        resource=one.whole("resource"),
        name=one.texts("name"),
        description=one.texts("description"),
        start_date=one.day("start_date"),
        end_date=one.day("end_date"),
        resource_state=one.state("resource_state"),
        override=one.truth("override"),
        order=one.perhaps_whole("order"),
        origins=_origins(one, PeriodOrigin),
        time_span_groups=tuple(
            _group(group)
            for group in one.objects("time_span_groups")
            if not group.truth("is_removed")
        ),
        further=one.further(_PERIOD),
    )


def _origins(one: Taken, kind: Callable[[str, str], T]) -> tuple[T, ...]:
    """Return by which sources and ids something is known."""
    return tuple(
        kind(row.inner("data_source").text("id"), row.text("origin_id"))
        for row in one.objects("origins")
    )


def _group(one: Taken) -> TimeSpanGroup:
    return TimeSpanGroup(
        time_spans=tuple(map(_span, one.objects("time_spans"))),
        rules=tuple(map(_rule, one.objects("rules"))),
        further=one.further(_GROUP),
    )


def _span(one: Taken) -> TimeSpan:
    weekdays = one.wholes("weekdays")
    if any(day not in WEEKDAYS for day in weekdays):
        raise Unfit(one.at("weekdays"))
    return TimeSpan(
        start_time=one.time("start_time"),
        end_time=one.time("end_time"),
        end_time_on_next_day=one.truth("end_time_on_next_day"),
        full_day=one.truth("full_day"),
        weekdays=weekdays or None,  # Hauki takes an empty list for every day
        resource_state=one.state("resource_state"),
        name=one.texts("name"),
        description=one.texts("description"),
        further=one.further(_SPAN),
    )


def _rule(one: Taken) -> Rule:
    return Rule(
        context=one.text("context"),
        subject=one.text("subject"),
        start=one.perhaps_whole("start"),
        frequency_ordinal=one.perhaps_whole("frequency_ordinal"),
        frequency_modifier=one.perhaps_text("frequency_modifier"),
        further=one.further(_RULE),
    )


def read_resource(row: Any) -> Resource:
    """Return a resource.

    Raises:
        Unfit: It is none.
    """
    one = taken(row)
    return Resource(
        pk=one.whole("id"),
        name=one.texts("name"),
        resource_type=one.perhaps_text("resource_type") or "",
        origins=_origins(one, ResourceOrigin),
        parents=one.wholes("parents"),
        children=one.wholes("children"),
        organization=one.perhaps_text("organization"),
        date_periods_hash=one.perhaps_text("date_periods_hash"),
        timezone=one.perhaps_text("timezone"),
        further=one.further(_RESOURCE),
    )


def read_daily_hours(row: Any) -> DailyHours:
    """Return the hours of a resource on some days.

    Raises:
        Unfit: They are none.
    """
    one = taken(row)
    resource = one.inner("resource")
    return DailyHours(
        resource=resource.whole("id"),
        origins=_origins(resource, ResourceOrigin),
        days=_days(one),
    )


def _days(one: Taken) -> Mapping[date, tuple[TimeElement, ...]]:
    days: dict[date, tuple[TimeElement, ...]] = {}
    for row in one.objects("opening_hours"):
        day = row.day("date")
        if day is None:
            raise Unfit(row.at("date"))
        days[day] = tuple(map(_element, row.objects("times")))
    return days


def _element(one: Taken) -> TimeElement:
    return TimeElement(
        start_time=one.time("start_time"),
        end_time=one.time("end_time"),
        end_time_on_next_day=one.truth("end_time_on_next_day"),
        full_day=one.truth("full_day"),
        resource_state=one.state("resource_state"),
        periods=one.wholes("periods"),
    )
