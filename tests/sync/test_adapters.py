"""Whatever a part that was handed in raises, a push ends in outcomes that say what was done."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from tests.make import catalogue, room
from tests.sync.conftest import Town
from tests.sync.test_push import named
from varaamo_sync.booking import Command, CreateRoom, ReadRoom, ReadRooms, ReadUser
from varaamo_sync.errors import AdapterFailed
from varaamo_sync.model import Catalogue, Image
from varaamo_sync.sync import (
    InMemoryState,
    PushResult,
    Status,
    prepare,
    push,
    push_async,
)


class Foreign(Exception):
    """An error that is none of ours, as an adapter's HTTP library has its own."""


@dataclass
class Adapter:
    """An adapter of somebody else's: it carries commands out, and one kind of them breaks.

    Attributes:
        town: What carries out.
        breaks: The kind that breaks.
        stored: Whether it breaks after it was stored.
        most: How many of them break.
        error: What it raises.
    """

    town: Town
    breaks: type[Command[Any]]
    stored: bool = True
    most: int = 1
    error: type[BaseException] = Foreign

    @property
    def origin(self) -> str:
        """Say which booking system it is."""
        return self.town.origin

    def execute(self, command: Command[Any]) -> Any:
        """Carry a command out, or break."""
        breaks = isinstance(command, self.breaks) and self.most > 0
        self.most -= breaks
        if breaks and not self.stored:
            raise self.error("the pool is closed")
        answer = self.town.execute(command)
        if breaks:
            raise self.error("https://user:secret@host is gone")
        return answer


class AsyncAdapter:
    """The same, asynchronously."""

    def __init__(self, adapter: Adapter) -> None:
        self._adapter = adapter

    @property
    def origin(self) -> str:
        """Say which booking system it is."""
        return self._adapter.origin

    async def execute(self, command: Command[Any]) -> Any:
        """Carry a command out, or break."""
        return self._adapter.execute(command)


def three_rooms() -> Catalogue:
    """Return three rooms of one venue."""
    return catalogue(*(room(key, name=named(key)) for key in ("nup-a", "nup-b", "nup-c")))


def pushed(adapter: Adapter, wanted: Catalogue) -> PushResult:
    """Plan and push through an adapter."""
    settings = adapter.town.settings
    return push(adapter, prepare(adapter.town, wanted, settings=settings), settings=settings)


def pushed_beside(adapter: Adapter, wanted: Catalogue) -> PushResult:
    """Do the same asynchronously."""
    settings = adapter.town.settings
    prepared = prepare(adapter.town, wanted, settings=settings)
    return asyncio.run(push_async(AsyncAdapter(adapter), prepared, settings=settings))


@pytest.mark.parametrize("stored", [True, False])
@pytest.mark.parametrize("way", [pushed, pushed_beside])
def test_a_write_that_breaks_is_looked_up_like_one_without_an_answer(
    town: Town, way: Callable[[Adapter, Catalogue], PushResult], stored: bool
) -> None:
    """What an adapter raises proves nothing: what was stored is found, the rest is sent again."""
    result = way(Adapter(town, CreateRoom, stored=stored), three_rooms())

    assert {Status.DONE} == {outcome.status for outcome in result.outcomes}
    assert 3 == town.writes().count("CreateRoom")
    assert () == result.doubles


@pytest.mark.parametrize("way", [pushed, pushed_beside])
def test_an_adapter_that_stays_broken_is_told_in_outcomes(
    town: Town, way: Callable[[Adapter, Catalogue], PushResult]
) -> None:
    """Rooms that could not be made have the error; what the adapter raised is its cause."""
    result = way(Adapter(town, CreateRoom, stored=False, most=99), three_rooms())
    error = result.outcomes[0].error

    assert {Status.UNKNOWN} == {outcome.status for outcome in result.outcomes}
    assert isinstance(error, AdapterFailed)
    assert ("Foreign", "CreateRoom", False) == (error.kind, error.operation, error.certain)
    assert isinstance(error.__cause__, Foreign)


def test_what_an_adapter_says_is_told_without_passwords() -> None:
    """An address in somebody else's message may hold a password."""
    told = str(AdapterFailed(Foreign("https://user:secret@host is gone")))

    assert "secret" not in told
    assert "Foreign" in told
    assert "Foreign" in str(AdapterFailed(Foreign()))


def test_before_the_first_write_it_is_raised(town: Town) -> None:
    """Nothing was sent yet: there are no outcomes to tell."""
    with pytest.raises(AdapterFailed):
        pushed(Adapter(town, ReadUser), three_rooms())


class BreakingState(InMemoryState):
    """A state of somebody else's that raises errors of its own from some method on."""

    def __init__(self, method: str) -> None:
        super().__init__()
        self._method = method
        self._calls: Counter[str] = Counter()

    def settle(self, *given: Any, **named: Any) -> None:
        """Note what became of a write, or break."""
        self._break("settle")
        super().settle(*given, **named)

    def note(self, *given: Any) -> int:
        """Note a write, or break."""
        self._break("note")
        return super().note(*given)

    def _break(self, method: str) -> None:
        self._calls[method] += 1
        if method == self._method and self._calls[method] > 3:
            raise Foreign("the disk is on fire")


@pytest.mark.parametrize("method", ["note", "settle"])
def test_a_state_that_breaks_ends_in_outcomes(
    town: Town, method: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A state may raise anything, too: rooms that were written before are told as written."""
    town.settings = replace(town.settings, state=BreakingState(method), concurrency=1)
    with caplog.at_level(logging.ERROR, "varaamo_sync"):
        result = pushed(Adapter(town, ReadUser, most=0), three_rooms())
    statuses = [outcome.status for outcome in result.outcomes]

    assert (Status.DONE, Status.UNKNOWN) == (statuses[0], statuses[-1])
    assert "what no room may raise: Foreign" in caplog.text


def test_a_reader_of_pictures_that_breaks_ends_in_outcomes(town: Town) -> None:
    """So may a reader of pictures that are kept elsewhere than in files."""

    def broken(_: Image) -> bytes:
        raise Foreign("no such bucket")

    pictured = room("nup-a", name=named("nup-a"), images=[{"file": "a.png", "type": "main"}])
    wanted = catalogue(pictured, room("nup-b", name=named("nup-b")))
    town.settings = replace(town.settings, read_picture=lambda _: b"\x89PNG\r\n\x1a\n")
    seen = prepare(town, wanted, settings=town.settings)
    town.settings = replace(town.settings, read_picture=broken)
    result = push(town, seen, settings=town.settings)

    assert [Status.UNKNOWN, Status.DONE] == [outcome.status for outcome in result.outcomes]


def test_a_question_to_stop_that_breaks_stops(town: Town) -> None:
    """Whoever asks to stop and breaks may have meant it: nothing more is sent."""

    def should_stop() -> bool:
        raise Foreign("the flag is gone")

    prepared = prepare(town, three_rooms(), settings=town.settings)
    result = push(town, prepared, settings=town.settings, should_stop=should_stop)

    assert {Status.NOT_TRIED} == {outcome.status for outcome in result.outcomes}


@pytest.mark.parametrize("breaks", [CreateRoom, ReadRoom])
def test_what_an_adapter_cancels_within_itself_ends_no_task(
    town: Town, breaks: type[Command[Any]]
) -> None:
    """A worker or a pool that it gave up is an error of its own: nobody cancelled the push."""
    adapter = Adapter(town, breaks, stored=False, most=99, error=asyncio.CancelledError)
    result = pushed_beside(adapter, three_rooms())
    error = result.outcomes[0].error

    assert {Status.UNKNOWN} == {outcome.status for outcome in result.outcomes}
    assert isinstance(error, AdapterFailed)
    assert ("CancelledError", breaks.__name__) == (error.kind, error.operation)


def test_rooms_there_twice_are_not_known_where_the_answer_is_none(town: Town) -> None:
    """What answers nonsense once rooms were made takes nothing away from what is told of them."""

    @dataclass
    class Nonsense(Adapter):
        def execute(self, command: Command[Any]) -> Any:
            return None if isinstance(command, self.breaks) else self.town.execute(command)

    result = pushed(Nonsense(town, ReadRooms), three_rooms())

    assert {Status.DONE} == {outcome.status for outcome in result.outcomes}
    assert result.doubles is None
