"""The sync engine: survey, prepare, push. It touches only the ports handed in."""

from typing import TYPE_CHECKING

from varaamo_sync.catalogue_form import Edit, NewRoom
from varaamo_sync.startup.lazy_door import open_lazily

if TYPE_CHECKING:
    from varaamo_sync.sync.earlier import note_earlier, unstated_earlier
    from varaamo_sync.sync.preparation import (
        PlanOptions,
        Prepared,
        check_against,
        prepare,
        prepare_async,
    )
    from varaamo_sync.sync.pulls import (
        CatalogueFiles,
        Left,
        LeftReason,
        TakenField,
        TakenRoom,
        Takeover,
        take_over,
        why_left,
    )
    from varaamo_sync.sync.pushes import (
        Mismatch,
        Outcome,
        PushResult,
        Status,
        Surprise,
        push,
        push_async,
        verify,
    )
    from varaamo_sync.sync.settings import PushSettings
    from varaamo_sync.sync.settle import unfinished
    from varaamo_sync.sync.state_store import InMemoryState, StateStore
    from varaamo_sync.sync.surveys import survey, survey_async
    from varaamo_sync.sync.syncs import (
        LAST_COUNTS,
        Aftermath,
        AsyncSharedStore,
        CatalogueSource,
        CountHistory,
        HeldTurn,
        SharedStore,
        SyncOptions,
        SyncResult,
        look_back,
        look_back_async,
        sync,
        sync_async,
    )

_HOMES = {
    "earlier": "note_earlier unstated_earlier",
    "preparation": "PlanOptions Prepared check_against prepare prepare_async",
    "pulls": "CatalogueFiles Left LeftReason TakenField TakenRoom Takeover take_over why_left",
    "pushes": "Mismatch Outcome PushResult Status Surprise push push_async verify",
    "settings": "PushSettings",
    "settle": "unfinished",
    "state_store": "InMemoryState StateStore",
    "surveys": "survey survey_async",
    "syncs": (
        "LAST_COUNTS Aftermath AsyncSharedStore CatalogueSource CountHistory HeldTurn "
        "SharedStore SyncOptions SyncResult look_back look_back_async sync sync_async"
    ),
}
"""Where each name is at home."""

__all__ = [
    "LAST_COUNTS",
    "Aftermath",
    "AsyncSharedStore",
    "CatalogueFiles",
    "CatalogueSource",
    "CountHistory",
    "Edit",
    "HeldTurn",
    "InMemoryState",
    "Left",
    "LeftReason",
    "Mismatch",
    "NewRoom",
    "Outcome",
    "PlanOptions",
    "Prepared",
    "PushResult",
    "PushSettings",
    "SharedStore",
    "StateStore",
    "Status",
    "Surprise",
    "SyncOptions",
    "SyncResult",
    "TakenField",
    "TakenRoom",
    "Takeover",
    "check_against",
    "look_back",
    "look_back_async",
    "note_earlier",
    "prepare",
    "prepare_async",
    "push",
    "push_async",
    "survey",
    "survey_async",
    "sync",
    "sync_async",
    "take_over",
    "unfinished",
    "unstated_earlier",
    "verify",
    "why_left",
]


if not TYPE_CHECKING:  # they see the imports above, and no name beside these
    __getattr__, __dir__ = open_lazily(__name__, _HOMES)
