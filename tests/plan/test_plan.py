from typing import Any

import pytest

from tests.make import NOW, REFERENCE, TODAY, catalogue, remote, room, snapshot, space
from varaamo_sync.findings import Finding, Level, Severity
from varaamo_sync.plan import Action, Plan, RoomPlan, make_plan
from varaamo_sync.snapshot import PublishingState, RemoteRoom, ReservationState
from varaamo_sync.stored_form import stated_values

CODE = "demo:nup-sali"


def kept(pk: int = 5, *, made: Any = None, **fields: Any) -> RemoteRoom:
    """Return the remote room that a push of ``made`` would have left."""
    values = stated_values(made or room(), REFERENCE, TODAY)
    return remote(pk, values=values | fields.pop("values", {}), **fields)


def matching_space(**fields: Any) -> Any:
    """Return the space that a push of the standard room would have left."""
    name = {"fi": "Sali", "sv": "Sal", "en": "Hall"}
    return space(5, **({"code": CODE, "name": name, "max_persons": 100} | fields))


def plan(*rooms: Any, spaces: Any = (), remotes: Any = (), **options: Any) -> Plan:
    """Plan some rooms against a snapshot."""
    return make_plan(catalogue(*rooms), snapshot(remotes, spaces), now=NOW, **options)


def broken(rule: str, level: Level, key: str = "nup-sali") -> Finding:
    """Return an error of a room."""
    return Finding(rule=rule, severity=Severity.ERROR, level=level, key=key)


def only(made: Plan) -> RoomPlan:
    """Return the one room of a plan."""
    (planned,) = made.rooms
    return planned


def test_what_was_pushed_needs_nothing() -> None:
    """A booking system that holds what the catalogue states is left alone."""
    made = plan(room(), remotes=[kept()], spaces=[matching_space()])

    assert (only(made).action, made.empty) == (Action.NOTHING, True)


def test_a_new_room_is_created_and_published_last() -> None:
    """A room that is not there is created, and published when that is wanted."""
    planned = only(plan(room()))

    assert (planned.action, planned.draft) == (Action.CREATE, False)


def test_a_changed_field_is_updated_alone() -> None:
    """Only fields that differ are sent."""
    made = plan(room(), remotes=[kept(values={"type": "Kokoustila"})], spaces=[matching_space()])

    assert Action.UPDATE is only(made).action
    assert [change.path for change in only(made).changes] == ["type"]


def test_fields_that_are_not_stated_belong_to_staff() -> None:
    """What the catalogue does not state is never compared and never sent."""
    bare = room(complete=False)
    made = plan(
        bare,
        remotes=[kept(made=bare, values={"area": 5, "description.fi": "<p>Muu</p>"})],
        spaces=[space(5, CODE, name={"fi": "Sali", "sv": "Hall i Varaamo"})],
    )

    assert Action.NOTHING is only(made).action


def test_a_draft_that_became_ready_is_published() -> None:
    """A draft of a room that may be published now is published."""
    made = plan(
        room(),
        remotes=[kept(is_draft=True, publishing=PublishingState.DRAFT)],
        spaces=[matching_space()],
    )

    assert (only(made).action, only(made).draft) == (Action.PUBLISH, False)


@pytest.mark.parametrize(
    ("wanted", "action"), [({"wanted": "draft"}, Action.UNPUBLISH), ({}, Action.NOTHING)]
)
def test_only_a_stated_draft_is_taken_back(wanted: dict[str, str], action: Action) -> None:
    """A published room goes back to draft only where the catalogue says so in words."""
    bare = room(complete=False, **wanted)
    made = plan(bare, remotes=[kept(made=bare)], spaces=[space(5, CODE, name={"fi": "Sali"})])

    assert action is only(made).action


def test_an_unready_room_is_never_sent() -> None:
    """A room with a draft-level error is not sent; the rules are named."""
    planned = only(plan(room(), findings=[broken("tprek-missing", Level.DRAFT)]))

    assert (planned.action, planned.withheld) == (Action.UNREADY, ("tprek-missing",))


def test_a_room_that_is_ready_as_a_draft_goes_as_a_draft() -> None:
    """Publishing is withheld while publish-level rules are broken."""
    planned = only(plan(room(), findings=[broken("description-missing-sv", Level.PUBLISH)]))

    assert (planned.action, planned.draft) == (Action.CREATE, None)
    assert planned.withheld == ("description-missing-sv",)


def test_a_published_room_is_left_as_it_is_while_its_entry_is_unready() -> None:
    """What residents see is not touched by an entry that could not be published."""
    made = plan(
        room(),
        remotes=[kept(values={"type": "Kokoustila"})],
        spaces=[matching_space()],
        findings=[broken("x", Level.PUBLISH)],
    )

    assert (only(made).action, only(made).changes) == (Action.NOTHING, ())


def test_an_adopted_room_keeps_what_it_has_until_told_otherwise() -> None:
    """Without a base every difference is a conflict: kept by default, taken by ``ours``."""
    there = kept(values={"type": "Kokoustila"})
    theirs = only(plan(room(), remotes=[there], spaces=[matching_space(code="")]))
    ours = only(plan(room(), remotes=[there], spaces=[matching_space(code="")], on_conflict="ours"))

    assert (
        theirs.action,
        [c.path for c in theirs.changes],
        [c.path for c in theirs.conflicts],
    ) == (Action.ADOPT, [], ["type"])
    assert (
        ours.action,
        [c.path for c in ours.changes],
        [c.path for c in ours.conflicts],
    ) == (Action.ADOPT, ["type"], [])
    assert [c.path for c in theirs.space_changes] == ["code"]


def test_a_half_made_room_is_a_conflict_and_never_a_create() -> None:
    """A marked space without a room is explained, and finished only when told to."""
    theirs = plan(room(), spaces=[matching_space()])
    ours = plan(room(), spaces=[matching_space()], on_conflict="ours")

    assert (only(theirs).action, only(ours).action) == (Action.CONFLICT, Action.CREATE)


def test_rooms_that_the_catalogue_does_not_know_are_listed() -> None:
    """Rooms of the same venue that the catalogue does not know are named and never touched."""
    made = plan(room(), remotes=[remote(9, name="Varasto")], spaces=[space(9)])

    assert [item.pk for item in made.unmanaged] == [9]


def test_opening_a_visible_room_for_booking_is_labelled() -> None:
    """An update that makes a visible room bookable says so: residents will notice."""
    closed = kept(reservation=ReservationState.RESERVATION_CLOSED, values={"pricing": ()})

    assert only(plan(room(), remotes=[closed], spaces=[matching_space()])).opens


def test_the_plan_ends_in_one_line() -> None:
    """The summary counts rooms by what would be done with them."""
    made = plan(
        room(),
        room("nup-toinen", name={"fi": "Toinen"}),
        findings=[broken("x", Level.DRAFT, key="nup-toinen")],
    )

    expected = (
        "Plan: 1 to create, 0 to adopt, 0 to update, 0 to publish, 0 conflicts, "
        "1 not ready to be sent."
    )
    assert expected == made.summary()


def test_a_part_follows_its_whole() -> None:
    """A part's space is moved into the space of the whole."""
    whole = room("nup-koko", name={"fi": "Koko"})
    part = room("nup-sali", part_of="nup-koko")
    made = make_plan(
        catalogue(whole, part),
        snapshot(
            [kept(5, made=part), kept(6, made=whole, name="Koko")],
            [
                matching_space(),
                space(
                    6,
                    "demo:nup-koko",
                    name={"fi": "Koko", "sv": "Sal", "en": "Hall"},
                    max_persons=100,
                ),
            ],
        ),
        now=NOW,
    )

    changed = {planned.key: [c.path for c in planned.space_changes] for planned in made.rooms}
    assert changed["nup-sali"] == ["parent"]
