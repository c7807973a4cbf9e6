"""Values written as Hauki's JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

from varaamo_sync.hours.protocol.periods import DatePeriod, Rule, TimeSpan, TimeSpanGroup
from varaamo_sync.model import LANGS, Lang


def period_body(period: DatePeriod) -> dict[str, Any]:
    """Return what creates or replaces a period.

    All of it is said each time: groups replace those that were there, and what is left out
    would stay.
    """
    return {
        "resource": period.resource,
        "name": _texts(period.name),
        "description": _texts(period.description),
        "start_date": period.start_date.isoformat() if period.start_date else None,
        "end_date": period.end_date.isoformat() if period.end_date else None,
        "resource_state": str(period.resource_state),
        "override": period.override,
        "order": period.order,
        "origins": [
            {"data_source": {"id": origin.source}, "origin_id": origin.origin_id}
            for origin in period.origins
        ],
        "time_span_groups": [_group(group) for group in period.time_span_groups],
    }


def _group(group: TimeSpanGroup) -> dict[str, Any]:
    return {
        "time_spans": [_span(span) for span in group.time_spans],
        "rules": [_rule(rule) for rule in group.rules],
    }


def _span(span: TimeSpan) -> dict[str, Any]:
    return {
        "name": _texts(span.name),
        "description": _texts(span.description),
        "start_time": _time(span.start_time),
        "end_time": _time(span.end_time),
        "end_time_on_next_day": span.end_time_on_next_day,
        "full_day": span.full_day,
        "weekdays": list(span.weekdays) if span.weekdays is not None else None,
        "resource_state": str(span.resource_state),
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "context": rule.context,
        "subject": rule.subject,
        "start": rule.start,
        "frequency_ordinal": rule.frequency_ordinal,
        "frequency_modifier": rule.frequency_modifier,
    }


def _texts(texts: Mapping[Lang, str]) -> dict[str, str | None]:
    return {lang: texts.get(lang) or None for lang in LANGS}


def _time(moment: time | None) -> str | None:
    return moment.isoformat() if moment is not None else None
