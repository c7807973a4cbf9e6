"""``status`` as a report in Markdown, for the monthly slide, and as CSV."""

from __future__ import annotations

from varaamo_sync.goal import GoalStatus, Missing, Progress, Source, SurveyedUnit
from varaamo_sync.model import Lang, Risk
from varaamo_sync_cli.goal_lines import said
from varaamo_sync_cli.media.markdown import plain
from varaamo_sync_cli.render.status import status_words as words
from varaamo_sync_cli.render.tables import as_csv, markdown
from varaamo_sync_cli.words.common import STAGES, heading
from varaamo_sync_cli.workspace.history.status_view import View

CSV_HEAD = (
    "date",
    "source",
    "service_unit",
    "prepared",
    "in_progress",
    "ready",
    "earlier",
    "earlier_viewable",
    "unknown",
    "total",
    "goal_rooms",
    "goal_bookable",
    "note",
    "complete",
)
_ROOMS_HEAD = (
    "date",
    "service_unit",
    "room",
    "name",
    "stage",
    "reason",
    "since_or_from",
    "goal",
    "earlier",
    "pk",
    "read",
)


def as_markdown(view: View, lang: Lang, *, rooms: bool = False) -> str:
    """Return the table, the goal, the forecast, milestones and risks as a report."""
    parts = [_title(view, lang), _table(view, lang), plain(words.head(view, lang))]
    parts += [plain(line) for line in words.gaps(view, lang)]
    if view.entry.forecast:
        parts.append(plain(said("said_then", lang, words=view.entry.forecast)))
    if view.goal is not None:
        parts += _goal(view, view.goal, lang)
    if rooms and view.progress is not None:
        parts.append(_rooms(view, view.progress, lang))
    return "\n\n".join(part for part in parts if part)


def _title(view: View, lang: Lang) -> str:
    name = view.catalogue.goal.name
    text = name.get(lang) or name.fi or view.catalogue.id
    return f"## {plain(text)}, {words.day(view.entry.date, lang)}"


def _table(view: View, lang: Lang) -> str:
    rows = {unit: words.cells(view, unit, lang) for unit in view.units}
    unknown = any(row["unknown"] not in ("", "0") for row in rows.values())
    columns = (*words.COLUMNS, "unknown") if unknown else words.COLUMNS
    lines = [
        [words.unit_name(view, unit, lang), *(row[c] for c in columns), words.note(view, unit)]
        for unit, row in rows.items()
    ]
    if view.entry.source is Source.SURVEYED and len(view.units) > 1:
        row = words.cells(view, None, lang)
        lines.append([heading("total", lang), *(row[c] for c in columns), ""])
    head = [heading(name, lang) for name in ("unit", *columns, "notes")]
    return markdown(head, lines, right=range(1, len(columns) + 1))


def _goal(view: View, goal: GoalStatus, lang: Lang) -> list[str]:
    lines = [line for status in goal.units.values() for line in words.unit_lines(status, lang)]
    parts = [
        f"**{plain(words.verdict(goal, lang))}**",
        _list(lines),
        f"**{plain(words.forecast(goal, lang))}** {plain(said('method', lang))}",
    ]
    moves = [words.move(move, lang) for move in goal.moves[: words.MOST_MOVES]]
    if moves:
        parts.append(f"{said('moves', lang)}:\n\n" + _list(moves, numbered=True))
    if view.past:
        return parts
    if goal.goal.milestones:
        milestones = [words.milestone(item, lang) for item in goal.goal.milestones]
        parts.append(f"### {said('milestones', lang)}\n\n" + _list(milestones))
    if goal.goal.risks:
        risks = [_risk(risk, lang) for risk in goal.goal.risks]
        parts.append(f"### {said('risks', lang)}\n\n" + _list(risks))
    if goal.missing:
        parts.append(f"### {said('missing', lang)}\n\n" + _missing(view, goal, lang))
    return parts


def _list(lines: list[str], *, numbered: bool = False) -> str:
    mark = "1." if numbered else "*"
    return "\n".join(f"{mark} {plain(line)}" for line in lines)


def _risk(risk: Risk, lang: Lang) -> str:
    name = risk.name.get(lang) or risk.name.fi or "?"
    answer = risk.mitigation.get(lang) or risk.mitigation.fi
    return f"{name}. {answer}." if answer else f"{name}."


def _missing(view: View, goal: GoalStatus, lang: Lang) -> str:
    rows = [
        [status.unit.value, words.label(room, lang), _why(room, lang), _blocking(room)]
        for status in goal.units.values()
        for room in status.missing
    ]
    head = [heading("unit", lang), heading("room", lang), words.reason_heading(view, lang)]
    return markdown([*head, said("findings", lang).capitalize()], rows)


def _why(room: Missing, lang: Lang) -> str:
    return words.why(room.progress, lang) if room.progress else STAGES[room.stage][lang]


def _blocking(room: Missing) -> str:
    return ", ".join(dict.fromkeys(finding.rule for finding in room.findings))


def _rooms(view: View, progress: Progress, lang: Lang) -> str:
    rows = [
        [
            item.room.service_unit.value,
            item.room.label(lang),
            STAGES[item.stage][lang],
            words.why(item, lang),
        ]
        for item in progress.rooms
        if item.room.service_unit in view.units
    ]
    head = [heading(name, lang) for name in ("unit", "room", "stage")]
    return markdown([*head, words.reason_heading(view, lang)], rows)


def as_table(view: View, *, rooms: bool = False) -> str:
    """Return a line per service unit, or per room, as CSV with English headings."""
    if rooms and view.progress is not None:
        return as_csv(_ROOMS_HEAD, _room_rows(view, view.progress))
    return as_csv(CSV_HEAD, unit_rows(view))


def unit_rows(view: View) -> list[list[object]]:
    """Return the cells of a line per service unit; what is not known stays empty."""
    entry = view.entry
    start = [entry.date.isoformat(), entry.source.value]
    rows: list[list[object]] = []
    for unit in view.units:
        if entry.source is Source.REPORTED:
            cells = words.cells(view, unit, "fi")
            figures: list[object] = [cells[name] for name in words.COLUMNS]
            rows.append([*start, unit.value, *figures, *[""] * 5, words.note(view, unit), ""])
            continue
        row = entry.surveyed.get(unit, SurveyedUnit())
        c = row.counts
        bookable = len(row.goal) - len(row.missing)
        figures = [c.prepared, c.in_progress, c.ready, c.earlier, c.viewable, c.unknown, c.total]
        complete = "no" if unit in view.unread else "yes"
        rows.append([*start, unit.value, *figures, len(row.goal), bookable, row.note, complete])
    return rows


def _room_rows(view: View, progress: Progress) -> list[list[object]]:
    return [
        [
            view.entry.date.isoformat(),
            item.room.service_unit.value,
            item.room.key,
            item.room.label(),
            item.stage.value,
            item.reason.value,
            item.moment.isoformat() if item.moment else "",
            "yes" if item.room.goal else "no",
            item.earlier.value,
            item.evidence.pk if item.evidence.pk is not None else "",
            item.evidence.read.isoformat() if item.evidence.read else "",
        ]
        for item in progress.rooms
        if item.room.service_unit in view.units
    ]
