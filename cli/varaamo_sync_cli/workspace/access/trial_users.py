"""Whom a conformance run calls in beside the user who runs it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from varaamo_sync.booking.client import ClientOptions, PasswordLogin, VaraamoClient, is_here
from varaamo_sync.booking.retry import Patience, Policy
from varaamo_sync.conformance import OtherUsers
from varaamo_sync.errors import PermissionDenied
from varaamo_sync_cli.console import clock
from varaamo_sync_cli.workspace.access.own_sandbox import SANDBOX_USER, local_sandbox
from varaamo_sync_cli.workspace.access.targets import Use

if TYPE_CHECKING:
    from varaamo_sync_cli.workspace.access.clients import BookingClient

_ONCE = Policy(attempts=1)
_LESSER = PasswordLogin("venue-admin", "venue-admin")
"""A user of the sandbox who manages one venue."""


@contextmanager
def serve_sandbox(folder: Path, use: Use) -> Iterator[VaraamoClient]:
    """Serve the sandbox beside a catalogue on a free port, and log in to it.

    A run is about HTTP, too, so it goes over a socket.
    """
    with local_sandbox(folder, writes=use.writes) as sandbox:
        from varaamo_sync.sandbox import running

        with (
            running(sandbox) as url,
            VaraamoClient(url, sleep=clock.wait, login=SANDBOX_USER) as api,
        ):
            api.log_in()
            yield api


@contextmanager
def call_test_users(api: BookingClient) -> Iterator[OtherUsers]:
    """Call in a stranger and an ended session; on a sandbox its owner and a lesser user, too."""
    from varaamo_sync.sandbox import SandboxAdmin

    with ExitStack() as stack:

        def client(**options: Unpack[ClientOptions]) -> VaraamoClient:
            return stack.enter_context(VaraamoClient(api.origin, sleep=clock.wait, **options))

        owner = SandboxAdmin.of(api.origin) if is_here(api.origin) else None
        lesser = client(login=_LESSER) if owner else None
        if lesser is not None:
            try:
                lesser.log_in()
            except PermissionDenied:  # a sandbox with users of its own
                lesser = None
        yield OtherUsers(
            anonymous=client(),
            expired=client(session=secrets.token_hex(16)),
            limited=lesser,
            without_retries=client(session=api.session, patience=Patience(policy=_ONCE)),
            admin=owner,
        )
