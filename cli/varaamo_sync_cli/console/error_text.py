"""What went wrong, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from varaamo_sync.errors import BookingError, FormInvalid, VaraamoSyncError
from varaamo_sync.messages import Explanation, explained, text
from varaamo_sync.model import Lang
from varaamo_sync_cli.media.signs import on_one_line
from varaamo_sync_cli.words.common import line


def problems(error: VaraamoSyncError, lang: Lang) -> tuple[Explanation, ...]:
    """Return what went wrong, in words."""
    if isinstance(error, BookingError):
        return tuple(_on_one_line(said) for said in explained(error, lang))
    if isinstance(error, FormInvalid):
        return tuple(
            Explanation(
                what=f"{found.position}: {text(found.rule, 'message', lang, found.params)}",
                why="",
                fix=text(found.rule, "fix", lang, found.params),
            )
            for found in error.findings
        )
    return (Explanation(what=str(error), why="", fix=error.fix or ""),)


def _on_one_line(said: Explanation) -> Explanation:
    """Return an explanation in which no word of a server begins a line of its own."""
    told = (on_one_line(text) for text in (said.what, said.why, said.fix, said.path, said.code))
    return Explanation(*told)


def lines(problem: Explanation, lang: Lang) -> Iterator[str]:
    """Yield a problem line by line: what and where, why, and what to do."""
    place = ", ".join(part for part in (problem.path, problem.code) if part)
    yield f"{problem.what} ({place})" if place else problem.what
    if problem.why:
        yield f"  {problem.why}"
    if problem.fix:
        yield f"  {line('fix', lang)}: {problem.fix}"


def as_json(problem: Explanation) -> dict[str, Any]:
    """Return a problem as JSON values."""
    return {
        "what": problem.what,
        "why": problem.why,
        "fix": problem.fix,
        "path": problem.path or None,
        "code": problem.code or None,
    }
