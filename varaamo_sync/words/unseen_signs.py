"""Signs that do something where they are shown, instead of being shown."""

from __future__ import annotations

from varaamo_sync.startup.lazy_pattern import lazy_pattern

UNSEEN_SIGNS = (
    "\0-\x08\x0b-\x1f\x7f-\x9f"  # control signs but tabulator and line end
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks that turn the direction of writing
    "\u2028\u2029"  # ends of lines and paragraphs
    "\ud800-\udfff"  # halves of pairs, which no encoding writes
)
"""The signs, as a set of a regular expression holds them."""

_UNSEEN = lazy_pattern(f"[{UNSEEN_SIGNS}]")


def spell_unseen(text: str) -> str:
    r"""Return a text in which each sign that would do something is spelled as ``\u202e``."""
    return _UNSEEN.sub(lambda sign: f"\\u{ord(sign.group()):04x}", text.replace("\r\n", "\n"))
