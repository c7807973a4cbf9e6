import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.clock import BEGINS, sleep
from tests.conformance.runs import (
    by_verdict,
    client,
    clock,
    company,
    differing,
    rooms_of_the_trial,
    write,
)
from varaamo_sync.booking.client import PasswordLogin, VaraamoClient
from varaamo_sync.conformance import FACTS, MARK, Verdict, conformance
from varaamo_sync.conformance.facts import CONCURRENCY_FACTS, READ_FACTS, WRITE_FACTS
from varaamo_sync.errors import (
    PermissionDenied,
    ServerFault,
    SessionEnded,
    Unreachable,
    UsageError,
)
from varaamo_sync.sandbox import FaultPlan, Sandbox, running
from varaamo_sync.sandbox.faults.plan import Cut, Fault, Status

ROOT = Path(__file__).parents[2]
UNTESTED = {fact.id for fact in CONCURRENCY_FACTS} - {"lost-updates"}
"""What one client alone cannot test; whether an update gets lost is chance without an owner."""
ALL_ROLES = {"reads-are-public", "no-rights-elsewhere"}
"""What somebody who may do everything cannot test."""

SEED: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "varaamo_sync/sandbox/data/seed.json").read_text(encoding="utf-8")
)


def test_the_sandbox_conforms_in_process() -> None:
    """Every fact that one client can test holds for the sandbox, as a library function."""
    with Sandbox(clock=clock) as sandbox, client(sandbox) as api:
        report = write(api)

    assert (None, {}) == (report.stopped, differing(report))
    untested = by_verdict(report, Verdict.NOT_TESTED) - {"lost-updates"}
    assert UNTESTED | ALL_ROLES | {"pages-of-100"} == untested
    assert report.holds
    schema = json.loads((ROOT / "schemas" / "conformance.schema.json").read_text("utf-8"))
    stopped = replace(report, stopped=SessionEnded("session-none"))
    for value in (report.as_dict("fi"), stopped.as_dict("sv")):
        Draft202012Validator(schema).validate(json.loads(json.dumps(value)))


@pytest.mark.usefixtures("running_clock")
def test_the_sandbox_conforms_over_a_socket() -> None:
    """In company every single fact is tested over HTTP, and holds."""
    with (
        Sandbox(clock=clock) as sandbox,
        running(sandbox) as url,
        VaraamoClient(url, login=PasswordLogin("admin", "admin")) as api,
    ):
        api.log_in()
        with company(url, api) as others:
            report = write(api, others)

        assert 0 == rooms_of_the_trial(sandbox)
        assert 0 == sandbox._database.value("SELECT count(*) FROM reservation")
    assert {} == differing(report)
    assert {fact.id for fact in FACTS} == by_verdict(report, Verdict.HOLDS)


def test_somebody_with_a_role_for_one_venue_tests_the_rights() -> None:
    """A venue's administrator sees that other venues may not be written, and reads them."""
    with Sandbox(clock=clock) as sandbox, client(sandbox, "venue-admin") as api:
        report = write(api)

    assert {} == differing(report)
    assert by_verdict(report, Verdict.HOLDS) >= ALL_ROLES


def test_looking_needs_no_login() -> None:
    """Without a login everything that can be seen holds, and nothing is written."""
    with Sandbox(clock=clock) as sandbox, client(sandbox, None) as api:
        before = sandbox._database.value("SELECT count(*) FROM space")
        report = conformance(api, now=BEGINS, sleep=sleep)
        after = sandbox._database.value("SELECT count(*) FROM space")

    looked_at = {fact.id for fact in READ_FACTS} - {"rights-by-venue", "pages-of-100"}
    assert (None, before) == (report.venue, after)
    assert looked_at == by_verdict(report, Verdict.HOLDS)
    assert report.holds


def test_a_list_of_several_pages_is_tested() -> None:
    """With more than 100 rooms the pages are a fact too."""
    with Sandbox(clock=clock) as sandbox, client(sandbox) as api:
        for number in range(101):
            values = {"extUuid": f"u{number}", "unit": 3, "nameFi": "Sali", "isDraft": True}
            sandbox._database.insert("reservationUnit", values)
        report = conformance(api, now=BEGINS, sleep=sleep)

    assert "pages-of-100" in by_verdict(report, Verdict.HOLDS)


def test_a_trial_leaves_two_spaces_and_takes_them_again() -> None:
    """Rooms are archived, other rooms are as they were, and a second run makes no new space."""
    query = "SELECT * FROM reservationUnit WHERE NOT isArchived ORDER BY pk"
    with Sandbox(clock=clock) as sandbox, client(sandbox) as api:
        before = sandbox._database.rows(query)
        first, second = write(api), write(api)
        after = sandbox._database.rows(query)
        codes = sandbox._database.rows("SELECT code FROM space WHERE code LIKE ?", f"{MARK}%")

    assert before == after
    assert [MARK, f"{MARK}:osa"] == [row["code"] for row in codes]
    assert first.left == second.left
    assert 2 == len(first.left)
    assert {} == differing(second)


WRITES = (
    "createSpace",
    "updateSpace",
    "createReservationUnit",
    "updateReservationUnit",
    "createReservationUnitImage",
    "archiveReservationUnit",
)


@pytest.mark.parametrize("operation", WRITES)
@pytest.mark.parametrize("kind", [Status(status=504, stored=True), Cut()])
def test_everything_is_archived_also_after_a_failure(operation: str, kind: Fault) -> None:
    """Whatever write gets no answer, the report says so, and no room of the trial stays."""
    fault = kind.model_copy(update={"operations": (operation,), "count": 1})
    with (
        Sandbox(clock=clock, faults=FaultPlan(faults=(fault,))) as sandbox,
        client(sandbox) as api,
    ):
        report = write(api)

        assert 0 == rooms_of_the_trial(sandbox)
    assert isinstance(report.stopped, ServerFault | Unreachable)
    assert not report.holds
    assert any("was not answered" in str(what) for what in report.left)


def test_a_room_that_cannot_be_archived_is_named() -> None:
    """What stays against our will is told, with its number."""
    fault = Status(status=502, operations=("archiveReservationUnit",))
    with (
        Sandbox(clock=clock, faults=FaultPlan(faults=(fault,))) as sandbox,
        client(sandbox) as api,
    ):
        report = write(api)

        assert rooms_of_the_trial(sandbox) == sum("could not" in str(w) for w in report.left)
        assert rooms_of_the_trial(sandbox) >= 3


def test_writing_needs_a_venue_that_is_there_and_a_right() -> None:
    """No venue is ever chosen, and without a login or a right nothing is written."""
    with Sandbox(clock=clock) as sandbox:
        with client(sandbox) as api:
            with pytest.raises(UsageError, match="venue"):
                conformance(api, write=True, now=BEGINS, sleep=sleep)
            with pytest.raises(UsageError, match="demo-999"):
                conformance(api, write=True, venue="demo-999", now=BEGINS, sleep=sleep)
        with client(sandbox, None) as api:
            assert isinstance(write(api).stopped, SessionEnded)
        with client(sandbox, "viewer") as api:
            assert isinstance(write(api).stopped, PermissionDenied)
        assert 0 == rooms_of_the_trial(sandbox)


def test_an_unreachable_system_is_no_verdict() -> None:
    """When nothing answers no fact holds or differs; the report says why."""
    with (
        Sandbox(clock=clock, faults=FaultPlan(faults=(Cut(),))) as sandbox,
        client(sandbox) as api,
    ):
        report = write(api)

    assert isinstance(report.stopped, Unreachable)
    assert {fact.id for fact in FACTS} == by_verdict(report, Verdict.NOT_TESTED)
    assert not report.holds


def test_a_system_without_paid_vat_is_tested_as_far_as_it_goes() -> None:
    """Where there is no VAT for a price to come, only what rests on it is not tested."""
    taxes = [tax for tax in SEED["taxPercentages"] if Decimal(tax["value"]) == 0]
    seed = SEED | {"taxPercentages": taxes, "rooms": []}
    with Sandbox(clock=clock, seed=seed) as sandbox, client(sandbox) as api:
        report = write(api)

    assert {} == differing(report)
    assert {"future-kept", "future-changed"} <= by_verdict(report, Verdict.NOT_TESTED)


def test_every_fact_has_a_name_of_its_own_and_a_section() -> None:
    """Names are unique, and sections are those of the facts about the API."""
    ids = [fact.id for fact in FACTS]

    assert sorted(set(ids)) == sorted(ids)
    assert {fact.section for fact in FACTS} <= {"1", "2", "3", "4", "4b", "4c"}
    assert len(ids) == len(READ_FACTS) + len(WRITE_FACTS) + len(CONCURRENCY_FACTS)
