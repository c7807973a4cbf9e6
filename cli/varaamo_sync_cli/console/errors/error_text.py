"""What was found and what went wrong, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from varaamo_sync.errors import BookingError, VaraamoSyncError
from varaamo_sync.explanations import Explanation, explained
from varaamo_sync.findings import Finding
from varaamo_sync.model import Lang
from varaamo_sync.words import Part, Theme, on_one_line, text

line = Theme("commands/validate")


def finding_text(finding: Finding, part: Part, lang: Lang) -> str:
    """Return what a finding is called, what it says, or how it is mended."""
    return text(finding.rule, part, lang, finding.params)


def explain_error(error: VaraamoSyncError, lang: Lang) -> tuple[Explanation, ...]:
    """Return what went wrong, in words."""
    told = explained(error, lang)
    return tuple(map(_on_one_line, told)) if isinstance(error, BookingError) else told


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
