"""What a period says, in one form, so that two can be held against each other."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from varaamo_sync.hours import (
    WEEKDAYS,
    DatePeriod,
    ResourceState,
    TimeSpanGroup,
    period_body,
)
from varaamo_sync.model import Lang

_NOT_CONTENT = frozenset({"resource", "origins", "order", "resource_state", "time_span_groups"})


def content_of(period: DatePeriod) -> str:
    """Return what a period says as text; equal texts mean that there is nothing to send.

    Its place among others is left out, for staff may sort them; so is in how many steps it is
    said: weekdays one by one or together, a state once for all times or with each of them; so are
    weekdays that a period of some days does not have.
    """
    stored = period.stored_form()
    told = {name: value for name, value in period_body(stored).items() if name not in _NOT_CONTENT}
    groups = stored.time_span_groups
    if not groups:
        told["state"] = str(stored.resource_state)
    told["times"] = sorted(
        time for group in groups if not group.rules for time in _times(group, stored)
    )
    told["ruled"] = sorted(
        _dump([repr(group.rules), sorted(_times(group, stored))]) for group in groups if group.rules
    )
    return _dump(told)


def hours_of(period: DatePeriod) -> str:
    """Return what a period says as text, without its name and description."""
    empty: Mapping[Lang, str] = {}
    return content_of(replace(period, name=empty, description=empty))


def _times(group: TimeSpanGroup, period: DatePeriod) -> Iterator[str]:
    """Yield each time of each weekday that there is within the period."""
    there = _weekdays_of(period)
    for span in group.time_spans:
        own = span.resource_state
        said = {
            "from": span.start_time.isoformat() if span.start_time else None,
            "until": span.end_time.isoformat() if span.end_time else None,
            "over": span.end_time_on_next_day,
            "whole": span.full_day,
            "state": str(period.resource_state if own == ResourceState.UNDEFINED else own),
            "texts": [dict(span.name), dict(span.description)],
        }
        for day in there.intersection(span.weekdays or WEEKDAYS):
            yield _dump({"day": day, **said})


def _weekdays_of(period: DatePeriod) -> frozenset[int]:
    first, last = period.start_date, period.end_date
    if first is None or last is None or (last - first).days not in range(6):
        return frozenset(WEEKDAYS)
    steps = range((last - first).days + 1)
    return frozenset((first + timedelta(days=step)).isoweekday() for step in steps)


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
