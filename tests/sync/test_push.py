import hashlib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.clock import now
from tests.make import catalogue, room
from tests.sandbox.test_images import PNG
from tests.sync.conftest import Town
from varaamo_sync.booking import ArchiveRoom, UpdateRoom, UpdateSpace
from varaamo_sync.findings import Level
from varaamo_sync.model import Room
from varaamo_sync.plan import Action
from varaamo_sync.rules import check
from varaamo_sync.snapshot import RemoteRoom
from varaamo_sync.sync import Prepared, Status, Surprise, push, survey, verify


def named(text: str) -> dict[str, str]:
    """Return a name in three languages."""
    return {"fi": text, "sv": text, "en": text}


def remote_of(town: Town, key: str, *rooms: Room) -> RemoteRoom:
    """Return what the sandbox has of a room."""
    plan = town.plan(catalogue(*rooms))
    found = next(planned for planned in plan.rooms if planned.key == key).pair.remote
    assert found is not None
    return found


def staff(town: Town, key: str, *rooms: Room, draft: bool | None = None, **values: Any) -> None:
    """Change a room as the booking system's staff would."""
    remote = remote_of(town, key, *rooms)
    reference = town.survey(catalogue(*rooms)).reference
    town.api.execute(
        UpdateRoom(room=remote, reference=reference, today=now().date(), values=values, draft=draft)
    )


def test_a_new_room_takes_three_mutations_and_a_draft_two(town: Town) -> None:
    """Space, complete draft, publish; two for a draft; and then nothing."""
    rooms = catalogue(room("a"), room("b", name=named("Muu"), wanted="draft"))

    town.push(rooms)
    first = town.writes()
    town.push(rooms)

    assert {"CreateSpace": 2, "CreateRoom": 2, "UpdateRoom": 1} == {
        name: first.count(name) for name in first
    }
    assert [] == town.writes()


def test_a_changed_room_takes_one_mutation_and_one_more_for_its_space(town: Town) -> None:
    """One update per changed room, plus one when its space changes."""
    town.push(catalogue(room()))
    town.writes()

    town.push(catalogue(room(contact="Ovella")))
    text = town.writes()
    town.push(catalogue(room(contact="Ovella", area=60)))

    assert (["UpdateRoom"], ["UpdateSpace", "UpdateRoom"]) == (text, town.writes())


def test_wholes_come_before_their_parts(town: Town) -> None:
    """A part's space lies in the space of its whole, whatever the order of the catalogue."""
    rooms = catalogue(
        room("puolikas", name=named("A-lohko"), part_of="koko"), room("koko", name=named("Koko"))
    )

    result = town.push(rooms)

    spaces = {space.code: space for space in town.survey(rooms).spaces}
    assert result.complete
    assert spaces["demo:koko"].pk == spaces["demo:puolikas"].parent
    assert town.plan(rooms).empty


def test_staffs_edit_is_kept_shown_and_overwritten_on_that_field_only(town: Town) -> None:
    """An edit between two pushes is a conflict; ``ours`` takes back that field and no other."""
    town.push(catalogue(room()))
    staff(town, "nup-sali", room(), contact="Soita talolle", area=77, **{"capacity.max": 5})
    wanted = catalogue(room(search_terms=["sali"]))

    kept = town.plan(wanted).rooms[0]
    town.push(wanted)
    there = remote_of(town, "nup-sali", room())
    town.push(wanted, on_conflict="ours")
    taken = remote_of(town, "nup-sali", room())

    assert ["capacity.max"] == [change.path for change in kept.conflicts]
    assert (5, ("sali",)) == (there.values["capacity.max"], there.values["search_terms"])
    assert (100, "Soita talolle", 77) == (
        taken.values["capacity.max"],
        taken.values["contact"],
        taken.values["area"],
    )


def test_what_was_kept_stays_kept(town: Town) -> None:
    """A field of an adopted room that staff left empty is kept by every push, not only the first.

    Another field of the same room may change meanwhile, and ``ours`` takes the kept one at last.
    """
    bare = room(booking=None, pricing=None, contact=None, wanted="draft")
    town.push(catalogue(bare))
    space = town.survey(catalogue(bare)).spaces[0]
    town.api.execute(UpdateSpace(pk=space.pk, changes={"code": ""}))
    town.forget()
    entry = room(contact="Ovella", wanted="draft")

    first = town.push(catalogue(entry))
    town.writes()
    second = town.plan(catalogue(entry)).rooms[0]
    town.push(catalogue(entry))
    edited = room(contact="Ovella", wanted="draft", area=77)
    third = town.plan(catalogue(edited)).rooms[0]
    taken = town.plan(catalogue(entry), on_conflict="ours").rooms[0]

    kept = {conflict.path for conflict in first.outcomes[0].planned.conflicts}  # type: ignore[union-attr]
    assert {"pricing", "contact"} <= kept
    assert [] == town.writes()
    assert kept == {conflict.path for conflict in second.conflicts}
    assert {"area", "space.area"} == {change.path for change in third.changes}
    assert kept == {change.path for change in taken.changes}


def test_a_lost_store_makes_no_room_twice(town: Town) -> None:
    """The store deleted between two pushes: nothing is created, nothing is changed silently."""
    rooms = catalogue(room("a"), room("b", name=named("Muu")))
    town.push(rooms)
    town.writes()
    town.forget()

    plan = town.plan(rooms)
    town.push(rooms)

    assert ({Action.NOTHING}, []) == ({planned.action for planned in plan.rooms}, town.writes())


def test_rooms_that_were_recognised_anew_are_remembered(town: Town) -> None:
    """After a lost store an idle push remembers every room, unready drafts among them.

    So the next edit of the catalogue is an edit, and no conflict.
    """
    before = catalogue(room("a"), room("b", name=named("Muu"), description=None))
    unready = check(before, now=now(), level=Level.PUBLISH)
    town.push(before, findings=unready)
    town.forget()
    town.push(before, findings=unready)

    after = catalogue(room("a", area=7), room("b", name=named("Muu"), description=None, area=8))
    plan = town.plan(after, findings=unready)

    assert [Action.UPDATE, Action.UPDATE] == [planned.action for planned in plan.rooms]


def test_a_room_that_staff_archived_is_a_conflict(town: Town) -> None:
    """A room archived by staff is never made again, with the store and without it."""
    town.push(catalogue(room()))
    town.api.execute(ArchiveRoom(remote_of(town, "nup-sali", room()).pk))

    with_store = town.plan(catalogue(room())).rooms[0].action
    town.forget()
    without = town.plan(catalogue(room())).rooms[0].action

    assert (Action.CONFLICT, Action.CONFLICT) == (with_store, without)


def test_a_sandbox_made_anew_gets_every_room_anew(town: Town) -> None:
    """After a reset nothing of the old pairing is believed: every room is created."""
    rooms = catalogue(room("a"), room("b", name=named("Muu")))
    town.push(rooms)
    town.sandbox.reset()
    town.api.log_in()

    plan = town.plan(rooms)
    again = town.push(rooms)

    assert [Action.CREATE, Action.CREATE] == [planned.action for planned in plan.rooms]
    assert again.complete
    assert town.plan(rooms).empty


def test_archiving_takes_only_what_left_and_spares_what_is_reserved(town: Town) -> None:
    """``--archive`` archives rooms that left the catalogue; one with reservations is skipped."""
    rooms = [room(key, name=named(key)) for key in ("a", "b", "c")]
    town.push(catalogue(*rooms))
    town.sandbox.add_reservation("b")

    result = town.push(catalogue(rooms[2]), archive=True, allowed={"NUP": 2})

    statuses = {outcome.key: outcome.status for outcome in result.outcomes}
    assert {"a": Status.DONE, "b": Status.SKIPPED, "c": Status.UNCHANGED} == statuses
    assert result.complete


def test_rooms_of_others_are_never_touched(town: Town) -> None:
    """A push changes no room that the catalogue does not know."""
    oodi = room(venue={"tprek": "demo-011", "name": {"fi": "Keskustakirjasto Oodi"}})
    before = {item.pk: item for item in town.survey(catalogue(oodi)).rooms}

    town.push(catalogue(oodi))
    after = {item.pk: item for item in town.survey(catalogue(oodi)).rooms}

    assert before == {pk: after[pk] for pk in before}
    assert len(before) + 1 == len(after)


def test_pictures_go_before_publishing_and_once(town: Town) -> None:
    """A new room gets its pictures while it is a draft, and never again."""
    town.settings = replace(town.settings, read_picture=lambda image: PNG)
    rooms = catalogue(room(images=[{"file": "sali.png", "type": "main"}]))

    town.push(rooms)
    sent = town.writes()
    digests = {"sali.png": hashlib.sha256(PNG).hexdigest()}
    town.push(rooms, pictures=digests)

    assert ["CreateSpace", "CreateRoom", "UploadImage", "UpdateRoom"] == sent
    assert [] == town.writes()
    assert 1 == remote_of(town, "nup-sali", room()).images


def test_an_edit_beside_our_write_is_reported(town: Town) -> None:
    """A field that is not ours and changed between our read and the check is a possible loss."""
    town.push(catalogue(room()))
    result = town.push(catalogue(room(contact="Ovella")))
    staff(town, "nup-sali", room(), area=77)

    found = verify(result, survey(town, catalogue(room()), now=now()))

    assert [("area", Surprise.LOST_EDIT)] == [(item.path, item.surprise) for item in found]


def test_a_push_can_be_stopped(town: Town) -> None:
    """Asked to stop, a push finishes what is in flight and names the rest as not tried."""
    rooms = catalogue(*(room(f"r{n}", name=named(f"Sali {n}")) for n in range(12)))
    made, done = Prepared(rooms, town.plan(rooms), town.survey(rooms)), []
    result = push(
        town,
        made,
        settings=town.settings,
        on_outcome=done.append,
        should_stop=lambda: len(done) >= 2,
    )

    counts = result.counts()
    assert 12 == counts[Status.DONE] + counts[Status.NOT_TRIED]
    assert 2 <= counts[Status.DONE] <= 2 + 4
    assert town.push(rooms).complete
    assert town.plan(rooms).empty


LATER = {"lowest": 5, "highest": 9, "vat": 10, "payment": "on_site", "from": "2099-01-01"}

fields = st.fixed_dictionaries(
    {},
    optional={
        "area": st.one_of(st.none(), st.integers(1, 500)),
        "capacity": st.fixed_dictionaries({"min": st.integers(1, 5), "max": st.integers(5, 99)}),
        "contact": st.sampled_from(["", "Ovella", "a & b < c"]),
        "search_terms": st.lists(st.sampled_from(["sali", "tila", "juhla"]), max_size=3),
        "purposes": st.lists(st.sampled_from(["Juhlat", "Musiikki"]), unique=True),
        "equipment": st.lists(st.sampled_from(["Piano", "Tuolit"]), unique=True),
        "pricing": st.sampled_from(
            [
                [{"free": True}],
                [
                    {"free": True},
                    {
                        "lowest": 5,
                        "highest": 9,
                        "vat": 10,
                        "payment": "on_site",
                        "from": "2099-01-01",
                    },
                ],
            ]
        ),
        "access": st.sampled_from(
            [
                [{"type": "unrestricted"}],
                [{"type": "physical_key"}, {"type": "unrestricted", "from": "2099-01-01"}],
            ]
        ),
        "description": st.fixed_dictionaries(
            {
                "fi": st.sampled_from(["Iso sali.\n\nToinen kappale.", "<p>a &amp; b</p>"]),
                "sv": st.just("Stor sal."),
                "en": st.just("A hall."),
            }
        ),
        "instructions": st.just({"confirmed": {"fi": "Tervetuloa", "sv": None}}),
        "booking": st.sampled_from(
            [
                {"kind": "direct", "interval": "30 min", "min": "1 h"},
                {"kind": "both", "buffer_after": "15 min", "window": {"max_days": 30}},
                {"opens": "2027-01-01 08:00", "login": "strong", "adults_only": True},
            ]
        ),
    },
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(first=fields, second=fields)
def test_what_is_pushed_is_there_and_pushing_twice_is_pushing_once(
    town: Town, first: dict[str, Any], second: dict[str, Any]
) -> None:
    """Create or update any fields: reading back finds no difference, and the rest is untouched."""
    key = "r" + str(len(town.survey(catalogue(room())).rooms))
    name = named(f"Sali {key}")
    for wanted in (room(key, **first, name=name), room(key, **second, name=name)):
        result = town.push(catalogue(wanted), on_conflict="ours")
        town.writes()
        again = town.push(catalogue(wanted))

        assert result.complete, [outcome.error for outcome in result.outcomes]
        assert (True, []) == (again.idle, town.writes())
        assert () == verify(result, town.survey(catalogue(wanted)))


@pytest.mark.parametrize("user", ["viewer", "venue-admin"])
def test_only_venues_with_rights_are_written(town: Town, user: str) -> None:
    """Rights are checked before the first write; rooms without them fail, others go on."""
    from varaamo_sync.booking.client import PasswordLogin, VaraamoClient
    from varaamo_sync.sandbox import SandboxTransport

    rooms = catalogue(room("a"), room("b", venue={"tprek": "demo-002"}))
    with (
        SandboxTransport(town.sandbox) as transport,
        VaraamoClient(town.origin, login=PasswordLogin(user, user), transport=transport) as api,
    ):
        api.log_in()
        result = push(api, Prepared(rooms, town.plan(rooms), town.survey(rooms)))

    statuses = [outcome.status for outcome in result.outcomes]
    first = Status.DONE if user == "venue-admin" else Status.FAILED
    assert [first, Status.FAILED] == statuses
