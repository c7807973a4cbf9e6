import asyncio
import logging
from dataclasses import replace

import pytest

from tests.clock import now
from tests.make import catalogue, room
from tests.sync.conftest import Town
from tests.sync.test_push import named
from tests.sync.test_surroundings import FailingMemory
from varaamo_sync.booking.client import AsyncVaraamoClient, PasswordLogin, VaraamoClient
from varaamo_sync.findings import Finding, Level, Severity
from varaamo_sync.plan import Action
from varaamo_sync.sandbox import Sandbox, SandboxTransport, running
from varaamo_sync.state.records import IntentState, Step
from varaamo_sync.sync import PushSettings, Status, prepare, prepare_async, push, push_async


def test_what_is_prepared_can_be_pushed_and_leaves_nothing_to_do(town: Town) -> None:
    """Preparing and pushing with the same settings is a whole sync; a second one finds nothing."""
    rooms = catalogue(room())
    first = prepare(town, rooms, settings=town.settings)
    push(town, first, settings=town.settings)
    second = prepare(town, rooms, settings=town.settings)

    assert [Action.CREATE] == [planned.action for planned in first.plan.rooms]
    assert second.plan.empty


def test_preparing_alone_writes_nothing(town: Town) -> None:
    """A plan is made from reads only."""
    prepare(town, catalogue(room()), settings=town.settings)

    assert [] == town.writes()


def test_rules_of_files_and_of_readiness_keep_a_room_back(town: Town) -> None:
    """A draft-level error withholds the room, whether the reader or a rule found it."""
    fault = Finding(
        rule="image-missing", severity=Severity.ERROR, level=Level.DRAFT, key="nup-sali"
    )
    by_reader = prepare(town, catalogue(room()), settings=town.settings, found=[fault])
    by_rule = prepare(town, catalogue(room(type="Hall of mirrors")), settings=town.settings)

    assert [Action.UNREADY] * 2 == [p.plan.rooms[0].action for p in (by_reader, by_rule)]
    assert () == by_reader.findings
    assert by_rule.findings


def test_open_writes_are_settled_before_planning(town: Town) -> None:
    """What a killed push left open is looked up first, unless it was only to be looked at."""
    rooms = catalogue(room())
    memory = town.settings.state
    plan = prepare(town, rooms, settings=town.settings).plan
    space = {"venue": plan.rooms[0].pair.venue.pk, "code": rooms.code("nup-sali")}  # type: ignore[union-attr]
    memory.note("nup-sali", Step.CREATE_SPACE, space, town.settings.now())
    prepare(town, rooms, settings=replace(town.settings), settling=False)
    looked = len(memory.intents(IntentState.OPEN))
    prepare(town, rooms, settings=town.settings)

    assert (1, 0) == (looked, len(memory.intents(IntentState.OPEN)))


def test_the_last_room_of_a_venue_can_be_archived(town: Town) -> None:
    """A room that left with its whole venue is found by what is remembered, archived, and done."""
    library = {"tprek": "demo-011", "name": {"fi": "Keskustakirjasto Oodi"}}
    stays, leaves = room(), room("kulp-studio", name=named("Studio"), venue=library)
    town.push(catalogue(stays, leaves))
    after = catalogue(stays)
    kept = prepare(town, after, settings=town.settings, left_out=["kulp-studio"]).plan
    first = prepare(town, after, settings=town.settings, archive=True)
    push(town, first, settings=town.settings)
    town.sent.clear()
    again = prepare(town, after, settings=town.settings, archive=True)

    assert ((), ["kulp-studio"]) == (kept.departed, [item.key for item in first.plan.to_archive])
    assert again.plan.empty
    assert "ReadRoom" not in [type(command).__name__ for command in town.sent]


def test_a_venue_that_is_looked_at_for_one_room_keeps_its_others(town: Town) -> None:
    """What else a left venue has stays: only what we made is archived."""
    oodi = {"tprek": "demo-011", "name": {"fi": "Keskustakirjasto Oodi"}}
    ours = catalogue(room(), room("kulp-studio", name=named("Studio"), venue=oodi))
    town.push(ours)
    before = {item.pk for item in town.survey(ours).rooms}
    first = prepare(town, catalogue(room()), settings=town.settings, archive=True)
    push(town, first, settings=town.settings)

    gone = {item.remote.pk for item in first.plan.to_archive}
    assert 1 == len(gone)
    assert before - gone == {item.pk for item in town.survey(ours).rooms}


def test_a_left_venue_is_planned_for_without_a_login(town: Town) -> None:
    """Who only looks sees that the last room of a venue has left; nothing that needs a login."""
    library = {"tprek": "demo-011", "name": {"fi": "Keskustakirjasto Oodi"}}
    town.push(catalogue(room(), room("kulp-studio", name=named("Studio"), venue=library)))
    with (
        SandboxTransport(town.sandbox) as transport,
        VaraamoClient("http://sandbox.localhost", transport=transport) as anybody,
    ):
        seen = prepare(anybody, catalogue(room()), settings=town.settings, settling=False)

    assert ["kulp-studio"] == [item.key for item in seen.plan.departed]


def test_planning_reads_the_memory_once(town: Town) -> None:
    """However many rooms are remembered, all of them are read once for a plan."""
    memory = FailingMemory()
    town.settings = replace(town.settings, state=memory)
    town.push(catalogue(room()))
    memory.read_whole = 0
    prepare(town, catalogue(room()), settings=town.settings)

    assert 1 == memory.read_whole


def test_asynchronously_it_is_the_same() -> None:
    """``prepare_async`` and ``push_async`` make the same rooms over HTTP."""
    rooms = catalogue(*(room(f"r{n}", name=named(f"Sali {n}")) for n in range(3)))
    settings, heard = PushSettings(), []

    async def work(url: str) -> bool:
        login = PasswordLogin("admin", "admin")
        async with AsyncVaraamoClient(url, login=login) as api:
            await api.log_in()
            first = await prepare_async(api, rooms, settings=settings)
            await push_async(api, first, settings=settings, on_outcome=heard.append)
            return (await prepare_async(api, rooms, settings=settings)).plan.empty

    with Sandbox(":memory:", clock=now) as sandbox, running(sandbox) as url:
        assert asyncio.run(work(url))
    assert [("r0", Status.DONE), ("r1", Status.DONE), ("r2", Status.DONE)] == sorted(
        (outcome.key, outcome.status) for outcome in heard
    )


def test_a_push_is_logged_room_by_room_with_fields(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    """The log has begin, each outcome and end under ``varaamo_sync``, with room and status."""
    caplog.set_level(logging.INFO, "varaamo_sync")
    town.push(catalogue(room()))

    records = [
        record for record in caplog.records if record.name == "varaamo_sync.sync.pushes.recorder"
    ]
    told = [vars(record) for record in records]
    fields = {"room": "nup-sali", "action": "create", "status": "done", "error": None}
    assert ["INFO"] * 3 == [record.levelname for record in records]
    assert (town.origin, 1) == (told[0]["origin"], told[0]["rooms"])
    assert fields.items() <= told[1].items()
    assert (True, 1) == (told[2]["complete"], told[2]["counts"]["done"])
