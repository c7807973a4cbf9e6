"""What doctor found, as text and as JSON; ``schemas/doctor.schema.json`` shapes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from varaamo_sync.model import Lang
from varaamo_sync.words import Theme
from varaamo_sync_cli.media.terminal import paint
from varaamo_sync_cli.workspace.health.checks import Check, State

line = Theme("commands/doctor")

_COLOURS = {State.OK: "green", State.NOTE: "yellow", State.FAULT: "red", State.SKIPPED: None}


def as_text(checks: Sequence[Check], lang: Lang) -> str:
    """Return a line for each part, with what to do about it below."""
    states = max(map(len, line.table("state", lang).values()))
    names = max(map(len, line.table("check", lang).values()))
    lines = []
    for check in checks:
        word = paint(f"{line(f'state.{check.state}', lang):{states}}", fg=_COLOURS[check.state])
        lines.append(f"{word}  {line(f'check.{check.name}', lang):{names}}  {check.said}")
        if check.fix:
            lines.append(f"{' ' * (states + names + 4)}{line('fix', lang)}: {check.fix}")
    count = sum(check.state is State.FAULT for check in checks)
    lines += ["", line("faults" if count else "sound", lang, count=count)]
    return "\n".join(lines)


def as_json(checks: Sequence[Check]) -> dict[str, Any]:
    """Return what was found as JSON values."""
    return {
        "healthy": not any(check.state is State.FAULT for check in checks),
        "checks": [
            {
                "name": check.name,
                "state": check.state.value,
                "message": check.said,
                "fix": check.fix,
            }
            for check in checks
        ],
    }
