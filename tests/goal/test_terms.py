from typing import Any

import pytest
from pydantic import ValidationError

from varaamo_sync.model import GoalRule, GoalTerms, Milestone, Phase, ServiceUnit


def milestone(**fields: Any) -> Milestone:
    """Return a milestone."""
    return Milestone.model_validate({"name": {"fi": "Prosessit on kuvattu"}} | fields)


def test_a_goal_has_a_rule_without_saying_so() -> None:
    """Every goal room bookable is the rule; notes take the units' other codes."""
    terms = GoalTerms.model_validate({"notes": {"liik": "Kalenteri"}})

    assert GoalRule.EVERY_GOAL_ROOM_BOOKABLE is terms.rule
    assert {ServiceUnit.LIIKU: "Kalenteri"} == terms.notes


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, (Phase.NOT_STARTED, None)),  # nobody has judged it
        ({"phase": "not_started"}, (Phase.NOT_STARTED, 0)),
        ({"phase": "in_progress"}, (Phase.IN_PROGRESS, None)),
        ({"phase": "in_progress", "percent": 60}, (Phase.IN_PROGRESS, 60)),
        ({"phase": "done"}, (Phase.DONE, 100)),
        ({"phase": "done", "percent": 100}, (Phase.DONE, 100)),
    ],
)
def test_a_milestone_has_a_phase_and_a_percentage(
    fields: dict[str, Any], expected: tuple[Phase, int | None]
) -> None:
    """What is done is at 100 percent and what is not started at 0, written or not."""
    found = milestone(**fields)

    assert expected == (found.phase, found.shown_percent)


@pytest.mark.parametrize(
    "fields",
    [
        {"phase": "done", "percent": 90},
        {"phase": "in_progress", "percent": 100},
        {"phase": "not_started", "percent": 5},
        {"phase": "in_progress", "percent": 101},
        {"phase": "in_progress", "percent": True},
        {"phase": "in_progress", "percent": "60"},
        {"phase": "tekeillä"},
        {"mitigation": {}},
    ],
)
def test_a_milestone_does_not_contradict_itself(fields: dict[str, Any]) -> None:
    """Phases, percentages and keys that do not fit are refused."""
    with pytest.raises(ValidationError):
        milestone(**fields)
