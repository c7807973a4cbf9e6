"""The store: what is remembered between pushes."""

from varaamo_sync.store.database_state import DatabaseState
from varaamo_sync.store.engine import default_url
from varaamo_sync.store.locking import HeldLock, LockOptions, locked, locked_async
from varaamo_sync.store.process import is_alive, is_dead
from varaamo_sync.store.schedules import ScheduleBook
from varaamo_sync.store.store import Acquired, Store

__all__ = [
    "Acquired",
    "DatabaseState",
    "HeldLock",
    "LockOptions",
    "ScheduleBook",
    "Store",
    "default_url",
    "is_alive",
    "is_dead",
    "locked",
    "locked_async",
]
