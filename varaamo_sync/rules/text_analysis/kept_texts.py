"""Questions about what the server keeps of a text, answered mostly without its sanitiser.

The sanitiser takes some 30 µs a text, and a large catalogue holds tens of thousands: it is asked
only where a cheap bound leaves the answer open.
"""

from __future__ import annotations

import re

from varaamo_sync.rules.text_analysis.text_heuristics import visible
from varaamo_sync.stored_form import html, without_tags

LARGEST_GROWTH = 16
"""How many times longer a text can become, at the very most, where tags are closed in order."""

_PARAGRAPH = len("<p></p>")
_AMPERSAND = len("&amp;") - 1
_NO_BREAK = len("&nbsp;") - 1
_QUOTE = len("&quot;") - 1
_CLOSING = len("</strong>")  # the longest tag that the sanitiser may have to close
_LINE_END = len("</p><p>")
_REOPENED = ("<strong", "<em", "<u>", "<a ")  # left open, they are opened again in each paragraph
_SHOWS = re.compile(r"(?:^|>)[^<>&\w]*\w")
_SWALLOWS = re.compile(
    r"<[!?]|<(?:script|style|title|textarea|xmp|iframe|no\w+|plaintext|math|svg|template)",
    re.IGNORECASE,
)


def stored_length(text: str, limit: int) -> int:
    """Return how long a text with paragraphs is as the server keeps it.

    Where it surely fits, any length that fits may be returned.
    """
    size = len(text)
    if "<" in text or ">" in text:
        bound = _tagged_bound(text)
    else:
        bound = size + _PARAGRAPH + _escapes(text)
    return size if bound <= limit else len(html(sendable(text)))


def _tagged_bound(text: str) -> int:
    tags = text.count("<") + text.count(">")
    bound = len(text) + _PARAGRAPH + _escapes(text) + _QUOTE * text.count('"') + _CLOSING * tags
    lower = text.lower()
    if any(lower.count(tag) != lower.count(f"</{tag[1:].strip(' >')}>") for tag in _REOPENED):
        return bound * bound
    return 2 * bound  # tags closed in the wrong order are closed and opened once more


def _escapes(text: str) -> int:
    return (
        _AMPERSAND * text.count("&")
        + _NO_BREAK * text.count("\u00a0")
        + _LINE_END * text.count("\n")
    )


def stored_contact_length(text: str) -> int:
    """Return how long contact information is as the server keeps it."""
    return len(without_tags(sendable(text)))


def sendable(text: str) -> str:
    """Return a text without the half characters that the sanitiser cannot take.

    They are an error of their own; here they must only not get in the way.
    """
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def keeps_nothing(text: str | None) -> bool:
    """Whether the server keeps nothing but spaces of a text with paragraphs."""
    if not text or not text.strip():
        return True
    if "<" not in text or (_SHOWS.search(text) and not _SWALLOWS.search(text)):
        return False
    return not html(sendable(text)).strip()


def shows_nothing(text: str | None) -> bool:
    """Whether residents see nothing of a text with paragraphs: ``<p>&nbsp;</p>``."""
    if not text or not text.strip():
        return True
    if "<" not in text or (_SHOWS.search(text) and not _SWALLOWS.search(text)):
        return False
    return not visible(html(sendable(text)))
