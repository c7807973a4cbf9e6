"""A plan of opening hours as Markdown, CSV and JSON."""

from __future__ import annotations

import json
from pathlib import Path

from varaamo_sync.errors import UsageError
from varaamo_sync.hours import TimeSpan
from varaamo_sync.model import Lang, OpenTimes
from varaamo_sync.model.hours import Span, said_times, said_weekdays
from varaamo_sync.sync.hours import HoursPlan, PeriodPlan, hours_plan_as_dict
from varaamo_sync.words import Theme
from varaamo_sync_cli.media.csv_cells import CsvStyle, as_csv
from varaamo_sync_cli.media.markdown import escape
from varaamo_sync_cli.render.hours.hours_plan_words import groups, period_words, summary, title
from varaamo_sync_cli.render.table_forms import markdown

said = Theme("commands/hours_plan")

_COLUMNS = ("room", "venue", "do", "days", "times")
_LISTS = (".md", ".csv", ".json")
"""Suffixes of files that a plan is written to: for people, for a spreadsheet, for programs."""


def list_form(file: Path) -> str:
    """Return the suffix that says in which form a plan is written to a file.

    Raises:
        UsageError: It says none.
    """
    suffix = file.suffix.casefold()
    if suffix not in _LISTS:
        raise UsageError("hours-list-suffix", file=file, known=list(_LISTS))
    return suffix


def plan_as_list(plan: HoursPlan, suffix: str, lang: Lang) -> bytes:
    """Return a plan as a file of a suffix holds it."""
    if suffix == ".json":
        text = json.dumps(hours_plan_as_dict(plan, lang), ensure_ascii=False, indent=1)
    elif suffix == ".csv":
        text = as_csv(_head(lang), _rows(plan, lang), CsvStyle.EXCEL, lang)
    else:
        text = plan_as_markdown(plan, lang)
    return f"{text}\n".encode()


def plan_as_markdown(plan: HoursPlan, lang: Lang) -> str:
    """Return what a person can type into the opening-hours system, or hand over to who does."""
    parts = [
        f"## {escape(title(plan, lang))}",
        escape(summary(plan, lang)),
    ]
    if rows := _rows(plan, lang):
        parts += [markdown(_head(lang), rows), escape(said("states", lang))]
    for group in groups(plan, lang):
        if group.fix:
            items = "\n".join(f"- {escape(line)}" for line in group.lines)
            parts += [f"### {escape(group.title)}", items, escape(group.fix)]
    return "\n\n".join(parts)


def _head(lang: Lang) -> list[str]:
    return [said(f"column.{name}", lang) for name in _COLUMNS]


def _rows(plan: HoursPlan, lang: Lang) -> list[list[str]]:
    """Return what is to be typed in, a row a period."""
    return [
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


def _times(period: PeriodPlan, lang: Lang) -> str:
    """Return the times of a period: each span with its weekdays."""
    if period.wanted is None:
        return ""
    spans = [span for group in period.wanted.time_span_groups for span in group.time_spans]
    return "; ".join(_span(span, lang) for span in spans) or said("closed", lang)


def _span(span: TimeSpan, lang: Lang) -> str:
    days = said_weekdays(sorted(span.weekdays or ()), lang)
    if span.start_time is None or span.end_time is None:
        return f"{days} {said('all_day', lang)}".strip()
    start, end = (clock.hour * 60 + clock.minute for clock in (span.start_time, span.end_time))
    times = OpenTimes((Span(start, end, next_day=span.end_time_on_next_day),))
    return f"{days} {said_times(times, lang)}".strip()
