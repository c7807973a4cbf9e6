"""What a plan says, as JSON values: ``schemas/plan.schema.json`` describes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from varaamo_sync.findings import Position
from varaamo_sync.json_values import change_as_json, json_value
from varaamo_sync.model import Lang
from varaamo_sync.plan.actions import Action
from varaamo_sync.plan.others import Departed
from varaamo_sync.plan.pairing import RoomMatch
from varaamo_sync.words import Theme

if TYPE_CHECKING:
    from varaamo_sync.plan.changes import Plan, RoomPlan

Locate = Callable[[str], Position | None]
"""Tells where a room stands in the files of its catalogue, by its key."""

BOOKING_TIMES = (
    "kind", "interval", "min", "max", "window.min_days", "window.max_days", "opens", "closes"
)  # fmt: skip
"""What of the rules of booking a new room says to residents."""

_ASKED = (RoomMatch.LIKELY, RoomMatch.NOT_THERE)
_word = Theme("commands/plan")


def plan_as_dict(plan: Plan, lang: Lang, locate: Locate) -> dict[str, Any]:
    """Return what a plan says, as JSON values; see ``Plan.as_dict``."""
    return {
        "format_version": 1,
        "origin": plan.origin,
        "today": plan.today.isoformat(),
        "summary": plan_summary(plan, lang),
        "pending": plan.pending,
        "conflicts": plan.conflicts,
        "counts": {action.value: plan.counts().get(action, 0) for action in Action},
        "rooms": [_room(planned, locate) for planned in plan.rooms],
        "departed": [_departed(item) for item in plan.departed],
        "unread": list(plan.unread),
        "archives": plan.archives,
        "unmanaged": [{"pk": room.pk, "name": room.name} for room in plan.unmanaged],
        "foreign": [
            {"pk": item.remote.pk, "name": item.remote.name, "catalogue": item.catalogue}
            for item in plan.foreign
        ],
        "doubles": [double.as_dict() for double in plan.doubles],
    }


def plan_summary(plan: Plan, lang: Lang) -> str:
    """Return a plan in one line: how many rooms there are of each action that there is.

    A room that is made and shown to residents counts as both.
    """
    counts = Counter(plan.counts())
    counts[Action.CONFLICT] = plan.conflicts
    counts[Action.PUBLISH] = sum(planned.draft is False for planned in plan.rooms)
    told = [
        _word(f"count.{action}", lang, count=counts[action]) for action in Action if counts[action]
    ]
    return _word("summary", lang, counts=told) if told else _word("summary_of_nothing", lang)


def _departed(item: Departed) -> dict[str, Any]:
    unit = item.unit.value if item.unit else None
    return {"room": item.key, "pk": item.remote.pk, "service_unit": unit}


def _room(planned: RoomPlan, locate: Locate) -> dict[str, Any]:
    remote = planned.pair.remote
    return {
        "room": planned.key,
        "service_unit": planned.room.service_unit.value,
        "action": planned.action.value,
        "pk": remote.pk if remote else None,
        "recognised_by": planned.pair.match.value,
        "likely": _twins(planned, locate),
        "renamed_from": planned.pair.old_key,
        "archived_by_us": planned.archived.isoformat() if planned.archived else None,
        "publish": None if planned.draft is None else not planned.draft,
        "opens_for_booking": planned.opens,
        "to_residents": _residents(planned),
        "changes": [change_as_json(change) for change in planned.changes],
        "conflicts": [change_as_json(change) for change in planned.conflicts],
        "withheld_by": list(planned.withheld),
        "not_compared": list(planned.not_compared),
    }


def _twins(planned: RoomPlan, locate: Locate) -> dict[str, Any] | None:
    """Return what is asked of a room that may be there already; ``None`` where nothing is."""
    if not is_asked(planned):
        return None
    position = locate(planned.key)
    return {
        "candidates": [
            {
                "pk": twin.pk,
                "name": twin.label,
                "max_persons": twin.values.get("capacity.max"),
                "shown": twin.publishing.visible,
            }
            for twin in planned.pair.candidates
        ],
        "file": position.file if position else None,
        "line": position.line if position else None,
        "same_as": [twin.label for twin in planned.pair.candidates],
        "differs_from": names_of_others(planned),
    }


def is_asked(planned: RoomPlan) -> bool:
    """Tell whether somebody must say which room of the booking system it is."""
    return planned.pair.match in _ASKED


def names_of_others(planned: RoomPlan) -> list[str]:
    """Return the names for ``differs_from``: those that stand there already, and the new ones."""
    if planned.pair.match is RoomMatch.NOT_THERE:
        return []  # what same_as says would still be untrue
    known = planned.room.differs_from or ()
    return list(dict.fromkeys((*known, *(twin.label for twin in planned.pair.candidates))))


def _residents(planned: RoomPlan) -> dict[str, Any] | None:
    """Return what a new room will say to residents; ``None`` for a room that is not new."""
    if not planned.creates:
        return None
    values = planned.values
    return {
        "pricing": json_value(values.get("pricing", ())),
        "access": json_value(values.get("access", ())),
        "capacity": {end: values.get(f"capacity.{end}") for end in ("min", "max")},
        "booking": {name: json_value(values.get(f"booking.{name}")) for name in BOOKING_TIMES},
        "purposes": json_value(values.get("purposes", frozenset())),
        "unread": dict(planned.room.unread),
    }
