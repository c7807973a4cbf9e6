"""A plan of opening hours as Markdown."""

from __future__ import annotations

from varaamo_sync.hours import TimeSpan
from varaamo_sync.model import Lang, OpenTimes
from varaamo_sync.model.hours import Span, said_times
from varaamo_sync.sync.hours import HoursPlan, PeriodPlan
from varaamo_sync.words import Theme
from varaamo_sync_cli.media.markdown import escape
from varaamo_sync_cli.render.hours.hours_plan_words import groups, period_words, summary
from varaamo_sync_cli.render.table_forms import markdown

said = Theme("commands/hours_plan")
weekdays = Theme("hours")


def plan_as_markdown(plan: HoursPlan, lang: Lang) -> str:
    """Return what a person can type into the opening-hours system, or hand over to who does."""
    parts = [
        f"## {escape(said('heading', lang))}",
        escape(summary(plan, lang)),
        escape(said("title", lang, source=plan.source)),
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
