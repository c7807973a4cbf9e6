"""What is said of the surveyed goal, of its forecast and of what is to be done."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from varaamo_sync import words
from varaamo_sync.goal import (
    ActionGroup,
    GoalStatus,
    Missing,
    NextAction,
    Outlook,
    RequirementStatus,
    SurveyedUnit,
    UnitStatus,
)
from varaamo_sync.model import Lang, Milestone, Phase, Requirement, ServiceUnit
from varaamo_sync.report.sentences import pace
from varaamo_sync.report.sentences.rooms import reason, some
from varaamo_sync.report.standing import Standing
from varaamo_sync.words import Theme

said = Theme("report/standing")

MOST_MOVES = 3
_NAMED = 3


def verdict(goal: GoalStatus, lang: Lang) -> str:
    """Return whether the goal is met, what is missing from it, and how much time is left."""
    only_rooms = goal.rooms_outlook is Outlook.MET is not goal.outlook
    parts = [said(f"{'rooms_only' if only_rooms else 'outlook'}.{goal.outlook}", lang)]
    deadline, left = goal.goal.deadline, goal.days_left
    if goal.needed and left:
        needed = pace.pace_for(goal.short, left).told(lang)
        parts.append(said("needed", lang, count=goal.short, needed=needed))
    elif goal.short and goal.rooms_outlook is Outlook.NOT_MET:
        parts.append(said("short", lang, count=goal.short))
    if deadline is not None and left is not None:
        name = "time_left" if left > 0 else "time_over"
        parts.append(said(name, lang, day=deadline, days=left))
    parts += [f"{requirement(item, lang)}." for item in goal.requirements]
    return " ".join(parts)


def requirement(item: RequirementStatus, lang: Lang) -> str:
    """Return how many units have said yes to what a goal requires, and which have not."""
    name = requirement_name(item.requirement, lang)
    if len(item.silent) == len(item.answers):
        return f"{name}: {said('required.unsaid', lang)}"
    told = [said("required.tally", lang, done=len(item.agreed), all=len(item.answers))]
    for what, units in (("refused", item.refused), ("silent", item.silent)):
        if units:
            names = ", ".join(unit.value for unit in units)
            told.append(said(f"required.{what}", lang, units=names))
    return f"{name}: {', '.join(told)}"


def requirement_name(item: Requirement, lang: Lang) -> str:
    """Return what is required, in words that people wrote."""
    return item.name.get(lang) or item.name.fi or item.id


def unit_lines(status: UnitStatus, lang: Lang, *, full: bool = True) -> list[str]:
    """Return what a service unit lacks, with the reasons, and what it left out on the way.

    Args:
        status: The goal for the unit.
        lang: The language.
        full: Whether the rooms are named, and what of their data is to be mended.
    """
    unit = status.unit.value
    lines = [_lacking(status, lang, full=full)] if status.missing else []
    if not status.complete:
        lines.append(said("unit_unread", lang, unit=unit))
    elif not status.rooms:
        lines.append(said("unit_empty", lang, unit=unit))
    elif not status.missing:
        lines.append(said("unit_met", lang, unit=unit))
    for item in status.requirements:
        outlook, name = item.outlook_of(status.unit), requirement_name(item.requirement, lang)
        if outlook is not Outlook.MET:
            lines.append(said(f"unit_required.{outlook}", lang, unit=unit, name=name))
    if status.left:
        lines.append(said("left", lang, unit=unit, rooms=", ".join(status.left)))
    return lines


def _lacking(status: UnitStatus, lang: Lang, *, full: bool) -> str:
    rooms: defaultdict[str, list[str]] = defaultdict(list)
    for room in status.missing:
        rooms[_cause(room, lang, full=full)].append(label(room, lang))
    causes = sorted(rooms.items(), key=lambda entry: -len(entry[1]))
    told = "; ".join(_named(*entry) for entry in causes) if full else _counted(dict(causes))
    count = len(status.missing)
    return said("unit_missing", lang, unit=status.unit.value, count=count, rooms=told)


def _named(cause: str, names: Sequence[str]) -> str:
    told = f"{cause}: {len(names)}"
    return f"{told} ({', '.join(names)})" if len(names) < _NAMED else told


def _counted(causes: Mapping[str, Sequence[str]]) -> str:
    return ", ".join(f"{cause} {len(names)}" for cause, names in causes.items())


def _cause(room: Missing, lang: Lang, *, full: bool) -> str:
    if room.progress is None:
        return said(f"stage.{room.stage}", lang)
    return reason(room.progress, lang) if full else said(f"reason.{room.progress.reason}", lang)


def outside_lines(view: Standing, lang: Lang, *, most: int | None = None) -> list[str]:
    """Return how many rooms do not belong to the goal, and why, as somebody noted it.

    Args:
        view: What is shown.
        lang: The language.
        most: How many of the rooms are named; by default all.
    """
    rows = {unit: view.entry.surveyed.get(unit, SurveyedUnit()) for unit in view.units}
    keys = {unit: [key for key in row.keys if key not in row.goal] for unit, row in rows.items()}
    count = sum(map(len, keys.values()))
    if not count:
        return []
    units = ", ".join(f"{unit.value} {len(found)}" for unit, found in keys.items() if found)
    lines = [said("outside", lang, count=count, units=units)]
    known = {item.room.key: item.room for item in view.rooms}
    rooms = [known[key] for found in keys.values() for key in found if key in known]
    for room in rooms[:most]:
        why = room.note or said("outside_unsaid", lang)
        name = f"{room.service_unit.value} {room.label(lang)}"
        lines.append(said("outside_room", lang, room=name, why=why))
    if most is not None and len(rooms) > most:
        lines.append(said("others", lang, n=len(rooms) - most))
    return lines


def label(room: Missing, lang: Lang) -> str:
    """Return a room's name, or its key where no more was recorded."""
    return room.progress.room.label(lang) if room.progress else room.key


def forecast(goal: GoalStatus, lang: Lang, *, full: bool = True) -> str:
    """Return what is to be expected, and what it rests on."""
    found = goal.forecast
    late = [label(room, lang) for room in goal.missing if room.late]
    compared = _compared(goal, lang)
    required = [requirement_name(item.requirement, lang) for item in goal.requirements]
    open_ = [
        requirement(item, lang) for item in goal.requirements if item.outlook is not Outlook.MET
    ]
    values = {"compared": compared, "late": late, "judged": found.judged}
    ground = said(f"ground.{found.ground}", lang, **values, names=required, open="; ".join(open_))
    text = f"{said('forecast', lang)}: {said(f'prospect.{found.prospect}', lang)}. {ground}"
    if found.since is not None and found.until is not None:
        span = {"since": found.since, "until": found.until}
        text += said("span", lang, gained=len(found.gained), lost=len(found.lost), **span)
    text += "."
    if found.reported and full:
        text += " " + said("reported_left_out", lang, count=found.reported)
    return text


def _compared(goal: GoalStatus, lang: Lang) -> str:
    """Return the pace so far against the one that is needed; empty where there are not both."""
    found, left = goal.forecast, goal.days_left
    if found.pace is None or not found.needed or not left:
        return ""
    least = pace.pace_for(goal.short, left)
    return pace.compare_paces(found.pace, found.needed, least, lang)


def move(item: ActionGroup, lang: Lang) -> str:
    """Return a step with the rooms that wait for it, where or what it is, and whose turn it is."""
    text = said("move", lang, step=said(f"step.{item.action}", lang), count=len(item.rooms))
    detail = _detail(item, lang)
    told = f"{text} ({detail})" if detail else text
    return said("turn_of", lang, move=told, who=said(f"turn.{item.action.turn}", lang))


def _detail(item: ActionGroup, lang: Lang) -> str:
    if item.action is NextAction.OPENING_HOURS:
        venues = dict.fromkeys(
            room.progress.room.venue.label(lang) for room in item.rooms if room.progress
        )
        return f"{said('venues', lang)}: {some(list(venues), lang)}"
    if item.rules:
        rules = item.rules
        titles = [f"{words.text(rule, 'title', lang, {})} {count}" for rule, count in rules.items()]
        return some(titles, lang)
    units = Counter(room.progress.room.service_unit for room in item.rooms if room.progress)
    return ", ".join(f"{unit.value} {units[unit]}" for unit in ServiceUnit if units[unit])


def milestone(item: Milestone, lang: Lang) -> str:
    """Return how far a milestone is."""
    share = f" {item.shown_percent} %" if item.shown_percent is not None else ""
    text = said(f"phase.{item.judged_phase or 'unknown'}", lang) + share
    return f"{text}: {item.name.get(lang) or item.name.fi or '?'}"


def milestone_counts(goal: GoalStatus, lang: Lang) -> str:
    """Return how many milestones are how far, in one line; empty where there are none."""
    phases = Counter(item.judged_phase or "unknown" for item in goal.goal.milestones)
    known = (name for name in (*Phase, "unknown") if phases[name])
    told = [f"{said(f'phase.{name}', lang)} {phases[name]}" for name in known]
    return f"{said('milestones', lang)}: {', '.join(told)}." if told else ""
