"""Where a link may lead: to a page of the board, or to the web."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_WEB = re.compile(r"https?://[^\s\x00-\x20\x7f\\]+", re.IGNORECASE)


def href(link: str | None, base: str | None) -> str | None:
    """Return the address that a link has on a page; ``None`` for what stays plain text.

    Args:
        link: An address on the web, or one within the board as its names are
            (``rooms/nup:a``), not encoded; the board itself is ``""``.
        base: What addresses within the board begin with; ``None`` where there is no board.
    """
    if link is None:
        return None
    if _WEB.fullmatch(link):
        return link if _has_host(link) else None
    if base is None or ":" in link.partition("/")[0] or link.startswith("/"):
        return None
    return base + "/".join(map(_segment, link.split("/")))


def _has_host(link: str) -> bool:
    try:
        return bool(urlsplit(link).hostname)
    except ValueError:
        return False


def _segment(name: str) -> str:
    """Return a name as a part of a path; dots alone would lead upwards."""
    return quote(name, safe=":") if name.strip(".") else quote(name).replace(".", "%2E")
