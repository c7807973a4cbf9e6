"""How a sync behaves, beside its settings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TypedDict

from varaamo_sync.goal import HistoryEntry
from varaamo_sync.model import ServiceUnit
from varaamo_sync.plan import OnConflict
from varaamo_sync.rules import OwnRule
from varaamo_sync.sync.preparation import Prepared
from varaamo_sync.sync.pushes import Outcome


class SyncOptions(TypedDict, total=False):
    """How a sync behaves, beside ``PushSettings``."""

    allowed: Mapping[str, int]
    """Numbers of rooms that the guard lets through, by service unit or ``archive``."""
    on_conflict: OnConflict
    """Whether fields that others changed are kept (``theirs``, as by default)."""
    archive: bool
    """Whether rooms that have left the catalogue are archived, for ever. None is while not all of
    the catalogue could be read."""
    units: Collection[ServiceUnit]
    """Service units whose rooms are pushed; by default all."""
    rules: Sequence[OwnRule]
    """Rules of your own; a room that they find fault with is held back as by ours."""
    history: Iterable[HistoryEntry]
    """What was counted before and is not in the store, for the forecast of the goal."""
    command: str
    """What the holder of the lock does, for people; by default ``sync``."""
    on_plan: Callable[[Prepared], None]
    """Told of the plan before anything is sent; what it raises ends the sync with nothing sent."""
    on_outcome: Callable[[Outcome], None]
    """Told of what became of each room; see ``push``."""
    should_stop: Callable[[], bool]
    """Asked before each room; see ``push``. A lock that was lost stops it, too."""
