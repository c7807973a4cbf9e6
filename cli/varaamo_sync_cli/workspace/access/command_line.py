"""The command to type next, with the catalogue, booking system and store of this one."""

from __future__ import annotations

import shlex

from varaamo_sync.secrecy import argument_without_password
from varaamo_sync_cli.workspace.access.targets import Place


def command_at(place: Place, name: str, *more: str) -> str:
    """Return a command line; a password in the address of a store is not shown."""
    words = ["varaamo-sync", name, str(place.folder), *place.choice.arguments().split(), *more]
    if place.store is not None:
        shown = argument_without_password(place.store)
        words += ["--store", shown if shown == place.store else "ADDRESS"]
    return shlex.join(words)
