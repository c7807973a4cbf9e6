"""A plan as JSON."""

from __future__ import annotations

from typing import Any

from varaamo_sync.plan import Action, Departed, Double, Plan, RoomPlan
from varaamo_sync_cli.render.plan.plan_notes import summary
from varaamo_sync_cli.render.plan.plan_residents import residents_as_json
from varaamo_sync_cli.render.plan.plan_twins import Locate, nowhere
from varaamo_sync_cli.render.plan.plan_twins import as_json as twins_as_json
from varaamo_sync_cli.render.value_text import change_as_json


def as_json(plan: Plan, locate: Locate = nowhere) -> dict[str, Any]:
    """Return a plan as JSON values; ``locate`` tells where a room stands in the files."""
    return {
        "origin": plan.origin,
        "today": plan.today.isoformat(),
        "summary": summary(plan, "en"),
        "pending": plan.pending,
        "conflicts": plan.conflicts,
        "counts": {action.value: plan.counts().get(action, 0) for action in Action},
        "rooms": [_room_as_json(planned, locate) for planned in plan.rooms],
        "departed": [_departed_as_json(item) for item in plan.departed],
        "unread": list(plan.unread),
        "archives": plan.archives,
        "unmanaged": [{"pk": room.pk, "name": room.name} for room in plan.unmanaged],
        "foreign": [
            {"pk": item.remote.pk, "name": item.remote.name, "catalogue": item.catalogue}
            for item in plan.foreign
        ],
        "doubles": [double_as_json(double) for double in plan.doubles],
    }


def double_as_json(double: Double) -> dict[str, Any]:
    """Return what is there twice as JSON values."""
    return {
        "room": double.key,
        "spaces": list(double.spaces),
        "rooms": [{"pk": room.pk, "shown": room.publishing.visible} for room in double.rooms],
    }


def _departed_as_json(item: Departed) -> dict[str, Any]:
    unit = item.unit.value if item.unit else None
    return {"room": item.key, "pk": item.remote.pk, "service_unit": unit}


def _room_as_json(planned: RoomPlan, locate: Locate) -> dict[str, Any]:
    remote = planned.pair.remote
    return {
        "room": planned.key,
        "service_unit": planned.room.service_unit.value,
        "action": planned.action.value,
        "pk": remote.pk if remote else None,
        "recognised_by": planned.pair.match.value,
        "likely": twins_as_json(planned, locate),
        "renamed_from": planned.pair.old_key,
        "archived_by_us": planned.archived.isoformat() if planned.archived else None,
        "publish": None if planned.draft is None else not planned.draft,
        "opens_for_booking": planned.opens,
        "to_residents": residents_as_json(planned),
        "changes": [change_as_json(change) for change in planned.changes],
        "conflicts": [change_as_json(change) for change in planned.conflicts],
        "withheld_by": list(planned.withheld),
        "not_compared": list(planned.not_compared),
    }
