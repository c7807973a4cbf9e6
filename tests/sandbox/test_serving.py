import asyncio
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from graphql import build_schema, validate_schema

from tests.sandbox.api import Api, Clock, draft, log_in
from varaamo_sync import sandbox as door
from varaamo_sync.errors import UsageError
from varaamo_sync.sandbox import (
    AsyncSandboxTransport,
    Faults,
    MutationCall,
    Sandbox,
    SandboxTransport,
    running,
    serve,
)
from varaamo_sync.sandbox.graphql.schema import schema_text
from varaamo_sync_cli.main import run

QUERY = {"query": '{ unitsAll(nameFi: "Stoa") { nameFi } }'}
EXPECTED = {"data": {"unitsAll": [{"nameFi": "Stoa"}]}}


def test_it_is_served_over_http(sandbox: Sandbox) -> None:
    """``running`` serves on a free port of this machine, and ends with its block."""
    with running(sandbox) as url:
        answer = httpx.get(f"{url}/graphql/", params=QUERY).json()

    assert EXPECTED == answer
    assert url.startswith("http://127.0.0.1:")
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{url}/graphql/", params=QUERY)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "varaamo.example", "::"])
def test_it_is_served_to_this_machine_only(sandbox: Sandbox, host: str) -> None:
    """Everybody knows the passwords: other machines must not reach them."""
    with pytest.raises(UsageError, match="not served"):
        serve(sandbox, host=host)


def test_a_port_that_is_taken_is_a_usage_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a port where something else listens nothing is said to be served: exit 2, and why."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        words = ["--path", str(tmp_path), "--port", port, "--lang", "en"]
        code = run(["sandbox", "serve", *words])

    said = capsys.readouterr().err
    assert 2 == code
    assert f"cannot listen on port {port}" in said
    assert "Name another port" in said
    assert "sandbox on" not in said


def test_asynchronous_clients_have_a_transport(sandbox: Sandbox) -> None:
    """``AsyncSandboxTransport`` carries requests of an asynchronous client in this process."""

    async def ask() -> Any:
        transport = AsyncSandboxTransport(sandbox)
        async with httpx.AsyncClient(transport=transport, base_url="http://sandbox") as client:
            return (await client.get("/graphql/", params=QUERY)).json()

    assert EXPECTED == asyncio.run(ask())


def test_a_transport_can_be_closed_twice(sandbox: Sandbox) -> None:
    """Closing is final and harmless, and leaves no thread behind."""
    before = set(threading.enumerate())
    transport = SandboxTransport(sandbox)
    with httpx.Client(transport=transport, base_url="http://sandbox") as client:
        assert EXPECTED == client.get("/graphql/", params=QUERY).json()
    transport.close()

    for thread in set(threading.enumerate()) - before:
        thread.join(5)
    assert set() == set(threading.enumerate()) - before


def test_writes_of_many_clients_are_all_stored(admin: Api) -> None:
    """Four clients at once create rooms: no error, each is stored once, numbers are unique."""
    with ThreadPoolExecutor(4) as pool:
        pks = list(
            pool.map(lambda _: admin.done("createReservationUnit", draft())["pk"], range(60))
        )

    assert list(range(8, 68)) == sorted(pks)


class Recorder(Faults):
    """Notes what happens, and goes wrong where it is told to."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, str]] = []
        self.fail: str | None = None
        self.wait: Callable[[], object] = int

    def _note(self, hook: str, call: MutationCall) -> None:
        self.seen.append((hook, call.name))
        if self.fail == hook:
            raise ConnectionError("deadlock detected")

    def before(self, call: MutationCall) -> None:
        """Note that a mutation comes in, and wait."""
        self.wait()
        self._note("before", call)

    def stored(self, call: MutationCall, answer: Any) -> None:
        """Note that a mutation is stored."""
        assert answer["pk"]
        self._note("stored", call)

    def ended(self, call: MutationCall) -> None:
        """Note that a mutation is over."""
        self.seen.append(("ended", call.name))


@pytest.fixture
def faults() -> Recorder:
    """Give faults that can be told to happen."""
    return Recorder()


@pytest.fixture
def faulty(faults: Recorder, clock: Clock) -> Iterator[Api]:
    """Give the superuser of a sandbox with faults."""
    with (
        Sandbox(clock=clock, faults=faults) as made,
        SandboxTransport(made) as transport,
        httpx.Client(transport=transport, base_url="http://sandbox") as client,
    ):
        session = log_in(client, "admin").cookies["sessionid"]
        client.cookies.clear()
        yield Api(client, session)


@pytest.mark.parametrize(
    ("fail", "hooks", "stored"),
    [
        (None, ["before", "stored", "ended"], 1),
        ("before", ["before", "ended"], 0),
        ("stored", ["before", "stored", "ended"], 1),
    ],
)
def test_faults_come_before_or_after_storing(
    faulty: Api, faults: Recorder, fail: str | None, hooks: list[str], stored: int
) -> None:
    """A fault before stores nothing, one after stores all the same; both answer bare text."""
    faults.fail = fail
    answer = faulty.write("createSpace", {"name": "Sali", "unit": 1})
    faults.fail = None

    query = '{ spaces(nameFi: "Sali") { totalCount } }'
    assert [(hook, "createSpace") for hook in hooks] == faults.seen
    assert {"spaces": {"totalCount": stored}} == faulty.data(query)
    expected = [] if fail is None else ["deadlock detected"]
    assert expected == [error["message"] for error in answer.get("errors", [])]


def test_faults_hear_of_refused_writes(faulty: Api, faults: Recorder) -> None:
    """What is refused is never stored, but ends as everything does."""
    faulty.refusal("createSpace", {"name": " ", "unit": 1})

    assert [("before", "createSpace"), ("ended", "createSpace")] == faults.seen


def test_faults_may_wait_without_holding_others_up(faulty: Api, faults: Recorder) -> None:
    """While a mutation is held before it is stored, other requests are answered."""
    held, go = threading.Event(), threading.Event()

    def hold() -> None:
        held.set()
        go.wait(10)

    faults.wait = hold
    with ThreadPoolExecutor(1) as pool:
        write = pool.submit(faulty.done, "createSpace", {"name": "Sali", "unit": 1})
        held.wait(10)
        during = faulty.data('{ spaces(nameFi: "Sali") { totalCount } }')
        go.set()
        stored = write.result()

    assert {"spaces": {"totalCount": 0}} == during
    assert stored["pk"]


def test_the_schema_is_the_published_one() -> None:
    """The sandbox serves ``schemas/varaamo.graphql`` as it stands in the source tree."""
    published = Path(__file__).parents[2] / "schemas" / "varaamo.graphql"

    assert published.read_text("utf-8") == schema_text()


def test_the_schema_is_valid() -> None:
    """The sandbox does not look for mistakes in its schema at each start: there are none."""
    assert [] == validate_schema(build_schema(schema_text()))


def test_the_door_is_exact() -> None:
    """``__all__`` names what the door gives, each of them is there, and nothing else is."""
    assert sorted(door._HOMES) == sorted(door.__all__)
    for name in door.__all__:
        assert getattr(door, name) is not None
    with pytest.raises(AttributeError, match="Sandpit"):
        door.Sandpit  # noqa: B018  # the look-up is the test


def test_nothing_heavy_is_behind_the_door() -> None:
    """Importing the door loads no web server, no GraphQL, no HTTP client and no sanitiser."""
    code = "import sys, varaamo_sync.sandbox; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()

    assert set() == {"graphql", "httpx", "nh3", "sqlite3", "starlette", "uvicorn"} & set(loaded)


def test_it_shares_nothing_with_the_client() -> None:
    """The double imports nothing of what the client rests on: no mistake can be shared.

    Its door names the extra that brings its libraries, it listens as the board does, and is made
    as quickly as the rest.
    """
    folder = Path(door.__file__).parent
    imports = {
        line.split()[1]
        for file in folder.rglob("*.py")
        for line in file.read_text("utf-8").splitlines()
        if line.strip().startswith("from varaamo_sync")
    }
    outside = {name for name in imports if not name.startswith("varaamo_sync.sandbox")}

    startup = ("startup.fast_dataclass", "startup.lazy_pattern")
    allowed = {f"varaamo_sync.{name}" for name in ("errors", "extras", "listening", *startup)}
    assert allowed == outside
