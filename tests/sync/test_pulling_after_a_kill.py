"""A push is killed at each of its writes; nothing of ours is then taken for staff's edit."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.make import catalogue, room
from tests.sync.conftest import Town
from tests.sync.killing import Life, killed_push, settings_of
from tests.sync.test_push import named, remote_of, staff
from varaamo_sync.booking.client import VaraamoClient
from varaamo_sync.model import Catalogue
from varaamo_sync.plan import Action
from varaamo_sync.sandbox import SandboxTransport
from varaamo_sync.state.records import IntentState
from varaamo_sync.sync import (
    LeftReason,
    Prepared,
    PushSettings,
    Takeover,
    prepare,
    push,
    take_over,
)

BEFORE: dict[str, Any] = {"contact": "Vanha", "area": 50, "description": named("Vanha.")}
SENT: dict[str, Any] = {"contact": "Uusi", "area": 60, "description": named("Uusi.")}
EDITED: dict[str, Any] = {"contact": "Uusin", "area": 70, "description": named("Uusin.")}

WAYS = {
    "made": (None, SENT, EDITED),
    "made a draft": (None, SENT | {"wanted": "draft"}, EDITED | {"wanted": "published"}),
    "changed": (BEFORE, SENT, EDITED),
    "changed back": (BEFORE, SENT, BEFORE),
    "published": (BEFORE | {"wanted": "draft"}, SENT, EDITED | {"wanted": "draft"}),
    "unpublished": (BEFORE, SENT | {"wanted": "draft"}, EDITED),
}
"""What was pushed before, what the killed push sent, and what the catalogue says afterwards."""

steps = pytest.mark.parametrize("writes", range(4))
answered = pytest.mark.parametrize("stored", [False, True])
ways = pytest.mark.parametrize("way", WAYS)


@contextmanager
def anybody(town: Town) -> Iterator[VaraamoClient]:
    """Open a client that is not logged in."""
    with (
        SandboxTransport(town.sandbox) as transport,
        VaraamoClient("http://sandbox.localhost", transport=transport) as api,
    ):
        yield api


def complete(town: Town, file: Path, wanted: Catalogue) -> None:
    """Push to the end."""
    with settings_of(town, file, wanted) as settings:
        made = prepare(town, wanted, settings=settings)
        push(town, made, settings=settings)


def killed(town: Town, file: Path, way: str, life: Life) -> Catalogue:
    """Let a push be killed, and edit the catalogue; return it as it is then."""
    before, sent, after = WAYS[way]
    if before is not None:
        complete(town, file, catalogue(room(**before)))
    killed_push(town, file, catalogue(room(**sent)), life)
    return catalogue(room(**after))


def pulled(
    api: Any, settings: PushSettings, wanted: Catalogue, **options: Any
) -> tuple[Prepared, Takeover]:
    """Decide what a pull takes."""
    made = prepare(api, wanted, settings=settings)
    earlier = settings.state.earlier()
    return made, take_over(made, found=(), earlier=earlier, **options)


@steps
@answered
@ways
def test_nothing_of_ours_is_taken(
    town: Town, tmp_path: Path, way: str, writes: int, stored: bool
) -> None:
    """What became of the writes is found out first; the catalogue stays, and wins in the end."""
    file = tmp_path / "state.db"
    wanted = killed(town, file, way, Life(writes, stored))
    with settings_of(town, file, wanted) as settings:
        made, taken = pulled(town, settings, wanted)

        assert ((), ()) == (taken.fields, taken.rooms)
        assert () == made.plan.rooms[0].conflicts
        assert [] == [item for item in taken.left if item.reason is not LeftReason.FOREIGN]
        assert () == settings.state.intents(IntentState.OPEN)
    complete(town, file, wanted)
    with settings_of(town, file, wanted) as settings:
        (planned,) = prepare(town, wanted, settings=settings).plan.rooms

        assert (Action.NOTHING, ()) == (planned.action, planned.conflicts)
        assert planned.pair.remote is not None
        assert wanted.rooms[0].wanted.value == (
            "draft" if planned.pair.remote.is_draft else "published"
        )


@steps
@answered
@ways
def test_without_a_login_what_is_open_is_left_and_named(
    town: Town, tmp_path: Path, way: str, writes: int, stored: bool
) -> None:
    """Nobody can find out then, so nothing of that room is taken, and nothing is settled."""
    file = tmp_path / "state.db"
    wanted = killed(town, file, way, Life(writes, stored))
    with settings_of(town, file, wanted) as settings, anybody(town) as stranger:
        open_before = settings.state.intents(IntentState.OPEN)
        _, taken = pulled(stranger, settings, wanted)
        named_ones = [item.key for item in taken.left if item.reason is LeftReason.UNSETTLED]

        assert ((), ()) == (taken.fields, taken.rooms)
        assert ["nup-sali"] * bool(open_before) == named_ones
        assert open_before == settings.state.intents(IntentState.OPEN)


@answered
def test_what_staff_changed_after_the_kill_is_theirs(
    town: Town, tmp_path: Path, stored: bool
) -> None:
    """Beside what is ours, an edit of staff's is still seen and taken."""
    file, sent = tmp_path / "state.db", room(**SENT)
    complete(town, file, catalogue(room(**BEFORE)))
    killed_push(town, file, catalogue(sent), Life(1, stored))
    staff(town, "nup-sali", sent, contact="Henkilökunnan")
    with settings_of(town, file, catalogue(sent)) as settings:
        _, taken = pulled(town, settings, catalogue(sent))

    assert [("contact", "Henkilökunnan")] == [(item.path, item.after) for item in taken.fields]


@steps
@answered
def test_with_the_store_lost_too_a_half_made_room_stays_to_be_published(
    town: Town, tmp_path: Path, writes: int, stored: bool
) -> None:
    """The room is known by its code, and its draft is not taken for somebody's decision."""
    wanted = catalogue(room(**SENT))
    killed_push(town, tmp_path / "lost.db", wanted, Life(writes, stored))
    with settings_of(town, tmp_path / "state.db", wanted) as settings:
        made, taken = pulled(town, settings, wanted)
        remote = made.plan.rooms[0].pair.remote

    half = remote is not None and remote.is_draft
    assert ((), ()) == (taken.fields, taken.rooms)
    assert [LeftReason.HALF_MADE] * half == [item.reason for item in taken.left]


@steps
@answered
def test_a_killed_adoption_takes_staffs_values_and_keeps_what_it_was(
    town: Town, tmp_path: Path, writes: int, stored: bool
) -> None:
    """Of a room that is being adopted, what staff wrote is staff's, and it is no progress."""
    oodi = {"tprek": "demo-011", "name": {"fi": "Keskustakirjasto Oodi"}}
    old = room(
        "kir-rt1",
        name={"fi": "Ryhmätyötila 1"},
        venue=oodi,
        service_unit="KIR",
        area=13,
        complete=False,
    )
    file, wanted = tmp_path / "state.db", catalogue(old)
    killed_push(town, file, wanted, Life(writes, stored))
    there = remote_of(town, "kir-rt1", old).values["area"]
    with settings_of(town, file, wanted) as settings:
        _, taken = pulled(town, settings, wanted)

    values = {item.path: item.after for item in taken.fields}
    assert {"area": there, "earlier": "bookable"} == values
