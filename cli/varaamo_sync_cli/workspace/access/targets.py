"""Choosing the booking system, and which credentials it may see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from varaamo_sync.booking.client import (
    ClientOptions,
    Timeouts,
    origin_of,
)
from varaamo_sync.capabilities import Feature, SystemName, capabilities_of
from varaamo_sync.catalogue_files import CATALOGUE
from varaamo_sync.errors import CatalogueNotFound, TargetUnknown, UsageError
from varaamo_sync.model import SANDBOX_ORIGIN, Catalogue, Target
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.words import Theme
from varaamo_sync_cli.console import settings
from varaamo_sync_cli.console.errors.near_names import did_you_mean
from varaamo_sync_cli.console.run_language import current_language, speak_in_run_of
from varaamo_sync_cli.console.settings import setting
from varaamo_sync_cli.console.verbosity import note
from varaamo_sync_cli.workspace.access.clients import demand_varaamo, open_client
from varaamo_sync_cli.workspace.access.credentials import (
    Credentials,
    find_session,
    tell_person,
)
from varaamo_sync_cli.workspace.access.environment import credentials_for, has_credentials, host_of
from varaamo_sync_cli.workspace.access.own_sandbox import open_sandbox
from varaamo_sync_cli.workspace.access.system_keyring import Tell
from varaamo_sync_cli.workspace.catalogue.catalogue_folder import read_folder

say = Theme("commands/notes")

if TYPE_CHECKING:
    from varaamo_sync_cli.workspace.access.clients import BookingClient


class Use(Enum):
    """What a booking system is opened for: it decides what may be made, and who is asked.

    Looking makes no state, and does not ask a keyring, which may be locked and wait for a person.
    """

    LOOK = "look"
    """To look; a login adds next to nothing."""
    ASK = "ask"
    """To look with the login, where it is to be had quickly."""
    WRITE = "write"
    """To write."""

    @property
    def writes(self) -> bool:
        """Whether anything may be written."""
        return self is Use.WRITE

    @property
    def keyring_seconds(self) -> float:
        """How long the system's keyring is waited for; to write, until a person has opened it."""
        return {Use.LOOK: 0.0, Use.ASK: 3.0, Use.WRITE: 20.0}[self]


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
            return f"--url {origin_of(self.url)}"
        return f"--target {self.target}" if self.target else ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a command works.

    Attributes:
        folder: The catalogue's folder.
        choice: Which booking system.
        store: Address of the store; by default ``VARAAMO_SYNC_STORE``, else a file beside the
            catalogue.
    """

    folder: Path
    choice: Choice
    store: str | None = None


def one_or_two(
    targets: Sequence[str], url: str | None, *, sandbox: bool
) -> tuple[Choice, Choice | None]:
    """Return the booking system that was named, or the two ends of a move, the old one first.

    A target is the old one where an address or the sandbox is named beside it.

    Raises:
        UsageError: More than two were named, or two of which none is a target.
    """
    choices = [Choice(target=name) for name in targets]
    choices += [Choice(url=url)] if url else []
    choices += [Choice(sandbox=True)] if sandbox else []
    if len(choices) < len(_BOTH):
        return (*choices, Choice())[0], None
    if not targets or len(choices) > len(_BOTH):
        raise UsageError("target-twice" if not targets else "ends-many")
    return choices[0], choices[1]


_BOTH = ("old", "new")


@contextmanager
def booking_api(
    choice: Choice,
    catalogue: Catalogue,
    folder: Path,
    use: Use = Use.WRITE,
    *,
    tell: Tell = tell_person,
) -> Iterator[BookingClient]:
    """Open a client of the chosen booking system, logged in where credentials may be used.

    It tells why the system's keyring does not answer.

    Raises:
        TargetUnknown: None was named, or the name is not in the catalogue.
        BookingError: The login was refused, or the booking system cannot be reached.
    """
    _demand_one(choice)
    system = _enter(choice, catalogue)
    if choice.sandbox:
        with open_sandbox(folder, writes=use.writes) as api:
            yield api
        return
    url, host, trusted = _address(choice, catalogue)
    found = credentials_for(host) if trusted else Credentials()
    keeps = capabilities_of(system).has(Feature.KEPT_SESSIONS)
    if keeps and found.session is None and found.login is None:
        found = find_session(host, seconds=use.keyring_seconds, tell=tell) or found
    with open_client(system, url, found, manners(choice, catalogue)) as api:
        yield api


def catalogue_naming(choice: Choice, folder: Path) -> Catalogue:
    """Return the catalogue that names the target; an empty one where an address is given.

    Raises:
        CatalogueNotFound: There is no such folder.
        TargetUnknown: The folder is no catalogue; an address would do.
    """
    if choice.url:
        return Catalogue(id="none")
    try:
        return read_folder(folder).usable()
    except CatalogueNotFound as error:
        if choice.sandbox or not folder.is_dir():
            raise
        raise TargetUnknown("target-outside", folder=folder, file=CATALOGUE) from error


def _demand_one(choice: Choice) -> None:
    if sum((choice.sandbox, bool(choice.target), bool(choice.url))) > 1:
        raise UsageError("target-twice")


def demand_origin(choice: Choice, catalogue: Catalogue) -> str:
    """Return the origin of the chosen booking system, without going there.

    Raises:
        TargetUnknown: None was named, or the name is not in the catalogue.
        UsageError: More than one was named.
    """
    _demand_one(choice)
    return origin_named(choice, catalogue) or _target(choice, catalogue).origin


def demand_possible(choice: Choice, folder: Path) -> None:
    """Refuse a choice that cannot lead to a booking system, without going there.

    A catalogue that cannot be read whole may lack the target, so nothing is said of it.

    Raises:
        TargetUnknown: The catalogue has no such target.
        UsageError: More than one was named, or an address is none.
    """
    _demand_one(choice)
    reading = read_folder(folder)
    if choice.url or reading.complete:
        origin_named(choice, reading.usable())


def origin_named(choice: Choice, catalogue: Catalogue) -> str | None:
    """Return the origin of the booking system that was named, without going there.

    Returns:
        ``None`` when none was named and the catalogue has no default.

    Raises:
        TargetUnknown: The catalogue has no such target.
    """
    _enter(choice, catalogue)
    if choice.sandbox:
        return SANDBOX_ORIGIN
    if choice.url:
        return origin_of(choice.url)
    if choice.target is None and catalogue.default_target is None:
        return None
    return _target(choice, catalogue).origin


def chosen_system(choice: Choice, catalogue: Catalogue) -> SystemName:
    """Return which booking system was chosen; an address that is typed is a Varaamo's.

    Raises:
        TargetUnknown: The catalogue has no such target.
        UsageError: An address was typed that is another system's.
    """
    if choice.url:
        demand_varaamo(choice.url, catalogue)
    system: SystemName = "varaamo"
    named = choice.target or catalogue.default_target
    if named and not (choice.sandbox or choice.url):
        system = _target(choice, catalogue).system
    return system


def _enter(choice: Choice, catalogue: Catalogue) -> SystemName:
    """Return which booking system was chosen, and speak of it for the rest of the run."""
    system = chosen_system(choice, catalogue)
    speak_in_run_of(capabilities_of(system).forms)
    return system


def demand_feature(choice: Choice, catalogue: Catalogue, feature: Feature, problem: str) -> None:
    """Refuse a booking system that cannot do something.

    Args:
        choice: Which booking system.
        catalogue: The catalogue that names it.
        feature: What it has to be able to do.
        problem: Name of the words for the refusal.

    Raises:
        UsageError: It cannot.
    """
    system = capabilities_of(_enter(choice, catalogue))
    if not system.has(feature):
        raise UsageError(problem, system=system.name)


def _address(choice: Choice, catalogue: Catalogue) -> tuple[str, str, bool]:
    """Return the address, its host, and whether credentials of the environment may go there.

    A file that CI checks out must not choose where secrets go (design: *Command line*).
    """
    home = setting(settings.URL)
    if choice.url:
        return choice.url, origin_of(choice.url), True
    target = _target(choice, catalogue)
    trusted = home is not None and host_of(home) == target.host
    if not trusted and has_credentials():
        note(say("credentials_stay", current_language(), origin=target.host))
    return target.url, target.host, trusted


def manners(choice: Choice, catalogue: Catalogue) -> ClientOptions:
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
        raise TargetUnknown("target-unnamed")
    target = catalogue.targets.get(name)
    if target is None and not catalogue.targets:
        raise TargetUnknown("target-none", name=name)
    if target is None:
        raise TargetUnknown(
            "target-unknown",
            name=name,
            meant=did_you_mean(name, catalogue.targets),
            known=list(catalogue.targets),
        )
    return target
