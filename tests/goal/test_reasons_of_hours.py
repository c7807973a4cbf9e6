"""Why a room has no opening hours: what the opening-hours system says is told, and steers."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.goal.test_rooms_without_hours import OPEN, SHUT, UNKNOWN, shown
from varaamo_sync.goal import (
    Missing,
    NextAction,
    NoHours,
    RoomProgress,
    missing_hours,
    recall_progress,
    survey_as_dict,
)
from varaamo_sync.goal.next_actions import Turn
from varaamo_sync.hours import Why
from varaamo_sync.model import LANGS, Hours, Lang
from varaamo_sync.report.sentences import rooms
from varaamo_sync.words import Theme

CHRISTMAS = {
    "period": 7,
    "name": {"fi": "Joulu"},
    "first": date(2026, 12, 20),
    "last": date(2027, 1, 6),
}
STATED = Hours.model_validate({"mon-fri": "8-16"})
BY_HAND = Hours.model_validate({"kept_in": "hauki"})


def told(state: dict[str, Any], why: str, **more: Any) -> RoomProgress:
    """Return a room in a state, of which the opening-hours system says why it has no hours."""
    _, made = shown(state)
    (item,) = made.rooms
    return replace(item, evidence=replace(item.evidence, no_hours=NoHours(why=why, **more)))


def action(item: RoomProgress, hours: Hours | None = None) -> NextAction | None:
    """Return what is to be done for a room next, whose catalogue states these hours."""
    room = item.room.model_copy(update={"hours": hours})
    return Missing(room.key, item.stage, replace(item, room=room)).next_action


@pytest.mark.parametrize(
    ("state", "why", "more", "said"),
    [
        (SHUT, "never", {}, "aukioloaikoja ei ole koskaan asetettu (toimipiste)"),
        (SHUT, "only_ignored", {"states": ("open",)}, "tyyppiä, jota ei voi varata: auki ("),
        (SHUT, "ended", {"day": date(2026, 5, 31)}, "päättyivät 31.5.2026 (toimipiste)"),
        (SHUT, "overridden", CHRISTMAS, "”Joulu”, 20.12.2026–6.1.2027 (toimipiste)"),
        (SHUT, "reversed", CHRISTMAS | {"name": {}}, "ennen kuin alkaa: ”nimetön jakso 7”"),
        (UNKNOWN, "venue_unknown", {}, "toimipiste puuttuu aukiolojärjestelmästä"),
        (UNKNOWN, "never", {}, "ei linkitetty aukiolojärjestelmään"),
        (SHUT, "not_linked", {}, "linkitetty, mutta aukioloajat puuttuvat"),
        (OPEN, "ended", {"day": date(2026, 5, 31)}, "varattavissa"),
    ],
)
def test_the_exact_reason_is_told(
    state: dict[str, Any], why: str, more: dict[str, Any], said: str
) -> None:
    """With its period, days and states, and only where both systems tell of the same room."""
    assert said in rooms.why(told(state, why, **more), "fi")


@pytest.mark.parametrize("lang", LANGS)
def test_each_reason_has_words(lang: Lang) -> None:
    """None of those that can be found is without, and none is said that is not known."""
    said = Theme("report/opening_hours")
    found = {str(why) for why in Why} - {"not_in_varaamo"}

    assert found | {"closed_somehow"} == set(said.table("absence", lang))


def test_it_says_whose_turn_it_is() -> None:
    """Hours of the catalogue are pushed where that helps; the venue does the rest; some pass."""
    assert NextAction.TAKE_HOURS is action(told(SHUT, "never"), STATED)
    assert NextAction.TAKE_HOURS is action(shown(SHUT)[1].rooms[0], STATED)
    assert NextAction.OPENING_HOURS is action(told(SHUT, "overridden"), STATED)
    assert NextAction.OPENING_HOURS is action(told(SHUT, "never"), BY_HAND)
    assert NextAction.OPENING_HOURS is action(told(SHUT, "never"))
    assert () == missing_hours([told(SHUT, "later")])
    assert {NextAction.WAIT} == {action(told(SHUT, why)) for why in ("later", "has_hours")}
    assert Turn.CATALOGUE is NextAction.TAKE_HOURS.turn


def test_it_is_remembered() -> None:
    """What was asked is told without a network, too."""
    ours, made = shown(SHUT)
    (item,) = made.rooms
    evidence = replace(item.evidence, no_hours=NoHours(why="overridden", **CHRISTMAS))  # type: ignore[arg-type]
    asked = replace(made, rooms=(replace(item, evidence=evidence),))
    kept = json.loads(json.dumps(survey_as_dict(asked)))

    assert evidence.no_hours == recall_progress(ours, kept).rooms[0].evidence.no_hours
