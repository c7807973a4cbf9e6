"""Telling whether the process that holds a lock is dead, where that can be known.

A number of a process means something only on one machine, until its next start, and in one name
space of numbers: two containers of one machine may have the same host name and the same numbers.
A number is used again, so the moment at which its process started belongs to it.
"""

from __future__ import annotations

import getpass
import os
import socket
from functools import cache
from pathlib import Path
from uuid import uuid4

from varaamo_sync.state.records import Process

_PROC = Path("/proc")
_GONE = ("Z", "X")
"""States of a process that has ended and whose parent has not asked after it (proc(5))."""


def new_owner() -> str:
    """Return a name for a new holder of a lock in this process; no two are called the same."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError):  # a container may run a user without a name
        user = "?"
    return f"{user[:30]}/{os.getpid()}-{uuid4().hex[:8]}"  # read in every language


def this_host() -> str:
    """Return the name of this machine, for people."""
    return socket.gethostname()


def this_process() -> Process | None:
    """Return this process, or ``None`` where processes cannot be told apart (not on Linux)."""
    place, started = this_place(), _stat(os.getpid())
    if place is None or started is None:
        return None
    return Process(place=place, pid=os.getpid(), started=started[1])


def is_dead(process: Process | None) -> bool:
    """Whether a process has certainly ended; ``False`` where nobody here can tell."""
    if process is None or process.pid <= 0 or process.place != this_place():
        return False
    try:
        os.kill(process.pid, 0)  # signal 0 is not sent, only looked whether it could be
    except ProcessLookupError:
        return True
    except OSError:
        pass  # another user's process, which is alive
    found = _stat(process.pid)
    if found is None:  # some machines hide processes of other users
        return False
    state, started = found
    return state in _GONE or started != process.started


def is_alive(process: Process | None) -> bool:
    """Whether a process is certainly at work here; ``False`` where nobody here can tell."""
    return process is not None and process.place == this_place() and not is_dead(process)


@cache
def this_place() -> str | None:
    """Return what says where and until when numbers of processes mean the same.

    Two processes of one place read the same monotonic clock, too.
    """
    try:
        boot = (_PROC / "sys/kernel/random/boot_id").read_text("ascii").strip()
        spaces = [(_PROC / "self/ns" / name).readlink().name for name in ("pid", "time")]
    except (OSError, ValueError):
        return None
    return " ".join((boot, socket.gethostname(), *spaces))


def _stat(pid: int) -> tuple[str, str] | None:
    """Return state of a process and when it started, in ticks since the machine's start."""
    try:
        text = (_PROC / str(pid) / "stat").read_bytes()
    except OSError:
        return None
    fields = text.rpartition(b")")[2].decode("ascii", "replace").split()  # a name may hold spaces
    return (fields[0], fields[19]) if len(fields) > 19 else None
