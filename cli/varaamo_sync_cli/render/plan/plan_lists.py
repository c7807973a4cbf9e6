"""The rooms of a plan by what becomes of them: the same lists in every form."""

from __future__ import annotations

from varaamo_sync.model import Lang
from varaamo_sync.plan import DERIVED_FROM, Action, FieldChange, Plan, RoomPlan
from varaamo_sync_cli.render.plan.plan_notes import is_shown

_BEGINNING = 8
"""Letters by which the name of a venue is known in that of a room."""


def unclear(plan: Plan) -> list[RoomPlan]:
    """Return the rooms of which nobody knows which room of the booking system they are."""
    return [r for r in plan.rooms if r.action is Action.CONFLICT and not r.conflicts]


def differing(plan: Plan) -> list[RoomPlan]:
    """Return the rooms with fields that others changed."""
    return [room for room in plan.rooms if room.conflicts]


def new_and_shown(plan: Plan) -> list[RoomPlan]:
    """Return the rooms that are made for residents to see."""
    return [r for r in plan.rooms if r.action is Action.CREATE and r.draft is False]


def new_drafts(plan: Plan) -> list[RoomPlan]:
    """Return the rooms that are made as drafts."""
    return [r for r in plan.rooms if r.action is Action.CREATE and r.draft is not False]


def adopted(plan: Plan) -> list[RoomPlan]:
    """Return the rooms that are joined to one that is there already."""
    return [room for room in plan.rooms if room.action is Action.ADOPT]


def changing(plan: Plan) -> list[RoomPlan]:
    """Return the rooms that are there and change, adopted ones among them."""
    return [room for room in plan.rooms if _changes(room)]


def unready(plan: Plan) -> list[RoomPlan]:
    """Return the rooms that are not sent at all."""
    return [room for room in plan.rooms if room.action is Action.UNREADY]


def left_shown(plan: Plan) -> list[RoomPlan]:
    """Return the rooms that residents see, and that stay as they are until mended."""
    return [room for room in _held_back(plan) if is_shown(room)]


def left_drafts(plan: Plan) -> list[RoomPlan]:
    """Return the rooms that stay drafts until mended."""
    return [room for room in _held_back(plan) if not is_shown(room)]


def own_conflicts(planned: RoomPlan) -> list[FieldChange]:
    """Return the fields to decide on; what follows from one of them follows its decision."""
    paths = {change.path for change in planned.conflicts}
    return [c for c in planned.conflicts if DERIVED_FROM.get(c.path) not in paths]


def told_changes(planned: RoomPlan) -> tuple[FieldChange, ...]:
    """Return what changes of a room; what follows for its space only where nothing else does."""
    return planned.room_changes or planned.changes


def place_of(planned: RoomPlan, lang: Lang) -> str:
    """Return what a room is called, with its venue where the name does not say it."""
    name, venue = planned.room.label(lang), planned.room.venue.label(lang)
    says_it = venue.casefold()[:_BEGINNING] in name.casefold()
    return name if says_it else f"{name}, {venue}"


def _changes(planned: RoomPlan) -> bool:
    is_adopted = planned.action is Action.ADOPT
    if is_adopted and not (planned.room_changes or planned.draft is not None or planned.images):
        return False
    return planned.action.writes and planned.action is not Action.CREATE


def _held_back(plan: Plan) -> list[RoomPlan]:
    return [room for room in plan.rooms if room.withheld and room.pair.remote is not None]
