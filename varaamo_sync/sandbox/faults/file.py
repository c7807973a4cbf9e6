"""Reads a faults file, YAML or JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ryaml import loads  # type: ignore[attr-defined]  # exported, but not by __all__

from varaamo_sync.errors import UsageError
from varaamo_sync.sandbox.faults.plan import KINDS, FaultPlan

_FORMAT = 1
_FIX = "docs/reference/faults.md tells every key."


def read_faults(path: Path) -> FaultPlan:
    """Return the faults that a file holds.

    Args:
        path: A JSON file if its name says so, else YAML.

    Raises:
        UsageError: It cannot be read, or holds something that is no fault; every mistake in it
            is named.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as exc:
        reason = exc.strerror if isinstance(exc, OSError) else "it is not UTF-8"
        raise UsageError(f"The faults file {path} cannot be read: {reason}.") from exc
    try:
        data: Any = json.loads(text) if path.suffix.lower() == ".json" else loads(text)
    except (ValueError, RecursionError) as exc:
        raise UsageError(f"The faults file {path} cannot be read: {exc}.", fix=_FIX) from exc
    if not isinstance(data, Mapping) or data.get("format") != _FORMAT:
        raise UsageError(f"The faults file {path} does not begin with format: 1.", fix=_FIX)
    try:
        return FaultPlan.model_validate({k: v for k, v in data.items() if k != "format"})
    except ValidationError as exc:
        found = "; ".join(_described(error) for error in exc.errors())
        raise UsageError(f"The faults file {path} is wrong: {found}.", fix=_FIX) from exc


def _described(error: Any) -> str:
    place = error["loc"]  # of a fault's key: faults, its number, its kind, the key
    where = ".".join(str(step) for step in (*place[:2], *place[3:]))
    if error["type"].startswith("union_tag"):
        return f"{where}: fault is one of {', '.join(KINDS)}"
    return f"{where}: {error['msg'].removeprefix('Value error, ')}"
