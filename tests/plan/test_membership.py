"""A room is in its own space and in no other; what follows from a room is compared, too."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.make import NOW, catalogue, remote, room, snapshot, space
from tests.plan.making import kept, matching_space, only, plan, remembered, shape
from varaamo_sync.plan import SPACE_MISSING, Action, FieldChange, Plan, make_plan
from varaamo_sync.plan.pairing import RoomMatch
from varaamo_sync.snapshot import PublishingState
from varaamo_sync.state.records import Pairing, RoomState
from varaamo_sync.store import Store

DRAFT: dict[str, Any] = {"is_draft": True, "publishing": PublishingState.DRAFT}
OWN = frozenset({"nup-sali"})
ROOT = space(1, "51342-0")
WHOLE = room("nup-koko", name={"fi": "Koko", "sv": "Sal", "en": "Hall"})
PART = room("nup-sali", part_of="nup-koko")
NAMES = {"fi": "Koko", "sv": "Sal", "en": "Hall"}
STORE = Path(__file__).parents[1] / "store" / "store-of-0.1.0.sql"


@pytest.mark.parametrize(
    ("spaces", "found"),
    [((), frozenset()), ((1,), {"#1"}), ((5, 1), {"nup-sali", "#1"})],
)
def test_a_room_that_staff_took_out_of_its_space_is_a_conflict(
    spaces: tuple[int, ...], found: frozenset[str]
) -> None:
    """Own space missing, another instead, one too many: kept, and overwritten only when told."""
    memory = remembered(spaces=OWN)
    there: dict[str, Any] = {"remotes": [kept(spaces=spaces)], "spaces": [matching_space(), ROOT]}
    kept_plan = only(plan(room(), remembered=memory, **there))
    ours = only(plan(room(), remembered=memory, on_conflict="ours", **there))

    expected = (FieldChange("spaces", frozenset(found), OWN),)
    assert (Action.CONFLICT, expected) == (kept_plan.action, kept_plan.conflicts)
    assert (Action.UPDATE, expected) == (ours.action, ours.changes)
    assert ours.moves_in


def test_a_space_too_many_is_ours_to_mend_where_the_code_alone_tells() -> None:
    """Without a memory, what our code marks is brought to what the catalogue says."""
    made = only(plan(room(), remotes=[kept(spaces=(5, 1))], spaces=[matching_space(), ROOT]))

    assert (Action.UPDATE, ["spaces"], []) == shape(made)


@pytest.mark.parametrize("spaces", [(), (1,)])
def test_a_draft_without_its_space_is_not_published(spaces: tuple[int, ...]) -> None:
    """The server would publish it; the plan withholds it, and says why (facts, section 3)."""
    there = {"remotes": [kept(spaces=spaces, **DRAFT)], "spaces": [matching_space(), ROOT]}
    memory = remembered(spaces=OWN, wanted="draft")
    withheld = only(plan(room(), remembered=memory, **there))
    ours = only(plan(room(), remembered=memory, on_conflict="ours", **there))

    assert ((SPACE_MISSING,), None) == (withheld.withheld, withheld.draft)
    assert ((), False) == (ours.withheld, ours.draft)


def test_a_published_room_without_its_space_is_not_hidden() -> None:
    """What residents see already stays as it is: the conflict is told, nothing is unpublished."""
    there = {"remotes": [kept(spaces=(1,))], "spaces": [matching_space(), ROOT]}
    made = only(plan(room(), remembered=remembered(spaces=OWN), **there))

    assert (None, ()) == (made.draft, made.withheld)


def test_a_staff_draft_without_spaces_is_adopted_without_being_published() -> None:
    """Recognised by name it has no space of ours: it gets one only when told so."""
    there = {"remotes": [kept(spaces=(), **DRAFT)], "remembered": {}}
    left = only(plan(room(), **there))
    ours = only(plan(room(), on_conflict="ours", **there))

    assert (RoomMatch.NAME, (SPACE_MISSING,)) == (left.pair.match, left.withheld)
    assert "spaces" in [conflict.path for conflict in left.conflicts]
    assert (Action.ADOPT, ["wanted"], False) == (
        ours.action,
        [path for path in ("wanted",) if ours.draft is False],
        ours.draft,
    )
    assert ours.moves_in


def parts(parent: int | None, **options: Any) -> Plan:
    """Plan a whole and a part that lies in the space of some number."""
    spaces = [
        matching_space(parent=parent),
        space(6, "demo:nup-koko", name=NAMES, max_persons=100),
        space(7, "demo:nup-muu", name=NAMES, max_persons=100),
    ]
    remotes = [kept(5, made=PART), kept(6, made=WHOLE), remote(7, name="Muu")]
    part = options.pop("part", PART)
    return make_plan(catalogue(WHOLE, part), snapshot(remotes, spaces), now=NOW, **options)


def known(**applied: Any) -> dict[str, RoomState]:
    """Return what is remembered of the whole and the part."""
    part = remembered(spaces=OWN, **applied)["nup-sali"]
    whole = replace(
        part,
        pairing=Pairing(6, "uuid-6", 6),
        applied={
            **{path: value for path, value in part.applied.items() if path != "part_of"},
            **{f"name.{lang}": name for lang, name in NAMES.items()},
            "spaces": frozenset({"nup-koko"}),
            "part_of": None,
        },
    )
    return {"nup-sali": part, "nup-koko": whole}


@pytest.mark.parametrize(
    ("part", "parent", "base", "expected"),
    [
        (PART, 7, "nup-muu", (Action.UPDATE, ["part_of"], [])),
        (room(part_of=None), 6, "nup-koko", (Action.UPDATE, ["part_of"], [])),
        (PART, None, "nup-koko", (Action.CONFLICT, [], ["part_of"])),
        (PART, 7, "nup-koko", (Action.CONFLICT, [], ["part_of"])),
        (PART, None, None, (Action.UPDATE, ["part_of"], [])),
        (room(), 7, "nup-koko", (Action.NOTHING, [], [])),
    ],
)
def test_what_a_room_is_part_of_is_compared_three_ways(
    part: Any, parent: int | None, base: str | None, expected: Any
) -> None:
    """A change of the catalogue is sent, ``null`` clears, and staff's change is kept."""
    made = parts(parent, part=part, remembered=known(part_of=base))

    assert expected == shape(next(item for item in made.rooms if item.key == "nup-sali"))


@pytest.mark.parametrize(
    ("path", "theirs", "stated", "derived"),
    [
        ("capacity.max", 90, {"capacity": {"min": 1, "max": 80}}, "space.max_persons"),
        ("area", 70, {"area": 60}, "space.area"),
        ("name.sv", "Stora salen", {"name": {"fi": "Sali", "sv": "Ny", "en": "Hall"}}, "name.sv"),
    ],
)
def test_what_follows_from_a_kept_field_is_kept(
    path: str, theirs: Any, stated: dict[str, Any], derived: str
) -> None:
    """Where a conflict keeps a field of the room, its space keeps what follows from it."""
    derived = derived if derived.startswith("space.") else f"space.{derived}"
    memory = remembered(spaces=OWN, area=50, **{"space.area": 50, derived: 50})
    there = matching_space(area=50)
    base = {**memory["nup-sali"].applied, derived: _held(there, derived)}
    memory = {"nup-sali": replace(memory["nup-sali"], applied=base)}
    made = only(
        plan(
            room(**({"area": 50} | stated)),
            remotes=[kept(made=room(area=50), values={path: theirs})],
            spaces=[there],
            remembered=memory,
        )
    )

    assert ([], {path, derived}) == (
        [change.path for change in made.changes],
        {conflict.path for conflict in made.conflicts},
    )


def _held(there: Any, derived: str) -> Any:
    field = derived.removeprefix("space.")
    return there.name[field[-2:]] if field.startswith("name") else getattr(there, field)


@pytest.fixture
def old_memory(tmp_path: Path) -> dict[str, RoomState]:
    """Open a store that version 0.1.0 made of a whole, its part, and another room."""
    with closing(sqlite3.connect(tmp_path / "state.db")) as database, database:
        database.executescript(STORE.read_text("utf-8"))
    with Store(f"sqlite:///{tmp_path / 'state.db'}") as store:
        return store.state("http://sandbox.localhost", "demo").remembered()


def named(text: str) -> dict[str, str]:
    """Return a name in three languages."""
    return dict.fromkeys(("fi", "sv", "en"), text)


@pytest.mark.parametrize(
    ("parent", "spaces", "expected"),
    [
        (8, (10,), (Action.NOTHING, [], [])),
        (None, (10,), (Action.CONFLICT, [], ["part_of"])),
        (9, (10,), (Action.CONFLICT, [], ["part_of"])),
        (8, (), (Action.CONFLICT, [], ["spaces"])),
    ],
)
def test_a_store_of_an_older_version_takes_what_is_there_for_its_base(
    old_memory: dict[str, RoomState], parent: int | None, spaces: Any, expected: Any
) -> None:
    """A value that it never remembered is agreed on where both sides have it, else a conflict."""
    whole, part = room("nup-koko", name=named("Koko")), room("nup-sali", part_of="nup-koko")
    other = room("nup-toinen", name=named("Toinen"))
    made = make_plan(
        catalogue(whole, part, other),
        snapshot(
            [kept(8, made=whole), kept(9, made=other), kept(10, made=part, spaces=spaces)],
            [
                space(8, "demo:nup-koko", name=named("Koko"), max_persons=100),
                space(9, "demo:nup-toinen", name=named("Toinen"), max_persons=100),
                matching_space(pk=10, code="demo:nup-sali", parent=parent),
            ],
        ),
        now=NOW,
        remembered=old_memory,
    )

    assert [RoomMatch.STORE] * 3 == [item.pair.match for item in made.rooms]
    assert expected == shape(next(item for item in made.rooms if item.key == "nup-sali"))
