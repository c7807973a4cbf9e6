"""The facts about a Respa, against the double of it and against worse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from tests.clock import BEGINS
from varaamo_sync.conformance import RESPA_FACTS, Report, Verdict, respa_conformance
from varaamo_sync.conformance.facts import RESPA_READ_FACTS
from varaamo_sync.conformance.respa_ways import RespaWays
from varaamo_sync.respa import RespaExchanges
from varaamo_sync.sandbox import Sandbox, SandboxTransport

URL = "http://sandbox.localhost/respa"
VENUE = "demo-001"
WRITER, EDITOR, VIEWER = "respa-writer", "respa-editor", "respa-viewer"

Answer = tuple[int, Any]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """Give a sandbox."""
    with Sandbox(clock=lambda: BEGINS) as made:
        yield made


def client(place: Sandbox | httpx.BaseTransport, user: str | None = WRITER) -> RespaExchanges:
    """Return somebody who asks its Respa."""
    way = SandboxTransport(place) if isinstance(place, Sandbox) else place
    login = (user, user) if user else None
    return RespaExchanges(URL, login=login, transport=way, sleep=lambda _: None)


def by_verdict(report: Report, verdict: Verdict) -> set[str]:
    """Return the facts of a verdict."""
    return {result.fact.id for result in report.results if result.verdict is verdict}


def prove(api: RespaWays, *, write: bool = True, venue: str = VENUE) -> Report:
    """Run the facts."""
    return respa_conformance(api, venue=venue, write=write, now=BEGINS)


def rooms(sandbox: Sandbox) -> int:
    """Return how many rooms there are that are not deleted."""
    count: int = sandbox._database.value("SELECT count(*) FROM respaResource WHERE NOT isRemoved")
    return count


def test_every_fact_holds_of_the_double(sandbox: Sandbox) -> None:
    """What was seen of the real one holds of the double, and nothing stays behind."""
    before = rooms(sandbox)
    with client(sandbox) as api:
        report = prove(api)

    assert {fact.id for fact in RESPA_FACTS} == by_verdict(report, Verdict.HOLDS)
    assert (True, (), before) == (report.holds, report.left, rooms(sandbox))


def test_looking_writes_nothing(sandbox: Sandbox) -> None:
    """Without leave to write only those are tested that need none, and without a login."""
    with client(sandbox, None) as api:
        report = prove(api, write=False)

    assert {fact.id for fact in RESPA_READ_FACTS} == by_verdict(report, Verdict.HOLDS)
    assert report.venue is None


def test_a_unit_of_no_tprek_is_found_by_its_own_id(sandbox: Sandbox) -> None:
    """Not every Respa takes its units from the service map."""
    with client(sandbox, None) as api:
        found = prove(api, write=False, venue="axvanhasatama")
        missing = prove(api, write=False, venue="demo-999")

    assert "respa-unit" in by_verdict(found, Verdict.HOLDS)
    assert {"respa-unit"} == by_verdict(missing, Verdict.DIFFERS)


def test_who_may_not_write_writes_nothing(sandbox: Sandbox) -> None:
    """Of somebody without a right it differs, and no room is made."""
    before = rooms(sandbox)
    with client(sandbox, VIEWER) as api:
        report = prove(api)

    assert {"respa-needs", "respa-own-id"} == by_verdict(report, Verdict.DIFFERS)
    assert before == rooms(sandbox)


def test_who_may_not_delete_leaves_rooms_and_says_so(sandbox: Sandbox) -> None:
    """What stays is named, room by room; who may takes it away in the next run."""
    before = rooms(sandbox)
    with client(sandbox, EDITOR) as api:
        report = prove(api)
    between = rooms(sandbox)
    with client(sandbox) as api:
        again = prove(api)

    assert "respa-deleted" in by_verdict(report, Verdict.DIFFERS)
    assert (2, before + 2, before) == (len(report.left), between, rooms(sandbox))
    assert again.holds


class Worse:
    """A Respa that answers something else than the double."""

    has_login = True

    def __init__(self, api: RespaExchanges, spoil: Callable[[str, str, Answer], Answer]) -> None:
        self.api, self.spoil = api, spoil
        self.origin = api.origin

    def ask(self, method: str, path: str, body: Any = None, **ways: Any) -> Answer:
        """Send a request, and spoil its answer."""
        return self.spoil(method, path, self.api.ask(method, path, body, **ways))


def spoiled(method: str, part: str, **values: Any) -> Callable[[str, str, Answer], Answer]:
    """Return what puts values into the answers of some requests; ``status`` is their status."""

    def spoil(asked: str, path: str, answer: Answer) -> Answer:
        status, value = answer
        refused = status >= 300 and "status" not in values
        if asked != method or part not in path or refused:
            return answer
        own = {name: one for name, one in values.items() if name != "status"}
        return values.get("status", status), {**(value or {}), **own}

    return spoil


@pytest.mark.parametrize(
    ("spoil", "fact"),
    [
        (spoiled("GET", "page_size=9999", results=[{}] * 501), "respa-lists"),
        (spoiled("GET", "page=1000000", status=200), "respa-past-end"),
        (spoiled("GET", "?unit=", results=[{"id": "x", "unit": "y"}]), "respa-by-unit"),
        (spoiled("GET", "resource/?page_size=500", results=[{"id": "x"}]), "respa-known"),
        (spoiled("GET", "&end=", opening_hours=[]), "respa-days"),
        (spoiled("GET", "unit/", status=200), "respa-dead-login"),
        (spoiled("POST", "new/", people_capacity=1), "respa-stored"),
        (spoiled("POST", "new/", id="one"), "respa-twice"),
        (spoiled("POST", "new/", is_external=False), "respa-external"),
        (spoiled("PATCH", "update/", area=1), "respa-kept"),
        (spoiled("PUT", "update/", name={}), "respa-put"),
        (spoiled("PATCH", "update/", status=200), "respa-languages"),
        (spoiled("PATCH", "update/", images=[{"stamp": "x"}]), "respa-pictures"),
        (spoiled("DELETE", "delete/", status=200), "respa-deleted"),
        (spoiled("POST", "restore/", public=True), "respa-restored"),
        (spoiled("POST", "restore/", status=200), "respa-absent"),
    ],
)
def test_what_differs_is_found(
    sandbox: Sandbox, spoil: Callable[[str, str, Answer], Answer], fact: str
) -> None:
    """A Respa that does something else is told by the fact."""
    sandbox.reset()
    with client(sandbox) as api:
        report = prove(Worse(api, spoil))

    assert fact in by_verdict(report, Verdict.DIFFERS)
    assert not report.holds


def test_what_is_no_respa_stops_it(sandbox: Sandbox) -> None:
    """Of another system no fact is told to differ; its address is to be checked."""
    way = SandboxTransport(sandbox)
    with RespaExchanges("http://sandbox.localhost", transport=way, sleep=lambda _: None) as api:
        report = prove(api, write=False)

    assert "respa-garbled" == (report.stopped and report.stopped.problem)
    assert {fact.id for fact in RESPA_FACTS} == by_verdict(report, Verdict.NOT_TESTED)


def test_one_that_cannot_be_reached_stops_it() -> None:
    """Nothing is said of facts that nobody could look at."""

    def fail(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no")

    with client(httpx.MockTransport(fail)) as api:
        report = prove(api)

    assert "respa-unreachable" == (report.stopped and report.stopped.problem)
    assert {fact.id for fact in RESPA_FACTS} == by_verdict(report, Verdict.NOT_TESTED)
