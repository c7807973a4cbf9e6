"""What is kept of a survey, and what can be judged by it."""

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.make import NOW, catalogue, remote, room, snapshot, space
from varaamo_sync.goal import (
    GoalStatus,
    Ground,
    HistoryEntry,
    NextAction,
    Outlook,
    Prospect,
    Reason,
    Source,
    Stage,
    SurveyedUnit,
    entry_as_dict,
    entry_on,
    entry_to_record,
    evaluate,
    evaluate_entry,
    progress,
    recall_progress,
    survey_as_dict,
)
from varaamo_sync.model import HELSINKI, GoalTerms, ServiceUnit

NUP, KIR = ServiceUnit.NUP, ServiceUnit.KIR
READY = snapshot([remote(5)], [space(5, "demo:nup-sali")])


def surveyed(day: date, **stages: tuple[str, ...]) -> HistoryEntry:
    """Return an entry that knows rooms of the youth services alone."""
    keys = tuple(key for found in stages.values() for key in found)
    row = SurveyedUnit({Stage(stage): found for stage, found in stages.items()}, goal=keys)
    taken = datetime(day.year, day.month, day.day, 9, tzinfo=HELSINKI)
    return HistoryEntry(date=day, source=Source.SURVEYED, taken=taken, surveyed={NUP: row})


def judged(entry: HistoryEntry, *earlier: HistoryEntry, **fields: Any) -> GoalStatus:
    """Judge an entry by a goal whose last day is the last of 2027."""
    goal = GoalTerms(deadline=date(2027, 12, 31))
    return evaluate_entry(goal, entry, earlier, fields.pop("today", None), **fields)


def test_a_reported_entry_is_not_judged() -> None:
    """Figures that cannot be traced to rooms meet no goal and miss none."""
    with pytest.raises(ValueError, match=r"^a reported entry cannot be evaluated$"):
        judged(HistoryEntry(date=NOW.date(), source=Source.REPORTED))


def test_an_entry_is_judged_by_its_own_day_and_pace() -> None:
    """The pace is that up to the entry; by default the day of judgement is its own."""
    entry = surveyed(date(2027, 12, 25), ready=("a", "b"), prepared=("c",))
    before = surveyed(date(2027, 12, 11), ready=("a",), prepared=("b", "c"))
    after = surveyed(date(2027, 12, 28), ready=("a", "b", "c"))
    found = judged(entry, before, after, units=[NUP])
    later = judged(entry, before, today=date(2027, 12, 31), units=[NUP])

    assert (date(2027, 12, 25), 7, 1) == (found.today, found.days_left, found.needed)
    assert (before.date, entry.date, ("b",)) == (
        found.forecast.since,
        found.forecast.until,
        found.forecast.gained,
    )
    assert (Prospect.AT_RISK, Ground.PACE, 2) == (
        found.forecast.prospect,
        found.forecast.ground,
        found.forecast.surveys,
    )
    assert (date(2027, 12, 31), 1, 7) == (later.today, later.days_left, later.needed)


def test_a_service_unit_that_an_entry_does_not_know_had_no_rooms() -> None:
    """A unit that was not surveyed has not met the goal, has no room to gain, and lost none."""
    last = date(2027, 12, 31)
    full = surveyed(last, ready=("a",))
    found = judged(full, surveyed(date(2027, 12, 1), prepared=("a",)))
    passed = judged(surveyed(date(2028, 1, 10), ready=("a",)), full, today=date(2028, 1, 10))

    assert (Outlook.MET, Outlook.NOT_MET) == (found.units[NUP].outlook, found.units[KIR].outlook)
    assert (("a",), ()) == (found.forecast.gained, found.forecast.lost)
    assert (4, (3, 1)) == (len(found.units), (found.short, found.units[KIR].short))
    assert Ground.DEADLINE_PASSED is passed.forecast.ground


def test_an_entry_of_the_day_itself_is_found() -> None:
    """On or before: the day counts."""
    entry = entry_to_record(progress(catalogue(room()), READY))

    assert entry == entry_on([entry], NOW.date())
    assert entry_on([entry], NOW.date() - timedelta(days=1)) is None


def test_a_kept_entry_shows_its_counts_and_no_empty_fields() -> None:
    """Whoever reads the history by eye sees the counts beside the rooms, and nothing unsaid."""
    rooms = [room(earlier="viewable"), room("nup-b", name={"fi": "B"}, goal=False)]
    kept = entry_as_dict(entry_to_record(progress(catalogue(*rooms), READY), {NUP: "Kesken"}))

    counts = {"prepared": 1, "in_progress": 0, "ready": 1, "earlier": 0, "unknown": 0}
    assert {
        "stages": {"prepared": ["nup-b"], "ready": ["nup-sali"]},
        "viewable": ["nup-sali"],
        "goal": ["nup-sali"],
        "pks": {"nup-sali": 5},
        "note": "Kesken",
        "counts": counts | {"earlier_viewable": 1},
    } == kept["surveyed"]["NUP"]
    assert {"format", "date", "source", "taken", "origin", "surveyed"} == set(kept)
    assert {"counts": dict.fromkeys(counts, 0) | {"earlier_viewable": 0}} == kept["surveyed"]["KIR"]


def test_a_kept_survey_shows_stages_and_only_what_is_known() -> None:
    """A room's stage stands beside its evidence; what was not read is left out."""
    kept = survey_as_dict(progress(catalogue(room(), room("b", name={"fi": "B"})), READY))

    assert {"format", "taken", "origin", "rooms"} == set(kept)
    assert {"read", "match", "stage"} == set(kept["rooms"]["b"])
    assert ("prepared", "ready") == (
        kept["rooms"]["b"]["stage"],
        kept["rooms"]["nup-sali"]["stage"],
    )
    assert "shown_from" not in kept["rooms"]["nup-sali"]


def test_a_recalled_survey_speaks_of_the_moment_when_it_was_read() -> None:
    """Whatever offset the moment was kept with, it comes back as Helsinki's; so for new rooms."""
    ours, new = room(), room("nup-uusi", name={"fi": "Uusi"})
    survey = survey_as_dict(progress(catalogue(ours), READY))
    survey["taken"] = "2026-11-22T10:00:00+00:00"
    made = recall_progress(catalogue(ours, new), json.loads(json.dumps(survey)))
    unseen = made.rooms[1]

    assert NOW == made.taken
    assert NOW.isoformat() == made.taken.isoformat()
    assert (new, Reason.NOT_IN_SURVEY, NOW) == (unseen.room, unseen.reason, unseen.evidence.read)


@pytest.mark.parametrize(
    ("survey", "message"),
    [({"format": 2}, "^a survey of another version$"), ({}, "^not a survey$"), ([], "^not a ")],
)
def test_a_survey_that_is_not_understood_says_why(survey: Any, message: str) -> None:
    """Another version is told from something else altogether."""
    with pytest.raises(ValueError, match=message):
        recall_progress(catalogue(room()), survey)


def test_equal_moves_stand_in_the_order_of_a_rooms_way() -> None:
    """Where as many rooms wait for each, what comes first on the way to residents is first."""
    rooms = [room(f"r{n}", name={"fi": f"Sali {n}"}) for n in range(1, 4)]
    remotes = [remote(1, name="Sali 1", closed=True), remote(2, name="Sali 2", season_only=True)]
    found = evaluate(GoalTerms(), progress(catalogue(*rooms), snapshot(remotes)))

    assert [NextAction.PUSH, NextAction.DIRECT, NextAction.OPENING_HOURS] == [
        move.action for move in found.action_groups
    ]
