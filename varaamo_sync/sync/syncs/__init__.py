"""One call for all of it: lock, settle, plan, guard, push, look again, and keep the counts."""

from varaamo_sync.sync.syncs.aftermath import Aftermath, look_back, look_back_async
from varaamo_sync.sync.syncs.counting import LAST_COUNTS, CountHistory
from varaamo_sync.sync.syncs.one_call import sync, sync_async
from varaamo_sync.sync.syncs.options import SyncOptions
from varaamo_sync.sync.syncs.ports import AsyncSharedStore, CatalogueSource, HeldTurn, SharedStore
from varaamo_sync.sync.syncs.result import SyncResult

__all__ = [
    "LAST_COUNTS",
    "Aftermath",
    "AsyncSharedStore",
    "CatalogueSource",
    "CountHistory",
    "HeldTurn",
    "SharedStore",
    "SyncOptions",
    "SyncResult",
    "look_back",
    "look_back_async",
    "sync",
    "sync_async",
]
