import asyncio

import httpx
import pytest
from pydantic import ValidationError

from tests.clock import now
from tests.sandbox.api import ORIGIN
from tests.sandbox.faulty import SPACES, WRITE, faulty, post
from varaamo_sync.errors import UsageError
from varaamo_sync.sandbox import AsyncSandboxTransport, FaultPlan, Sandbox
from varaamo_sync.sandbox.faults.plan import Cut, MovingRows, Status


def test_the_same_seed_gives_the_same_faults() -> None:
    """The n-th request of an operation meets the same fate, whatever comes between."""

    def fates(seed: int, *, between: bool) -> list[int]:
        fault = Status(status=503, probability=0.5, operations=(WRITE, "spaces"))
        with faulty(fault, seed=seed) as api:
            found = []
            for _ in range(20):
                found.append(post(api).status_code)
                if between:
                    api.post(SPACES)
            return found

    first = fates(1, between=False)
    assert first == fates(1, between=True)
    assert first != fates(2, between=False)
    assert {200, 503} == set(first)


def test_a_count_ends_a_fault_and_the_first_that_answers_wins() -> None:
    """Three requests: the first fault twice, then the second; a count is not used up by losing."""
    faults = (
        Status(status=502, count=2, operations=("reads",)),
        Status(status=503, count=1, operations=("reads",)),
    )
    with faulty(*faults) as api:
        assert [502, 502, 503, 200] == [api.post(SPACES).status_code for _ in range(4)]


def test_groups_of_operations() -> None:
    """``reads``, ``writes`` and ``login`` each mean what they say; a login is never met unasked."""
    with faulty(Status(status=503, operations=("reads",))) as api:
        assert (503, 200) == (api.post(SPACES).status_code, post(api).status_code)
    with faulty(Status(status=503, operations=("writes",))) as api:
        assert (200, 503) == (api.post(SPACES).status_code, post(api).status_code)
    with faulty(Status(status=503)) as api:
        assert (503, 503) == (api.post(SPACES).status_code, post(api).status_code)
    with pytest.raises(KeyError), faulty(Status(status=503, operations=("login",))):
        pass


def test_asynchronous_clients_meet_the_same_faults() -> None:
    """The transport for asynchronous clients loses connections as the other does."""

    async def ask(sandbox: Sandbox) -> None:
        transport = AsyncSandboxTransport(sandbox)
        async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
            await client.get("/graphql/", params={"query": SPACES})

    with (
        Sandbox(clock=now, faults=FaultPlan(faults=(Cut(),))) as made,
        pytest.raises(httpx.RemoteProtocolError),
    ):
        asyncio.run(ask(made))


def test_a_plan_that_makes_no_sense_is_refused() -> None:
    """An unknown operation, 429 that stored, a date without seconds, a venue that is not there."""
    for values in (
        {"operations": ("createRoom",), "status": 503},
        {"stored": True, "status": 429},
        {"as_date": True, "status": 503},
    ):
        with pytest.raises(ValidationError):
            Status(**values)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="demo-999"):
        Sandbox(clock=now, faults=FaultPlan(faults=(MovingRows(venue="demo-999"),)))
