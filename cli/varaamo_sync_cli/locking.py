"""Holding the lock of a store while a push runs, and saying so every few seconds."""

from __future__ import annotations

import getpass
import os
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from varaamo_sync.errors import StoreUnusable
from varaamo_sync.records import LockHolder
from varaamo_sync.store import Store
from varaamo_sync_cli.clock import now

LASTS = timedelta(seconds=60)
"""A lock whose holder has been silent for so long is free."""

_BEATS_EVERY = 10.0


@contextmanager
def locked(store: Store, target: str, catalogue: str) -> Iterator[threading.Event]:
    """Hold the lock; give an event that is set when somebody broke it.

    Raises:
        LockHeld: Somebody else holds it.
    """
    owner = f"{_user()} (process {os.getpid()}, {uuid4().hex[:8]})"
    moment = now()
    command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:]])
    holder = LockHolder(
        owner=owner,
        host=socket.gethostname(),
        command=command,
        since=moment,
        heartbeat=moment,
        expires=moment + LASTS,
    )
    store.acquire_lock(target, catalogue, holder)
    broken, done = threading.Event(), threading.Event()

    def beat() -> None:
        while not done.wait(_BEATS_EVERY):
            try:
                if not store.beat(target, catalogue, owner, now=now(), lasts=LASTS):
                    broken.set()
                    return
            except StoreUnusable:
                continue  # the next beat may get through; the lock lasts for several

    heart = threading.Thread(target=beat, name="lock-heartbeat", daemon=True)
    heart.start()
    try:
        yield broken
    finally:
        done.set()
        heart.join()
        store.release_lock(target, catalogue, owner)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container may run a user without a name
        return "?"
