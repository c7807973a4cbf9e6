"""The first reason is the true one, and the next step goes to whoever can take it."""

from datetime import date, datetime
from typing import Any

import pytest

from tests.make import catalogue, remote, room, snapshot, space
from varaamo_sync.findings import Finding, Level, Severity
from varaamo_sync.goal import (
    GoalStatus,
    NextAction,
    Reason,
    RoomProgress,
    Stage,
    Turn,
    evaluate,
    progress,
    recall_progress,
    survey_as_dict,
)
from varaamo_sync.model import HELSINKI, GoalTerms, Venue
from varaamo_sync.snapshot import PublishingState, ReservationState, Snapshot
from varaamo_sync.state.records import Pairing

OWN = space(5, "demo:nup-sali")
DRAFT = remote(5, is_draft=True)
NOWHERE = Venue.model_validate({"tprek": "demo-404"})
UNNAMED = Venue.model_validate({"name": {"fi": "Arabian nuorisotalo"}})


def finding(
    rule: str = "description-missing",
    level: Level = Level.PUBLISH,
    severity: Severity = Severity.ERROR,
) -> Finding:
    """Return a finding of the standard room."""
    return Finding(rule=rule, severity=severity, level=level, key="nup-sali")


def judged(shot: Snapshot, *findings: Finding, **fields: Any) -> RoomProgress:
    """Return how far the standard room is."""
    known = fields.pop("known", None)
    return progress(catalogue(room(**fields)), shot, known, findings=findings).rooms[0]


def goal(shot: Snapshot, *findings: Finding, **fields: Any) -> GoalStatus:
    """Return the goal of the standard room, to be met by the end of 2027."""
    terms = GoalTerms(deadline=date(2027, 12, 31))
    return evaluate(terms, progress(catalogue(room(**fields)), shot), findings=findings)


@pytest.mark.parametrize("tprek", [None, " "])
def test_a_venue_without_its_id_is_the_catalogues_own_fault(tprek: str | None) -> None:
    """Also without any finding: administrators cannot add a venue that nobody names."""
    venue = Venue(tprek=tprek, name=UNNAMED.name)
    found = judged(snapshot(), venue=venue)
    (missing,) = goal(snapshot(), venue=venue).missing

    assert (Stage.PREPARED, Reason.UNREADY) == (found.stage, found.reason)
    assert (NextAction.MEND, Turn.CATALOGUE) == (
        missing.next_action,
        missing.next_action and missing.next_action.turn,
    )


def test_a_venue_that_varaamo_lacks_is_its_administrators_turn() -> None:
    """A room whose data are in order waits for its venue, whether or not a finding says so."""
    lacks = finding("venue-unknown", Level.DRAFT)
    for findings in ((), (lacks,)):
        (missing,) = goal(snapshot(), *findings, venue=NOWHERE).missing

        assert missing.progress is not None
        assert Reason.VENUE_UNKNOWN is missing.progress.reason
        assert NextAction.ADD_VENUE is missing.next_action
        assert Turn.ADMINISTRATORS is NextAction.ADD_VENUE.turn


VANISHED = {"known": {"nup-sali": Pairing(5, "uuid-5", 5)}}


@pytest.mark.parametrize(
    ("shot", "fields", "without"),
    [
        (snapshot(), {}, Reason.NOT_SENT),
        (snapshot(), {"venue": NOWHERE}, Reason.VENUE_UNKNOWN),
        (snapshot([DRAFT], [OWN]), {}, Reason.DRAFT),
        (snapshot([], [OWN]), {}, Reason.HALF_MADE),
        (snapshot([], [OWN]), VANISHED, Reason.VANISHED),
    ],
)
@pytest.mark.parametrize("level", [Level.DRAFT, Level.PUBLISH])
def test_what_the_catalogue_lacks_comes_before_what_varaamo_shows(
    shot: Snapshot, fields: dict[str, Any], without: Reason, level: Level
) -> None:
    """Whatever the remote reason of a room that is not shown: errors of its data come first."""
    bare, told = judged(shot, **fields), judged(shot, finding(level=level), **fields)

    assert (without, Reason.UNREADY) == (bare.reason, told.reason)
    assert (bare.stage, bare.evidence) == (told.stage, told.evidence)
    assert [finding(level=level)] == list(told.findings)


@pytest.mark.parametrize(
    "harmless",
    [
        finding(level=Level.QUALITY),
        finding(level=Level.PUBLISH, severity=Severity.WARNING),
        Finding(rule="a", severity=Severity.ERROR, level=Level.DRAFT, key="nup-toinen"),
        Finding(rule="a", severity=Severity.ERROR, level=Level.DRAFT),
    ],
)
def test_what_holds_no_push_back_is_no_reason(harmless: Finding) -> None:
    """Weak texts, what is but a warning for a draft, and other rooms' errors explain no stage."""
    assert Reason.DRAFT is judged(snapshot([DRAFT], [OWN]), harmless).reason


def test_a_room_that_several_fit_stays_unknown_for_that_reason() -> None:
    """The reason explains the stage: data in need of mending make no room unknown."""
    several = snapshot([remote(5), remote(6)])

    assert (Stage.UNKNOWN, Reason.AMBIGUOUS) == (
        judged(several, finding()).stage,
        judged(several, finding()).reason,
    )


def test_a_shown_room_lacks_what_varaamo_says() -> None:
    """Nothing is withheld from a room that is shown: its venue's hours are what it waits for."""
    shut = snapshot([remote(5, closed=True)], [OWN])
    (missing,) = goal(shut, finding()).missing

    assert missing.progress is not None
    assert (Reason.NO_OPENING_HOURS, NextAction.OPENING_HOURS) == (
        missing.progress.reason,
        missing.next_action,
    )
    assert Turn.VENUE is NextAction.OPENING_HOURS.turn


LATER = {
    "reservation": ReservationState.SCHEDULED_RESERVATION,
    "values": {"booking.opens": datetime(2028, 1, 1, tzinfo=HELSINKI)},
}
CLOSED = {"reservation": ReservationState.RESERVATION_CLOSED}


@pytest.mark.parametrize(
    ("state", "step"),
    [
        ({"publishing": PublishingState.HIDDEN}, NextAction.SHOW),
        (CLOSED | {"prices": ()}, NextAction.PRICE),
        (CLOSED, NextAction.REOPEN),
        ({"season_only": True}, NextAction.DIRECT),
        (LATER, NextAction.ADVANCE),
    ],
)
def test_what_a_push_would_mend_waits_for_the_data(state: dict[str, Any], step: NextAction) -> None:
    """A shown room is left as it is while its entry is unready, so the entry is the next step."""
    shot = snapshot([remote(5, **state)], [OWN])
    (free,), (held,) = goal(shot).missing, goal(shot, finding()).missing

    assert (step, NextAction.MEND) == (free.next_action, held.next_action)
    assert held.progress is not None
    assert held.progress.reason is not Reason.UNREADY


@pytest.mark.parametrize("step", NextAction)
def test_each_step_is_somebodys_turn(step: NextAction) -> None:
    """Finance and venue have one step each, administrators two; nobody waits; the rest is ours."""
    others = {
        NextAction.ADD_VENUE: Turn.ADMINISTRATORS,
        NextAction.LINK_HOURS: Turn.ADMINISTRATORS,
        NextAction.PAYMENT_PRODUCT: Turn.FINANCE,
        NextAction.OPENING_HOURS: Turn.VENUE,
        NextAction.WAIT: Turn.NOBODY,
    }

    assert others.get(step, Turn.CATALOGUE) is step.turn


def test_offline_the_first_reason_is_the_catalogues_too() -> None:
    """A survey that is recalled heeds the findings of today."""
    ours = catalogue(room())
    survey = survey_as_dict(progress(ours, snapshot()))

    assert [Reason.UNREADY, Reason.NOT_SENT] == [
        recall_progress(ours, survey, findings=findings).rooms[0].reason
        for findings in ([finding()], [])
    ]
