"""What a pull takes and leaves: decided in the library, so that every caller is guarded."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from tests.make import NOW, REFERENCE, TODAY, VENUE, catalogue, remote, room, snapshot, space
from tests.plan.making import broken, kept, matching_space, remembered
from tests.sync.test_push import fields
from varaamo_sync.errors import CatalogueInvalid
from varaamo_sync.findings import Level
from varaamo_sync.model import (
    LANGS,
    BookingForm,
    BookingKind,
    Catalogue,
    Earlier,
    Lang,
    Login,
    Room,
    ServiceUnit,
    Venue,
    lay_over,
)
from varaamo_sync.plan import make_plan
from varaamo_sync.snapshot import PublishingState, RemoteRoom, RemoteSpace, RemoteVenue
from varaamo_sync.state.records import Pairing, RoomState
from varaamo_sync.stored_form import agree, stated_values
from varaamo_sync.sync import Left, LeftReason, Prepared, Takeover, take_over

ROOT = Path(__file__).parents[2]
KIR, NUP = ServiceUnit.KIR, ServiceUnit.NUP
SENT = (
    *("description", "type", "purposes", "equipment", "capacity", "area", "booking", "access"),
    *("pricing", "terms", "instructions", "contact", "search_terms", "publish"),
)
"""Fields that are sent, and may be cleared."""
DRAFT: dict[str, Any] = {"is_draft": True, "publishing": PublishingState.DRAFT}
OURS = catalogue(room())


@dataclass
class Files:
    """Files with some venues and ``defaults``."""

    venues: tuple[tuple[ServiceUnit, Venue], ...] = ()
    stated: Mapping[str, Any] = field(default_factory=dict)

    def defaults(self, unit: ServiceUnit, venue: Venue) -> Mapping[str, Any]:
        """Return the same for every room."""
        del unit, venue
        return self.stated


def prepared(
    ours: Catalogue = OURS,
    remotes: tuple[RemoteRoom, ...] = (),
    spaces: tuple[RemoteSpace, ...] = (),
    *,
    remembering: Mapping[str, RoomState] | None = None,
    unsettled: tuple[str, ...] = (),
    **shown: Any,
) -> Prepared:
    """Plan our own room, as it was pushed, beside other rooms of its venue."""
    shot = snapshot((kept(), *remotes), (matching_space(), *spaces), **shown)
    known = remembered() if remembering is None else remembering
    plan = make_plan(ours, shot, now=NOW, remembered=known)
    return Prepared(ours, plan, shot, (), known, frozenset(unsettled))


def taken(made: Prepared, **options: Any) -> Takeover:
    """Decide."""
    return take_over(made, found=(), **options)


def left(made: Takeover) -> list[tuple[LeftReason, str | None, str]]:
    """Return what is left: why, which room, which field."""
    return [(item.reason, item.key, item.path) for item in made.left]


def test_a_room_of_staffs_own_becomes_an_entry_with_what_it_was() -> None:
    """It is named with its key, its home and its past, and is to be noted before it is written."""
    there = remote(6, name="Varasto")
    (entry,) = taken(prepared(remotes=(there,))).rooms

    assert ("nup-arabian-varasto", NUP, VENUE, Earlier.BOOKABLE) == (
        entry.key,
        entry.service_unit,
        entry.venue,
        entry.earlier,
    )
    assert ("published", "bookable") == (entry.entry["wanted"], entry.entry["earlier"])
    assert "goal" not in entry.entry
    assert (there,) == taken(prepared(remotes=(there,))).found


@pytest.mark.parametrize(
    ("lang", "day"), [("fi", "22.11.2026"), ("sv", "22.11.2026"), ("en", "2026-11-22")]
)
def test_a_draft_of_staff_is_no_goal_room(lang: Lang, day: str) -> None:
    """It comes with ``goal: false`` and a note that says why, in the language that is spoken."""
    (entry,) = taken(prepared(remotes=(remote(6, name="Studio", **DRAFT),)), lang=lang).rooms

    assert (True, "draft", False) == (entry.paused, entry.entry["wanted"], entry.entry["goal"])
    assert "earlier" not in entry.entry
    assert day in entry.entry["note"]


def test_what_was_noted_first_is_what_it_was() -> None:
    """Work that was done since it was found first makes no old room of it."""
    noted = {"uuid-6": Earlier.NONE}
    (entry,) = taken(prepared(remotes=(remote(6, name="Varasto"),)), earlier=noted).rooms

    assert Earlier.NONE is entry.earlier
    assert "earlier" not in entry.entry


def test_defaults_do_not_say_what_a_room_was() -> None:
    """A draft is nothing old because a block says so of the rooms that it knew."""
    files = Files(stated={"earlier": "bookable"})
    (entry,) = taken(prepared(remotes=(remote(6, name="Studio", **DRAFT),)), files=files).rooms

    assert "none" == entry.entry["earlier"]


@given(fields, fields)
def test_an_entry_says_what_is_there_whatever_defaults_say(
    stated: dict[str, Any], there: dict[str, Any]
) -> None:
    """Under any defaults, what the entry states is what the booking system has."""
    empty = dict(stated_values(room(complete=False, **dict.fromkeys(SENT)), REFERENCE, TODAY))
    empty |= {"booking.kind": BookingKind.BOTH, "booking.login": Login.WEAK}
    empty["booking.form"] = BookingForm.CONTACT_INFO
    values = empty | dict(stated_values(room(complete=False, **there), REFERENCE, TODAY))
    values["name.fi"] = "Varasto"
    other = remote(6, values=values)
    (entry,) = taken(prepared(remotes=(other,)), files=Files(stated=stated)).rooms

    whole = lay_over(stated, entry.entry) | {"service_unit": "NUP", "venue": VENUE}
    said = stated_values(Room.model_validate(whole), REFERENCE, TODAY)
    assert [] == [path for path, value in said.items() if not agree(value, values[path])]


def test_pictures_and_wholes_of_defaults_are_not_its_own() -> None:
    """A new entry is part of nothing, and sends no picture, because a block says so."""
    files = Files(stated={"images": [{"file": "a.jpg"}], "part_of": "nup-sali"})
    (entry,) = taken(prepared(remotes=(remote(6, name="Varasto"),)), files=files).rooms

    assert (None, None) == (entry.entry["images"], entry.entry["part_of"])


def test_a_part_of_a_room_of_ours_is_a_part_in_its_entry() -> None:
    """Where its space lies in a space of ours, the entry says so."""
    made = prepared(remotes=(remote(6, name="Lohko"),), spaces=(space(6, parent=5),))
    (entry,) = taken(made).rooms

    assert "nup-sali" == entry.entry["part_of"]


def test_what_no_catalogue_can_say_is_left_and_named() -> None:
    """A duration with seconds stays staff's, in a new room and in one that is known."""
    odd = {"booking.min": timedelta(minutes=10, seconds=30)}
    new = taken(prepared(remotes=(remote(6, name="Varasto", values=odd),)))
    known = room(booking={"min": "10 min"})
    there = kept(made=known, values=odd)
    shot = snapshot([there], [matching_space()])
    plan = make_plan(catalogue(known), shot, now=NOW, remembered=remembered())
    old = taken(Prepared(catalogue(known), plan, shot))

    assert "booking" not in new.rooms[0].entry
    assert [(LeftReason.UNSAYABLE, "nup-arabian-varasto", "booking.min")] == left(new)
    assert (LeftReason.UNSAYABLE, "nup-sali", "booking.min") in left(old)
    assert "booking.min" not in [item.path for item in old.fields]


def test_what_only_a_login_shows_is_said_to_be_inherited() -> None:
    """Where defaults state what was not read, nobody is told that it is the booking system's."""
    files = Files(stated={"terms": {"cancellation_rule": "Ei"}})
    made = taken(prepared(remotes=(remote(6, name="Varasto"),)), files=files)

    path = "terms.cancellation_rule"
    assert [(LeftReason.NOT_READ, "nup-arabian-varasto", path)] == left(made)


def test_rooms_of_other_catalogues_are_never_taken() -> None:
    """They are named with whose they are; staff's own codes keep no room away."""
    theirs, staffs = remote(6, name="Heidän"), remote(7, name="Varasto")
    spaces = (space(6, "naapuri:heidan"), space(7, "51342-0"))
    made = taken(prepared(remotes=(theirs, staffs), spaces=spaces))

    assert [7] == [item.remote.pk for item in made.rooms]
    assert (Left(LeftReason.FOREIGN, remote=theirs, catalogue="naapuri"),) == made.left
    assert () == taken(prepared(remotes=(theirs,), spaces=spaces), units=[KIR]).left


def test_rooms_that_could_not_be_told_apart_are_left() -> None:
    """Two of one name in a venue, and one without a Finnish name, would never be recognised."""
    two = (remote(6, name="Huone"), remote(7, name="huone "), remote(8, name=""))
    made = taken(prepared(remotes=two))

    assert () == made.rooms
    assert [LeftReason.SAME_NAME, LeftReason.SAME_NAME, LeftReason.NO_NAME] == [
        item.reason for item in made.left
    ]


KNOWN = RoomState(Pairing(9, "uuid-9"))


@pytest.mark.parametrize("where", ["code", "memory", "file", "open write"])
def test_a_key_is_never_used_again(where: str) -> None:
    """A key that any room ever had is not given to another one."""
    key = "nup-arabian-varasto"
    ours = catalogue(room(), room(key, name={"fi": "Muu"})) if where == "file" else OURS
    made = prepared(
        ours,
        remotes=(remote(6, name="Varasto"),),
        spaces=(space(9, f"demo:{key}"),) if where == "code" else (),
        remembering=remembered() | {key: RoomState(Pairing(9, "uuid-9"))}
        if where == "memory"
        else None,
        unsettled=(key,) if where == "open write" else (),
    )

    assert [f"{key}-2"] == [item.key for item in taken(made).rooms]


def test_a_venue_of_several_units_does_not_tell_whose_a_room_is() -> None:
    """It is left and named until one unit is asked for; two that fit are not enough."""
    files = Files(venues=((KIR, VENUE),))
    made = prepared(remotes=(remote(6, name="Varasto"),))

    several = [LeftReason.SEVERAL_UNITS]
    assert several == [item.reason for item in taken(made, files=files).left]
    assert several == [item.reason for item in taken(made, files=files, units=[KIR, NUP]).left]
    assert [KIR] == [item.service_unit for item in taken(made, files=files, units=[KIR]).rooms]
    assert Takeover() == taken(made, files=files, units=[ServiceUnit.LIIKU])


LOST = (remote(6, name="Kadonnut"),)
LOST_SPACE = (space(6, "demo:nup-kadonnut", parent=5),)
KNOWN = remembered() | {"nup-kadonnut": RoomState(Pairing(6, "uuid-6", 6), {})}


def test_a_room_that_left_is_named_and_comes_back_only_when_asked_for() -> None:
    """Nothing that somebody removed returns by itself; asked for, it keeps its key."""
    made = prepared(remotes=LOST, spaces=LOST_SPACE, remembering=KNOWN)
    (named,) = taken(made).left
    back = taken(made, departed=True)

    assert (LeftReason.DEPARTED, "nup-kadonnut", 6) == (
        named.reason,
        named.key,
        named.remote and named.remote.pk,
    )
    assert () == taken(made).rooms == back.left == back.found
    (entry,) = back.rooms
    assert (True, "nup-kadonnut", "nup-sali") == (
        entry.returns,
        entry.key,
        entry.entry["part_of"],
    )
    assert not {"earlier", "goal", "note"} & entry.entry.keys(), "we made it, it is no old room"


def test_a_room_of_ours_that_was_never_here_is_told_from_one_that_left() -> None:
    """It was pushed elsewhere: nobody took it out here, and it comes in the same way."""
    made = prepared(remotes=LOST, spaces=LOST_SPACE)

    assert [(LeftReason.UNLISTED, "nup-kadonnut", "")] == left(taken(made))
    assert ["nup-kadonnut"] == [one.key for one in taken(made, departed=True).rooms]


def test_a_room_that_comes_back_is_what_it_was_noted_as() -> None:
    """An adopted room that returns is no progress either."""
    made = prepared(remotes=LOST, spaces=LOST_SPACE)
    (entry,) = taken(made, departed=True, earlier={"uuid-6": Earlier.BOOKABLE}).rooms

    assert "bookable" == entry.entry["earlier"]


VENUES = (
    RemoteVenue(1, "demo-001", {"fi": "Arabian nuorisotalo"}),
    RemoteVenue(2, "demo-002", {"fi": "Talo", "sv": "Hus", "en": ""}),
    RemoteVenue(3, None, {"fi": "Nimetön"}),
)


def test_a_room_whose_venue_left_with_it_finds_its_home() -> None:
    """Its key tells the unit, else the one that was asked for; a venue without an id is none."""
    gone = (remote(6, name="B", venue=2), remote(7, name="C", venue=3))
    made = prepared(
        remotes=gone, spaces=(space(6, "demo:b"), space(7, "demo:kir-c")), venues=VENUES
    )
    every, one = (taken(made, departed=True, units=units) for units in ([], [NUP]))

    assert ((), [(LeftReason.NO_TPREK, "kir-c", ""), (LeftReason.SEVERAL_UNITS, "b", "")]) == (
        every.rooms,
        sorted(left(every)),
    )
    assert [("b", NUP, "demo-002", "Hus")] == [
        (item.key, item.service_unit, item.venue.tprek, item.venue.name.sv) for item in one.rooms
    ]
    assert () == one.left, "the other one is of the libraries"


def test_a_key_without_a_unit_goes_where_its_venue_went() -> None:
    """In whatever order they come, rooms that tell their unit bring the venue back first."""
    gone = (
        remote(6, name="B", venue=2),
        remote(7, name="A", venue=2),
        remote(8, name="D", venue=1),
    )
    spaces = (space(6, "demo:b"), space(7, "demo:kir-a"), space(8, "demo:kir-d"))
    made = taken(prepared(remotes=gone, spaces=spaces, venues=VENUES), departed=True)

    assert {"kir-a": KIR, "b": KIR, "kir-d": KIR} == {
        item.key: item.service_unit for item in made.rooms
    }
    assert {"demo-001", "demo-002"} == {item.venue.tprek for item in made.rooms}


def test_other_rooms_of_a_venue_come_with_the_first_that_returns() -> None:
    """A venue that comes back is one of the catalogue's: nothing waits for the next pull."""
    there = (remote(6, name="A", venue=2), remote(7, name="Muu", venue=2))
    made = prepared(remotes=there, spaces=(space(6, "demo:kir-a"),), venues=VENUES)

    assert ["kir-a", "kir-talo-muu"] == [item.key for item in taken(made, departed=True).rooms]
    assert [] == [item.key for item in taken(made).rooms]


def test_of_two_rooms_with_one_key_none_comes_back() -> None:
    """Which of them it was is for a person to say."""
    two = (remote(6, name="A"), remote(7, name="B"))
    spaces = (space(6, "demo:nup-a"), space(7, "demo:nup-a"))
    made = taken(prepared(remotes=two, spaces=spaces), departed=True)

    assert () == made.rooms
    assert [LeftReason.SAME_KEY] * 2 == [item.reason for item in made.left]


CHANGED = {"type": "Kokoustila"}


def changed(memory: Mapping[str, RoomState] | None = None, **options: Any) -> Prepared:
    """Plan our room, in which somebody changed the type and something else."""
    shot = snapshot(
        [kept(values=CHANGED, **options.pop("remote", {}))],
        [options.pop("space", matching_space())],
    )
    known = remembered() if memory is None else memory
    plan = make_plan(OURS, shot, now=NOW, remembered=known)
    return Prepared(OURS, plan, shot, (), known, **options)


def test_staffs_values_are_taken() -> None:
    """What plan shows as kept becomes the catalogue's, with both values to show."""
    (field_,) = taken(changed()).fields

    assert ("nup-sali", "type", "Sali", "Kokoustila") == (
        field_.key,
        field_.path,
        field_.before,
        field_.after,
    )
    assert ("type",) == field_.edit.path
    assert Takeover() == taken(changed(), units=[KIR])


def test_fields_of_the_space_are_left_and_named() -> None:
    """They follow from the room's own fields, and no catalogue can say otherwise."""
    made = taken(changed(space=matching_space(name={"fi": "Huone 214"})))

    assert (LeftReason.SPACE, "nup-sali", "space.name.fi") in left(made)
    assert ["type"] == [item.path for item in made.fields]


@pytest.mark.parametrize(("seats", "named_"), [(90, []), (95, ["space.max_persons"])])
def test_a_field_of_the_space_that_agrees_afterwards_is_not_told(
    seats: int, named_: list[str]
) -> None:
    """Where the room's own field is taken, its space is named only if it holds something else."""
    shot = snapshot(
        [kept(values={"capacity.max": 90})], [matching_space(max_persons=seats, code="")]
    )
    plan = make_plan(OURS, shot, now=NOW, remembered={})
    made = taken(Prepared(OURS, plan, shot))

    assert "capacity.max" in [item.path for item in made.fields]
    assert named_ == [path for _, __, path in left(made)]


def test_a_room_with_an_unsettled_write_is_left_whole() -> None:
    """What nobody knows of is not taken for staff's edit: not of a room, nor of one that left."""
    made = taken(changed(unsettled=frozenset({"nup-sali"})))
    gone = taken(
        prepared(remotes=LOST, spaces=LOST_SPACE, unsettled=("nup-kadonnut",)), departed=True
    )

    assert () == made.fields
    assert [(LeftReason.UNSETTLED, "nup-sali", "")] == left(made)
    assert [(LeftReason.UNSETTLED, "nup-kadonnut", "")] == left(gone)


def test_a_draft_of_ours_of_which_nothing_is_known_stays_to_be_published() -> None:
    """A push may have left it half made: its draft is not taken for staff's decision."""
    lost_store = changed({}, remote=DRAFT)
    decided = changed(remote=DRAFT)

    assert "wanted" not in [item.path for item in taken(lost_store).fields]
    assert (LeftReason.HALF_MADE, "nup-sali", "wanted") in left(taken(lost_store))
    assert "wanted" in [item.path for item in taken(decided).fields]


def test_an_adopted_room_says_what_it_was() -> None:
    """Recognised by name it gets its past from now, paired before from what was noted then."""
    shot = snapshot([kept()], [matching_space(code="")])
    plan = make_plan(OURS, shot, now=NOW, remembered={})
    by_name = taken(Prepared(OURS, plan, shot))
    paired = taken(prepared(), earlier={"uuid-5": Earlier.VIEWABLE})

    assert [("earlier", "bookable")] == [(item.path, item.after) for item in by_name.fields]
    assert (kept(),) == by_name.found
    assert [("earlier", "viewable")] == [(item.path, item.after) for item in paired.fields]
    assert () == taken(prepared()).fields, "a room that we made was nothing before"


def test_nothing_is_taken_into_a_catalogue_that_was_not_read_whole() -> None:
    """A room that stands in a file that could not be read would pass for a new one."""
    findings = [broken("yaml-tab", Level.DRAFT)]
    with pytest.raises(CatalogueInvalid) as caught:
        take_over(prepared(remotes=(remote(6, name="Varasto"),)), found=findings)

    assert tuple(findings) == caught.value.findings


@pytest.mark.parametrize(
    ("parent", "fields_", "left_"),
    [
        (7, [("part_of", "nup-c")], []),
        (None, [("part_of", None)], []),
        (9, [], [(LeftReason.SPACE, "nup-sali", "part_of")]),
    ],
)
def test_what_contains_a_room_is_taken_where_it_has_a_key(
    parent: int | None, fields_: list[Any], left_: list[Any]
) -> None:
    """Staff put its space into that of another room of ours, into none, or into theirs."""
    ours = catalogue(
        room(part_of="nup-b"), room("nup-b", name={"fi": "B"}), room("nup-c", name={"fi": "C"})
    )
    wholes = [space(6, "demo:nup-b", name={"fi": "B"}), space(7, "demo:nup-c", name={"fi": "C"})]
    spaces = [matching_space(parent=parent), *wholes, space(9)]
    others = [remote(pk, name=name, spaces=(pk,)) for pk, name in ((6, "B"), (7, "C"))]
    shot = snapshot([kept(), *others], spaces)
    memory = remembered(part_of="nup-b", spaces=frozenset({"nup-sali"}))
    plan = make_plan(ours, shot, now=NOW, remembered=memory)
    made = taken(Prepared(ours, plan, shot, (), memory))

    own = [item for item in made.fields if item.key == "nup-sali"]
    assert fields_ == [(item.path, item.after) for item in own]
    assert left_ == [item for item in left(made) if item[1] == "nup-sali"]


def test_a_likely_twin_is_named_and_never_taken() -> None:
    """A room that may be one of the catalogue's is asked about in the plan, not made an entry."""
    ours = catalogue(room(), room("nup-kerho", name={"fi": "Kerhohuone"}))
    twin = remote(6, name="Kerhohuone (2. krs)")
    made = taken(prepared(ours, remotes=(twin,)))

    assert () == made.rooms
    assert (Left(LeftReason.LIKELY_TWIN, "nup-kerho", twin),) == made.left


def test_a_room_that_only_the_memory_knows_keeps_its_key() -> None:
    """Adopted where no code could be written, it is no new room once its entry is lost."""
    shared = (remote(6, name="Sali A"), remote(7, name="Sali B", spaces=(6,)))
    memory = remembered() | {"kir-a": RoomState(Pairing(6, "uuid-6"), {"service_unit": "KIR"})}
    made = prepared(remotes=shared, spaces=(space(6),), remembering=memory)
    named_, back = taken(made), taken(made, departed=True)

    assert [("nup-arabian-sali-b", False)] == [(item.key, item.returns) for item in named_.rooms]
    assert [(LeftReason.DEPARTED, "kir-a", "")] == left(named_)
    assert ("kir-a", KIR, True) == (
        back.rooms[0].key,
        back.rooms[0].service_unit,
        back.rooms[0].returns,
    )


@pytest.mark.parametrize("lang", LANGS)
def test_a_takeover_is_json_by_its_schema(lang: Lang) -> None:
    """The library gives what ``pull --format json`` writes, before anything of it is written."""
    decided = [taken(changed()), Takeover()]
    schema = json.loads((ROOT / "schemas" / "pull.schema.json").read_text("utf-8"))
    values = [one.as_dict(lang, files=["nup.yaml"]) for one in decided]

    for value in values:
        Draft202012Validator(schema).validate(json.loads(json.dumps(value)))
    paths = [one["path"] for one in values[0]["fields"]]
    assert [field.path for field in decided[0].fields] == paths
    assert values[0]["fields"]
    assert [True] * 2 == [value["dry_run"] for value in values]
