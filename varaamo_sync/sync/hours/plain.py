"""A plan of opening hours as JSON values."""

from __future__ import annotations

from typing import Any

from varaamo_sync.hours import ResourceId, period_body
from varaamo_sync.json_values import json_value
from varaamo_sync.model import Lang
from varaamo_sync.model.hours import said_hours
from varaamo_sync.sync.hours.plan import HoursPlan, PeriodPlan, RoomHours


def hours_plan_as_dict(plan: HoursPlan, lang: Lang = "fi") -> dict[str, Any]:
    """Return a plan of hours as JSON values, as ``schemas/hours-plan.schema.json`` describes them.

    Args:
        plan: The plan.
        lang: Language of names, and of hours in words.
    """
    return {
        "format_version": 1,
        "catalogue": plan.catalogue,
        "hours_origin": plan.source,
        "today": json_value(plan.today),
        "counts": {action.value: count for action, count in plan.counts().items()},
        "rooms": [_room(room, lang) for room in (*plan.rooms, *plan.dropped)],
    }


def _room(room: RoomHours, lang: Lang) -> dict[str, Any]:
    unit = room.room.service_unit
    return {
        "room": room.key,
        "name": room.label(lang),
        "service_unit": unit.value if unit else None,
        "venue": room.venue_label(lang) or None,
        "resource": str(ResourceId.of_room(room.ext_uuid)) if room.resource else None,
        "hours": said_hours(room.hours, lang) if room.hours else None,
        "waits": room.waits.value if room.waits else None,
        "dropped": room.dropped.value if room.dropped else None,
        "others": room.others,
        "periods": [_period(period) for period in room.periods],
    }


def _period(period: PeriodPlan) -> dict[str, Any]:
    return {
        "number": period.number,
        "action": period.action.value,
        "conflict": period.clash.value if period.clash else None,
        "pk": period.found.pk if period.found else None,
        "body": period_body(period.wanted) if period.wanted else None,
    }
