"""Choosing the booking system, and which credentials it may see."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from varaamo_sync.client import ClientOptions, PasswordLogin, Timeouts, VaraamoClient
from varaamo_sync.client.http import origin_of
from varaamo_sync.errors import TargetUnknown, UsageError
from varaamo_sync.rooms import Catalogue, Target
from varaamo_sync_cli.clock import now
from varaamo_sync_cli.credentials import kept
from varaamo_sync_cli.near import did_you_mean
from varaamo_sync_cli.state import STATE_FOLDER
from varaamo_sync_cli.talk import note

if TYPE_CHECKING:
    from varaamo_sync.sandbox import Sandbox

SANDBOX_ORIGIN = "http://sandbox.localhost"
SANDBOX_USER = PasswordLogin("admin", "admin")

_OWN_USER = "the sandbox's own user"


@dataclass(frozen=True, slots=True)
class Choice:
    """How the booking system was named on the command line."""

    sandbox: bool = False
    target: str | None = None
    url: str | None = None

    def arguments(self) -> str:
        """Return the same choice as command line arguments."""
        if self.sandbox:
            return "--sandbox"
        if self.url:
            return f"--url {self.url}"
        return f"--target {self.target}" if self.target else ""


def state_folder(catalogue_folder: Path) -> Path:
    """Return the folder of local state beside a catalogue; git ignores it."""
    folder = catalogue_folder / STATE_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")
    return folder


@contextmanager
def booking_api(choice: Choice, catalogue: Catalogue, folder: Path) -> Iterator[VaraamoClient]:
    """Open a client of the chosen booking system, logged in where credentials may be used.

    Raises:
        TargetUnknown: None was named, or the name is not in the catalogue.
        BookingError: The login was refused, or the booking system cannot be reached.
    """
    if sum((choice.sandbox, bool(choice.target), bool(choice.url))) > 1:
        raise UsageError(
            "More than one booking system is named.",
            fix="Keep one of --sandbox, --target and --url.",
        )
    if choice.sandbox:
        with _sandbox(folder) as api:
            yield api
        return
    url, trusted = _address(choice, catalogue)
    found = _credentials(url) if trusted else _Credentials()
    remembered = kept(origin_of(url)) if found.empty else None
    if remembered is not None:
        found = _Credentials(remembered.session, None, remembered.how)
    options = _manners(choice, catalogue)
    options |= {"session": found.session, "login": found.login, "session_from": found.how}
    with VaraamoClient(url, **options) as api:
        if found.session is None and found.login is not None:
            api.log_in()
        yield api


def address(choice: Choice, folder: Path) -> str:
    """Return the origin of the chosen booking system; a catalogue is read only for its targets.

    Raises:
        TargetUnknown: None was named, or the name is not in the catalogue.
    """
    if choice.url:
        return origin_of(choice.url)
    from varaamo_sync_cli.load import read

    return origin_of(_target(choice, read(folder)[1]).url)


def origin_named(choice: Choice, catalogue: Catalogue) -> str | None:
    """Return the origin of the booking system that was named, without going there.

    Returns:
        ``None`` when none was named and the catalogue has no default.

    Raises:
        TargetUnknown: The catalogue has no such target.
    """
    if choice.sandbox:
        return SANDBOX_ORIGIN
    if choice.url:
        return origin_of(choice.url)
    if choice.target is None and catalogue.default_target is None:
        return None
    return origin_of(_target(choice, catalogue).url)


@contextmanager
def local_sandbox(folder: Path) -> Iterator[Sandbox]:
    """Open the sandbox beside a catalogue.

    Raises:
        UsageError: The sandbox is not installed.
    """
    try:
        from varaamo_sync.sandbox import Sandbox
    except ImportError as exc:
        raise UsageError(
            "The sandbox is not installed.", fix="Install it: pip install 'varaamo-sync[sandbox]'."
        ) from exc
    with Sandbox(state_folder(folder) / "sandbox.db", clock=now) as sandbox:
        yield sandbox


@contextmanager
def _sandbox(folder: Path) -> Iterator[VaraamoClient]:
    with local_sandbox(folder) as sandbox:
        from varaamo_sync.sandbox import SandboxTransport

        with (
            SandboxTransport(sandbox) as transport,
            VaraamoClient(
                SANDBOX_ORIGIN,
                login=SANDBOX_USER,
                transport=transport,
                today=lambda: now().date(),
                session_from=_OWN_USER,
            ) as api,
        ):
            api.log_in()
            yield api


def _address(choice: Choice, catalogue: Catalogue) -> tuple[str, bool]:
    """Return the address, and whether credentials of the environment may go there.

    A file that CI checks out must not choose where secrets go (design: *Command line*).
    """
    home = os.environ.get("VARAAMO_SYNC_URL")
    if choice.url:
        return choice.url, True
    url = _target(choice, catalogue).url
    trusted = home is not None and origin_of(home) == origin_of(url)
    if not trusted and any(_environment()):
        note(
            f"the credentials of the environment are not sent to {origin_of(url)}, "
            "which only catalogue.yaml names; set VARAAMO_SYNC_URL to it to allow that."
        )
    return url, trusted


def _manners(choice: Choice, catalogue: Catalogue) -> ClientOptions:
    """Return how patient and how quick the client is, where the catalogue says so."""
    if choice.url:
        return {}
    target = _target(choice, catalogue)
    stated = target.timeouts.model_dump(exclude_none=True)
    manners: ClientOptions = {"timeouts": Timeouts(**stated)}
    if target.requests_per_second is not None:
        manners["requests_per_second"] = target.requests_per_second
    return manners


def _target(choice: Choice, catalogue: Catalogue) -> Target:
    name = choice.target or catalogue.default_target
    if name is None:
        raise TargetUnknown(
            "No booking system is named.",
            fix="Add --sandbox, --target NAME or --url URL, or default_target in catalogue.yaml.",
        )
    target = catalogue.targets.get(name)
    if target is None:
        known = ", ".join(catalogue.targets) or "none"
        raise TargetUnknown(
            f"catalogue.yaml names no target {name!r}.{did_you_mean(name, catalogue.targets)}",
            fix=f"Targets there: {known}.",
        )
    return target


def _environment() -> tuple[str | None, str | None, str | None]:
    return (
        os.environ.get("VARAAMO_SYNC_SESSION") or None,
        os.environ.get("VARAAMO_SYNC_USERNAME") or None,
        os.environ.get("VARAAMO_SYNC_PASSWORD") or None,
    )


@dataclass(frozen=True, slots=True)
class _Credentials:
    session: str | None = field(default=None, repr=False)
    login: PasswordLogin | None = None
    how: str = "nowhere"

    @property
    def empty(self) -> bool:
        return self.session is None and self.login is None


def _credentials(url: str) -> _Credentials:
    session, username, password = _environment()
    home = os.environ.get("VARAAMO_SYNC_URL")
    if home is not None and origin_of(home) != origin_of(url):
        return _Credentials()  # they are bound to another host
    if username and password:
        how = "VARAAMO_SYNC_USERNAME and VARAAMO_SYNC_PASSWORD"
        return _Credentials(session, PasswordLogin(username, password), how)
    if username or password:
        raise UsageError(
            "VARAAMO_SYNC_USERNAME and VARAAMO_SYNC_PASSWORD belong together; one is missing.",
            fix="Set both, or neither.",
        )
    return _Credentials(session, None, "VARAAMO_SYNC_SESSION")
