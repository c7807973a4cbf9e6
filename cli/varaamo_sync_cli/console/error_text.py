"""What was found and what went wrong, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from varaamo_sync.errors import BookingError, FormInvalid, VaraamoSyncError
from varaamo_sync.findings import Finding
from varaamo_sync.messages import Explanation, Part, explained, text
from varaamo_sync.model import Lang
from varaamo_sync_cli.media.signs import on_one_line
from varaamo_sync_cli.words.common import line


def finding_text(finding: Finding, part: Part, lang: Lang) -> str:
    """Return what a finding is called, what it says, or how it is mended."""
    return text(finding.rule, part, lang, finding.params)


def explain_error(error: VaraamoSyncError, lang: Lang) -> tuple[Explanation, ...]:
    """Return what went wrong, in words."""
    if isinstance(error, BookingError):
        return tuple(_on_one_line(found) for found in explained(error, lang))
    if isinstance(error, FormInvalid):
        return tuple(
            Explanation(
                what=f"{found.position}: {finding_text(found, 'message', lang)}",
                why="",
                fix=finding_text(found, "fix", lang),
            )
            for found in error.findings
        )
    return (Explanation(what=str(error), why="", fix=error.fix or ""),)


def _on_one_line(found: Explanation) -> Explanation:
    """Return an explanation in which no word of a server begins a line of its own."""
    return Explanation(*(on_one_line(getattr(found, field.name)) for field in fields(found)))


def explanation_lines(found: Explanation, lang: Lang) -> Iterator[str]:
    """Yield what went wrong line by line: what and where, why, and what to do."""
    place = ", ".join(part for part in (found.path, found.code) if part)
    yield f"{found.what} ({place})" if place else found.what
    if found.why:
        yield f"  {found.why}"
    if found.fix:
        yield f"  {line('fix', lang)}: {found.fix}"


def explanation_as_json(found: Explanation) -> dict[str, Any]:
    """Return what went wrong as JSON values."""
    return {
        "what": found.what,
        "why": found.why,
        "fix": found.fix,
        "path": found.path or None,
        "code": found.code or None,
    }
