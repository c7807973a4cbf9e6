"""The commands to type next, with the catalogue, booking system and store of this one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from varaamo_sync.model import ServiceUnit
from varaamo_sync_cli.console.typed_commands import typed
from varaamo_sync_cli.workspace.access.targets import Place

Typed = Callable[..., str]
"""Returns a command, of its name and its options, with what this run was told of places."""

_FILE = "sqlite:///"
_OF_FILES = ("validate",)
"""Commands that look at the files alone, and take no booking system."""

_OF_SANDBOX = "sandbox hours"


def typed_at(place: Place, name: str, *options: str) -> str:
    """Return a command for the same catalogue, booking system and store.

    The address of a database is not shown, whatever it looks like: it may hold a password.
    """
    folder = [] if place.folder == Path() else [str(place.folder)]
    if name == _OF_SANDBOX:  # it is of no booking system but its own, and takes keys as arguments
        return typed(*name.split(), *options, *(("--path", *folder) if folder else ()))
    if name in _OF_FILES or name.startswith("goal "):
        return typed(*name.split(), *folder, *options)
    store = []
    if place.store is not None:
        store = ["--store", place.store if place.store.startswith(_FILE) else "ADDRESS"]
    return typed(*name.split(), *folder, *place.choice.arguments().split(), *options, *store)


def typed_for(
    place: Place,
    units: Iterable[ServiceUnit] = (),
    push_options: Iterable[str] = (),
    *,
    pull_options: Iterable[str] = (),
) -> Typed:
    """Return what makes commands for the same place as this run, narrowed as it was.

    Args:
        place: Where this run works.
        units: Service units to which it was narrowed.
        push_options: Further options that a push gets.
        pull_options: Further options that a pull gets.
    """
    always = [word for unit in sorted(units) for word in ("--unit", unit.value)]
    of_its_own = {"push": tuple(push_options), "pull": tuple(pull_options)}

    def typed_here(name: str, *options: str) -> str:
        narrowed = () if name == _OF_SANDBOX or name.startswith("goal ") else always
        return typed_at(place, name, *narrowed, *of_its_own.get(name, ()), *options)

    return typed_here


def with_hours_url(typed: Typed, url: str | None) -> Typed:
    """Return what makes commands of hours for the opening-hours system that was typed."""
    further = () if url is None else ("--hours-url", url)

    def typed_here(name: str, *options: str) -> str:
        return typed(name, *options, *(further if name.startswith("hours") else ()))

    return typed_here
