from collections.abc import Callable, Iterator
from dataclasses import dataclass

import httpx
import pytest

from tests.sandbox.api import ORIGIN, START, Api, Clock, log_in
from varaamo_sync.sandbox import Sandbox, SandboxTransport


@dataclass(frozen=True)
class Stage:
    """A sandbox with its clock and a bare HTTP client that speaks to it."""

    clock: Clock
    sandbox: Sandbox
    http: httpx.Client


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    """Give one stage for all tests: to set it back is quicker than to make a new one."""
    clock = Clock()
    with (
        Sandbox(clock=clock) as made,
        SandboxTransport(made) as transport,
        httpx.Client(transport=transport, base_url=ORIGIN) as client,
    ):
        yield Stage(clock, made, client)


@pytest.fixture
def clock(stage: Stage) -> Clock:
    """Give the clock of the sandbox."""
    stage.clock.moment = START
    return stage.clock


@pytest.fixture
def sandbox(stage: Stage, clock: Clock) -> Sandbox:
    """Give the sandbox as it is at first."""
    stage.sandbox.reset()
    return stage.sandbox


@pytest.fixture
def http(stage: Stage, sandbox: Sandbox) -> httpx.Client:
    """Give a bare HTTP client that speaks to it, without any cookie."""
    stage.http.cookies.clear()
    return stage.http


Login = Callable[[str], Api]


@pytest.fixture
def login(http: httpx.Client) -> Login:
    """Log users in."""

    def as_user(name: str) -> Api:
        response = log_in(http, name)
        http.cookies.clear()
        return Api(http, response.cookies["sessionid"])

    return as_user


@pytest.fixture
def admin(login: Login) -> Api:
    """Give the superuser."""
    return login("admin")


@pytest.fixture
def anonymous(http: httpx.Client) -> Api:
    """Give somebody without a session."""
    return Api(http)


@pytest.fixture
def space(admin: Api) -> int:
    """Give a space of venue 1."""
    pk: int = admin.done("createSpace", {"name": "Sali", "unit": 1, "code": "demo:sali"})["pk"]
    return pk
