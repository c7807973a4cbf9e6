"""``status`` as a report in Markdown, for the monthly slide."""

from __future__ import annotations

from itertools import zip_longest

from varaamo_sync.goal import GoalStatus
from varaamo_sync.model import Lang, Risk
from varaamo_sync.report import Standing
from varaamo_sync.report.sentences import counts as words
from varaamo_sync.report.sentences import goal as goals
from varaamo_sync.report.sentences import hours as hours_words
from varaamo_sync.report.sentences import rooms as room_words
from varaamo_sync.words import Theme, day
from varaamo_sync.words import text as title_of
from varaamo_sync_cli.media.markdown import escape
from varaamo_sync_cli.render.status.status_table import count_rows
from varaamo_sync_cli.render.table_forms import markdown

said = Theme("report/standing")


def as_markdown(view: Standing, lang: Lang, *, rooms: bool = False) -> str:
    """Return the table, the goal, the forecast, milestones and risks as a report."""
    parts = [_title(view, lang), _table(view, lang), escape(words.head(view, lang))]
    parts += [escape(line) for line in words.gaps(view, lang)]
    if view.entry.forecast:
        parts.append(escape(said("said_then", lang, words=view.entry.forecast)))
    first, *rest = goals.outside_lines(view, lang) or ("",)
    parts += [escape(first), _list(rest)]
    if view.goal is not None:
        parts += _goal(view, view.goal, lang)
    parts += _hours(view, lang)
    if rooms and view.progress is not None:
        parts.append(_rooms(view, lang))
    return "\n\n".join(part for part in parts if part)


def _title(view: Standing, lang: Lang) -> str:
    name = view.catalogue.goal.name
    text = name.get(lang) or name.fi or view.catalogue.id
    return f"## {escape(text)}, {day(view.entry.date, lang)}"


def _table(view: Standing, lang: Lang) -> str:
    columns = words.shown_columns([view], lang)
    notes = [words.note(view, unit) for unit in view.units]
    rows = [
        [name, *(cells[column] for column in columns), note or ""]
        for (name, cells), note in zip_longest(count_rows(view, lang, short=False), notes)
    ]
    head = [said(f"heading.{name}", lang) for name in ("unit", *columns, "notes")]
    return markdown(head, rows, right=range(1, len(columns) + 1))


def _goal(view: Standing, goal: GoalStatus, lang: Lang) -> list[str]:
    lines = [line for status in goal.units.values() for line in goals.unit_lines(status, lang)]
    parts = [
        f"**{escape(goals.verdict(goal, lang))}**",
        f"{said('missing', lang)}:\n\n{_list(lines)}",
        f"**{escape(goals.forecast(goal, lang))}** {escape(said('method', lang))}",
    ]
    moves = [goals.move(move, lang) for move in goal.action_groups[: goals.MOST_MOVES]]
    if moves:
        parts.append(f"{said('moves', lang)}:\n\n" + _list(moves, numbered=True))
    if view.past:
        return parts
    if goal.goal.milestones:
        milestones = [goals.milestone(item, lang) for item in goal.goal.milestones]
        parts.append(f"### {said('milestones', lang)}\n\n" + _list(milestones))
    if goal.goal.risks:
        risks = [_risk(risk, lang) for risk in goal.goal.risks]
        parts.append(f"### {said('risks', lang)}\n\n" + _list(risks))
    if goal.missing:
        parts.append(f"### {said('missing', lang)}\n\n" + _missing(view, goal, lang))
    return parts


def _hours(view: Standing, lang: Lang) -> list[str]:
    section = hours_words.hours_section(view, lang)
    if section is None:
        return []
    links = "\n".join(f"* {escape(venue)}: <{link}>" for venue, link in section.venues)
    heading = f"### {escape(section.heading)}"
    more = map(escape, (section.not_linked, section.unasked))
    return [heading, escape(section.how), links, *more]


def _list(lines: list[str], *, numbered: bool = False) -> str:
    mark = "1." if numbered else "*"
    return "\n".join(f"{mark} {escape(line)}" for line in lines)


def _risk(risk: Risk, lang: Lang) -> str:
    name = risk.name.get(lang) or risk.name.fi or "?"
    answer = risk.mitigation.get(lang) or risk.mitigation.fi
    return f"{name}. {answer}." if answer else f"{name}."


def _missing(view: Standing, goal: GoalStatus, lang: Lang) -> str:
    rows = [
        [
            status.unit.value,
            goals.label(room, lang),
            room_words.why(room.progress, lang)
            if room.progress
            else said(f"stage.{room.stage}", lang),
            ", ".join(
                title_of(rule, "title", lang, {})
                for rule in dict.fromkeys(finding.rule for finding in room.findings)
            ),
        ]
        for status in goal.units.values()
        for room in status.missing
    ]
    head = [
        said("heading.unit", lang),
        said("heading.room", lang),
        words.reason_heading(view, lang),
    ]
    return markdown([*head, said("findings", lang).capitalize()], rows)


def _rooms(view: Standing, lang: Lang) -> str:
    head = [said(f"heading.{name}", lang) for name in ("unit", "room", "stage")]
    return markdown([*head, words.reason_heading(view, lang)], words.room_rows(view, lang))
