"""What went wrong and what to do about it, by the name of the problem."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

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


PAGES = "errors/web"
"""The word file for pages without a command line: where other words name a command, these do not.

A table has the name of a problem, or of an answer of the booking system.
"""


def page_words(
    name: str, part: Literal["what", "fix"], values: Mapping[str, object]
) -> Phrase | None:
    """Return what a page says of a problem; ``None`` where the usual words name no command.

    Args:
        name: Name of the problem, or of the answer.
        part: What went wrong, or what to do about it.
        values: What the words speak of.
    """
    if part not in word_file(PAGES, "en").get(name, {}):
        return None
    return Phrase(PAGES, f"{name}.{part}", values)
