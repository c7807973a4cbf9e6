"""Texts as a slide may hold them: what XML forbids or what turns writing around is spelled out."""

from __future__ import annotations

import unicodedata

from varaamo_sync.startup.lazy_pattern import lazy_pattern

_LINE_ENDS = lazy_pattern("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_ACTIVE = lazy_pattern(
    "[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"  # what XML forbids, and C1
    "|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"  # what turns the direction of writing
)
_EMPTY_LINES = lazy_pattern(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_CUT = "…"


def plain(text: str) -> str:
    r"""Return a text for a slide.

    Signs that are forbidden in XML, lone surrogates and marks of direction are shown as their
    escape (``\u202e``), line ends become ``\n``, and of empty lines one stays.

    Args:
        text: Any text.
    """
    lines = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    spelled = _ACTIVE.sub(lambda found: _spell(found[0]), lines)
    return _EMPTY_LINES.sub("\n\n", spelled).strip()


def on_one_line(text: str) -> str:
    """Return a text for a slide, without line ends."""
    return " ".join(plain(text).split())


def shortened(text: str, most: int) -> str:
    """Return a text on one line of at most so many signs; what is left out is told by a sign.

    Args:
        text: Any text.
        most: The most signs.
    """
    line = on_one_line(text)
    return line if len(line) <= most else line[: most - 1].rstrip() + _CUT


def base_of(sign: str) -> str:
    """Return the letter that a sign is built on; empty for one that takes no room."""
    parts = unicodedata.normalize("NFD", sign)
    return parts[0] if not unicodedata.combining(parts[0]) else ""


def _spell(sign: str) -> str:
    return f"\\u{ord(sign):04x}"
