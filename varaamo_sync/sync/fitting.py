"""Whether a plan may be carried out here and now: the guards that every caller gets."""

from __future__ import annotations

from varaamo_sync.errors import PlanStale
from varaamo_sync.model import Catalogue, readable_catalogue
from varaamo_sync.plan import Plan
from varaamo_sync.sync.ports import Memory

_DONE = "it was done before"


def require_fit(plan: Plan, origin: str, catalogue: Catalogue, memory: Memory) -> None:
    """Refuse a plan that is of another place, or of another time.

    Args:
        plan: What is to be carried out.
        origin: Booking system that it would be carried out in.
        catalogue: Catalogue that it would be carried out for.
        memory: What is remembered; writes that were noted since make a plan out of date.

    Raises:
        PlanStale: It does not fit; the error names why.
    """
    moved = []
    rooms = readable_catalogue(catalogue).by_key  # as a plan has them
    if plan.origin != origin:
        moved.append(f"the plan is for {plan.origin}, not {origin}")
    if plan.catalogue != catalogue.id:
        moved.append(f"the plan is for the catalogue {plan.catalogue}, not {catalogue.id}")
    elif any(rooms.get(item.key) != item.room for item in plan.rooms):
        moved.append("the catalogue was edited")
    if plan.uses:
        moved.append(_DONE)
    elif plan.noted is not None and plan.noted != memory.last_note():
        moved.append("something was written since it was made")
    if moved:
        raise PlanStale(moved)


def use_once(plan: Plan) -> None:
    """Note that a plan is being carried out.

    Raises:
        PlanStale: Somebody has begun that already, in this thread or another.
    """
    plan.uses.append(None)
    if len(plan.uses) > 1:
        raise PlanStale([_DONE])
