"""The sandbox beside a catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from varaamo_sync.booking.client import PasswordLogin, VaraamoClient
from varaamo_sync.model import SANDBOX_ORIGIN
from varaamo_sync.words import Phrase
from varaamo_sync_cli.console import clock
from varaamo_sync_cli.console.clock import now
from varaamo_sync_cli.workspace.state_folder import STATE_FOLDER, state_folder

if TYPE_CHECKING:
    from varaamo_sync.sandbox import Sandbox

SANDBOX_USER = PasswordLogin("admin", "admin")

_OWN_USER = Phrase("commands/session", "own_user")


@contextmanager
def local_sandbox(folder: Path, *, writes: bool) -> Iterator[Sandbox]:
    """Open the sandbox beside a catalogue; to look, a copy of it, or of the one to be.

    Args:
        folder: The catalogue's folder.
        writes: Whether anything may be written.

    Raises:
        ImportError: The sandbox is not installed.
    """
    from varaamo_sync.sandbox import Sandbox

    home = state_folder(folder) if writes else folder / STATE_FOLDER
    with Sandbox(home / "sandbox.db", clock=now, copied=not writes) as sandbox:
        yield sandbox


@contextmanager
def open_sandbox(folder: Path, *, writes: bool) -> Iterator[VaraamoClient]:
    """Open a client of the sandbox beside a catalogue, logged in.

    Args:
        folder: The catalogue's folder.
        writes: Whether anything may be written.
    """
    with local_sandbox(folder, writes=writes) as sandbox:
        from varaamo_sync.sandbox import SandboxTransport

        with (
            SandboxTransport(sandbox) as transport,
            VaraamoClient(
                SANDBOX_ORIGIN,
                login=SANDBOX_USER,
                transport=transport,
                sleep=clock.wait,
                today=lambda: now().date(),
                session_from=_OWN_USER,
            ) as api,
        ):
            api.log_in()
            yield api
