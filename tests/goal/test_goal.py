from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pytest

from tests.make import NOW, catalogue, price, remote, room, snapshot, space
from varaamo_sync.findings import Finding, Level, Severity
from varaamo_sync.goal import (
    GoalStatus,
    NextAction,
    Outlook,
    entry_to_record,
    evaluate,
    evaluate_entry,
    progress,
)
from varaamo_sync.model import HELSINKI, GoalTerms, ServiceUnit
from varaamo_sync.snapshot import PublishingState, ReservationState


def finding(rule: str, severity: Severity, level: Level, key: str = "nup-sali") -> Finding:
    """Return a finding of a room."""
    return Finding(rule=rule, severity=severity, level=level, key=key)


def status(state: dict[str, Any] | None = None, **fields: Any) -> GoalStatus:
    """Return the goal of a catalogue with one room, which is in some state in Varaamo."""
    terms = GoalTerms(deadline=date(2027, 12, 31))
    shot = snapshot([remote(5, **state)], [space(5, "demo:nup-sali")]) if state else snapshot()
    made = progress(catalogue(room(**fields.pop("room", {}))), shot)
    return evaluate(terms, made, **fields)


HIDDEN = {"publishing": PublishingState.HIDDEN}
LATER = {"reservation": ReservationState.SCHEDULED_RESERVATION}


@pytest.mark.parametrize(
    ("state", "fields", "expected"),
    [
        (None, {}, NextAction.PUSH),
        (None, {"room": {"wanted": "draft"}}, NextAction.DECIDE),
        (
            None,
            {"findings": [finding("type-missing", Severity.WARNING, Level.PUBLISH)]},
            NextAction.MEND,
        ),
        ({"is_draft": True}, {}, NextAction.PUSH),
        (HIDDEN, {}, NextAction.SHOW),
        (
            LATER | {"values": {"booking.opens": datetime(2027, 9, 1, tzinfo=HELSINKI)}},
            {},
            NextAction.WAIT,
        ),
        (
            LATER | {"values": {"booking.opens": datetime(2027, 12, 31, 23, tzinfo=HELSINKI)}},
            {},
            NextAction.WAIT,
        ),
        (
            LATER | {"values": {"booking.opens": datetime(2028, 1, 1, tzinfo=HELSINKI)}},
            {},
            NextAction.ADVANCE,
        ),
        ({"closed": True}, {}, NextAction.OPENING_HOURS),
        ({"closed": None}, {}, NextAction.READ),
        ({"season_only": True}, {}, NextAction.DIRECT),
        (
            {"reservation": ReservationState.RESERVATION_CLOSED, "prices": ()},
            {},
            NextAction.PRICE,
        ),
    ],
)
def test_each_missing_room_has_a_next_step(
    state: dict[str, Any] | None, fields: dict[str, Any], expected: NextAction
) -> None:
    """What stands in the way of a room names what is to be done for it."""
    (missing,) = status(state, **fields).missing

    assert expected is missing.next_action


def test_blocking_findings_stand_with_their_room() -> None:
    """Errors and what keeps a draft from being published block; weak texts do not."""
    blocking = [
        finding("capacity-zero", Severity.ERROR, Level.DRAFT),
        finding("type-missing", Severity.WARNING, Level.PUBLISH),
    ]
    others = [
        finding("capacity-in-text", Severity.WARNING, Level.QUALITY),
        finding("type-missing", Severity.ERROR, Level.PUBLISH, key="nup-toinen"),
    ]
    (missing,) = status(None, findings=[*blocking, *others]).missing

    assert tuple(blocking) == missing.findings


def test_the_biggest_move_comes_first() -> None:
    """Moves are ordered by the rooms that wait for them; waiting alone is no move."""
    rooms = [room(f"r{n}", name={"fi": f"Sali {n}"}) for n in range(1, 6)]
    opens = {"booking.opens": datetime(2027, 9, 1, tzinfo=HELSINKI)}
    remotes = [
        remote(1, name="Sali 1", **HIDDEN),
        remote(2, name="Sali 2", closed=True),
        remote(3, name="Sali 3", closed=True),
        remote(4, name="Sali 4", values=opens, **LATER),
    ]
    found = evaluate(GoalTerms(), progress(catalogue(*rooms), snapshot(remotes)))

    assert [
        (NextAction.OPENING_HOURS, ["r2", "r3"]),
        (NextAction.PUSH, ["r5"]),
        (NextAction.SHOW, ["r1"]),
    ] == [(move.action, [room.key for room in move.rooms]) for move in found.action_groups]


def test_the_pace_that_is_needed_counts_the_last_day() -> None:
    """Four units without a room need four; from 25 to 31 December there is one week."""
    found = evaluate(
        GoalTerms(deadline=date(2027, 12, 31)),
        progress(catalogue(), snapshot()),
        today=date(2027, 12, 25),
    )

    assert (Outlook.NOT_MET, Fraction(4), 7) == (found.outlook, found.needed, found.days_left)
    assert Fraction(1) == found.units[ServiceUnit.KIR].needed


def test_a_goal_is_not_met_by_forgetting_rooms() -> None:
    """A room that has left the goal or the catalogue is named as long as the history knows it."""
    kept, dropped = room("a", name={"fi": "Sali 1"}), room("b", name={"fi": "Sali 2"})
    shot = snapshot([remote(1, name="Sali 1")], taken=NOW)
    earlier = entry_to_record(progress(catalogue(kept, dropped), shot))
    gone = evaluate(GoalTerms(), progress(catalogue(kept), shot), [earlier])
    outside = dropped.model_copy(update={"goal": False})
    freed = evaluate(GoalTerms(), progress(catalogue(kept, outside), shot), [earlier])

    for found in (gone, freed):
        assert Outlook.MET is found.units[ServiceUnit.NUP].outlook
        assert ("b",) == found.units[ServiceUnit.NUP].left


def test_a_catalogue_that_could_not_be_read_meets_no_goal() -> None:
    """Rooms that the reader had to leave out may belong to the goal: it is not said to be met."""
    found = status({"closed": False}, unread=[ServiceUnit.NUP])

    assert Outlook.UNKNOWN is found.units[ServiceUnit.NUP].outlook


def test_one_unit_can_be_looked_at_alone() -> None:
    """Outlook, pace and missing rooms are then those of that unit."""
    found = status({"closed": False}, units=[ServiceUnit.NUP])

    assert (Outlook.MET, [ServiceUnit.NUP]) == (found.outlook, list(found.units))


def test_an_entry_of_the_past_is_judged_by_its_rooms() -> None:
    """A recorded survey gives the same outlook and the same missing rooms as on its day."""
    terms = GoalTerms(deadline=date(2027, 12, 31))
    shot = snapshot([remote(5, closed=True)], [space(5, "demo:nup-sali")])
    made = progress(catalogue(room(), room("nup-b", name={"fi": "B"})), shot)
    then = evaluate(terms, made)
    again = evaluate_entry(terms, entry_to_record(made))

    assert (then.outlook, then.needed) == (again.outlook, again.needed)
    assert [(m.key, m.stage) for m in then.missing] == [(m.key, m.stage) for m in again.missing]
    assert [None, None] == [room.next_action for room in again.missing]


def test_a_free_room_whose_booking_is_closed_is_over_only_when_it_is() -> None:
    """A paid room that is closed before its booking ends lacks a payment product."""
    paid = ((5, price(lowest=9, highest=9), date(2026, 1, 1)),)
    state = {"reservation": ReservationState.RESERVATION_CLOSED, "prices": paid}
    ahead = datetime(2027, 1, 1, tzinfo=HELSINKI)
    past = datetime(2026, 1, 1, tzinfo=HELSINKI)
    (lacks,) = status(state | {"values": {"booking.closes": ahead}}).missing
    (over,) = status(state | {"values": {"booking.closes": past}}).missing

    assert (NextAction.PAYMENT_PRODUCT, NextAction.REOPEN) == (lacks.next_action, over.next_action)


def test_a_move_names_the_rules_that_block_most_rooms_first() -> None:
    """Each rule is counted once a room; equal ones stand in order; other moves name none."""
    rooms = [room(f"r{n}", name={"fi": f"Sali {n}"}) for n in range(1, 5)]
    blocking = [("b", "r1"), ("b", "r1"), ("c", "r1"), ("c", "r2"), ("a", "r3")]
    findings = [finding(rule, Severity.ERROR, Level.DRAFT, key) for rule, key in blocking]
    found = evaluate(GoalTerms(), progress(catalogue(*rooms), snapshot()), findings=findings)
    mend, push = found.action_groups

    assert (NextAction.MEND, [("c", 2), ("a", 1), ("b", 1)]) == (
        mend.action,
        list(mend.rules.items()),
    )
    assert (NextAction.PUSH, {}) == (push.action, push.rules)
