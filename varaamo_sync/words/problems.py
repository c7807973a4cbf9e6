"""What went wrong and what to do about it, by the name of the problem."""

from __future__ import annotations

from collections.abc import Mapping

from varaamo_sync.words.files import word_file
from varaamo_sync.words.themes import Phrase

THEMES = (
    "errors/library",
    "errors/commands",
    "errors/booking",
    "errors/hours",
    "errors/sandbox",
)
"""The word files of problems: a table for each, with ``what`` and mostly a ``fix``."""


def problem_words(problem: str, values: Mapping[str, object]) -> tuple[Phrase, Phrase | None]:
    """Return what is said of a problem, and what to do about it where there is something to do.

    Args:
        problem: Its name.
        values: What the words speak of.

    Raises:
        KeyError: No word file has it.
    """
    for theme in THEMES:
        if (table := word_file(theme, "en").get(problem)) is not None:
            fix = Phrase(theme, f"{problem}.fix", values) if "fix" in table else None
            return Phrase(theme, f"{problem}.what", values), fix
    raise KeyError(problem)
