"""Questions about what the server keeps of a text.

The sanitiser takes some 30 µs a text, and a large catalogue holds tens of thousands: it is asked
only where a cheap bound leaves the answer open.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from varaamo_sync.rules.text_analysis.text_heuristics import visible
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.stored_form import stored_contact, stored_html

LONGEST: Mapping[str, int] = {
    "name": 255,
    "description": 8000,
    "pricing.material": 1000,
    "instructions.pending": 8000,
    "instructions.confirmed": 8000,
    "instructions.cancelled": 8000,
    "instructions.applicants": 4000,
    "contact": 1000,
    "search_terms": 255,
    "hours.name": 255,
    "hours.periods.name": 255,
}
"""Most characters of a text of a room as the server keeps it, by its field (facts, section 4b)."""

_LARGEST_GROWTH = 50
"""How many times longer a short text can become: a tag that is left open is opened again."""
_PARAGRAPH, _ESCAPED = len("<p></p>"), len("&nbsp;")
_SHOWS = lazy_pattern(r"(?:^|>)[^<>&\w]*\w")
_SWALLOWS = lazy_pattern(
    r"<[!?]|<(?:script|style|title|textarea|xmp|iframe|no\w+|plaintext|math|svg|template)",
    re.IGNORECASE,
)


def stored_length(text: str, limit: int) -> int:
    """Return how long a text with paragraphs is as the server keeps it.

    Where it surely fits, any length that fits may be returned.
    """
    return len(text) if _surely_fits(text, limit) else len(stored_html(sendable(text)))


def stored_contact_length(text: str, limit: int) -> int:
    """Return how long contact information is as the server keeps it; see ``stored_length``."""
    return len(text) if _surely_fits(text, limit) else len(stored_contact(sendable(text)))


def _surely_fits(text: str, limit: int) -> bool:
    if len(text) * _LARGEST_GROWTH <= limit:
        return True
    if "<" in text or ">" in text:
        return False
    escaped = text.count("&") + text.count("\u00a0")
    return len(text) + escaped * _ESCAPED + (text.count("\n") + 1) * _PARAGRAPH <= limit


def sendable(text: str) -> str:
    """Return a text without the half characters that the sanitiser cannot take.

    They are an error of their own; here they must only not get in the way.
    """
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def keeps_nothing(text: str | None) -> bool:
    """Whether the server keeps nothing but spaces of a text with paragraphs."""
    if not text or not text.strip():
        return True
    return not _surely_shows(text) and not stored_html(sendable(text)).strip()


def shows_nothing(text: str | None) -> bool:
    """Whether residents see nothing of a text with paragraphs: ``<p>&nbsp;</p>``."""
    if not text or not text.strip():
        return True
    return not _surely_shows(text) and not visible(stored_html(sendable(text)))


def _surely_shows(text: str) -> bool:
    return "<" not in text or bool(_SHOWS.search(text) and not _SWALLOWS.search(text))
