from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest

from tests.clock import now, sleep, sleep_async
from tests.recording import Recording
from varaamo_sync.booking import Command
from varaamo_sync.booking.client import PasswordLogin, VaraamoClient
from varaamo_sync.model import Catalogue
from varaamo_sync.plan import Plan, make_plan
from varaamo_sync.sandbox import Sandbox, SandboxTransport
from varaamo_sync.snapshot import Snapshot
from varaamo_sync.sync import (
    InMemoryState,
    Prepared,
    PushResult,
    PushSettings,
    push,
    survey,
    unfinished,
)
from varaamo_sync.sync.flow import Part, run
from varaamo_sync.sync.settle import settle_flow


def settings_of_tests(**options: Any) -> PushSettings:
    """Return settings by which nobody waits but on the clock of the tests."""
    return PushSettings(now=now, sleep=sleep, sleep_async=sleep_async, **options)


@dataclass
class Town(Recording):
    """A sandbox, a client that counts, and a memory."""

    sandbox: Sandbox
    api: VaraamoClient
    settings: PushSettings = field(
        default_factory=lambda: settings_of_tests(settles_after=timedelta(seconds=0.2))
    )
    sent: list[Command[Any]] = field(default_factory=list)

    def survey(self, catalogue: Catalogue) -> Snapshot:
        """Look at the sandbox."""
        return survey(self, catalogue, now=self.settings.now())

    def plan(self, catalogue: Catalogue, **options: Any) -> Plan:
        """Plan with what is remembered."""
        memory = self.settings.state
        given = {"remembered": memory.remembered(), "unfinished": unfinished(memory)} | options
        moment = self.settings.now()
        return make_plan(catalogue, self.survey(catalogue), now=moment, **given)

    def push(
        self, catalogue: Catalogue, allowed: Mapping[str, int] | None = None, **options: Any
    ) -> PushResult:
        """Settle, plan and push."""
        seen = self.survey(catalogue)
        settling = Part("settle", settle_flow(catalogue, seen.reference, self.settings))
        run(settling, self, self.settings)
        made = Prepared(catalogue, self.plan(catalogue, **options), seen)
        return push(self, made, settings=self.settings, allowed=allowed)

    def forget(self) -> None:
        """Lose the store."""
        self.settings = replace(self.settings, state=InMemoryState())


@contextmanager
def town_of(sandbox: Sandbox) -> Iterator[Town]:
    """Open a client of a sandbox."""
    login = PasswordLogin("admin", "admin")
    with (
        SandboxTransport(sandbox) as transport,
        VaraamoClient("http://sandbox.localhost", login=login, transport=transport) as api,
    ):
        api.log_in()
        yield Town(sandbox, api)


@pytest.fixture
def town() -> Iterator[Town]:
    """Give a fresh sandbox with a client and an empty memory."""
    sandbox = Sandbox(":memory:", clock=now)
    with town_of(sandbox) as opened:
        yield opened
    sandbox.close()
