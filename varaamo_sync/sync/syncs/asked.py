"""What a sync is asked for, looked at before a lock is taken: a slip of the pen costs nothing."""

from __future__ import annotations

from typing import cast

from varaamo_sync.goal import HistoryEntry
from varaamo_sync.model.units import read_units
from varaamo_sync.plan.compare import takes_ours
from varaamo_sync.plan.guard import ARCHIVE, read_limits
from varaamo_sync.suggest import require_known
from varaamo_sync.sync.handed_in import require_api, require_kind, require_methods, require_plain
from varaamo_sync.sync.settings import PushSettings
from varaamo_sync.sync.syncs.options import SyncOptions

_SOURCE = "a catalogue as it was read: read_catalogue(…) or read_rooms(…)"
_STORE = "a store: Store(url), or a class of yours with its methods"


def require_parts(function: str, source: object, api: object, store: object, lock: str) -> None:
    """Refuse parts of which one stands in the place of another.

    Args:
        function: Name of the function that was called.
        source: The catalogue as it was read.
        api: The booking system.
        store: The store.
        lock: Name of the method that locks it.

    Raises:
        TypeError: One lacks what is needed of it.
    """
    require_methods(function, "source", source, "usable", "held_against", wanted=_SOURCE)
    require_api(function, api)
    require_methods(function, "store", store, lock, "state", "history", wanted=_STORE)


def read_asked(
    function: str, settings: PushSettings | None, options: SyncOptions
) -> tuple[PushSettings, SyncOptions]:
    """Return settings and options as they are meant.

    Args:
        function: Name of the function that was called.
        settings: Settings that were given.
        options: Options that were given.

    Raises:
        TypeError: An option is not known, or of a wrong kind.
        UsageError: A unit, a limit or a decision is none.
    """
    require_known(options, SyncOptions.__optional_keys__, function)
    settings = PushSettings() if settings is None else settings
    require_kind(function, "settings", settings, PushSettings, "PushSettings(…)")
    for name in ("on_plan", "on_outcome", "should_stop"):
        require_plain(name, options.get(name))
    read_limits(options.get("allowed"), ARCHIVE)
    takes_ours(options.get("on_conflict", "theirs"))
    history = tuple(options.get("history", ()))
    for entry in history:
        require_kind(function, "history", entry, HistoryEntry, "entries: HistoryEntry(…)")
    asked = {"history": history, "units": read_units(options.get("units", ()))}
    return settings, cast("SyncOptions", {**options, **asked})
