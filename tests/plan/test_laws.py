from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.make import NOW, REFERENCE, TODAY, catalogue, remote, room, snapshot, space
from tests.sync.test_push import fields
from varaamo_sync.model import Room
from varaamo_sync.plan import Action, make_plan
from varaamo_sync.plan.spaces import wanted_space
from varaamo_sync.snapshot import RemoteRoom, RemoteSpace, Value
from varaamo_sync.state.records import Pairing, RoomState
from varaamo_sync.stored_form import agree, stated_values


def there(item: Room, pk: int, **others: Value) -> tuple[RemoteRoom, RemoteSpace]:
    """Return what a push of a room would have left, with some values of others beside."""
    values = {"area": None, "contact": "", **others, **stated_values(item, REFERENCE, TODAY)}
    wanted = wanted_space(item)
    names = {p.rpartition(".")[2]: str(v) for p, v in wanted.items() if ".name." in p}
    made = space(
        pk,
        f"demo:{item.key}",
        name=names,
        area=wanted.get("space.area"),
        max_persons=wanted.get("space.max_persons"),
    )
    return remote(pk, name=item.name.fi or "", values=values), made


rooms = st.lists(fields, min_size=1, max_size=4).map(
    lambda drawn: [
        room(f"r{n}", **(stated | {"name": {"fi": f"Sali {n}", "sv": "S", "en": "H"}}))
        for n, stated in enumerate(drawn)
    ]
)


@settings(deadline=None)
@given(rooms)
def test_what_is_as_wanted_needs_nothing(drawn: list[Room]) -> None:
    """Comparing a thing with itself finds nothing, whatever it holds."""
    pairs = [there(item, n + 1) for n, item in enumerate(drawn)]
    plan = make_plan(
        catalogue(*drawn), snapshot([r for r, _ in pairs], [s for _, s in pairs]), now=NOW
    )

    assert {Action.NOTHING} == {planned.action for planned in plan.rooms}


@settings(deadline=None)
@given(rooms, fields, st.randoms(use_true_random=False))
def test_the_order_of_what_was_read_changes_nothing(
    drawn: list[Room], other: dict[str, Any], random: Any
) -> None:
    """Plans are equal whatever the order in which the booking system lists its rows."""
    changed = room("r0", **(other | {"name": drawn[0].name}))
    pairs = [there(item, n + 1) for n, item in enumerate([changed, *drawn[1:]])]
    remotes, spaces = [r for r, _ in pairs], [s for _, s in pairs]
    first = make_plan(catalogue(*drawn), snapshot(remotes, spaces), now=NOW)
    random.shuffle(remotes)
    random.shuffle(spaces)

    assert first == make_plan(catalogue(*drawn), snapshot(remotes, spaces), now=NOW)


@settings(deadline=None)
@given(fields, fields, st.sampled_from(["theirs", "ours"]))
def test_applying_a_plan_gives_what_is_stated_and_leaves_the_rest(
    before: dict[str, Any], after: dict[str, Any], on_conflict: Any
) -> None:
    """Changes make the managed fields as stated; kept and unmanaged ones stay as they were."""
    had, wants = room(**before), room(**after)
    found, its_space = there(had, 5, **{"terms.payment": "maksuehto-1"})
    applied = {**stated_values(had, REFERENCE, TODAY), "wanted": "published"}
    memory = {"nup-sali": RoomState(Pairing(5, "uuid-5", 5), applied)}
    plan = make_plan(
        catalogue(wants),
        snapshot([found], [its_space]),
        now=NOW,
        remembered=memory,
        on_conflict=on_conflict,
    )
    (planned,) = plan.rooms
    result = dict(found.values) | {c.path: c.after for c in planned.room_changes}
    kept = {conflict.path for conflict in planned.conflicts}

    stated = {p: v for p, v in planned.values.items() if p in result and p not in kept}
    assert all(agree(result[path], value) for path, value in stated.items())
    assert {p: v for p, v in found.values.items() if p not in stated} == {
        p: result[p] for p in found.values if p not in stated
    }
    again = make_plan(
        catalogue(wants),
        snapshot([replace(found, values=result)], [its_space]),
        now=NOW,
        on_conflict="ours",
        remembered={},
    )
    assert kept <= {c.path for c in again.rooms[0].changes}
