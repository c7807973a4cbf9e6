from typing import Any

import pytest

from tests.make import remote, room, space
from tests.plan.making import kept, plan
from varaamo_sync.errors import GuardTripped
from varaamo_sync.model import ServiceUnit, Venue
from varaamo_sync.plan import Breach, Plan
from varaamo_sync.snapshot import PublishingState, RemoteVenue

LIBRARY = Venue.model_validate({"tprek": "demo-002", "name": {"fi": "Kirjasto"}})
TWO_VENUES = (
    RemoteVenue(1, "demo-001", {"fi": "Arabian nuorisotalo"}),
    RemoteVenue(2, "demo-002", {"fi": "Kirjasto"}),
)


def test_the_guard_stops_what_is_too_much_at_once() -> None:
    """30 % of a service unit's rooms from 10 rooms up, and 10 taken away in all; creates never."""
    rooms = [room(f"r{n}", name={"fi": f"S{n}"}) for n in range(10)]
    there = [kept(n, made=rooms[n], values={"type": "Kokoustila"}) for n in range(10)]
    spaces = [space(n, f"demo:r{n}", name={"fi": f"S{n}"}, max_persons=100) for n in range(10)]
    changed = [*there[:4], *(kept(n, made=rooms[n]) for n in range(4, 10))]
    tripped = plan(*rooms, remotes=changed, spaces=spaces)
    fine = plan(*rooms, remotes=[*there[:3], *changed[4:]], spaces=[*spaces[:3], *spaces[4:]])

    assert [("NUP", 4, 3)] == [(b.name, b.count, b.limit) for b in tripped.breaches()]
    assert () == tripped.breaches({"NUP": 4})
    assert () == fine.breaches()
    assert () == plan(*rooms).breaches()


def taken(unpublished: int, archived: int, **options: Any) -> Plan:
    """Plan a service unit of a hundred rooms, of which some are taken from residents."""
    rooms = [
        room(f"r{n}", complete=False, name={"fi": f"S{n}"}, wanted=wanted)
        for n in range(1, 101)
        for wanted in ["draft" if n <= unpublished else "published"]
    ]
    gone = range(201, 201 + archived)
    remotes = [kept(n, made=made) for n, made in enumerate(rooms, 1)]
    spaces = [space(n, f"demo:r{n}", name={"fi": f"S{n}"}) for n in range(1, 101)]
    return plan(
        *rooms,
        remotes=[*remotes, *(remote(n, name=f"V{n}") for n in gone)],
        spaces=[*spaces, *(space(n, f"demo:v{n}") for n in gone)],
        archive=True,
        **options,
    )


def test_ten_rooms_in_all_may_be_taken_from_residents() -> None:
    """Archives and unpublishings count together; the eleventh asks a person."""
    asked = taken(6, 5)

    assert () == taken(5, 5).breaches()
    assert (Breach("archive", 11, 10),) == asked.breaches()
    assert (Breach("archive", 11, 10),) == asked.breaches({"archive": 10, "NUP": 100})
    assert () == asked.breaches({"archive": 11})


def test_taking_back_to_draft_counts_for_the_service_unit() -> None:
    """A room that is unpublished has changed, though none of its fields has."""
    assert [("NUP", 31, 30), ("archive", 31, 10)] == [
        (breach.name, breach.count, breach.limit) for breach in taken(31, 0).breaches()
    ]
    assert ["archive"] == [breach.name for breach in taken(30, 0).breaches()]


def test_a_small_service_unit_may_change_as_a_whole() -> None:
    """Below ten rooms a share says nothing."""
    rooms = [room(f"r{n}", name={"fi": f"S{n}"}) for n in range(9)]
    there = [kept(n, made=rooms[n], values={"type": "Kokoustila"}) for n in range(9)]
    spaces = [space(n, f"demo:r{n}", name={"fi": f"S{n}"}, max_persons=100) for n in range(9)]
    made = plan(*rooms, remotes=there, spaces=spaces)

    assert 9 == len(made.writes)
    assert () == made.breaches()


def test_a_plan_for_one_service_unit_archives_in_that_unit_only() -> None:
    """A part of a plan has the rooms that left that service unit, and lists its venues alone."""
    library = room("kir-sali", name={"fi": "Studio"}, service_unit="KIR", venue=LIBRARY)
    whole = plan(
        room(),
        library,
        remotes=[
            remote(8, name="Vanha"),
            remote(9, name="Vanha", venue=2),
            remote(10, name="Varasto", venue=2),
        ],
        spaces=[space(8, "demo:nup-vanha"), space(9, "demo:kir-vanha", venue=2)],
        venues=TWO_VENUES,
        archive=True,
    )
    youth, part = whole.only([ServiceUnit.NUP]), whole.only([ServiceUnit.KIR])

    assert ["kir-sali"] == [planned.key for planned in part.rooms]
    assert (["kir-vanha"], [10]) == (
        [item.key for item in part.to_archive],
        [item.pk for item in part.unmanaged],
    )
    assert (["nup-vanha"], ()) == ([item.key for item in youth.to_archive], youth.unmanaged)
    assert (whole.origin, whole.today) == (part.origin, part.today)


def test_emptying_a_service_unit_is_always_asked_about() -> None:
    """The last room of a unit is not archived unasked, however few rooms the unit has."""
    gone = {"remotes": [remote(9, name="Vanha")], "spaces": [space(9, "demo:nup-vanha")]}
    library = room("kir-sali", name={"fi": "Studio"}, service_unit="KIR")
    emptied = plan(library, archive=True, **gone)
    asked = emptied.breaches({"KIR": 5, "archive": 5})
    left = plan(room(), archive=True, **gone)

    assert (Breach("NUP", 1, 0),) == asked
    assert () == emptied.breaches({"NUP": 1})
    assert () == left.breaches()


@pytest.mark.parametrize(("count", "taken", "expected"), [(2, 1, 0), (3, 2, 2), (1, 1, 0)])
def test_most_of_the_bookable_rooms_of_a_unit_are_not_taken_unasked(
    count: int, taken: int, expected: int
) -> None:
    """More than half of a unit's bookable rooms, from two up, are taken away only when allowed."""
    made = [
        room(f"r{n}", name={"fi": f"S{n}"}, wanted="draft" if n < taken else "published")
        for n in range(count)
    ]
    hidden = room("r9", name={"fi": "S9"}, wanted="draft")
    rooms = [*made, hidden]
    draft = {"is_draft": True, "publishing": PublishingState.DRAFT}
    remotes = [kept(n, made=made[n]) for n in range(count)]
    spaces = [space(n, f"demo:r{n}", name={"fi": f"S{n}"}, max_persons=100) for n in range(count)]
    own = space(9, "demo:r9", name={"fi": "S9"}, max_persons=100)
    planned = plan(*rooms, remotes=[*remotes, kept(9, made=hidden, **draft)], spaces=[*spaces, own])

    assert ([Breach("NUP", expected, 0)] if expected else []) == list(planned.breaches())


def test_rooms_of_nobody_are_not_archived_unasked() -> None:
    """Where nobody knows which service unit a room belonged to, a person lets it pass."""
    made = plan(
        room(),
        room("kir-sali", name={"fi": "Studio"}, service_unit="KIR"),
        remotes=[remote(9, name="Vanha")],
        spaces=[space(9, "demo:vanha")],
        archive=True,
    )

    assert (Breach("archive", 1, 0),) == made.breaches()
    assert () == made.breaches({"archive": 1})


def test_the_engine_refuses_what_the_guard_stops() -> None:
    """Whoever carries a plan out asks the plan itself, and the error says how much it is."""
    with pytest.raises(GuardTripped) as refused:
        taken(6, 5).require_allowed()
    taken(6, 5).require_allowed({"archive": 11})

    assert (Breach("archive", 11, 10),) == refused.value.breaches
