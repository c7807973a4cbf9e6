"""A plan on disk: bound to target, catalogue and what was seen, and used once."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from varaamo_sync.errors import PlanStale, UsageError
from varaamo_sync.plan import Plan, RoomPlan
from varaamo_sync.rooms import ServiceUnit
from varaamo_sync.store import Store
from varaamo_sync.stored_values import encode
from varaamo_sync_cli.desk import Options, Planned
from varaamo_sync_cli.render.plan import as_json

FORMAT_VERSION = 2


def write(path: Path, made: Planned, catalogue_digest: str, moment: datetime) -> None:
    """Write a plan, readable for people and programs."""
    options = made.options
    payload = {
        "format_version": FORMAT_VERSION,
        "made": moment.isoformat(),
        "catalogue": made.loaded.catalogue.id,
        "catalogue_digest": catalogue_digest,
        "options": {
            "on_conflict": options.on_conflict,
            "archive": options.archive,
            "units": sorted(unit.value for unit in options.units),
        },
        "seen": _seen(made.plan),
        "plan": as_json(made.plan),
    }
    path.write_text(json.dumps(payload, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read(path: Path) -> dict[str, Any]:
    """Read a plan that ``write`` wrote.

    Raises:
        UsageError: It is no saved plan.
    """
    try:
        payload = json.loads(path.read_text(encoding="utf-8"))
        version = payload["format_version"]
        options_of(payload)
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise UsageError(
            f"{path} is no saved plan.", fix="Make one with varaamo-sync plan --out FILE."
        ) from exc
    if version != FORMAT_VERSION:
        raise UsageError(
            f"{path} is a saved plan of format {version}, not {FORMAT_VERSION}.",
            fix="Make the plan again with varaamo-sync plan --out.",
        )
    saved: dict[str, Any] = payload
    return saved


def options_of(payload: dict[str, Any]) -> Options:
    """Return how a saved plan was made."""
    options = payload["options"]
    return Options(
        on_conflict=options["on_conflict"],
        archive=options["archive"],
        units=frozenset(ServiceUnit(unit) for unit in options["units"]),
    )


def check(payload: dict[str, Any], made: Planned, catalogue_digest: str) -> None:
    """Check that a saved plan still fits what is there now.

    Args:
        payload: The saved plan.
        made: The plan as it would be made now, in the same way.
        catalogue_digest: Digest of the catalogue as it is now.

    Raises:
        PlanStale: Something moved; the error names what.
    """
    catalogue = made.loaded.catalogue.id
    if payload["catalogue"] != catalogue:  # no room of it is worth comparing
        raise PlanStale([f"the plan is for the catalogue {payload['catalogue']}, not {catalogue}"])
    moved = []
    if payload["plan"]["origin"] != made.plan.origin:
        moved.append(f"the plan is for {payload['plan']['origin']}, not {made.plan.origin}")
    if payload["catalogue_digest"] != catalogue_digest:
        moved.append("the catalogue was edited")
    if payload["plan"]["today"] != made.plan.today.isoformat():
        moved.append("the day has changed, and with it the prices in force")
    seen, then = _seen(made.plan), payload["seen"]
    rooms = sorted(seen.keys() | then.keys())
    moved += [f"{key} changed" for key in rooms if seen.get(key) != then.get(key)]
    if moved:
        raise PlanStale(moved)


def use(payload: dict[str, Any], store: Store, moment: datetime) -> None:
    """Note that a saved plan is used now.

    Raises:
        PlanStale: It was used before.
    """
    text = json.dumps(payload, sort_keys=True, ensure_ascii=False)
    if not store.use_plan(hashlib.sha256(text.encode()).hexdigest(), moment):
        raise PlanStale(["it was used before"])


def _seen(plan: Plan) -> dict[str, str]:
    """Return a fingerprint of what each room's part of the plan rests on."""
    prints = {planned.key: _print(planned) for planned in plan.rooms}
    prints |= {item.key: f"archive {item.remote.ext_uuid}" for item in plan.to_archive}
    return prints


def _print(planned: RoomPlan) -> str:
    remote, space = planned.pair.remote, planned.pair.space
    values = {path: encode(value) for path, value in remote.values.items()} if remote else {}
    rests_on = {
        "action": planned.action.value,
        "draft": planned.draft,
        "changes": [[c.path, encode(c.before), encode(c.after)] for c in planned.changes],
        "conflicts": [[c.path, encode(c.before), encode(c.after)] for c in planned.conflicts],
        "images": planned.images,
        "remote": [remote.pk, remote.ext_uuid, remote.is_draft] if remote else None,
        "values": values,
        "space": [space.pk, space.parent, space.area, space.max_persons] if space else None,
        "space_name": dict(space.name) if space else None,
    }
    text = json.dumps(rests_on, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
