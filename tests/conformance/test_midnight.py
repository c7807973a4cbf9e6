"""A day that ends while an installation is proved: what it does is no deviation for that."""

import pytest

from tests.clock import CLOCK, now, sleep
from tests.conformance.runs import differing
from tests.sync.test_midnight import EVENING, Midnight
from varaamo_sync.booking.client import PasswordLogin, VaraamoClient
from varaamo_sync.booking.retry import Patience, Policy
from varaamo_sync.conformance import Report, conformance
from varaamo_sync.sandbox import Sandbox, SandboxTransport


def proved(left: int) -> tuple[Report, Midnight]:
    """Prove a sandbox, with midnight before one of the commands."""
    CLOCK.begin(EVENING)
    with (
        Sandbox(clock=now) as sandbox,
        SandboxTransport(sandbox) as transport,
        VaraamoClient(
            "http://sandbox.localhost",
            login=PasswordLogin("admin", "admin"),
            transport=transport,
            patience=Patience(policy=Policy(attempts=1)),
            today=lambda: now().date(),
        ) as api,
    ):
        api.log_in()
        midnight = Midnight(api, left)
        report = conformance(midnight, write=True, venue="demo-001", now=EVENING, sleep=sleep)
    return report, midnight


@pytest.mark.parametrize("left", [0, 8, 20, 30, 40, 60, 120])
def test_no_fact_differs_because_a_day_ended(left: int) -> None:
    """Midnight before, while and after rooms are made changes nothing of what is told."""
    report, midnight = proved(left)

    assert midnight.left < 0
    assert (None, {}) == (report.stopped, differing(report))
    assert report.holds
