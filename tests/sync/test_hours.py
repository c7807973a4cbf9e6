"""Opening hours are taken to the opening-hours system once, and never over anybody's head."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.make import catalogue, room
from tests.sync.conftest import Town
from tests.sync.killing import Killed, Life, MortalMemory
from tests.sync.test_push import named
from varaamo_sync.booking import Command
from varaamo_sync.errors import AdapterFailed, GuardTripped, HoursError, PlanStale
from varaamo_sync.hours import (
    CreatePeriod,
    DatePeriod,
    DeletePeriod,
    ReadPeriods,
    ReadResources,
    ReplacePeriod,
    ResourceId,
    ResourceState,
    Rows,
)
from varaamo_sync.hours.client import AsyncHoursClient, HoursClient
from varaamo_sync.model import HELSINKI, Hours, Room
from varaamo_sync.sandbox import AsyncSandboxTransport, SandboxTransport
from varaamo_sync.state.records import IntentState
from varaamo_sync.sync import InMemoryState, PushSettings, Status
from varaamo_sync.sync.hours import (
    Clash,
    HoursOptions,
    HoursPlan,
    HoursResult,
    HoursRoom,
    PeriodAction,
    Waits,
    prepare_hours,
    prepare_hours_async,
    push_hours,
    push_hours_async,
)

HAUKI, TOKEN = "http://sandbox.localhost/hauki", "sandbox-hours-token"
WEEK = {"mon-fri": "8-16", "exceptions": {"12-24": "closed"}}
MOMENT = datetime(2026, 11, 26, 12, tzinfo=HELSINKI)
"""When it is planned: periods of fixed days must not end as years go by."""

WRITES = (CreatePeriod, ReplacePeriod, DeletePeriod)


@dataclass
class House:
    """Two rooms in the booking system, and the opening-hours system that they are linked to.

    Attributes:
        lost: Answers of writes that get lost, with whether the write was stored.
        sent: Names of the writes that were sent.
    """

    town: Town
    api: HoursClient
    ids: dict[str, str]
    settings: PushSettings
    lost: list[bool] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    life: Life | None = None

    @property
    def origin(self) -> str:
        """Say which system it is."""
        return self.api.origin

    def execute(self, command: Command[Any]) -> Any:
        """Pass a command on, and lose the answers that are to be lost."""
        if not isinstance(command, WRITES):
            return self.api.execute(command)
        self.sent.append(type(command).__name__)
        if self.life and self.life.writes == 0 and not self.life.stored:
            self.life.die()
        stored = self.lost.pop(0) if self.lost else None
        answer = self.api.execute(command) if stored is not False else None
        if self.life and self.life.writes == 0:
            self.life.die()
        if self.life:
            self.life.writes -= 1
        if stored is not None:
            raise HoursError("hours-silent-write", source=HAUKI, reason="-", writes=True)
        return answer

    def subjects(self, **hours: dict[str, Any] | None) -> list[HoursRoom]:
        """Return the rooms with some hours, by the last sign of their keys."""
        rooms = catalogue(*(room(key, name=named(key)) for key in self.ids)).rooms
        return [
            HoursRoom(_stating(one, hours.get(one.key[-1])), self.ids[one.key]) for one in rooms
        ]

    def plan(self, *rooms: HoursRoom, **options: Any) -> HoursPlan:
        """Settle and plan."""
        made = HoursOptions(**options)
        return prepare_hours(self, "demo", rooms, settings=self.settings, options=made)

    def push(self, *rooms: HoursRoom, **options: Any) -> HoursResult:
        """Settle, plan and push."""
        return push_hours(self, self.plan(*rooms, **options), settings=self.settings)

    def resource(self, key: str) -> int:
        """Return the number of a room's resource."""
        id = ResourceId.of_room(self.ids[key])
        return self.api.execute(ReadResources((id,))).found[id].pk

    def periods(self, key: str) -> tuple[DatePeriod, ...]:
        """Return what is there of a room."""
        pk = self.resource(key)
        return self.api.execute(ReadPeriods((pk,)))[pk].read

    def marks(self, key: str) -> list[str]:
        """Return the numbers of a room's periods; those of others have none."""
        return sorted(
            p.origins[0].origin_id.split(":")[-1] if p.origins else "" for p in self.periods(key)
        )

    def wipe(self, key: str) -> None:
        """Delete every period of a room by hand."""
        for period in self.periods(key):
            assert period.pk is not None
            self.api.execute(DeletePeriod(period.pk))

    def edit(self, key: str, number: int, **values: Any) -> None:
        """Change a period by hand, as staff does."""
        period = self.periods(key)[number]
        assert period.pk is not None
        self.api.execute(ReplacePeriod(period.pk, replace(period, **values)))


def _stating(one: Room, hours: dict[str, Any] | None) -> Room:
    stated = None if hours is None else Hours.model_validate(hours)
    return one.model_copy(update={"hours": stated})


@pytest.fixture
def house(town: Town) -> Iterator[House]:
    """Give two rooms that were just taken into the booking system."""
    made = catalogue(*(room(f"nup-{n}", name=named(f"nup-{n}")) for n in range(2)))
    town.push(made)
    known = town.settings.state.remembered()
    ids = {key: known[key].pairing.ext_uuid for key in sorted(known)}
    settings = PushSettings(
        state=InMemoryState(), now=lambda: MOMENT, settles_after=timedelta(0), concurrency=1
    )
    with (
        SandboxTransport(town.sandbox) as transport,
        HoursClient(HAUKI, token=TOKEN, transport=transport) as api,
    ):
        yield House(town, api, ids, settings)


def test_pushing_twice_is_pushing_once(house: House) -> None:
    """Every period is made with its mark; the second push sends nothing."""
    rooms = house.subjects(**{"0": WEEK, "1": {"sat": "10-12"}})
    first = house.push(*rooms)
    house.sent.clear()
    second = house.push(*rooms)

    assert [Status.DONE] * 2 == [outcome.status for outcome in first.outcomes]
    assert "1" in house.marks("nup-0")
    assert len(house.marks("nup-0")) > len(house.marks("nup-1")) == 1
    assert [] == house.sent
    assert [Status.UNCHANGED] * 2 == [outcome.status for outcome in second.outcomes]


def test_a_push_that_forgot_everything_doubles_nothing(house: House) -> None:
    """Periods are known by their marks, whatever is remembered."""
    rooms = house.subjects(**{"0": WEEK})
    house.push(*rooms)
    house.settings = replace(house.settings, state=InMemoryState())
    house.sent.clear()

    assert [Status.UNCHANGED] == [outcome.status for outcome in house.push(*rooms).outcomes]
    assert [] == house.sent


def test_what_the_catalogue_changes_is_changed_there(house: House) -> None:
    """A period that says something else is replaced; one that is gone is deleted."""
    house.push(*house.subjects(**{"0": WEEK}))
    house.sent.clear()
    house.push(*house.subjects(**{"0": {"mon-fri": "8-18"}}))

    assert ["1"] == house.marks("nup-0")
    assert "ReplacePeriod" == house.sent[0]
    assert {"DeletePeriod"} == set(house.sent[1:])


def test_periods_of_others_are_let_be(house: House) -> None:
    """Neither a new period, nor a deletion of ours, touches one without our mark."""
    theirs = DatePeriod(resource=house.resource("nup-0"), resource_state=ResourceState.CLOSED)
    house.api.execute(CreatePeriod(theirs))
    house.push(*house.subjects(**{"0": WEEK}))
    plan = house.plan(*house.subjects(**{"0": {"exceptions": {"12-24": "closed"}}}))
    push_hours(house, plan, settings=house.settings)

    assert 1 == plan.rooms[0].others
    assert "" in house.marks("nup-0")
    assert "1" not in house.marks("nup-0")


def test_what_staff_changed_is_a_conflict_until_somebody_decides(house: House) -> None:
    """It is left as it is, told each time, and only taken back where that was asked for."""
    rooms = house.subjects(**{"0": {"mon-fri": "8-16"}})
    house.push(*rooms)
    house.edit("nup-0", 0, end_date=date(2030, 1, 1))
    house.sent.clear()

    for hours in ({"mon-fri": "8-16"}, {"mon-fri": "8-18"}):
        plan = house.plan(*house.subjects(**{"0": hours}))
        assert [Clash.CHANGED] == [period.clash for period in plan.rooms[0].clashes]
        result = push_hours(house, plan, settings=house.settings)
        assert [Status.CONFLICT] == [outcome.status for outcome in result.outcomes]
    assert [] == house.sent
    house.push(*rooms, on_conflict="ours")
    assert None is house.periods("nup-0")[0].end_date


def test_what_staff_deleted_does_not_come_back_by_itself(house: House) -> None:
    """A period of ours that somebody deleted is a conflict; it is made again on request."""
    rooms = house.subjects(**{"0": {"mon-fri": "8-16"}})
    house.push(*rooms)
    pk = house.periods("nup-0")[0].pk
    assert pk is not None
    house.api.execute(DeletePeriod(pk))
    house.push(*rooms)

    assert [Clash.DELETED] == [p.clash for p in house.plan(*rooms).rooms[0].clashes]
    assert [] == house.marks("nup-0")
    house.push(*rooms, on_conflict="ours")
    assert ["1"] == house.marks("nup-0")


@pytest.mark.parametrize("stored", [True, False])
def test_a_write_without_an_answer_is_looked_up(house: House, stored: bool) -> None:
    """Whether it was stored or not, in the end the period is there once."""
    house.lost = [stored]
    result = house.push(*house.subjects(**{"0": {"mon-fri": "8-16"}}))

    assert [Status.DONE] == [outcome.status for outcome in result.outcomes]
    assert ["1"] == house.marks("nup-0")
    house.lost = [stored]
    house.push(*house.subjects(**{"0": {"mon-fri": "8-18"}}))
    house.lost = [stored]
    house.push(*house.subjects(**{"0": {"exceptions": {}}}))
    assert [] == house.marks("nup-0")


@pytest.mark.parametrize("stored", [True, False])
@pytest.mark.parametrize("writes", [0, 1])
def test_a_push_that_died_is_finished_by_the_next(house: House, writes: int, stored: bool) -> None:
    """Creating, replacing or deleting: what it left open is found out, and nothing is doubled."""
    steps: list[dict[str, Any]] = [
        {"periods": [{"mon": "8-16"}, {"tue": "8-16"}]},
        {"periods": [{"mon": "8-18"}, {"tue": "8-18"}]},
        {"exceptions": {}},
    ]
    for hours in steps:
        rooms = house.subjects(**{"0": hours})
        alive, house.life = house.settings, Life(writes, stored)
        house.settings = replace(alive, state=MortalMemory(alive.state, house.life))
        with pytest.raises(Killed):
            house.push(*rooms)
        house.settings, house.life = alive, None
        result = house.push(*rooms)

        expected = ["1", "2"] if "periods" in hours else []
        assert {Status.DONE, Status.UNCHANGED} >= {one.status for one in result.outcomes}
        assert expected == house.marks("nup-0")
        assert not house.plan(*rooms).pending
        assert () == house.settings.state.intents(IntentState.OPEN)


def test_a_double_is_told_and_never_made_more(house: House) -> None:
    """Two periods with one mark are a person's to sort out."""
    rooms = house.subjects(**{"0": {"mon-fri": "8-16"}})
    house.push(*rooms)
    house.api.execute(CreatePeriod(house.periods("nup-0")[0]))
    plan = house.plan(*rooms, on_conflict="ours")

    assert [Clash.DOUBLED] == [period.clash for period in plan.rooms[0].clashes]
    assert () == plan.writes


def test_rooms_that_cannot_have_hours_yet_wait(house: House) -> None:
    """One that is not in the booking system, or not linked, or whose mark would be too long."""
    subject = house.subjects(**{"0": WEEK})[0]
    strange = replace(subject, ext_uuid="00000000-0000-0000-0000-000000000000")
    rooms = [replace(subject, ext_uuid=None), strange]
    long = prepare_hours(house, "x" * 60, [subject], settings=house.settings)

    expected = [Waits.NOT_IN_VARAAMO, Waits.NOT_LINKED]
    assert expected == [one.waits for one in house.plan(*rooms).rooms]
    assert [Waits.LONG_ID] == [one.waits for one in long.rooms]
    assert [Status.UNREADY] * 2 == [one.status for one in house.push(*rooms).outcomes]


def test_hours_that_are_none_of_ours_are_not_asked_for(house: House) -> None:
    """A catalogue that states none, or leaves them to staff, plans nothing."""
    rooms = house.subjects(**{"1": {"kept_in": "hauki"}})

    assert () == house.plan(*rooms).rooms


def test_without_a_token_nothing_is_sent(house: House) -> None:
    """Looking needs none; a push is refused before its first write."""
    with (
        SandboxTransport(house.town.sandbox) as transport,
        HoursClient(HAUKI, transport=transport) as api,
    ):
        rooms = house.subjects(**{"0": WEEK})
        plan = prepare_hours(api, "demo", rooms, settings=house.settings)
        with pytest.raises(HoursError) as refused:
            push_hours(api, plan, settings=house.settings)

    assert plan.writes
    assert "hours-no-token" == refused.value.problem
    assert [] == house.marks("nup-0")


def test_a_plan_is_carried_out_once_and_where_it_belongs(house: House) -> None:
    """A second time, or after something was written, it is refused."""
    rooms = house.subjects(**{"0": WEEK})
    early, plan = house.plan(*rooms), house.plan(*rooms)
    push_hours(house, plan, settings=house.settings)

    for stale in (plan, early, replace(plan, uses=[], source="https://other.example")):
        with pytest.raises(PlanStale):
            push_hours(house, stale, settings=house.settings)


def test_an_edit_between_plan_and_push_is_not_overwritten(house: House) -> None:
    """The period is read right before the write, and another one is left as it is."""
    house.push(*house.subjects(**{"0": {"mon-fri": "8-16"}}))
    plan = house.plan(*house.subjects(**{"0": {"mon-fri": "8-18"}}))
    house.edit("nup-0", 0, end_date=date(2030, 1, 1))
    result = push_hours(house, plan, settings=house.settings)

    assert isinstance(result.outcomes[0].error, PlanStale)
    assert date(2030, 1, 1) == house.periods("nup-0")[0].end_date


def test_most_rooms_do_not_lose_their_hours_unasked(house: House) -> None:
    """The guard stops it, until somebody lets that many through."""
    hours = {"mon-fri": "8-16"}
    house.push(*house.subjects(**{"0": hours, "1": hours}))
    emptied = house.plan(*house.subjects(**{"0": {"exceptions": {}}, "1": {"exceptions": {}}}))
    with pytest.raises(GuardTripped):
        push_hours(house, emptied, settings=house.settings)
    push_hours(house, emptied, settings=house.settings, allowed={"hours": 2})

    assert [] == house.marks("nup-0")


def test_hours_of_the_venue_are_taken_over(house: House) -> None:
    """What the venue has as open becomes bookable in the room, under a mark of its own."""
    id = ResourceId.of_venue("demo-001")
    pk = house.api.execute(ReadResources((id,))).found[id].pk
    there = house.api.execute(ReadPeriods((pk,)))[pk].read
    house.push(*house.subjects(**{"0": {"inherit": "venue"}}))

    assert {f"v{period.pk}" for period in there} >= set(house.marks("nup-0"))


@dataclass
class AsyncHouse:
    """The same opening-hours system, for who speaks to it asynchronously."""

    house: House

    @property
    def origin(self) -> str:
        """Say which system it is."""
        return self.house.origin

    async def execute(self, command: Command[Any]) -> Any:
        """Pass a command on."""
        return await asyncio.to_thread(self.house.execute, command)


def test_asynchronous_callers_get_the_same(house: House) -> None:
    """One set of flows serves both, over a client of their own."""
    rooms = house.subjects(**{"0": WEEK})

    async def both() -> HoursResult:
        transport = AsyncSandboxTransport(house.town.sandbox)
        async with AsyncHoursClient(HAUKI, token=TOKEN, transport=transport) as api:
            plan = await prepare_hours_async(api, "demo", rooms, settings=house.settings)
            return await push_hours_async(api, plan, settings=house.settings)

    assert [Status.DONE] == [outcome.status for outcome in asyncio.run(both()).outcomes]
    assert {PeriodAction.NOTHING} == {p.action for p in house.plan(*rooms).rooms[0].periods}


class BreakingHours:
    """An adapter of the opening-hours system that breaks at its second write."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._writes = 0
        self.origin = house.origin

    def execute(self, command: Command[Any]) -> Any:
        """Carry a command out, or break."""
        self._writes += isinstance(command, CreatePeriod)
        if isinstance(command, CreatePeriod) and self._writes > 1:
            raise RuntimeError("the token is gone")
        return self._house.execute(command)


def test_hours_end_in_outcomes_too(house: House) -> None:
    """What was written before the opening-hours system's adapter broke is told."""
    rooms = house.subjects(**{"0": {"mon-fri": "8-16"}, "1": WEEK})
    plan = house.plan(*rooms)
    result = push_hours(BreakingHours(house), plan, settings=house.settings)

    assert [Status.DONE, Status.UNKNOWN] == [outcome.status for outcome in result.outcomes]
    assert isinstance(result.outcomes[1].error, AdapterFailed)


class Quiet(House):
    """An opening-hours system in which the venue has no period."""

    venue = 0

    def execute(self, command: Command[Any]) -> Any:
        """Pass a command on, and leave out what the venue has."""
        found = super().execute(command)
        if isinstance(command, ReadPeriods):
            return {pk: Rows() if pk == self.venue else rows for pk, rows in found.items()}
        return found


def test_a_venue_without_hours_is_told(house: House) -> None:
    """A room that takes over nothing is not as it should be, exceptions of its own or not."""
    id = ResourceId.of_venue("demo-001")
    quiet = Quiet(house.town, house.api, house.ids, house.settings)
    quiet.venue = house.api.execute(ReadResources((id,))).found[id].pk
    house.push(*house.subjects(**{"1": {"inherit": "venue"}}))
    hours = {"inherit": "venue", "exceptions": {"12-24": "closed"}}
    plan = quiet.plan(*house.subjects(**{"0": hours, "1": {"inherit": "venue"}}))

    assert [Waits.VENUE_SILENT, None] == [one.waits for one in plan.rooms]
    assert {PeriodAction.DELETE} == {period.action for period in plan.rooms[1].periods}
