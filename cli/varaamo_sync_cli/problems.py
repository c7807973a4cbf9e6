"""What went wrong, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from varaamo_sync.errors import BookingError, VaraamoSyncError
from varaamo_sync.explanations import Explanation, explained
from varaamo_sync.model import Lang
from varaamo_sync.words import Theme, on_one_line

line = Theme("commands/validate")


def problems(error: VaraamoSyncError, lang: Lang) -> tuple[Explanation, ...]:
    """Return what went wrong, in words."""
    told = explained(error, lang)
    return tuple(map(_on_one_line, told)) if isinstance(error, BookingError) else told


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
