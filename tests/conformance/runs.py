"""What the tests of conformance share: a client of a sandbox, and readers of a report."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from tests.clock import BEGINS, sleep
from varaamo_sync.booking import BookingAPI
from varaamo_sync.booking.client import PasswordLogin, VaraamoClient
from varaamo_sync.booking.retry import Patience, Policy
from varaamo_sync.conformance import MARK, OtherUsers, Report, Verdict, conformance
from varaamo_sync.sandbox import Sandbox, SandboxAdmin, SandboxTransport


def clock() -> datetime:
    """Tell the moment to the sandbox that is proved: one for all of a run of conformance."""
    return BEGINS


@contextmanager
def client(sandbox: Sandbox, user: str | None = "admin") -> Iterator[VaraamoClient]:
    """Open a client of a sandbox."""
    login = PasswordLogin(user, user) if user else None
    patience = Patience(policy=Policy(attempts=1))
    with (
        SandboxTransport(sandbox) as transport,
        VaraamoClient(
            "http://sandbox.localhost",
            login=login,
            transport=transport,
            patience=patience,
            today=BEGINS.date,
        ) as api,
    ):
        api.log_in()
        yield api


@contextmanager
def company(url: str, api: VaraamoClient) -> Iterator[OtherUsers]:
    """Call in everybody whom a served sandbox has."""
    once = Patience(policy=Policy(attempts=1))
    with (
        VaraamoClient(url) as stranger,
        VaraamoClient(url, session="0" * 32) as ended,
        VaraamoClient(url, login=PasswordLogin("venue-admin", "venue-admin")) as lesser,
        VaraamoClient(url, session=api.session, patience=once) as hasty,
    ):
        lesser.log_in()
        yield OtherUsers(
            anonymous=stranger,
            expired=ended,
            limited=lesser,
            without_retries=hasty,
            admin=SandboxAdmin.of(url),
        )


def by_verdict(report: Report, verdict: Verdict) -> set[str]:
    """Return the facts of a verdict."""
    return {result.fact.id for result in report.results if result.verdict is verdict}


def differing(report: Report) -> dict[str, str]:
    """Return the facts that differ, with what was seen."""
    differs = Verdict.DIFFERS
    return {item.fact.id: str(item.detail) for item in report.results if item.verdict is differs}


def rooms_of_the_trial(sandbox: Sandbox) -> int:
    """Return how many rooms of a trial are there and not archived."""
    query = "SELECT count(*) FROM reservationUnit WHERE nameFi LIKE ? AND NOT isArchived"
    count: int = sandbox._database.value(query, f"{MARK}%")
    return count


def write(api: BookingAPI, others: OtherUsers | None = None) -> Report:
    """Run everything against the first venue."""
    return conformance(api, write=True, venue="demo-001", now=BEGINS, sleep=sleep, others=others)
