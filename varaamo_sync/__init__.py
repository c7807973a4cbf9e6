"""Takes a city's rooms into its booking system, and shows how far the binding goal is.

This door gives the way of a room from its file to the booking system and to the goal: read, check,
survey, prepare, push, progress, evaluate, and what these take and give. Each package below has a
door of its own with the rest. Nothing is imported before it is used.
"""

from typing import TYPE_CHECKING

from varaamo_sync.startup.lazy_door import open_lazily as _open_lazily

if TYPE_CHECKING:
    from varaamo_sync.booking import AsyncBookingAPI, BookingAPI
    from varaamo_sync.booking.client import AsyncVaraamoClient, PasswordLogin, VaraamoClient
    from varaamo_sync.catalogue_files import read_catalogue
    from varaamo_sync.errors import (
        BookingError,
        CatalogueError,
        GuardTripped,
        LockHeld,
        PlanStale,
        UsageError,
        VaraamoSyncError,
    )
    from varaamo_sync.findings import Finding, Level, Severity
    from varaamo_sync.goal import (
        Counts,
        GoalStatus,
        HistoryEntry,
        Progress,
        Stage,
        evaluate,
        progress,
    )
    from varaamo_sync.model import (
        HELSINKI,
        Catalogue,
        Lang,
        Room,
        RoomKey,
        ServiceUnit,
        Venue,
        Wanted,
    )
    from varaamo_sync.plan import Action, OnConflict, Plan, RoomPlan
    from varaamo_sync.rules import check
    from varaamo_sync.snapshot import Reference, Snapshot
    from varaamo_sync.store import Store
    from varaamo_sync.sync import (
        Outcome,
        Prepared,
        PushResult,
        PushSettings,
        Status,
        prepare,
        prepare_async,
        push,
        push_async,
        survey,
        survey_async,
    )

_HOMES = {
    "booking": "AsyncBookingAPI BookingAPI",
    "booking.client": "AsyncVaraamoClient PasswordLogin VaraamoClient",
    "catalogue_files": "read_catalogue",
    "errors": (
        "BookingError CatalogueError GuardTripped LockHeld PlanStale UsageError VaraamoSyncError"
    ),
    "findings": "Finding Level Severity",
    "goal": "Counts GoalStatus HistoryEntry Progress Stage evaluate progress",
    "model": "HELSINKI Catalogue Lang Room RoomKey ServiceUnit Venue Wanted",
    "plan": "Action OnConflict Plan RoomPlan",
    "rules": "check",
    "snapshot": "Reference Snapshot",
    "store": "Store",
    "sync": (
        "PushSettings Outcome Prepared PushResult Status prepare prepare_async push "
        "push_async survey survey_async"
    ),
}
"""Where each name is at home."""

__all__ = [
    "HELSINKI",
    "Action",
    "AsyncBookingAPI",
    "AsyncVaraamoClient",
    "BookingAPI",
    "BookingError",
    "Catalogue",
    "CatalogueError",
    "Counts",
    "Finding",
    "GoalStatus",
    "GuardTripped",
    "HistoryEntry",
    "Lang",
    "Level",
    "LockHeld",
    "OnConflict",
    "Outcome",
    "PasswordLogin",
    "Plan",
    "PlanStale",
    "Prepared",
    "Progress",
    "PushResult",
    "PushSettings",
    "Reference",
    "Room",
    "RoomKey",
    "RoomPlan",
    "ServiceUnit",
    "Severity",
    "Snapshot",
    "Stage",
    "Status",
    "Store",
    "UsageError",
    "VaraamoClient",
    "VaraamoSyncError",
    "Venue",
    "Wanted",
    "check",
    "evaluate",
    "prepare",
    "prepare_async",
    "progress",
    "push",
    "push_async",
    "read_catalogue",
    "survey",
    "survey_async",
]


if not TYPE_CHECKING:  # they see the imports above, and no name beside these
    __getattr__, __dir__ = _open_lazily(__name__, _HOMES)
