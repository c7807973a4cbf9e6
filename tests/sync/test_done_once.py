"""Guards that stand in the engine: a plan is done once, and where it belongs."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.make import catalogue, room
from tests.sync.conftest import Town
from tests.sync.test_push import named, remote_of
from tests.sync.test_surroundings import AsyncTown
from varaamo_sync.booking import ArchiveRoom, CreateRoom, CreateSpace, ReadRooms
from varaamo_sync.booking.client import VaraamoClient
from varaamo_sync.errors import GuardTripped, PlanStale, PushRefused, Unreachable
from varaamo_sync.findings import Level
from varaamo_sync.model import EXAMPLE_ID, Catalogue, in_helsinki
from varaamo_sync.plan import Action
from varaamo_sync.rules import check
from varaamo_sync.sandbox import SandboxTransport
from varaamo_sync.state.records import IntentState, Step
from varaamo_sync.sync import (
    InMemoryState,
    Prepared,
    PushResult,
    PushSettings,
    Status,
    prepare,
    push,
)
from varaamo_sync.sync import push_async as carry_out_async

ROOMS = catalogue(*(room(f"nup-{n}", name=named(f"Sali {n}")) for n in range(3)))


def push_sync(town: Any, wanted: Catalogue, made: Prepared, **options: Any) -> PushResult:
    """Carry a plan out."""
    return push(town, replace(made, catalogue=wanted), **options)


def push_async(town: Any, wanted: Catalogue, made: Prepared, **options: Any) -> PushResult:
    """Carry a plan out asynchronously."""
    made = replace(made, catalogue=wanted)
    return asyncio.run(carry_out_async(AsyncTown(town), made, **options))


twins = pytest.mark.parametrize("carry_out", [push_sync, push_async])
Push = Callable[..., PushResult]


@twins
def test_the_example_is_pushed_to_no_real_booking_system(town: Town, carry_out: Push) -> None:
    """It may be planned anywhere; a push is refused before anything is read, written or noted."""
    example = ROOMS.model_copy(update={"id": EXAMPLE_ID})
    with (
        SandboxTransport(town.sandbox) as transport,
        VaraamoClient("https://varaamo.example.invalid", transport=transport) as api,
    ):
        far = Town(town.sandbox, api, town.settings)
        made = prepare(far, example, settings=town.settings)
        far.sent.clear()
        with pytest.raises(PushRefused, match="an example"):
            carry_out(far, example, made, settings=town.settings)

    assert (3, []) == (len(made.plan.writes), far.sent)
    assert 0 == town.settings.state.last_note()


@twins
@pytest.mark.parametrize("fresh", [False, True])
def test_a_plan_is_carried_out_once(town: Town, carry_out: Push, fresh: bool) -> None:
    """A second time it is refused before the first write, whatever memory it comes with."""
    made = prepare(town, ROOMS, settings=town.settings)
    carry_out(town, ROOMS, made, settings=town.settings)
    town.writes()

    settings = replace(town.settings, state=InMemoryState()) if fresh else town.settings
    with pytest.raises(PlanStale, match="done before"):
        carry_out(town, ROOMS, made, settings=settings)
    part = replace(made, plan=made.plan.only([ROOMS.rooms[0].service_unit]))
    with pytest.raises(PlanStale, match="done before"):
        carry_out(town, ROOMS, part, settings=settings)

    assert [] == town.writes()


def test_a_plan_that_another_push_overtook_is_refused(town: Town) -> None:
    """What was written since a plan was made is not in it."""
    old, new = (prepare(town, ROOMS, settings=town.settings) for _ in range(2))
    push_sync(town, ROOMS, new, settings=town.settings)
    town.writes()

    with pytest.raises(PlanStale, match="written since"):
        push_sync(town, ROOMS, old, settings=town.settings)
    assert [] == town.writes()


@twins
@pytest.mark.parametrize(
    ("moved", "told"),
    [
        ({"origin": "https://other.example"}, "other.example"),
        ({"catalogue": "espoo"}, "espoo"),
    ],
)
def test_a_plan_belongs_to_a_place(
    town: Town, carry_out: Push, moved: dict[str, str], told: str
) -> None:
    """A plan of another booking system or another catalogue is refused, and named."""
    made = prepare(town, ROOMS, settings=town.settings)
    elsewhere = replace(made, plan=replace(made.plan, **moved))

    with pytest.raises(PlanStale, match=told):
        carry_out(town, ROOMS, elsewhere, settings=town.settings)
    assert [] == town.writes()


def test_a_plan_belongs_to_the_rooms_that_it_was_made_from(town: Town) -> None:
    """A catalogue that was edited since is another one."""
    made = prepare(town, ROOMS, settings=town.settings)
    edited = catalogue(room("nup-0", name=named("Sali 0"), area=9), *ROOMS.rooms[1:])

    with pytest.raises(PlanStale, match="edited"):
        push_sync(town, edited, made, settings=town.settings)
    assert [] == town.writes()


@twins
def test_a_create_looks_for_its_code_first(town: Town, carry_out: Push) -> None:
    """A room that somebody made since the plan is left as it is, and the others are made."""
    made = prepare(town, ROOMS, settings=PushSettings(now=town.settings.now))
    settings = PushSettings(now=town.settings.now)
    elsewhere = prepare(town, catalogue(*ROOMS.rooms[:1]), settings=settings)
    push_sync(town, catalogue(*ROOMS.rooms[:1]), elsewhere)
    town.writes()

    result = carry_out(town, ROOMS, made)

    assert [Status.FAILED, Status.DONE, Status.DONE] == [item.status for item in result.outcomes]
    assert isinstance(result.outcomes[0].error, PlanStale)
    assert (2, ()) == (town.writes().count("CreateSpace"), town.plan(ROOMS).doubles)


@twins
def test_the_guard_stands_in_the_engine(town: Town, carry_out: Push) -> None:
    """Emptying a service unit is refused without the command line, too."""
    town.push(ROOMS)
    town.writes()
    left = catalogue(room("kir-0", name=named("Muu"), service_unit="KIR"))
    made = prepare(town, left, settings=town.settings, archive=True)

    with pytest.raises(GuardTripped) as refused:
        carry_out(town, left, made, settings=town.settings)
    sent = town.writes()
    result = carry_out(town, left, made, settings=town.settings, allowed={"NUP": 3})

    assert ([], ["NUP"]) == (sent, [breach.name for breach in refused.value.breaches])
    assert [Status.DONE] * 4 == [outcome.status for outcome in result.outcomes]


def test_a_push_that_sent_nothing_is_not_complete(town: Town) -> None:
    """Rooms that are not ready, and rooms whose publishing is withheld, are not there as wanted."""
    bare = catalogue(room(description=None))
    unready = catalogue(room(name={"fi": ""}))
    withheld = town.push(bare, findings=check(bare, now=town.settings.now(), level=Level.PUBLISH))
    found = check(unready, now=town.settings.now(), level=Level.PUBLISH)
    nothing = town.push(unready, findings=found)

    assert [Status.UNREADY] == [item.status for item in nothing.outcomes]
    assert (False, False) == (withheld.complete, nothing.complete)
    assert (False, False) == (withheld.interrupted, nothing.interrupted)


class Doubling:
    """A booking system that stores a create twice, as one that was slow may do."""

    def __init__(self, town: Town, kind: type, reads: bool = True) -> None:
        self._town, self._kind, self._reads = town, kind, reads
        self._made = False
        self.origin = town.origin

    def execute(self, command: Any) -> Any:
        """Pass a command on, some creates twice."""
        if isinstance(command, ReadRooms) and self._made and not self._reads:
            raise Unreachable("down")
        answer = self._town.execute(command)
        if isinstance(command, self._kind):
            self._made = True
            self._town.execute(command)
        return answer


@pytest.mark.parametrize(("kind", "spaces", "rooms"), [(CreateRoom, 1, 2), (CreateSpace, 2, 1)])
def test_rooms_that_are_there_twice_are_named_after_the_push(
    town: Town, kind: type, spaces: int, rooms: int
) -> None:
    """No waiting time is safe, so the push looks afterwards; and so does every later plan."""
    wanted = catalogue(room())
    made = prepare(town, wanted, settings=town.settings)
    result = push_sync(Doubling(town, kind), wanted, made, settings=town.settings)
    later = prepare(town, wanted, settings=town.settings).plan

    assert [("nup-sali", spaces, rooms)] * 2 == [
        (double.key, len(double.spaces), len(double.rooms))
        for double in (*(result.doubles or ()), *later.doubles)
    ]
    assert not result.complete


def test_doubles_that_could_not_be_looked_for_are_not_called_none(town: Town) -> None:
    """When the look afterwards fails, the result says that it is not known."""
    made = prepare(town, ROOMS, settings=town.settings)
    result = push_sync(Doubling(town, CreateSpace, reads=False), ROOMS, made)

    assert result.doubles is None


def test_a_room_that_joins_the_spaces_of_others_is_no_double(town: Town) -> None:
    """Staff's hall of two halves uses both their spaces: it is neither double nor departed."""
    town.push(ROOMS)
    spaces = tuple(town.plan(ROOMS).spaces.values())
    reference = town.survey(ROOMS).reference
    hall: Any = dict(remote_of(town, "nup-0", *ROOMS.rooms).values) | {"name.fi": "Koko sali"}
    town.api.execute(
        CreateRoom(
            venue=1,
            spaces=spaces[:2],
            values=hall,
            reference=reference,
            today=in_helsinki(town.settings.now()).date(),
        )
    )
    plan = town.plan(catalogue(ROOMS.rooms[2]))

    assert () == plan.doubles
    assert {"nup-0", "nup-1"} == {item.key for item in plan.departed}
    assert "Koko sali" in [item.name for item in plan.unmanaged]


def test_a_renamed_key_keeps_its_room(town: Town) -> None:
    """Same venue and name, old key gone: the room goes on under its new key, archived never."""
    town.push(catalogue(room("nup-vanha")))
    before = remote_of(town, "nup-vanha", room("nup-vanha"))
    town.writes()
    renamed = catalogue(room("nup-uusi", area=60))

    made = prepare(town, renamed, settings=town.settings, archive=True)
    push_sync(town, renamed, made, settings=town.settings)
    sent, after = town.writes(), remote_of(town, "nup-uusi", *renamed.rooms)
    back = prepare(town, catalogue(room("nup-vanha", area=60)), settings=town.settings).plan

    assert ("nup-vanha", ()) == (made.plan.rooms[0].pair.old_key, made.plan.departed)
    assert {"space.code", "area", "space.area"} == {c.path for c in made.plan.rooms[0].changes}
    assert (["UpdateSpace", "UpdateRoom"], before.pk) == (sent, after.pk)
    assert prepare(town, renamed, settings=town.settings).plan.empty
    assert ("nup-uusi", ["space.code"]) == (
        back.rooms[0].pair.old_key,
        [change.path for change in back.rooms[0].changes],
    )


OODI = {"tprek": "demo-011", "name": {"fi": "Keskustakirjasto Oodi"}}


@pytest.mark.parametrize("forgets", [False, True])
@pytest.mark.parametrize("stays", [False, True])
def test_a_room_that_changed_its_venue_is_refused_with_words(
    town: Town, forgets: bool, stays: bool
) -> None:
    """No second room is made in the new venue, whether the store and the old venue are there."""
    others = [room("nup-muu", name=named("Muu"))] if stays else []
    town.push(catalogue(room(), *others))
    town.writes()
    if forgets:
        town.forget()
    moved = catalogue(room(venue=OODI), *others)

    made = prepare(town, moved, settings=town.settings, archive=True)
    push_sync(town, moved, made, settings=town.settings)

    planned = made.plan.rooms[0]
    assert (Action.CONFLICT, "Arabian nuorisotalo (demo-001)") == (planned.action, planned.there)
    assert ((), []) == (made.plan.departed, town.writes())


def test_what_we_archived_ourselves_is_called_so(town: Town) -> None:
    """Back in the catalogue it is a conflict that says who archived it, and when."""
    both = catalogue(room(), room("nup-muu", name=named("Muu")))
    town.push(both)
    made = prepare(town, catalogue(both.rooms[1]), settings=town.settings, archive=True)
    push_sync(town, catalogue(both.rooms[1]), made, settings=town.settings)
    ours = prepare(town, both, settings=town.settings).plan.rooms[0]
    town.api.execute(ArchiveRoom(remote_of(town, "nup-muu", *both.rooms).pk))
    theirs = prepare(town, both, settings=town.settings).plan.rooms[1]

    assert (Action.CONFLICT, Action.CONFLICT) == (ours.action, theirs.action)
    assert ours.archived is not None
    assert theirs.archived is None


def test_a_space_that_was_given_up_and_stored_late_gets_its_room(town: Town) -> None:
    """A create that was looked for in vain may be stored afterwards: the room is made all the same.

    The push that meets the space makes no second one; the next one finishes the room.
    """
    wanted = catalogue(room())
    space: dict[str, Any] = {"venue": 1, "code": wanted.code("nup-sali")}
    given_up = town.settings.state.note("nup-sali", Step.CREATE_SPACE, space, town.settings.now())
    town.settings.state.settle(given_up, IntentState.NOT_STORED, town.settings.now())
    made = prepare(town, wanted, settings=town.settings)
    town.api.execute(CreateSpace(code=space["code"], venue=1, name={"fi": "Sali"}))
    met = push_sync(town, wanted, made, settings=town.settings)
    rest = prepare(town, wanted, settings=town.settings)
    finished = push_sync(town, wanted, rest, settings=town.settings)

    assert [Status.FAILED] == [item.status for item in met.outcomes]
    assert [Status.DONE] == [item.status for item in finished.outcomes]
    assert 1 == [item.code for item in town.survey(wanted).spaces].count(space["code"])
