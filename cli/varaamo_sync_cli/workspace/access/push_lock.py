"""Holding the lock of a store in the name of this process."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from varaamo_sync.secrecy import argument_without_password
from varaamo_sync.state import LockHolder
from varaamo_sync.store import is_dead
from varaamo_sync.words import Theme
from varaamo_sync_cli.console.clock import now
from varaamo_sync_cli.console.run_language import current_language
from varaamo_sync_cli.console.verbosity import note

if TYPE_CHECKING:
    from varaamo_sync.store import HeldLock, Store

line = Theme("commands/reading")


def lock_of(store: Store, target: str, catalogue: str) -> AbstractContextManager[HeldLock]:
    """Return the lock of a catalogue and a booking system; see ``Store.lock``."""
    return store.lock(
        target,
        catalogue,
        command=" ".join([Path(sys.argv[0]).name, *map(argument_without_password, sys.argv[1:])]),
        now=now,
        on_takeover=_tell_takeover,
    )


def _tell_takeover(left: LockHolder) -> None:
    why = "lock_of_dead" if is_dead(left.process) else "lock_of_silent"
    note(line(why, current_language(), owner=left.owner, host=left.host))


def hours_scope(origin: str, source: str) -> str:
    """Return what hours are remembered under: rooms of two booking systems may share one Hauki."""
    return f"{_of_hours(origin)}{source}"


def locks_of(store: Store, origin: str, catalogue: str) -> dict[str, LockHolder]:
    """Return who holds locks of a catalogue and a booking system, by what each is of.

    There is one of its rooms, and one of their hours in each opening-hours system.
    """
    held = store.lock_holders(catalogue)
    ours = (target for target in held if target == origin or is_of_hours(target, origin))
    return {target: held[target] for target in ours}


def is_of_hours(target: str, origin: str) -> bool:
    """Whether a lock is of hours of a booking system's rooms."""
    return target.startswith(_of_hours(origin))


def _of_hours(origin: str) -> str:
    return f"{origin} hours "
