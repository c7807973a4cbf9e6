"""What ``status`` says of rooms, the goal and the forecast, in any form."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence

from varaamo_sync import words
from varaamo_sync.goal import (
    ActionGroup,
    GoalStatus,
    Missing,
    NextAction,
    Reason,
    ReportedUnit,
    RoomProgress,
    Source,
    Stage,
    SurveyedUnit,
    UnitStatus,
    withholding_findings,
)
from varaamo_sync.model import Lang, Milestone, ServiceUnit
from varaamo_sync.words import Theme
from varaamo_sync_cli.workspace.history.status_view import StatusView

said = Theme("commands/status")

_UNNAMED = "tprek-missing"
"""What is wrong with an unready room of which nobody told the findings."""

COLUMNS = ("prepared", "in_progress", "ready", "earlier")
MOST_MOVES = 3
_NAMED = 3
_RULES = 3
_DAY = dt.timedelta(days=1)
_HOUR = dt.timedelta(hours=1)


def age(value: dt.timedelta, lang: Lang) -> str:
    """Return a length of time in days, hours or minutes, whichever is the biggest sensible."""
    if value >= 2 * _DAY:
        return said("days", lang, n=value // _DAY)
    if value >= 2 * _HOUR:
        return said("hours", lang, n=value // _HOUR)
    return said("minutes", lang, n=value // dt.timedelta(minutes=1))


def reason(item: RoomProgress, lang: Lang) -> str:
    """Return the reason for a room's stage, with the moment or the finding that it speaks of."""
    if item.reason is Reason.UNREADY:
        found = withholding_findings(item.findings)
        title = words.text(found[0].rule if found else _UNNAMED, "title", lang, {})
        return f"{said(f'reason.{item.reason}', lang)} ({title})"
    when = item.moment
    if when is None:
        return said(f"reason.{item.reason}", lang)
    return said(f"reason_dated.{item.reason}", lang, when=when)


def why(item: RoomProgress, lang: Lang) -> str:
    """Return the reason for a room's stage, and whether it is worse off than before the goal."""
    lost = f", {said('was_bookable', lang)}" if item.lost else ""
    return reason(item, lang) + lost


def evidence(item: RoomProgress, lang: Lang) -> str:
    """Return the reason for a room's stage, and when that was read."""
    read = item.evidence.read
    when = f", {said('read', lang, when=read)}" if read is not None else ""
    return why(item, lang) + when


def reason_heading(view: StatusView, lang: Lang) -> str:
    """Return the heading above reasons, with the moment at which all of them were read."""
    taken = view.entry.taken
    when = f" ({said('read', lang, when=taken)})" if taken is not None else ""
    return said("heading.reason", lang) + when


def cells(view: StatusView, unit: ServiceUnit | None, lang: Lang) -> dict[str, str]:
    """Return the cells of a row by column; ``None`` is the row of the totals."""
    if view.entry.source is Source.REPORTED:
        row = view.entry.reported.get(unit, ReportedUnit()) if unit else ReportedUnit()
        return {name: getattr(row, name) for name in COLUMNS} | {"unknown": ""}
    found = view.entry.surveyed
    rows = [found.get(u, SurveyedUnit()) for u in ([unit] if unit else view.units)]
    counts = [row.counts for row in rows]
    shown = {stage.value: str(sum(getattr(c, stage.value) for c in counts)) for stage in Stage}
    viewable = sum(c.viewable for c in counts)
    if viewable:
        shown["earlier"] += f" (+ {viewable} {said('heading.viewable', lang)})"
    return shown


def shown_columns(views: Sequence[StatusView], lang: Lang) -> tuple[str, ...]:
    """Return the columns of counts; that of unknown rooms only where there are any."""
    unknown = (cells(view, unit, lang)["unknown"] for view in views for unit in view.units)
    return (*COLUMNS, "unknown") if any(cell not in ("", "0") for cell in unknown) else COLUMNS


def unit_rows(
    view: StatusView, columns: Sequence[str], lang: Lang, *, short: bool = False
) -> list[list[str]]:
    """Return a row of the table for each service unit; a star marks counts that are not all."""
    rows = []
    for unit in view.units:
        name = unit.value if short else f"{unit.value} {unit.label(lang)}"
        found = cells(view, unit, lang)
        star = " *" if unit in view.unread else ""
        rows.append([f"{name}{star}", *(found[name] for name in columns), note(view, unit)])
    return rows


def total_row(view: StatusView, columns: Sequence[str], lang: Lang) -> list[str] | None:
    """Return the row of the totals; ``None`` where nothing is added up."""
    if view.entry.source is Source.REPORTED or len(view.units) == 1:
        return None
    found = cells(view, None, lang)
    return [said("heading.total", lang), *(found[name] for name in columns), ""]


def room_rows(view: StatusView, lang: Lang) -> list[list[str]]:
    """Return a row for each room: service unit, name, stage and reason."""
    return [
        [
            item.room.service_unit.value,
            item.room.label(lang),
            said(f"stage.{item.stage}", lang),
            why(item, lang),
        ]
        for item in view.rooms
    ]


def gaps(view: StatusView, lang: Lang) -> list[str]:
    """Return what the counts leave out, and that they are not kept."""
    lines = []
    units = [unit.value for unit in view.units if unit in view.unread]
    if units:
        lines.append(said("incomplete", lang, units=", ".join(units)))
    if view.left_out:
        rooms = _some(view.left_out, lang)
        lines.append(said("unread_rooms", lang, count=len(view.left_out), rooms=rooms))
    if not view.whole:
        lines.append(said("not_recorded", lang))
    return lines


def note(view: StatusView, unit: ServiceUnit) -> str:
    """Return the note of a service unit as it was on the day that is shown."""
    if view.entry.source is Source.REPORTED:
        return view.entry.reported.get(unit, ReportedUnit()).note
    return view.entry.surveyed.get(unit, SurveyedUnit()).note


def head(view: StatusView, lang: Lang) -> str:
    """Return where the counts come from, and of when they are."""
    if view.entry.source is Source.REPORTED:
        return said("as_of_reported", lang, when=view.entry.date)
    when = view.entry.taken or view.entry.date
    if view.past:
        return said("as_of_surveyed", lang, when=when, origin=view.origin)
    if view.age is not None:
        return said("offline", lang, when=when, age=age(view.age, lang), origin=view.origin)
    return said("surveyed", lang, when=when, origin=view.origin)


def verdict(goal: GoalStatus, lang: Lang) -> str:
    """Return whether the goal is met, and how much time and work is left."""
    parts = [said(f"outlook.{goal.outlook}", lang)]
    deadline, left = goal.goal.deadline, goal.days_left
    if deadline is not None and left is not None:
        name = "time_left" if left > 0 else "time_over"
        parts.append(said(name, lang, day=deadline, days=left))
    if goal.needed:
        parts.append(said("needed", lang, count=goal.short, needed=goal.needed))
    return " ".join(parts)


def unit_lines(status: UnitStatus, lang: Lang) -> list[str]:
    """Return what a service unit lacks, with the reasons, and what it left out on the way."""
    unit = status.unit.value
    lines = [_lacking(status, lang)] if status.missing else []
    if not status.complete:
        lines.append(said("unit_unread", lang, unit=unit))
    elif not status.rooms:
        lines.append(said("unit_empty", lang, unit=unit))
    elif not status.missing:
        lines.append(said("unit_met", lang, unit=unit))
    if status.left:
        lines.append(said("left", lang, unit=unit, rooms=", ".join(status.left)))
    return lines


def _lacking(status: UnitStatus, lang: Lang) -> str:
    rooms: defaultdict[str, list[str]] = defaultdict(list)
    for room in status.missing:
        cause = reason(room.progress, lang) if room.progress else said(f"stage.{room.stage}", lang)
        rooms[cause].append(label(room, lang))
    parts = (
        f"{cause}: {len(names)}" + (f" ({', '.join(names)})" if len(names) < _NAMED else "")
        for cause, names in sorted(rooms.items(), key=lambda entry: -len(entry[1]))
    )
    count = len(status.missing)
    return said("unit_missing", lang, unit=status.unit.value, count=count, rooms="; ".join(parts))


def label(room: Missing, lang: Lang) -> str:
    """Return a room's name, or its key where no more was recorded."""
    return room.progress.room.label(lang) if room.progress else room.key


def forecast(goal: GoalStatus, lang: Lang) -> str:
    """Return what is to be expected, with the figures that it rests on."""
    found = goal.forecast
    ground = said(
        f"ground.{found.ground}",
        lang,
        pace=found.pace,
        needed=found.needed,
        late=", ".join(found.late),
        judged=found.judged,
    )
    text = f"{said('forecast', lang)}: {said(f'prospect.{found.prospect}', lang)}. {ground}"
    if found.since is not None and found.until is not None:
        span = {"since": found.since, "until": found.until}
        text += said("span", lang, gained=len(found.gained), lost=len(found.lost), **span)
    text += "."
    if found.reported:
        text += " " + said("reported_left_out", lang, count=found.reported)
    return text


def move(item: ActionGroup, lang: Lang) -> str:
    """Return a step with the number of rooms that wait for it, and where or what it is."""
    text = said("move", lang, step=said(f"step.{item.action}", lang), count=len(item.rooms))
    detail = _detail(item, lang)
    return f"{text} ({detail})" if detail else text


def _detail(item: ActionGroup, lang: Lang) -> str:
    if item.action is NextAction.OPENING_HOURS:
        venues = dict.fromkeys(
            room.progress.room.venue.label(lang) for room in item.rooms if room.progress
        )
        return f"{said('venues', lang)}: {_some(list(venues), lang)}"
    if item.rules:
        rules = item.rules
        titles = [f"{words.text(rule, 'title', lang, {})} {count}" for rule, count in rules.items()]
        return _some(titles, lang)
    units = Counter(room.progress.room.service_unit for room in item.rooms if room.progress)
    return ", ".join(f"{unit.value} {units[unit]}" for unit in ServiceUnit if units[unit])


def _some(names: Sequence[str], lang: Lang) -> str:
    rest = len(names) - _RULES
    shown = ", ".join(names[:_RULES])
    return f"{shown} {said('others', lang, n=rest)}" if rest > 0 else shown


def milestone(item: Milestone, lang: Lang) -> str:
    """Return how far a milestone is."""
    percent = item.shown_percent
    text = said(f"phase.{item.phase}", lang) + (f" {percent} %" if percent is not None else "")
    return f"{text}: {item.name.get(lang) or item.name.fi or '?'}"
