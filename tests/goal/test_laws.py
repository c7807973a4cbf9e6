from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.goal.worlds import plain_worlds, worlds
from varaamo_sync.goal import Counts, Outlook, Progress, Stage, evaluate, progress
from varaamo_sync.model import Catalogue, ServiceUnit
from varaamo_sync.snapshot import Snapshot

World = tuple[Catalogue, Snapshot]
RANK = {Outlook.NOT_MET: 0, Outlook.UNKNOWN: 1, Outlook.MET: 2}


def known(counts: Counts) -> tuple[int, ...]:
    """Return the counts of all stages but unknown."""
    return counts.prepared, counts.in_progress, counts.ready, counts.earlier


def bookable(made: Progress) -> set[str]:
    """Return the keys of rooms that residents can book."""
    return {item.room.key for item in made.rooms if item.stage.bookable}


@given(worlds())
def test_the_five_counts_sum_to_the_total(world: World) -> None:
    """Whatever the files and Varaamo hold, each room is in exactly one count of one unit."""
    ours, shot = world
    made = progress(ours, shot)
    counts = made.counts()

    assert len(ours.rooms) == counts.total
    assert counts.total == sum(made.counts(unit).total for unit in ServiceUnit)
    assert counts.total == sum(known(counts)) + counts.unknown


@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_input_changes_nothing(world: World, chance: object) -> None:
    """Rooms, remote rooms, spaces and venues may come in any order."""
    ours, shot = world
    shuffle = chance.shuffle  # type: ignore[attr-defined]
    mixed: dict[str, list[object]] = {
        name: list(getattr(shot, name)) for name in ("rooms", "spaces", "venues")
    }
    rooms = list(ours.rooms)
    for values in (*mixed.values(), rooms):
        shuffle(values)
    again = progress(
        ours.model_copy(update={"rooms": tuple(rooms)}),
        replace(shot, **{name: tuple(values) for name, values in mixed.items()}),
    )
    made = progress(ours, shot)

    assert [made.counts(unit) for unit in ServiceUnit] == [
        again.counts(unit) for unit in ServiceUnit
    ]
    assert sorted((i.room.key, i.stage, i.reason) for i in made.rooms) == sorted(
        (i.room.key, i.stage, i.reason) for i in again.rooms
    )
    assert evaluate(ours.goal, made).outlook is evaluate(ours.goal, again).outlook


@given(worlds(), st.sets(st.integers(1, 6)))
def test_what_cannot_be_read_never_raises_a_count(world: World, unread: set[int]) -> None:
    """An unreachable API, in all or in part, takes rooms from counts and gives none but unknown."""
    ours, shot = world
    partly = replace(
        shot,
        rooms=tuple(replace(r, closed=None) if r.pk in unread else r for r in shot.rooms),
    )
    whole = known(progress(ours, shot).counts())

    assert all(a <= b for a, b in zip(known(progress(ours, partly).counts()), whole, strict=True))
    assert (0, 0, 0, 0) == known(progress(ours, None).counts())
    assert bookable(progress(ours, partly)) <= bookable(progress(ours, shot))
    assert evaluate(ours.goal, progress(ours, None)).outlook is not Outlook.MET


@given(plain_worlds(), st.integers(1, 6))
def test_archiving_a_room_never_raises_the_goal(world: World, archived: int) -> None:
    """A room that somebody archives in Varaamo is missing from the goal, not forgotten by it."""
    ours, shot = world
    after = replace(shot, rooms=tuple(r for r in shot.rooms if r.pk != archived))
    before_goal = evaluate(ours.goal, progress(ours, shot))
    after_goal = evaluate(ours.goal, progress(ours, after))

    assert RANK[after_goal.outlook] <= RANK[before_goal.outlook]
    assert bookable(progress(ours, after)) <= bookable(progress(ours, shot))
    for unit in ServiceUnit:
        assert RANK[after_goal.units[unit].outlook] <= RANK[before_goal.units[unit].outlook]


@given(worlds(), st.integers(1, 6))
def test_archiving_never_makes_an_unmet_goal_met(world: World, archived: int) -> None:
    """Even where rooms cannot be told apart, archiving one opens none that is known to be shut."""
    ours, shot = world
    after = replace(shot, rooms=tuple(r for r in shot.rooms if r.pk != archived))
    before = {i.room.key: i.stage for i in progress(ours, shot).rooms}

    for item in progress(ours, after).rooms:
        if item.stage.bookable:
            assert before[item.room.key].bookable or before[item.room.key] is Stage.UNKNOWN


@given(worlds())
def test_every_count_can_be_traced(world: World) -> None:
    """Each stage stands on evidence: when it was read, and which remote room it was."""
    ours, shot = world
    known_pks = {remote.pk for remote in shot.rooms}

    for item in progress(ours, shot).rooms:
        assert shot.taken == item.evidence.read
        present = item.stage in (Stage.IN_PROGRESS, Stage.READY, Stage.EARLIER)
        assert (
            (item.evidence.pk in known_pks)
            if present
            else item.stage
            in (
                Stage.PREPARED,
                Stage.UNKNOWN,
            )
        )
