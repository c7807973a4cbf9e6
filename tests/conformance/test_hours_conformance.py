"""The facts about the opening-hours system, against the double of it and against worse."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest

from tests.clock import BEGINS
from varaamo_sync.booking import CreateRoom, ReadVenues
from varaamo_sync.booking.client import VaraamoClient
from varaamo_sync.conformance import HOURS_FACTS, Report, Verdict, hours_conformance
from varaamo_sync.conformance.facts import HOURS_READ_FACTS
from varaamo_sync.hours import (
    CheckHoursRight,
    CreatePeriod,
    DatePeriod,
    HoursAPI,
    ReadPeriods,
    ReadResources,
    ResourceId,
)
from varaamo_sync.hours.client import HoursClient
from varaamo_sync.model import SANDBOX_ORIGIN
from varaamo_sync.sandbox import Sandbox, SandboxTransport
from varaamo_sync.snapshot import Reference
from varaamo_sync_cli.workspace.access.hours_system import SANDBOX_HOURS, SANDBOX_TOKEN
from varaamo_sync_cli.workspace.access.own_sandbox import SANDBOX_USER

VENUE = "demo-001"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """Give a sandbox with a room in the venue."""
    with Sandbox(clock=lambda: BEGINS) as made:
        way = SandboxTransport(made)
        with VaraamoClient(SANDBOX_ORIGIN, login=SANDBOX_USER, transport=way) as api:
            api.log_in()
            venue = next(one for one in api.execute(ReadVenues()) if one.tprek == VENUE)
            names = {"name.fi": "Sali", "name.sv": "Sal", "name.en": "Hall"}
            api.execute(
                CreateRoom(
                    venue=venue.pk,
                    spaces=(),
                    values=names,
                    reference=Reference(),
                    today=BEGINS.date(),
                )
            )
        yield made


def client(place: Sandbox | httpx.BaseTransport, token: str | None = SANDBOX_TOKEN) -> HoursClient:
    """Return a client of it."""
    transport = SandboxTransport(place) if isinstance(place, Sandbox) else place
    return HoursClient(SANDBOX_HOURS, token=token, transport=transport, sleep=lambda _: None)


def by_verdict(report: Report, verdict: Verdict) -> set[str]:
    """Return the facts of a verdict."""
    return {result.fact.id for result in report.results if result.verdict is verdict}


def prove(api: HoursAPI, *, write: bool = True) -> Report:
    """Run the facts."""
    return hours_conformance(api, venue=VENUE, write=write, now=BEGINS)


def test_every_fact_holds_of_the_double(sandbox: Sandbox) -> None:
    """What was seen of the real one holds of the double, and nothing stays behind."""
    with client(sandbox) as api:
        report = prove(api)
        venue = api.execute(ReadResources((ResourceId.of_venue(VENUE),))).found
        (room,) = next(iter(venue.values())).children
        remaining = api.execute(ReadPeriods((room,)))[room].read

    assert {fact.id for fact in HOURS_FACTS} == by_verdict(report, Verdict.HOLDS)
    assert (True, (), ()) == (report.holds, report.left, remaining)


def test_looking_writes_nothing(sandbox: Sandbox) -> None:
    """Without leave to write only those are tested that need none, also without a token."""
    with client(sandbox, None) as api:
        report = prove(api, write=False)

    known = {fact.id for fact in HOURS_READ_FACTS}
    assert known - {"hours-who"} == by_verdict(report, Verdict.HOLDS)
    assert report.venue is None


def test_who_has_no_right_writes_nothing(sandbox: Sandbox) -> None:
    """Of somebody whose token has no right it differs, and no write is tried."""
    with client(sandbox, "sandbox-stranger-token") as api:
        report = prove(api)

    assert {"hours-right"} == by_verdict(report, Verdict.DIFFERS)
    assert "hours-stored" in by_verdict(report, Verdict.NOT_TESTED)


class Worse:
    """A system that does something else than the double."""

    def __init__(self, api: HoursAPI, **answers: Any) -> None:
        self.api, self.answers = api, answers
        self.origin = api.origin

    def execute(self, command: Any) -> Any:
        """Carry out a command, or answer something of one's own."""
        own = self.answers.get(type(command).__name__)
        found = self.api.execute(command)
        return found if own is None else own(found)


def renamed(period: DatePeriod) -> DatePeriod:
    """Return a period that was not stored as it was sent."""
    return replace(period, override=True)


@pytest.mark.parametrize(
    ("answers", "fact"),
    [
        ({CreatePeriod.__name__: renamed}, "hours-stored"),
        ({"ReplacePeriod": renamed}, "hours-replaced"),
        ({"DeletePeriod": lambda _: True}, "hours-deleted"),
        ({CheckHoursRight.__name__: lambda _: True}, "hours-read-only"),
        ({"ReadDailyHours": lambda _: {}}, "hours-days"),
    ],
)
def test_what_differs_is_found(sandbox: Sandbox, answers: dict[str, Any], fact: str) -> None:
    """A system that does something else is told by the fact."""
    with client(sandbox) as api:
        report = prove(Worse(api, **answers))

    assert fact in by_verdict(report, Verdict.DIFFERS)
    assert not report.holds


def test_one_that_cannot_be_reached_stops_it() -> None:
    """Nothing is said of facts that nobody could look at."""

    def fail(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no")

    with client(httpx.MockTransport(fail)) as api:
        report = prove(api)

    assert "hours-unreachable" == (report.stopped and report.stopped.problem)
    assert {fact.id for fact in HOURS_FACTS} == by_verdict(report, Verdict.NOT_TESTED)


def test_writing_that_finds_nothing_to_write_to_is_no_success(sandbox: Sandbox) -> None:
    """Facts that were asked for and could not be tried do not hold; a look asks for none."""
    with client(sandbox) as api:
        empty = hours_conformance(api, venue="demo-003", write=True, now=BEGINS)
        looked = hours_conformance(api, venue="demo-003", now=BEGINS)

    assert (True, False) == (empty.untried, empty.holds)
    assert (False, True) == (looked.untried, looked.holds)
