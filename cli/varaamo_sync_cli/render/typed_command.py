"""The commands that a person may type next: the same catalogue and booking system as now."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Iterable
from pathlib import Path

from varaamo_sync.model import ServiceUnit
from varaamo_sync.secrecy import argument_without_password
from varaamo_sync_cli.workspace.access.targets import Place

Typed = Callable[..., str]
"""Returns a command, of its name and its options, with what this run was told of places."""


_OF_FILES = ("validate",)
"""Commands that look at the files alone, and take no booking system."""


def typed_anywhere(*words: str) -> str:
    """Return a command for the catalogue and the booking system that go without saying."""
    return _joined(["varaamo-sync", *words])


def typed_for(
    place: Place,
    units: Iterable[ServiceUnit] = (),
    push_options: Iterable[str] = (),
    *,
    pull_options: Iterable[str] = (),
) -> Typed:
    """Return what makes commands for the same catalogue, booking system and store.

    Args:
        place: Where this run works. A password in the address of the store is not told.
        units: Service units to which this run was narrowed.
        push_options: Further options that a push gets.
        pull_options: Further options that a pull gets.
    """
    always = [word for unit in sorted(units) for word in ("--unit", unit.value)]
    of_its_own = {"push": tuple(push_options), "pull": tuple(pull_options)}
    folder = [] if place.folder == Path() else [str(place.folder)]
    store = []
    if place.store is not None:
        shown = argument_without_password(place.store)
        store = ["--store", shown if shown == place.store else "ADDRESS"]

    def typed(name: str, *options: str) -> str:
        if name in _OF_FILES:
            return _joined(["varaamo-sync", name, *folder, *always, *options])
        where = [*folder, *place.choice.arguments().split(), *always]
        return _joined(["varaamo-sync", name, *where, *of_its_own.get(name, ()), *options, *store])

    return typed


def _joined(words: list[str]) -> str:
    if os.name == "nt":  # single quotes are no quotes there, and no path has double ones
        return " ".join(f'"{word}"' if " " in word else word for word in words)
    return shlex.join(words)
