"""An asynchronous push that is cancelled leaves a journal in which nothing is open."""

import asyncio
from collections import Counter

import pytest

from tests.clock import now
from tests.sync.test_faults import rooms, truth
from varaamo_sync.booking.client import AsyncVaraamoClient, PasswordLogin
from varaamo_sync.model import Catalogue
from varaamo_sync.plan import make_plan
from varaamo_sync.sandbox import AsyncSandboxTransport, FaultPlan, Sandbox
from varaamo_sync.sandbox.faults.plan import Deadlock, Fault, Latency, StoredError
from varaamo_sync.state.records import IntentState, Step
from varaamo_sync.sync import (
    InMemoryState,
    Prepared,
    PushSettings,
    push_async,
    survey_async,
    unfinished,
)

pytestmark = pytest.mark.usefixtures("running_clock")

SLOW = Latency(seconds=0.05, operations=("writes",))


async def pushed(
    sandbox: Sandbox, wanted: Catalogue, settings: PushSettings, *, cancel_at: int | None = None
) -> bool:
    """Push, perhaps cancel it at the n-th write; tell whether it came to its end."""
    async with AsyncVaraamoClient(
        "http://sandbox.localhost",
        login=PasswordLogin("admin", "admin"),
        transport=AsyncSandboxTransport(sandbox),
    ) as api:
        await api.log_in()
        snapshot = await survey_async(api, wanted, now=now())
        memory = settings.state
        plan = make_plan(
            wanted,
            snapshot,
            now=now(),
            remembered=memory.remembered(),
            unfinished=unfinished(memory),
        )
        pushing = asyncio.create_task(
            push_async(api, Prepared(wanted, plan, snapshot), settings=settings)
        )
        if cancel_at is not None:
            while len(memory.intents(*IntentState)) < cancel_at:
                await asyncio.sleep(0.002)
            pushing.cancel()
        try:
            await pushing
        except asyncio.CancelledError:
            return False
        return True


@pytest.mark.parametrize("write", [1, 2, 4, 6, 8])
@pytest.mark.parametrize("fault", [None, Deadlock(probability=0.3)], ids=["", "deadlock"])
def test_a_cancelled_push_leaves_nothing_open(write: int, fault: Fault | None) -> None:
    """Whenever it is cancelled, what was sent is known, and the next push doubles nothing."""
    wanted, memory = rooms(4), InMemoryState()
    settings = PushSettings(now=now, state=memory)
    faults = (SLOW, fault) if fault else (SLOW,)
    with Sandbox(clock=now, faults=FaultPlan(faults=faults)) as sandbox:
        ended = asyncio.run(pushed(sandbox, wanted, settings, cancel_at=write))
        landed = [i for i in memory.intents(IntentState.STORED) if i.step is Step.CREATE_ROOM]
        made = truth(sandbox)[0].total()

        assert not ended
        assert () == memory.intents(IntentState.OPEN)
        assert made == len(landed)
        sandbox.set_faults([{"fault": "latency", "seconds": 0}])
        assert asyncio.run(pushed(sandbox, wanted, settings))
        names, codes, half = truth(sandbox)
    assert Counter(item.name.fi for item in wanted.rooms) == names
    assert Counter(wanted.code(item.key) for item in wanted.rooms) == codes
    assert [] == half


def test_a_write_that_nobody_can_tell_about_stays_open() -> None:
    """Cancelled before it could be looked up, it is left for the next push to find out."""
    wanted, memory = rooms(1), InMemoryState()
    faults = FaultPlan(faults=(SLOW, StoredError(operations=("createSpace",))))
    with Sandbox(clock=now, faults=faults) as sandbox:
        asyncio.run(pushed(sandbox, wanted, PushSettings(now=now, state=memory), cancel_at=1))

    assert [Step.CREATE_SPACE] == [intent.step for intent in memory.intents(IntentState.OPEN)]
