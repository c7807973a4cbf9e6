"""Each turn of comparing three ways, one room at a time."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.make import NOW, catalogue, remote, room, snapshot, space
from tests.plan.making import broken, kept, matching_space, only, plan, remembered, shape
from varaamo_sync.findings import Finding, Level, Severity
from varaamo_sync.plan import Action, FieldChange, make_plan
from varaamo_sync.plan.pairing import RoomMatch
from varaamo_sync.snapshot import PublishingState, ReservationState
from varaamo_sync.state.records import Pairing, RoomState

DRAFT = {"is_draft": True, "publishing": PublishingState.DRAFT}
SHUT = {"reservation": ReservationState.RESERVATION_CLOSED}
OTHER_TYPE = {"type": "Kokoustila"}


def test_a_change_and_a_conflict_show_both_values() -> None:
    """What is there and what is stated stand side by side, whichever of them wins."""
    there, spaces = [kept(values=OTHER_TYPE)], [matching_space()]
    sent = only(plan(room(), remotes=there, spaces=spaces))
    left = only(plan(room(), remotes=there, spaces=spaces, remembered=remembered()))

    expected = (FieldChange("type", "Kokoustila", "Sali"),)
    assert (expected, expected) == (sent.changes, left.conflicts)


def test_a_room_with_something_to_decide_counts_as_one_conflict() -> None:
    """It does so also where other fields of it are sent, and however many are kept."""
    there = kept(values=OTHER_TYPE | {"capacity.max": 90})
    memory = remembered(type="Kokoustila")
    made = plan(room(), remotes=[there], spaces=[matching_space()], remembered=memory)

    assert (Action.UPDATE, ["type"], ["capacity.max"]) == shape(only(made))
    assert (1, 0) == (made.conflicts, plan(room()).conflicts)


def test_publishing_is_no_field_that_is_sent() -> None:
    """Going from draft to published and back is an action of its own, beside the fields."""
    shown = only(plan(room(), remotes=[kept(**DRAFT)], spaces=[matching_space()]))
    back = only(plan(room(wanted="draft"), remotes=[kept()], spaces=[matching_space()]))

    assert (Action.PUBLISH, [], []) == shape(shown)
    assert (Action.UNPUBLISH, [], []) == shape(back)
    assert (False, True) == (shown.draft, back.draft)


def test_a_draft_stays_one_while_its_publishing_is_withheld() -> None:
    """Fields of a draft are sent though it could not be published, and it is not published."""
    findings = [broken("description-missing-sv", Level.PUBLISH)]
    same = plan(room(), remotes=[kept(**DRAFT)], spaces=[matching_space()], findings=findings)
    differs = plan(
        room(),
        remotes=[kept(values=OTHER_TYPE, **DRAFT)],
        spaces=[matching_space()],
        findings=findings,
    )

    assert (Action.NOTHING, None) == (only(same).action, only(same).draft)
    assert (Action.UPDATE, ["type"], []) == shape(only(differs))
    assert only(differs).draft is None


def test_nothing_is_withheld_from_a_room_that_is_to_be_a_draft() -> None:
    """What keeps a room from being published is no matter while nobody wants it published."""
    findings = [broken("description-missing-sv", Level.PUBLISH)]
    planned = only(plan(room(wanted="draft"), findings=findings))

    assert (Action.CREATE, (), None) == (planned.action, planned.withheld, planned.draft)


def test_rules_that_are_broken_twice_are_named_once() -> None:
    """A rule that is broken in three languages withholds a room once; warnings withhold none."""
    rules = ["a", "b", "a"]
    weak = Finding(rule="c", severity=Severity.WARNING, level=Level.DRAFT, key="nup-sali")
    nobodys = Finding(rule="d", severity=Severity.ERROR, level=Level.DRAFT)
    findings = [*(broken(rule, Level.DRAFT) for rule in rules), weak, nobodys]

    assert ("a", "b") == only(plan(room(), findings=findings)).withheld


def test_a_room_without_a_venue_is_not_sent_and_says_why() -> None:
    """A venue that Varaamo does not have keeps a room back even when nothing checked it."""
    planned = only(make_plan(catalogue(room()), snapshot(venues=()), now=NOW))
    told = make_plan(
        catalogue(room()),
        snapshot(venues=()),
        now=NOW,
        findings=[broken("tprek-missing", Level.DRAFT)],
    )

    assert (Action.UNREADY, ("venue-unknown",)) == (planned.action, planned.withheld)
    assert "nup-sali" == planned.key
    assert ("tprek-missing",) == only(told).withheld


def test_what_could_not_be_read_is_named_and_not_compared() -> None:
    """A field that the booking system shows only to its staff is neither sent nor a conflict."""
    there = kept()
    hidden = replace(there, values={p: v for p, v in there.values.items() if p != "type"})
    planned = only(
        plan(room(), remotes=[hidden], spaces=[matching_space()], remembered=remembered())
    )

    assert (Action.NOTHING, [], []) == shape(planned)
    assert ("type",) == planned.not_compared


@pytest.mark.parametrize(
    ("stated", "empty"),
    [
        ({"area": 50}, {"area": None}),
        ({"contact": "Vahtimestari"}, {"contact": ""}),
        ({"search_terms": ["peli"]}, {"search_terms": ()}),
        ({"purposes": ["Juhlat"]}, {"purposes": frozenset()}),
    ],
)
def test_a_newly_stated_field_takes_the_place_of_nothing(
    stated: dict[str, Any], empty: dict[str, Any]
) -> None:
    """Whatever form emptiness has, nobody's work is lost by filling it."""
    space_too = [matching_space(area=50 if "area" in stated else None)]
    made = plan(
        room(**stated), remotes=[kept(values=empty)], spaces=space_too, remembered=remembered()
    )

    assert (Action.UPDATE, [*stated], []) == shape(only(made))


@pytest.mark.parametrize(
    "memory",
    [
        {"nup-sali": RoomState(Pairing(5, "uuid-5", 5), {})},
        {"nup-sali": RoomState(Pairing(5, "another", 5), {"type": "Kokoustila"})},
    ],
)
def test_a_base_counts_only_for_the_room_that_it_was_applied_to(
    memory: dict[str, RoomState],
) -> None:
    """What nothing was applied to yet, or what was another room, has no base: all is conflict."""
    made = plan(
        room(area=50),
        remotes=[kept(values={"area": None} | OTHER_TYPE)],
        spaces=[matching_space(area=50)],
        remembered=memory,
    )

    assert (Action.CONFLICT, [], ["type", "area"]) == shape(only(made))


def test_a_pairing_outlives_name_and_code() -> None:
    """A room that was proven once is known by number and identity, whatever it is called now.

    Where its space has lost the code, the code is written anew. Without memory it is asked about:
    its Swedish and English names are the same still.
    """
    there = kept(values={"name.fi": "Uusi nimi"})
    spaces = [matching_space(code="")]
    known = only(plan(room(), remotes=[there], spaces=spaces, remembered=remembered()))
    lost = only(plan(room(), remotes=[there], spaces=spaces, remembered={}))

    assert (Action.UPDATE, ["space.code"], ["name.fi"]) == shape(known)
    assert (Action.CONFLICT, RoomMatch.LIKELY) == (lost.action, lost.pair.match)


def test_a_room_that_shares_its_space_gets_its_own_only_when_told() -> None:
    """Where no code can be written the pairing lives in the store, and where it is in is kept."""
    shared = [matching_space(code="")]
    there = [kept(values=OTHER_TYPE), remote(9, name="Muu", spaces=(5,))]
    told = plan(room(), remotes=there, spaces=shared, on_conflict="ours")

    assert (Action.ADOPT, ["type", "spaces"], []) == shape(only(told))
    assert (Action.CONFLICT, [], ["type", "spaces"]) == shape(
        only(plan(room(), remotes=there, spaces=shared))
    )


def test_a_room_that_carries_our_code_is_ours_where_nothing_is_kept() -> None:
    """Without a store the code alone is believed; a name alone never is."""
    coded = plan(room(), remotes=[kept(values=OTHER_TYPE)], spaces=[matching_space()])
    named = plan(room(), remotes=[kept(values=OTHER_TYPE)], spaces=[matching_space(code="")])

    assert (Action.UPDATE, ["type"], []) == shape(only(coded))
    assert (Action.ADOPT, ["space.code"], ["type"]) == shape(only(named))


@pytest.mark.parametrize(
    ("state", "values", "expected"),
    [
        (SHUT, {"pricing": ()}, True),
        (SHUT, OTHER_TYPE, False),
        ({}, {"pricing": ()}, False),
        (SHUT | {"publishing": PublishingState.HIDDEN}, {"pricing": ()}, False),
        ({"season_only": True}, {"booking.kind": "season"}, True),
        ({"season_only": True}, {}, False),
    ],
)
def test_only_what_residents_will_notice_is_labelled(
    state: dict[str, Any], values: dict[str, Any], expected: bool
) -> None:
    """A room opens when it is seen, was shut, and a field changes that decides about booking."""
    made = plan(room(), remotes=[kept(values=values, **state)], spaces=[matching_space()])

    assert expected is only(made).opens


def test_a_plan_holds_for_a_day_in_helsinki() -> None:
    """Half past ten at night in UTC is the next day already: its prices are in force."""
    late = datetime(2027, 1, 31, 22, 30, tzinfo=UTC)
    made = make_plan(catalogue(), snapshot(), now=late)

    assert ("http://sandbox.localhost", date(2027, 2, 1)) == (made.origin, made.today)


def test_only_rooms_that_nobody_accounts_for_are_unmanaged() -> None:
    """Rooms of ours, rooms that may be ours, and rooms that left are not listed as unknown."""
    made = plan(
        room(),
        room("nup-studio", name={"fi": "Studio"}),
        remotes=[
            kept(),
            remote(6, name="Studio"),
            remote(7, name="Studio"),
            remote(8, name="Vanha"),
            remote(9, name="Varasto"),
        ],
        spaces=[matching_space(), space(6), space(7), space(8, "demo:nup-vanha"), space(9)],
    )

    assert [Action.NOTHING, Action.CONFLICT] == [planned.action for planned in made.rooms]
    assert (["nup-vanha"], [9]) == (
        [item.key for item in made.departed],
        [item.pk for item in made.unmanaged],
    )
