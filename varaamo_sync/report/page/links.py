"""Where a link may lead: to a page of the board, or to the web."""

from __future__ import annotations

from urllib.parse import quote

from varaamo_sync.report.document import is_on_the_web


def href(link: str | None, base: str | None) -> str | None:
    """Return the address that a link has on a page; ``None`` for what stays plain text.

    Args:
        link: An address on the web, or one within the board as its names are
            (``rooms/nup:a``), not encoded; the board itself is ``""``.
        base: What addresses within the board begin with; ``None`` where there is no board.
    """
    if link is None:
        return None
    if is_on_the_web(link):
        return link
    if base is None or ":" in link.partition("/")[0] or link.startswith("/"):
        return None
    return base + "/".join(map(_segment, link.split("/")))


def _segment(name: str) -> str:
    """Return a name as a part of a path; dots alone would lead upwards."""
    return quote(name, safe=":") if name.strip(".") else quote(name).replace(".", "%2E")
