"""What is sent is what is stored, whatever a room holds; and nothing else is ever changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.generated import Maker
from tests.make import NOW, TODAY, catalogue
from varaamo_sync.booking import (
    CreateRoom,
    CreateSpace,
    ReadReference,
    ReadRoom,
    ReadVenues,
    UpdateRoom,
)
from varaamo_sync.booking.client import PasswordLogin, VaraamoClient
from varaamo_sync.errors import ValidationRefused
from varaamo_sync.findings import Severity
from varaamo_sync.model import Room
from varaamo_sync.rules import check
from varaamo_sync.sandbox import Sandbox, SandboxTransport
from varaamo_sync.snapshot import Reference, RemoteRoom, RemoteVenue, Value
from varaamo_sync.stored_form import agree, stated_values

SEEDS = st.integers(0, 1_000_000)


class Town:
    """A sandbox whose clock stands still, and somebody who may write to it."""

    def __init__(self, api: VaraamoClient) -> None:
        self.api = api
        self.reference: Reference = api.execute(ReadReference(logged_in=True))
        self.venues: tuple[RemoteVenue, ...] = api.execute(ReadVenues())

    def room(self, seed: int) -> dict[str, Value]:
        """Return the values of a room that the rules let pass."""
        maker = Maker(seed, TODAY, self.reference, self.venues[:1])
        while True:
            made: Room = maker.catalogue(1).rooms[0].model_copy(update={"part_of": None})
            known: dict[str, Any] = {
                "reference": self.reference,
                "venues": self.venues,
                "existing": (),
            }
            found = check(catalogue(made), now=NOW, **known)
            if not any(finding.severity is Severity.ERROR for finding in found):
                return stated_values(made, self.reference, TODAY)

    def create(self, values: dict[str, Value]) -> RemoteRoom:
        """Make a room with a space of its own, and read it."""
        venue = self.venues[0].pk
        space = self.api.execute(CreateSpace(code="demo:a", venue=venue, name={"fi": "A"}))
        command = CreateRoom(
            venue=venue, spaces=(space,), values=values, reference=self.reference, today=TODAY
        )
        return self.read(self.api.execute(command).pk)

    def update(self, room: RemoteRoom, values: dict[str, Value]) -> RemoteRoom:
        """Change a room, and read it."""
        command = UpdateRoom(room=room, reference=self.reference, today=TODAY, values=values)
        self.api.execute(command)
        return self.read(room.pk)

    def read(self, pk: int) -> RemoteRoom:
        """Read a room."""
        room = self.api.execute(ReadRoom(pk))
        assert room is not None
        return room


@contextmanager
def _open() -> Iterator[Town]:
    with (
        Sandbox(clock=lambda: NOW) as sandbox,
        SandboxTransport(sandbox) as transport,
        VaraamoClient(
            "http://sandbox.localhost",
            login=PasswordLogin("admin", "admin"),
            transport=transport,
            today=lambda: TODAY,
        ) as api,
    ):
        api.log_in()
        yield Town(api)


@pytest.fixture(scope="module")
def town() -> Iterator[Town]:
    """Give a town to all tests of this file."""
    with _open() as opened:
        yield opened


def differing(wanted: dict[str, Value], room: RemoteRoom) -> list[str]:
    """Return the paths at which a room is not as wanted."""
    return [path for path, value in wanted.items() if not agree(value, room.values[path])]


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS)
def test_a_room_that_is_made_is_read_as_it_was_meant(town: Town, seed: int) -> None:
    """For any valid room: create, read, and there is no difference."""
    values = town.room(seed)

    assert [] == differing(values, town.create(values))


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS, other=SEEDS, data=st.data())
def test_an_update_changes_what_it_says_and_nothing_else(
    town: Town, seed: int, other: int, data: st.DataObject
) -> None:
    """Any fields changed: only those change; or the change is refused, and none does."""
    before = town.create(town.room(seed))
    offered = town.room(other)
    chosen = data.draw(st.sets(st.sampled_from(sorted(offered)), min_size=1))
    changes = {path: offered[path] for path in chosen}
    try:
        after = town.update(before, changes)
    except ValidationRefused:  # both rooms are valid; a mixture need not be
        changes, after = {}, town.read(before.pk)

    others = {path: value for path, value in before.values.items() if path not in changes}
    assert [] == differing(changes, after)
    assert others == {path: after.values[path] for path in others}
    assert (before.spaces, before.ext_uuid, before.images) == (
        after.spaces,
        after.ext_uuid,
        after.images,
    )
    if "pricing" not in changes:
        assert before.prices == after.prices
    if "access" not in changes:
        assert before.access == after.access


FUTURE = TODAY + timedelta(days=30)
PAID = {"lowest": 1, "highest": 2, "vat": Decimal("25.5"), "payment": "on_site", "from": FUTURE}


@pytest.mark.parametrize(
    "changes",
    [
        {"contact": "Uusi"},
        {"search_terms": ("a",)},
        {"capacity.max": 9},
        {"booking.handling": True},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_prices_and_ways_in_to_come_survive_a_change_of_another_field(
    town: Town, changes: dict[str, Value]
) -> None:
    """What an update leaves out the API deletes, so it is sent back, with its numbers."""
    room = Room.model_validate(
        {
            "key": "a",
            "service_unit": "NUP",
            "venue": {"tprek": "demo-001", "name": {"fi": "Talo"}},
            "name": {"fi": "Sali"},
            "pricing": [{"free": True}, PAID],
            "access": [{"type": "unrestricted"}, {"type": "physical_key", "from": FUTURE}],
        }
    )
    before = town.create(stated_values(room, town.reference, TODAY))
    after = town.update(before, changes)

    assert (2, 2) == (len(before.prices), len(before.access))
    assert (before.prices, before.access) == (after.prices, after.access)
    assert [] == differing(changes, after)
