"""The command to type next, with the catalogue, booking system and store of this one."""

from __future__ import annotations

import shlex

from varaamo_sync_cli.workspace.access.targets import Place

_FILE = "sqlite:///"


def command_at(place: Place, name: str, *more: str) -> str:
    """Return a command line; the address of a database, which may hold a password, is not shown."""
    words = ["varaamo-sync", name, str(place.folder), *place.choice.arguments().split(), *more]
    if place.store is not None:
        words += ["--store", place.store if place.store.startswith(_FILE) else "ADDRESS"]
    return shlex.join(words)
