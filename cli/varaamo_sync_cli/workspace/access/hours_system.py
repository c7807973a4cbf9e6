"""Choosing the opening-hours system, and whether it may see the token."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from varaamo_sync.errors import UsageError
from varaamo_sync.model import SANDBOX_ORIGIN, Catalogue
from varaamo_sync.words import Theme
from varaamo_sync_cli.console import clock, settings
from varaamo_sync_cli.console.run_language import current_language
from varaamo_sync_cli.console.settings import setting
from varaamo_sync_cli.console.verbosity import note
from varaamo_sync_cli.workspace.access.own_sandbox import local_sandbox
from varaamo_sync_cli.workspace.access.targets import (
    Choice,
    Use,
)

if TYPE_CHECKING:
    from varaamo_sync.hours.client import HoursClient, HoursOptions

say = Theme("commands/hours")

SANDBOX_HOURS = f"{SANDBOX_ORIGIN}/hauki"
SANDBOX_TOKEN = "sandbox-hours-token"  # noqa: S105  # everybody may know it
"""Address and token of the sandbox's own opening-hours system."""


@contextmanager
def hours_api(
    choice: Choice,
    catalogue: Catalogue,
    folder: Path,
    use: Use = Use.LOOK,
    *,
    url: str | None = None,
    **options: Unpack[HoursOptions],
) -> Iterator[HoursClient]:
    """Open a client of the opening-hours system; with the token only where it may go.

    Args:
        choice: How the booking system was named; the sandbox has such a system of its own.
        catalogue: Whose target may name one.
        folder: The catalogue's folder.
        use: What it is opened for; to look no token is needed, and none is sent.
        url: Address that was typed.
        **options: How patiently it is asked; see ``HoursOptions``.

    Raises:
        UsageError: None was named.
    """
    from varaamo_sync.hours.client import HoursClient  # where nobody lacks hours, none is asked

    if choice.sandbox and url is None:
        with local_sandbox(folder, writes=use.writes) as sandbox:
            from varaamo_sync.sandbox import SandboxTransport

            with (
                SandboxTransport(sandbox) as transport,
                HoursClient(
                    SANDBOX_HOURS, token=SANDBOX_TOKEN, transport=transport, sleep=clock.wait
                ) as api,
            ):
                yield api
        return
    address = hours_address(choice, catalogue, url=url)
    token = _token_for(address, typed=url is not None) if use is not Use.LOOK else None
    options["token"] = token
    with HoursClient(address, sleep=clock.wait, **options) as api:
        yield api


def hours_address(choice: Choice, catalogue: Catalogue, *, url: str | None = None) -> str:
    """Return the address of the opening-hours system: typed, of the target, of the environment.

    Raises:
        UsageError: None was named.
    """
    target = catalogue.targets.get(choice.target or catalogue.default_target or "")
    of_target = target.hours_url if target is not None and not choice.url else None
    address = url or of_target or setting(settings.HOURS_URL)
    if address is None:
        raise UsageError("hours-unnamed")
    return address


def _token_for(address: str, *, typed: bool) -> str | None:
    """Return the token of the environment, where it may go to an address.

    A file that CI checks out must not choose where it goes: it is bound to the address of the
    environment, else to one that is typed.
    """
    from varaamo_sync.hours.client import base_of

    token, home = setting(settings.HOURS_TOKEN), setting(settings.HOURS_URL)
    if token is None:
        return None
    origin = base_of(address)[0]
    if base_of(home)[0] == origin if home else typed:
        return token
    note(say("token_stays", current_language(), origin=origin))
    return None
