"""A scorecard and how far its goals are, as JSON values."""

from __future__ import annotations

from typing import Any

from varaamo_sync.scorecard.evaluation import GoalResult, ScorecardResult


def scorecard_as_dict(result: ScorecardResult) -> dict[str, Any]:
    """Return a scorecard as JSON values: numbers as text, as they were written."""
    card = result.scorecard
    return {
        "year": card.year,
        "name": card.name.model_dump(exclude_none=True),
        "date": result.day.isoformat(),
        "points": None if result.points is None else str(result.points),
        "goals": [_goal(item) for item in result.goals],
    }


def _goal(item: GoalResult) -> dict[str, Any]:
    values: dict[str, Any] = item.goal.model_dump(
        mode="json", exclude_none=True, exclude_defaults=True
    )
    levels = zip(values.get("levels", ()), item.levels, strict=True)
    return values | {
        "levels": [{**level, "reached": met} for level, met in levels],
        "reached": item.reached.name if item.reached else None,
        "certain": item.certain,
        "points": None if item.points is None else str(item.points),
    }
