"""The store: what is remembered between pushes."""

from typing import TYPE_CHECKING

from varaamo_sync.startup.lazy_door import open_lazily

if TYPE_CHECKING:
    from varaamo_sync.store.database_state import DatabaseState
    from varaamo_sync.store.engine import default_url
    from varaamo_sync.store.locking import HeldLock, LockOptions, locked, locked_async
    from varaamo_sync.store.process import is_alive, is_dead
    from varaamo_sync.store.schedules import ScheduleBook
    from varaamo_sync.store.store import Acquired, Store

_HOMES = {
    "database_state": "DatabaseState",
    "engine": "default_url",
    "locking": "HeldLock LockOptions locked locked_async",
    "process": "is_alive is_dead",
    "schedules": "ScheduleBook",
    "store": "Acquired Store",
}
"""Where each name is at home."""

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


if not TYPE_CHECKING:  # they see the imports above, and no name beside these
    __getattr__, __dir__ = open_lazily(__name__, _HOMES)
