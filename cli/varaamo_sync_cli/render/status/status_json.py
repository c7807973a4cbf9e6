"""``status`` as JSON values, as ``schemas/status.schema.json`` describes them."""

from __future__ import annotations

from typing import Any

from varaamo_sync.goal import (
    ActionGroup,
    Counts,
    Forecast,
    GoalStatus,
    Missing,
    RequirementStatus,
    RoomProgress,
    Source,
    Stage,
    SurveyedUnit,
    UnitStatus,
)
from varaamo_sync.json_values import json_value, pick
from varaamo_sync.model import Lang, ServiceUnit
from varaamo_sync.report import Standing
from varaamo_sync.report.sentences import counts as words
from varaamo_sync.report.sentences import goal as goals
from varaamo_sync.report.sentences import hours as hours_words
from varaamo_sync.report.sentences import rooms as room_words


def as_json(view: Standing, lang: Lang) -> dict[str, Any]:
    """Return the counts, the rooms behind them, the goal and the forecast as JSON values."""
    entry = view.entry
    surveyed = entry.source is Source.SURVEYED
    rows = [entry.surveyed.get(unit, SurveyedUnit()).counts for unit in view.units]
    return {
        "catalogue": view.catalogue.id,
        "origin": view.origin,
        "source": entry.source.value,
        **pick(entry, "date", "taken"),
        "age_seconds": int(view.age.total_seconds()) if view.age is not None else None,
        "table": {
            unit.value: {name: words.cells(view, unit, lang)[name] for name in words.COLUMNS}
            | {"note": words.note(view, unit)}
            for unit in view.units
        },
        "total": _sum(rows).as_dict() if surveyed else None,
        "units": {unit.value: _unit(view, unit) for unit in view.units} if surveyed else None,
        "complete": view.whole,
        "left_out": list(view.left_out),
        "said_then": entry.forecast or None,
        "goal": _goal(view.goal, lang) if view.goal else None,
        "forecast": _forecast(view.goal.forecast, goals.forecast(view.goal, lang))
        if view.goal
        else None,
        "moves": [_move(move, lang) for move in view.goal.action_groups] if view.goal else [],
        "opening_hours": hours_words.hours_as_json(view, lang),
        "rooms": [_room(item, lang) for item in view.rooms],
    }


def _sum(rows: list[Counts]) -> Counts:
    names = [*(stage.value for stage in Stage), "viewable"]
    return Counts(**{name: sum(getattr(row, name) for row in rows) for name in names})


def _unit(view: Standing, unit: ServiceUnit) -> dict[str, Any]:
    row = view.entry.surveyed.get(unit, SurveyedUnit())
    keys = {stage.value: list(row.stages.get(stage, ())) for stage in Stage}
    return row.counts.as_dict() | {
        "complete": unit not in view.unread,
        "rooms": keys | {"earlier_viewable": list(row.viewable)},
    }


def _goal(goal: GoalStatus, lang: Lang) -> dict[str, Any]:
    terms = goal.goal
    return {
        "name": terms.name.get(lang) or terms.name.fi,
        **pick(terms, "start", "deadline"),
        "days_left": goal.days_left,
        "rule": terms.rule,
        **pick(goal, "outlook", "rooms_outlook"),
        "requirements": [_requirement(item, lang) for item in goal.requirements],
        "needed_per_week": json_value(goal.needed),
        "units": {unit.value: _unit_goal(status, lang) for unit, status in goal.units.items()},
        "milestones": [
            {
                "name": item.name.get(lang) or item.name.fi,
                "phase": item.phase.value,
                "percent": item.shown_percent,
            }
            for item in terms.milestones
        ],
        "risks": [
            {
                "name": item.name.get(lang) or item.name.fi,
                "mitigation": item.mitigation.get(lang) or item.mitigation.fi,
            }
            for item in terms.risks
        ],
    }


def _requirement(item: RequirementStatus, lang: Lang) -> dict[str, Any]:
    return {
        "id": item.requirement.id,
        "name": goals.requirement_name(item.requirement, lang),
        "outlook": item.outlook.value,
        "units": {unit.value: answer for unit, answer in item.answers.items()},
        "said": goals.requirement(item, lang),
    }


def _unit_goal(status: UnitStatus, lang: Lang) -> dict[str, Any]:
    return {
        **pick(status, "outlook", "rooms_outlook", "rooms"),
        "missing": [_missing(room, lang) for room in status.missing],
        "left": status.left,
        "needed_per_week": json_value(status.needed),
    }


def _missing(room: Missing, lang: Lang) -> dict[str, Any]:
    item = room.progress
    return {
        "room": room.key,
        "stage": room.stage.value,
        "reason": item.reason.value if item else None,
        "said": room_words.evidence(item, lang) if item else None,
        "next_step": room.next_action.value if room.next_action else None,
        "turn": room.next_action.turn.value if room.next_action else None,
        "blocked_by": list(dict.fromkeys(finding.rule for finding in room.findings)),
        "late": room.late,
    }


def _forecast(found: Forecast, said: str) -> dict[str, Any]:
    return {
        **pick(found, "prospect", "ground"),
        "said": said,
        "pace_per_week": json_value(found.pace),
        "needed_per_week": json_value(found.needed),
        **pick(found, "since", "until", "gained", "lost", "late", "judged", "surveys"),
        "reported_left_out": found.reported,
    }


def _move(move: ActionGroup, lang: Lang) -> dict[str, Any]:
    return {
        "step": move.action.value,
        "turn": move.action.turn.value,
        "rooms": [room.key for room in move.rooms],
        "rules": dict(move.rules),
        "said": goals.move(move, lang),
    }


def _room(item: RoomProgress, lang: Lang) -> dict[str, Any]:
    return item.as_dict(lang) | {"said": room_words.evidence(item, lang)}
