import asyncio
import logging
import re
import runpy
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from opentelemetry.instrumentation.httpx import HTTPXClientInstrumentor
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from tests.clock import now
from tests.make import catalogue, room
from tests.starting import answer
from tests.sync.conftest import settings_of_tests
from tests.telemetry.conftest import Heard
from varaamo_sync.booking.client import AsyncVaraamoClient, PasswordLogin, VaraamoClient
from varaamo_sync.booking.retry import Attempt, Patience, Policy
from varaamo_sync.catalogue_files import init_catalogue, read_catalogue
from varaamo_sync.errors import UsageError
from varaamo_sync.hours.client import HoursClient
from varaamo_sync.model import Catalogue
from varaamo_sync.sandbox import (
    AsyncSandboxTransport,
    FaultPlan,
    Sandbox,
    SandboxTransport,
    running,
)
from varaamo_sync.sandbox.faults.plan import Cut, Deadlock
from varaamo_sync.sandbox.faults.plan import Status as Answers
from varaamo_sync.store import Store
from varaamo_sync.sync import (
    InMemoryState,
    PushResult,
    PushSettings,
    Status,
    prepare,
    prepare_async,
    push,
    push_async,
    survey,
    sync,
)
from varaamo_sync.sync.hours import HoursRoom, prepare_hours, push_hours
from varaamo_sync.telemetry import Fact, instrument, names, observing, uninstrument
from varaamo_sync_cli.console.traced import run_traced
from varaamo_sync_cli.main import COMMANDS, run

URL = "http://sandbox.localhost"
QUICK = Policy(first_wait=0.001, longest_wait=0.005)
SECRET = "sandbox-secret-of-nobody"
KEYS = ("nup-a", "nup-b", "nup-c")
ROOT = Path(__file__).parents[2]


def rooms() -> Catalogue:
    """Return a catalogue of three rooms."""
    return catalogue(*(room(key) for key in KEYS))


def settings() -> PushSettings:
    """Return settings that do not wait for long."""
    return settings_of_tests(settles_after=timedelta(seconds=0.1), concurrency=2)


@contextmanager
def client(*faults: object, attempts: list[Attempt] | None = None) -> Iterator[VaraamoClient]:
    """Open a client of a sandbox on which something goes wrong."""
    heard = attempts if attempts is not None else []
    plan = FaultPlan(seed=1, faults=faults)  # type: ignore[arg-type]
    with (
        Sandbox(":memory:", clock=now, faults=plan) as sandbox,
        SandboxTransport(sandbox) as transport,
        VaraamoClient(
            URL,
            transport=transport,
            login=PasswordLogin("admin", "admin"),
            patience=Patience(policy=QUICK, on_attempt=heard.append),
            sleep=lambda _: None,
        ) as api,
    ):
        api.log_in()
        yield api


def pushed(api: VaraamoClient) -> PushResult:
    """Take three rooms there."""
    given, wanted = settings(), rooms()
    return push(api, prepare(api, wanted, settings=given), settings=given)


def test_a_push_is_a_trace(heard: Heard) -> None:
    """Each request stands in the span of its room, in whatever thread; that one in the push's."""
    with client() as api:
        pushed(api)

    made = heard.named("mutation createReservationUnit")
    spaces = heard.named("mutation createSpace")
    assert {"varaamo_sync.push"} == {heard.above(span)[-1] for span in (*made, *spaces)}
    assert set(KEYS) == {str((span.attributes or {})["varaamo_sync.room"]) for span in made}
    assert {"varaamo_sync.room"} == {heard.above(span)[0] for span in made}
    assert {"varaamo_sync.space"} == {heard.above(span)[0] for span in spaces}
    assert {("create", "done")} == {
        (attributes["varaamo_sync.action"], attributes["varaamo_sync.outcome"])
        for attributes in (span.attributes or {} for span in heard.named("varaamo_sync.room"))
    }
    assert ["varaamo_sync.prepare"] == heard.above(heard.named("varaamo_sync.survey")[0])


def test_a_run_of_the_command_line_is_one_trace(heard: Heard, tmp_path: Path) -> None:
    """All that a command asks stands in its span, which has its name and nothing else of it."""
    init_catalogue(tmp_path / "catalogue")
    typed = ["-q", "plan", str(tmp_path / "catalogue"), "--sandbox"]

    assert 0 == run_traced(run, typed, COMMANDS)
    (whole,) = heard.named("varaamo_sync.command")
    assert {"varaamo_sync.command": "plan"} == dict(whole.attributes or {})
    assert [whole] == [span for span in heard.spans if span.parent is None]
    assert {"varaamo_sync.prepare", "query Rooms"} <= {span.name for span in heard.spans}


def test_what_lasts_is_no_trace_as_a_whole(heard: Heard) -> None:
    """A worker that runs for weeks would be one trace of weeks: its syncs are traces."""
    assert 5 == run_traced(lambda _: 5, ["worker", "--once"], COMMANDS)
    assert [] == [span.name for span in heard.spans]


def test_tasks_are_traced_like_threads(heard: Heard) -> None:
    """The asynchronous engine tells the same: the room on each write, the push above it."""

    async def run() -> None:
        with Sandbox(":memory:", clock=now) as sandbox:
            async with (
                AsyncSandboxTransport(sandbox) as transport,
                AsyncVaraamoClient(
                    URL, transport=transport, login=PasswordLogin("admin", "admin")
                ) as api,
            ):
                await api.log_in()
                given = settings()
                made = await prepare_async(api, rooms(), settings=given)
                await push_async(api, made, settings=given)

    asyncio.run(run())

    made = heard.named("mutation createReservationUnit")
    assert set(KEYS) == {str((span.attributes or {})["varaamo_sync.room"]) for span in made}
    assert {("varaamo_sync.room", "varaamo_sync.push")} == {tuple(heard.above(s)) for s in made}


def test_a_sync_is_one_trace(heard: Heard, tmp_path: Path) -> None:
    """Plan, push and the look afterwards stand in the span of the sync, and all else in these."""
    init_catalogue(tmp_path / "catalogue")
    answer(tmp_path / "catalogue")
    with client() as api, Store(f"sqlite:///{tmp_path / 'store.db'}") as store:
        sync(read_catalogue(tmp_path / "catalogue"), api, store, settings=settings())

    (whole,) = heard.named("varaamo_sync.sync")
    inside = [span for span in heard.spans if span.parent and span is not whole]
    parts = {span.name for span in inside if heard.above(span) == ["varaamo_sync.sync"]}
    assert {f"varaamo_sync.{name}" for name in ("prepare", "push", "look_back")} == parts
    assert {"varaamo_sync.sync"} == {heard.above(span)[-1] for span in inside}
    assert {"login"} == {span.name for span in heard.spans if not span.parent} - {whole.name}


def test_every_attempt_for_a_room_names_it() -> None:
    """``on_attempt`` hears for which room, without any OpenTelemetry."""
    tries: list[Attempt] = []
    with client(attempts=tries) as api:
        pushed(api)

    writes = {attempt.room for attempt in tries if attempt.writes}
    login = {attempt.room for attempt in tries if attempt.operation == "login"}
    assert (set(KEYS), {None}) == (writes, login)


def test_retries_waits_and_unknown_outcomes_are_counted(heard: Heard) -> None:
    """A 429 is a retry after a wait; a lost answer is unknown until it was looked up."""
    faults = (
        Answers(status=429, retry_after=0, operations=("createSpace",), count=1),
        Cut(stored=True, operations=("createReservationUnit",), count=1),
    )
    with client(*faults) as api:
        result = pushed(api)

    points = heard.points()
    assert 3 == result.counts()[Status.DONE]
    assert [({"graphql.operation.name": "createSpace"}, 1)] == points["varaamo_sync.retries"]
    assert [
        ({"graphql.operation.name": "createReservationUnit", "error.type": "Unreachable"}, 1)
    ] == points["varaamo_sync.unknown_outcomes"]
    assert [
        (
            {
                "varaamo_sync.subject": "rooms",
                "varaamo_sync.outcome": "done",
                "varaamo_sync.action": "create",
            },
            3,
        )
    ] == points["varaamo_sync.rooms"]
    assert {"retry"} <= {attributes["varaamo_sync.reason"] for attributes, _ in points[WAIT]}
    failed = [span for span in heard.spans if not span.status.is_ok]
    assert {"mutation createSpace", "mutation createReservationUnit"} == {s.name for s in failed}


WAIT = "varaamo_sync.wait"


def test_a_room_that_fails_is_an_error_on_its_span(heard: Heard) -> None:
    """A room that was refused has an erroneous span with class and code, and no words."""
    with client(Deadlock(operations=("createReservationUnit",))) as api:
        pushed(api)

    failed = [s for s in heard.named("varaamo_sync.room") if not s.status.is_ok]
    told = [span.attributes or {} for span in failed]
    assert 3 == len(failed)
    assert {"unknown", "failed"} >= {str(each["varaamo_sync.outcome"]) for each in told}
    assert all("error.type" in each for each in told)
    assert [] == [event for span in heard.spans for event in span.events]


def hours_pushed() -> None:
    """Take the hours of a room to the opening-hours system of a sandbox."""
    wanted = catalogue(room("nup-a", hours={"mon-fri": "8-16"}))
    with (
        Sandbox(":memory:", clock=now) as sandbox,
        SandboxTransport(sandbox) as transport,
        VaraamoClient(URL, transport=transport, login=PasswordLogin("admin", "admin")) as api,
        HoursClient(f"{URL}/hauki", transport=transport, token="sandbox-hours-token") as hours,
    ):
        api.log_in()
        given = settings()
        push(api, prepare(api, wanted, settings=given), settings=given)
        seen = survey(api, wanted, now=now()).rooms
        uuid = given.state.remembered()["nup-a"].pairing.ext_uuid
        assert any(each.ext_uuid == uuid for each in seen)
        own = PushSettings(now=now, state=InMemoryState())
        listed = [HoursRoom(wanted.by_key["nup-a"], uuid)]
        push_hours(hours, prepare_hours(hours, wanted.id, listed, settings=own), settings=own)


def test_what_is_told_is_in_the_table_of_names(heard: Heard) -> None:
    """Spans, attributes and metrics of rooms and hours have the names that the page lists."""
    with client(Answers(status=429, retry_after=0, count=1)) as api:
        pushed(api)
    hours_pushed()

    listed = {name for name, _ in names.ATTRIBUTES.values()}
    operations = {f"varaamo_sync.{name}" for name in names.OPERATIONS}
    told = {span.name for span in heard.spans if span.name.startswith("varaamo_sync.")}
    metrics = {metric.name: metric for metric in names.METRICS}
    assert set() == {key for span in heard.spans for key in span.attributes or ()} - listed
    assert {"prepare_hours", "push_hours", "room_hours", "push"} <= {
        name.removeprefix("varaamo_sync.") for name in told
    }
    assert set() == told - operations
    for name, points in heard.points().items():
        by = {names.ATTRIBUTES[fact][0] for fact in metrics[name].by}
        assert set() == {key for attributes, _ in points for key in attributes} - by


def test_no_secret_is_told(heard: Heard) -> None:
    """Neither session nor password nor token stands in any span or metric, also in failures."""
    with client(Deadlock(operations=("createReservationUnit",))) as api:
        pushed(api)
        session = api.session
    with (
        Sandbox(":memory:", clock=now) as sandbox,
        SandboxTransport(sandbox) as transport,
        VaraamoClient(URL, transport=transport, login=PasswordLogin("u", SECRET)) as api,
        pytest.raises(Exception, match="not accept"),
    ):
        api.log_in()
    hours_pushed()

    text = heard.text()
    assert session is not None
    assert "login" in {span.name for span in heard.spans}
    assert [] == [secret for secret in (session, SECRET, "sandbox-hours-token") if secret in text]


def test_http_spans_are_those_of_httpx(heard: Heard) -> None:
    """The spans of httpx's own instrumentation stand in ours, and we make none of our own."""
    HTTPXClientInstrumentor().instrument(tracer_provider=heard.tracers)
    try:
        with (
            Sandbox(":memory:", clock=now) as sandbox,
            running(sandbox) as url,
            VaraamoClient(url, login=PasswordLogin("admin", "admin")) as api,
        ):
            api.log_in()
            pushed(api)
    finally:
        HTTPXClientInstrumentor().uninstrument()

    above = {heard.above(span)[0] for span in heard.named("POST")}
    assert "mutation createReservationUnit" in above
    assert not {name for name in above if name.startswith("varaamo_sync.")}


class Raising:
    """An observer that fails at everything."""

    def operation(self, name: str, facts: Mapping[str, Fact]) -> AbstractContextManager[None]:
        """Fail."""
        raise RuntimeError(name)

    @contextmanager
    def attempt(self, name: str, facts: Mapping[str, Fact]) -> Iterator[None]:
        """Fail at the end."""
        yield
        raise RuntimeError(name)

    def waited(self, reason: str, seconds: float) -> None:
        """Fail."""
        raise RuntimeError(reason)

    def outcome(self, subject: str, facts: Mapping[str, Fact]) -> None:
        """Fail."""
        raise RuntimeError(subject)


def test_an_observer_that_fails_hurts_nobody(caplog: pytest.LogCaptureFixture) -> None:
    """What an observer raises is logged; the push does all the same."""
    with (
        caplog.at_level(logging.ERROR, "varaamo_sync.telemetry"),
        observing(Raising()),
        client(Answers(status=429, retry_after=0, count=1)) as api,
    ):
        result = pushed(api)

    assert 3 == result.counts()[Status.DONE]
    assert {"an observer failed"} == {record.message for record in caplog.records}


def test_telemetry_is_turned_on_once_and_off_again(heard: Heard) -> None:
    """A second ``instrument`` doubles nothing; after ``uninstrument`` nothing is told."""
    instrument(tracer_provider=heard.tracers)
    with client() as api:
        survey(api, rooms(), now=now())
        once = len(heard.named("varaamo_sync.survey"))
        uninstrument()
        survey(api, rooms(), now=now())

    assert (1, 1) == (once, len(heard.named("varaamo_sync.survey")))


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without OpenTelemetry's API, ``instrument`` names the extra that brings it."""
    monkeypatch.delitem(sys.modules, "varaamo_sync.telemetry.otel", raising=False)
    monkeypatch.setitem(sys.modules, "opentelemetry", None)

    with pytest.raises(UsageError) as caught:
        instrument()

    assert "extra-telemetry" == caught.value.problem
    assert "varaamo-sync[telemetry]" in str(caught.value.fix)


def test_nothing_of_opentelemetry_is_imported_before_it_is_asked_for() -> None:
    """A push without telemetry imports none of it, and neither does the command line."""
    code = (
        "import sys, varaamo_sync.sync, varaamo_sync.booking.client, varaamo_sync.telemetry,"
        " varaamo_sync_cli.main; sys.exit('opentelemetry' in sys.modules)"
    )

    assert 0 == subprocess.run([sys.executable, "-c", code], check=False).returncode


def test_the_page_of_names_is_as_the_code() -> None:
    """``docs/reference/telemetry.md`` shows the names as they are (``generate_telemetry.py``)."""
    script = runpy.run_path(str(ROOT / "docs" / "generate_telemetry.py"))

    assert script["PAGE"].read_text("utf-8") == script["page"]()


def test_the_example_gives_its_numbers_to_prometheus(monkeypatch: pytest.MonkeyPatch) -> None:
    """``measured.py`` counts rooms under the names that the page of the how-to alerts on."""
    from prometheus_client import generate_latest

    monkeypatch.syspath_prepend(str(ROOT / "examples" / "services"))
    from measured import watch

    spans = InMemorySpanExporter()
    try:
        watch().add_span_processor(SimpleSpanProcessor(spans))
        with client(
            Cut(stored=True, operations=("createReservationUnit",), count=1),
            Answers(status=429, retry_after=0, operations=("createSpace",), count=1),
        ) as api:
            pushed(api)
        text = generate_latest().decode()
    finally:
        uninstrument()
        HTTPXClientInstrumentor().uninstrument()

    page = (ROOT / "docs" / "how-to" / "telemetry.md").read_text("utf-8")
    alerts = set(re.findall(r"^\| `(varaamo_sync_\w+)", page, re.MULTILINE))
    rooms = next(line for line in text.splitlines() if line.startswith("varaamo_sync_rooms_total"))
    assert 4 == len(alerts)
    assert set() == {name for name in alerts if name not in text}
    assert 'varaamo_sync_outcome="done"' in rooms
    assert rooms.endswith(" 3.0")
    assert "varaamo_sync.push" in {span.name for span in spans.get_finished_spans()}
