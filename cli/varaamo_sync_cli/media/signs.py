"""Signs that do something where they are shown, instead of being shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from varaamo_sync.startup.lazy_pattern import lazy_pattern

UNSEEN_SIGNS = (
    "\0-\x08\x0b-\x1f\x7f-\x9f"  # control signs but tabulator and line end
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks that turn the direction of writing
    "\u2028\u2029"  # ends of lines and paragraphs
    "\ud800-\udfff"  # halves of pairs, which no encoding writes
)
"""As in ``varaamo_sync.words``, which a program that only starts does not import."""

_BLANK = r"[^\S\n\r\v\f\x1c-\x1f\x85\u2028\u2029]"
_NOTHING = "(?!)"


@lru_cache(maxsize=4)
def _active(passing: str) -> re.Pattern[str]:
    return re.compile(
        rf"""
        (?P<passing> {passing} )
        | [{UNSEEN_SIGNS}]                      # moves the cursor, colours, turns, hides, links
        | ^ (?P<lead> (?: {_BLANK} | {passing} )* ) : (?=:)  # a command of GitHub
        | (?P<hashes> \#\# [A-Za-z]* ) \[   # one of GitHub, Azure, TeamCity
        """,
        re.VERBOSE | re.MULTILINE,
    )


_LINE_ENDS = lazy_pattern("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


def spell_out(text: str, spell: Callable[[str], str], passing: str = _NOTHING) -> str:
    """Return a text in which each sign that would do something is spelled out.

    Args:
        text: Any text.
        spell: Spells a sign in the way of the medium.
        passing: Pattern of what is left as it is.
    """

    def spell_match(match: re.Match[str]) -> str:
        passed, lead, hashes = match.group("passing", "lead", "hashes")
        if lead is not None:
            return f"{lead}{spell(':')}"
        if hashes is not None:
            return f"{hashes}{spell('[')}"
        return passed if passed is not None else spell(match.group())

    return _active(passing).sub(spell_match, text) if text else text


def on_one_line(text: str) -> str:
    """Return a text whose ends of lines are blanks, so that no name begins a line of its own."""
    return _LINE_ENDS.sub(" ", text)
