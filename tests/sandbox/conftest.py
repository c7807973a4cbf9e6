from collections.abc import Callable, Iterator

import httpx
import pytest

from tests.sandbox.api import ORIGIN, Api, Clock, log_in
from varaamo_sync.sandbox import Sandbox, SandboxTransport


@pytest.fixture
def clock() -> Clock:
    """Give the clock of the sandbox."""
    return Clock()


@pytest.fixture
def sandbox(clock: Clock) -> Iterator[Sandbox]:
    """Give a fresh sandbox."""
    with Sandbox(clock=clock) as made:
        yield made


@pytest.fixture
def http(sandbox: Sandbox) -> Iterator[httpx.Client]:
    """Give a bare HTTP client that speaks to it, and forgets every cookie."""
    with (
        SandboxTransport(sandbox) as transport,
        httpx.Client(transport=transport, base_url=ORIGIN) as client,
    ):
        yield client


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
