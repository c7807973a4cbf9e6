"""A memory that fails and a listener that raises: every room still has its outcome."""

import asyncio
import logging
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.clock import now
from tests.make import catalogue, room
from tests.sandbox.test_images import PNG
from tests.sync.conftest import Town
from tests.sync.test_push import named
from varaamo_sync.booking import Command
from varaamo_sync.errors import StoreUnusable, UsageError
from varaamo_sync.model import Catalogue
from varaamo_sync.state.records import IntentState, RoomState, StateUpdate, Step
from varaamo_sync.sync import (
    InMemoryState,
    Outcome,
    Prepared,
    PushResult,
    PushSettings,
    Status,
    push,
    push_async,
)


class FailingMemory(InMemoryState):
    """A memory whose methods fail one by one, and that counts how often all of it is read."""

    def __init__(self) -> None:
        super().__init__()
        self.broken = ""
        self.broken_from_the_first_note = ""
        self.read_whole = 0

    def remembered(self) -> Mapping[str, RoomState]:
        self.read_whole += 1
        return super().remembered()

    def note(self, key: str, step: Step, detail: Mapping[str, Any], begun: datetime) -> int:
        self._fail("note")
        self.broken = self.broken_from_the_first_note or self.broken
        return super().note(key, step, detail, begun)

    def settle(
        self,
        intent: int,
        fate: IntentState,
        at: datetime,
        pk: int | None = None,
        update: StateUpdate | None = None,
    ) -> None:
        self._fail("settle")
        super().settle(intent, fate, at, pk, update)

    def flush(self) -> None:
        self._fail("flush")
        super().flush()

    def _fail(self, method: str) -> None:
        if self.broken == method:
            raise StoreUnusable("The disk is full.")


@dataclass
class AsyncTown:
    """The same town for asynchronous callers."""

    town: Town

    @property
    def origin(self) -> str:
        """Say which booking system it is."""
        return self.town.origin

    async def execute(self, command: Command[Any]) -> Any:
        """Pass a command on."""
        return self.town.execute(command)


Push = Callable[..., PushResult]


def pushed(town: Town, wanted: Catalogue, *, archive: bool = False, **options: Any) -> PushResult:
    """Plan and push."""
    made = Prepared(wanted, town.plan(wanted, archive=archive), town.survey(wanted))
    return push(town, made, settings=town.settings, **options)


def pushed_async(
    town: Town, wanted: Catalogue, *, archive: bool = False, **options: Any
) -> PushResult:
    """Plan and push asynchronously."""
    made = Prepared(wanted, town.plan(wanted, archive=archive), town.survey(wanted))
    api, settings = AsyncTown(town), town.settings
    return asyncio.run(push_async(api, made, settings=settings, **options))


twins = pytest.mark.parametrize("carry_out", [pushed, pushed_async])
ROOMS = [room(f"r{number}", name=named(f"Sali {number}")) for number in range(3)]


def statuses(result: PushResult) -> list[Status]:
    """Return what became of each room."""
    return [outcome.status for outcome in result.outcomes]


@twins
def test_a_memory_that_fails_after_a_write_leaves_it_unknown_and_ends_the_push(
    town: Town, carry_out: Push
) -> None:
    """A write that landed is never called refused, and nothing is sent that cannot be noted."""
    memory = FailingMemory()
    memory.broken = "settle"
    town.settings = replace(town.settings, state=memory)

    result = carry_out(town, catalogue(*ROOMS))

    assert [Status.UNKNOWN, Status.NOT_TRIED, Status.NOT_TRIED] == statuses(result)
    assert ["CreateSpace"] == town.writes()


@twins
def test_a_room_is_not_called_done_before_it_is_written_down(town: Town, carry_out: Push) -> None:
    """What was kept back is written before a room has its outcome; where that fails, it ends."""
    memory = FailingMemory()
    memory.broken_from_the_first_note = "flush"
    town.settings = replace(town.settings, state=memory, concurrency=1)

    result = carry_out(town, catalogue(*ROOMS))

    assert [Status.UNKNOWN, Status.NOT_TRIED, Status.NOT_TRIED] == statuses(result)
    assert ["CreateSpace", "CreateRoom", "UpdateRoom"] == town.writes()


@twins
@pytest.mark.parametrize(
    ("broken", "later", "sent"),
    [("note", "", []), ("settle", "", ["ArchiveRoom"]), ("", "flush", ["ArchiveRoom"])],
)
def test_a_memory_that_fails_at_archiving_leaves_every_room_an_outcome(
    town: Town, carry_out: Push, broken: str, later: str, sent: list[str]
) -> None:
    """Archiving ends with the memory; the room it was at is unknown, the next is not tried."""
    memory = FailingMemory()
    town.settings = replace(town.settings, state=memory)
    town.push(catalogue(*ROOMS))
    town.writes()
    memory.broken, memory.broken_from_the_first_note = broken, later

    result = carry_out(town, catalogue(ROOMS[0]), archive=True, allowed={"NUP": 2})

    assert [Status.UNCHANGED, Status.UNKNOWN, Status.NOT_TRIED] == statuses(result)
    assert sent == town.writes()


@twins
def test_a_listener_that_raises_is_logged_and_the_push_goes_on(
    town: Town, carry_out: Push, caplog: pytest.LogCaptureFixture
) -> None:
    """What ``on_outcome`` raises costs no room and no result, in both twins alike."""

    def raising(outcome: Outcome) -> None:
        raise OSError(f"nobody listens to {outcome.key}")

    result = carry_out(town, catalogue(*ROOMS), on_outcome=raising)

    errors = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert [Status.DONE] * 3 == statuses(result)
    assert ["varaamo_sync.sync.pushes.recorder"] * 3 == [record.name for record in errors]
    assert all(record.exc_info for record in errors)


def test_pictures_read_only_what_is_remembered_of_their_room(town: Town) -> None:
    """However many rooms have pictures, a push reads the whole memory once."""
    memory = FailingMemory()
    town.settings = replace(town.settings, state=memory, read_picture=lambda image: PNG)
    images = [{"file": "sali.png", "type": "main"}]
    rooms = catalogue(*(room(item.key, name=named(item.key), images=images) for item in ROOMS))
    made = Prepared(rooms, town.plan(rooms), town.survey(rooms))
    memory.read_whole = 0

    result = push(town, made, settings=town.settings)

    assert result.complete
    assert 1 == memory.read_whole


@pytest.mark.parametrize("name", ["settles_after", "repeats_for"])
def test_no_push_waits_for_less_than_no_time(name: str) -> None:
    """A negative time would make an unanswered write look settled, and it would be sent again."""
    with pytest.raises(UsageError, match="less than zero seconds"):
        replace(PushSettings(), **{name: timedelta(seconds=-5)})


@pytest.mark.parametrize("concurrency", [0, -1])
def test_at_least_one_room_is_written_at_once(concurrency: int) -> None:
    """A concurrency that would never write anything is refused where it is given."""
    with pytest.raises(UsageError):
        PushSettings(concurrency=concurrency)


def test_a_brief_memory_may_be_read_while_others_write() -> None:
    """Reading it meets no half-made note, however many threads note meanwhile."""
    memory, done = InMemoryState(), threading.Event()

    def write() -> None:
        while not done.is_set():
            memory.note("a", Step.CREATE_ROOM, {}, now())

    for _ in range(2000):  # so that reading takes long enough to be interrupted
        memory.note("a", Step.CREATE_ROOM, {}, now())
    patience = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(100):
            memory.intents(IntentState.OPEN)
    finally:
        done.set()
        writer.join()
        sys.setswitchinterval(patience)
