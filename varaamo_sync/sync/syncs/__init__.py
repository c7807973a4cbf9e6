"""One call for all of it: lock, settle, plan, guard, push, look again, and keep the counts."""

from typing import TYPE_CHECKING

from varaamo_sync.startup.lazy_door import open_lazily

if TYPE_CHECKING:
    from varaamo_sync.sync.syncs.aftermath import Aftermath, look_back, look_back_async
    from varaamo_sync.sync.syncs.counting import LAST_COUNTS, CountHistory
    from varaamo_sync.sync.syncs.one_call import sync, sync_async
    from varaamo_sync.sync.syncs.options import SyncOptions
    from varaamo_sync.sync.syncs.ports import (
        AsyncSharedStore,
        CatalogueSource,
        HeldTurn,
        SharedStore,
    )
    from varaamo_sync.sync.syncs.result import SyncResult

_HOMES = {
    "aftermath": "Aftermath look_back look_back_async",
    "counting": "LAST_COUNTS CountHistory",
    "one_call": "sync sync_async",
    "options": "SyncOptions",
    "ports": "AsyncSharedStore CatalogueSource HeldTurn SharedStore",
    "result": "SyncResult",
}
"""Where each name is at home."""

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


if not TYPE_CHECKING:  # they see the imports above, and no name beside these
    __getattr__, __dir__ = open_lazily(__name__, _HOMES)
