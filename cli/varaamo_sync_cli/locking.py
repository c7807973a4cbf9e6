"""Holding the lock of a store in the name of this process."""

from __future__ import annotations

import getpass
import os
import socket
import sys
import threading
from contextlib import AbstractContextManager
from pathlib import Path
from uuid import uuid4

from varaamo_sync.store import Store, locked
from varaamo_sync_cli.clock import now


def lock_of(store: Store, target: str, catalogue: str) -> AbstractContextManager[threading.Event]:
    """Return the lock of a catalogue and a booking system; see ``store.locked``."""
    return locked(
        store,
        target,
        catalogue,
        owner=f"{_user()[:30]} (process {os.getpid()}, {uuid4().hex[:8]})",
        host=socket.gethostname(),
        command=" ".join([Path(sys.argv[0]).name, *sys.argv[1:]]),
        now=now,
    )


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container may run a user without a name
        return "?"
