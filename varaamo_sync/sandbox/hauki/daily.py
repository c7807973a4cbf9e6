"""The hours of single days, as they result from all periods of a resource."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from varaamo_sync.sandbox.hauki.rule_days import days_of
from varaamo_sync.sandbox.hauki.states import UNDEFINED
from varaamo_sync.sandbox.rest.refusals import crash
from varaamo_sync.startup.fast_dataclass import dataclass

_DAY = timedelta(days=1)
_UNBOUNDED = 9999
"""Days that a period without an end counts for where the shortest is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A time of one day.

    Attributes:
        length: Days of the period that it comes of, ``_UNBOUNDED`` where it has an end missing.
    """

    start: time | None
    end: time | None
    next_day: bool
    full_day: bool
    state: str
    override: bool
    periods: frozenset[int]
    length: int = _UNBOUNDED

    def as_json(self) -> dict[str, Any]:
        """Return it as the API gives it."""
        return {
            "name": "",
            "description": "",
            "start_time": self.start.isoformat() if self.start else None,
            "end_time": self.end.isoformat() if self.end else None,
            "end_time_on_next_day": self.next_day,
            "resource_state": self.state,
            "full_day": self.full_day,
            "periods": sorted(self.periods),
        }


Period = Mapping[str, Any]
"""A period as the API gives it."""


def daily_hours(periods: Sequence[Period], first: date, last: date) -> dict[date, list[Element]]:
    """Return the elements of each day between two that has any.

    Raises:
        Refused: A period begins after its end, and both are between the days: the server fails.
    """
    raw: dict[date, list[Element]] = defaultdict(list)
    before = first - _DAY  # its hours may last beyond midnight
    for period in periods:
        start, end = _day(period["start_date"]), _day(period["end_date"])
        if (start and start > last) or (end and end < first):
            continue
        begin, close = max(start or before, before), min(end or last, last)
        if begin > close:
            raise crash()
        for day, element in _elements(period, begin, close, start, end):
            raw[day].append(element)
    found: dict[date, list[Element]] = {}
    for day in sorted(raw):
        spilled = [_morning(one) for one in found.get(day - _DAY, ()) if one.next_day]
        found[day] = _combined(raw[day] + spilled)
    found.pop(before, None)
    return found


def _elements(
    period: Period, begin: date, close: date, start: date | None, end: date | None
) -> Iterator[tuple[date, Element]]:
    length = (end - start).days if start and end else _UNBOUNDED
    days = [begin + timedelta(days=n) for n in range((close - begin).days + 1)]
    groups = period["time_span_groups"]
    if not groups:
        if period["resource_state"] != UNDEFINED:
            whole = {"full_day": True, "start_time": None, "end_time": None}
            for day in days:
                yield day, _element(period, whole, length)
        return
    for group in groups:
        holding = set(days)
        for rule in group["rules"]:
            holding &= days_of(rule, begin, close, start)
        for day in sorted(holding):
            for span in group["time_spans"]:
                if not span["weekdays"] or day.isoweekday() in span["weekdays"]:
                    yield day, _element(period, span, length)


def _element(period: Period, span: Mapping[str, Any], length: int) -> Element:
    state = span.get("resource_state", UNDEFINED)
    return Element(
        start=_time(span["start_time"]),
        end=_time(span["end_time"]),
        next_day=span.get("end_time_on_next_day", False),
        full_day=span["full_day"],
        state=period["resource_state"] if state == UNDEFINED else state,
        override=period["override"],
        periods=frozenset({period["id"]}),
        length=length,
    )


def _morning(element: Element) -> Element:
    """Return what an element that lasts beyond midnight is on the next day."""
    return replace(element, start=time(), next_day=False)


def _combined(elements: list[Element]) -> list[Element]:
    """Return what holds of the elements of a day: of overriding periods the shortest alone."""
    overriding = [one for one in elements if one.override]
    if overriding:
        shortest = min(overriding, key=lambda one: one.length)
        elements = [one for one in overriding if one.periods == shortest.periods]
    by_state: dict[str, list[Element]] = defaultdict(list)
    for element in elements:
        by_state[element.state].append(element)
    return [one for state in by_state.values() for one in _joined(state)]


def _joined(elements: Iterable[Element]) -> list[Element]:
    """Return elements of one state with those joined that overlap or touch."""
    ordered = sorted(elements, key=lambda one: (one.start or time(), _end(one)))
    for element in ordered:
        if element.start is None and element.end is None:
            return [element]  # of the whole day no more can be said
    joined: list[Element] = []
    for element in ordered:
        last = joined[-1] if joined else None
        if last and element.start and _end(last) >= (False, element.start):
            later = max(last, element, key=_end)
            periods = last.periods | element.periods
            joined[-1] = replace(last, end=later.end, next_day=later.next_day, periods=periods)
        else:
            joined.append(element)
    return joined


def _end(element: Element) -> tuple[bool, time]:
    return element.next_day, element.end or time.max


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None
