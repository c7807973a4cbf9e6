"""A plan of opening hours as JSON and as Markdown, and what became of it as JSON."""

from __future__ import annotations

from typing import Any

from varaamo_sync.hours import ResourceId, TimeSpan, period_body
from varaamo_sync.json_values import json_value
from varaamo_sync.model import Lang, OpenTimes
from varaamo_sync.model.hours import Span, said_hours, said_times
from varaamo_sync.sync import Status
from varaamo_sync.sync.hours import HoursPlan, HoursResult, HoursShown, PeriodPlan, RoomHours
from varaamo_sync.words import Theme
from varaamo_sync_cli.console.errors.error_text import explain_error
from varaamo_sync_cli.media.markdown import escape
from varaamo_sync_cli.render.hours.hours_plan_words import groups, period_words, summary, title
from varaamo_sync_cli.render.table_forms import markdown

said = Theme("commands/hours_plan")
weekdays = Theme("hours")


def plan_as_json(plan: HoursPlan, lang: Lang) -> dict[str, Any]:
    """Return what ``hours-plan.schema.json`` describes."""
    return {
        "format_version": 1,
        "catalogue": plan.catalogue,
        "hours_origin": plan.source,
        "today": json_value(plan.today),
        "counts": {action.value: count for action, count in plan.counts().items()},
        "rooms": [_room(room, lang) for room in (*plan.rooms, *plan.dropped)],
    }


def _room(room: RoomHours, lang: Lang) -> dict[str, Any]:
    unit = room.room.service_unit
    return {
        "room": room.key,
        "name": room.label(lang),
        "service_unit": unit.value if unit else None,
        "venue": room.venue_label(lang) or None,
        "resource": str(ResourceId.of_room(room.ext_uuid)) if room.resource else None,
        "hours": said_hours(room.hours, lang) if room.hours else None,
        "waits": room.waits.value if room.waits else None,
        "dropped": room.dropped.value if room.dropped else None,
        "others": room.others,
        "periods": [_period(period) for period in room.periods],
    }


def _period(period: PeriodPlan) -> dict[str, Any]:
    return {
        "number": period.number,
        "action": period.action.value,
        "conflict": period.clash.value if period.clash else None,
        "pk": period.found.pk if period.found else None,
        "body": period_body(period.wanted) if period.wanted else None,
    }


def plan_as_markdown(plan: HoursPlan, lang: Lang) -> str:
    """Return what a person can type into the opening-hours system, or hand over to who does."""
    parts = [
        f"## {escape(said('heading', lang))}",
        escape(summary(plan, lang)),
        escape(title(plan, lang)),
    ]
    rows = [
        [
            room.label(lang),
            room.venue_label(lang),
            said(f"do.{period.action}", lang),
            period_words(shown, lang),
            _times(period, lang),
        ]
        for room in plan.writes
        for period in room.writes
        if (shown := period.wanted or period.found) is not None
    ]
    if rows:
        head = [said(f"column.{name}", lang) for name in ("room", "venue", "do", "days", "times")]
        parts += [markdown(head, rows), escape(said("states", lang))]
    for group in groups(plan, lang):
        if group.fix:
            items = "\n".join(f"- {escape(line)}" for line in group.lines)
            parts += [f"### {escape(group.title)}", items, escape(group.fix)]
    return "\n\n".join(parts)


def _times(period: PeriodPlan, lang: Lang) -> str:
    """Return the times of a period: each span with its weekdays."""
    if period.wanted is None:
        return ""
    spans = [span for group in period.wanted.time_span_groups for span in group.time_spans]
    return "; ".join(_span(span, lang) for span in spans) or said("closed", lang)


def _span(span: TimeSpan, lang: Lang) -> str:
    names = weekdays.table("weekdays", lang)
    days = " ".join(names[str(day)] for day in span.weekdays or ())
    if span.start_time is None or span.end_time is None:
        return f"{days} {said('all_day', lang)}".strip()
    start, end = (clock.hour * 60 + clock.minute for clock in (span.start_time, span.end_time))
    times = OpenTimes((Span(start, end, next_day=span.end_time_on_next_day),))
    return f"{days} {said_times(times, lang)}".strip()


def result_as_json(result: HoursResult, shown: HoursShown | None, lang: Lang) -> dict[str, Any]:
    """Return what ``hours-push.schema.json`` describes; ``shown`` where it was waited."""
    counts = result.counts()
    return {
        "format_version": 1,
        "counts": {status.value: counts[status] for status in Status},
        "shown": _shown(shown),
        "rooms": [
            {
                "room": outcome.key,
                "status": outcome.status.value,
                "periods": len(outcome.planned.writes),
                "error": str(outcome.error) if outcome.error else None,
                "problems": [found.as_dict() for found in explain_error(outcome.error, lang)]
                if outcome.error
                else [],
            }
            for outcome in result.outcomes
        ],
    }


def _shown(shown: HoursShown | None) -> dict[str, Any] | None:
    if shown is None:
        return None
    return {
        "rooms": list(shown.shown),
        "missing": list(shown.missing),
        "waited_seconds": round(shown.waited.total_seconds()),
        "error": str(shown.error) if shown.error else None,
    }
