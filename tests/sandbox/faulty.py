"""A sandbox with faults, and somebody who speaks to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from tests.clock import now
from tests.sandbox.api import ORIGIN, Api, log_in
from varaamo_sync.sandbox import FaultPlan, Sandbox, SandboxTransport, running

SPACE = {"name": "Sali", "unit": 1}
WRITE = "createSpace"
SPACES = '{ spaces(nameFi: "Sali") { totalCount } }'


@contextmanager
def faulty(*faults: Any, seed: int = 0, socket: bool = False) -> Iterator[Api]:
    """Open the superuser of a sandbox with faults, in process or over a real socket."""
    plan = FaultPlan(seed=seed, faults=faults)
    with Sandbox(clock=now, faults=plan) as made:
        if socket:
            with running(made) as url, httpx.Client(base_url=url) as client:
                yield _logged_in(client)
        else:
            with (
                SandboxTransport(made) as transport,
                httpx.Client(transport=transport, base_url=ORIGIN) as client,
            ):
                yield _logged_in(client)


def _logged_in(client: httpx.Client) -> Api:
    session = log_in(client, "admin").cookies["sessionid"]
    client.cookies.clear()
    return Api(client, session)


def stored(api: Api) -> int:
    """Return how many spaces of the tests there are."""
    count: int = api.data(SPACES)["spaces"]["totalCount"]
    return count


def post(api: Api) -> httpx.Response:
    """Create a space and return the answer as it came."""
    query = "mutation M($i: SpaceCreateMutationInput!) { createSpace(input: $i) { pk } }"
    return api.post(query, i=SPACE)
