"""A plan on disk: bound to target, catalogue and what was seen, and used once."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from varaamo_sync.catalogue_files import write_whole
from varaamo_sync.errors import PlanStale, UsageError, part
from varaamo_sync.model import ServiceUnit
from varaamo_sync.plan import OnConflict, Seal
from varaamo_sync_cli.media.terminal import plain_for_terminal
from varaamo_sync_cli.workspace.booking.open_workspace import PlanOptions, PlanResult

if TYPE_CHECKING:
    from varaamo_sync.store import Store

FORMAT_VERSION = 3


def write(path: Path, made: PlanResult, plan: dict[str, Any], moment: datetime) -> None:
    """Write a plan, readable for people and programs, with the same ``plan`` as JSON values.

    Raises:
        UsageError: The file cannot be written.
        OutputUnwritable: The disk is full.
    """
    options = made.options
    payload = {
        "format_version": FORMAT_VERSION,
        "made": moment.isoformat(),
        "options": {
            "on_conflict": options.on_conflict,
            "archive": options.archive,
            "units": sorted(unit.value for unit in options.units),
        },
        "rests_on": Seal.of(made.plan, made.reading.digest).as_dict(),
        "plan": plan,
    }
    text = plain_for_terminal(json.dumps(payload, ensure_ascii=False, indent=1))
    write_whole(path, f"{text}\n".encode())


def read(path: Path) -> dict[str, Any]:
    """Read a plan that ``write`` wrote.

    Raises:
        UsageError: It is no saved plan.
    """
    try:
        payload = json.loads(path.read_text(encoding="utf-8"))
        version = payload["format_version"]
        options_of(payload)
        if version == FORMAT_VERSION:
            Seal.from_dict(payload["rests_on"])
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as exc:
        raise UsageError("plan-none", file=path) from exc
    if version != FORMAT_VERSION:
        raise UsageError("plan-format", file=path, format=version, ours=FORMAT_VERSION)
    saved: dict[str, Any] = payload
    return saved


def options_of(payload: dict[str, Any]) -> PlanOptions:
    """Return how a saved plan was made.

    Raises:
        ValueError: It does not say so.
    """
    options = payload["options"]
    if options["on_conflict"] not in get_args(OnConflict) or type(options["archive"]) is not bool:
        raise ValueError("no options of a plan")
    return PlanOptions(
        on_conflict=options["on_conflict"],
        archive=options["archive"],
        units=frozenset(ServiceUnit(unit) for unit in options["units"]),
    )


def check(payload: dict[str, Any], made: PlanResult) -> None:
    """Check that a saved plan still fits the one that would be made now, in the same way.

    Raises:
        PlanStale: Something moved; the error names what.
    """
    Seal.from_dict(payload["rests_on"]).require(Seal.of(made.plan, made.reading.digest))


def use(payload: dict[str, Any], store: Store, moment: datetime) -> None:
    """Note that a saved plan is used now.

    Raises:
        PlanStale: It was used before.
    """
    text = json.dumps(payload, sort_keys=True, ensure_ascii=False)
    if not store.use_plan(hashlib.sha256(text.encode()).hexdigest(), moment):
        raise PlanStale([part("moved-done")])
