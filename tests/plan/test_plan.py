from typing import Any

import pytest

from tests.make import NOW, catalogue, remote, room, snapshot, space
from tests.plan.making import (
    CODE,
    broken,
    kept,
    matching_space,
    only,
    plan,
    remembered,
    shape,
)
from varaamo_sync.findings import Level
from varaamo_sync.model import Coverage, ServiceUnit, UnreadRoom
from varaamo_sync.plan import Action, make_plan
from varaamo_sync.snapshot import PublishingState, ReservationState


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


def test_an_unready_room_may_hold_what_cannot_even_be_compared() -> None:
    """Half a surrogate pair has no stored form; the room that holds it stops nobody's plan."""
    half = room(description={"fi": "Iso \ud800 sali."})
    (planned,) = plan(half, findings=[broken("text-unsendable", Level.DRAFT)]).rooms

    assert Action.UNREADY is planned.action


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

    assert (Action.ADOPT, ["space.code"], ["type"]) == shape(theirs)
    assert (Action.ADOPT, ["type", "space.code"], []) == shape(ours)


def test_a_half_made_room_is_a_conflict_unless_we_began_it() -> None:
    """A marked space without a room is finished only by those whose journal says they began it."""
    stranger = plan(room(), spaces=[matching_space()], on_conflict="ours")
    begun = plan(room(), spaces=[matching_space()], unfinished=["nup-sali"])

    assert (Action.CONFLICT, Action.CREATE) == (only(stranger).action, only(begun).action)


def test_what_staff_changed_is_a_conflict_and_what_they_left_is_ours() -> None:
    """Three ways: their edit is kept and shown, our edit is sent, both on one field is theirs."""
    staff = kept(values={"type": "Kokoustila"})
    spaces = [matching_space()]
    theirs = plan(room(), remotes=[staff], spaces=spaces, remembered=remembered())
    ours = plan(room(), remotes=[staff], spaces=spaces, remembered=remembered(type="Kokoustila"))
    told = plan(room(), remotes=[staff], spaces=spaces, remembered=remembered(), on_conflict="ours")

    assert (Action.CONFLICT, [], ["type"]) == shape(only(theirs))
    assert (Action.UPDATE, ["type"], []) == shape(only(ours))
    assert (Action.UPDATE, ["type"], []) == shape(only(told))


def test_a_lost_store_makes_no_creates_and_no_silent_changes() -> None:
    """With an empty memory a marked room is recognised, and each difference is a conflict."""
    same = plan(room(), remotes=[kept()], spaces=[matching_space()], remembered={})
    differs = plan(
        room(),
        remotes=[kept(values={"type": "Kokoustila"})],
        spaces=[matching_space()],
        remembered={},
    )

    assert (Action.NOTHING, [], []) == shape(only(same))
    assert (Action.CONFLICT, [], ["type"]) == shape(only(differs))


def test_a_room_that_staff_took_back_to_draft_stays_a_draft() -> None:
    """Publishing is a field like any other: what staff decided since our push is kept."""
    hidden = kept(is_draft=True, publishing=PublishingState.DRAFT)
    spaces = [matching_space()]
    theirs = plan(room(), remotes=[hidden], spaces=spaces, remembered=remembered())
    withheld_before = plan(
        room(), remotes=[hidden], spaces=spaces, remembered=remembered(wanted="draft")
    )

    assert (Action.CONFLICT, None) == (only(theirs).action, only(theirs).draft)
    assert (Action.PUBLISH, False) == (only(withheld_before).action, only(withheld_before).draft)


def test_a_newly_stated_field_fills_what_is_empty_and_asks_where_something_is() -> None:
    """A field stated for the first time overwrites nothing that somebody else wrote."""
    stated = room(area=50)
    name = [matching_space(area=50)]
    empty = plan(
        stated, remotes=[kept(values={"area": None})], spaces=name, remembered=remembered()
    )
    full = plan(stated, remotes=[kept(values={"area": 70})], spaces=name, remembered=remembered())

    assert (Action.UPDATE, ["area"], []) == shape(only(empty))
    assert (Action.CONFLICT, [], ["area"]) == shape(only(full))


def test_a_room_that_somebody_archived_is_a_conflict_and_never_made_again() -> None:
    """A paired room that is gone while its marked space stayed was archived: a person decides."""
    gone = plan(room(), spaces=[matching_space()], remembered=remembered(), on_conflict="ours")

    assert Action.CONFLICT is only(gone).action


def test_a_booking_system_made_anew_is_not_believed_to_be_the_old_one() -> None:
    """When room and space are gone, or the number is another room's, the pairing is forgotten."""
    empty = plan(room(), remembered=remembered())
    reused = plan(
        room(),
        remotes=[remote(5, name="Muu", ext_uuid="other")],
        spaces=[space(5, "demo:other")],
        remembered=remembered(),
    )

    assert (Action.CREATE, Action.CREATE) == (only(empty).action, only(reused).action)


def test_rooms_that_left_the_catalogue_are_archived_only_when_told() -> None:
    """What has left the catalogue is left alone; what could not be read has not left."""
    gone = remote(9, name="Vanha")
    spaces = [matching_space(), space(9, "demo:nup-vanha")]
    base = {"remotes": [kept(), gone], "spaces": spaces}
    quiet = plan(room(), **base)
    told = plan(room(), **base, archive=True)
    unread = plan(room(), **base, archive=True, left_out=["nup-vanha"])

    assert (["nup-vanha"], True) == ([item.key for item in quiet.departed], quiet.empty)
    assert (["nup-vanha"], False) == ([item.key for item in told.to_archive], told.empty)
    assert () == unread.departed


def test_pictures_are_sent_once() -> None:
    """A new room gets all; a picture is paired by its SHA-256; other people's are left alone."""
    pictured = room(images=[{"file": "a.jpg", "type": "main"}, {"file": "b.jpg"}])
    spaces, digests = [matching_space()], {"a.jpg": "aa", "b.jpg": "bb"}
    one = plan(
        pictured,
        remotes=[kept(images=1)],
        spaces=spaces,
        pictures=digests,
        remembered=remembered(images=("aa",)),
    )
    foreign = plan(
        pictured, remotes=[kept(images=3)], spaces=spaces, pictures=digests, remembered=remembered()
    )

    assert (0, 1) == only(plan(pictured)).images
    assert (Action.UPDATE, (1,)) == (only(one).action, only(one).images)
    assert (Action.NOTHING, ()) == (only(foreign).action, only(foreign).images)


def test_rooms_that_the_catalogue_does_not_know_are_listed() -> None:
    """Rooms of the same venue that the catalogue does not know are named and never touched."""
    made = plan(room(), remotes=[remote(9, name="Varasto")], spaces=[space(9)])

    assert [item.pk for item in made.unmanaged] == [9]


def test_opening_a_visible_room_for_booking_is_labelled() -> None:
    """An update that makes a visible room bookable says so: residents will notice."""
    closed = kept(reservation=ReservationState.RESERVATION_CLOSED, values={"pricing": ()})

    assert only(plan(room(), remotes=[closed], spaces=[matching_space()])).opens


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
    assert ["part_of"] == changed["nup-sali"]


def test_rooms_that_may_stand_in_what_was_not_read_have_not_left() -> None:
    """Nothing is archived, called departed or foreign while a file could not be read."""
    shot = snapshot([remote(9, name="Vanha")], [space(9, "demo:nup-vanha")])
    asked: dict[str, Any] = {"now": NOW, "archive": True}
    broken_file = Coverage(files={"nup.yaml": None}, broken=frozenset({"nup.yaml"}), whole=False)
    lost_file = Coverage(
        files={}, lost={ServiceUnit.NUP: ("nup.yaml",)}, unread={"nup-b": UnreadRoom()}, whole=False
    )
    partial = [
        make_plan(catalogue().resting_on(c), shot, **asked) for c in (broken_file, lost_file)
    ]
    whole = make_plan(catalogue(), shot, **asked)

    assert [()] * 6 == [part for p in partial for part in (p.departed, p.to_archive, p.unmanaged)]
    assert [("nup-vanha",), ("nup-b", "nup-vanha")] == [p.unread for p in partial]
    assert (["nup-vanha"], ()) == ([item.key for item in whole.to_archive], whole.unread)


def test_what_one_spoiled_room_hides_is_no_more_than_its_unit() -> None:
    """Keys that were handed in as left out are unread, and the others have left as before."""
    made = make_plan(
        catalogue(),
        snapshot(
            [remote(8, name="A"), remote(9, name="B")],
            [space(8, "demo:nup-a"), space(9, "demo:nup-b")],
        ),
        now=NOW,
        left_out=["nup-a"],
    )

    assert (("nup-a",), ["nup-b"]) == (made.unread, [item.key for item in made.departed])
